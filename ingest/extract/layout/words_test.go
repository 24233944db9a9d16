package layout

import (
	"testing"

	"saksok"
)

// TestRaisedMarkFirst: cells of one row whose baselines differ a little stay one row
// when the raised mark of a footnote is met first.
func TestRaisedMarkFirst(t *testing.T) {
	at := func(text string, x, base, size float64) fragment {
		return fragment{word: Word{Text: text, Box: saksok.Box{x, base - size, x + 20, base}, Size: size}, baseline: base, glyphs: len(text)}
	}
	got := rows([]fragment{at("2", 140, 97.2, 8), at("12,4", 200, 99, 10), at("Plattform", 60, 101.2, 10), at("Neste", 60, 113, 10)})
	if len(got) != 2 || len(got[0].words) != 3 {
		t.Errorf("%d rows, %d words in the first; want 2 and 3", len(got), len(got[0].words))
	}
}
