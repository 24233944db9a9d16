package figure_test

import (
	"fmt"
	"strings"
	"testing"

	"saksok"
	"saksok/ingest/extract/figure"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// tableOf makes a table of rows of cells divided by bars; "<" goes on with the
// cell to the left. Cells of a row stand 10 points apart, so that a label that
// starts with blanks is set in.
func tableOf(head int, text string) saksok.Table {
	t := saksok.Table{Page: 3, LastPage: 3, HeaderRows: head, Box: saksok.Box{0, 0, 400, 400}}
	for r, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		for c, raw := range strings.Split(line, "|") {
			s := strings.TrimSpace(raw)
			if s == "<" {
				t.Cells[len(t.Cells)-1].ColSpan++
				continue
			}
			if s == "" {
				continue
			}
			x := float64(c*100) + 5*float64(len(raw)-len(strings.TrimLeft(raw, " ")))
			if c > 0 {
				x = float64(c * 100)
			}
			t.Cells = append(t.Cells, saksok.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Text: s, Box: saksok.Box{x, float64(r * 10), x + 50, float64(r*10 + 8)}})
		}
	}
	return t
}

func printFigures(fs []saksok.Figure) []string {
	var out []string
	for _, f := range fs {
		total := ""
		if f.Total {
			total = " total"
		}
		if f.Check != "" {
			total += " " + string(f.Check)
		}
		year := ""
		if f.Year > 0 {
			year = fmt.Sprint(f.Year)
		}
		out = append(out, fmt.Sprintf("%s | %s | %s | %s %s %d%s", f.Row, strings.Join(f.Columns, " > "), year, f.Unit, f.Currency, f.Minor, total))
	}
	return out
}

func TestFromTable(t *testing.T) {
	tests := []struct {
		name  string
		head  int
		table string
		ctx   figure.Context
		unit  string // unit / source
		want  []string
	}{
		{
			name: "two levels with the unit in the heads", head: 2,
			table: `
            | 2020           | <                    | 2021
            | Totalt (MNOK)  | Bidrag (MNOK)        | Behov (MNOK)
Plattform   | 209,9          | 17,0                 | 220
Program     | 80,8           | 36,6                 | 140
Totalt      | 290,7          | 53,6                 | 360`,
			unit: "MNOK / column header",
			want: []string{
				"Plattform | 2020 > Totalt (MNOK) | 2020 | MNOK NOK 20990000000", "Plattform | 2020 > Bidrag (MNOK) | 2020 | MNOK NOK 1700000000", "Plattform | 2021 > Behov (MNOK) | 2021 | MNOK NOK 22000000000",
				"Program | 2020 > Totalt (MNOK) | 2020 | MNOK NOK 8080000000", "Program | 2020 > Bidrag (MNOK) | 2020 | MNOK NOK 3660000000", "Program | 2021 > Behov (MNOK) | 2021 | MNOK NOK 14000000000",
				"Totalt | 2020 > Totalt (MNOK) | 2020 | MNOK NOK 29070000000 total verified", "Totalt | 2020 > Bidrag (MNOK) | 2020 | MNOK NOK 5360000000 total verified", "Totalt | 2021 > Behov (MNOK) | 2021 | MNOK NOK 36000000000 total verified",
			},
		},
		{
			name: "years of two digits, groups that are none", head: 1, ctx: figure.Context{Caption: "Delårsrapport 2025, beløp i kroner", Year: 2025},
			table: `
Nemnd    | Utfall jan–aug 24 | Utfall jan–aug 25 | Budsjett 25 | KOSTRA-gruppe 16
Skole    | 512               | 530               | 521         | 540`,
			unit: "kroner / caption",
			want: []string{
				"Skole | Utfall jan–aug 24 | 2024 | kroner NOK 51200", "Skole | Utfall jan–aug 25 | 2025 | kroner NOK 53000",
				"Skole | Budsjett 25 | 2025 | kroner NOK 52100", "Skole | KOSTRA-gruppe 16 | 2025 | kroner NOK 54000",
			},
		},
		{
			name: "rows of counts among amounts", head: 1, ctx: figure.Context{Caption: "Tabell 2. Beløp i kroner"},
			table: `
                                  | 2023   | 2024
Barn og unge                      | 4 120  | 4 560
Innbyggere over 80 år             | 1 712  | 1 745
Antall plasser i barnehager i alt | 1 640  | 1 622
Folketall 31.12.                  | 8 012  | 8 104
Tilskudd til 1 000 innbyggere     | 5 230  | 5 980`,
			unit: "kroner / caption",
			want: []string{
				"Barn og unge | 2023 | 2023 | kroner NOK 412000", "Barn og unge | 2024 | 2024 | kroner NOK 456000",
				"Tilskudd til 1 000 innbyggere | 2023 | 2023 | kroner NOK 523000", "Tilskudd til 1 000 innbyggere | 2024 | 2024 | kroner NOK 598000",
			},
		},
		{
			name: "counts beside costs", head: 1,
			table: `
RHF | Antall | Kostnad per år (i tusen kr)
HN  | 9      | 2 505
HM  | 5      | 3 419
Sum | 14     | 5 924`,
			unit: "tusen kr / column header",
			want: []string{"HN | Kostnad per år (i tusen kr) |  | tusen kr NOK 250500000", "HM | Kostnad per år (i tusen kr) |  | tusen kr NOK 341900000", "Sum | Kostnad per år (i tusen kr) |  | tusen kr NOK 592400000 total verified"},
		},
		{
			name: "unit in the corner, share column, codes and a missing value", head: 1,
			table: `
Kap. | Tall i 1000 kr | Regnskap 2019 | Budsjett 2020 | Endring i pst.
315  | Frivillighet   | -1 200        | -             | 3,5
320  | Kultur         | (300)         | 2 000         | 4`,
			unit: "1000 kr / corner",
			want: []string{"315 Frivillighet | Regnskap 2019 | 2019 | 1000 kr NOK -120000000", "320 Kultur | Regnskap 2019 | 2019 | 1000 kr NOK -30000000", "320 Kultur | Budsjett 2020 | 2020 | 1000 kr NOK 200000000"},
		},
		{
			name: "unit of the caption, one head that only states it is no path", head: 2,
			table: `
      | Mrd. kroner |
      | Budsjett    | Endring i pst.
Skatt | 434,9       | 18,4
Avgift| 466,6       | 10,2`,
			unit: "Mrd. kroner / column header",
			want: []string{"Skatt | Budsjett |  | Mrd. kroner NOK 43490000000000", "Avgift | Budsjett |  | Mrd. kroner NOK 46660000000000"},
		},
		{
			name: "caption and its year", head: 1, ctx: figure.Context{Caption: "Tabell 2: Investeringer 2021 (beløp i mill. kr)"},
			table: `
Tiltak | Ramme
Skole  | 12,5
Veg    | 3,25`,
			unit: "mill. kr / caption",
			want: []string{"Skole | Ramme | 2021 | mill. kr NOK 1250000000", "Veg | Ramme | 2021 | mill. kr NOK 325000000"},
		},
		{
			name: "pounds in thousands over each column", head: 2,
			table: `
         | 2023/24 Actual | 2024/25 Budget
         | £000           | £000
Housing  | 12             | 13`,
			unit: "£000 / column header",
			want: []string{"Housing | 2023/24 Actual | 2023 | £000 GBP 1200000", "Housing | 2024/25 Budget | 2024 | £000 GBP 1300000"},
		},
		{
			name: "a second part under the heads again", head: 1,
			table: `
Inntekter | 2024
Salg      | 40 kr
Lodd      | 20 kr
Sum       | 60 kr
Utgifter  | 2024
Leie      | 38 kr
Sang      | 12 kr
Sum       | 50 kr`,
			unit: "kr / cell",
			want: []string{"Salg | 2024 | 2024 | kr NOK 4000", "Lodd | 2024 | 2024 | kr NOK 2000", "Sum | 2024 | 2024 | kr NOK 6000 total verified",
				"Leie | 2024 | 2024 | kr NOK 3800", "Sang | 2024 | 2024 | kr NOK 1200", "Sum | 2024 | 2024 | kr NOK 5000 total verified"},
		},
		{
			name: "note on the page", head: 1, ctx: figure.Context{Notes: []string{"Alle tall i 1000 kroner"}},
			table: `
Enhet | Budsjett
Skole | 12 500`,
			unit: "1000 kroner / page note",
			want: []string{"Skole | Budsjett |  | 1000 kroner NOK 1250000000"},
		},
		{
			name: "no unit: none is guessed", head: 1,
			table: `
Kostnad | Budsjett | Regnskap | Diff
Vakter  | 5 000,00 | 0,00     | −5 000,00
Band    | 7 000,00 | 9 182,77 | 2 182,77
Totalt  | 12 000,00| 9 182,77 | −2 000,00`,
			unit: " / ",
			want: []string{
				"Vakter | Budsjett |  |   500000", "Vakter | Regnskap |  |   0", "Vakter | Diff |  |   -500000",
				"Band | Budsjett |  |   700000", "Band | Regnskap |  |   918277", "Band | Diff |  |   218277",
				"Totalt | Budsjett |  |   1200000 total verified", "Totalt | Regnskap |  |   918277 total verified", "Totalt | Diff |  |   -200000 total mismatch",
			},
		},
		{
			name: "cells with their own unit", head: 0,
			table: `
Brøyting  | 2000 ,-
Beplanting| kr. 5000,-`,
			unit: ",- / cell",
			want: []string{"Brøyting |  |  | ,- NOK 200000", "Beplanting |  |  | kr NOK 500000"},
		},
		{
			name: "votes", head: 1, ctx: figure.Context{Caption: "Avvik mellom foreløpig og endelig opptelling av stemmer"},
			table: `
Parti  | Foreløpig | Endelig | Avvik
Høyre  | 13        | 13      | 0
Venstre| 25        | 26      | 1`,
			unit: " / ",
		},
		{
			name: "large numbers of a budget", head: 0, ctx: figure.Context{Kind: saksok.KindBudget},
			table: `
50 | Samisk språk | 772 881 000
51 | Divvun       | 13 893 000`,
			unit: " / ",
			want: []string{"50 Samisk språk |  |  |   77288100000", "51 Divvun |  |  |   1389300000"},
		},
		{
			name: "counts in a budget", head: 1, ctx: figure.Context{Kind: saksok.KindBudget},
			table: `
Skole | Gutter | Jenter
Nord  | 120    | 131
Sør   | 98     | 87`,
			unit: " / ",
		},
		{
			name: "agenda", head: 1,
			table: `
Sak   | Tittel      | Start | Side
28/20 | Godkjenning | 10:00 | 3
29/20 | Orientering | 10:10 | 12`,
			unit: " / ",
		},
		{
			name: "year in rows", head: 1,
			table: `
År   | Antall | Kostnad (i tusen kr)
2018 | 60     | 37 343
2019 | 65     | 40 454`,
			unit: "tusen kr / column header",
			want: []string{"2018 | Kostnad (i tusen kr) | 2018 | tusen kr NOK 3734300000", "2019 | Kostnad (i tusen kr) | 2019 | tusen kr NOK 4045400000"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.ctx.Locale = saksok.Norwegian
			tab := tableOf(tt.head, tt.table)
			got, problems := figure.FromTable(&tab, tt.ctx)
			if d := cmp.Diff(tt.want, printFigures(got)); d != "" {
				t.Errorf("figures (-want +got):\n%s", d)
			}
			if u := tab.Unit + " / " + tab.UnitSource; u != tt.unit {
				t.Errorf("unit %q, want %q", u, tt.unit)
			}
			unknown := false
			for _, p := range problems {
				unknown = unknown || p.Code == saksok.ProblemUnitUnknown
			}
			if want := tt.unit == " / " && len(tt.want) > 0; unknown != want {
				t.Errorf("unit_unknown reported %v, want %v", unknown, want)
			}
		})
	}
}

// TestCheckTerms: a check names the cells it added up, and the signs.
func TestCheckTerms(t *testing.T) {
	tab := tableOf(1, `
Tall i kr | Budsjett | Regnskap | Avvik
Skole     | 100      | 90       | 10
Helse     | 300      | 320      | -20
Sum       | 400      | 410      | -10`)
	figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian})
	var got []string
	for _, ch := range tab.Checks {
		got = append(got, fmt.Sprintf("%s %d,%d %v", ch.Kind, ch.Row, ch.Column, ch.Terms))
	}
	want := []string{
		"column_sum 3,1 [{1 1 false} {2 1 false}]", "column_sum 3,2 [{1 2 false} {2 2 false}]", "column_sum 3,3 [{1 3 false} {2 3 false}]",
		"difference 3,3 [{3 1 false} {3 2 true}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("checks (-want +got):\n%s", diff)
	}
}

func TestChecks(t *testing.T) {
	tests := []struct {
		name, table string
		want        []string
	}{
		{
			name: "subtotals and their sum",
			table: `
Tall i kr  | 2020
Skatt      | 100
Ramme      | 200
Sum inntekter | 300
Lønn       | 150
Varer      | 50
Sum utgifter | 200
Sum        | 500`,
			want: []string{"column_sum 1,3 300=300 verified", "column_sum 1,6 200=200 verified", "column_sum 1,7 500=500 verified"},
		},
		{
			name: "what is better is positive: of revenue one way, of costs the other",
			table: `
Tall i kr   | Faktisk | Budsjett | Avvik
ISF         | 489     | 517      | -28
Andre       | 173     | 140      | 33
Varer       | 274     | 248      | -26
Lønn        | 1 311   | 1 336    | 25
Strøm       | 98      | 41       | -57
Renter      | 10      | 15       | 9`,
			want: []string{"difference 3,6 9=5 mismatch"},
		},
		{
			name: "a subtotal called otherwise",
			table: `
Tall i kr    | 2020 | 2021
Renter bank  | 200  | 210
Renter kasse | 300  | 320
Utbytte      | 400  | 430
Renter og utbytte | 900 | 960
Salg         | 500  | 510
Leie         | 10   | 20
Sum salg     | 510  | 530
Sum alt      | 1410 | 1490`,
			want: []string{
				"column_sum 1,4 900=900 verified", "column_sum 2,4 960=960 verified",
				"column_sum 1,7 510=510 verified", "column_sum 2,7 530=530 verified", "column_sum 1,8 1410=1 410 verified", "column_sum 2,8 1490=1 490 verified",
			},
		},
		{
			name: "the last line of the heads in the body",
			table: `
                | Budsjettets | Regnskap
Utgifter i kr   | 2025 | 1. halvår | beløp
Skole           | 100 | 40
Helse           | 300 | 60
Sum             | 400 | 100`,
			want: []string{"column_sum 1,4 400=400 verified", "column_sum 2,4 100=100 verified"},
		},
		{
			name: "rounding",
			table: `
Tall i mill. kr | 2020
A | 1,4
B | 1,4
C | 1,4
Sum | 4,3`,
			want: []string{"column_sum 1,4 4,3=4,2 rounding"},
		},
		{
			name: "herav and rows set in are parts",
			table: `
Tall i kr    | 2020
Lønn         | 100
herav pensjon| 20
Drift        | 50
    strøm    | 30
Sum          | 150`,
			want: []string{"column_sum 1,5 150=150 verified"},
		},
		{
			name: "wrong in the source",
			table: `
Tall i kr | 2020
A | 100
B | 200
Sum | 310`,
			want: []string{"column_sum 1,3 310=300 mismatch"},
		},
		{
			name: "row sums",
			table: `
Tall i kr | Nord | Sør | Totalt
Skole     | 10 | 20 | 30
Helse     | 1  | 2  | 3
Vei       | 5  | 6  | 14`,
			want: []string{"row_sum 3,1 30=30 verified", "row_sum 3,2 3=3 verified", "row_sum 3,3 14=11 mismatch"},
		},
		{
			name: "a total that is none of a sum is not accused",
			table: `
Tall i kr | 2020
Skatt | 100
Sum frie inntekter | 900
Lønn | 5
Varer | 6
Sum disponibelt | 333`,
			want: []string{"column_sum 1,2 900= unchecked", "column_sum 1,5 333= unchecked"},
		},
		{
			name: "nor one that holds in no column of several, a nought apart",
			table: `
Tall i kr | 2020 | 2021 | 2022
Skatt | 100 | 110 | 0
Trygd | 611 | 612 | 0
Sykepenger | 71 | 72 | 0
Sum | 711 | 722 | 0`,
			want: []string{"column_sum 1,4 711= unchecked", "column_sum 2,4 722= unchecked", "column_sum 3,4 0=0 verified"},
		},
		{
			name: "the sum before and what follows it",
			table: `
Tall i kr | 2020
Skatt | 100
Ramme | 200
Sum inntekter | 300
Sum bevilgninger | 250
Avskrivninger | 20
Sum utgifter | 270`,
			want: []string{"column_sum 1,3 300=300 verified", "column_sum 1,4 250= unchecked", "column_sum 1,6 270=270 verified"},
		},
		{
			name: "the year's result is a part of the equity",
			table: `
Tall i kr | 2020 | 2021
Egenkapital 1. januar | 400 | 380
Årsresultat | 80 | 20
Gjeld | 50 | 60
Sum egenkapital og gjeld | 530 | 460`,
			want: []string{"column_sum 1,4 530=530 verified", "column_sum 2,4 460=460 verified"},
		},
		{
			name: "a last row that is the sum of all others whatever it is called",
			table: `
Tall i kr | 2020 | 2021
Bygg | 100 | 90
Utstyr | 10 | 20
Avsetning | 5 | 7
Kostnadsramme | 115 | 117`,
			want: []string{"column_sum 1,4 115=115 verified", "column_sum 2,4 117=117 verified"},
		},
		{
			name: "years in the body are no amounts",
			table: `
Tall i kr | Regnskap | Regnskap | Budsjett
 | 2020 | 2021 | 2022
Skatt | 100 | 110 | 120
Ramme | 200 | 210 | 220
Sum | 300 | 320 | 340`,
			want: []string{"column_sum 1,4 300=300 verified", "column_sum 2,4 320=320 verified", "column_sum 3,4 340=340 verified"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tab := tableOf(1, tt.table)
			figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian})
			var got []string
			for _, c := range tab.Checks {
				got = append(got, fmt.Sprintf("%s %d,%d %s=%s %s", c.Kind, c.Column, c.Row, c.Stated, c.Computed, c.Status))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("checks (-want +got):\n%s", d)
			}
		})
	}
}

// TestTotals: which rows are said to be made of others.
func TestTotals(t *testing.T) {
	for _, tt := range []struct {
		name, table string
		want        []string
	}{
		{"a net of posts that are not printed", `
Tall i kr | 2020
Brutto driftsresultat | 22
Netto finansposter | -29
Netto driftsresultat | -7`, []string{"22", "-7"}},
		{"the year's result in the balance", `
Tall i kr | 2020
Egenkapital 1. januar | 400
Årsresultat | 80
Gjeld | 50
Sum egenkapital og gjeld | 530`, []string{"530"}},
		{"one column is no proof of a sum", `
Tall i kr | 2020
Bygg | 1
Utstyr | 2
Avsetning | 3
Reserve | 6`, nil},
	} {
		tab := tableOf(1, tt.table)
		fs, _ := figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian})
		var got []string
		for _, f := range fs {
			if f.Total {
				got = append(got, f.Text)
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// TestSumsHold: a table whose total was added up is verified whatever its rows,
// and one that is off by more than rounding never is.
func TestSumsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(-1_000_000, 1_000_000), 2, 20).Draw(t, "values")
		decimals := rapid.IntRange(0, 2).Draw(t, "decimals")
		off := rapid.SampledFrom([]int64{0, 0, 100, -5000}).Draw(t, "off")
		rows := []string{"Tall i 1000 kr | Budsjett 2020"}
		sum := off
		for i, v := range values {
			sum += v
			rows = append(rows, fmt.Sprintf("Post %c | %s", 'a'+i, saksok.Number{Mantissa: v, Decimals: decimals}))
		}
		rows = append(rows, fmt.Sprintf("Sum | %s", saksok.Number{Mantissa: sum, Decimals: decimals}))
		tab := tableOf(1, strings.Join(rows, "\n"))
		figures, _ := figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian})
		want := saksok.CheckVerified
		if off != 0 {
			want = saksok.CheckMismatch
		}
		if len(tab.Checks) != 1 || tab.Checks[0].Status != want {
			t.Fatalf("checks %+v, want %s", tab.Checks, want)
		}
		if len(figures) != len(values)+1 || figures[len(values)].Check != want {
			t.Fatalf("%d figures, last %+v", len(figures), figures[len(figures)-1])
		}
	})
}

// TestUnsureColumns: a column under two heads with a unit each has neither, nor
// their year, and the table is reported.
func TestUnsureColumns(t *testing.T) {
	tab := tableOf(3, `
 |2020|2021
 |Tilskudd (MNOK)|Lån (MNOK)
 |Bidrag (MNOK)|
Skole|209,9|17,0
Totalt|209,9|17,0`)
	figures, problems := figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian})
	if len(figures) != 4 || len(problems) != 1 || problems[0].Code != saksok.ProblemCellUnplaced || problems[0].Page != 3 {
		t.Fatalf("%d figures, problems %v", len(figures), problems)
	}
	for _, f := range figures {
		if len(f.Columns) > 0 || f.Columns == nil || f.Year != 0 || f.Row == "" {
			t.Errorf("figure %+v", f)
		}
	}
}

// TestOrderOfCellsDoesNotMatter: the figures and checks of a table are the same
// whatever the order its cells are listed in.
func TestOrderOfCellsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := tableOf(2, `
Tall i 1000 kr |   | 2024     | <      | 2025
               |   | Budsjett | Avvik  | Budsjett
Inntekter      |   |          |        |
Skatt          | 1 | 1 200    | -20    | 1 250
Ramme          | 2 | 3 400    | 15     | (12)
Sum inntekter  |   | 4 600    | -5     | 1 238
Årsverk        |   | 12,5     | 0,5    | 13`)
		read := func(tab saksok.Table) ([]string, []saksok.Check) {
			figures, _ := figure.FromTable(&tab, figure.Context{Locale: saksok.Norwegian})
			return printFigures(figures), tab.Checks
		}
		figures, checks := read(tab)
		tab.Cells = rapid.Permutation(tab.Cells).Draw(t, "cells")
		again, checksAgain := read(tab)
		if d := cmp.Diff(figures, again) + cmp.Diff(checks, checksAgain); d != "" || len(figures) < 6 {
			t.Fatalf("%d figures (-in order +in another):\n%s", len(figures), d)
		}
	})
}
