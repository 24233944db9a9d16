package web

import (
	"strings"
	"testing"

	"saksok"
)

func TestSentence(t *testing.T) {
	const long = "De største investeringene i perioden er helsehuset (118 mill. kroner), ny vannledning til øya (31,5 mill. kroner) og svømmehallen (22,4 mill. kroner)."
	said := func(parts []textPart) string {
		var b strings.Builder
		for _, p := range parts {
			switch {
			case p.Own:
				b.WriteString("[" + p.Text + "]")
			case p.Match:
				b.WriteString("*" + p.Text + "*")
			default:
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	for _, tt := range []struct {
		name, context, text string
		bound               saksok.Bound
		full, short, hedge  string
	}{
		{"one of several", long, "31,5 mill. kroner", "",
			strings.NewReplacer("31,5 mill. kroner", "[31,5 mill. kroner]", "vannledning", "*vannledning*").Replace(long),
			"… er helsehuset (118 mill. kroner), ny *vannledning* til øya ([31,5 mill. kroner]) og svømmehallen (22,4 mill. kroner).", ""},
		{"hedged in its own word", "Det settes av inntil kr 450 000.", "kr 450 000", saksok.BoundUnder,
			"Det settes av inntil [kr 450 000].", "Det settes av inntil [kr 450 000].", "inntil"},
		{"hedged in two", "Det kostet om lag kr 5.", "kr 5", saksok.BoundApprox, "Det kostet om lag [kr 5].", "Det kostet om lag [kr 5].", "om lag"},
		{"hedged elsewhere", "Under 3 kr, kr 5.", "kr 5", saksok.BoundUnder, "Under 3 kr, [kr 5].", "Under 3 kr, [kr 5].", "under"},
		{"hedged by what it is not", "Det skal koste ikke mer enn kr 5.", "kr 5", saksok.BoundUnder, "Det skal koste ikke mer enn [kr 5].", "Det skal koste ikke mer enn [kr 5].", "ikke mer enn"},
		{"nor over", "Tilskotet er ikkje over kr 5.", "kr 5", saksok.BoundUnder, "Tilskotet er ikkje over [kr 5].", "Tilskotet er ikkje over [kr 5].", "ikkje over"},
		{"twice", "kr 5 og kr 5", "kr 5", "", "kr 5 og kr 5", "kr 5 og kr 5", ""},
		{"of a table", "", "5", "", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := &saksok.Figure{Context: tt.context, Text: tt.text, Bound: tt.bound}
			words := []string{"vannledning"}
			if got := said(proseOf(f, words)); got != tt.full {
				t.Errorf("sentence = %q, want %q", got, tt.full)
			}
			if got := said(shortProse(f, words)); got != tt.short {
				t.Errorf("short = %q, want %q", got, tt.short)
			}
			if got := hedge(f); got != tt.hedge {
				t.Errorf("hedge = %q, want %q", got, tt.hedge)
			}
		})
	}
}
