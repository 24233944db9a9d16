package figure

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"
)

// Around reads the context of a grid from its page: the caption right above, the
// heading it stands under, and notes that state a unit. other are the words of
// all tables of the page, which are no text around this one.
func Around(p *layout.Page, g *table.Grid, others []table.Grid, loc saksok.Locale, kind saksok.DocumentKind) Context {
	ctx := Context{Locale: loc, Kind: kind, Unsure: g.Unsure, Bold: boldCells(g)}
	taken := map[table.Ref]bool{}
	for _, o := range others {
		if o.Page != p.Number {
			continue
		}
		for _, w := range o.Words {
			taken[w] = true
		}
	}
	var above, notes []layout.Line
	for i, l := range p.Lines {
		if inTables(taken, i, len(l.Words)) {
			continue
		}
		if l.Furniture {
			if len(l.Words) > 3 && len(unitStatements(l.Text(), loc)) > 0 {
				notes = append(notes, l)
			}
			continue
		}
		if l.Baseline <= g.Box[1]+2 && l.Box[0] < g.Box[2] && l.Box[2] > g.Box[0] {
			above = append(above, l)
		}
		if len(unitStatements(l.Text(), loc)) > 0 || rightAbove(l, g, others) && lastPartUnit(l.Text(), loc) != "" {
			notes = append(notes, l)
		}
	}
	slices.SortStableFunc(above, func(a, b layout.Line) int { return cmp.Compare(b.Baseline, a.Baseline) })
	ctx.Caption = caption(p, above, g)
	ctx.Running = runningUnit(p, g, loc)
	for i, l := range headingsOver(p, g.Box) {
		if i == 0 {
			ctx.Heading = l.Text()
		}
		if ctx.Year == 0 {
			ctx.Year = statedYear(l.Text())
		}
	}
	if y := leadInYear(above, g); y > 0 {
		ctx.Year = y
	}
	if ctx.Year == 0 {
		ctx.Year = pageYear(p)
	}
	slices.SortStableFunc(notes, func(a, b layout.Line) int { return cmp.Compare(reach(a, g), reach(b, g)) })
	for _, l := range notes {
		if !startsCaption(ctx.Caption) || !startsCaption(l.Text()) { // the caption of another table
			ctx.Notes = append(ctx.Notes, ofTable(unitStatements(l.Text(), loc), g, ctx.Caption)...)
			if t := lastPartUnit(l.Text(), loc); rightAbove(l, g, others) && t != "" {
				ctx.Notes = append(ctx.Notes, t)
			}
		}
	}
	return ctx
}

// headingsOver are the headings that a place on a page stands under, nearest
// first: of those above it each that stands out more than the ones below it. A
// line that ends in a full stop is none.
func headingsOver(p *layout.Page, box saksok.Box) []layout.Line {
	var above []layout.Line
	for _, l := range p.Lines {
		if l.Heading > 0 && !l.Furniture && l.Baseline <= box[1]+2 && !strings.HasSuffix(l.Text(), ".") {
			above = append(above, l)
		}
	}
	slices.SortStableFunc(above, func(a, b layout.Line) int { return cmp.Compare(b.Baseline, a.Baseline) })
	var out []layout.Line
	for _, l := range above {
		if len(out) == 0 || l.Heading > out[len(out)-1].Heading || l.Block == out[len(out)-1].Block {
			out = append(out, l)
		}
	}
	return out
}

// leadInYear is the year that the text right above a table gives it: it says that
// the table follows, or states a whole year from its first day to its last.
func leadInYear(above []layout.Line, g *table.Grid) int {
	var parts []string
	bottom := g.Box[1]
	for _, l := range above {
		far := 1.0
		if len(parts) == 0 {
			far = 2.5
		}
		if bottom-l.Box[3] > far*max(l.Size, 6) || len(parts) > 6 || l.Block != above[0].Block {
			break
		}
		parts = append(parts, l.Text())
		bottom = l.Box[1]
	}
	slices.Reverse(parts)
	t := strings.Join(parts, " ")
	all := sentences(t)
	for i, one := range all {
		if wholeYear(one) || hasAny(words(one), leadWords) || i+1 == len(all) && strings.HasSuffix(one, ":") {
			if y := statedYear(one); y > 0 {
				return y
			}
		}
	}
	return 0
}

// wholeYear reports whether a text gives a year by its first and its last day.
func wholeYear(t string) bool {
	dates := saksok.FindDates(t, 0)
	for i := 1; i < len(dates); i++ {
		a, b := string(dates[i-1].From), string(dates[i].To)
		if strings.HasSuffix(a, "-01-01") && strings.HasSuffix(b, "-12-31") && a[:4] == b[:4] {
			return true
		}
	}
	return false
}

// pageYear is the year of the accounts or the budget that the running heads of a
// page say it is of. The head of a second page may stand on that one only.
func pageYear(p *layout.Page) int {
	top := -1
	for i, l := range p.Lines {
		if p.Number > 1 && len(l.Words) <= 8 && (top < 0 || l.Baseline < p.Lines[top].Baseline) {
			top = i
		}
	}
	year := 0
	for i, l := range p.Lines {
		if !l.Furniture && i != top {
			continue
		}
		if y := statedYear(l.Text()); y > 0 && hasAny(words(l.Text()), bookWords) {
			if year != 0 && year != y {
				return 0
			}
			year = y
		}
	}
	return year
}

// boldCells are the places of the cells of a grid that are printed bold, nil where
// none is.
func boldCells(g *table.Grid) map[[2]int]bool {
	var out map[[2]int]bool
	for _, c := range g.Cells {
		if c.Bold {
			if out == nil {
				out = map[[2]int]bool{}
			}
			out[[2]int{c.Row, c.Col}] = true
		}
	}
	return out
}

// runningUnit is the unit in the heads of columns that come back on each page, as
// "Kroner" over the columns of a table that goes on for many pages: these stand
// with the running heads, in no table.
func runningUnit(p *layout.Page, g *table.Grid, loc saksok.Locale) string {
	for _, l := range p.Lines {
		if !l.Furniture || l.Baseline > g.Box[1]+2 {
			continue
		}
		for _, w := range l.Words {
			u, ok := loc.FindUnit(w.Text)
			if !ok || len(u.Printed) != len(w.Text) {
				continue
			}
			for _, c := range g.Columns[1:] {
				if w.Box[0] < c.X1 && c.X0 < w.Box[2] {
					return w.Text
				}
			}
		}
	}
	return ""
}

func inTables(taken map[table.Ref]bool, line, words int) bool {
	n := 0
	for w := range words {
		if taken[table.Ref{Line: line, Word: w}] {
			n++
		}
	}
	return n > 0
}

// reach orders notes: those above go before those below, nearest first.
func reach(l layout.Line, g *table.Grid) float64 {
	if d := g.Box[1] - l.Baseline; d >= -2 {
		return d
	}
	return 10_000 + math.Abs(l.Baseline-g.Box[3])
}

// rightAbove reports whether a line is one of the last few above a table, or above
// one that stands over it on the page.
func rightAbove(l layout.Line, g *table.Grid, others []table.Grid) bool {
	near := func(o *table.Grid) bool {
		d := o.Box[1] - l.Box[3]
		return d > -2 && d < 4*max(l.Size, 6)
	}
	return near(g) || slices.ContainsFunc(others, func(o table.Grid) bool { return o.Page == g.Page && o.Box[1] < g.Box[1] && near(&o) })
}

// caption joins the lines right above a table that name it: a line that says so,
// states a unit, stands out or stands alone, and reads on as no sentence.
func caption(p *layout.Page, above []layout.Line, g *table.Grid) string {
	var parts []string
	bottom := g.Box[1]
	for i, l := range above {
		t := l.Text()
		if i > 2 || bottom-l.Box[3] > 2.2*max(l.Size, 6) || len(l.Words) > 16 {
			break
		}
		if !startsCaption(t) && !saysFigures(t) && l.Heading == 0 && (endsSentence(t) || !alone(p, l)) {
			break
		}
		parts = append(parts, t)
		bottom = l.Box[1]
		if startsCaption(t) || l.Heading > 0 {
			break
		}
	}
	slices.Reverse(parts)
	return strings.Join(parts, " ")
}

// Title is the caption printed above a table, outside its frame: it says that it is
// one, or stands over amounts and is no end of a sentence.
func (c Context) Title(t *saksok.Table) string {
	if startsCaption(c.Caption) || t.Unit != "" && startsUpper(c.Caption) && (!strings.HasSuffix(c.Caption, ".") || saysFigures(c.Caption)) {
		return c.Caption
	}
	return ""
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// alone reports whether a line is a block of its own.
func alone(p *layout.Page, l layout.Line) bool {
	n := 0
	for _, o := range p.Lines {
		if o.Block == l.Block && !o.Furniture {
			n++
		}
	}
	return n == 1
}

func endsSentence(t string) bool { return strings.HasSuffix(t, ".") && len(t) > 40 }

func startsCaption(t string) bool {
	ws := words(t)
	return len(ws) > 0 && slices.Contains([]string{"tabell", "tab", "table", "tabel", "oversikt", "skjema", "budsjettskjema", "regnskapsskjema"}, ws[0])
}
