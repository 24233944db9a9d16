package search

import (
	"context"
	"strings"

	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// When a word that is found may still be a misspelling: the same misspelling as in
// a document or two, of a word that is in many.
const (
	doubtHits  = 3  // of the query, at most
	doubtTimes = 10 // as many documents have the word that may be meant
	doubtFrom  = 5  // letters
	maxDoubts  = 2  // words of a query that are looked at
)

// doubtFields are where words are counted.
var doubtFields = []string{index.TextTitle, index.TextBody}

// doubt looks for words of a query that may be misspelt although they are found.
// The answer stays what it is: they are only asked about.
func (s *Service) doubt(ctx context.Context, p *planner, a *engine.Answer) error {
	if a.Matched == 0 || a.Matched > doubtHits || len(p.typos) > 0 {
		return nil
	}
	return s.within(ctx, func(ctx context.Context) error {
		v := vocabulary{ctx: ctx, index: s.index}
		looked := 0
		for _, sl := range p.slots {
			if w := sl.word; w.Stem != "" && len([]rune(w.Exact)) >= doubtFrom && !strings.ContainsAny(w.Exact, "0123456789") && looked < maxDoubts {
				looked++
				if meant := v.commoner(w); meant != "" {
					p.doubts = append(p.doubts, typo{sl.text, meant})
				}
			}
		}
		return v.err
	})
}

// commoner is a word one letter from w, and not another form of it, that is in
// many times the documents; "" for none.
func (v *vocabulary) commoner(w norwegian.Word) string {
	own, best := 0, engine.TermCount{}
	for _, t := range v.termsOf(doubtFields, engine.TermQuery{
		Like:  engine.Likeness{Term: norwegian.Exact + w.Exact, Distance: 1, Fixed: len(norwegian.Exact) + fixedLetters},
		Limit: maxTypos + 1,
	}) {
		word := strings.TrimPrefix(t.Term, norwegian.Exact)
		switch {
		case t.Distance == 0:
			own = t.Count
		case t.Count > best.Count && norwegian.Stem(word) != w.Stem:
			best = engine.TermCount{Term: word, Count: t.Count}
		}
	}
	if best.Count < doubtTimes*max(own, 1) {
		return ""
	}
	return best.Term
}
