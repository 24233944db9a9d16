package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saksok"
)

// storedDocument is a document with what was read of it; extraction is nil
// where nothing was.
type storedDocument struct {
	record     *DocumentRecord
	extraction *saksok.Extraction
}

func (s *site) document(ctx context.Context, sha string) (*storedDocument, error) {
	id, err := documentID(sha)
	if err != nil {
		return nil, err
	}
	rec, err := s.library.Document(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", id, err)
	}
	x, err := s.library.Extraction(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return &storedDocument{record: rec}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the extraction of %s: %w", id, err)
	}
	return &storedDocument{rec, x}, nil
}

// page is page n, nil where it is not there.
func (d *storedDocument) page(n int) *saksok.Page {
	if d.extraction == nil {
		return nil
	}
	for i := range d.extraction.Pages {
		if d.extraction.Pages[i].Number == n {
			return &d.extraction.Pages[i]
		}
	}
	return nil
}

// marks are what a link to a page asks to have marked.
type marks struct {
	boxes []saksok.Box
	words []string
	q     string
}

var pageParams = []param[marks]{
	{name: "box", many: true, read: readBoxes, doc: "x0,y0,x1,y1 in points: the place to mark."},
	{name: "mark", many: true, read: func(m *marks, v []string) error {
		m.words = v[:min(len(v), maxMarks)]
		return nil
	}, doc: "A word to mark."},
	{name: "q", read: func(m *marks, v []string) error { m.q = v[0]; return nil }, doc: "The search the link came from."},
}

func readBoxes(m *marks, values []string) error {
	for _, v := range values {
		var b saksok.Box
		parts := strings.Split(v, ",")
		for i, p := range parts {
			f, err := strconv.ParseFloat(p, 64)
			if err != nil || len(parts) != len(b) || math.IsNaN(f) || math.Abs(f) > 1e5 {
				return both("%q is not four numbers x0,y0,x1,y1", "%q er ikke fire tall x0,y0,x1,y1", v)
			}
			b[i] = f
		}
		if len(parts) != len(b) || b[0] > b[2] || b[1] > b[3] {
			return both("%q is not four numbers x0,y0,x1,y1", "%q er ikke fire tall x0,y0,x1,y1", v)
		}
		m.boxes = append(m.boxes, b)
	}
	return nil
}

// docView is what the pages of one document share.
type docView struct {
	layout
	Record       *DocumentRecord
	X            *saksok.Extraction // nil where nothing was read
	Name         string
	Pages        int
	ReadPages    int
	Items        []entryView
	Decisions    []entryView
	Statements   []statementView
	Figures      []entryView
	MoreFigures  int
	People       []entryView
	Problems     []problemView
	MoreProblems int
	allProblems  []problemView
	PDFURL       string
	DocURL       string
	MeetingURL   string // where the meeting stands with all its documents; "" for none
	Warning      string
}

// How much of a long list is shown; the API has all of it.
const (
	panelFigures  = 60
	panelProblems = 100
)

// tellingProblems are those whose message holds what the words for the code do
// not: the number, the row, the two sums.
var tellingProblems = []saksok.ProblemCode{saksok.ProblemUnitUnknown, saksok.ProblemCellUnplaced, saksok.ProblemTableMismatch}

func (s *site) docView(d *storedDocument, here int) docView {
	v := docView{layout: s.layout(d.record.Title, "documents"), Record: d.record, X: d.extraction,
		Pages: d.record.Pages, ReadPages: d.readPages(), Name: fileName(d.record)}
	if v.Title == "" {
		v.Title = v.Name
	}
	v.DocURL = "/documents/" + string(d.record.ID)
	v.PDFURL = v.DocURL + "/file?view=1"
	v.Warning = coverageWarning(d.record.DocumentSummary)
	if d.extraction != nil {
		v.Pages = d.extraction.Document.Pages
		v.fillPanel(d.extraction, here)
	}
	return v
}

// readPages counts the pages whose text was read, by the record and by the
// extraction: pages that failed are in one, those without text in the other.
func (d *storedDocument) readPages() int {
	switch {
	case d.extraction == nil:
		return d.record.ReadPages()
	case d.record.Pages == 0:
		return d.extraction.ReadPages()
	}
	return min(d.record.ReadPages(), d.extraction.ReadPages())
}

// documentPage is one document: what it is, what was read, and where it came from.
func (s *site) documentPage(w http.ResponseWriter, r *http.Request) error {
	if err := readParams[struct{}](r.URL.Query(), nil, nil).orNil(); err != nil {
		return err
	}
	d, err := s.document(r.Context(), r.PathValue("sha256"))
	if err != nil {
		return err
	}
	v := s.docView(d, 0)
	if s.meetings != nil {
		m, err := s.meetings.MeetingOf(r.Context(), d.record.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("finding the meeting of %s: %w", d.record.ID, err)
		}
		if err == nil && m.ID != "" {
			v.MeetingURL = meetingURL(m.ID)
		}
	}
	return s.render(w, http.StatusOK, "document", v)
}

// pageView is one page of a document with its marks.
type pageView struct {
	docView
	Page         *saksok.Page
	Number       int
	Prev, Next   string
	ImageURL     string
	ImageURL2x   string
	Boxes        []rectView
	Words        []rectView
	Lines        [][]textPart // the page's text, paragraph by paragraph
	BackURL      string
	Cite         string
	PageProblems []problemView
	Numbers      []choice
}

type rectView struct{ X, Y, W, H string }

// rect is a box with air around it, in points.
func rect(b saksok.Box, air float64) rectView {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	return rectView{f(b[0] - air), f(b[1] - air), f(b.Width() + 2*air), f(b.Height() + 2*air)}
}

func (s *site) page(w http.ResponseWriter, r *http.Request) error {
	var m marks
	if err := readParams(r.URL.Query(), pageParams, &m).orNil(); err != nil {
		return err
	}
	n, err := pageNumber(r.PathValue("n"))
	if err != nil {
		return err
	}
	d, err := s.document(r.Context(), r.PathValue("sha256"))
	if err != nil {
		return err
	}
	v := pageView{docView: s.docView(d, n), Number: n, Page: d.page(n)}
	if n > v.Pages {
		return fmt.Errorf("page %d of %d: %w", n, v.Pages, ErrNotFound)
	}
	v.Q = m.q
	marked := s.marked(r.Context(), v.Page, &m)
	v.fill(m, marked)
	return s.render(w, http.StatusOK, "page", v)
}

// fill makes the view; marked says of each word of the page whether it is to be
// marked.
func (v *pageView) fill(m marks, marked []bool) {
	at := func(n int) string { return v.DocURL + "/pages/" + strconv.Itoa(n) }
	v.Title = "Side " + strconv.Itoa(v.Number) + " – " + v.Title
	if v.Number > 1 {
		v.Prev = at(v.Number - 1)
	}
	if v.Number < v.Pages {
		v.Next = at(v.Number + 1)
	}
	v.ImageURL = at(v.Number) + ".png?width=900"
	v.ImageURL2x = at(v.Number) + ".png?width=1800"
	v.PDFURL += "#page=" + strconv.Itoa(v.Number)
	for _, b := range m.boxes {
		v.Boxes = append(v.Boxes, rect(b, 3))
	}
	if v.Page != nil {
		for i, w := range v.Page.Words {
			if marked[i] {
				v.Words = append(v.Words, rect(w.Box, 1))
			}
		}
		v.Lines = textParts(v.Page.Text, m.words)
	}
	if m.q != "" {
		v.BackURL = link("/", url.Values{"q": {m.q}})
	}
	for _, p := range v.allProblems {
		if p.Page == v.Number {
			v.PageProblems = append(v.PageProblems, p)
		}
	}
	v.Cite = v.cite()
}

// marked finds the words of a page to mark: those the link names and those the
// query matches. It adds the latter to m, for the text. Without the query's the
// page still stands, so an error only costs their marks.
func (s *site) marked(ctx context.Context, p *saksok.Page, m *marks) []bool {
	if p == nil {
		return nil
	}
	words, out := make([]string, len(p.Words)), make([]bool, len(p.Words))
	for i, w := range p.Words {
		words[i], out[i] = w.Text, matchesMark(w.Text, m.words)
	}
	if s.advisor == nil || m.q == "" {
		return out
	}
	why, err := s.advisor.Marks(ctx, m.q, words)
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelDebug, "words of the query not marked", slog.Any("error", err))
		return out
	}
	for i, w := range why[:min(len(why), len(out))] {
		if w == "" {
			continue
		}
		out[i] = true
		if word := bareWord(words[i]); word != "" && !slices.Contains(m.words, word) {
			m.words = append(m.words, word)
		}
	}
	return out
}

// cite is how the page is cited: what, when, where, and the hash that proves
// which bytes were read.
func (v *pageView) cite() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if v.X != nil {
		add(v.X.Meeting.Body)
		if v.X.Meeting.Number != "" {
			add("møte " + v.X.Meeting.Number)
		}
		add(longDate(v.X.Meeting.Date))
		add(v.X.Document.Title)
	} else {
		add(v.Record.Title)
	}
	add(v.Name)
	add("s. " + strconv.Itoa(v.Number))
	return strings.Join(parts, ", ") + ". SHA-256 " + string(v.Record.ID) + "."
}

// matchesMark tells whether a printed word is one of those to mark, leaving
// out case and the punctuation around it.
func matchesMark(word string, words []string) bool {
	bare := bareWord(word)
	return bare != "" && slices.ContainsFunc(words, func(w string) bool {
		return slices.ContainsFunc(strings.Fields(w), func(part string) bool { return strings.EqualFold(bareWord(part), bare) })
	})
}

func bareWord(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

type textPart struct {
	Text  string
	Match bool
	Own   bool // the amount that a sentence is shown for
	Break bool // a line break after it
}

// textParts splits a page's text into paragraphs of pieces, the words to mark
// apart.
func textParts(text string, words []string) [][]textPart {
	var out [][]textPart
	for para := range strings.SplitSeq(text, "\n\n") {
		var parts []textPart
		for line := range strings.SplitSeq(strings.Trim(para, "\n"), "\n") {
			parts = append(parts, markedLine(line, words)...)
			parts = append(parts, textPart{Break: true})
		}
		if strings.TrimSpace(para) != "" {
			out = append(out, parts)
		}
	}
	return out
}

// markedLine splits a line into pieces, the words to mark apart.
func markedLine(line string, words []string) []textPart {
	var parts []textPart
	plain := ""
	for w := range strings.SplitAfterSeq(line, " ") {
		bare := strings.TrimSuffix(w, " ")
		if !matchesMark(bare, words) {
			plain += w
			continue
		}
		if plain != "" {
			parts = append(parts, textPart{Text: plain})
		}
		parts = append(parts, textPart{Text: bare, Match: true})
		plain = w[len(bare):]
	}
	if plain != "" {
		parts = append(parts, textPart{Text: plain})
	}
	return parts
}
