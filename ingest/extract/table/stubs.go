package table

import (
	"math"
	"slices"

	"saksok"
)

// stub is a label that stands beside the middle of several rows: first to last of
// the body, counted from its start.
type stub struct {
	words       []word
	first, last int
	from, to    float64 // its first and last baseline
	size        float64
}

// takeStubs takes labels of several rows, left of all others, out of the body.
// They show where one stands alone between two rows that start right of it; each
// then holds for the rows of which it stands at the middle, and these must be all.
func (s *stream) takeStubs() {
	body := s.rows[s.head:]
	edge := stubEdge(body)
	if math.IsInf(edge, 1) {
		return
	}
	var stubs []stub
	var rows []row
	for _, r := range body {
		rest := r
		if p := r.phrases[0]; p.box[2] < edge && p.kind == textPhrase {
			stubs = addStub(stubs, p, r)
			rest.phrases = r.phrases[1:]
		}
		if len(rest.phrases) > 0 {
			rows = append(rows, rest)
		}
	}
	if len(stubs) < 2 || !middles(stubs, rows) {
		return
	}
	s.stubs = stubs
	s.rows = append(s.rows[:s.head:s.head], rows...)
}

// stubEdge is where the rows around a label that stands alone between them start.
func stubEdge(body []row) float64 {
	edge := math.Inf(1)
	for i := 1; i+1 < len(body); i++ {
		a, r, b := body[i-1], body[i], body[i+1]
		if len(r.phrases) > 1 || len(a.phrases) < 2 || len(b.phrases) < 2 || b.base-a.base > runGap*r.size {
			continue
		}
		if left := min(a.phrases[0].box[0], b.phrases[0].box[0]); r.box[2] < left {
			edge = min(edge, left)
		}
	}
	if !math.IsInf(edge, 1) || len(body) == 0 {
		return edge
	}
	first := body[0].phrases[0].box[0] // each may stand in the middle row of its own
	for _, r := range body {
		if p := r.phrases[0]; len(r.phrases) < 2 || p.box[0] < first && p.box[2] > first-r.size {
			return edge
		}
	}
	return first
}

// addStub adds a label, or a line to the one above.
func addStub(stubs []stub, p phrase, r row) []stub {
	if n := len(stubs); n > 0 {
		o := &stubs[n-1]
		if d := r.base - o.to; d < 1.3*r.size && alignedHeads(p.box, boxOf(o.words)) {
			o.words, o.to = append(o.words[:len(o.words):len(o.words)], p.words...), r.base
			return stubs
		}
	}
	return append(stubs, stub{words: p.words, from: r.base, to: r.base, size: r.size})
}

func boxOf(ws []word) saksok.Box {
	var b saksok.Box
	for _, w := range ws {
		b = b.Union(w.box)
	}
	return b
}

// middles gives each label the rows it stands at the middle of, one after the
// other, and reports whether that takes all rows.
func middles(stubs []stub, rows []row) bool {
	next := 0
	for k := range stubs {
		st := &stubs[k]
		best, at := math.Inf(1), -1
		for last := next; last < len(rows); last++ {
			off := math.Abs((rows[next].base+rows[last].base)/2 - (st.from+st.to)/2)
			if off < best {
				best, at = off, last
			}
		}
		if at < 0 || best > 0.4*st.size {
			return false
		}
		st.first, st.last = next, at
		next = at + 1
	}
	return next == len(rows)
}

// withStubs puts a column for the labels of several rows before the others.
func (s *stream) withStubs(columns []Span) []Span {
	if len(s.stubs) == 0 {
		return columns
	}
	var b saksok.Box
	for _, st := range s.stubs {
		b = b.Union(boxOf(st.words))
	}
	return append([]Span{{b[0], b[2]}}, columns...)
}

// atStubs cuts bands where the rows of another label begin.
func (s *stream) atStubs(bands [][2]int) [][2]int {
	var out [][2]int
	for _, b := range bands {
		for _, st := range s.stubs {
			if at := s.head + st.first; at > b[0] && at < b[1] {
				out = append(out, [2]int{b[0], at})
				b[0] = at
			}
		}
		out = append(out, b)
	}
	return out
}

// addStubs puts the labels of several rows into a first column. bands are the
// table rows of the body.
func (g *Grid) addStubs(s *stream, bands [][2]int) {
	if len(s.stubs) == 0 {
		return
	}
	bandOf := func(row int) int {
		for k, b := range bands {
			if row < b[1]-s.head {
				return k
			}
		}
		return len(bands) - 1
	}
	for _, st := range s.stubs {
		first, last := bandOf(st.first), bandOf(st.last)
		g.addStub(g.HeaderRows+first, g.HeaderRows+last, st.words)
	}
}

// addStub puts a label beside rows, or before what already stands in their first
// column.
func (g *Grid) addStub(first, last int, ws []word) {
	i := slices.IndexFunc(g.Cells, func(c Cell) bool { return c.Col == 0 && first < c.Row+c.RowSpan && c.Row <= last })
	if i < 0 {
		g.add(first, placed{0, 1, ws})
		g.Cells[len(g.Cells)-1].RowSpan = last - first + 1
		return
	}
	c := &g.Cells[i]
	text, box, bold := textOf(ws)
	c.Text, c.Box, c.Bold = text+" "+c.Text, c.Box.Union(box), c.Bold && bold
	for _, w := range ws {
		g.Words = append(g.Words, w.ref)
	}
}

// ruledStubs lets the one label of rows whose lines between them leave the first
// column out reach over all of these.
func (g *Grid) ruledStubs(s *stream, bands [][2]int) {
	if len(s.stubs) > 0 || len(s.columns) < 3 {
		return
	}
	open := make([]bool, len(bands)) // no line under the first column, but under the next
	closed := false
	for k := 0; k+1 < len(bands); k++ {
		a, b := s.rows[bands[k][1]-1], s.rows[bands[k+1][0]]
		first, next := s.lineUnder(a, b, s.columns[0]), s.lineUnder(a, b, s.columns[1])
		open[k] = next && !first
		closed = closed || next && first
	}
	for from := 0; closed && from < len(bands); {
		to := from + 1
		for to < len(bands) && open[to-1] {
			to++
		}
		g.reach(g.HeaderRows+from, g.HeaderRows+to)
		from = to
	}
}

// reach lets the only cell in the first column of some rows reach over all of them.
func (g *Grid) reach(from, to int) {
	only := -1
	for i, c := range g.Cells {
		if c.Col == 0 && c.Row >= from && c.Row < to {
			if only >= 0 || c.ColSpan > 1 {
				return
			}
			only = i
		}
	}
	if only >= 0 {
		g.Cells[only].Row, g.Cells[only].RowSpan = from, to-from
	}
}

// lineUnder reports whether a line runs between two rows at a column.
func (s *stream) lineUnder(a, b row, c Span) bool {
	x := (c.X0 + c.X1) / 2
	return slices.ContainsFunc(s.lines.h, func(h line) bool {
		return h.from < x && h.to > x && h.at > a.base-0.3*a.size && h.at < b.base-0.3*b.size
	})
}
