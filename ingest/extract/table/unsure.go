package table

import (
	"slices"

	"saksok"
)

// shifted reports whether the values of full rows do not stand under each other: a
// row with as many values as any has its label where another has its first value.
// A text between a label and the values is a value, too.
// Text set with tabs too near looks so; its columns cannot be told by place.
func (s *stream) shifted() bool {
	type extent struct{ label, value float64 }
	most := 0
	var full []extent
	for _, r := range s.rows[s.head:] {
		first, n := valuesOf(r)
		if first < 1 || n < 2 || n < most || slices.ContainsFunc(r.phrases[:first-1], func(p phrase) bool { return p.kind == textPhrase }) {
			continue
		}
		if n > most {
			most, full = n, nil
		}
		full = append(full, extent{r.phrases[first-1].box[2], r.phrases[first].box[2]})
	}
	for _, a := range full {
		if slices.ContainsFunc(full, func(b extent) bool { return a.label > b.value }) {
			return true
		}
	}
	return false
}

// valuesOf returns the place of the first of the values that end a row, and how
// many there are.
func valuesOf(r row) (first, n int) {
	first = len(r.phrases)
	for first > 0 && r.phrases[first-1].kind != textPhrase {
		first--
	}
	return first, len(r.phrases) - first
}

// inOrder makes a grid of rows whose values cannot be placed: the values of each
// in the order they are printed, and heads over all of them.
func (s *stream) inOrder() Grid {
	g := Grid{Engine: Stream, Box: s.box, HeaderRows: s.head, Unsure: true}
	cols := 2
	for _, r := range s.rows[s.head:] {
		_, n := valuesOf(r)
		cols = max(cols, n+1)
	}
	g.Columns = make([]Span, cols)
	for i, r := range s.rows {
		first, _ := valuesOf(r)
		if i < s.head {
			first = len(r.phrases)
		}
		var label []word
		for _, p := range r.phrases[:first] {
			label = append(label, p.words...)
		}
		if i < s.head {
			g.add(i, placed{0, cols, label})
			continue
		}
		if len(label) > 0 {
			g.place(i, 0, label)
		}
		for k, p := range r.phrases[first:] {
			g.place(i, k+1, p.words)
		}
	}
	g.Rows = len(s.rows)
	return g
}

// place adds a cell and widens its column.
func (g *Grid) place(r, c int, ws []word) {
	g.add(r, placed{c, 1, ws})
	box := saksok.Box{g.Columns[c].X0, 0, g.Columns[c].X1, 0}
	if b := g.Cells[len(g.Cells)-1].Box; box == (saksok.Box{}) {
		box = b
	} else {
		box = saksok.Box{min(box[0], b[0]), 0, max(box[2], b[2]), 0}
	}
	g.Columns[c] = Span{box[0], box[2]}
}
