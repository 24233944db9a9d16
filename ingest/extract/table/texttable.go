package table

import (
	"math"
	"slices"
	"strings"

	"saksok"
)

// Limits of tables of text.
const (
	textRowGap    = 3.2  // line sizes between two printed rows of one
	textRowsLeast = 3    // table rows, with the head
	textNumbers   = 0.34 // share of numbers beyond which values tell the rows
	filledRuled   = 0.65 // share of filled cells where rules show a table
	filledOpen    = 0.75 // and where none does
	filledAll     = 0.9  // and where besides a column is set as running text
	textAligned   = 0.7  // share of lines at the edge of their column there
	textTries     = 4    // rows a table is looked for from where it ends at one place
	textUsed      = 2    // rows with words in a column at least
	runningLines  = 3    // lines of running text in a column of text
)

// findTexts finds tables of text among rows: printed rows that leave the same
// strips free, where rules or aligned columns show that they are one. Text in two
// columns, a list or a form leaves strips, too.
func findTexts(rows []row, ls *lines) []Grid {
	var out []Grid
	least := leastStrip(rows)
	tries, end := 0, 0
	for i := 0; i < len(rows); {
		if len(rows[i].phrases) < 2 || numbersIn(rows[i]) > 1 {
			i++ // no heads and no first row of text
			continue
		}
		to, strips := textBlock(rows, i, least, nil)
		if mostlyValues(rows[i:to]) {
			i = max(i+1, to)
			continue
		}
		if used := usedStrips(rows[i:to], strips, textUsed); len(used) < len(strips) {
			to, strips = textBlock(rows, i, least, used)
		}
		if to-i < textRowsLeast {
			i++
			continue
		}
		if len(strips) > 1 || ruledOver(rows[i:to], ls) {
			from, strips := headFrom(rows, i, strips)
			t := newTextTable(rows[from:to], strips, ls)
			if g, ok := t.grid(); ok {
				out = append(out, g)
				i = max(i+1, from+len(t.rows))
				continue
			}
		}
		if tries++; to != end {
			tries, end = 1, to
		}
		if i++; tries == textTries {
			i = max(i, to)
		}
	}
	return out
}

// ruledOver reports whether some line is as long as rows are wide and stands among
// them or right above: without one, two columns are no table of text.
func ruledOver(rows []row, ls *lines) bool {
	var box saksok.Box
	for _, r := range rows {
		box = box.Union(r.box)
	}
	return slices.ContainsFunc(ls.h, func(h line) bool {
		return min(h.to, box[2])-max(h.from, box[0]) > 0.5*box.Width() && h.at > box[1]-4*rows[0].size && h.at < box[3]+2*rows[0].size
	})
}

// mostlyValues reports whether more than half of the rows hold several numbers.
func mostlyValues(rows []row) bool {
	n := 0
	for _, r := range rows {
		if numbersIn(r) > 1 {
			n++
		}
	}
	return 2*n > len(rows)
}

// leastStrip is the least width in em of a strip between columns: wider than the
// blanks of the print.
func leastStrip(rows []row) float64 {
	var blanks []float64
	for _, r := range rows {
		for _, b := range blanksOf(r) {
			blanks = append(blanks, b/max(r.size, 1))
		}
	}
	if len(blanks) == 0 {
		return bodyGutter
	}
	slices.Sort(blanks)
	return max(bodyGutter, overBlank*blanks[len(blanks)/5])
}

// withTexts adds tables of text to the grids found from values: where one stands
// inside a table of text, it is a part of that, but a table of text does not stand
// on a part of another.
func withTexts(grids, texts []Grid) []Grid {
	for _, t := range texts {
		in := map[Ref]bool{}
		for _, r := range t.Words {
			in[r] = true
		}
		part := func(g Grid) bool {
			return !slices.ContainsFunc(g.Words, func(r Ref) bool { return !in[r] })
		}
		apart := func(g Grid) bool { return !slices.ContainsFunc(g.Words, func(r Ref) bool { return in[r] }) }
		if !slices.ContainsFunc(grids, func(g Grid) bool { return !apart(g) && (!part(g) || g.ofValues()) }) {
			grids = append(slices.DeleteFunc(grids, part), t)
		}
	}
	return grids
}

// ofValues reports whether some column right of the labels holds mostly numbers.
func (g *Grid) ofValues() bool {
	for c := 1; c < len(g.Columns); c++ {
		numbers, all := 0, 0
		for _, cell := range g.Cells {
			if cell.Col != c || cell.Row < g.HeaderRows {
				continue
			}
			all++
			if kindOf(cell.Text) == numberPhrase {
				numbers++
			}
		}
		if numbers >= 3 && 3*numbers >= 2*all {
			return true
		}
	}
	return false
}

// textBlock returns the end of the rows from i on that leave most strips free, and
// these strips; with some given, only strips at their places.
func textBlock(rows []row, i int, least float64, places []Span) (to int, strips []Span) {
	if len(rows[i].phrases) < 2 {
		return i, nil
	}
	free := []Span{{math.Inf(-1), math.Inf(1)}}
	box, most := saksok.Box{}, 0
	for j := i; j < len(rows); j++ {
		r := rows[j]
		if j > i && (r.base-rows[j-1].base > textRowGap*max(r.size, rows[j-1].size) || headsNext(rows[i:j], r)) {
			break
		}
		box = box.Union(r.box)
		free = without(free, r, least*r.size)
		inner := slices.DeleteFunc(slices.Clone(free), func(g Span) bool {
			return g.X0 < box[0] || g.X1 > box[2] || places != nil && !slices.ContainsFunc(places, func(p Span) bool { return g.X0 < p.X1 && p.X0 < g.X1 })
		})
		if len(inner) == 0 && j > i {
			break
		}
		if n := len(inner) * (j - i + 1); n >= most {
			to, strips, most = j+1, inner, n
		}
	}
	return to, strips
}

// headFrom is where the rows of a table start whose first row of several phrases is
// i: lines of a head that is higher than the others may stand alone over it.
func headFrom(rows []row, i int, strips []Span) (from int, left []Span) {
	for i > 0 && len(strips) > 0 {
		r := rows[i-1]
		now := without(strips, r, bodyGutter*r.size)
		if len(r.phrases) > 1 || rows[i].base-r.base > nextLine*r.size || r.box[0] < strips[0].X0 || len(now) < len(strips) {
			break
		}
		strips = now
		i--
	}
	return i, strips
}

// headsNext reports whether a row stands alone at the left edge and set off from
// the rows above, over what comes next.
func headsNext(above []row, r row) bool {
	n := len(above)
	if len(r.phrases) > 1 || r.box[0] > above[0].box[0]+r.size {
		return false
	}
	return strings.HasSuffix(r.phrases[0].text, ":") || n >= textRowsLeast && r.base-above[n-1].base > 1.4*typicalStep(above)
}

// without takes the words of a row out of strips and drops those left too narrow.
func without(free []Span, r row, least float64) []Span {
	for _, p := range r.phrases {
		for _, w := range p.words {
			var out []Span
			for _, g := range free {
				if w.box[0] >= g.X1 || w.box[2] <= g.X0 {
					out = append(out, g)
					continue
				}
				for _, part := range []Span{{g.X0, w.box[0]}, {w.box[2], g.X1}} {
					if part.X1-part.X0 >= least {
						out = append(out, part)
					}
				}
			}
			free = out
		}
	}
	return free
}

// textTable is printed rows on the way to a table of text.
type textTable struct {
	rows    []row
	columns []Span
	lines   *lines
	box     saksok.Box
	cells   [][]cellLine // by column, from the top
}

// cellLine is one line of print in a column.
type cellLine struct {
	row   int // printed
	base  float64
	size  float64
	box   saksok.Box
	words []word
	bold  bool
}

func newTextTable(rows []row, strips []Span, ls *lines) *textTable {
	t := &textTable{lines: ls}
	strips = usedStrips(rows, strips, textUsed)
	left := math.Inf(-1)
	for _, g := range append(slices.Clone(strips), Span{math.Inf(1), math.Inf(1)}) {
		t.columns = append(t.columns, Span{left, g.X0})
		left = g.X1
	}
	for len(rows) > 2 && t.onlyFirst(rows[len(rows)-1]) && t.setOff(rows) {
		rows = rows[:len(rows)-1] // a note or text after the table
	}
	t.columns = slices.DeleteFunc(t.columns, func(c Span) bool {
		return !slices.ContainsFunc(rows, func(r row) bool { return r.holds(c) })
	})
	t.fill(rows)
	return t
}

// fill puts the words of rows into the columns, which then are as wide as these.
func (t *textTable) fill(rows []row) {
	t.rows = rows
	t.cells = make([][]cellLine, len(t.columns))
	for i, r := range rows {
		t.box = t.box.Union(r.box)
		for c, at := range t.columns {
			l := cellLine{row: i, bold: true}
			for _, p := range r.phrases {
				for _, w := range p.words {
					if x := w.box.CenterX(); x > at.X0 && x < at.X1 {
						l.words = append(l.words, w)
						l.box, l.base, l.size = l.box.Union(w.box), r.base, max(l.size, w.size)
						l.bold = l.bold && w.bold
					}
				}
			}
			if len(l.words) > 0 {
				t.cells[c] = append(t.cells[c], l)
			}
		}
	}
	for c := range t.columns {
		t.columns[c] = Span{math.Inf(1), math.Inf(-1)}
		for _, l := range t.cells[c] {
			t.columns[c].X0, t.columns[c].X1 = min(t.columns[c].X0, l.box[0]), max(t.columns[c].X1, l.box[2])
		}
	}
}

// holds reports whether a row has a word between two places.
func (r row) holds(at Span) bool {
	return slices.ContainsFunc(r.phrases, func(p phrase) bool {
		return slices.ContainsFunc(p.words, func(w word) bool { return w.box[0] > at.X0-1 && w.box[2] < at.X1+1 })
	})
}

func (t *textTable) onlyFirst(r row) bool { return r.box[2] <= t.columns[0].X1 }

// setOff reports whether the last row stands further from the one above than the
// rows before it, or is set smaller.
func (t *textTable) setOff(rows []row) bool {
	n := len(rows)
	last := rows[n-1].base - rows[n-2].base
	return last > 1.15*typicalStep(rows[:n-1]) || rows[n-1].size < 0.95*rows[n-2].size || strings.Contains(rows[n-1].phrases[0].words[0].text, ":")
}

// grid is the table, ok where it is one.
func (t *textTable) grid() (g Grid, ok bool) {
	if t.hasValues() {
		return g, false
	}
	bands := t.bands()
	g = Grid{Engine: Stream, Box: t.box, Columns: t.columns, Rows: len(bands)}
	if len(bands) < textRowsLeast || len(t.columns) < 2 {
		return g, false
	}
	for r, band := range bands {
		for c, ls := range band {
			var ws []word
			for _, l := range ls {
				ws = append(ws, l.words...)
			}
			if len(ws) > 0 {
				g.add(r, placed{c, 1, ws})
			}
		}
	}
	g.HeaderRows = g.textHeader()
	return g, t.isTable(&g)
}

// isTable tells a table of text from text in columns, lists and forms.
func (t *textTable) isTable(g *Grid) bool {
	cells := len(g.Cells) - len(g.rowCells(0))
	if len(g.rowCells(0)) < 2 || cells < 3 {
		return false
	}
	full := float64(len(g.Cells)) / float64(g.Rows*len(g.Columns))
	running := 0
	for c := range t.columns {
		if t.runs(c) {
			running++
		}
	}
	if t.ruled() {
		return full > filledRuled && (running < len(t.columns) || len(t.columns) > 2)
	}
	if len(g.Columns) < 3 || !t.aligned() || g.isForm() {
		return false
	}
	return running == 0 && full > filledOpen || running < 2 && full > filledAll && g.Rows > textRowsLeast
}

// isForm reports whether two labels or more end in a colon, as those of a form and
// the head of a case do.
func (g *Grid) isForm() bool {
	n := 0
	for _, c := range g.Cells {
		if strings.HasSuffix(c.Text, ":") {
			n++
		}
	}
	return n > 1
}

// hasValues reports whether some column right of the first holds many numbers.
func (t *textTable) hasValues() bool {
	for _, ls := range t.cells[1:] {
		n := 0
		for _, l := range ls {
			if isValue(l.words) {
				n++
			}
		}
		if float64(n) > textNumbers*float64(len(ls)) {
			return true
		}
	}
	return false
}

// isValue reports whether words are a number, or numbers, and no year alone.
func isValue(ws []word) bool {
	kind := kindOf(inOneRow(ws))
	return kind == numberPhrase || kind == textPhrase && !slices.ContainsFunc(ws, func(w word) bool { return !startsNumber(w.text) })
}

// runs reports whether a column is set as running text: lines that fill it, one
// after the other, and hardly any that does not.
func (t *textTable) runs(c int) bool {
	full, lone, at := 0, 0, t.columns[c]
	for _, l := range t.cells[c] {
		if len(l.words) < 4 {
			lone++
		} else if l.box.Width() > 0.8*(at.X1-at.X0) {
			full++
		}
	}
	return full >= runningLines && lone <= full
}

// ruled reports whether rules over the whole width show a table: one under the
// first row, or one right above it and one right below the last.
func (t *textTable) ruled() bool {
	n := len(t.rows)
	over, under, inside := false, false, false
	for _, h := range t.lines.h {
		if min(h.to, t.box[2])-max(h.from, t.box[0]) < 0.9*t.box.Width() || h.to-h.from > 1.8*t.box.Width() {
			continue
		}
		over = over || h.at < t.rows[0].base && h.at > t.rows[0].first-2.5*t.rows[0].size
		under = under || h.at > t.rows[n-1].base && h.at < t.rows[n-1].base+2*t.rows[n-1].size
		inside = inside || h.at > t.rows[0].base && h.at < t.rows[n-1].base
	}
	return inside || over && under
}

// aligned reports whether the lines of each column start, end or are set at one place.
func (t *textTable) aligned() bool {
	for c := range t.columns {
		var edges [3][]float64
		for _, l := range t.cells[c][min(1, len(t.cells[c])-1):] {
			edges[0], edges[1], edges[2] = append(edges[0], l.box[0]), append(edges[1], l.box[2]), append(edges[2], l.box.CenterX())
		}
		best := 0.0
		for _, e := range edges {
			slices.Sort(e)
			best = max(best, sameShare(e, e[len(e)/2]))
		}
		if best < textAligned {
			return false
		}
	}
	return true
}
