package engine

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// MaxDistance bounds the edits of a Likeness: more than two make any short word
// any other.
const MaxDistance = 2

// maxLike bounds how long a word that others are compared with may be, in runes.
const maxLike = 64

// Likeness says which terms count as a misspelling of a term: those within
// Distance edits that share its first Fixed runes. An edit is a rune put in, left
// out or changed, or two neighbours exchanged. A term with a digit in it is like
// no other: a number is never matched but exactly.
type Likeness struct {
	Term     string
	Distance int // from 0 to MaxDistance; the marks of package norwegian count as runes
	Fixed    int
}

// Possible reports whether any term can be like it.
func (l Likeness) Possible() bool {
	return l.Term != "" && len([]rune(l.Term)) <= maxLike && !hasDigit(l.Term)
}

// Beginning is what every term like it begins with.
func (l Likeness) Beginning() string {
	runes := []rune(l.Term)
	return string(runes[:max(0, min(l.Fixed, len(runes)))])
}

// Edits is how far a term is from it, and whether that is near enough.
func (l Likeness) Edits(term string) (int, bool) {
	if !l.Possible() || !strings.HasPrefix(term, l.Beginning()) || hasDigit(term) {
		return 0, false
	}
	a, b := []rune(l.Term), []rune(term)
	if len(b)-len(a) > MaxDistance || len(a)-len(b) > MaxDistance {
		return 0, false
	}
	n := edits(a, b)
	return n, n <= min(l.Distance, MaxDistance)
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// edits is the optimal string alignment distance: no part is edited twice.
func edits(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// SortTerms orders terms as Engine.Terms returns them: nearest first, then in
// most documents, then by letters. It keeps at most limit of them; 0 keeps none.
func SortTerms(terms []TermCount, limit int) []TermCount {
	slices.SortFunc(terms, func(a, b TermCount) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
	})
	return terms[:max(0, min(limit, len(terms)))]
}
