package search

import (
	"context"
	"slices"
	"strings"

	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// How far a word may be from one that is in the index, by its letters.
const (
	oneEditFrom  = 4
	twoEditsFrom = 8
	fixedLetters = 1
	maxTypos     = 3 // words that one is taken for
	minSplit     = 3 // letters of each part of a compound that the index knows the parts of

	maxLetters = 30 // of a word that is looked at
	maxUnknown = 3  // words of a query that are
)

// vocabularyFields are where the words of the index are looked up.
var vocabularyFields = []string{
	index.TextTitle, index.TextBody, index.TextAbout, index.TextColumn, index.TextCommittee, index.TextOrganisation, index.TextWhen,
}

// typo is a word of the query that is not in the index, and the nearest that is.
type typo struct{ word, taken string }

// widen adds to the slots what counts only where all of the words as they stand
// find nothing: what is related, the parts of compounds, and for words that are
// nowhere, those they may be a misspelling of.
func (s *Service) widen(ctx context.Context, p *planner) error {
	return s.within(ctx, func(ctx context.Context) error {
		v := vocabulary{ctx: ctx, index: s.index, seen: map[string]bool{}}
		for i := range p.slots {
			p.slots[i].walk(func(sl *slot) {
				for _, e := range sl.related {
					sl.expand(e, true, true)
				}
				p.mayMean(sl)
				v.widen(sl, p)
			})
		}
		return v.err
	})
}

// vocabulary looks words up in the index; the first error stays.
type vocabulary struct {
	ctx   context.Context
	index *index.Index
	err   error

	unknown int             // words looked at that are nowhere
	seen    map[string]bool // terms that were looked up, whether they are there
}

// widen adds the parts of a compound, and for an unknown word those it may be.
func (v *vocabulary) widen(s *slot, p *planner) {
	w := s.word
	if w.Stem == "" || s.prefix != "" && s.required {
		return
	}
	parts := w.Pieces()
	if len([]rune(w.Exact)) <= maxLetters && v.unknown < maxUnknown && !v.known(w.Stem) && !v.has(norwegian.Exact+w.Exact) {
		v.unknown++
		if found := v.like(w.Exact); len(found) > 0 {
			p.typos = append(p.typos, typo{s.text, found[0]})
			s.ways = append(s.ways, typoWays(found)...)
		}
		parts = v.parts(w)
		s.nowhere = len(parts)+len(s.keywords) == 0 && s.prefix == "" &&
			!slices.ContainsFunc(s.ways, func(w way) bool { return wayRanks[w.kind] > wayRanks[wayPart] })
	}
	s.label = rowOf(parts)
	for _, part := range parts {
		s.parts = append(s.parts, partSlot(part, w.Exact))
	}
}

// partSlot is the stem of a word that a compound is made of, with what may be
// searched for in its place.
func partSlot(part, compound string) slot {
	s := slot{text: part, ways: []way{
		{kind: wayPart, of: compound, terms: []string{part}, weight: 1},
		{kind: wayPart, of: compound, terms: []string{norwegian.Part + part}, weight: 1},
	}}
	for _, e := range norwegian.Expand(part) {
		s.expand(e, true, false)
	}
	return s
}

// parts are those of a compound that is nowhere: as it is known to be cut, where the
// index has them all, or else two words that it has, or else those of which it has
// all but one, or what may be searched for in their place, the last among them.
func (v *vocabulary) parts(w norwegian.Word) []string {
	parts := w.Pieces()
	if len(parts) > 0 && !slices.ContainsFunc(parts, func(p string) bool { return !v.known(p) }) {
		return parts
	}
	if two := v.split(w.Exact); two != nil {
		return two
	}
	lacking, last := 0, false
	for _, p := range parts {
		if last = v.occurs(partSlot(p, w.Exact)); !last {
			lacking++
		}
	}
	if lacking > 1 || !last && len(parts) < 3 {
		return nil
	}
	return parts
}

// occurs reports whether the index has all words of a way in which a slot occurs.
func (v *vocabulary) occurs(s slot) bool {
	return slices.ContainsFunc(s.ways, func(w way) bool {
		return !slices.ContainsFunc(w.terms, func(term string) bool { return !v.has(term) })
	})
}

// minHead is how many letters the stem of a last part has that may stand for the
// whole of a compound.
const minHead = 5

// loosen lets compounds occur without one of their words, where not even all of
// those are found: of three and more any, of two the first, which only says what
// kind of the other it is. Who looks for "brannstasjonsbygg" is shown the
// "brannstasjon". It reports whether that changes anything.
func (p *planner) loosen() bool {
	before := p.loose
	for i := range p.slots {
		p.slots[i].walk(func(s *slot) {
			switch n := len(s.parts); {
			case n > 2:
				s.lacking, p.loose = true, true
			case n == 2 && len([]rune(s.parts[1].text)) >= minHead:
				s.parts, p.loose = s.parts[1:], true
			}
		})
	}
	return p.loose && !before
}

// moneyWords are what a table says once for all of its rows: who looks for
// "strømutgifter" finds them in the row "Strøm". By stem.
var moneyWords = stemmed("utgift", "kostnad", "inntekt", "budsjett", "regnskap", "rekneskap", "beløp", "gebyr", "avgift", "pris", "ramme", "midler", "penger",
	"udgift", "indtægt", "intäkter")

func stemmed(words ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[norwegian.Stem(norwegian.Normalize(w))] = true
	}
	return out
}

// rowOf is the row label a compound may ask for, by stem: its first part, where
// the other says that it is money. It is "" for other words.
func rowOf(parts []string) string {
	if len(parts) != 2 || !moneyWords[parts[1]] {
		return ""
	}
	return parts[0]
}

func typoWays(words []string) []way {
	var out []way
	for _, word := range words {
		out = append(out, way{kind: wayTypo, of: word, terms: []string{norwegian.Exact + word}, weight: 1})
		if w := norwegian.Words(word); len(w) == 1 && w[0].Stem != "" {
			out = append(out,
				way{kind: wayTypo, of: word, terms: []string{w[0].Stem}, weight: 1},
				way{kind: wayTypo, of: word, terms: []string{norwegian.Part + w[0].Stem}, weight: 0.5})
		}
	}
	return out
}

// known reports whether a word with the stem is in the index, on its own or in a
// compound.
func (v *vocabulary) known(stem string) bool { return v.has(stem) || v.has(norwegian.Part+stem) }

func (v *vocabulary) has(term string) bool {
	there, ok := v.seen[term]
	like := engine.Likeness{Term: term, Fixed: len([]rune(term))}
	for _, field := range vocabularyFields {
		if ok || there || v.err != nil {
			break
		}
		var found []engine.TermCount
		found, v.err = v.index.Terms(v.ctx, field, engine.TermQuery{Like: like, Limit: 1})
		there = len(found) > 0
	}
	v.seen[term] = there
	return there
}

// like returns the words nearest to one that is not in the index, all of them as
// near, the most frequent first.
func (v *vocabulary) like(word string) []string {
	distance := 0
	switch n := len([]rune(word)); {
	case n >= twoEditsFrom:
		distance = 2
	case n >= oneEditFrom:
		distance = 1
	default:
		return nil
	}
	found := v.terms(engine.TermQuery{
		Like:  engine.Likeness{Term: norwegian.Exact + word, Distance: distance, Fixed: len(norwegian.Exact) + fixedLetters},
		Limit: maxTypos,
	})
	var out []string
	for _, t := range found {
		if t.Distance == found[0].Distance {
			out = append(out, strings.TrimPrefix(t.Term, norwegian.Exact))
		}
	}
	return out
}

// terms asks every field and adds the counts up.
func (v *vocabulary) terms(q engine.TermQuery) []engine.TermCount {
	return v.termsOf(vocabularyFields, q)
}

func (v *vocabulary) termsOf(fields []string, q engine.TermQuery) []engine.TermCount {
	at := map[string]int{}
	var out []engine.TermCount
	for _, field := range fields {
		if v.err != nil {
			return nil
		}
		var found []engine.TermCount
		if found, v.err = v.index.Terms(v.ctx, field, q); v.err != nil {
			return nil
		}
		for _, t := range found {
			if i, ok := at[t.Term]; ok {
				out[i].Count += t.Count
				continue
			}
			at[t.Term] = len(out)
			out = append(out, t)
		}
	}
	return engine.SortTerms(out, q.Limit)
}

// split cuts a word that the index does not know in two that it does, the longer
// the second the better; an s or e may link them.
func (v *vocabulary) split(word string) []string {
	runes := []rune(word)
	for i := minSplit; i <= len(runes)-minSplit; i++ {
		head := norwegian.Stem(string(runes[i:]))
		if !v.known(head) {
			continue
		}
		first := string(runes[:i])
		for _, link := range []string{"", "s", "e"} {
			bare, ok := strings.CutSuffix(first, link)
			if ok && len([]rune(bare)) >= minSplit && v.known(norwegian.Stem(bare)) {
				return []string{norwegian.Stem(bare), head}
			}
		}
	}
	return nil
}
