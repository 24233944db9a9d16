package segment

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
)

// The print of a drawing: a character's width is half its size.
const (
	textSize  = 11.0
	lineStep  = 1.3 // lines of a paragraph, in sizes
	blankStep = 0.9 // what an empty line adds, in sizes
	leftEdge  = 56.0
	topEdge   = 96.0 // below what may be a running head
)

// draw lays out a document of drawn pages. Each page begins with a line
// "-- page --" (upright) or "-- slide --" (landscape) and has one line of print a
// line: "## " is large and bold, "# " larger than the text and bold, "* " bold;
// spaces in front set it in, an empty line parts paragraphs, "@700 " puts it at
// that height. Lines that begin with "|" are a table's, see ruled; "|*" begins a bold
// cell, and "+---+" draws the table's lines from sign to sign.
func draw(text string) *layout.Document {
	doc, _ := drawn(text)
	return doc
}

// drawn is draw with the tables on the pages.
func drawn(text string) (*layout.Document, []saksok.Table) {
	var sheets []*sheet
	for l := range strings.Lines(text) {
		switch l = strings.TrimRight(l, "\n"); l {
		case "-- page --":
			sheets = append(sheets, newSheet(len(sheets)+1, 595, 842))
		case "-- slide --":
			sheets = append(sheets, newSheet(len(sheets)+1, 960, 540))
		default:
			sheets[len(sheets)-1].print(l)
		}
	}
	pages := make([]pdftext.Page, len(sheets))
	tables := []saksok.Table{}
	for i, s := range sheets {
		s.ruled("")
		pages[i], tables = s.Page, append(tables, s.grids...)
	}
	return layout.Build(pages), tables
}

// sheet is a page being printed, y the baseline of its last line.
type sheet struct {
	pdftext.Page
	y     float64
	grid  *saksok.Table // the table being drawn, nil outside tables
	row   int           // of it
	width int           // how many characters its last line has
	grids []saksok.Table
}

func newSheet(number int, width, height float64) *sheet {
	return &sheet{Page: pdftext.Page{Number: number, Width: width, Height: height, Engine: "drawn", Ink: -1}, y: topEdge}
}

// ruled reports whether a line is a table's: "| Sak | Referat |" has a line of two cells,
// each as far as the next stroke; "|-" parts rows. A cell has all lines of its row.
func (s *sheet) ruled(l string) bool {
	switch {
	case !strings.HasPrefix(l, "|"):
		if s.grid != nil {
			s.grids, s.grid = append(s.grids, *s.grid), nil
		}
		return false
	case s.grid == nil:
		s.grid, s.row = &saksok.Table{Page: s.Number, LastPage: s.Number, HeaderRows: 1}, 0
	}
	s.width = utf8.RuneCountInString(l)
	cells := strings.Split(strings.Trim(l, "|"), "|")
	x := leftEdge + textSize/2
	for col, text := range cells {
		width := float64(utf8.RuneCountInString(text)+1) * textSize / 2
		if text = strings.TrimSpace(strings.TrimPrefix(text, "*")); text != "" {
			s.cell(col, text, saksok.Box{x, s.y - 0.75*textSize, x + width, s.y + 0.25*textSize})
		}
		x += width
	}
	return true
}

// cell adds a line of a cell of the row being drawn.
func (s *sheet) cell(col int, text string, b saksok.Box) {
	s.grid.Box = s.grid.Box.Union(b)
	for k := range s.grid.Cells {
		if c := &s.grid.Cells[k]; c.Row == s.row && c.Col == col {
			c.Text, c.Box = c.Text+" "+text, c.Box.Union(b)
			return
		}
	}
	s.grid.Cells = append(s.grid.Cells, saksok.Cell{Row: s.row, Col: col, RowSpan: 1, ColSpan: 1, Text: text, Box: b})
	slices.SortStableFunc(s.grid.Cells, func(a, b saksok.Cell) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
}

// looks are the marks of a line and their print.
var looks = []struct {
	mark string
	size float64
}{{"## ", 20}, {"# ", 14}, {"* ", textSize}}

// print adds a line.
func (s *sheet) print(l string) {
	if l == "" {
		s.y += blankStep * textSize
		return
	}
	if strings.HasPrefix(l, "|-") {
		l = "+" + strings.Repeat("-", s.width-2) + "+"
	}
	if strings.HasPrefix(l, "+-") {
		s.across(l)
		s.row++
		return
	}
	at := 0.0
	if mark, rest, ok := strings.Cut(l, " "); ok && strings.HasPrefix(mark, "@") {
		if _, err := fmt.Sscanf(mark, "@%g", &at); err == nil {
			l = rest
		}
	}
	size, bold := textSize, false
	for _, k := range looks {
		if strings.HasPrefix(l, k.mark) {
			l, size, bold = l[len(k.mark):], k.size, true
			break
		}
	}
	s.y += size * lineStep
	if at > 0 {
		s.y = at
	}
	ruled := s.ruled(l)
	x, w := leftEdge, size/2
	for i, r := range l {
		switch {
		case ruled && r == '|':
			bottom := s.y + underLine*size
			s.Rules = append(s.Rules, pdftext.Rule{X0: x + w/2, Y0: bottom - lineStep*size, X1: x + w/2, Y1: bottom, Width: 1})
			bold = strings.HasPrefix(l[i:], "|*")
		case r == ' ', ruled && r == '*' && strings.HasSuffix(l[:i], "|"):
		default:
			next, _ := utf8.DecodeRuneInString(l[i+utf8.RuneLen(r):])
			s.Glyphs = append(s.Glyphs, pdftext.Glyph{
				Text: string(r), Box: saksok.Box{x, s.y - 0.75*size, x + w, s.y + 0.25*size}, Baseline: s.y, Size: size, Bold: bold,
				Break: next == ' ' || next == utf8.RuneError,
			})
		}
		x += w
	}
}

// printExtraction prints what was read, a line per fact.
func printExtraction(x *saksok.Extraction) string {
	var b strings.Builder
	m := x.Meeting
	fmt.Fprintf(&b, "%s %s %q", x.Document.Kind, x.Document.Language, x.Document.Title)
	if m.Body != "" || m.Date != "" {
		fmt.Fprintf(&b, ", %s %s", m.Body, m.Date)
	}
	b.WriteByte('\n')
	for _, it := range x.Items {
		fmt.Fprintf(&b, "item %s %q %d-%d %s", it.Number, it.Title, it.FirstPage, it.LastPage, join(it.Evidence, "+"))
		if it.Closed {
			b.WriteString(", closed")
		}
		if it.MeetingDay != "" {
			fmt.Fprintf(&b, ", of %s %s", it.Body, it.MeetingDay)
		}
		b.WriteByte('\n')
	}
	for _, d := range x.Decisions {
		printDecision(&b, d)
	}
	for _, st := range x.Statements {
		fmt.Fprintf(&b, "%s %s", st.Kind, st.Item)
		if st.By != "" {
			fmt.Fprintf(&b, " by %s", st.By)
		}
		fmt.Fprintf(&b, ": %s\n", strings.ReplaceAll(st.Text, "\n", " / "))
	}
	for _, p := range x.People {
		fmt.Fprintf(&b, "person %s %s\n", p.Role, p.Name)
	}
	for _, p := range x.Problems {
		fmt.Fprintf(&b, "problem %s %s on page %d\n", p.Code, p.Item, p.Page)
	}
	return b.String()
}

func printDecision(b *strings.Builder, d saksok.Decision) {
	fmt.Fprintf(b, "decision %s %s %s", d.Item, d.Status, join(d.Types, "+"))
	if d.Vote != nil {
		fmt.Fprintf(b, ", %s", d.Vote.Outcome)
		if d.Vote.For != nil || d.Vote.Against != nil {
			fmt.Fprintf(b, " %s:%s", count(d.Vote.For), count(d.Vote.Against))
		}
	}
	if d.Proposer != "" {
		fmt.Fprintf(b, ", by %s", d.Proposer)
	}
	if d.TreatedBy != nil {
		fmt.Fprintf(b, ", treated by %s %s", d.TreatedBy.Body, d.TreatedBy.Date)
	}
	if d.MeetingDay != "" {
		fmt.Fprintf(b, ", of %s %s", d.Body, d.MeetingDay)
	}
	fmt.Fprintf(b, ": %s", strings.ReplaceAll(d.Text, "\n", " / "))
	if d.TextSource != "" {
		fmt.Fprintf(b, " [%s: %s]", d.TextSource, strings.ReplaceAll(d.FullText, "\n", " / "))
	}
	b.WriteByte('\n')
}

func count(n *int) string {
	if n == nil {
		return ""
	}
	return itoa(*n)
}

func join[T ~string](parts []T, sep string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = string(p)
	}
	return strings.Join(out, sep)
}

// underLine is how far under a line of print a table's line runs, in sizes.
const underLine = 0.4

// across draws the lines of a table between two of its rows.
func (s *sheet) across(l string) {
	y, w := s.y+underLine*textSize, textSize/2
	for from := 0; from < len(l); {
		to := from + 1
		for to < len(l) && l[to] == '-' {
			to++
		}
		if to < len(l) && to > from+1 {
			at := func(i int) float64 { return leftEdge + w*(float64(i)+0.5) }
			s.Rules = append(s.Rules, pdftext.Rule{X0: at(from), Y0: y, X1: at(to), Y1: y, Width: 1})
		}
		from = to
	}
}
