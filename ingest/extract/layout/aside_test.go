package layout_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTextBesideTable: a text beside a table is read by itself, the remarks of its
// rows are not.
func TestTextBesideTable(t *testing.T) {
	rows := [][]string{{"Offer", "120 000"}, {"Tilskudd", "410 000"}, {"Leie", "65 000"}, {"Sum inntekter", "595 000"}}
	text := []string{"Rådet vil peke på at leien er", "usikker, og har søkt om 85 000", "kroner til et nytt orgel i år,", "men svaret er ikke kommet."}
	table := func(p *printer, step float64, cells ...string) {
		for i, r := range rows {
			p.at(60, 100+step*float64(i), 10, false, r[0])
			p.at(200, 100+step*float64(i), 10, false, r[1])
			if i < len(cells) {
				p.at(300, 100+step*float64(i), 10, false, cells[i])
			}
		}
	}
	apart := []string{"Offer 120 000", "Tilskudd 410 000", "Leie 65 000", "Sum inntekter 595 000"}
	for _, tt := range []struct {
		name string
		draw func(p *printer)
		want []string
	}{
		{"on baselines of its own", func(p *printer) {
			table(p, 15)
			p.lines(300, 97, text...)
		}, slices.Concat(apart, text)},
		{"on those of the rows", func(p *printer) { table(p, 13, text...) }, slices.Concat(apart, text)},
		{"with a text below both", func(p *printer) {
			table(p, 15)
			p.lines(300, 97, text...)
			p.at(60, 190, 10, false, "Regnskapet er gjort opp etter de regler som gjelder for sokn og råd.")
		}, slices.Concat(apart, text, []string{"Regnskapet er gjort opp etter de regler som gjelder for sokn og råd."})},
		{"remarks, one to a row", func(p *printer) {
			table(p, 13, "Mindre enn i fjor.", "Økt etter vedtak.", "Ny leietaker.", "Som budsjett.")
		},
			[]string{"Offer 120 000 Mindre enn i fjor.", "Tilskudd 410 000 Økt etter vedtak.", "Leie 65 000 Ny leietaker.", "Sum inntekter 595 000 Som budsjett."}},
		{"remarks of two lines", func(p *printer) {
			table(p, 26, "Mindre enn i fjor, da det var", "Økt etter vedtaket som ble", "Ny leietaker fra sommeren, og", "Som budsjett, når alt tas")
			for i, rest := range []string{"to innsamlinger i august.", "gjort i formannskapet i mars.", "en ny avtale for kjelleren.", "med av inntekter og gaver."} {
				p.at(300, 113+26*float64(i), 10, false, rest)
			}
		}, []string{
			"Offer 120 000 Mindre enn i fjor, da det var", "to innsamlinger i august.", "Tilskudd 410 000 Økt etter vedtaket som ble", "gjort i formannskapet i mars.",
			"Leie 65 000 Ny leietaker fra sommeren, og", "en ny avtale for kjelleren.", "Sum inntekter 595 000 Som budsjett, når alt tas", "med av inntekter og gaver.",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPage(1)
			tt.draw(p)
			if d := cmp.Diff(tt.want, read(p)); d != "" {
				t.Errorf("lines (-want +got):\n%s", d)
			}
		})
	}
}
