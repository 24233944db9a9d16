package table

import (
	"cmp"
	"math"
	"slices"

	"saksok"
	"saksok/ingest/extract/pdftext"
)

// Tolerances for ruled lines, in points.
const (
	snap  = 2.0 // lines this close are one
	touch = 3.0 // ends this close meet
)

// line is a ruled line along one axis: at is its place across, from and to along.
type line struct {
	at, from, to float64
	edge         bool // the edge of a filled area
}

// lines are a page's ruled lines, sorted by place.
type lines struct {
	h, v []line
}

func newLines(rules []pdftext.Rule) *lines {
	ls := &lines{}
	for _, r := range rules {
		if r.Horizontal() {
			ls.h = append(ls.h, line{r.Y0, r.X0, r.X1, r.Edge})
		} else {
			ls.v = append(ls.v, line{r.X0, r.Y0, r.Y1, r.Edge})
		}
	}
	ls.h, ls.v = joinLines(ls.h), joinLines(ls.v)
	return ls
}

// joinLines puts lines at nearly the same place that touch or overlap together.
func joinLines(in []line) []line {
	slices.SortStableFunc(in, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var out []line
	for _, l := range in {
		merged := false
		for i := len(out) - 1; i >= 0 && l.at-out[i].at <= snap; i-- {
			if o := &out[i]; l.from <= o.to+touch && l.to >= o.from-touch {
				o.from, o.to, o.edge = min(o.from, l.from), max(o.to, l.to), o.edge && l.edge
				merged = true
				break
			}
		}
		if !merged {
			out = append(out, l)
		}
	}
	return out
}

// parts reports whether a vertical line runs between two boxes of a row.
func (ls *lines) parts(a, b saksok.Box) bool {
	y := (max(a[1], b[1]) + min(a[3], b[3])) / 2
	for _, v := range ls.v {
		if v.at > b[0]+1 {
			return false
		}
		if !v.edge && v.at >= a[2]-1 && v.from <= y && y <= v.to {
			return true
		}
	}
	return false
}

// component is lines that touch each other.
type component struct {
	h, v []line
	box  saksok.Box
}

// components groups lines that touch. Lines that touch no line of the other axis
// are in none.
func (ls *lines) components() []component {
	n := len(ls.h)
	set := newSets(n + len(ls.v))
	for i, h := range ls.h {
		for j, v := range ls.v {
			if v.at > h.to+touch {
				break
			}
			if v.at >= h.from-touch && h.at >= v.from-touch && h.at <= v.to+touch {
				set.join(i, n+j)
			}
		}
	}
	index := map[int]int{}
	var out []component
	at := func(k int) *component {
		root := set.find(k)
		if _, ok := index[root]; !ok {
			index[root] = len(out)
			out = append(out, component{box: saksok.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}})
		}
		return &out[index[root]]
	}
	for i, h := range ls.h {
		c := at(i)
		c.h = append(c.h, h)
		c.grow(h.from, h.at, h.to, h.at)
	}
	for j, v := range ls.v {
		c := at(n + j)
		c.v = append(c.v, v)
		c.grow(v.at, v.from, v.at, v.to)
	}
	return out
}

func (c *component) grow(x0, y0, x1, y1 float64) {
	c.box = saksok.Box{min(c.box[0], x0), min(c.box[1], y0), max(c.box[2], x1), max(c.box[3], y1)}
}

// sets is a union-find.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(a, b int) {
	a, b = s.find(a), s.find(b)
	s[max(a, b)] = min(a, b)
}
