package bleve

import (
	"context"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

// prefixScore scales the score of what matches by its beginning only: below that
// of every word, however common.
const prefixScore = 1e-6

// expander puts terms in place of the nodes that stand for as many as there are,
// once for all segments.
type expander struct {
	ctx      context.Context
	snapshot *scorch.IndexSnapshot
	terms    int
}

func (e *expander) expand(n engine.Node) (engine.Node, error) {
	var err error
	switch n := n.(type) {
	case engine.And:
		n.Nodes, err = e.all(n.Nodes)
		return n, err
	case engine.Or:
		n.Nodes, err = e.all(n.Nodes)
		return n, err
	case engine.Not:
		n.Node, err = e.expand(n.Node)
		return n, err
	case engine.Prefix:
		return e.prefix(n)
	}
	return n, nil
}

func (e *expander) all(nodes []engine.Node) ([]engine.Node, error) {
	out := make([]engine.Node, len(nodes))
	for i, n := range nodes {
		var err error
		if out[i], err = e.expand(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *expander) prefix(n engine.Prefix) (engine.Node, error) {
	terms, err := beginning(e.ctx, e.snapshot, n.Field, n.Prefix, n.Max+1)
	if err != nil {
		return nil, err
	}
	if len(terms) > n.Max {
		if n.Optional {
			return engine.None{}, nil
		}
		return nil, engine.ErrBroad
	}
	if e.terms += len(terms); e.terms > maxTerms {
		return nil, engine.ErrBroad
	}
	out := expanded{field: n.Field, score: n.Boost * prefixScore}
	for _, t := range terms {
		out.terms = append(out.terms, t.Term)
	}
	return out, nil
}

// expanded stands for the terms a beginning was found to mean.
type expanded struct {
	engine.None
	field string
	terms []string
	score float64 // of every document alike
}
