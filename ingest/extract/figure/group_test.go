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
			name: "kr before sums without a label",
			table: `
 | | 2024 | | 2023
Inntekter | | | |
Tilskudd | kr | 85.000,00 | kr | 80.000,00
Billetter | kr | 31.420,00 | kr | 98.260,00
 | kr | 116.420,00 | kr | 178.260,00`,
			want: []string{
				"Tilskudd | 2024 | 2024 | kr NOK 8500000", "Tilskudd | 2023 | 2023 | kr NOK 8000000",
				"Billetter | 2024 | 2024 | kr NOK 3142000", "Billetter | 2023 | 2023 | kr NOK 9826000",
				"Inntekter | 2024 | 2024 | kr NOK 11642000 total verified", "Inntekter | 2023 | 2023 | kr NOK 17826000 total verified",
			},
		},
		{
			name: "a unit for each row",
			table: `
Nøkkeltall | Enhet | 2024
Omsetning | mill. kr | 88,4
Årsresultat | 1000 kr | -655
Husleie per måned | kr | 8 915
Egenkapitalandel | prosent | 31,2
Boliger | antall | 1 145`,
			want: []string{
				"Omsetning | 2024 | 2024 | mill. kr NOK 8840000000", "Årsresultat | 2024 | 2024 | 1000 kr NOK -65500000 total", "Husleie per måned | 2024 | 2024 | kr NOK 891500",
			},
		},
		{
			name: "what is counted in the corner", caption: "",
			table: `
Antall ansatte | 2023 | 2024
Midtkraft AS | 212 | 208
Havnelageret AS | 6 | 6`,
		},
		{
			name: "shares in the caption", caption: "Tabell 3: Andel av brutto driftsinntekter (prosent)",
			table: `
Indikator | 2023 | 2024
Netto driftsresultat | 2,4 | -0,6
Disposisjonsfond | 10,9 | 9,0`,
		},
		{
			name: "months of work among amounts", caption: "Hele kroner",
			table: `
 | 2024
Lønnskostnader | 131
Brutto månedsverk | 1 811
Antall DRG-poeng | 2 018
Andel fristbrudd (%) | 3,1`,
			want: []string{"Lønnskostnader | 2024 | 2024 | kroner NOK 13100"},
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
