package table

import (
	"slices"
	"strings"

	"saksok"
)

// sideBySide cuts a grid that is two tables set beside each other: right of values
// stands another column of labels with values of its own, and the heads of the
// values are the same on both sides or both columns of labels have a sum.
func (g *Grid) sideBySide() []Grid {
	k := g.secondLabels()
	if k == 0 || !g.sameHeads(k) && !(g.hasSum(0, k) && g.hasSum(k, k+1)) {
		return []Grid{*g}
	}
	left, right := *g, *g
	left.Columns, right.Columns = slices.Clone(g.Columns[:k]), slices.Clone(g.Columns[k:])
	left.Cells, right.Cells, right.Words = nil, nil, nil
	for _, c := range g.Cells {
		if c.Col >= k {
			c.Col -= k
			right.Cells = append(right.Cells, c)
			continue
		}
		c.ColSpan = min(c.ColSpan, k-c.Col)
		left.Cells = append(left.Cells, c)
	}
	for _, half := range []*Grid{&left, &right} {
		half.Box = saksok.Box{}
		for _, c := range half.Cells {
			half.Box = half.Box.Union(c.Box)
		}
	}
	return []Grid{left, right}
}

// secondLabels is the first column of labels right of a column of values and left
// of another, 0 where there is none.
func (g *Grid) secondLabels() int {
	values := false
	for c := 1; c < len(g.Columns)-1; c++ {
		numbers, labels := g.count(c)
		switch {
		case numbers > labels:
			values = true
		case values && labels >= 3 && labels > 3*numbers && slices.ContainsFunc(g.rightOf(c), func(k int) bool { n, l := g.count(k); return n > l }):
			return c
		}
	}
	return 0
}

func (g *Grid) rightOf(c int) []int {
	var out []int
	for k := c + 1; k < len(g.Columns); k++ {
		out = append(out, k)
	}
	return out
}

// count counts the numbers and the labels in the body of a column. A currency or
// a code is no label.
func (g *Grid) count(col int) (numbers, labels int) {
	for _, c := range g.Cells {
		if c.Row < g.HeaderRows || c.Col != col {
			continue
		}
		switch kind := kindOf(c.Text); {
		case kind == numberPhrase:
			numbers++
		case kind == textPhrase && len(c.Text) > 3:
			labels++
		}
	}
	return numbers, labels
}

// sameHeads reports whether the lowest heads of the values left of a column are
// those right of it.
func (g *Grid) sameHeads(k int) bool {
	heads := func(from, to int) string {
		var parts []string
		for _, c := range g.Cells {
			if c.Row == g.HeaderRows-1 && c.Col > from && c.Col < to {
				parts = append(parts, c.Text)
			}
		}
		return strings.Join(parts, "|")
	}
	left := heads(0, k)
	return left != "" && left == heads(k, len(g.Columns))
}

// hasSum reports whether a column from one up to another holds the label of a sum.
func (g *Grid) hasSum(from, to int) bool {
	return slices.ContainsFunc(g.Cells, func(c Cell) bool {
		if c.Row < g.HeaderRows || c.Col < from || c.Col >= to {
			return false
		}
		first, _, _ := strings.Cut(strings.ToLower(c.Text), " ")
		return slices.Contains([]string{"sum", "summa", "totalt", "total", "samlet"}, first)
	})
}
