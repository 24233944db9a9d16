package table

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// Limits of the lattice.
const (
	sideCover  = 0.6    // share of a side a line must cover to part two cells
	maxLattice = 20_000 // elementary cells; more is a drawing
)

// findLattices makes grids of lines that cross and returns the words in none.
func findLattices(ws []word, ls *lines) (grids []Grid, rest []word) {
	taken := make([]bool, len(ws))
	for _, c := range ls.components() {
		c = c.drawn()
		inside := c.collect(ws, taken)
		if len(inside) < 4 {
			continue
		}
		l, ok := newLattice(c, ws, inside)
		if !ok {
			continue
		}
		l.place(ws, inside)
		l.splitMerged(ls)
		if l.onlyFrame(ls) || l.goesOnAround(ws, taken, ls) {
			continue
		}
		l.splitBands(ls)
		g, ok := l.grid()
		if !ok {
			continue
		}
		grids = append(grids, g)
		for _, k := range inside {
			taken[k] = true
		}
	}
	for k, w := range ws {
		if !taken[k] {
			rest = append(rest, w)
		}
	}
	return grids, rest
}

// drawn leaves the edges of filled areas out where the drawn lines make a lattice
// without them: word processors shade lines of text inside cells.
func (c component) drawn() component {
	var d component
	d.box = saksok.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, h := range c.h {
		if !h.edge {
			d.h = append(d.h, h)
			d.grow(h.from, h.at, h.to, h.at)
		}
	}
	for _, v := range c.v {
		if !v.edge {
			d.v = append(d.v, v)
			d.grow(v.at, v.from, v.at, v.to)
		}
	}
	if len(d.h) < 2 || len(d.v) < 3 || d.box.Width()*d.box.Height() < 0.85*c.box.Width()*c.box.Height() {
		return c
	}
	return d
}

// lattice is a component's lines as a raster of elementary cells, joined to
// regions where no line parts them.
type lattice struct {
	component
	xs, ys  []float64 // places of the grid lines
	xe, ye  []float64 // the last place that counts as the same line
	regions []region
}

// region is a cell of the lattice: rows r0 to r1 and columns c0 to c1, ends out.
type region struct {
	r0, r1, c0, c1 int
	words          []word
}

// Strips narrower than this that hold no word are no columns or rows: the lines
// beside them are one line drawn twice, or in another place below the head.
const (
	minStripX = 12.0
	minStripY = 5.0
)

func newLattice(c component, ws []word, inside []int) (*lattice, bool) {
	l := &lattice{component: c}
	var mx, my []float64
	for _, k := range inside {
		mx, my = append(mx, ws[k].box.CenterX()), append(my, ws[k].box.CenterY())
	}
	xs, ys := []float64{c.box[0], c.box[2]}, []float64{c.box[1], c.box[3]}
	for _, v := range c.v {
		xs = append(xs, v.at)
	}
	for _, h := range c.h {
		ys = append(ys, h.at)
	}
	l.xs, l.xe = clusters(xs, mx, minStripX)
	l.ys, l.ye = clusters(ys, my, minStripY)
	if len(l.xs) < 3 || len(l.ys) < 3 || len(l.xs)*len(l.ys) > maxLattice {
		return nil, false
	}
	l.findRegions()
	return l, true
}

// clusters sorts places and puts those together that are one, or are parted by a
// narrow strip that holds the middle of no word.
func clusters(in, middles []float64, strip float64) (from, to []float64) {
	slices.Sort(in)
	slices.Sort(middles)
	for _, x := range in {
		n := len(from)
		if n > 0 && (x-to[n-1] <= snap || x-from[n-1] < strip && noneBetween(middles, from[n-1], x)) {
			to[n-1] = x
			continue
		}
		from, to = append(from, x), append(to, x)
	}
	return from, to
}

func noneBetween(sorted []float64, a, b float64) bool {
	i, _ := slices.BinarySearch(sorted, a)
	return i == len(sorted) || sorted[i] > b
}

// covered reports whether lines between two places cover enough of a side.
func covered(ls []line, first, last, from, to float64) bool {
	var sum float64
	for _, l := range ls {
		if l.at > last+0.5 {
			break
		}
		if l.at >= first-0.5 {
			sum += max(0, min(l.to, to)-max(l.from, from))
		}
	}
	return sum >= sideCover*(to-from)
}

// findRegions joins elementary cells that no line parts. What is no rectangle is
// cut into bands.
func (l *lattice) findRegions() {
	rows, cols := len(l.ys)-1, len(l.xs)-1
	set := newSets(rows * cols)
	for r := range rows {
		for c := range cols {
			if c+1 < cols && !covered(l.v, l.xs[c+1], l.xe[c+1], l.ye[r], l.ys[r+1]) {
				set.join(r*cols+c, r*cols+c+1)
			}
			if r+1 < rows && !covered(l.h, l.ys[r+1], l.ye[r+1], l.xe[c], l.xs[c+1]) {
				set.join(r*cols+c, (r+1)*cols+c)
			}
		}
	}
	var open []region
	for r := range rows {
		var next []region
		for c := 0; c < cols; {
			end := c + 1
			for end < cols && set.find(r*cols+end) == set.find(r*cols+c) {
				end++
			}
			now := region{r0: r, r1: r + 1, c0: c, c1: end}
			for i, o := range open {
				if o.c0 == c && o.c1 == end && o.r1 == r && set.find(o.r0*cols+c) == set.find(r*cols+c) {
					now.r0, open[i].r1 = o.r0, -1
				}
			}
			next = append(next, now)
			c = end
		}
		for _, o := range open {
			if o.r1 > 0 {
				l.regions = append(l.regions, o)
			}
		}
		open = next
	}
	l.regions = append(l.regions, open...)
}

// collect returns the indices of the words that stand in the lattice.
func (l component) collect(ws []word, taken []bool) []int {
	var out []int
	for k, w := range ws {
		if !taken[k] && l.box.Contains(w.box) {
			out = append(out, k)
		}
	}
	return out
}

// place puts each word into the region its middle lies in.
func (l *lattice) place(ws []word, inside []int) {
	rows, cols := len(l.ys)-1, len(l.xs)-1
	owner := make([]int, rows*cols)
	for i, g := range l.regions {
		for r := g.r0; r < g.r1; r++ {
			for c := g.c0; c < g.c1; c++ {
				owner[r*cols+c] = i
			}
		}
	}
	for _, k := range inside {
		r, c := indexOf(l.ys, ws[k].box.CenterY()), indexOf(l.xs, ws[k].box.CenterX())
		g := &l.regions[owner[r*cols+c]]
		g.words = append(g.words, ws[k])
	}
}

// indexOf returns the interval of sorted places that x lies in.
func indexOf(at []float64, x float64) int {
	i, _ := slices.BinarySearch(at, x)
	return min(max(i-1, 0), len(at)-2)
}

// splitMerged cuts a region at the column lines of the rest of the table where no
// phrase crosses them and words stand on both sides: shaded and half ruled tables
// draw their column lines in some rows only.
func (l *lattice) splitMerged(ls *lines) {
	var out []region
	for _, g := range l.regions {
		out = append(out, l.split(g, ls)...)
	}
	l.regions = out
}

func (l *lattice) split(g region, ls *lines) []region {
	if g.c1-g.c0 < 2 || len(g.words) < 2 || l.edgeBand(g) && g.c1-g.c0 == len(l.xs)-1 && isCaption(g.words) {
		return []region{g}
	}
	rows := rowsOf(g.words, ls)
	if !slices.ContainsFunc(rows, func(r row) bool { return len(r.phrases) > 1 }) {
		return []region{g}
	}
	for c := g.c0 + 1; c < g.c1; c++ {
		if !cuts(rows, l.xs[c]) {
			continue
		}
		left, right := g, g
		left.c1, right.c0 = c, c
		left.words, right.words = nil, nil
		for _, w := range g.words {
			if w.box.CenterX() < l.xs[c] {
				left.words = append(left.words, w)
			} else {
				right.words = append(right.words, w)
			}
		}
		return append([]region{left}, l.split(right, ls)...)
	}
	return []region{g}
}

// cuts reports whether x runs between phrases of every row, with phrases on both
// sides in some row.
func cuts(rows []row, x float64) bool {
	both := false
	for _, r := range rows {
		left, right := false, false
		for _, p := range r.phrases {
			if p.box[0] < x-1 && p.box[2] > x+1 {
				return false
			}
			left = left || p.box.CenterX() < x
			right = right || p.box.CenterX() > x
		}
		both = both || left && right
	}
	return both
}

// onlyFrame reports whether the lines are a frame or page furniture and the cells
// are set by alignment inside it: a cell with three lines of several phrases, or
// two cells of a row with a column of four numbers each. Found on two of the
// ICDAR 2013 documents, whose lattice scored 0.09 without it.
func (l *lattice) onlyFrame(ls *lines) bool {
	columns := map[int]int{}
	for _, g := range l.regions {
		several, numbers := 0, 0
		for _, r := range rowsOf(g.words, ls) {
			if len(r.phrases) > 1 {
				several++
			}
			if len(r.phrases) == 1 && r.phrases[0].kind == numberPhrase {
				numbers++
			}
		}
		if several >= 3 {
			return true
		}
		if numbers >= 4 {
			columns[g.r0]++
		}
		if columns[g.r0] >= 2 {
			return true
		}
	}
	return false
}

// goesOnAround reports whether rows right above or below the lattice go on in its
// columns: the lines are those of a few shaded rows of a larger table.
func (l *lattice) goesOnAround(ws []word, taken []bool, ls *lines) bool {
	var outside []word
	for k, w := range ws {
		if !taken[k] && !l.box.Contains(w.box) && w.box[0] < l.box[2] && w.box[2] > l.box[0] {
			outside = append(outside, w)
		}
	}
	near := 1.0
	if !slices.ContainsFunc(l.v, func(v line) bool { return !v.edge }) {
		near = 3.5 // shading only: a label may stand between
	}
	shaded := !slices.ContainsFunc(l.v, func(v line) bool { return !v.edge }) && !slices.ContainsFunc(l.h, func(h line) bool { return !h.edge })
	for _, r := range rowsOf(outside, ls) {
		above, below := l.box[1]-r.box[3], r.box[1]-l.box[3]
		if above > near*r.size || below > near*r.size || above < -r.size && below < -r.size {
			continue
		}
		at := map[int]bool{}
		for _, p := range r.phrases {
			if p.kind == numberPhrase && l.box[0] <= p.box.CenterX() && p.box.CenterX() <= l.box[2] {
				at[indexOf(l.xs, p.box.CenterX())] = true
			}
		}
		if len(at) >= 2 && len(at) == numbersIn(r) || shaded && l.inColumns(r) {
			return true
		}
	}
	return false
}

// inColumns reports whether the phrases of a row, several, stand each in a column
// of its own.
func (l *lattice) inColumns(r row) bool {
	at := map[int]bool{}
	for _, p := range r.phrases {
		c := indexOf(l.xs, p.box.CenterX())
		if p.box[0] < l.xs[c] || p.box[2] > l.xs[c+1] || at[c] {
			return false
		}
		at[c] = true
	}
	return len(at) > 1
}

func numbersIn(r row) int {
	n := 0
	for _, p := range r.phrases {
		if p.kind == numberPhrase {
			n++
		}
	}
	return n
}

func (l *lattice) grid() (Grid, bool) {
	g := Grid{Engine: Lattice, Box: l.box, Rows: len(l.ys) - 1}
	for i := 1; i < len(l.xs); i++ {
		g.Columns = append(g.Columns, Span{l.xs[i-1], l.xs[i]})
	}
	var box saksok.Box
	for _, rg := range l.regions {
		if len(rg.words) == 0 {
			continue
		}
		if rg.c1-rg.c0 == len(l.xs)-1 && l.edgeBand(rg) && g.outside(rg) {
			continue
		}
		c := Cell{Row: rg.r0, Col: rg.c0, RowSpan: rg.r1 - rg.r0, ColSpan: rg.c1 - rg.c0}
		c.Text, c.Box, c.Bold = textOf(rg.words)
		box = box.Union(c.Box)
		g.Cells = append(g.Cells, c)
		for _, w := range rg.words {
			g.Words = append(g.Words, w.ref)
		}
	}
	if len(g.Cells) < 3 {
		return Grid{}, false
	}
	g.HeaderRows = g.headerRows()
	return g, true
}

// edgeBand reports whether a region is in the first or the last row of all.
func (l *lattice) edgeBand(g region) bool { return g.r0 == 0 || g.r1 == len(l.ys)-1 }

// outside takes a band over the whole width at the top or bottom for what it
// says: a caption, or a note under the table. It is no cell then.
func (g *Grid) outside(rg region) bool {
	text, box, _ := textOf(rg.words)
	if len(rg.words) < proseWords && (rg.r0 > 0 || !isCaption(rg.words)) {
		return false
	}
	if rg.r0 == 0 {
		g.Caption, g.CaptionBox = text, box
	} else {
		g.Note = text
	}
	return true
}

// isCaption reports whether words start like the caption of a table.
func isCaption(ws []word) bool {
	ws = slices.Clone(ws)
	sortReading(ws)
	first := strings.TrimFunc(strings.ToLower(ws[0].text), func(r rune) bool { return !unicode.IsLetter(r) })
	switch first {
	case "tabell", "tab", "table", "tabel", "figur", "figure", "exhibit", "oversikt", "skjema", "budsjettskjema", "regnskapsskjema":
		return true
	}
	return false
}
