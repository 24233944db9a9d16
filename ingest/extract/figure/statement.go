package figure

import (
	"slices"
	"strings"
	"unicode"

	"saksok"
	"saksok/ingest/extract/table"
)

// A unit is stated in words around a table: "Alle tall i 1000 kr" in a line of its own
// or as a sentence or part of one, "Tilskudd til lag, i hele kroner". A sentence that
// has a unit in it ("et tilskudd i kroner") states none.

const (
	longStatement  = 14 // words of a sentence that says what the figures are
	shortStatement = 6  // words of one that says the unit only
)

// unitStatements are the sentences of a text that state a unit.
func unitStatements(t string, loc saksok.Locale) []string {
	return slices.DeleteFunc(sentences(t), func(one string) bool {
		_, ok := loc.FindUnit(one)
		return !ok || !saysFigures(one)
	})
}

// lastPartUnit is the last part of a sentence of a text where that states a unit and
// nothing else, "" where none does. Only right above a table is it one: "Prisen er
// satt opp, 1000 kr." is an amount.
func lastPartUnit(t string, loc saksok.Locale) string {
	for _, one := range sentences(t) {
		at := strings.LastIndexAny(one, ",;")
		if at < 0 || !strings.HasPrefix(one[at+1:], " ") {
			continue
		}
		if part := withoutTax(one[at+1:]); loc.OnlyUnit(part) {
			return part
		}
	}
	return ""
}

// withoutTax is a part of a sentence without what it says of value added tax.
func withoutTax(t string) string {
	low := strings.ToLower(t)
	for _, w := range []string{" inkl", " ekskl", " eks.", " excl", " exkl", " incl", " uten m", " med m"} {
		if at := strings.Index(low, w); at >= 0 && hasAny(words(low[at:]), []string{"mva", "merverdiavgift*", "moms*", "vat"}) {
			return t[:at]
		}
	}
	return t
}

// saysFigures reports whether a sentence says of figures which unit they are in, or
// says little else.
func saysFigures(t string) bool {
	ws := words(t)
	if len(ws) > longStatement {
		return false
	}
	for i, w := range ws {
		next := ""
		if i+1 < len(ws) {
			next = ws[i+1]
		}
		switch w {
		case "tall", "tal", "beløp", "beløpene", "tallene", "beløb", "belopp", "amounts", "figures", "summer":
			if slices.Contains([]string{"i", "in", "er", "are", "oppgitt"}, next) {
				return true
			}
		case "hele", "heile", "i", "in":
			if len(ws) <= shortStatement && (strings.HasPrefix(next, "tusen") || next == "1000" || next == "1" || next == "mill" || next == "mrd" || strings.HasPrefix(next, "million") || strings.HasPrefix(next, "thousand") || next == "hele" || next == "heile") {
				return true
			}
		}
	}
	return len(ws) <= 3
}

// ofTable leaves of several statements in one text those that name the table by the
// start of a word in its caption or heads, where they state different units.
func ofTable(statements []string, g *table.Grid, caption string) []string {
	if len(statements) < 2 {
		return statements
	}
	named := words(caption + " " + g.Caption)
	for _, c := range g.Cells {
		if c.Row < g.HeaderRows {
			named = append(named, words(c.Text)...)
		}
	}
	return slices.DeleteFunc(statements, func(t string) bool {
		subject := firstWords(t)
		return !slices.ContainsFunc(named, func(w string) bool {
			return len(subject) > 0 && len(w) >= 5 && (strings.HasPrefix(subject[0], w) || strings.HasPrefix(w, subject[0]))
		})
	})
}

// sentences cuts a text into its sentences.
func sentences(t string) []string {
	var out []string
	for from := 0; from < len(t); {
		_, to := sentence(t, from, from+1)
		to = max(to, from+1)
		if one := strings.TrimFunc(t[from:to], unicode.IsSpace); one != "" {
			out = append(out, one)
		}
		from = to
	}
	return out
}
