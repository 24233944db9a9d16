package table

import (
	"strings"
	"testing"

	"saksok"
)

func TestHangMarks(t *testing.T) {
	at := func(text string, x, size, bottom float64) word {
		return word{text: text, box: saksok.Box{x, bottom - size, x + 0.5*size*float64(len(text)), bottom}, size: size, base: bottom}
	}
	tests := []struct {
		name string
		in   []word
		want string
	}{
		{"behind a number and a label", []word{at("Plattform", 10, 10, 100), at("2", 55, 8, 97), at("18,0", 100, 10, 100), at("3", 120, 8, 97)}, "Plattform 18,0"},
		{"behind a year in the head", []word{at("2024", 100, 10, 100), at("1)", 120, 8, 96)}, "2024"},
		{"a measure keeps its exponent", []word{at("kr/m", 10, 10, 100), at("2", 30, 7, 96)}, "kr/m 2"},
		{"a number of small print", []word{at("Note", 10, 10, 100), at("2", 30.5, 8, 100)}, "Note 2"},
		{"a column of its own", []word{at("Lån", 10, 10, 100), at("2", 60, 8, 97)}, "Lån 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range hangMarks(tt.in) {
				got = append(got, w.text)
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}
