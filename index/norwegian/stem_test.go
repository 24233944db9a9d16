package norwegian_test

import (
	"testing"

	"saksok/index/norwegian"
)

// TestStem holds words of this field whose forms must share a stem, bokmål and
// nynorsk.
func TestStem(t *testing.T) {
	families := [][]string{
		{"leder", "lederen", "ledere", "lederne", "lederens"},
		{"forvalter", "forvalteren", "forvaltere", "forvalterne"},
		{"program", "programmet", "programmer", "programmene"},
		{"regel", "regelen", "regler", "reglene"},
		{"senter", "senteret", "sentre", "sentrene"},
		{"vedtak", "vedtaket", "vedtakene"},
		{"kommune", "kommunen", "kommuner", "kommunene", "kommunens"},
		{"skole", "skolen", "skoler", "skolene"},
		{"budsjett", "budsjettet", "budsjetter", "budsjettene"},
		{"bevilgning", "bevilgningen", "bevilgninger", "bevilgningane"},
		{"økonomiplan", "økonomiplanen", "økonomiplaner", "økonomiplanene"},
		{"utvalg", "utvalget", "utvalgene"},
		{"løyving", "løyvinga", "løyvingar", "løyvingane"},
		{"legemiddel", "legemiddelet", "legemidler", "legemidlene"},
		{"sykkel", "sykkelen", "sykler", "syklene"},
		{"valgkrets", "valgkretsen", "valgkretser", "valgkretsene"},
		{"møte", "møtet", "møter", "møtene"},
	}
	for _, f := range families {
		want := norwegian.Stem(f[0])
		for _, w := range f[1:] {
			if got := norwegian.Stem(w); got != want {
				t.Errorf("Stem(%q) = %q, Stem(%q) = %q", w, got, f[0], want)
			}
		}
	}
}
