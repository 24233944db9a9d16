package figure_test

import (
	"strings"
	"testing"

	"saksok"
	"saksok/ingest/extract/figure"

	"github.com/google/go-cmp/cmp"
)

func TestGroups(t *testing.T) {
	tests := []struct {
		name, table string
		bold        []int // rows whose label is bold
		want        []string
	}{
		{
			name: "groups end with their sum",
			table: `
Tall i kr | 2024
INNTEKTER |
Salg | 10
Leie | 20
Sum inntekter | 30
KOSTNADER |
Lønn | 5
Strøm | 6
Sum | 11
Resultat | 19`,
			want: []string{"INNTEKTER > Salg", "INNTEKTER > Leie", "INNTEKTER > Sum inntekter", "KOSTNADER > Lønn", "KOSTNADER > Strøm", "KOSTNADER > Sum", "Resultat"},
		},
		{
			name: "levels by indent",
			table: `
Tall i kr | 2024
Helse |
  Sykehjem |
    Lønn | 10
    Mat | 20
  Hjemmetjeneste |
    Lønn | 30
Skole |
  Lønn | 40`,
			want: []string{"Helse > Sykehjem > Lønn", "Helse > Sykehjem > Mat", "Helse > Hjemmetjeneste > Lønn", "Skole > Lønn"},
		},
		{
			name: "levels by weight",
			table: `
Tall i kr | 2024
Drift |
Skole |
Lønn | 10
Helse |
Lønn | 20
Investering |
Bygg | 30`,
			bold: []int{1, 6},
			want: []string{"Drift > Skole > Lønn", "Drift > Helse > Lønn", "Investering > Bygg"},
		},
		{
			name: "a part of the row above, and a row that only starts alike",
			table: `
Tall i kr | 2024
Lønn | 100
herav vikarer | 10
herav overtid | 5
Avskrivninger | 7
Sum | 107`,
			want: []string{"Lønn", "Lønn > herav vikarer", "Lønn > herav overtid", "Avskrivninger", "Sum"},
		},
		{
			name: "a numbered row without values is no group, a remark neither",
			table: `
Tall i kr | 2024
1 Lønn |
2 Mat | 10
Tallene er foreløpige og ikke revidert.|
3 Drift | 10`,
			want: []string{"2 Mat", "3 Drift"},
		},
		{
			name: "the sum of a chapter stands on its last row",
			table: `
 | Betegnelse | Kroner | Kroner
 200 | Departementet: | |
 1 | Drift | 10 |
 21 | Spesielt | 20 | 30
 201 | Direktoratet: | |
 1 | Drift | 5 |
 45 | Utstyr | 6 |
 70 | Tilskudd | 7 | 18
 | Sum Administrasjon | | 48`,
			want: []string{"200 Departementet > 1 Drift", "200 Departementet > 21 Spesielt", "200 Departementet = 30 verified",
				"201 Direktoratet > 1 Drift", "201 Direktoratet > 45 Utstyr", "201 Direktoratet > 70 Tilskudd", "201 Direktoratet = 18 verified", "Sum Administrasjon = 48 verified"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tab := tableOf(1, tt.table)
			ctx := figure.Context{Locale: saksok.Norwegian, Bold: map[[2]int]bool{}}
			for _, r := range tt.bold {
				ctx.Bold[[2]int{r, 0}] = true
			}
			figures, _ := figure.FromTable(&tab, ctx)
			var got []string
			for _, f := range figures {
				s := strings.Join(append(f.Groups, f.Row), " > ")
				if tab.Cells[len(tab.Cells)-1].Col == 3 && f.Total {
					s += " = " + f.Text + " " + string(f.Check)
				}
				got = append(got, s)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("rows (-want +got):\n%s", d)
			}
		})
	}
}

// TestUnitsBeside: a unit in a column or a row of its own, a share that is none,
// and sums without a label.
func TestUnitsBeside(t *testing.T) {
	tests := []struct {
		name, table, caption string
		want                 []string
	}{
		{
			name: "kr in a column of its own",
			table: `
 | | 2023 | | 2022
Kontingent | kr | 84.500,00 | kr | 79.250,00
Grasrotandel | kr | 12.340,50 | kr | 9.875,00`,
			want: []string{
				"Kontingent | 2023 | 2023 | kr NOK 8450000", "Kontingent | 2022 | 2022 | kr NOK 7925000",
				"Grasrotandel | 2023 | 2023 | kr NOK 1234050", "Grasrotandel | 2022 | 2022 | kr NOK 987500",
			},
		},
		{
			name: "a row in kroner in a table in millions", caption: "Gjeld (mill. kr)",
			table: `
 | 2023
Skolebygg | 212,5
Gjeld per innbygger (kr) | 41 250`,
			want: []string{"Skolebygg | 2023 | 2023 | mill. kr NOK 21250000000", "Gjeld per innbygger (kr) | 2023 | 2023 | kr NOK 4125000"},
		},
		{
			name: "sums without a label", caption: "Hele kroner",
			table: `
 | 2025
Inntekter |
Tilskudd | 100
Avgifter | 50
 | 150
Utgifter |
Lønn | 30
Strøm | 40
 | 75`,
			want: []string{
				"Tilskudd | 2025 | 2025 | kroner NOK 10000", "Avgifter | 2025 | 2025 | kroner NOK 5000", "Inntekter | 2025 | 2025 | kroner NOK 15000 total verified",
				"Lønn | 2025 | 2025 | kroner NOK 3000", "Strøm | 2025 | 2025 | kroner NOK 4000", " | 2025 | 2025 | kroner NOK 7500",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tab := tableOf(1, tt.table)
			tab.Caption = tt.caption
			figures, _ := figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian, Kind: saksok.KindBudget})
			if d := cmp.Diff(tt.want, printFigures(figures)); d != "" {
				t.Errorf("figures (-want +got):\n%s", d)
			}
		})
	}
}
