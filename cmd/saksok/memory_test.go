package main

import (
	"math"
	"testing"
)

func TestMemoryLimit(t *testing.T) {
	for in, want := range map[string]int64{"1000\n": 900, "max\n": math.MaxInt64, "": math.MaxInt64, "0": math.MaxInt64, "-5": math.MaxInt64} {
		if got := memoryLimit(in); got != want {
			t.Errorf("%q: %d, want %d", in, got, want)
		}
	}
}
