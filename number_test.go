package saksok_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"saksok"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	comma, point := saksok.DecimalComma, saksok.DecimalPoint
	tests := []struct {
		name, in string
		conv     saksok.Convention
		want     string // "" is not a number
	}{
		{"spaces", "6 700 000", comma, "6 700 000"},
		{"thin and narrow", "6\u2009700\u202f000", comma, "6 700 000"},
		{"apostrophe", "1'234'567.50", comma, "1 234 567,50"},
		{"dots", "1.234.567,50", comma, "1 234 567,50"},
		{"one dot groups", "2.602", comma, "2 602"},
		{"dot with two decimals", "24 958.10", comma, "24 958,10"},
		{"comma with three decimals", "59,778", comma, "59,778"},
		{"english", "111,818.64", comma, "111 818,64"},
		{"english three", "1,234", point, "1 234"},
		{"english decimals", "1.234", point, "1,234"},
		{"zero point", "0.125", comma, "0,125"},
		{"minus set off", "- 5 548 456", comma, "-5 548 456"},
		{"minus U+2212", "−259 037", comma, "-259 037"},
		{"minus behind", "1 234,50-", comma, "-1 234,50"},
		{"parentheses", "(1 234)", comma, "-1 234"},
		{"deviation", "(-1 002)", comma, ""},
		{"krone dash", "13 000 ,-", comma, "13 000"},
		{"footnote", "80,8¹", comma, "80,8"},
		{"decimals are kept", "17,0", comma, "17,0"},
		{"no groups", "-2275000", comma, "-2 275 000"},
		{"note and amount", "26 1 003 720", comma, ""},
		{"phone", "77 21 28 00", comma, ""},
		{"date", "13.11.2020", comma, ""},
		{"section", "4.4.1", comma, ""},
		{"account", "1234.56.78901", comma, ""},
		{"mixed groups", "1.234 567", comma, ""},
		{"word", "fem", comma, ""},
		{"case", "12/24", comma, ""},
		{"too long", "1234567890123456789", comma, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if n, ok := saksok.ParseNumber(tt.in, tt.conv); ok {
				got = n.String()
			}
			if got != tt.want {
				t.Errorf("ParseNumber(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func numbers() *rapid.Generator[saksok.Number] {
	return rapid.Custom(func(t *rapid.T) saksok.Number {
		const limit = 1_000_000_000_000_000
		return saksok.Number{Mantissa: rapid.Int64Range(-limit, limit).Draw(t, "mantissa"), Decimals: rapid.IntRange(0, 4).Draw(t, "decimals")}
	})
}

func TestPrintParseIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := numbers().Draw(t, "n")
		for _, conv := range []saksok.Convention{saksok.DecimalComma, saksok.DecimalPoint} {
			s := n.Format(conv)
			if got, ok := saksok.ParseNumber(s, conv); !ok || got != n {
				t.Fatalf("%+v printed as %q reads %+v, %v", n, s, got, ok)
			}
		}
	})
}

// TestScalingLosesNothing: applying a unit is exact or an error, and can be undone.
func TestScalingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := numbers().Draw(t, "n")
		u := saksok.Unit{Printed: "u", Exponent: rapid.SampledFrom([]int{0, 3, 6, 9}).Draw(t, "exp"), Currency: "NOK"}
		minor, err := u.Minor(n)
		if err != nil {
			if !errors.Is(err, saksok.ErrOverflow) && !errors.Is(err, saksok.ErrSubMinor) {
				t.Fatalf("unknown error %v", err)
			}
			return
		}
		back, ok := saksok.Number{Mantissa: minor, Decimals: 2 + u.Exponent}.Rescale(n.Decimals)
		if !ok || back != n {
			t.Fatalf("%+v in %+v is %d øre, back %+v", n, u, minor, back)
		}
	})
}

func TestMinorErrors(t *testing.T) {
	if _, err := (saksok.Unit{Exponent: 9, Currency: "NOK"}).Minor(saksok.Number{Mantissa: math.MaxInt64 / 10}); !errors.Is(err, saksok.ErrOverflow) {
		t.Errorf("got %v, want overflow", err)
	}
	if _, err := (saksok.Unit{Currency: "NOK"}).Minor(saksok.Number{Mantissa: 1234, Decimals: 3}); !errors.Is(err, saksok.ErrSubMinor) {
		t.Errorf("got %v, want sub-øre", err)
	}
	if _, ok := (saksok.Number{Mantissa: math.MaxInt64}).Add(saksok.Number{Mantissa: 1}); ok {
		t.Error("sum overflowed unseen")
	}
}

func TestFindUnit(t *testing.T) {
	tests := []struct {
		in, printed string
		exp         int
		currency    string
	}{
		{"Alle tall i 1000 kr", "1000 kr", 3, "NOK"},
		{"Tall i 1 000 kroner", "1 000 kroner", 3, "NOK"},
		{"Tall i tusen kroner", "tusen kroner", 3, "NOK"},
		{"(heile tusen)", "tusen", 3, "NOK"},
		{"Alle tal i tusen kroner", "tusen kroner", 3, "NOK"},
		{"(i 1 000 kr)", "1 000 kr", 3, "NOK"},
		{"Beløp i mill. kr", "mill. kr", 6, "NOK"},
		{"i mill kroner", "mill kroner", 6, "NOK"},
		{"Total finansiering (MNOK)", "MNOK", 6, "NOK"},
		{"Kostnad per år (i tusen kr), INKL. MERVERDIAVGIFT", "tusen kr", 3, "NOK"},
		{"Budsjett 2020 kr", "kr", 0, "NOK"},
		{"NOK 1000", "NOK 1000", 3, "NOK"},
		{"EUR million", "EUR million", 6, "EUR"},
		{"in thousands of euros", "thousands of euros", 3, "EUR"},
		{"Beløp i 1.000 kr.", "1.000 kr", 3, "NOK"},
		{"mrd. kroner", "mrd. kroner", 9, "NOK"},
		{"tkr", "tkr", 3, "NOK"},
		{"£000", "£000", 3, "GBP"},
		{"(£'000)", "£'000", 3, "GBP"},
		{"2024/25 £m", "£m", 6, "GBP"},
		{"kr 000", "kr 000", 3, "NOK"},
		{"t. kr.", "t. kr", 3, "NOK"},
		{"1 000-tal kr", "1 000-tal kr", 3, "NOK"},
		{"Beløb i tusinde kr.", "tusinde kr", 3, "NOK"},
		{"Antall", "", 0, ""},
		{"500 000", "", 0, ""},
		{"£5 million fund", "", 0, ""},
		{"et tilskudd på 500 kr", "", 0, ""},
		{"Sum mill", "", 0, ""},
		{"Krav 2020", "", 0, ""},
	}
	for _, tt := range tests {
		u, ok := saksok.Norwegian.FindUnit(tt.in)
		if ok != (tt.printed != "") || u != (saksok.Unit{Printed: tt.printed, Exponent: tt.exp, Currency: tt.currency}) {
			t.Errorf("FindUnit(%q) = %+v, %v; want %q 10^%d %s", tt.in, u, ok, tt.printed, tt.exp, tt.currency)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1 234,50", "(1 234)", "−259 037", "1.234.567,-", "12,345", "0000000", "347 426 (-1 002)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, conv := range []saksok.Convention{saksok.DecimalComma, saksok.DecimalPoint} {
			n, ok := saksok.ParseNumber(s, conv)
			if !ok {
				continue
			}
			if back, ok := saksok.ParseNumber(n.Format(conv), conv); !ok || back != n {
				t.Errorf("%q is %+v, printed %q, reads %+v", s, n, n.Format(conv), back)
			}
		}
		saksok.Norwegian.ReadCell(s)
	})
}

func FuzzFindAmounts(f *testing.F) {
	for _, s := range []string{"kr 6 700 000kr 7 750 000", "mellom 10 og 12 millioner kroner", "en halv million kroner", "14‑16 mill.", "kr.€,-1", "Tall i 1000 kr"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, a := range saksok.FindAmounts(s) {
			if a.Start < end || a.End < a.Start || a.End > len(s) || s[a.Start:a.End] != a.Text {
				t.Fatalf("%q: amount %d-%d %q after %d", s, a.Start, a.End, a.Text, end)
			}
			end = max(a.Start+1, a.End)
		}
		if u, ok := saksok.Norwegian.FindUnit(s); ok && !strings.Contains(s, u.Printed) {
			t.Fatalf("%q: unit %q is not printed there", s, u.Printed)
		}
	})
}
