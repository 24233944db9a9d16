package table

import (
	"math"
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

func TestGroupLimit(t *testing.T) {
	tests := []struct {
		name string
		gaps []float64 // em, before the second word and so on
		want float64
	}{
		{"one width", []float64{0.27, 0.27, 0.27}, groupGap},
		{"two widths", []float64{0.27, 0.38, 0.27, 0.38, 0.27}, 0.29},
		{"widths that differ by rounding", []float64{0.27, 0.28, 0.27}, groupGap},
		{"recognised print is uneven", []float64{0.27, 0.31, 0.35, 0.38}, groupGap},
		{"numbers of one group each", []float64{0.27, 0.9, 0.35, 0.9, 0.27}, groupGap},
		{"touching words", []float64{0.05, 0.38, 0.05}, groupGap},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ws := []word{{text: "412", size: 10, box: saksok.Box{0, 0, 15, 10}}}
			for _, g := range tt.gaps {
				x := ws[len(ws)-1].box[2] + 10*g
				ws = append(ws, word{text: "300", size: 10, box: saksok.Box{x, 0, x + 15, 10}})
			}
			if got := groupLimit(ws); math.Abs(got-tt.want) > 1e-9 {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
