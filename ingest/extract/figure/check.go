package figure

import (
	"fmt"
	"slices"

	"saksok"
)

// check adds the table up: sums of columns, sums of rows where a head says Sum,
// differences where a head says so. It marks the totals among the figures and
// reports what does not add up. Nothing is repaired.
func (g *grid) check(figures []saksok.Figure, at map[place]int) []saksok.Problem {
	for r := g.head; r < g.rows; r++ {
		if g.rowKind(r) == sumRow {
			g.checkSumRow(r)
		}
	}
	for c := range g.cols {
		if g.columns[c].kind != valueColumn {
			continue
		}
		if g.columns[c].total {
			g.checkAcross(c, "row_sum", g.rowSumTerms(c), g.across)
		}
		if g.columns[c].carries {
			g.checkCarried(c)
		}
		if g.columns[c].difference {
			g.checkDifference(c)
		}
	}
	var problems []saksok.Problem
	for _, ch := range g.t.Checks {
		if i, ok := at[place{ch.Row, ch.Column}]; ok {
			f := &figures[i]
			if f.Check == "" || ch.Status == saksok.CheckMismatch {
				f.Check = ch.Status
			}
		}
		if ch.Status == saksok.CheckMismatch {
			cell := g.cells[ch.Row][ch.Column].cell
			problems = append(problems, saksok.Problem{
				Page: g.t.PageOf(*cell), Code: saksok.ProblemTableMismatch, Box: cell.Box,
				Message: fmt.Sprintf("%s of %q: stated %s, computed %s", ch.Kind, g.label(ch.Row, ch.Column), ch.Stated, ch.Computed),
			})
		}
	}
	return problems
}

// tally is the sum of some cells compared with what is stated.
type tally struct {
	sum    saksok.Number
	n      int
	status saksok.CheckStatus
	terms  []saksok.Term
}

// holds reports whether the sum is what is stated, but for rounding.
func (t tally) holds() bool {
	return t.status == saksok.CheckVerified || t.status == saksok.CheckRounding
}

// addend is a number that is added up, with its cell.
type addend struct {
	saksok.Number
	term saksok.Term
}

// compare adds numbers up and compares. A difference of up to half a step of the
// last printed decimal per number is rounding.
func compare(stated saksok.Number, terms []addend) tally {
	t := tally{n: len(terms), status: saksok.CheckUnchecked}
	if len(terms) == 0 {
		return t
	}
	t.sum = saksok.Number{Decimals: stated.Decimals}
	for _, x := range terms {
		t.terms = append(t.terms, x.term)
		sum, ok := t.sum.Add(x.Number)
		if !ok {
			return t
		}
		t.sum = sum
	}
	diff, ok := t.sum.Add(stated.Neg())
	if !ok {
		return t
	}
	off := max(diff.Mantissa, -diff.Mantissa)
	switch {
	case off == 0:
		t.status = saksok.CheckVerified
	case 2*off <= int64(len(terms))+1:
		t.status = saksok.CheckRounding
	default:
		t.status = saksok.CheckMismatch
	}
	return t
}

// checkSumRow checks a sum row in all columns with the rows it most likely sums:
// those with which most columns add up.
func (g *grid) checkSumRow(r int) {
	cols := g.moneyColumns(r)
	sets, sure := g.addends(r)
	best, bestScore, bestHits := -1, 0, 0
	for i, rows := range sets {
		score, hits := 0, 0
		for _, c := range cols {
			t := g.sumOf(r, c, rows)
			if t.sum.Mantissa != 0 && t.holds() {
				hits++
			}
			switch {
			case t.n < 2 && len(sets) > 1:
			case t.status == saksok.CheckVerified:
				score += 3
			case t.status == saksok.CheckRounding:
				score++
			}
		}
		if score > bestScore {
			best, bestScore, bestHits = i, score, hits
		}
	}
	// A sum that holds in few columns, or in none of several, is the sum of other
	// rows: that is not said to be wrong.
	likely := 2*bestHits >= len(cols)
	for _, c := range cols {
		v, _ := g.number(r, c)
		ch := saksok.Check{Kind: "column_sum", Column: c, Row: r, Stated: v.cell.Text, Status: saksok.CheckUnchecked}
		switch {
		case best >= 0:
			t := g.sumOf(r, c, sets[best])
			doubt := !likely || len(g.heads(c)) == 0 && !g.addsUp(c)
			if t.n > 0 && !(doubt && t.status == saksok.CheckMismatch) {
				g.settle(&ch, t, v)
			}
		case sure && len(cols) == 1:
			if t := g.sumOf(r, c, sets[0]); t.n >= 2 {
				g.settle(&ch, t, v)
			}
		}
		g.t.Checks = append(g.t.Checks, ch)
	}
}

// settle writes down what was added up, and the result.
func (g *grid) settle(ch *saksok.Check, t tally, stated *cellView) {
	ch.Computed, ch.Status, ch.Terms = g.print(t.sum, stated.num.Number), t.status, t.terms
}

// addsUp reports whether some sum further up in a column holds: a column without a head may be
// one of percentages, whose sums never do.
func (g *grid) addsUp(c int) bool {
	return slices.ContainsFunc(g.t.Checks, func(ch saksok.Check) bool {
		return ch.Kind == "column_sum" && ch.Column == c && ch.Status == saksok.CheckVerified && len(ch.Terms) > 1
	})
}

// moneyColumns are the columns with an amount in a row that adds up.
func (g *grid) moneyColumns(r int) []int {
	var out []int
	for c := range g.cols {
		if _, ok := g.money(r, c); ok {
			out = append(out, c)
		}
	}
	return out
}

func (g *grid) sumOf(r, c int, rows []int) tally {
	v, ok := g.number(r, c)
	if !ok {
		return tally{status: saksok.CheckUnchecked}
	}
	var terms []addend
	for _, k := range rows {
		if x, ok := g.addend(k, c); ok {
			terms = append(terms, x)
		}
	}
	return compare(v.num.Number, terms)
}

// addend is the amount at a place.
func (g *grid) addend(r, c int) (addend, bool) {
	v, ok := g.money(r, c)
	if !ok {
		return addend{}, false
	}
	return addend{v.num.Number, saksok.Term{Row: r, Column: c}}, true
}

// addends lists the sets of rows a sum row may sum, likeliest first. sure says
// that there is no doubt, so that a sum that differs is wrong in the source.
func (g *grid) addends(r int) (sets [][]int, sure bool) {
	plain := func(from, to int, flat bool) []int {
		var out []int
		edge := g.leftEdge(from, to)
		for k := from; k < to; k++ {
			if g.rowKind(k) != plainRow {
				continue
			}
			if x, ok := g.indent(k); flat && ok && x > edge+4 {
				continue // set in: a part of the row above
			}
			out = append(out, k)
		}
		return out
	}
	lastSum, lastGroup, sums := g.head, g.head, []int(nil)
	for k := g.head; k < r; k++ {
		switch g.rowKind(k) {
		case sumRow, balanceRow:
			lastSum = k + 1
			if g.rowKind(k) == sumRow {
				sums = append(sums, k)
			}
		case groupRow:
			lastGroup = k + 1
		}
	}
	start := max(lastSum, g.segment(r))
	sets = append(sets, plain(start, r, false), plain(start, r, true), plain(lastGroup, r, false), plain(g.head, r, false), plain(g.head, r, true))
	if len(sums) > 0 {
		sets = append(sets, slices.Concat(sums, plain(lastSum, r, false)), sums)
		if n := len(sums); n > 1 {
			sets = append(sets, slices.Concat(sums[n-2:], plain(lastSum, r, false)), slices.Concat(sums[n-1:], plain(lastSum, r, false)))
		}
	}
	if len(sets[0]) == 0 && len(sets[3]) == 0 { // the total stands first
		end := r + 1
		for end < g.rows && g.rowKind(end) != sumRow {
			end++
		}
		sets = append(sets, plain(r+1, end, false), plain(r+1, end, true))
	}
	sets = distinct(sets)
	return sets, len(sums) == 0 && len(sets) == 1 && len(sets[0]) > 1
}

// segment is the first row after the last row of heads repeated inside the body.
func (g *grid) segment(r int) int {
	start := g.head
	for k := g.head; k < r; k++ {
		texts := 0
		for c := g.labelCol + 1; c < g.cols; c++ {
			if v := g.cells[k][c]; v != nil && v.own && v.num.Kind == saksok.CellText {
				texts++
			}
		}
		if texts > 1 && g.rowKind(k) == groupRow {
			start = k + 1
		}
	}
	return start
}

func (g *grid) leftEdge(from, to int) float64 {
	edge, found := 0.0, false
	for k := from; k < to; k++ {
		if x, ok := g.indent(k); ok && (!found || x < edge) {
			edge, found = x, true
		}
	}
	return edge
}

func distinct(sets [][]int) [][]int {
	var out [][]int
	for _, s := range sets {
		if len(s) > 0 && !slices.ContainsFunc(out, func(o []int) bool { return slices.Equal(o, s) }) {
			out = append(out, s)
		}
	}
	return out
}

// print prints a computed number with the decimals of the stated one, or more
// where it needs them.
func (g *grid) print(n, stated saksok.Number) string {
	if m, ok := n.Rescale(stated.Decimals); ok {
		n = m
	}
	return n.Format(g.ctx.Locale.Numbers)
}
