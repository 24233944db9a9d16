package saksok_test

import (
	"testing"

	"saksok"
)

func TestItemNumberKey(t *testing.T) {
	tests := []struct {
		in   saksok.ItemNumber
		want saksok.ItemKey
	}{
		{"28/20", "2020-28"},
		{"PS 28/20", "2020-28"},
		{"PS 0001/00", "2000-1"},
		{"Sak 28/2020", "2020-28"},
		{"Styresak 028-2020", "2020-28"},
		{"Styresak nr: 001/03 B", "2003-1B"},
		{"Sak 114 /13", "2013-114"},
		{"BU 14/72", "2014-72"},
		{"Sak STY 30/03", "2003-30"},
		{"V-SAK 4", "V-4"},
		{"k-sak 42/19", "2019-42"},
		{"F-sak 112/98", "1998-112"},
		{"02-14", "2014-2"},
		{"4.1", "4.1"},
		{"4a", "4a"},
		{"7", "7"},
		{"Sak 7", "7"},
		{"Punkt 2:", "2"},
		{"R2025-217", "2025-217"},
		{"§ 14", "§14"},
		{"24/051", "2024-51"},
		{"Godkjenning", ""},
		{"2020/1234", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := tt.in.Key(); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}
