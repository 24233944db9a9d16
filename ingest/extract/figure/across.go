package figure

import "saksok"

// term is a column and the sign it counts with.
type term struct {
	col      int
	negative bool
}

// rowSumTerms are the columns a total column may sum: the columns of values left
// of it under the same outer head that are neither totals nor differences.
func (g *grid) rowSumTerms(c int) []term {
	var out []term
	for k := g.labelCol + 1; k < c; k++ {
		col := g.columns[k]
		if col.kind == valueColumn && !col.total && !col.difference && g.sameOuter(k, c) && g.unitOf(k) == g.unitOf(c) {
			out = append(out, term{k, false})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// findSums marks the columns that are the sum of others in most rows: "Total
// finansiering" alone may be the name of a measure.
func (g *grid) findSums() {
	for c := range g.columns {
		col := &g.columns[c]
		if terms := g.rowSumTerms(c); col.total && col.kind == valueColumn && len(terms) > 0 {
			hits, all := g.holds(c, terms, g.across)
			col.sums = hits >= 2 && 5*hits >= 3*all
		}
	}
}

func (g *grid) sameOuter(a, b int) bool {
	ha, hb := g.heads(a), g.heads(b)
	if len(ha) < 2 || len(hb) < 2 {
		return true
	}
	return ha[0] == hb[0]
}

// checkDifference finds the two columns whose difference a column states, by the
// rows in which they hold, and checks the rest of the rows with them.
func (g *grid) checkDifference(c int) {
	var best []term
	bestHits, bestDirect := 0, 0
	for a := g.labelCol + 1; a < g.cols; a++ {
		for b := g.labelCol + 1; b < g.cols; b++ {
			if a == b || a == c || b == c || g.columns[a].kind != valueColumn || g.columns[b].kind != valueColumn {
				continue
			}
			terms := []term{{a, false}, {b, true}}
			hits, _ := g.holds(c, terms, g.eitherWay)
			direct, _ := g.holds(c, terms, g.across)
			if hits > bestHits || hits == bestHits && direct > bestDirect {
				best, bestHits, bestDirect = terms, hits, direct
			}
		}
	}
	g.checkAcross(c, "difference", best, g.eitherWay)
}

// relation compares a number with others of its row.
type relation func(r, c int, terms []term) (tally, bool)

// holds counts the rows in which a column is what a relation makes of terms, and the
// rows that state all of them.
func (g *grid) holds(c int, terms []term, rel relation) (hits, all int) {
	for r := g.head; r < g.rows; r++ {
		if t, ok := rel(r, c, terms); ok {
			all++
			if t.holds() {
				hits++
			}
		}
	}
	return hits, all
}

// across compares a number with the sum of terms.
func (g *grid) across(r, c int, terms []term) (tally, bool) {
	v, ok := g.money(r, c)
	if !ok {
		return tally{}, false
	}
	var numbers []addend
	for _, t := range terms {
		x, ok := g.addend(r, t.col)
		if !ok {
			continue
		}
		if t.negative {
			x.Number, x.term.Negative = x.Neg(), true
		}
		numbers = append(numbers, x)
	}
	if len(numbers) < 2 {
		return tally{}, false
	}
	return compare(v.num.Number, numbers), true
}

// checkAcross checks each row, where the relation holds in most of at least two
// rows. Rows that hold are stored for totals only, rows that do not always.
func (g *grid) checkAcross(c int, kind string, terms []term, rel relation) {
	if len(terms) == 0 {
		return
	}
	hits, all := g.holds(c, terms, rel)
	if hits < 2 || 5*hits < 3*all {
		return
	}
	for r := g.head; r < g.rows; r++ {
		t, ok := rel(r, c, terms)
		if !ok || t.status == saksok.CheckVerified && !g.isTotal(r) && kind == "difference" {
			continue
		}
		v, _ := g.number(r, c)
		ch := saksok.Check{Kind: kind, Column: c, Row: r, Stated: v.cell.Text}
		g.settle(&ch, t, v)
		g.t.Checks = append(g.t.Checks, ch)
	}
}

// eitherWay compares a number with a difference, the other way round where that
// holds: what is better may be positive, of revenue one way and of costs the other.
func (g *grid) eitherWay(r, c int, terms []term) (tally, bool) {
	t, ok := g.across(r, c, terms)
	if t.status != saksok.CheckMismatch {
		return t, ok
	}
	back := make([]term, len(terms))
	for i, x := range terms {
		back[i] = term{x.col, !x.negative}
	}
	if b, _ := g.across(r, c, back); b.holds() {
		return b, ok
	}
	return t, ok
}
