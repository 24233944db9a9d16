package segment

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNeeds(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"a word", `(?i)\bVedtatt\b`, []string{"vedtatt"}},
		{"one of two", `(?i)ble (?:vedtatt|forkastet)`, []string{"vedtatt", "forkastet"}},
		{"the longer part", `(?i)\bfalt .* stemmer`, []string{" stemmer"}},
		{"an ending that may be missing", `(?i)enstemmig(?:e|t)?`, []string{"enstemmig"}},
		{"no word in one of two", `(?i)vedtatt|\d+ stemmer?|[abc]+`, nil},
		{"too short to help", `(?i)a\d`, nil},
		{"may be missing", `(?i)(?:vedtatt)?`, nil},
		{"repeated", `(?i)(?:ja ){2,3}`, []string{"ja "}},
		{"other letters", `(?i)RØYSTA`, []string{fold("røysta")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, needs(tt.in)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestNeedsAreNeeded: what an expression matches has one of its words, for every
// expression of every language and texts made of what expressions are made of.
func TestNeedsAreNeeded(t *testing.T) {
	var all []pattern
	words := []string{"K", "ſ", "İ", "Å", "å"}
	with := 0
	for _, c := range languages() {
		for _, list := range [][]statusCue{c.Labels, c.Results} {
			for _, s := range list {
				all = append(all, s.Pattern)
			}
		}
		for _, ty := range c.Types {
			all = append(all, ty.Pattern)
		}
		all = append(all, c.Votes...)
		all = append(all, c.Motions...)
		all = append(all, c.Unanimous, c.Written, c.Acclamation, c.CastingVote, c.Against, c.Treated, c.Resolution)
	}
	for _, p := range all {
		if p.Regexp == nil {
			continue
		}
		if len(p.needs) > 0 {
			with++
		}
		for _, w := range regexp.MustCompile(`[\p{L} ]{2,}`).FindAllString(p.String(), -1) {
			words = append(words, w, strings.ToUpper(w), strings.TrimSpace(w)+" 12 mot 3 ")
		}
	}
	if 2*with < len(all) {
		t.Errorf("%d of %d expressions need a word", with, len(all))
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		for _, p := range all {
			if p.Regexp != nil && p.MatchString(s) && !hasAny(fold(s), p.needs) {
				t.Fatalf("%s matches %q without any of %q", p, s, p.needs)
			}
		}
	})
}
