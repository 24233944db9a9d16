package figure

import "testing"

func TestStatedYear(t *testing.T) {
	tests := []struct {
		in   string
		want int
	}{
		{"Innkjøp i 2023 (i 1000 kr)", 2023},
		{"Regnskap 2023 og budsjett 2024", 0},
		{"Møte 14.12.2023", 0},
		{"Vedtatt 14. desember 2023 for 2024", 2024},
		{"Balanse per 31.12.2023", 2023},
		{"Gjeld pr. 30. april 2024", 2024},
		{"Egenkapital 31. desember 2022", 2022},
		{"Støtte mellom 01.01.19 og 31.12.19", 2019},
		{"Fra 01.01.19 til 31.12.20", 2020},
		{"2016-05-10", 0},
		{"Sak 12/2024 Kjøp av bil", 0},
		{"Arkivsak 2024/1234", 0},
		{"Kostnadsramme (2026-kroner)", 0},
		{"Avdrag på lån t.o.m. 2007", 0},
		{"Økonomiplan 2025–2028", 0},
		{"Budsjettforslag 2015", 2015},
	}
	for _, tt := range tests {
		if got := statedYear(tt.in); got != tt.want {
			t.Errorf("statedYear(%q) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func TestRowYear(t *testing.T) {
	for in, want := range map[string]int{
		"2019": 2019, "Regnskap 2023": 2023, "1. tertial 2024": 2024, "Sum 2022": 2022, "Per 31.12.2023": 2023, "Skatteinntekter 2024": 2024,
		"Arktis 2030": 0, "Minnested etter 22. juli 2011": 0, "Overført fra 2023": 0, "Lønn": 0,
	} {
		if got := rowYear(in); got != want {
			t.Errorf("rowYear(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestProseYear(t *testing.T) {
	// # is the amount that is asked for, | another one.
	tests := []struct {
		in   string
		want int
	}{
		{"I 2013 ble det brukt # til drift.", 2013},
		{"Det ble brukt # i 2025 og | i 2026.", 2025},
		{"Det ble brukt | i 2025 og # i 2026.", 2026},
		{"Det gis # til Kultur og Borgerservice i 2025 og | i 2026.", 2025},
		{"Fordelt med # i 2025, | i 2026 og | i 2027 til ruten.", 2025},
		{"Gjelden er # ved utgangen av 2025.", 2025},
		{"Gjelden var # per 31.12.2024.", 2024},
		{"Han betalte # i gebyr for 2023.", 2023},
		{"Utgiften økte fra | i 2023 til #.", 0},
		{"Utgiften økte fra # i 2023 til |.", 2023},
		{"Det gis | i 2026, hvorav # til nettlege og | til resten.", 2026},
		{"Det gis | i 2026, hvorav | til nettlege og # til resten.", 2026},
		{"De er | i 2025, som er # høyere enn i 2024.", 0},
		{"Det er # høyere enn i budsjettet for 2024.", 0},
		{"Det er en nedgang på # sammenlignet med budsjett 2025.", 0},
		{"Det er utgifter på # i 2025 og 2026.", 0},
		{"De fikk | for Festivalen 2009, og utbetalte # til lag.", 0},
		{"Et bygg til # som stod ferdig i 2019.", 0},
		{"I møte 14.12.2023 ble # vedtatt.", 0},
		{"I 2024 fikk laget # til turneringen i 2025.", 0},
		{"I 2022 kostet det |, i 2023 #.", 2023},
	}
	for _, tt := range tests {
		from, s := -1, []byte(tt.in)
		for i := range s {
			if s[i] == '#' {
				from, s[i] = i, '|'
			}
		}
		if got := proseYear(string(s), from, from+1); got != tt.want {
			t.Errorf("%q: year %d, want %d", tt.in, got, tt.want)
		}
	}
}
