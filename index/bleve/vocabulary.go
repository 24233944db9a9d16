package bleve

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"

	"saksok/index/engine"
)

// Terms implements engine.Engine.
func (ix *Index) Terms(ctx context.Context, field string, q engine.TermQuery) ([]engine.TermCount, error) {
	var terms []engine.TermCount
	err := ix.view(func(s *scorch.IndexSnapshot) (err error) {
		if q.Like.Term != "" {
			terms, err = ix.alike(ctx, s, field, q.Like)
			terms = slices.DeleteFunc(terms, func(t engine.TermCount) bool { return !strings.HasPrefix(t.Term, q.Prefix) })
		} else {
			terms, err = beginning(ctx, s, field, q.Prefix, 0)
		}
		return err
	})
	return engine.SortTerms(terms, q.Limit), err
}

// beginning lists the terms that begin with prefix, in no order, and stops when
// there are more than most, unless that is 0.
func beginning(ctx context.Context, s *scorch.IndexSnapshot, field, prefix string, most int) ([]engine.TermCount, error) {
	var found counted
	err := eachTerm(ctx, s, field, nil, prefix, func(term string, count int) bool {
		found.add(term, count, 0)
		return most == 0 || len(found.terms) <= most
	})
	return found.terms, err
}

// alike lists the terms like another, in no order. The automaton proposes, the
// likeness decides.
func (ix *Index) alike(ctx context.Context, s *scorch.IndexSnapshot, field string, l engine.Likeness) ([]engine.TermCount, error) {
	if !l.Possible() {
		return nil, nil
	}
	if l.Distance <= 0 {
		return exactly(s, field, l.Term)
	}
	automaton, err := ix.automaton(l.Term, min(l.Distance, engine.MaxDistance))
	if err != nil {
		return nil, err
	}
	var found counted
	err = eachTerm(ctx, s, field, automaton, l.Beginning(), func(term string, count int) bool {
		if n, ok := l.Edits(term); ok {
			found.add(term, count, n)
		}
		return true
	})
	return found.terms, err
}

// exactly is a term that is looked up, without an automaton, which takes longer to
// make than a hundred terms to be found.
func exactly(s *scorch.IndexSnapshot, field, term string) ([]engine.TermCount, error) {
	row, err := newTermReader(s, nil, new(columnBuilder)).row(fieldTerm{textField(field, term), term})
	if err != nil {
		return nil, err
	}
	n := 0
	for i := range row {
		n += int(row[i].count())
	}
	if n == 0 {
		return nil, nil
	}
	return []engine.TermCount{{Term: term, Count: n}}, nil
}

// likeAutomaton accepts the terms within so many edits of a term. It never changes.
type likeAutomaton struct {
	term     string
	distance int
	segment.Automaton
}

// automaton is that of a term. The last is kept: what is like a term is asked of
// one field after the other, and to make it takes longer than to go through one.
func (ix *Index) automaton(term string, distance int) (segment.Automaton, error) {
	if last := ix.like.Load(); last != nil && last.term == term && last.distance == distance {
		return last, nil
	}
	builder, err := automata[distance-1]()
	if err != nil {
		return nil, fmt.Errorf("preparing likeness of words: %w", err)
	}
	dfa, err := builder.BuildDfa(term, builder.MaxDistance())
	if err != nil {
		return nil, fmt.Errorf("preparing likeness of %q: %w", term, err)
	}
	fresh := &likeAutomaton{term, distance, dfa}
	ix.like.Store(fresh)
	return fresh, nil
}

// automata build the automaton of each distance above 0; the tables behind one take
// milliseconds to make.
var automata = [engine.MaxDistance]func() (*levenshtein.LevenshteinAutomatonBuilder, error){
	builderOf(1), builderOf(2),
}

func builderOf(distance uint8) func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
	return sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(distance, true)
	})
}

// counted adds up the documents of a term over the segments.
type counted struct {
	terms []engine.TermCount
	at    map[string]int
}

func (c *counted) add(term string, count, distance int) {
	if c.at == nil {
		c.at = map[string]int{}
	}
	i, ok := c.at[term]
	if !ok {
		i = len(c.terms)
		c.at[term] = i
		c.terms = append(c.terms, engine.TermCount{Term: term, Distance: distance})
	}
	c.terms[i].Count += count
}

// eachTerm calls f with the terms of a text field that begin with prefix and the
// automaton, if any, accepts, and the number of documents each is in: segment by
// segment, so a term may come again. It ends when f returns false. Bleve's own
// dictionaries open the segments in goroutines, in which a panic ends the process.
func eachTerm(ctx context.Context, s *scorch.IndexSnapshot, field string, automaton segment.Automaton, prefix string, f func(term string, count int) bool) error {
	fields := []string{textField(field, prefix)}
	if prefix == "" {
		fields = []string{textPrefix + field, formPrefix + field}
	}
	for _, seg := range s.Segments() {
		for _, name := range fields {
			dict, err := seg.Segment().Dictionary(name)
			if err != nil {
				return fmt.Errorf("reading words of %s: %w", field, err)
			}
			more, err := eachTermOf(ctx, seg, dict, automaton, prefix, f)
			if err != nil {
				return fmt.Errorf("reading words of %s: %w", field, err)
			}
			if !more {
				return nil
			}
		}
	}
	return nil
}

func eachTermOf(ctx context.Context, seg *scorch.SegmentSnapshot, dict segment.TermDictionary, automaton segment.Automaton, prefix string, f func(term string, count int) bool) (more bool, err error) {
	var lo, hi []byte
	if prefix != "" {
		lo, hi = []byte(prefix), after(prefix)
	}
	terms := dict.AutomatonIterator(automaton, lo, hi)
	var postings segment.PostingsList
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return true, err
		}
		count := entry.Count
		if seg.Deleted() != nil { // the dictionary counts what was deleted since
			if postings, err = dict.PostingsList([]byte(entry.Term), seg.Deleted(), postings); err != nil {
				return false, err
			}
			count = postings.Count()
		}
		if count > 0 && !f(entry.Term, int(count)) {
			return false, nil
		}
	}
}

// after is the first key that does not begin with prefix, nil for none.
func after(prefix string) []byte {
	key := bytes.TrimRight([]byte(prefix), "\xff")
	if len(key) == 0 {
		return nil
	}
	key[len(key)-1]++
	return key
}
