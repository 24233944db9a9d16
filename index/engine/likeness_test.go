package engine_test

import (
	"testing"

	"saksok/index/engine"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		name, term, other string
		distance, fixed   int
		want              int
		ok                bool
	}{
		{"itself", "=skole", "=skole", 1, 2, 0, true},
		{"left out", "=skole", "=skoe", 1, 2, 1, true},
		{"put in", "=skole", "=skolen", 1, 2, 1, true},
		{"changed", "=skole", "=skåle", 1, 2, 1, true},
		{"exchanged is one", "=kommune", "=komumne", 1, 2, 1, true},
		{"too far", "=skole", "=skuta", 1, 2, 3, false},
		{"two", "=kommunestyre", "=komunestyra", 2, 2, 2, true},
		{"no part twice", "=ca", "=abc", 2, 0, 3, false},
		{"fixed runes differ", "=skole", "=stole", 2, 3, 0, false},
		{"fixed runes past the end", "=ås", "=ås", 1, 9, 0, true},
		{"number asked for", "=2024", "=2025", 1, 0, 0, false},
		{"number found", "=skole", "=skol1", 1, 0, 0, false},
		{"another kind of term", "=skole", "skole", 1, 1, 0, false},
		{"nothing", "", "a", 1, 0, 0, false},
		{"distance past the most", "=abcdef", "=xyzdef", 9, 0, 3, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := engine.Likeness{Term: c.term, Distance: c.distance, Fixed: c.fixed}.Edits(c.other)
			if ok != c.ok || ok && got != c.want {
				t.Errorf("Edits = %d, %v, want %d, %v", got, ok, c.want, c.ok)
			}
		})
	}
}
