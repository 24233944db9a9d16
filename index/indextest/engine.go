// Package indextest answers "what should an engine have found?": a small engine
// in memory that looks at every document. It ranks nothing; its totals, facets,
// histograms, sums, words and orders by number are what any engine must give.
package indextest

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"saksok/index/engine"
)

// Engine is an engine for tests.
type Engine struct {
	mu   sync.Mutex
	docs map[string]*engine.Doc
}

var _ engine.Engine = (*Engine)(nil)

// New returns an empty engine.
func New() *Engine { return &Engine{docs: map[string]*engine.Doc{}} }

// Apply implements engine.Engine.
func (e *Engine) Apply(_ context.Context, ops []engine.Op) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, op := range ops {
		if op.Doc == nil {
			delete(e.docs, op.ID)
		} else {
			e.docs[op.ID] = op.Doc
		}
	}
	return nil
}

// Search implements engine.Engine, without scores and cursors.
func (e *Engine) Search(_ context.Context, p engine.Plan) (*engine.Answer, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	query, err := e.expand(p.Query)
	if err != nil {
		return nil, err
	}
	a := &engine.Answer{Facets: map[string]engine.Counts{}, Histograms: map[string]engine.Buckets{}, Sums: map[string]engine.Total{}}
	for _, f := range p.Facets {
		a.Facets[f.Name] = engine.Counts{Values: map[string]int{}}
	}
	for _, h := range p.Histograms {
		a.Histograms[h.Name] = engine.Buckets{Buckets: h.Empty()}
	}
	var found []string
	for _, id := range slices.Sorted(maps.Keys(e.docs)) {
		d := e.docs[id]
		if !matches(d, query) {
			continue
		}
		a.Matched++
		for _, f := range p.Facets {
			if passes(d, p.Filters, f.Name) {
				a.Facets[f.Name] = counted(a.Facets[f.Name], d.Keywords[f.Field])
			}
		}
		for _, h := range p.Histograms {
			if passes(d, p.Filters, h.Name) {
				a.Histograms[h.Name] = bucketed(a.Histograms[h.Name], h, d)
			}
		}
		if !passes(d, p.Filters, "") {
			continue
		}
		a.Total++
		found = append(found, id)
		add(a.Sums, d, p.Sum)
	}
	slices.SortStableFunc(found, func(x, y string) int { return e.compare(p.Sort, x, y) })
	for _, id := range found[:min(len(found), p.Limit)] {
		a.Hits = append(a.Hits, engine.Hit{ID: id, Source: e.docs[id].Source})
	}
	return a, nil
}

func (e *Engine) compare(keys []engine.SortKey, x, y string) int {
	for _, k := range keys {
		if k.Field == "" {
			continue // it does not rank
		}
		a, okA := e.docs[x].Numbers[k.Field]
		b, okB := e.docs[y].Numbers[k.Field]
		switch {
		case okA && !okB:
			return -1
		case okB && !okA:
			return 1
		}
		r := cmp.Compare(a, b)
		if k.Descending {
			r = -r
		}
		if r != 0 {
			return r
		}
	}
	return 0
}

func counted(c engine.Counts, values []string) engine.Counts {
	if len(values) == 0 {
		c.Missing++
	}
	for _, v := range values {
		c.Values[v]++
	}
	return c
}

// bucketed counts a document in the bucket of its number, which is put where it
// belongs if there is none yet.
func bucketed(b engine.Buckets, h engine.Histogram, d *engine.Doc) engine.Buckets {
	n, ok := d.Numbers[h.Field]
	found, fits := h.Bucket(n)
	if !ok || !fits {
		b.Missing++
		return b
	}
	i := slices.IndexFunc(b.Buckets, func(o engine.Bucket) bool { return o.Min == found.Min })
	if i < 0 {
		i = 0
		for i < len(b.Buckets) && b.Buckets[i].Min < found.Min {
			i++
		}
		b.Buckets = slices.Insert(b.Buckets, i, found)
	}
	b.Buckets[i].Count++
	return b
}

func add(sums map[string]engine.Total, d *engine.Doc, s *engine.Sum) {
	if s == nil || len(d.Keywords[s.By]) == 0 {
		return
	}
	if n, ok := d.Numbers[s.Field]; ok {
		by := slices.Min(d.Keywords[s.By])
		sums[by] = engine.Total{Count: sums[by].Count + 1, Sum: sums[by].Sum + n}
	}
}

// passes tries every filter but those of the name.
func passes(d *engine.Doc, filters []engine.Filter, but string) bool {
	for _, f := range filters {
		if f.Name == but && but != "" {
			continue
		}
		if f.Number {
			if n, ok := d.Numbers[f.Field]; !ok || f.Min != nil && n < *f.Min || f.Max != nil && n > *f.Max {
				return false
			}
			continue
		}
		values := d.Keywords[f.Field]
		if len(values) == 0 {
			if f.Present || len(f.Any) > 0 && !f.Missing {
				return false
			}
			continue
		}
		in := func(list []string) bool {
			return slices.ContainsFunc(values, func(v string) bool { return slices.Contains(list, v) })
		}
		if in(f.None) || (len(f.Any) > 0 || f.Missing) && !in(f.Any) {
			return false
		}
	}
	return true
}

// expand puts terms in place of the nodes that stand for as many as there are.
func (e *Engine) expand(n engine.Node) (engine.Node, error) {
	switch n := n.(type) {
	case engine.And:
		nodes, err := e.expandAll(n.Nodes)
		return engine.And{Nodes: nodes}, err
	case engine.Or:
		nodes, err := e.expandAll(n.Nodes)
		return engine.Or{Nodes: nodes, Min: n.Min}, err
	case engine.Not:
		node, err := e.expand(n.Node)
		return engine.Not{Node: node}, err
	case engine.Prefix:
		terms := e.terms(n.Field, engine.TermQuery{Prefix: n.Prefix, Limit: math.MaxInt})
		if len(terms) > n.Max && !n.Optional {
			return nil, engine.ErrBroad
		}
		if len(terms) > n.Max {
			terms = nil
		}
		return anyOf(n.Field, terms), nil
	}
	return n, nil
}

func (e *Engine) expandAll(nodes []engine.Node) ([]engine.Node, error) {
	out := make([]engine.Node, len(nodes))
	for i, n := range nodes {
		var err error
		if out[i], err = e.expand(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func anyOf(field string, terms []engine.TermCount) engine.Node {
	var or engine.Or
	for _, t := range terms {
		or.Nodes = append(or.Nodes, engine.Term{Field: field, Term: t.Term})
	}
	return or
}

// Terms implements engine.Engine.
func (e *Engine) Terms(_ context.Context, field string, q engine.TermQuery) ([]engine.TermCount, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.terms(field, q), nil
}

func (e *Engine) terms(field string, q engine.TermQuery) []engine.TermCount {
	found := map[string]engine.TermCount{}
	for _, d := range e.docs {
		seen := map[string]bool{}
		for _, t := range d.Text[field] {
			distance, ok := 0, true
			if q.Like.Term != "" {
				distance, ok = q.Like.Edits(t.Term)
			}
			if !ok || seen[t.Term] || !strings.HasPrefix(t.Term, q.Prefix) {
				continue
			}
			seen[t.Term] = true
			found[t.Term] = engine.TermCount{Term: t.Term, Count: found[t.Term].Count + 1, Distance: distance}
		}
	}
	return engine.SortTerms(slices.Collect(maps.Values(found)), q.Limit)
}

func matches(d *engine.Doc, n engine.Node) bool {
	switch n := n.(type) {
	case nil, engine.All:
		return true
	case engine.And:
		return !slices.ContainsFunc(n.Nodes, func(k engine.Node) bool { return !matches(d, k) })
	case engine.Or:
		found := 0
		for _, k := range n.Nodes {
			if matches(d, k) {
				found++
			}
		}
		return found >= max(1, n.Min)
	case engine.Not:
		return !matches(d, n.Node)
	case engine.Term:
		return slices.ContainsFunc(d.Text[n.Field], func(t engine.Token) bool { return t.Term == n.Term })
	case engine.Keyword:
		return slices.Contains(d.Keywords[n.Field], n.Value)
	case engine.Range:
		v, ok := d.Numbers[n.Field]
		return ok && (n.Min == nil || v >= *n.Min) && (n.Max == nil || v <= *n.Max)
	case engine.Phrase:
		return phrase(d.Text[n.Field], n.Terms)
	}
	return false
}

func phrase(tokens []engine.Token, terms []string) bool {
	if len(terms) == 0 || slices.ContainsFunc(terms, func(t string) bool { return !engine.Placed(t) }) {
		return false
	}
	return slices.ContainsFunc(tokens, func(t engine.Token) bool {
		found := t.Term == terms[0]
		for i := 1; found && i < len(terms); i++ {
			found = slices.ContainsFunc(tokens, func(o engine.Token) bool { return o.Pos == t.Pos+i && o.Term == terms[i] })
		}
		return found
	})
}

// Sources implements engine.Engine.
func (e *Engine) Sources(_ context.Context, ids []string) ([][]byte, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := make([][]byte, len(ids))
	for i, id := range ids {
		if d := e.docs[id]; d != nil {
			out[i] = d.Source
		}
	}
	return out, nil
}

// IDs implements engine.Engine.
func (e *Engine) IDs(_ context.Context, field, value string) ([]string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var ids []string
	for id, d := range e.docs {
		if slices.Contains(d.Keywords[field], value) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Count implements engine.Engine.
func (e *Engine) Count() (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.docs), nil
}

// Verify implements engine.Engine.
func (e *Engine) Verify(ctx context.Context) error { return ctx.Err() }

// Memory implements engine.Engine.
func (e *Engine) Memory() int { return 0 }

// Close implements engine.Engine.
func (e *Engine) Close() error { return nil }
