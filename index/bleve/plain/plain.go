// Package plain answers "what would Bleve do by itself?": the same documents in a
// Bleve index tuned as its manuals say, searched by Bleve's own queries, facets
// and orders. It is what package bleve is measured against and nothing else.
package plain

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"saksok/index/engine"
)

// The options of a tuned mapping: no text field has doc values, no keyword has
// frequencies, only the source is stored. Term vectors are what phrases and
// Bleve's highlighter need.
const (
	text    = index.IndexField | index.IncludeTermVectors
	keyword = index.IndexField | index.DocValues | index.SkipFreqNorm
	number  = index.IndexField | index.DocValues
)

// Index is a plain Bleve index.
type Index struct{ bleve bleve.Index }

// Create makes an empty one in dir.
func Create(dir string) (*Index, error) {
	m := mapping.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentStaticMapping()
	m.ScoringModel = index.BM25Scoring
	ix, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("creating plain index: %w", err)
	}
	return &Index{ix}, nil
}

// Open opens the one in dir.
func Open(dir string) (*Index, error) {
	ix, err := bleve.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("opening plain index: %w", err)
	}
	return &Index{ix}, nil
}

// Close closes the index.
func (ix *Index) Close() error { return ix.bleve.Close() }

// Apply writes the documents of ops. Their text is analysed already, so that what
// is measured is Bleve and not the analysis.
func (ix *Index) Apply(ops []engine.Op) error {
	batch := ix.bleve.NewBatch()
	for _, op := range ops {
		if err := batch.IndexAdvanced(build(op.ID, op.Doc)); err != nil {
			return fmt.Errorf("adding %s to batch: %w", op.ID, err)
		}
	}
	return ix.bleve.Batch(batch)
}

func build(id string, d *engine.Doc) *document.Document {
	doc := document.NewDocument(id)
	for _, name := range slices.Sorted(maps.Keys(d.Text)) {
		doc.AddField(document.NewTextFieldCustom("t."+name, nil, nil, text, tokens(d.Text[name])))
	}
	for _, name := range slices.Sorted(maps.Keys(d.Keywords)) {
		for i, v := range d.Keywords[name] {
			doc.AddField(document.NewTextFieldCustom("k."+name, []uint64{uint64(i)}, []byte(v), keyword, nil))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Numbers)) {
		doc.AddField(document.NewNumericFieldWithIndexingOptions("n."+name, nil, float64(d.Numbers[name]), number))
	}
	doc.AddField(document.NewTextFieldCustom("source", nil, d.Source, index.StoreField, tokens(nil)))
	return doc
}

// tokens is the analyzer that gives what was analysed before.
type tokens []engine.Token

// Analyze implements analysis.Analyzer.
func (t tokens) Analyze([]byte) analysis.TokenStream {
	out := make(analysis.TokenStream, len(t))
	for i, k := range t {
		out[i] = &analysis.Token{Term: []byte(k.Term), Position: k.Pos, Start: k.Start, End: k.End}
	}
	return out
}

// Search answers a plan of the nodes All, And, Or, Term and Phrase with facets
// and number orders, and returns how many documents it found.
func (ix *Index) Search(ctx context.Context, p engine.Plan) (int, error) {
	q, err := compile(p.Query)
	if err != nil {
		return 0, err
	}
	r := bleve.NewSearchRequestOptions(q, p.Limit, 0, false)
	r.Fields = []string{"source"}
	for _, f := range p.Facets {
		r.AddFacet(f.Name, bleve.NewFacetRequest("k."+f.Field, 100))
	}
	if len(p.Sort) > 0 && p.Sort[0].Field != "" {
		by := "n." + p.Sort[0].Field
		if p.Sort[0].Descending {
			by = "-" + by
		}
		r.SortBy([]string{by, "_id"})
	}
	if !p.Score {
		r.Score = "none"
	}
	res, err := ix.bleve.SearchInContext(ctx, r)
	if err != nil {
		return 0, fmt.Errorf("searching plain index: %w", err)
	}
	return int(res.Total), nil
}

func compile(n engine.Node) (query.Query, error) {
	switch n := n.(type) {
	case engine.All:
		return query.NewMatchAllQuery(), nil
	case engine.Term:
		q := query.NewTermQuery(n.Term)
		q.SetField("t." + n.Field)
		q.SetBoost(n.Boost)
		return q, nil
	case engine.Phrase:
		q := query.NewPhraseQuery(n.Terms, "t."+n.Field)
		q.SetBoost(n.Boost)
		return q, nil
	case engine.And:
		nodes, err := all(n.Nodes)
		return query.NewConjunctionQuery(nodes), err
	case engine.Or:
		nodes, err := all(n.Nodes)
		return query.NewDisjunctionQuery(nodes), err
	}
	return nil, fmt.Errorf("plain Bleve is not asked for a %T", n)
}

func all(nodes []engine.Node) ([]query.Query, error) {
	out := make([]query.Query, len(nodes))
	for i, n := range nodes {
		var err error
		if out[i], err = compile(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}
