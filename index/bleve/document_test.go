package bleve

import (
	"bytes"
	"cmp"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNumbersSortAsTerms is a law: a number is read back from its term, terms sort
// as their numbers, and none has the byte that Bleve puts between values.
func TestNumbersSortAsTerms(t *testing.T) {
	draw := rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64, 0, -1, 1, 127, 128, -128, -129}))
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		for _, n := range []int64{a, b} {
			if got, ok := decode(encode(n)); !ok || got != n {
				t.Fatalf("%d is read as %d, %v", n, got, ok)
			}
			if bytes.IndexByte([]byte(encode(n)), 0xff) >= 0 {
				t.Fatalf("term of %d has a separator in it", n)
			}
		}
		if got, want := strings.Compare(encode(a), encode(b)), cmp.Compare(a, b); got != want {
			t.Fatalf("terms of %d and %d compare %d, want %d", a, b, got, want)
		}
	})
	for _, bad := range []string{"", "x", strings.Repeat("x", 12)} {
		if _, ok := decode(bad); ok {
			t.Errorf("%q is read as a number", bad)
		}
	}
}

// TestPack holds that codes come back whatever they are packed in.
func TestPack(t *testing.T) {
	for _, c := range []struct{ codes, width int }{{1, 1}, {1 << 8, 1}, {1<<8 + 1, 2}, {1 << 16, 2}, {1<<16 + 1, 4}} {
		all := make([]uint32, c.codes)
		for i := range all {
			all[i] = uint32(i)
		}
		p := pack(all, c.codes)
		counts := make([]int, c.codes)
		p.count(all, counts)
		for i := range all {
			if p.at(uint32(i)) != uint32(i) || counts[i] != 1 {
				t.Fatalf("%d codes: code %d is %d, counted %d", c.codes, i, p.at(uint32(i)), counts[i])
			}
		}
		if p.bytes() != c.codes*c.width {
			t.Errorf("%d codes take %d bytes, want %d each", c.codes, p.bytes(), c.width)
		}
	}
}
