package figure

import (
	"slices"
	"strings"

	"saksok"
)

// Sources of a table's unit, nearest to the numbers first.
const (
	sourceColumn  = "column header"
	sourceCorner  = "corner"
	sourceCaption = "caption"
	sourceHeading = "heading"
	sourceNote    = "page note"
	sourceCell    = "cell"
)

// readUnits finds the table's unit by the order of scope: column head, corner
// cell, caption, heading above, note on the page.
func (g *grid) readUnits() {
	find := func(source string, texts ...string) {
		for _, t := range texts {
			if g.unit.Known() {
				return
			}
			if u, ok := g.ctx.Locale.FindUnit(t); ok {
				g.unit, g.unitSource = u, source
			}
		}
	}
	for c := range g.columns {
		if col := &g.columns[c]; col.kind == valueColumn && !col.unit.Known() {
			col.unit = g.besideUnit(c)
		}
	}
	g.unitCol = g.findUnitColumn()
	units := 0
	for _, c := range g.columns {
		if c.unit.Known() && c.kind == valueColumn {
			if units++; units == 1 {
				g.unit, g.unitSource = c.unit, sourceColumn
			}
		}
	}
	for r := range g.head {
		for c := range g.cols {
			if c <= g.labelCol {
				find(sourceCorner, g.text(r, c))
			} else if g.onlyUnit(g.text(r, c)) {
				find(sourceColumn, g.text(r, c))
			}
		}
	}
	find(sourceColumn, g.ctx.Running)
	find(sourceCaption, g.t.Caption, g.ctx.Caption)
	find(sourceHeading, g.ctx.Heading)
	find(sourceNote, g.ctx.Notes...)
}

// unitOf is the unit of a column. Where the unit was read in another column's
// head it holds here only if that head says nothing else or this one names money.
func (g *grid) unitOf(c int) saksok.Unit {
	if u := g.columns[c].unit; u.Known() {
		return u
	}
	return g.unit
}

// money returns the cell at a place if it is an amount: a number with its own
// unit, or one in a column of values.
func (g *grid) money(r, c int) (*cellView, bool) {
	v, ok := g.number(r, c)
	if !ok || c < g.labelCol || c == g.unitCol {
		return nil, false
	}
	if v.num.Unit.Known() {
		return v, true
	}
	col := g.columns[c]
	if col.kind != valueColumn || isYear(v.cell.Text) && !g.amountsLikeYears(c) || g.notMoney[r] {
		return nil, false
	}
	if !col.unit.Known() && g.headUnits > 0 && !col.money && !col.total && !col.difference {
		return nil, false // other columns state their unit, this one is something else
	}
	return v, true
}

// unitsInHeads counts the value columns whose own head states a unit, 0 where one
// head states it for all.
func (g *grid) unitsInHeads() int {
	n := 0
	for c, col := range g.columns {
		if col.unit.Known() && col.kind == valueColumn && len(g.path(c)) > 0 {
			n++
		}
	}
	return n
}

// amountsLikeYears reports whether a column holds numbers that look like years
// among others that do not.
func (g *grid) amountsLikeYears(c int) bool {
	years, others := 0, 0
	for r := g.head; r < g.rows; r++ {
		if v, ok := g.number(r, c); ok {
			if isYear(v.cell.Text) {
				years++
			} else {
				others++
			}
		}
	}
	return others > years
}

// notMoneyRow reports whether a row's label says that its numbers are counts or
// shares ("Årsverk", "Landet (%)").
func (g *grid) notMoneyRow(r int) bool {
	if g.unitCol >= 0 && g.text(r, g.unitCol) != "" && !g.onlyUnit(g.text(r, g.unitCol)) {
		return true
	}
	label := g.label(r, g.cols)
	ws := words(label)
	if strings.HasSuffix(strings.TrimRight(label, " )"), "%") || len(ws) > 0 && (hasAny(ws[:1], shareWords) && !g.thousands(r) || hasAny(ws[len(ws)-1:], []string{"pst", "prosent", "prosentdel"})) {
		return true
	}
	ws = slices.DeleteFunc(ws, func(w string) bool { return !hasLetters(w) })
	if len(ws) == 0 || hasAny(ws, moneyWords) {
		return false
	}
	return hasAny(ws[:1], numberWords) || hasAny(ws, workWords) || len(ws) <= 4 && hasAny(ws[:1], headCounts)
}

// thousands reports whether a row holds a number of a thousand or more, which no
// share is: "Grasrotandel 12 340".
func (g *grid) thousands(r int) bool {
	for c := g.labelCol + 1; c < g.cols; c++ {
		if v, ok := g.number(r, c); ok {
			whole := v.num.Number.Mantissa
			for range v.num.Number.Decimals {
				whole /= 10
			}
			if whole >= 1000 || whole <= -1000 {
				return true
			}
		}
	}
	return false
}

// besideUnit is the unit that stands in a column of its own beside a column of
// values: "kr" before or after each of them.
func (g *grid) besideUnit(c int) saksok.Unit {
	for _, k := range []int{c - 1, c + 1} {
		if k < 0 || k >= g.cols || k == g.labelCol || g.columns[k].kind == valueColumn {
			continue
		}
		var unit saksok.Unit
		n, same := 0, true
		for r := g.head; r < g.rows; r++ {
			if v := g.cells[r][k]; v != nil && v.own {
				u, ok := g.ctx.Locale.FindUnit(v.cell.Text)
				same = same && ok && g.onlyUnit(v.cell.Text) && (n == 0 || u == unit)
				unit = u
				n++
			}
		}
		if n > 1 && same {
			return unit
		}
	}
	return saksok.Unit{}
}

// findUnitColumn is the column that states a unit for each row, some of them money
// and not all the same: "mill. kr", "kr", "prosent". -1 is none.
func (g *grid) findUnitColumn() int {
	for c := g.labelCol + 1; c < g.cols; c++ {
		units, cells, distinct := 0, 0, map[string]bool{}
		for r := g.head; r < g.rows; r++ {
			if v := g.cells[r][c]; v != nil && v.own {
				cells++
				distinct[v.cell.Text] = true
				if g.onlyUnit(v.cell.Text) {
					units++
				}
			}
		}
		if units > 1 && 2*units >= cells && len(distinct) > 1 {
			return c
		}
	}
	return -1
}

// rowUnit is the unit of a row's own: in the column of units, or at the end of its
// label, "Gjeld per innbygger (kr)" in a table in millions.
func (g *grid) rowUnit(r, c int) (saksok.Unit, bool) {
	if g.unitCol >= 0 {
		return g.ctx.Locale.FindUnit(g.text(r, g.unitCol))
	}
	label := strings.TrimSpace(g.label(r, c))
	at := strings.LastIndex(label, "(")
	if at < 1 || !strings.HasSuffix(label, ")") || !g.onlyUnit(label[at:]) {
		return saksok.Unit{}, false
	}
	return g.ctx.Locale.FindUnit(label[at:])
}

// isMoney decides whether a table is about money. It is where a unit is stated,
// for the table or in a cell. Without one it is where heads name money, or labels
// do and so do caption, heading or the kind of document, or the document is a
// budget or accounts and most numbers are large. Tables that count votes are not.
func (g *grid) isMoney() bool {
	if !slices.ContainsFunc(g.columns, func(c column) bool { return c.kind == valueColumn }) && !g.cellUnits() {
		return false
	}
	if g.countsOnly() {
		return false
	}
	if g.unit.Known() || g.cellUnits() || g.unitCol >= 0 {
		return true
	}
	heads := slices.ContainsFunc(g.columns, func(c column) bool { return c.money && c.kind == valueColumn })
	labels := 0
	for r := g.head; r < g.rows; r++ {
		if hasAny(words(g.label(r, g.cols)), moneyWords) {
			labels++
		}
	}
	books := g.ctx.Kind == saksok.KindBudget || g.ctx.Kind == saksok.KindAccounts
	around := books || hasAny(words(g.t.Caption+" "+g.ctx.Caption+" "+g.ctx.Heading), moneyWords)
	switch {
	case g.ctx.Kind == saksok.KindElectionRecord || g.countsVotes():
		return false
	case heads, books && g.large():
		return true
	default:
		return around && labels > 0 || labels >= 3
	}
}

// countsOnly reports whether the head over the labels says what is counted ("Antall
// ansatte"), or it or the caption that the numbers are shares ("(prosent)"), while no
// head of a column says otherwise.
func (g *grid) countsOnly() bool {
	if slices.ContainsFunc(g.columns, func(c column) bool { return c.kind == valueColumn && (c.money || c.unit.Known()) }) {
		return false
	}
	for r := range g.head {
		if t := g.text(r, g.labelCol); hasAny(firstWords(t), numberWords) || inShares(t) {
			return true
		}
	}
	return inShares(g.t.Caption) || inShares(g.ctx.Caption)
}

// firstWords is the first word of a text, none where it is empty.
func firstWords(t string) []string {
	ws := words(t)
	return ws[:min(1, len(ws))]
}

// inShares reports whether a text ends in a remark that numbers are shares.
func inShares(t string) bool {
	t = strings.TrimRight(t, " .")
	at := strings.LastIndexAny(t, "(,")
	if at < 0 {
		return false
	}
	ws := words(strings.TrimPrefix(strings.TrimSpace(t[at+1:]), "i "))
	return len(ws) <= 2 && (hasAny(ws, []string{"prosent", "pst", "procent", "percent"}) || strings.TrimRight(strings.TrimSpace(t[at+1:]), ")") == "%")
}

// large reports whether most numbers are too large for counts of a budget: ten
// thousand and more.
func (g *grid) large() bool {
	n, big := 0, 0
	for r := g.head; r < g.rows; r++ {
		for c := range g.cols {
			v, ok := g.number(r, c)
			if !ok || g.columns[c].kind != valueColumn {
				continue
			}
			n++
			if m := v.num.Number; m.Decimals < 3 && (m.Mantissa >= 10_000 || m.Mantissa <= -10_000) && (m.Decimals == 0 || m.Mantissa >= 1_000_000 || m.Mantissa <= -1_000_000) {
				big++
			}
		}
	}
	return 2*big > n
}

// countsVotes reports whether heads or caption speak of votes.
func (g *grid) countsVotes() bool {
	all := words(g.t.Caption + " " + g.ctx.Caption)
	for c := range g.cols {
		for r := range g.head {
			all = append(all, words(g.text(r, c))...)
		}
	}
	return hasAny(all, voteWords)
}

// cellUnits reports whether cells state their unit themselves, and takes it for
// the table's where no other does.
func (g *grid) cellUnits() bool {
	found := false
	for r := g.head; r < g.rows; r++ {
		for c := g.labelCol; c < g.cols; c++ {
			if v, ok := g.number(r, c); ok && v.num.Unit.Known() {
				if !g.unit.Known() {
					g.unit, g.unitSource = v.num.Unit, sourceCell
				}
				found = true
			}
		}
	}
	return found
}
