package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
)

// line is one line of the running text, furniture left out.
type line struct {
	layout.Line
	text  string
	table int // index of the table it stands in, -1 outside tables

	row   *caseRow // of the case table it stands in, nil outside
	aside bool     // in a row, a cell that says nothing of what was put or decided
	edge  float64  // the right edge of its column in such a table

	followUp bool // in a table of what became of earlier decisions
}

// flow is a document's text as one sequence of lines.
type flow struct {
	doc   *layout.Document
	cues  *Cues
	lines []line
	lang  string // see language

	statements []saksok.Statement // put on record, as the decisions are read
	repeated   map[string]int     // how often a line comes back; see repeats
	labels     []string           // of all fields; see allLabels

	decisionLabels map[string]decisionLabel // by line; see labelOf
	firstIndents   *bool                    // see indentsFirst
	widths         map[int]float64          // of each page's text; see textWidth
	countingUp     map[string]bool          // lines whose numbers count up; see countUp
}

// newFlow takes the lines of a document's pages together, furniture left out. A
// decision's label may look like furniture: each case begins on a page of its own,
// with the label at one height.
func newFlow(doc *layout.Document, tables []saksok.Table) *flow {
	f := &flow{doc: doc}
	var b strings.Builder
	for _, p := range doc.Pages {
		for _, l := range p.Lines {
			if !l.Furniture && !p.Garbled {
				b.WriteString(l.Text())
				b.WriteByte('\n')
			}
		}
	}
	f.lang = detectLanguage(b.String())
	f.cues = cuesFor(f.lang)
	places := placesOf(tables)
	cases, others := f.sortedTables()
	put := map[*caseTable]bool{}
	for _, p := range doc.Pages {
		for _, l := range p.Lines {
			text := l.Text()
			if t := inCaseTable(cases, l); t != nil {
				if !put[t] {
					f.lines = append(f.lines, t.lines()...)
				}
				put[t] = true
				continue
			}
			if p.Garbled || l.Furniture && !f.isLabelWord(text) {
				continue
			}
			f.lines = append(f.lines, f.atLabels(line{Line: l, text: text, table: tableAt(places[p.Number], l), followUp: inCaseTable(others, l) != nil})...)
		}
	}
	return f
}

// language is the document's, BCP 47.
func (f *flow) language() string { return f.lang }

// tablePlace is a table's part on one page.
type tablePlace struct {
	table int
	box   saksok.Box
}

// placesOf lists by page where the tables stand; one that runs over pages has a
// place on each.
func placesOf(tables []saksok.Table) map[int][]tablePlace {
	out := map[int][]tablePlace{}
	for i, t := range tables {
		boxes := map[int]saksok.Box{t.Page: t.Box}
		for _, c := range t.Cells {
			if c.Page != 0 && c.Page != t.Page {
				boxes[c.Page] = boxes[c.Page].Union(c.Box)
			}
		}
		for page, b := range boxes {
			out[page] = append(out[page], tablePlace{i, b})
		}
	}
	return out
}

// tableAt is the index of the table a line stands in, or -1.
func tableAt(places []tablePlace, l layout.Line) int {
	for _, p := range places {
		if p.box.Contains(l.Box) {
			return p.table
		}
	}
	return -1
}

// text joins lines into paragraphs, one per line of the result.
func (f *flow) text(ls []line) string {
	text, _ := f.paged(ls, 0)
	return text
}

// paged is the text of lines and where in it each page after first begins. A page
// with no line of them begins where the next does.
func (f *flow) paged(ls []line, first int) (string, []int) {
	var b strings.Builder
	var starts []int
	for i := 0; i < len(ls); {
		j := i + 1
		for j < len(ls) && sameParagraph(ls[j-1], ls[j]) {
			j++
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		paragraph := f.join(ls[i:j])
		for k := i; k < j && first > 0; k++ {
			for before := 0; first+len(starts) < ls[k].Page; {
				if before == 0 && k > i {
					before = f.resumes(ls[i:k], paragraph)
				}
				starts = append(starts, b.Len()+before)
			}
		}
		b.WriteString(paragraph)
		i = j
	}
	return b.String(), starts
}

// resumes is where in a paragraph the line after these begins; in the middle of a
// word that is broken between them.
func (f *flow) resumes(ls []line, paragraph string) int {
	at := min(len(f.join(ls)), len(paragraph))
	if at < len(paragraph) && paragraph[at] == ' ' {
		at++
	}
	for at < len(paragraph) && !utf8.RuneStart(paragraph[at]) {
		at++
	}
	return at
}

// join is the lines as one running text.
func (f *flow) join(ls []line) string {
	in := make([]layout.Line, len(ls))
	for i, l := range ls {
		in[i] = l.Line
	}
	return f.doc.Join(in)
}

// sameParagraph reports whether b goes on with a's paragraph.
func sameParagraph(a, b line) bool {
	if b.Page == a.Page+1 && a.table < 0 && b.table < 0 && !strings.HasSuffix(a.text, ":") && !endsSentence(a.text) {
		r, _ := utf8.DecodeRuneInString(b.text)
		return unicode.IsLower(r) // a sentence over the page break
	}
	return a.Page == b.Page && a.Block == b.Block && a.table == b.table && !startsPoint(b.text)
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?")
}

// startsPoint reports whether a line opens a point of a list: a bullet, "1.",
// "2)", "a)".
func startsPoint(s string) bool {
	return pointMark.MatchString(s)
}

// withoutPoint is a point's text without its mark.
func withoutPoint(s string) string {
	mark := pointMark.FindString(s)
	if r, size := utf8.DecodeLastRuneInString(mark); unicode.IsUpper(r) {
		mark = mark[:len(mark)-size] // "1.Godkjent"
	}
	return strings.TrimSpace(s[len(mark):])
}

// box is the lines' place on the page of the first.
func box(ls []line) saksok.Box {
	var b saksok.Box
	for _, l := range ls {
		if l.Page == ls[0].Page {
			b = b.Union(l.Box)
		}
	}
	return b.Rounded()
}

// linesOf is those of a paragraph's lines that hold part of a sentence of it;
// all of them where that cannot be told.
func (f *flow) linesOf(ls []line, sentence string) []line {
	joined := f.join(ls)
	from := strings.Index(joined, sentence)
	if from < 0 {
		return ls
	}
	var out []line
	at := 0
	for _, l := range ls {
		if at < from+len(sentence) && at+len(l.text) > from {
			out = append(out, l)
		}
		at += len(l.text) + 1
	}
	if len(out) == 0 {
		return ls
	}
	return out
}
