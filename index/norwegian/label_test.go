package norwegian_test

import (
	"testing"

	"saksok/index/norwegian"
)

func TestLabelKey(t *testing.T) {
	same := [][]string{
		{"Rammetilskudd", "1 Rammetilskudd", "RAMMETILSKUDD", "Rammetilskot", "Rammetilskudd*", "Rammetilskudd 1)", "a) Rammetilskudd", "Rammetilskudd²", "3.1 Rammetilskot"},
		{"Overføringer fra andre", "Overføringar frå andre"},
		{"Lønnsutgifter", "Lønsutgifter"},
		{"Fastlønn", "Fastløn"},
		{"Eiendomsskatt", "Eigedomsskatt", "3 Eiendomsskatt"},
		{"Inntekts- og formuesskatt", "2 Inntekts- og formuesskatt", "Inntekts– og formuesskatt"},
		{"Brukerbetalinger", "Brukarbetalingar"},
		{"Tjenester", "Tenester"},
		{"Avskrivninger", "Avskrivingar"},
	}
	for _, group := range same {
		want := norwegian.LabelKey(group[0])
		if want == "" {
			t.Errorf("%q has no key", group[0])
		}
		for _, label := range group[1:] {
			if got := norwegian.LabelKey(label); got != want {
				t.Errorf("LabelKey(%q) = %q, that of %q is %q", label, got, group[0], want)
			}
		}
	}
	for _, pair := range [][2]string{
		{"Rammetilskudd", "Rammetilskudd fra staten"}, {"Tiltak 1", "Tiltak 2"}, {"1100 Lønn", "1200 Lønn"},
		{"07.10 Administrasjon", "08.10 Administrasjon"}, {"18.00 Administrasjon", "Administrasjon"},
		{"Lønn", "Lån"}, {"Sum inntekter", "Inntekter"}, {"Netto driftsresultat", "Brutto driftsresultat"},
		{"Skole", "Barnehage"}, {"Renteinntekter", "Renteutgifter"}, {"Merforbruk", "Mindreforbruk"},
	} {
		if a, b := norwegian.LabelKey(pair[0]), norwegian.LabelKey(pair[1]); a == b {
			t.Errorf("%q and %q have the same key %q", pair[0], pair[1], a)
		}
	}
	for _, label := range []string{"", "2024", "–", "1 000", "*"} {
		if got := norwegian.LabelKey(label); got != "" {
			t.Errorf("LabelKey(%q) = %q, want none", label, got)
		}
	}
}
