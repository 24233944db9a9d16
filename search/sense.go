package search

import (
	"context"
	"slices"
	"strings"

	"saksok/index/norwegian"
	"saksok/search/query"
)

// sense is a word of the query that means several things, and those of them that
// the index has a word for.
type sense struct {
	norwegian.Sense
	text    string
	widened bool
}

// readSenses finds the words that mean several things; joined is the query as one
// text, and of the text of it that a word is of.
func (p *planner) readSenses(joined string, of func(word int) int) {
	for _, s := range norwegian.Senses(joined) {
		n := of(s.From)
		if n >= len(p.texts) || p.dropped[n] {
			continue
		}
		if w, ok := p.texts[n].(query.Word); ok {
			p.senses = append(p.senses, &sense{Sense: s, text: w.Text})
		}
	}
}

// lookUp leaves of the meanings those that the index has. A single one that is
// left still is told: the abbreviation may stand for another.
func (s *Service) lookUp(ctx context.Context, senses []*sense) error {
	if len(senses) == 0 {
		return nil
	}
	return s.within(ctx, func(ctx context.Context) error {
		v := vocabulary{ctx: ctx, index: s.index, seen: map[string]bool{}}
		for _, sn := range senses {
			sn.Meanings = slices.DeleteFunc(slices.Clone(sn.Meanings), func(meaning string) bool {
				return slices.ContainsFunc(norwegian.Words(meaning), func(w norwegian.Word) bool { return !v.known(w.Stem) })
			})
		}
		return v.err
	})
}

// mayMean adds every meaning of an ambiguous word to its slot. The other words of
// the query choose between them.
func (p *planner) mayMean(s *slot) {
	for _, sn := range p.senses {
		if sn.text == s.text && len(sn.Meanings) > 0 {
			s.expand(sn.Expansion(), true, true)
			sn.widened = true
		}
	}
}

// tellSenses are the words with several meanings for the echo of the query.
func (p *planner) tellSenses() []Sense {
	var out []Sense
	for _, sn := range p.senses {
		if len(sn.Meanings) > 0 {
			told := Sense{Text: sn.text, Meanings: sn.Meanings, Widened: sn.widened}
			for _, m := range sn.Meanings {
				if strings.Contains(m, " ") {
					m = query.Print(query.Phrase{Text: m})
				}
				told.Queries = append(told.Queries, query.Replace(p.q.Text, sn.text, m))
			}
			out = append(out, told)
		}
	}
	return out
}
