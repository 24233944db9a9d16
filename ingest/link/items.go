package link

import (
	"slices"

	"saksok"
)

// series is the letter series of an item number: PS, RS, V.
func series(n saksok.ItemNumber) string {
	r, _ := saksok.ParseItemNumber(string(n))
	return r.Series
}

// seriesFit reports whether two numbers may be of one series: "PS 3/24" and
// "3/24", but not "PS 3/24" and "RS 3/24", which have the same key.
func seriesFit(a, b string) bool { return a == b || a == "" || b == "" }

// Match is how an item was found to be the same as another.
type Match string

// The ways items match, strongest first.
const (
	ByNumber  Match = "number"
	ByArchive Match = "archive_number"
	ByTitle   Match = "title" // within one meeting only
)

// rules are tried one after the other on what the stronger ones left.
var rules = []struct {
	match Match
	fits  func(a, b *probe) bool
}{
	{ByNumber, func(a, b *probe) bool { return a.Key != "" && a.Key == b.Key && a.Series == b.Series }},
	{ByNumber, func(a, b *probe) bool { return a.Key != "" && a.Key == b.Key && seriesFit(a.Series, b.Series) }},
	// One body's prefix in one document and the system's in the other: the
	// number needs a second witness.
	{ByNumber, func(a, b *probe) bool {
		return a.Key != "" && a.Key == b.Key && (a.Ref != "" && a.Ref == b.Ref || alike(a.Title, b.Title) >= 0.8 && !routineTitle(a.Title))
	}},
	{ByArchive, func(a, b *probe) bool { return unnumbered(a, b) && a.Ref != "" && a.Ref == b.Ref }},
	{ByTitle, func(a, b *probe) bool {
		return unnumbered(a, b) && (a.Ref == "" || b.Ref == "") && a.folded != "" && a.folded == b.folded
	}},
}

// probe is an item with its title folded, once for all comparisons.
type probe struct {
	*Item
	folded string
}

func probes(items []Item) []probe {
	out := make([]probe, len(items))
	for i := range items {
		out[i] = probe{&items[i], fold(items[i].Title)}
	}
	return out
}

func unnumbered(a, b *probe) bool { return a.Key == "" || b.Key == "" }

// match finds for each item of b the same one in a, both of one meeting: its
// index, -1 for none. An item is matched once, and a rule that fits two items of
// either side decides nothing, but for numbers printed twice.
func match(a, b []Item) ([]int, []Match) {
	to, how, used := make([]int, len(b)), make([]Match, len(b)), make([]bool, len(a))
	for i := range to {
		to[i] = -1
	}
	pa, pb := probes(a), probes(b)
	for _, r := range rules {
		fitsA, fitsB := make([]int, len(a)), make([]int, len(b))
		for i := range b {
			for j := range a {
				if to[i] < 0 && !used[j] && r.fits(&pa[j], &pb[i]) {
					fitsA[j]++
					fitsB[i]++
				}
			}
		}
		for i := range b {
			for j := range a {
				free := to[i] < 0 && !used[j] && r.fits(&pa[j], &pb[i])
				if free && (r.match == ByNumber || fitsA[j] == 1 && fitsB[i] == 1) {
					to[i], how[i], used[j] = j, r.match, true
				}
			}
		}
	}
	return to, how
}

// better chooses the title to show: not in capitals where the other is not, then
// the longer one, for titles are cut short more often than lengthened.
func better(a, b string) string {
	switch {
	case shouting(a) != shouting(b):
		if shouting(a) {
			return b
		}
		return a
	case len(b) > len(a) || len(b) == len(a) && b < a:
		return b
	}
	return a
}

func shouting(s string) bool {
	return s == "" || !slices.ContainsFunc([]rune(s), func(r rune) bool { return r >= 'a' && r <= 'z' })
}
