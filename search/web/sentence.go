package web

import (
	"strings"

	"saksok"
)

// leadBytes is how much of a sentence a short form shows before its amount.
const leadBytes = 60

// proseOf splits a figure's sentence into pieces: the words to mark, and the
// amount itself, of which there may be several in it.
func proseOf(f *saksok.Figure, words []string) []textPart {
	before, after, ok := aroundAmount(f)
	if !ok {
		return markedLine(f.Context, words)
	}
	return append(append(markedLine(before, words), textPart{Text: f.Text, Own: true}), markedLine(after, words)...)
}

// shortProse is the sentence from shortly before the amount.
func shortProse(f *saksok.Figure, words []string) []textPart {
	before, _, ok := aroundAmount(f)
	if !ok || len(before) <= leadBytes {
		return proseOf(f, words)
	}
	cut := strings.IndexByte(before[len(before)-leadBytes:], ' ')
	if cut < 0 {
		return proseOf(f, words)
	}
	g := *f
	g.Context = "… " + f.Context[len(before)-leadBytes+cut+1:]
	return proseOf(&g, words)
}

// aroundAmount is a figure's sentence before and after its amount; not ok where
// the amount is not in it, or more than once.
func aroundAmount(f *saksok.Figure) (before, after string, ok bool) {
	before, after, ok = strings.Cut(f.Context, f.Text)
	return before, after, ok && f.Text != "" && !strings.Contains(after, f.Text)
}

// hedge is how an amount is hedged, in the words of the document where they stand
// before it: "inntil" is not "under".
func hedge(f *saksok.Figure) string {
	if f.Bound == "" {
		return ""
	}
	if before, _, ok := aroundAmount(f); ok {
		if words, bound := saksok.HedgeBefore(before); bound == f.Bound {
			return words
		}
	}
	return label("bound", string(f.Bound))
}
