package table

import (
	"math"
	"slices"
	"strings"
)

// centreOff is how far from the middle of its columns a phrase may stand that is
// centred over them, as a share of the table's width.
const centreOff = 0.04

// grid places every phrase.
func (s *stream) grid() Grid {
	if s.numeric && s.shifted() {
		return s.inOrder()
	}
	g := Grid{Engine: Stream, Box: s.box, Columns: s.columns}
	levels := s.headLevels()
	g.HeaderRows = len(levels)
	for r, level := range levels {
		for _, c := range level {
			g.add(r, c)
		}
	}
	bands := s.atStubs(s.bands())
	for _, band := range bands {
		r := g.HeaderRows + g.Rows
		for _, c := range s.placeBody(s.rows[band[0]:band[1]]) {
			g.add(r, c)
		}
		g.Rows++
	}
	g.addStubs(s, bands)
	g.ruledStubs(s, bands)
	g.Rows += g.HeaderRows
	if !s.numeric {
		g.HeaderRows = g.textHeader()
	}
	return g
}

// placed is words with their columns.
type placed struct {
	col, span int
	words     []word
}

func (g *Grid) add(r int, p placed) {
	c := Cell{Row: r, Col: p.col, RowSpan: 1, ColSpan: p.span}
	c.Text, c.Box, c.Bold = textOf(p.words)
	g.Cells = append(g.Cells, c)
	for _, w := range p.words {
		g.Words = append(g.Words, w.ref)
	}
}

// placeBody puts the phrases of the printed rows of one table row into columns.
func (s *stream) placeBody(rows []row) []placed {
	var out []placed
	for _, r := range rows {
		for _, p := range r.phrases {
			col, span := s.columnOf(p.box)
			if from, n := s.centred(p); n > 0 && len(rows) == 1 && len(r.phrases) == 1 {
				col, span = from, n
			} else if p.kind == numberPhrase || len(r.phrases) > 1 && span > 1 {
				col, span = s.mostUnder(p.box), 1
			}
			if i := slices.IndexFunc(out, func(o placed) bool { return col < o.col+o.span && o.col < col+span }); i >= 0 {
				out[i].words = slices.Concat(out[i].words, p.words)
				continue
			}
			out = append(out, placed{col, span, p.words})
		}
	}
	return out
}

// centred are the columns over which a phrase that stands alone is centred, all or
// those of the values; n is 0 where it stands left or in a column.
func (s *stream) centred(p phrase) (from, n int) {
	m := len(s.columns)
	if p.kind != textPhrase || m < 3 || s.label+2 >= m || p.box[0] < s.columns[0].X0+2*(p.box[3]-p.box[1]) {
		return 0, 0
	}
	off := func(c int) float64 { return math.Abs((s.columns[c].X0+s.columns[m-1].X1)/2 - p.box.CenterX()) }
	limit := centreOff * s.box.Width()
	switch {
	case off(0) < limit && off(0) <= off(s.label+1):
		return 0, m
	case off(s.label+1) < limit && p.box[0] > s.columns[s.label].X1:
		return s.label + 1, m - s.label - 1
	}
	return 0, 0
}

// isCentred reports whether a row is a phrase centred over several columns.
func (s *stream) isCentred(r row) bool {
	if len(r.phrases) > 1 {
		return false
	}
	_, n := s.centred(r.phrases[0])
	return n > 0
}

// isCentredGroup reports whether a row between heads and values is a group's label
// set over the middle of the table, and no line of a head or unit of them.
func isCentredGroup(run []row, i int) bool {
	if i == 0 || i+1 == len(run) || len(run[i].phrases) > 1 || len(run[i-1].phrases) < 3 {
		return false
	}
	p := run[i].phrases[0]
	if p.kind != textPhrase || startsLower(p.text) || !startsLetter(p.text) {
		return false
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, r := range run[i+1:] {
		if len(r.phrases) > 1 {
			left, right = min(left, r.box[0]), max(right, r.box[2])
		}
	}
	if math.Abs((left+right)/2-p.box.CenterX()) > centreOff*(right-left) {
		return false
	}
	return !slices.ContainsFunc(run[i-1].phrases, func(a phrase) bool {
		return a.box[0] < p.box[2] && p.box[0] < a.box[2] && (alignedHeads(a.box, p.box) || endsHyphen(a.text) || endsOpen(a.text))
	})
}

// bands cuts the body into table rows: by ruled lines where these part most rows,
// else each printed row is one, with the rest of wrapped labels.
func (s *stream) bands() [][2]int {
	n := len(s.rows)
	if cut := s.ruledBands(); cut != nil {
		return cut
	}
	step := typicalStep(s.rows[s.head:])
	var out [][2]int
	for i := s.head; i < n; {
		j := i + 1
		for j < n && s.continues(i, j, step) {
			j++
		}
		out = append(out, [2]int{i, j})
		i = j
	}
	return out
}

// ruledBands cuts at horizontal lines; nil where they do not part the rows.
func (s *stream) ruledBands() [][2]int {
	n := len(s.rows)
	var out [][2]int
	start, parted, full := s.head, 0, 0
	for i := s.head + 1; i <= n; i++ {
		if i < n {
			if s.full(i) && s.full(i-1) {
				full++
			}
			if !s.ruleBetween(s.rows[i-1], s.rows[i]) {
				continue
			}
			parted++
		}
		out = append(out, [2]int{start, i})
		start = i
	}
	for _, b := range out {
		values := 0
		for i := b[0]; i < b[1]; i++ {
			if s.full(i) {
				values++
			}
		}
		if values > 1 && s.numeric {
			return nil
		}
	}
	if parted == 0 || 2*len(out) < n-s.head && !s.mostlyRuled(parted, full) {
		return nil
	}
	return out
}

func (s *stream) mostlyRuled(parted, full int) bool {
	return full == 0 || parted >= full
}

// ruleBetween reports whether a line that covers most of the table runs between
// two printed rows.
func (s *stream) ruleBetween(a, b row) bool {
	for _, h := range s.lines.h {
		y0, y1 := a.base-0.3*a.size, b.base-0.3*b.size
		if h.at <= y0 || h.at >= y1 {
			continue
		}
		if over := min(h.to, s.box[2]) - max(h.from, s.box[0]); over > 0.7*s.box.Width() {
			return true
		}
	}
	return false
}

// full reports whether a printed row holds values, or in a table without values
// its first column.
func (s *stream) full(i int) bool {
	r := s.rows[i]
	if s.numeric {
		return slices.ContainsFunc(r.phrases, func(p phrase) bool { return p.kind != textPhrase && p.box[0] > s.columns[s.label].X1-1 })
	}
	return r.phrases[0].box[0] < s.columns[0].X1 && len(r.phrases) > 1
}

// continues reports whether printed row j belongs to the table row of rows i to
// j-1.
func (s *stream) continues(i, j int, step float64) bool {
	a, b := s.rows[j-1], s.rows[j]
	d := b.base - a.base
	if d > 1.7*max(a.size, b.size) || s.ruleBetween(a, b) || d > skewed*b.size && (s.isCentred(a) || s.isCentred(b)) {
		return false
	}
	has := false
	for k := i; k < j; k++ {
		has = has || s.full(k)
	}
	label, next := s.labelText(j-1), s.labelText(j)
	switch {
	case s.numeric && s.startsRow(j):
		return false
	case !s.numeric:
		return b.phrases[0].box[0] > s.columns[0].X1-1 && has // the first column is empty
	case has && s.full(j):
		return false
	case has: // more of the label under the values
		if s.closer(j, d, step) {
			return true
		}
		return next != "" && startsLower(next) && !s.newGroup(j)
	case s.full(j) && next == "": // values set beside the middle of a label
		return d < 0.9*max(a.size, b.size) || s.closer(j, d, step)
	case s.startsRow(j-1) && next != "" && s.label > 0 && !strings.HasSuffix(label, ":"):
		return true // the code stands in the first line of the label
	default: // a label above the values
		return d < 0.8*step && d < 1.35*max(a.size, b.size) || startsLower(next) || endsHyphen(label) || endsOpen(label)
	}
}

// closer reports whether row j is set closer to the one above than table rows are
// to each other and than the row below.
func (s *stream) closer(j int, d, step float64) bool {
	below := math.Inf(1)
	if j+1 < len(s.rows) {
		below = s.rows[j+1].base - s.rows[j].base
	}
	return d < 0.8*step && d < 1.35*s.rows[j].size && d < below+0.5 || d < 0.7*s.rows[j].size
}

// newGroup reports whether the row after a lone label goes on with it.
func (s *stream) newGroup(j int) bool {
	return j+1 < len(s.rows) && s.full(j+1) && startsLower(s.labelText(j+1))
}

// labelText is the text of a printed row in the label column.
func (s *stream) labelText(i int) string {
	c := s.columns[s.label]
	for _, p := range s.rows[i].phrases {
		if p.box[0] < c.X1 && p.box[2] > c.X0 {
			return p.text
		}
	}
	return ""
}

// startsRow reports whether a printed row has something left of the labels, a code
// or a number, or a label where there is no such column.
func (s *stream) startsRow(i int) bool {
	return s.label > 0 && s.rows[i].phrases[0].box[2] < s.columns[s.label].X0+1
}

// endsOpen reports whether a text must go on.
func endsOpen(t string) bool {
	i := strings.LastIndexByte(t, ' ')
	if strings.HasSuffix(t, ",") || strings.HasSuffix(t, "(") {
		return true
	}
	switch t[i+1:] {
	case "og", "av", "i", "for", "til", "på", "fra", "frå", "med", "ved", "under", "of", "and", "the", "in", "to", "eller", "samt", "inkl.", "m.":
		return i > 0
	}
	return false
}
