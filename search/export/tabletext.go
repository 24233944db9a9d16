package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"saksok"
)

// How wide columns of text may be in a terminal before they are wrapped.
const (
	firstWidth = 44
	otherWidth = 22
	columnGap  = "  "
)

// WriteTablesText prints tables aligned for a terminal, each under its number,
// pages, caption and unit, with its checks below.
func WriteTablesText(w io.Writer, tables []Table) error {
	b := bufio.NewWriter(w)
	for i := range tables {
		if i > 0 {
			fmt.Fprint(b, "\n\n")
		}
		writeTableText(b, &tables[i])
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("printing tables: %w", err)
	}
	return nil
}

func writeTableText(w io.Writer, t *Table) {
	fmt.Fprintf(w, "Table %d, %s", t.Number, pages(&t.Table))
	if t.Item != "" {
		fmt.Fprintf(w, ", case %s", clean(string(t.Item)))
	}
	fmt.Fprintln(w)
	if t.Caption != "" {
		fmt.Fprintln(w, clean(t.Caption))
	}
	fmt.Fprintf(w, "Unit: %s\n\n", unitText(&t.Table))
	g := newGrid(&t.Table)
	l := &textLayout{g: g, widths: make([]int, g.cols), left: map[*box][]string{}}
	l.measure()
	for r := range g.rows {
		if r > 0 && r == g.head {
			l.rule(w)
		}
		l.row(w, r)
	}
	for i, line := range checkLines(g, t.Checks) {
		if i == 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, line)
	}
}

func pages(t *saksok.Table) string {
	if t.LastPage > t.Page {
		return fmt.Sprintf("pages %d–%d", t.Page, t.LastPage)
	}
	return fmt.Sprintf("page %d", t.Page)
}

func unitText(t *saksok.Table) string {
	switch {
	case t.Unit == "":
		return "none stated"
	case t.UnitSource != "":
		return clean(t.Unit) + " (" + t.UnitSource + ")"
	}
	return clean(t.Unit)
}

// checkLines count the checks of a table and spell out those that a reader must
// see.
func checkLines(g *grid, checks []saksok.Check) []string {
	counts := map[saksok.CheckStatus]int{}
	var out []string
	for _, c := range checks {
		counts[c.Status]++
		if c.Status == saksok.CheckMismatch || c.Status == saksok.CheckRounding {
			out = append(out, fmt.Sprintf("  %s: %s of %q in %q: stated %s, computed %s", c.Status, strings.ReplaceAll(c.Kind, "_", " "),
				g.path(c.Column), g.label(c.Row), clean(c.Stated), clean(c.Computed))+added(g, c)+rereadNotes[c.Reread])
		}
	}
	var parts []string
	for _, s := range []saksok.CheckStatus{saksok.CheckVerified, saksok.CheckRounding, saksok.CheckMismatch, saksok.CheckUnchecked} {
		if counts[s] > 0 {
			parts = append(parts, strconv.Itoa(counts[s])+" "+string(s))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return append([]string{"Checks: " + strings.Join(parts, ", ")}, out...)
}

// added says what a check added up, by rows or by columns.
func added(g *grid, c saksok.Check) string {
	const most = 6
	var names []string
	for i, t := range c.Terms {
		name := g.label(t.Row)
		if c.Kind == "row_sum" || c.Kind == "difference" {
			name = g.path(t.Column)
		}
		sign := " + "
		switch {
		case t.Negative:
			sign = " − "
		case i == 0:
			sign = ""
		}
		names = append(names, sign+strconv.Quote(name))
	}
	if n := len(names); n > most {
		names = append(names[:most/2:most/2], fmt.Sprintf(" + … (%d cells) …", n-most+1), names[n-most/2+1], names[n-1])
	}
	if len(names) == 0 {
		return ""
	}
	return " = " + strings.Join(names, "")
}

// rereadNotes tell what a second reading of a failed check's numbers gave.
var rereadNotes = map[saksok.Reread]string{
	saksok.RereadSame:    " (the digits are the same in a second reading)",
	saksok.RereadDiffers: " (our reading may be wrong: a second reading finds others)",
	saksok.RereadUnread:  " (no second reading)",
}

// textLayout sets one grid in columns of characters.
type textLayout struct {
	g      *grid
	widths []int             // 0: the column is empty and left out
	left   map[*box][]string // lines not yet printed of the cells under way
}

// measure gives each column the width of its numbers and of its text up to a
// limit, and widens the last column of a span whose longest word is wider.
func (l *textLayout) measure() {
	for _, b := range l.g.boxes {
		if b.cols > 1 {
			continue
		}
		limit := otherWidth
		if b.col == 0 {
			limit = firstWidth
		}
		if b.number {
			limit = runewidth.StringWidth(b.text)
		}
		limit = max(limit, min(longestWord(b.text), firstWidth))
		for _, line := range wrap(b.text, limit) {
			l.widths[b.col] = max(l.widths[b.col], runewidth.StringWidth(line))
		}
	}
	for _, b := range l.g.boxes {
		if need := min(longestWord(b.text), firstWidth); b.cols > 1 && l.width(b) < need {
			l.widths[b.col+b.cols-1] += need - l.width(b)
		}
	}
}

// width is that of all columns a cell spans, with the gaps between them.
func (l *textLayout) width(b *box) int {
	total := 0
	for c := b.col; c < b.col+b.cols; c++ {
		if l.widths[c] > 0 {
			if total > 0 {
				total += len(columnGap)
			}
			total += l.widths[c]
		}
	}
	return total
}

func (l *textLayout) rule(w io.Writer) {
	var parts []string
	for _, n := range l.widths {
		if n > 0 {
			parts = append(parts, strings.Repeat("─", n))
		}
	}
	fmt.Fprintln(w, strings.Join(parts, columnGap))
}

// row prints one row of the grid, in as many lines as its cells take. A cell of
// several rows goes on below, and ends with its last row.
func (l *textLayout) row(w io.Writer, r int) {
	height := 1
	for c, b := range l.g.slots[r] {
		if b == nil || b.col != c {
			continue
		}
		if b.row == r {
			l.left[b] = wrap(b.text, l.width(b))
		}
		if b.lastRow() == r {
			height = max(height, len(l.left[b]))
		}
	}
	for range height {
		var line strings.Builder
		for c := 0; c < l.g.cols; {
			b := l.g.slots[r][c]
			width, text, right := l.widths[c], "", false
			next := c + 1
			if b != nil {
				next, width, right = b.col+b.cols, l.width(b), l.right(b)
				if lines := l.left[b]; len(lines) > 0 {
					text, l.left[b] = lines[0], lines[1:]
				}
			}
			if c = next; width > 0 {
				line.WriteString(pad(text, width, right) + columnGap)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// right reports whether a cell is set to the right: numbers, and heads of one
// column of numbers.
func (l *textLayout) right(b *box) bool {
	if b.number || b.row >= l.g.head || b.cols > 1 {
		return b.number
	}
	numbers, texts := 0, 0
	for r := l.g.head; r < l.g.rows; r++ {
		switch below := l.g.slots[r][b.col]; {
		case below == nil || below.cols > 1:
		case below.number:
			numbers++
		default:
			texts++
		}
	}
	return numbers > texts
}

func pad(text string, width int, right bool) string {
	blanks := strings.Repeat(" ", max(0, width-runewidth.StringWidth(text)))
	if right {
		return blanks + text
	}
	return text + blanks
}

func longestWord(text string) int {
	longest := 0
	for w := range strings.FieldsSeq(text) {
		longest = max(longest, runewidth.StringWidth(w))
	}
	return longest
}

// wrap breaks text into lines of at most width; a longer word is cut.
func wrap(text string, width int) []string {
	if width < 1 || runewidth.StringWidth(text) <= width {
		return []string{text}
	}
	var lines []string
	line := ""
	for w := range strings.FieldsSeq(text) {
		if line != "" && runewidth.StringWidth(line)+1+runewidth.StringWidth(w) <= width {
			line += " " + w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = w; runewidth.StringWidth(line) > width; {
			head := runewidth.Truncate(line, width, "")
			if head == "" {
				break
			}
			lines, line = append(lines, head), line[len(head):]
		}
	}
	return append(lines, line)
}

// WriteTablesCSV writes all tables as one CSV: the number, page, caption and unit
// of the table and the row's number stand before the cells. A cell that spans
// others stands in the first of them.
func WriteTablesCSV(w io.Writer, tables []Table) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	grids, cols := make([]*grid, len(tables)), 0
	for i := range tables {
		grids[i] = newGrid(&tables[i].Table)
		cols = max(cols, grids[i].cols)
	}
	head := []string{"table", "page", "caption", "unit", "row"}
	for c := range cols {
		head = append(head, "c"+strconv.Itoa(c+1))
	}
	if err := out.Write(head); err != nil {
		return fmt.Errorf("writing tables: %w", err)
	}
	for i, t := range tables {
		for r := range grids[i].rows {
			record := make([]string, 5+cols)
			copy(record, []string{strconv.Itoa(t.Number), strconv.Itoa(t.Page), Defuse(t.Caption), Defuse(t.Unit), strconv.Itoa(r + 1)})
			for c, b := range grids[i].slots[r] {
				if b != nil && b.row == r && b.col == c {
					record[5+c] = Defuse(b.text)
				}
			}
			if err := out.Write(record); err != nil {
				return fmt.Errorf("writing table %d: %w", t.Number, err)
			}
		}
	}
	if out.Flush(); out.Error() != nil {
		return fmt.Errorf("writing tables: %w", out.Error())
	}
	return nil
}
