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

// hedges are the words that an amount is hedged by, as they stand before it.
var hedges = []string{
	"om lag", "omtrent", "ca.", "ca", "cirka", "rundt", "kring", "nær", "nesten", "nærmere", "knapt", "knappe", "vel", "drøyt", "drøye", "snaut", "godt",
	"over", "minst", "mer enn", "meir enn", "under", "inntil", "opptil", "op til", "opp til", "høyst", "maksimalt", "mindre enn", "upp till", "högst",
	"about", "around", "at least", "more than", "up to", "at most", "less than", "not more than",
}

// hedge is how an amount is hedged, in the words of the document where they stand
// before it: "inntil" is not "under".
func hedge(f *saksok.Figure) string {
	if f.Bound == "" {
		return ""
	}
	before, _, ok := aroundAmount(f)
	before = strings.ToLower(strings.TrimSpace(before))
	found := ""
	for _, h := range hedges {
		if ok && len(h) > len(found) && (before == h || strings.HasSuffix(before, " "+h)) {
			found = h
		}
	}
	if found != "" {
		return found
	}
	return label("bound", string(f.Bound))
}
