package bleve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"

	"saksok/index/engine"
)

// compiler turns plan nodes into Bleve searchers. It builds searchers, not
// Bleve queries: those drop a "must" that matches nothing, which would turn
// "x -y" with no x into everything but y.
type compiler struct {
	ctx     context.Context
	reader  *scorch.IndexSnapshot
	columns []*segmentColumns
	locate  *locator
	options search.SearcherOptions
}

func (c *compiler) compile(n engine.Node) (search.Searcher, error) {
	switch n := n.(type) {
	case nil, engine.All:
		return searcher.NewMatchAllSearcher(c.ctx, c.reader, 1, c.options)
	case engine.None:
		return searcher.NewMatchNoneSearcher(c.reader)
	case engine.Term:
		return searcher.NewTermSearcher(c.ctx, c.reader, n.Term, textPrefix+n.Field, n.Boost, c.options)
	case engine.Keyword:
		s, err := searcher.NewTermSearcher(c.ctx, c.reader, n.Value, keywordPrefix+n.Field, 0, c.options)
		return constant{s, n.Boost}, err
	case engine.Phrase:
		return searcher.NewPhraseSearcher(c.ctx, c.reader, n.Terms, 0, false, textPrefix+n.Field, n.Boost, c.options)
	case engine.Prefix:
		return c.prefix(n)
	case engine.Fuzzy:
		return c.fuzzy(n)
	case engine.Range:
		return c.numbers(n)
	case engine.Or:
		return c.or(n.Nodes, n.Min)
	case engine.And:
		return c.and(n.Nodes)
	case engine.Not:
		return c.and([]engine.Node{n})
	}
	return nil, fmt.Errorf("plan has a node of type %T", n)
}

func (c *compiler) all(nodes []engine.Node) ([]search.Searcher, error) {
	out := make([]search.Searcher, 0, len(nodes))
	for _, n := range nodes {
		s, err := c.compile(n)
		if err != nil {
			return nil, errors.Join(err, closeAll(out))
		}
		out = append(out, s)
	}
	return out, nil
}

func closeAll(searchers []search.Searcher) error {
	var errs []error
	for _, s := range searchers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

func (c *compiler) or(nodes []engine.Node, minimum int) (search.Searcher, error) {
	if len(nodes) == 0 {
		return searcher.NewMatchNoneSearcher(c.reader)
	}
	parts, err := c.all(nodes)
	if err != nil {
		return nil, err
	}
	return searcher.NewDisjunctionSearcher(c.ctx, c.reader, parts, float64(max(1, minimum)), c.options)
}

func (c *compiler) and(nodes []engine.Node) (search.Searcher, error) {
	var must, not []engine.Node
	for _, n := range nodes {
		if no, ok := n.(engine.Not); ok {
			not = append(not, no.Node)
		} else {
			must = append(must, n)
		}
	}
	if len(must) == 0 {
		must = []engine.Node{engine.All{}}
	}
	wanted, err := c.all(must)
	if err != nil {
		return nil, err
	}
	s := wanted[0]
	if len(wanted) > 1 {
		if s, err = searcher.NewConjunctionSearcher(c.ctx, c.reader, wanted, c.options); err != nil {
			return nil, err
		}
	}
	if len(not) == 0 {
		return s, nil
	}
	unwanted, err := c.or(not, 1)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return searcher.NewBooleanSearcher(c.ctx, c.reader, s, nil, unwanted, c.options)
}

// prefixScore scales the score of what matches by its beginning only: below
// every score of Bleve's, in which word frequencies and norms multiply.
const prefixScore = 1e-6

// prefix expands the prefix itself, to know how many terms there are before any
// of them is opened. All it finds scores the same, which lets Bleve join the
// terms as bitmaps.
func (c *compiler) prefix(n engine.Prefix) (search.Searcher, error) {
	terms, err := beginning(c.ctx, c.reader, n.Field, n.Prefix, n.Max+1)
	if err != nil {
		return nil, err
	}
	if len(terms) > n.Max {
		if !n.Optional {
			return nil, engine.ErrBroad
		}
		terms = nil
	}
	unscored := *c
	unscored.options.Score = "none"
	s, err := unscored.or(termNodes(n.Field, terms, 0), 1)
	if err != nil {
		return nil, err
	}
	return constant{s, n.Boost * prefixScore}, nil
}

// fuzzy expands the likeness to the terms there are.
func (c *compiler) fuzzy(n engine.Fuzzy) (search.Searcher, error) {
	terms, err := alike(c.ctx, c.reader, n.Field, n.Likeness)
	if err != nil {
		return nil, err
	}
	return c.or(termNodes(n.Field, engine.SortTerms(terms, n.Max), n.Boost), 1)
}

// termNodes matches the terms, each edit away for less. They are opened in the
// order of their letters, so that scores add up the same every time.
func termNodes(field string, terms []engine.TermCount, boost float64) []engine.Node {
	slices.SortFunc(terms, func(a, b engine.TermCount) int { return strings.Compare(a.Term, b.Term) })
	nodes := make([]engine.Node, len(terms))
	for i, t := range terms {
		nodes[i] = engine.Term{Field: field, Term: t.Term, Boost: boost / float64(1+t.Distance)}
	}
	return nodes
}

// numbers matches a range by the column, whatever the number of values in it.
func (c *compiler) numbers(n engine.Range) (search.Searcher, error) {
	all, err := searcher.NewMatchAllSearcher(c.ctx, c.reader, 0, c.options)
	if err != nil {
		return nil, err
	}
	accept := func(_ *search.SearchContext, d *search.DocumentMatch) bool {
		seg, doc := c.locate.find(d.IndexInternalID)
		col := c.columns[seg].numbers[n.Field]
		return col.has[doc] && within(col.value[doc], n.Min, n.Max)
	}
	return constant{searcher.NewFilteringSearcher(c.ctx, all, accept), 0}, nil
}

// constant gives everything found the same score: a keyword is there or not, and
// Bleve's formula makes 0 or no number of it.
type constant struct {
	search.Searcher
	score float64
}

func (c constant) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	return c.set(c.Searcher.Next(ctx))
}

func (c constant) Advance(ctx *search.SearchContext, id index.IndexInternalID) (*search.DocumentMatch, error) {
	return c.set(c.Searcher.Advance(ctx, id))
}

func (c constant) set(d *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	if d != nil {
		d.Score = c.score
	}
	return d, err
}

func within(v int64, lo, hi *int64) bool {
	return (lo == nil || v >= *lo) && (hi == nil || v <= *hi)
}

// locator finds the segment of a document number. Documents come in order but
// for advances, so the last segment is tried first.
type locator struct {
	starts []uint64 // of each segment, and the end
	last   int
}

func newLocator(s *scorch.IndexSnapshot) *locator {
	l := &locator{starts: make([]uint64, 1, len(s.Segments())+1)}
	for _, seg := range s.Segments() {
		l.starts = append(l.starts, l.starts[len(l.starts)-1]+uint64(seg.FullSize()))
	}
	return l
}

func (l *locator) find(id index.IndexInternalID) (seg int, doc uint32) {
	n := id.Value()
	if n < l.starts[l.last] {
		l.last = 0
	}
	for l.last+2 < len(l.starts) && n >= l.starts[l.last+1] {
		l.last++
	}
	return l.last, uint32(n - l.starts[l.last])
}

// rangeFields lists the number fields that ranges of the plan read.
func rangeFields(n engine.Node, into map[string]bool) {
	switch n := n.(type) {
	case engine.And:
		for _, k := range n.Nodes {
			rangeFields(k, into)
		}
	case engine.Or:
		for _, k := range n.Nodes {
			rangeFields(k, into)
		}
	case engine.Not:
		rangeFields(n.Node, into)
	case engine.Range:
		into[n.Field] = true
	}
}
