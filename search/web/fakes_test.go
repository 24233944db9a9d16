package web_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"saksok"
	"saksok/search"
	"saksok/search/web"
)

const (
	packID = saksok.DocumentID("a1b2c3d4e5f60718a1b2c3d4e5f60718a1b2c3d4e5f60718a1b2c3d4e5f60718")
	scanID = saksok.DocumentID("ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100")
	gone   = saksok.DocumentID("0000000000000000000000000000000000000000000000000000000000000000")
)

// finder searches a list of hits in memory: words by containment, type and
// facet filters, facet counts, sums.
type finder struct {
	hits []search.Hit
	last search.Query
	err  error
	took int64
	// echo is given with every answer.
	echo search.QueryEcho
	ask  func(search.Query)
	// facets, where given, are answered in place of those counted.
	facets map[string][]search.FacetValue
}

func (f *finder) Search(_ context.Context, q search.Query) (*search.Result, error) {
	f.last = q
	if f.ask != nil {
		f.ask(q)
	}
	if f.err != nil {
		return nil, f.err
	}
	res := &search.Result{TotalIsExact: true, TookMS: f.took, Hits: []search.Hit{}, Facets: map[string][]search.FacetValue{}, Sums: map[string]search.Sum{},
		Query: search.QueryEcho{Text: q.Text, Parsed: q.Text, Filters: q.Filters}}
	text, over := strings.CutSuffix(q.Text, " over 100 millioner")
	if over {
		res.Query.Recognised = []search.Recognised{{Text: "over 100 millioner", Filter: "beløp:>100mill", Rest: text}}
	}
	for _, h := range f.hits {
		if !matches(h, q, text) {
			continue
		}
		res.Hits = append(res.Hits, h)
		count(res.Facets, "type", string(h.Type), q)
		count(res.Facets, "body", h.Body, q)
		count(res.Facets, "year", fmt.Sprint(h.Date.Year()), q)
		if h.Decision != nil {
			count(res.Facets, "status", string(h.Decision.Status), q)
		}
		if h.Figure != nil && h.Figure.Currency != "" && !h.Figure.Total {
			s := res.Sums[h.Figure.Currency]
			res.Sums[h.Figure.Currency] = search.Sum{Count: s.Count + 1, Minor: s.Minor + h.Figure.Minor}
		}
	}
	if f.facets != nil {
		res.Facets = f.facets
	}
	res.Total = len(res.Hits)
	res.Query.Suggestion, res.Query.Taken, res.Query.Relaxed, res.Query.Senses, res.Query.Years = f.echo.Suggestion, f.echo.Taken, f.echo.Relaxed, f.echo.Senses, f.echo.Years
	if q.Limit > 0 && len(res.Hits) > q.Limit {
		res.Hits, res.Next = res.Hits[:q.Limit], "c2"
	}
	res.Hits = slices.Clone(res.Hits)
	return res, nil
}

func (f *finder) Item(_ context.Context, id string) (*search.Hit, error) {
	for _, h := range f.hits {
		if h.ID == id {
			return &h, nil
		}
	}
	return nil, search.ErrNotFound
}

func (f *finder) Of(_ context.Context, id string, limit int) (map[search.HitType][]search.Hit, error) {
	out := map[search.HitType][]search.Hit{}
	for _, h := range f.hits {
		if h.ItemID == id && h.Type != search.TypeItem && len(out[h.Type]) < limit {
			out[h.Type] = append(out[h.Type], h)
		}
	}
	return out, nil
}

// Suggest completes with the titles of the cases that hold the text.
func (f *finder) Suggest(_ context.Context, text string, limit int) ([]search.Suggestion, error) {
	if f.err != nil {
		return nil, f.err
	}
	out := []search.Suggestion{}
	for _, h := range f.hits {
		if h.Type == search.TypeItem && len(out) < limit && strings.Contains(strings.ToLower(h.Title), strings.ToLower(text)) {
			out = append(out, search.Suggestion{Kind: search.SuggestTitle, Text: h.Title, Query: `sak:"` + h.Title + `"`, Count: 1})
		}
	}
	return out, nil
}

// Similar are all the hits of cases.
func (f *finder) Similar(_ context.Context, id string, limit int) ([]search.Hit, error) {
	var out []search.Hit
	for _, h := range f.hits {
		if h.Type == search.TypeItem && len(out) < limit {
			h.Why = []string{"case:24/17", "topic:okonomi/budsjett", "stem:skole", "stem:skole"}
			out = append(out, h)
		}
	}
	return out, nil
}

// Marks are the words that begin as the query does.
func (f *finder) Marks(_ context.Context, text string, words []string) ([]string, error) {
	if f.err != nil {
		return nil, f.err
	}
	out := make([]string, len(words))
	for i, w := range words {
		if strings.HasPrefix(strings.ToLower(w), strings.ToLower(text)) {
			out[i] = "stem:" + text
		}
	}
	return out, nil
}

func matches(h search.Hit, q search.Query, text string) bool {
	all := h.Title + " " + h.Body
	for _, p := range h.Snippet {
		all += p.Text
	}
	if !strings.Contains(strings.ToLower(all), strings.ToLower(text)) {
		return false
	}
	if len(q.Types) == 0 && h.Type == search.TypePage || len(q.Types) > 0 && !slices.Contains(q.Types, h.Type) {
		return false
	}
	body := q.Filters["body"]
	return len(body) == 0 || slices.Contains(body, h.Body)
}

func count(facets map[string][]search.FacetValue, name, value string, q search.Query) {
	i := slices.IndexFunc(facets[name], func(v search.FacetValue) bool { return v.Value == value })
	if i < 0 {
		i = len(facets[name])
		facets[name] = append(facets[name], search.FacetValue{Value: value, Selected: slices.Contains(q.Filters[name], value)})
	}
	facets[name][i].Count++
}

// shelf is a library in memory. It draws pages as grey bars where the words are.
type shelf struct {
	records     map[saksok.DocumentID]*web.DocumentRecord
	extractions map[saksok.DocumentID]*saksok.Extraction
	file        []byte
	drawn       atomic.Int64
	draw        chan struct{} // where not nil, drawing waits for it
}

func (s *shelf) Documents(_ context.Context, f web.DocumentFilter) ([]web.DocumentSummary, string, error) {
	if f.After == "bad" {
		return nil, "", &search.RequestError{Param: "after", Value: f.After, Reason: "is no cursor"}
	}
	var out []web.DocumentSummary
	for _, r := range s.records {
		if f.Outcome == "" || r.Outcome == f.Outcome {
			out = append(out, r.DocumentSummary)
		}
	}
	slices.SortFunc(out, func(a, b web.DocumentSummary) int { return cmp.Compare(a.ID, b.ID) })
	if len(out) > f.Limit {
		return out[:f.Limit], "more", nil
	}
	return out, "", nil
}

func (s *shelf) Document(_ context.Context, id saksok.DocumentID) (*web.DocumentRecord, error) {
	if r := s.records[id]; r != nil {
		return r, nil
	}
	return nil, fmt.Errorf("shelf: %w", web.ErrNotFound)
}

func (s *shelf) Extraction(_ context.Context, id saksok.DocumentID) (*saksok.Extraction, error) {
	if x := s.extractions[id]; x != nil {
		return x, nil
	}
	return nil, fmt.Errorf("shelf: %w", web.ErrNotFound)
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

func (s *shelf) File(_ context.Context, id saksok.DocumentID) (io.ReadSeekCloser, error) {
	if s.records[id] == nil {
		return nil, web.ErrNotFound
	}
	return nopCloser{bytes.NewReader(s.file)}, nil
}

func (s *shelf) PageImage(ctx context.Context, id saksok.DocumentID, page, width int) ([]byte, error) {
	s.drawn.Add(1)
	if s.draw != nil {
		select {
		case <-s.draw:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	r := s.records[id]
	if r == nil || page > r.Pages {
		return nil, web.ErrNotFound
	}
	if id == scanID {
		return nil, web.ErrNoImage
	}
	p := s.extractions[id].Pages[page-1]
	scale := float64(width) / p.Width
	img := image.NewGray(image.Rect(0, 0, width, int(p.Height*scale)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, w := range p.Words {
		at := image.Rect(int(w.Box[0]*scale), int(w.Box[1]*scale), int(w.Box[2]*scale), int(w.Box[3]*scale))
		draw.Draw(img, at, image.NewUniform(color.Gray{Y: 120}), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// ledger is a status that never changes.
type ledger struct {
	report web.Report
	unread []web.Unread
	ready  error
}

func (l *ledger) Report(context.Context) (*web.Report, error) { return &l.report, nil }

func (l *ledger) Unread(_ context.Context, limit int) ([]web.Unread, int, error) {
	return l.unread[:min(limit, len(l.unread))], len(l.unread), nil
}

func (l *ledger) Sources(context.Context) ([]web.SourceStatus, error) {
	return []web.SourceStatus{
		{Address: "/srv/møter", State: web.SourceOK, Documents: 10, Skipped: 1, Checked: noon, LastSeen: noon},
		{Address: "/mnt/borte", State: web.SourceFailing, Message: "no such folder", Gone: 2, LastSeen: noon},
		{State: web.SourceManual, Documents: 1, LastSeen: noon},
	}, nil
}

func (l *ledger) Rebuilding() bool { return l.report.Rebuilding }

func (l *ledger) Ready(context.Context) error { return l.ready }

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// library is two documents: a pack that was read but for one page, and a scan
// that was not.
func library() *shelf {
	x := pack()
	return &shelf{
		file:        append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("0123456789"), 500)...),
		extractions: map[saksok.DocumentID]*saksok.Extraction{packID: x},
		records: map[saksok.DocumentID]*web.DocumentRecord{
			packID: {
				DocumentSummary: web.DocumentSummary{ID: packID, Title: x.Document.Title, Name: "Møteinnkalling formannskapet.pdf", Kind: saksok.KindPack,
					Body: "Formannskapet", Date: "2024-11-13", Outcome: web.OutcomePartly, Reason: "textless_page", Message: "page 3 has no text",
					Pages: 3, UnreadPages: "3", ProblemCount: 2, Bytes: 219738, Seen: noon},
				Locations: []web.Location{{Address: "2024/Møteinnkalling formannskapet.pdf", Seen: noon}},
				Versions:  []web.Version{{ID: scanID, Seen: noon}},
			},
			scanID: {
				DocumentSummary: web.DocumentSummary{ID: scanID, Name: "skann.pdf", Outcome: web.OutcomeQuarantined, Reason: "damaged",
					Message: "no engine could open the file", Bytes: 1204, Seen: noon},
				Locations: []web.Location{{Address: "2024/skann.pdf", Seen: noon}}, Versions: []web.Version{},
			},
		},
	}
}

// pack is an extraction of three pages: two with text, one scanned.
func pack() *saksok.Extraction {
	x := saksok.NewExtraction(packID, 219738)
	x.Extractor = "test"
	x.Document.Pages, x.Document.Kind, x.Document.Language, x.Document.Engine = 3, saksok.KindPack, "nb", "pdfium"
	x.Document.Title = "Møteinnkalling formannskapet"
	x.Document.TextlessPages = []int{3}
	x.Meeting = saksok.Meeting{Body: "Formannskapet", Organisation: "Havnes kommune", Number: "9/24", Date: "2024-11-13", Start: "10:00", End: "14:30", Place: "Rådhuset, møterom Brygga"}
	x.Items = []saksok.Item{
		{Number: "PS 61/24", Key: "2024-61", Title: "Godkjenning av innkalling og saksliste", Kind: saksok.ItemApproval, FirstPage: 1, LastPage: 1, Evidence: []saksok.Evidence{saksok.EvidenceAgenda}, Box: saksok.Box{72, 200, 400, 214}},
		{Number: "PS 62/24", Key: "2024-62", Title: "Budsjett 2025 og økonomiplan 2025–2028 for Havnes kommune", Kind: saksok.ItemDecision, FirstPage: 1, LastPage: 3, Presenters: []string{"Kari Nordvik"}, Start: "10:15", End: "11:00", Evidence: []saksok.Evidence{saksok.EvidenceAgenda, saksok.EvidenceHeading}, Box: saksok.Box{72, 300, 420, 316}},
	}
	x.Decisions = []saksok.Decision{
		{Item: "PS 61/24", Status: saksok.StatusAdopted, Types: []saksok.DecisionType{saksok.TypeApproval}, Text: "Innkalling og saksliste godkjennes.", Page: 1, Box: saksok.Box{72, 230, 330, 244}, Vote: &saksok.Vote{Outcome: saksok.VoteUnanimous}, Rule: "heading"},
		{Item: "PS 62/24", Status: saksok.StatusProposed, Types: []saksok.DecisionType{saksok.TypeAdoption}, Text: "Kommunestyret vedtar budsjett for 2025 med en ramme på 1 204,5 mill. kroner til drift.", Page: 1, Box: saksok.Box{72, 330, 460, 360}, Rule: "heading"},
	}
	x.Statements = []saksok.Statement{
		{Kind: saksok.StatementDissent, Item: "PS 62/24", By: "Siv Aune (R)", Text: "Budsjettet vedtas ikke slik.", Page: 2, Box: saksok.Box{72, 400, 330, 414}},
		{Kind: saksok.StatementImpartiality, Item: "PS 61/24", Text: "Odd Lie var inhabil.", Page: 1, Box: saksok.Box{72, 260, 330, 274}},
	}
	table := 0
	x.Figures = []saksok.Figure{
		{Item: "PS 62/24", Table: &table, Row: "Barnehage og skole", Columns: []string{"Budsjett 2025", "Drift (MNOK)"}, Year: 2025, Text: "512,3", Unit: "MNOK", Currency: "NOK", Minor: 51230000000, Page: 2, Box: saksok.Box{300, 240, 345, 252}},
		{Item: "PS 62/24", Table: &table, Row: "Sum drift", Columns: []string{"Budsjett 2025", "Drift (MNOK)"}, Year: 2025, Text: "1 204,5", Unit: "MNOK", Currency: "NOK", Minor: 120450000000, Total: true, Check: saksok.CheckVerified, Page: 2, Box: saksok.Box{300, 280, 345, 292}},
		{Item: "PS 62/24", Row: "Ymse", Columns: []string{"2025"}, Text: "17,0", Page: 2, Box: saksok.Box{300, 320, 345, 332}},
	}
	x.People = []saksok.Person{{Name: "Kari Nordvik", Role: saksok.RoleCaseOfficer, Organisation: "Økonomiavdelingen", Page: 1}}
	x.Problems = []saksok.Problem{
		{Page: 3, Code: saksok.ProblemTextlessPage, Message: "page has an image and no text"},
		{Page: 2, Code: saksok.ProblemUnitUnknown, Message: "17,0"},
	}
	x.Pages = []saksok.Page{
		typeset(1, "Havnes kommune\nFormannskapet\n\nPS 61/24 Godkjenning av innkalling og saksliste\nInnkalling og saksliste godkjennes.\n\nPS 62/24 Budsjett 2025 og økonomiplan 2025–2028\nKommunestyret vedtar budsjett for 2025 med en ramme på 1 204,5 mill. kroner til drift."),
		typeset(2, "Budsjett 2025\n\nBarnehage og skole 512,3\nHelse og omsorg 692,2\nSum drift 1 204,5\n\nYmse 17,0"),
		{Number: 3, Width: 595, Height: 842, Engine: "pdfium"},
	}
	return x
}

// typeset places a text on an A4 page, word by word.
func typeset(number int, text string) saksok.Page {
	p := saksok.Page{Number: number, Width: 595, Height: 842, Engine: "pdfium", Text: text}
	y := 160.0
	for line := range strings.SplitSeq(text, "\n") {
		x := 72.0
		for _, w := range strings.Fields(line) {
			width := 6 * float64(len(w))
			p.Words = append(p.Words, saksok.Word{Text: w, Box: saksok.Box{x, y, x + width, y + 11}})
			x += width + 5
		}
		y += 20
	}
	return p
}

func snippet(parts ...string) []search.Part {
	var out []search.Part
	for i, p := range parts {
		out = append(out, search.Part{Text: p, Match: i%2 == 1})
	}
	return out
}

// found are hits of every type and every decision status.
func found() []search.Hit {
	x := pack()
	base := search.Hit{Body: "Formannskapet", Organisation: "Havnes kommune", Date: "2024-11-13", Meeting: "9/24", Document: packID, Kind: saksok.KindPack, Page: 1, Why: []string{"stem:budsjett"}}
	with := func(f func(h *search.Hit)) search.Hit {
		h := base
		f(&h)
		return h
	}
	hits := []search.Hit{
		with(func(h *search.Hit) {
			h.Type, h.ID, h.ItemID, h.Item, h.Title, h.ItemKind, h.Box = search.TypeItem, "i1", "i1", "PS 62/24", x.Items[1].Title, saksok.ItemDecision, x.Items[1].Box
			h.ItemDetail, h.SnippetPage = &x.Items[1], 2
			h.Snippet = snippet("Kommunedirektøren legger frem ", "budsjett", " for 2025 og økonomiplan for perioden 2025–2028 …")
		}),
	}
	for i, st := range []saksok.DecisionStatus{saksok.StatusProposed, saksok.StatusAdopted, saksok.StatusRecommended, saksok.StatusRejected, saksok.StatusDeferred, saksok.StatusWithdrawn, saksok.StatusUnlabelled} {
		hits = append(hits, with(func(h *search.Hit) {
			d := x.Decisions[1]
			d.Status = st
			if st == saksok.StatusAdopted {
				yes, no := 7, 2
				d.Vote = &saksok.Vote{Outcome: saksok.VoteMajority, For: &yes, Against: &no}
			}
			h.Type, h.ID, h.ItemID, h.Item, h.Title, h.Box, h.Decision = search.TypeDecision, fmt.Sprint("d", i), "i1", "PS 62/24", x.Items[1].Title, d.Box, &d
			h.Snippet = snippet("Kommunestyret vedtar ", "budsjett", " for 2025 med en ramme på 1 204,5 mill. kroner til drift.")
		}))
	}
	for i, check := range []saksok.CheckStatus{"", saksok.CheckVerified, saksok.CheckRounding, saksok.CheckMismatch} {
		hits = append(hits, with(func(h *search.Hit) {
			f := x.Figures[min(i, 1)]
			f.Check = check
			h.Type, h.ID, h.Item, h.Title, h.Page, h.Box, h.Figure = search.TypeFigure, fmt.Sprint("f", i), "PS 62/24", "Budsjett 2025 og økonomiplan", 2, f.Box, &f
			h.Snippet = snippet("Barnehage og skole ", "Budsjett", " 2025 512,3 MNOK")
		}))
	}
	return append(hits,
		with(func(h *search.Hit) {
			h.Type, h.ID, h.Title, h.Page, h.Figure = search.TypeFigure, "f9", "Budsjett uten enhet", 2, &x.Figures[2]
		}),
		with(func(h *search.Hit) {
			h.Type, h.ID, h.Title, h.Person = search.TypePerson, "p1", "Budsjett", &x.People[0]
		}),
		with(func(h *search.Hit) {
			h.Type, h.ID, h.Title = search.TypeMeeting, "m1", "Formannskapet 9/24, budsjettmøte"
		}),
		with(func(h *search.Hit) {
			h.Type, h.ID, h.Title, h.Body = search.TypeDocument, "x1", "Møteinnkalling med budsjett", "Kommunestyret"
		}),
		with(func(h *search.Hit) {
			h.Type, h.ID, h.Title, h.Page = search.TypePage, "s1", "Side 2", 2
			h.Snippet = snippet("", "Budsjett", " 2025 Barnehage og skole 512,3")
		}),
	)
}

// state is a service in the middle of reading.
func state() *ledger {
	return &ledger{
		report: web.Report{
			Started:  noon,
			Ingest:   web.Ingest{Running: true, Done: 12, Total: 30, Current: "2024/Protokoll.pdf", Next: noon.Add(time.Hour)},
			Outcomes: map[web.Outcome]int{web.OutcomeIndexed: 10, web.OutcomePartly: 1, web.OutcomeQuarantined: 1},
			Totals:   web.Totals{Documents: 12, Pages: 12345, Items: 80, Decisions: 64, Figures: 1530, Problems: 3},
		},
		unread: []web.Unread{
			{Document: scanID, Address: "2024/skann.pdf", Outcome: web.OutcomeQuarantined, Reason: "damaged", Message: "no engine could open the file", At: noon},
			{Document: packID, Address: "2024/Møteinnkalling formannskapet.pdf", Outcome: web.OutcomePartly, Reason: "textless_page", Pages: "3", At: noon},
			{Address: "2024/notat.pdf", Outcome: web.OutcomeSkipped, Reason: "not_pdf", At: noon},
		},
	}
}
