// Package indextest answers "what should an engine have found?": a small engine
// in memory that looks at every document. It ranks nothing; its totals, facets,
// sums and orders by number are what any engine must give.
package indextest

import (
	"cmp"
	"context"
	"maps"
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
	a := &engine.Answer{Facets: map[string]engine.Counts{}, Sums: map[string]engine.Total{}}
	for _, f := range p.Facets {
		a.Facets[f.Name] = engine.Counts{Values: map[string]int{}}
	}
	var found []string
	for _, id := range slices.Sorted(maps.Keys(e.docs)) {
		d := e.docs[id]
		if !matches(d, p.Query) {
			continue
		}
		a.Matched++
		for _, f := range p.Facets {
			if passes(d, p.Filters, f.Name) {
				a.Facets[f.Name] = counted(a.Facets[f.Name], d.Keywords[f.Field])
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

func add(sums map[string]engine.Total, d *engine.Doc, s *engine.Sum) {
	if s == nil || len(d.Keywords[s.By]) == 0 {
		return
	}
	if n, ok := d.Numbers[s.Field]; ok {
		t := sums[d.Keywords[s.By][0]]
		t.Count++
		t.Sum += n
		sums[d.Keywords[s.By][0]] = t
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
	case engine.Prefix:
		return slices.ContainsFunc(d.Text[n.Field], func(t engine.Token) bool { return strings.HasPrefix(t.Term, n.Prefix) })
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
	for _, t := range tokens {
		at := func(i int) bool {
			return slices.ContainsFunc(tokens, func(o engine.Token) bool { return o.Pos == t.Pos+i && o.Term == terms[i] })
		}
		found := len(terms) > 0
		for i := range terms {
			found = found && at(i)
		}
		if found {
			return true
		}
	}
	return false
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

// Close implements engine.Engine.
func (e *Engine) Close() error { return nil }
