package ingest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
)

func TestRanges(t *testing.T) {
	for _, tt := range []struct {
		in   []int
		want string
	}{
		{nil, ""}, {[]int{3}, "3"}, {[]int{1, 2, 3}, "1-3"}, {[]int{3, 7, 8, 9, 11}, "3,7-9,11"}, {[]int{1, 3, 5}, "1,3,5"},
	} {
		if got := ranges(tt.in); got != tt.want {
			t.Errorf("ranges(%v) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestReasonOf(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   error
		want saksok.ProblemCode
	}{
		{"with a code", damagedOriginal{errors.New("x")}, saksok.ProblemDamaged},
		{"wrapped", fmt.Errorf("reading: %w", damagedOriginal{errors.New("x")}), saksok.ProblemDamaged},
		{"a deadline", fmt.Errorf("reading: %w", context.DeadlineExceeded), saksok.ProblemTimeout},
		{"anything", errors.New("x"), saksok.ProblemEngine},
	} {
		if got := reasonOf(tt.in); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCompletedKeepsTheProblemOnce(t *testing.T) {
	const id, path = "aa", "/data/archive/aa/bb.pdf"
	stated := saksok.Problem{Code: saksok.ProblemDamaged, Message: "reading " + path + ": no pages"}
	x := saksok.NewExtraction(id, 3)
	x.Problems = []saksok.Problem{stated, {Page: 2, Code: saksok.ProblemDamaged, Message: "at " + path}}
	x = completed(x, damagedOriginal{errors.New("again")}, id, 3, "e1")
	hidePath(x, path)
	want := []saksok.Problem{{Code: saksok.ProblemDamaged, Message: "no pages"}, {Page: 2, Code: saksok.ProblemDamaged, Message: "at the file"}}
	if diff := cmp.Diff(want, x.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if x.Extractor != "e1" {
		t.Errorf("extractor %q", x.Extractor)
	}
}
