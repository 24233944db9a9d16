package saksok_test

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"saksok"

	"github.com/google/go-cmp/cmp"
)

// TestAmountVectors runs every vector: those with a multiplier are table cells,
// the others prose.
func TestAmountVectors(t *testing.T) {
	file, err := os.Open("testdata/vectors/amounts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); n++ {
		if n == 0 {
			continue
		}
		f := strings.Split(lines.Text(), "\t")
		t.Run(strconv.Itoa(n)+" "+f[0], func(t *testing.T) {
			got := readProse(t, f[0])
			if f[1] != "" {
				got = readCell(t, f[0], f[1])
			}
			if got != f[2] {
				t.Errorf("%q (%s): got %s, want %s; %s", f[0], f[1], got, f[2], f[3])
			}
			checkVectorNote(t, f[0], f[3])
		})
	}
	if n != 66 {
		t.Errorf("read %d lines, want 65 vectors and a heading", n)
	}
}

// checkVectorNote checks what a vector's note asks to keep.
func checkVectorNote(t *testing.T, text, note string) {
	t.Helper()
	for _, a := range saksok.FindAmounts(text) {
		if strings.Contains(note, "approx=true") && a.Bound != saksok.BoundApprox {
			t.Errorf("%q: bound %q, want approx", text, a.Bound)
		}
		if strings.Contains(note, "per='innbygger'") && (a.Per != "innbygger" || !a.PerCapita()) {
			t.Errorf("%q: per %q, want innbygger", text, a.Per)
		}
		if strings.Contains(note, "foreign currency") && a.Currency() != "USD" {
			t.Errorf("%q: currency %q, want USD kept", text, a.Currency())
		}
	}
	if strings.Contains(note, "foreign currency") && len(saksok.FindAmounts(text)) != 1 {
		t.Errorf("%q: the foreign amount is lost", text)
	}
}

func readProse(t *testing.T, text string) string {
	t.Helper()
	var out []string
	for _, a := range saksok.FindAmounts(text) {
		if text[a.Start:a.End] != a.Text {
			t.Errorf("offsets %d-%d are not %q", a.Start, a.End, a.Text)
		}
		if a.Currency() != "NOK" {
			continue
		}
		s := kroner(a.Minor)
		if a.Range {
			s += ".." + kroner(a.MinorHigh)
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return "NONE"
	}
	return strings.Join(out, " ")
}

func readCell(t *testing.T, text, multiplier string) string {
	t.Helper()
	exp := len(multiplier) - 1
	cell := saksok.Norwegian.ReadCell(text)
	if cell.Kind == saksok.CellNil {
		return "NIL"
	}
	if cell.Kind != saksok.CellNumber {
		return "NONE"
	}
	_, minor, err := cell.Money(saksok.Unit{Printed: "x", Exponent: exp, Currency: "NOK"})
	if err != nil {
		t.Fatal(err)
	}
	return kroner(minor)
}

// kroner prints øre as the vectors do: whole kroner, or with two decimals.
func kroner(minor int64) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	s := sign + strconv.FormatInt(minor/100, 10)
	if minor%100 != 0 {
		s += "." + strconv.Itoa(int(minor/10%10)) + strconv.Itoa(int(minor%10))
	}
	return s
}

func TestFindAmounts(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // text, minor units, bound
	}{
		{"change", "Generalforsamling reduseres frå 290 til 200 kr", []string{"290|29000|", "200 kr|20000|"}},
		{"list shares the unit", "for henholdsvis 38 762.50 og 80 000.00 kroner", []string{"38 762.50|3876250|", "80 000.00 kroner|8000000|"}},
		{"times", "(75 x 150 kroner og 1 x 70 kroner, total 11 320 kroner)", []string{"150 kroner|15000|", "70 kroner|7000|", "11 320 kroner|1132000|"}},
		{"dash as punctuation", "Godkjennes enstemmig - 8 430,36 kr", []string{"8 430,36 kr|843036|"}},
		{"minus after kr", "Det gis ikke støtte til pizza kr. -2500,-", []string{"kr. -2500,-|-250000|"}},
		{"kr with a colon", "Beløp kr: 2000,- for perioden", []string{"kr: 2000,-|200000|"}},
		{"blank before the dash", "12 stk a kr. 2000 ,- og", []string{"kr. 2000 ,-|200000|"}},
		{"double ending", "kr. 72937,50,-", []string{"kr. 72937,50,-|7293750|"}},
		{"only the dash", "nedsettelse fra 500,- til 400,- forrige år", []string{"500,-|50000|", "400,-|40000|"}},
		{"danish", "bevilling på 18,8 mio. kr. fordelt med 0,7 mio. kr. i 2025", []string{"18,8 mio. kr.|1880000000|", "0,7 mio. kr.|70000000|"}},
		{"glued amounts", "kr 6 700 000kr 7 750 000", []string{"kr 6 700 000|670000000|", "kr 7 750 000|775000000|"}},
		{"year before kr", "I 2021 kr 500 000 til veg", []string{"kr 500 000|50000000|"}},
		{"small count before kr", "Post 3 kr 500", []string{"kr 500|50000|"}},
		{"under", "skal ikke være under 1.000.000 NOK etter", []string{"1.000.000 NOK|100000000|under"}},
		{"up to", "inntil kr 300 000,- til", []string{"kr 300 000,-|30000000|under"}},
		{"over", "mer enn 2,5 mill. kroner.", []string{"2,5 mill. kroner|250000000|over"}},
		{"million of people", "2 millioner innbyggere", nil},
		{"case number", "sak 12/24 kr 100", []string{"kr 100|10000|"}},
		{"account", "konto 1234.56.78901, kr", nil},
		{"date", "13.11.2020 kr 20", []string{"kr 20|2000|"}},
		{"words", "Det settes av to millioner kroner og én krone", []string{"to millioner kroner|200000000|", "én krone|100|"}},
		{"share in words", "Nesten fire av ti kroner går til skole", nil},
		{"no share", "Av to millioner kroner er halvparten brukt", []string{"to millioner kroner|200000000|"}},
		{"spread thousands", "75-80 000 kroner", []string{"75-80 000 kroner|7500000..8000000|"}},
		{"prefixed range", "kr 500–700 per person", []string{"kr 500–700|50000..70000|"}},
		{"people after til", "kr 500 til 200 personer", []string{"kr 500|50000|"}},
		{"sub-øre reads as thousands", "kr 12,345", []string{"kr 12,345|1234500|"}},
		{"dekar", "120 dekar og 3 m²", nil},
		{"end of sentence", "Det koster 500 kr. Vedtak fattes.", []string{"500 kr|50000|"}},
		{"dollar", "Totaling US$111,818.64 be approved", []string{"US$111,818.64|11181864|"}},
		{"euro", "€ 2 500", []string{"€ 2 500|250000|"}},
		{"unit statement", "Tall i 1000 kr og (i 1.000 kr)", nil},
		{"ordinal span", "punkt 2.- og 500.- til", []string{"500.-|50000|"}},
		{"seconds", "30 sek pause", nil},
		{"swedish", "30 SEK", []string{"30 SEK|3000|"}},
		{"hyphenated", "500 krone-serien", nil},
		{"years", "2020-2023 skal 4 MNOK brukes", []string{"4 MNOK|400000000|"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, a := range saksok.FindAmounts(tt.in) {
				s := a.Text + "|" + strconv.FormatInt(a.Minor, 10)
				if a.Range {
					s += ".." + strconv.FormatInt(a.MinorHigh, 10)
				}
				got = append(got, s+"|"+string(a.Bound))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("FindAmounts(%q) (-want +got):\n%s", tt.in, d)
			}
		})
	}
}

func TestYearBesideAmount(t *testing.T) {
	tests := []struct{ in, want string }{
		{"fra 7 mrd. kroner i 2020 til 14 mrd. kroner i 2026", "7 mrd. kroner, 14 mrd. kroner"},
		{"med svakere krone 2026 forventes vekst", ""},
		{"i 2020 til 2500 kroner", "2500 kroner"},
		{"1500 til 2500 kroner", "1500 til 2500 kroner"},
	}
	for _, tt := range tests {
		var got []string
		for _, a := range saksok.FindAmounts(tt.in) {
			got = append(got, a.Text)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%q: amounts %q, want %q", tt.in, s, tt.want)
		}
	}
}
