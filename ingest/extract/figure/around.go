package figure

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"
)

// Around reads the context of a grid from its page: the caption right above, the
// heading it stands under, and notes that state a unit. other are the words of
// all tables of the page, which are no text around this one.
func Around(p *layout.Page, g *table.Grid, others []table.Grid, loc saksok.Locale, kind saksok.DocumentKind) Context {
	ctx := Context{Locale: loc, Kind: kind, Unsure: g.Unsure}
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
		if l.Furniture || inTables(taken, i, len(l.Words)) {
			continue
		}
		if l.Baseline <= g.Box[1]+2 && l.Box[0] < g.Box[2] && l.Box[2] > g.Box[0] {
			above = append(above, l)
		}
		if _, ok := loc.FindUnit(l.Text()); ok && statesUnit(l.Text()) {
			notes = append(notes, l)
		}
	}
	slices.SortStableFunc(above, func(a, b layout.Line) int { return cmp.Compare(b.Baseline, a.Baseline) })
	ctx.Caption = caption(p, above, g)
	for _, l := range above {
		if l.Heading > 0 {
			if ctx.Heading == "" {
				ctx.Heading = l.Text()
			}
			if ctx.Year = yearIn(l.Text()); ctx.Year > 0 {
				break
			}
		}
	}
	slices.SortStableFunc(notes, func(a, b layout.Line) int { return cmp.Compare(reach(a, g), reach(b, g)) })
	for _, l := range notes {
		ctx.Notes = append(ctx.Notes, l.Text())
	}
	return ctx
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
		if !startsCaption(t) && !statesUnit(t) && l.Heading == 0 && (endsSentence(t) || !alone(p, l)) {
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

// statesUnit reports whether a line states the unit of figures in so many words,
// as "Alle tall i 1000 kr" does and "et tilskudd i kroner" in a sentence does not.
func statesUnit(t string) bool {
	ws := strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(ws) > 14 {
		return false
	}
	for i, w := range ws {
		next := ""
		if i+1 < len(ws) {
			next = ws[i+1]
		}
		switch w {
		case "tall", "tal", "beløp", "beløpene", "tallene", "beløb", "belopp", "amounts", "figures", "summer":
			if next == "i" || next == "in" || next == "er" || next == "are" || next == "oppgitt" {
				return true
			}
		case "hele", "heile", "i", "in":
			if len(ws) <= 6 && (strings.HasPrefix(next, "tusen") || next == "1000" || next == "1" || next == "mill" || next == "mrd" || strings.HasPrefix(next, "million") || strings.HasPrefix(next, "thousand")) {
				return true
			}
		}
	}
	return len(ws) <= 3
}
