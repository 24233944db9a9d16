package figure

import (
	"slices"
	"strings"

	"saksok"
)

// rowKind is what a row is to those that add up.
type rowKind int

const (
	plainRow   rowKind = iota
	sumRow             // Sum, Totalt, I alt
	balanceRow         // Netto, Resultat: made of others, not a plain sum
	subsetRow          // herav: a part of the row above
	groupRow           // a label without values
)

// readRows finds out what each row is, when columns and units are known.
func (g *grid) readRows() {
	g.headUnits = g.unitsInHeads()
	g.notMoney, g.kinds = make([]bool, g.rows), make([]rowKind, g.rows)
	for r := range g.rows {
		g.notMoney[r] = g.notMoneyRow(r) || g.yearsRow(r) || g.headsAgain(r)
	}
	for r := range g.rows {
		g.kinds[r] = g.readRowKind(r)
	}
	for r := g.head; r < g.rows; r++ {
		switch {
		case g.kinds[r] == balanceRow && (g.nothingToNet(r) || g.addedAsIs(r)):
			g.kinds[r] = plainRow
		case g.kinds[r] == plainRow && (r == g.rows-1 && g.sumsEverything(r) || g.sumsGroup(r)):
			g.kinds[r] = sumRow
		}
	}
}

// yearsRow reports whether a row is heads that stand in the body: without a label, years
// that follow each other; with one, see yearAmongTexts.
func (g *grid) yearsRow(r int) bool {
	if g.label(r, g.firstValue) != "" {
		return g.yearAmongTexts(r)
	}
	n, last := 0, 0
	for c := range g.cols {
		v, ok := g.number(r, c)
		if !ok {
			continue
		}
		year := yearIn(v.cell.Text)
		if !isYear(v.cell.Text) || n > 0 && year != last+1 && year != last-1 {
			return false
		}
		n, last = n+1, year
	}
	return n > 2
}

// yearAmongTexts reports whether the only numbers of a row are years and more texts
// stand beside them, right of the labels: the last line of heads.
func (g *grid) yearAmongTexts(r int) bool {
	years, texts := 0, 0
	for c := g.labelCol + 1; c < g.cols; c++ {
		v := g.cells[r][c]
		switch {
		case v == nil || !v.own:
		case isYear(v.cell.Text):
			years++
		case v.num.Kind == saksok.CellText:
			texts++
		default:
			return false
		}
	}
	return years > 0 && texts > years
}

// headsAgain reports whether a row in the body repeats the heads: each cell right of
// the labels says what the lowest head of its column does. A second part of a table
// ("Utgifter" under "Inntekter") starts so.
func (g *grid) headsAgain(r int) bool {
	n := 0
	for c := g.labelCol + 1; c < g.cols; c++ {
		v := g.cells[r][c]
		if v == nil || !v.own {
			continue
		}
		if r < g.head || g.head == 0 || g.text(g.head-1, c) != v.cell.Text {
			return false
		}
		n++
	}
	return n > 0
}

// nothingToNet reports whether a net of posts stands right under a result: the
// posts are not printed, so it is a line as any other. "Netto driftsresultat"
// goes on from the result.
func (g *grid) nothingToNet(r int) bool {
	ws := words(g.label(r, g.cols))
	return r > g.head && g.kinds[r-1] == balanceRow && len(ws) > 1 && ws[0] == "netto" &&
		!slices.ContainsFunc(ws, func(w string) bool { return strings.HasSuffix(w, "resultat") })
}

// addedAsIs reports whether the next sum, in all its columns, adds up with a
// balance among its rows and not without: the year's result as a part of the
// equity.
func (g *grid) addedAsIs(r int) bool {
	from, to := r, r+1
	for from > g.head && (g.kinds[from-1] == plainRow || g.kinds[from-1] == balanceRow) {
		from--
	}
	for to < g.rows && (g.kinds[to] == plainRow || g.kinds[to] == balanceRow) {
		to++
	}
	if to == g.rows || g.kinds[to] != sumRow || to-from < 3 {
		return false
	}
	var with, without []int
	for k := from; k < to; k++ {
		if k != r {
			without = append(without, k)
		}
		with = append(with, k)
	}
	cols := g.moneyColumns(to)
	for _, c := range cols {
		if g.sumOf(to, c, with).status != saksok.CheckVerified || g.sumOf(to, c, without).status == saksok.CheckVerified {
			return false
		}
	}
	return len(cols) > 0
}

// sumsEverything reports whether the last row is in two columns or more the sum
// of three rows or more above it to the last digit, and in none another number.
// Some totals are called otherwise ("Kostnadsramme").
func (g *grid) sumsEverything(r int) bool {
	hits := 0
	var above []int
	for k := r - 1; k >= g.head && g.kinds[k] == plainRow; k-- {
		above = append(above, k)
	}
	for _, c := range g.moneyColumns(r) {
		v, _ := g.number(r, c)
		t := g.sumOf(r, c, above)
		if t.status != saksok.CheckVerified {
			return false
		}
		if t.n > 2 && v.num.Number.Mantissa != 0 {
			hits++
		}
	}
	return hits > 1
}

// sumsGroup reports whether a row inside a table is the sum of the three rows or
// more above it, up to the last group or the last sum: a subtotal that is called
// otherwise ("Renteinntekter og utbytte").
func (g *grid) sumsGroup(r int) bool {
	var above []int
	for k := r - 1; k >= g.head; k-- {
		switch kind := g.kinds[k]; {
		case kind == plainRow:
			above = append(above, k)
		case kind != groupRow || g.sumsRows(r, above):
			return g.sumsRows(r, above)
		}
	}
	return g.sumsRows(r, above)
}

// sumsRows reports whether a row is, but for rounding, the sum of three others or
// more in all of its columns, in two of them at least of something.
func (g *grid) sumsRows(r int, rows []int) bool {
	hits, exact := 0, false
	for _, c := range g.moneyColumns(r) {
		v, _ := g.number(r, c)
		t := g.sumOf(r, c, rows)
		if t.n < 3 || t.status != saksok.CheckVerified && t.status != saksok.CheckRounding {
			return false
		}
		if n := v.num.Number.Mantissa; n > 99 || n < -99 {
			hits++
			exact = exact || t.status == saksok.CheckVerified
		}
	}
	return hits > 1 && exact
}

func (g *grid) rowKind(r int) rowKind { return g.kinds[r] }

func (g *grid) readRowKind(r int) rowKind {
	has := false
	for c := g.labelCol; c < g.cols; c++ {
		if _, ok := g.money(r, c); ok {
			has = true
		}
	}
	if !has {
		return groupRow
	}
	ws := words(g.label(r, g.cols))
	if len(ws) > 1 && !hasLetters(ws[0]) {
		ws = ws[1:]
	}
	if len(ws) == 0 {
		if g.sumsAbove(r) {
			return sumRow
		}
		return plainRow
	}
	all := " " + strings.Join(ws, " ") + " "
	switch {
	case slices.Contains(totalWords, ws[0]), strings.HasPrefix(ws[0], "sum") && len(ws[0]) > 6 && strings.Contains(ws[0], "total"):
		return sumRow
	case slices.ContainsFunc(totalPhrases, func(p string) bool { return strings.HasSuffix(all, " "+p+" ") || strings.HasPrefix(all, " "+p+" ") }):
		return sumRow
	case hasAny(ws[:1], subsetWords) && (ws[0] != "av" && ws[0] != "of" || len(ws) > 1 && slices.Contains([]string{"dette", "disse", "which", "desse"}, ws[1])):
		return subsetRow
	case hasAny(ws[:1], balanceWords), len(ws) > 1 && slices.Contains([]string{"årets", "regnskapsmessig", "regnskapsmessige"}, ws[0]) && hasAny(ws[1:], balanceWords):
		return balanceRow
	}
	return plainRow
}

// sumsAbove reports whether a row without a label is in all its columns the sum of
// the two rows or more above it, back to the last sum or group.
func (g *grid) sumsAbove(r int) bool {
	sums := 0
	var above []int
	for k := r - 1; k >= g.head && g.kinds[k] != groupRow && g.kinds[k] != sumRow; k-- {
		if g.kinds[k] == plainRow {
			above = append(above, k)
		}
	}
	for c := g.labelCol + 1; c < g.cols; c++ {
		if _, ok := g.money(r, c); !ok {
			continue
		}
		if t := g.sumOf(r, c, above); t.n < 2 || !t.holds() {
			return false
		}
		sums++
	}
	return sums > 0
}

func hasLetters(w string) bool { return strings.Trim(w, "0123456789") != "" }

// isTotal reports whether a row is made of others: a sum or a balance, or marked
// with an equals sign.
func (g *grid) isTotal(r int) bool {
	k := g.rowKind(r)
	return k == sumRow || k == balanceRow || strings.HasPrefix(strings.TrimSpace(g.label(r, g.cols)), "=")
}

// measure is what the heads say was measured, else what the row's label says.
func (g *grid) measure(r, c int) string {
	heads := g.heads(c)
	slices.Reverse(heads)
	for _, t := range append(heads, g.label(r, c)) {
		low := strings.ToLower(t)
		for _, m := range measures {
			if strings.Contains(low, m) {
				return m
			}
		}
	}
	return ""
}

// indent is how far a row's label is set in.
func (g *grid) indent(r int) (float64, bool) {
	v := g.cells[r][g.labelCol]
	if v == nil || v.cell.Box == (saksok.Box{}) {
		return 0, false
	}
	return v.cell.Box[0], true
}
