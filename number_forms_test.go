package saksok_test

import (
	"strconv"
	"strings"
	"testing"

	"saksok"
)

// TestNumberForms: the ways amounts are printed in papers of public bodies, in prose
// and in cells of a table in kroner, and what looks like one and is none.
func TestNumberForms(t *testing.T) {
	const nbsp, thin, narrow = "\u00a0", "\u2009", "\u202f"
	tests := []struct {
		in, prose, cell string // minor units; "" is no amount
	}{
		{"1 234 567 kr", "123456700", "123456700"},
		{"1" + nbsp + "234" + nbsp + "567 kr", "123456700", "123456700"},
		{"1" + thin + "234" + thin + "567 kr", "123456700", "123456700"},
		{"1" + narrow + "234" + narrow + "567 kr", "123456700", "123456700"},
		{"1.234.567,50 kr", "123456750", "123456750"},
		{"1,234,567.50 kr", "123456750", "123456750"},
		{"kr 24 958.10", "2495810", "2495810"},
		{"\u2212259 037", "", "-25903700"},
		{"(1 234)", "", "-123400"},
		{"- 5 548", "", "-554800"},
		{"kr. 72937,50,-", "7293750", "7293750"},
		{"2000 ,-", "200000", "200000"},
		{"4,5 MNOK", "450000000", "450000000"},
		{"1,4 mrd. kroner", "140000000000", "140000000000"},
		{"1,4 mrd.", "140000000000", "140000000000"},
		{"260k", "", "26000000"},
		{"80,8\u00b9", "", "8080"},
		{"£5.15m", "515000000", "515000000"},
		{"$260k", "26000000", "26000000"},
		{"€1.5bn", "150000000000", "150000000000"},
		{"kr 260k", "26000000", "26000000"},
		{"12,5k", "", "1250000"},
		{"500m", "", ""},
		{"konto 1234.56.78901", "", ""},
		{"konto 4202 07 11845", "", ""},
		{"tlf. 77 21 28 00", "", ""},
		{"+47 912 34 567", "", ""},
		{"org.nr. 987 654 321", "", ""},
		{"sak 44/24", "", ""},
		{"gnr. 12 bnr. 345", "", ""},
		{"2020-2023", "", ""},
		{"412 elever", "", ""},
		{"38,5 årsverk", "", ""},
		{"4,1 %", "", ""},
		{"4,1 prosent", "", ""},
		{"3 promille", "", ""},
		{"120 dekar", "", ""},
		{"kl. 10.30", "", ""},
		{"§ 20-4", "", ""},
	}
	kroner := saksok.Unit{Printed: "kr", Currency: "NOK"}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			var prose []string
			for _, a := range saksok.FindAmounts(tt.in) {
				prose = append(prose, strconv.FormatInt(a.Minor, 10))
			}
			if got := strings.Join(prose, " "); got != tt.prose {
				t.Errorf("prose %q, want %q", got, tt.prose)
			}
			cell := ""
			if c := saksok.Norwegian.ReadCell(tt.in); c.Kind == saksok.CellNumber {
				_, minor, err := c.Money(kroner)
				if err != nil {
					t.Fatal(err)
				}
				cell = strconv.FormatInt(minor, 10)
			}
			if cell != tt.cell {
				t.Errorf("cell %q, want %q", cell, tt.cell)
			}
		})
	}
}
