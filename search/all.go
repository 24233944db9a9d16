package search

import (
	"context"
	"iter"

	"saksok"
	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// batchHits is how many hits All asks the index for at once: below 500 most of
// the time goes into finding the place again, above 2000 only memory is added.
const batchHits = 1000

// Found is all that a query finds, for exports.
type Found struct {
	Total   int  // how many there are, of which at most the limit are given
	Relaxed bool // not every word of the query had to occur
	// Hits gives the hits in the order of the query, without snippets. They are
	// read in batches, between which documents may come and go; an error ends
	// them. It can be walked once.
	Hits iter.Seq2[*Hit, error]
}

// All finds everything that q asks for, up to limit hits. The facets, the cursor
// and the page size of q play no part. What is wrong with q is told at once.
func (s *Service) All(ctx context.Context, q Query, limit int) (*Found, error) {
	p, err := planAll(q)
	if err != nil {
		return nil, err
	}
	return s.all(ctx, p, limit)
}

// Row finds the figures of one line (post) of tables: those whose row label is
// label but for line numbers, footnote marks and spelling; q narrows them.
func (s *Service) Row(ctx context.Context, label string, q Query, limit int) (*Found, error) {
	q.Types = []HitType{TypeFigure}
	p, err := planAll(q)
	if err != nil {
		return nil, err
	}
	key := RowKey(label)
	if key == "" {
		return nil, &RequestError{Param: "row", Value: label, Reason: "has no word"}
	}
	p.also = engine.Keyword{Field: index.FieldRow, Value: key}
	return s.all(ctx, p, limit)
}

// RowKey is equal for the labels that [Service.Row] takes for one line.
func RowKey(label string) string { return norwegian.LabelKey(label) }

// Figures are the hits that the figures of a stored extraction are.
func Figures(x *saksok.Extraction) []Hit {
	sources := index.Figures(x)
	out := make([]Hit, len(sources))
	for i := range sources {
		out[i] = newHit(&sources[i], 0, "")
	}
	return out
}

func planAll(q Query) (*planner, error) {
	q.After, q.Limit, q.Facets = "", maxLimit, []string{"none"}
	return newPlanner(q)
}

func (s *Service) all(ctx context.Context, p *planner, limit int) (*Found, error) {
	p.q.Limit = min(batchHits, max(1, limit))
	first, words, err := s.answer(ctx, p)
	if err != nil {
		return nil, err
	}
	f := &Found{Total: first.Total, Relaxed: p.relaxed(words)}
	f.Hits = func(yield func(*Hit, error) bool) {
		for batch, left := first, limit; ; {
			n, ok := yieldHits(batch.Hits, left, yield)
			if left -= n; !ok || left <= 0 || len(batch.Hits) < p.q.Limit {
				return
			}
			p.after = &batch.Hits[len(batch.Hits)-1].Position
			var err error
			if batch, err = s.run(ctx, p.plan(words)); err != nil {
				yield(nil, err)
				return
			}
		}
	}
	return f, nil
}

// yieldHits hands over at most left hits and returns how many, and whether more
// are wanted.
func yieldHits(hits []engine.Hit, left int, yield func(*Hit, error) bool) (n int, more bool) {
	for _, h := range hits[:min(left, len(hits))] {
		src, err := index.DecodeSource(h.Source)
		if err != nil {
			yield(nil, err)
			return n, false
		}
		hit := newHit(src, h.Position.Score, "")
		if n++; !yield(&hit, nil) {
			return n, false
		}
	}
	return n, true
}
