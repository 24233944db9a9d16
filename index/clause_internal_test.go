package index

import (
	"testing"

	"saksok"
)

func TestClause(t *testing.T) {
	const (
		list  = "De største er et helsehus (118 mill. kroner), ny vannledning til øya (31,5 mill. kroner) og rehabilitering av hallen (22,4 mill. kroner)."
		parts = "Kravet er delt med 4,2 mill. kroner på skole, 3,6 mill. kroner på helse og omsorg og 1,1 mill. kroner på resten."
	)
	three := func(sentence string, amounts ...string) []saksok.Figure {
		out := []saksok.Figure{{Context: "Noe annet 1 mill. kroner.", Text: "1 mill. kroner"}}
		for _, a := range amounts {
			out = append(out, saksok.Figure{Context: sentence, Text: a})
		}
		return append(out, saksok.Figure{Row: "Lønn", Text: "1"})
	}
	listed := three(list, "118 mill. kroner", "31,5 mill. kroner", "22,4 mill. kroner")
	for _, tt := range []struct {
		name    string
		figures []saksok.Figure
		i       int
		want    string
	}{
		{"first of a list", listed, 1, "De største er et helsehus (118 mill. kroner)"},
		{"between", listed, 2, "ny vannledning til øya (31,5 mill. kroner)"},
		{"last", listed, 3, "rehabilitering av hallen (22,4 mill. kroner)."},
		{"what it is for stands after it", three(parts, "4,2 mill. kroner", "3,6 mill. kroner", "1,1 mill. kroner"), 1, "Kravet er delt med 4,2 mill. kroner på skole"},
		{"an only amount", three("Nytt punkt 4: Det settes av kr 3 000 til vei, vann og avløp.", "kr 3 000"), 1, ""},
		{"the same amount twice", three("De får 3 mill. kroner i år, og 3 mill. kroner neste år.", "3 mill. kroner", "3 mill. kroner"), 1, ""},
		{"not of a sentence", listed, 4, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := clause(tt.figures, tt.i); got != tt.want {
				t.Errorf("clause = %q, want %q", got, tt.want)
			}
		})
	}
}
