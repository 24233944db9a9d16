// Package figure reads amounts of money out of tables and running text. It
// answers "how much, in which unit, in which row under which heads, for which
// year, and does it add up?" Nothing is guessed: a figure without a stated unit
// has none, and a total that does not add up is reported as printed.
package figure

import (
	"fmt"
	"slices"

	"saksok"
)

// Context is what stands around a table, as far as it says what its numbers are.
// [Around] fills it from the page.
type Context struct {
	Locale  saksok.Locale
	Kind    saksok.DocumentKind
	Caption string   // right above the table
	Heading string   // the heading the table stands under
	Running string   // a unit over its columns in the running heads of the page
	Notes   []string // statements of a unit elsewhere on the page, nearest first
	// Year is the year the document says it is about, 0 where it says none; it
	// serves tables that name no year themselves.
	Year int
	// Unsure says that the columns of the table could not be told: its figures
	// have neither heads nor the year of a head.
	Unsure bool
	// Bold says which cells, by row and column, are printed bold: groups of rows
	// are told apart by it.
	Bold map[[2]int]bool
}

// FromTable reads the figures of a table, in reading order, and completes the
// table: its unit with source, and its checks. Problems are an unknown unit, a
// number that is not placed and totals that do not add up.
func FromTable(t *saksok.Table, ctx Context) ([]saksok.Figure, []saksok.Problem) {
	g := newGrid(t, ctx)
	g.readColumns()
	g.readUnits()
	g.readRows()
	g.readGroups()
	g.unsure = ctx.Unsure || g.twiceNamed()
	if t.Checks == nil {
		t.Checks = []saksok.Check{}
	}
	if !g.isMoney() {
		return nil, nil
	}
	t.Unit, t.UnitSource = g.unit.Printed, g.unitSource
	g.findSums()
	g.carry()
	var figures []saksok.Figure
	var problems []saksok.Problem
	unknown := 0
	at := map[place]int{}
	for r := g.head; r < g.rows; r++ {
		for c := range g.cols {
			f, p, ok := g.figure(r, c)
			if p != nil {
				problems = append(problems, *p)
			}
			if !ok {
				continue
			}
			if f.Unit == "" {
				unknown++
			}
			at[place{r, c}] = len(figures)
			figures = append(figures, f)
		}
	}
	if unknown > 0 {
		problems = append(problems, saksok.Problem{
			Page: t.Page, Code: saksok.ProblemUnitUnknown, Box: t.Box,
			Message: fmt.Sprintf("%d amounts of the table have no stated unit", unknown),
		})
	}
	checked := g.check(figures, at)
	if g.unsure {
		checked = g.unplaced(figures)
	}
	return figures, append(problems, checked...)
}

// unplaced is the problem of a table whose columns could not be told. Its checks
// stay where all of them hold; else they may have added up the wrong cells.
func (g *grid) unplaced(figures []saksok.Figure) []saksok.Problem {
	if len(figures) == 0 {
		return nil
	}
	if slices.ContainsFunc(g.t.Checks, func(c saksok.Check) bool { return c.Status != saksok.CheckVerified }) {
		g.t.Checks = []saksok.Check{}
		for i := range figures {
			figures[i].Check = ""
		}
	}
	return []saksok.Problem{{
		Page: g.t.Page, Code: saksok.ProblemCellUnplaced, Box: g.t.Box,
		Message: fmt.Sprintf("the columns of the table cannot be told apart: %d amounts have no heads", len(figures)),
	}}
}

// twiceNamed reports whether some column of values stands under two heads that
// each name a measure with its unit: they are the heads of two columns.
func (g *grid) twiceNamed() bool {
	for c, col := range g.columns {
		if col.kind != valueColumn {
			continue
		}
		n := 0
		for _, h := range g.path(c) {
			if _, ok := g.ctx.Locale.FindUnit(h); ok {
				n++
			}
		}
		if n > 1 {
			return true
		}
	}
	return false
}

// place is a row and a column of a grid.
type place struct{ r, c int }

// figure makes the figure of a cell; ok is false where the cell is not money.
func (g *grid) figure(r, c int) (saksok.Figure, *saksok.Problem, bool) {
	cell, ok := g.money(r, c)
	if !ok {
		return saksok.Figure{}, nil, false
	}
	unit := g.unitOf(c)
	if u, ok := g.rowUnit(r, c); ok {
		unit = u
	}
	if cell.num.Unit.Known() {
		unit = cell.num.Unit
		if own := g.unitOf(c); own.Exponent > unit.Exponent && own.Currency == unit.Currency {
			unit = own // "kr 450" under "tall i 1000": the head holds for the column
		}
	}
	_, minor, err := cell.num.Plain().Money(unit)
	if err != nil {
		return saksok.Figure{}, &saksok.Problem{
			Page: g.t.PageOf(*cell.cell), Code: saksok.ProblemCellUnplaced, Box: cell.cell.Box,
			Message: fmt.Sprintf("reading %q in %q: %v", cell.cell.Text, unit.Printed, err),
		}, false
	}
	path, year, measure := g.path(c), g.year(r, c), g.measure(r, c)
	if g.unsure {
		path, year, measure = []string{}, rowYear(g.label(r, c)), ""
	}
	label, groups := g.rowOf(r, c)
	return saksok.Figure{
		Groups: groups, Row: label, Columns: path, Year: year,
		Text: cell.cell.Text, Unit: unit.Printed, Currency: unit.Currency, Minor: minor,
		Total: g.isTotal(r) || g.columns[c].sums || g.columns[c].carries, Page: g.t.PageOf(*cell.cell), Box: cell.cell.Box,
		Measure: measure,
	}, nil, true
}
