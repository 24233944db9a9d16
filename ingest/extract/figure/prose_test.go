package figure_test

import (
	"fmt"
	"strings"
	"testing"

	"saksok"
	"saksok/ingest/extract/figure"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"

	"github.com/google/go-cmp/cmp"
)

// linesOf makes lines of print: characters five points wide, an empty line starts
// a new block, several blanks are a gap of their width.
func linesOf(text string) []layout.Line {
	var out []layout.Line
	block := 0
	for i, t := range strings.Split(strings.Trim(text, "\n"), "\n") {
		if strings.TrimSpace(t) == "" {
			block++
			continue
		}
		y := float64(i*12 + 40)
		l := layout.Line{Page: 7, Baseline: y + 9, Size: 10, Block: block}
		for c := 0; c < len(t); {
			end := c
			for end < len(t) && t[end] != ' ' {
				end++
			}
			if end > c {
				box := saksok.Box{float64(c * 5), y, float64(end * 5), y + 10}
				l.Words = append(l.Words, layout.Word{Text: t[c:end], Box: box, Size: 10})
				l.Box = l.Box.Union(box)
			}
			c = end + 1
		}
		out = append(out, l)
	}
	return out
}

func TestProse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{
			"over a line end, with its sentence and year", `
Styret viser til saken. I 2013 ble det brukt om lag kr 400
000 til drift. Resten står igjen.`,
			"kr 400 000 | 40000000 | approx | 2013 | I 2013 ble det brukt om lag kr 400 000 til drift. |  | 0.0,40.0,290.0,62.0",
		},
		{
			"the year right after goes before another", `
Fra 2020 settes det av 2 mill. kr i 2021 til dette.`,
			"2 mill. kr | 200000000 |  | 2021 | Fra 2020 settes det av 2 mill. kr i 2021 til dette. |  | 115.0,40.0,165.0,50.0",
		},
		{
			"the unit of a table is no amount", `
Anlæg 2024 (1.000 kr.)

1.000 kr.

Gebyret er 1.000 kr. for alle.`,
			"1.000 kr. | 100000 |  | 0 | Gebyret er 1.000 kr. for alle. |  | 55.0,88.0,100.0,98.0",
		},
		{
			"a minus in words", `
Resultatet er minus 47,3 mill. kroner.`,
			"47,3 mill. kroner | -4730000000 |  | 0 | Resultatet er minus 47,3 mill. kroner. |  | 100.0,40.0,190.0,50.0",
		},
		{
			"a range below nought", `
Resultatet er minus 4 til 5 mill. kroner.`,
			`4 til 5 mill. kroner | -500000000 | over | 0 | Resultatet er minus 4 til 5 mill. kroner. |  | 100.0,40.0,205.0,50.0
4 til 5 mill. kroner | -400000000 | under | 0 | Resultatet er minus 4 til 5 mill. kroner. |  | 100.0,40.0,205.0,50.0`,
		},
		{
			"an amount is no year", `
Det koster kr. 2000 for alle og 500 kr for barn.`,
			`kr. 2000 | 200000 |  | 0 | Det koster kr. 2000 for alle og 500 kr for barn. |  | 55.0,40.0,95.0,50.0
500 kr | 50000 |  | 0 | Det koster kr. 2000 for alle og 500 kr for barn. |  | 160.0,40.0,190.0,50.0`,
		},
		{
			"bullets are no minus", `
- 45 mill. kroner til skole

- 3 mill. kroner til veg`,
			`45 mill. kroner | 4500000000 |  | 0 | - 45 mill. kroner til skole |  | 10.0,40.0,85.0,50.0
3 mill. kroner | 300000000 |  | 0 | - 3 mill. kroner til veg |  | 10.0,64.0,80.0,74.0`,
		},
		{
			"a lone bullet is no minus", `
- 45 mill. kroner til skole`,
			"45 mill. kroner | 4500000000 |  | 0 | - 45 mill. kroner til skole |  | 10.0,40.0,85.0,50.0",
		},
		{
			"nor is one inside a block", `
Styret har vedtatt i 2019:
- 45 mill. kroner til skole
– 3 mill. kroner til veg`,
			`45 mill. kroner | 4500000000 |  | 2019 | Styret har vedtatt i 2019: - 45 mill. kroner til skole – 3 mill. kroner til veg |  | 10.0,52.0,85.0,62.0
3 mill. kroner | 300000000 |  | 2019 | Styret har vedtatt i 2019: - 45 mill. kroner til skole – 3 mill. kroner til veg |  | 20.0,64.0,90.0,74.0`,
		},
		{
			"a minus at its amount stays", `
Avviket er
-45 mill. kroner.`,
			"-45 mill. kroner | -4500000000 |  | 0 | Avviket er -45 mill. kroner. |  | 0.0,52.0,85.0,62.0",
		},
		{
			"a budget line in no table", `
Sum utgifter:                       11 000 ,-`,
			"11 000 ,- | 1100000 |  | 0 |  | Sum utgifter: | 180.0,40.0,225.0,50.0",
		},
		{
			"a range is its two ends", `
Rammen er 10-12 millioner kroner.`,
			`10-12 millioner kroner | 1000000000 | over | 0 | Rammen er 10-12 millioner kroner. |  | 50.0,40.0,165.0,50.0
10-12 millioner kroner | 1200000000 | under | 0 | Rammen er 10-12 millioner kroner. |  | 50.0,40.0,165.0,50.0`,
		},
		{"no money", "\nOrg.nr. 991 324 968, tlf. 77 21 28 00, 12 prosent av 300 elever i 2020.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range figure.Prose(&layout.Document{}, linesOf(tt.text), saksok.Norwegian) {
				if f.Page != 7 || f.Columns == nil {
					t.Errorf("figure %+v lacks its page or an empty list of heads", f)
				}
				got = append(got, fmt.Sprintf("%s | %d | %s | %d | %s | %s | %s", f.Text, f.Minor, f.Bound, f.Year, f.Context, f.Row, f.Box))
			}
			if d := cmp.Diff(tt.want, strings.Join(got, "\n")); d != "" {
				t.Errorf("Prose (-want +got):\n%s", d)
			}
		})
	}
}

func TestInCells(t *testing.T) {
	tab := tableOf(0, "Støtten reduseres til kr. 1000,- i år | kr. -1300,-\nUten beløp | 5")
	got := figure.InCells(&tab, saksok.Norwegian)
	if len(got) != 1 || got[0].Minor != 100000 || got[0].Context != "Støtten reduseres til kr. 1000,- i år" || got[0].Page != 3 {
		t.Errorf("got %+v", got)
	}
}

func TestAround(t *testing.T) {
	p := &layout.Page{Number: 7, Lines: linesOf(`
Alle tall i 1000 kr

Drift og investering 2021

Budsjettet følger vedtaket og er gjort opp etter de samme regler som sist år.

Tabell 3 Drift av skolene

Skole   12   13
Helse    4    5

Tall i mill. kr gjelder neste tabell`)}
	p.Lines[1].Heading = 12
	g := table.Grid{Page: 7, Box: saksok.Box{0, 136, 75, 158}, Words: []table.Ref{{Line: 4, Word: 0}, {Line: 4, Word: 1}, {Line: 5, Word: 0}}}
	got := figure.Around(p, &g, []table.Grid{g}, saksok.Norwegian, saksok.KindBudget)
	want := figure.Context{
		Locale: saksok.Norwegian, Kind: saksok.KindBudget, Caption: "Tabell 3 Drift av skolene",
		Heading: "Drift og investering 2021", Year: 2021, Notes: []string{"Alle tall i 1000 kr", "Tall i mill. kr gjelder neste tabell"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Around (-want +got):\n%s", d)
	}
}

func TestUnitInRunningHeads(t *testing.T) {
	head := layout.Line{Furniture: true, Baseline: 60, Size: 10, Box: saksok.Box{50, 50, 420, 60}, Words: []layout.Word{
		{Text: "Kap.", Box: saksok.Box{50, 50, 70, 60}}, {Text: "Kroner", Box: saksok.Box{380, 50, 420, 60}},
	}}
	p := &layout.Page{Number: 2, Lines: []layout.Line{head}}
	for _, tt := range []struct {
		name string
		x    float64 // where the column of values starts
		want string
	}{{"over the column", 350, "Kroner"}, {"beside it", 450, ""}} {
		g := &table.Grid{Page: 2, Box: saksok.Box{50, 90, 550, 200}, Columns: []table.Span{{X0: 50, X1: 300}, {X0: tt.x, X1: tt.x + 80}}}
		if got := figure.Around(p, g, nil, saksok.Norwegian, saksok.KindBudget).Running; got != tt.want {
			t.Errorf("%s: unit %q, want %q", tt.name, got, tt.want)
		}
	}
}
