package bleve

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"

	"saksok/index/engine"
)

// checkEvery is how many hits pass between two looks at the deadline.
const checkEvery = 1024

// Search implements engine.Engine: one pass over what matches, in which every
// document is filtered, counted, added up and ranked.
func (ix *Index) Search(ctx context.Context, p engine.Plan) (*engine.Answer, error) {
	var answer *engine.Answer
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		c, err := ix.collector(s, p)
		if err != nil {
			return err
		}
		if err := c.run(scored(ctx)); err != nil {
			return err
		}
		answer, err = c.answer()
		return err
	})
	return answer, err
}

// scored sets what Bleve's own search call would: the ranking formula and the
// limit on terms.
func scored(ctx context.Context) context.Context {
	ctx = context.WithValue(ctx, search.GetScoringModelCallbackKey,
		search.GetScoringModelCallbackFn(func() string { return index.BM25Scoring }))
	ctx = context.WithValue(ctx, search.MaxTermSearchersKey, maxTerms)
	return search.ContextWithTermSearchersCounter(ctx)
}

// collector runs one plan.
type collector struct {
	plan     engine.Plan
	snapshot *scorch.IndexSnapshot
	columns  []*segmentColumns
	locate   *locator
	filters  [][]segmentFilter // by filter, by segment
	counts   []facetCounts
	buckets  []bucketCounts
	sums     map[string]engine.Total
	top      topHits
	scratch  engine.Position
	matched  int
	total    int
}

func (ix *Index) collector(s *scorch.IndexSnapshot, p engine.Plan) (*collector, error) {
	keywords, numbers := fieldsOf(p)
	columns, err := ix.columns.load(s, keywords, numbers)
	if err != nil {
		return nil, fmt.Errorf("reading columns: %w", err)
	}
	c := &collector{plan: p, snapshot: s, columns: columns, locate: newLocator(s), sums: map[string]engine.Total{}}
	c.top = topHits{c: c}
	for _, f := range p.Filters {
		c.filters = append(c.filters, compileFilter(f, columns))
	}
	for _, f := range p.Facets {
		c.counts = append(c.counts, newFacetCounts(f, columns))
	}
	for _, h := range p.Histograms {
		c.buckets = append(c.buckets, newBucketCounts(h, columns))
	}
	return c, nil
}

// fieldsOf lists the columns the plan needs, "order" always.
func fieldsOf(p engine.Plan) (keywords, numbers []string) {
	k, n := map[string]bool{}, map[string]bool{"order": true}
	rangeFields(p.Query, n)
	for _, f := range p.Filters {
		if f.Number {
			n[f.Field] = true
		} else {
			k[f.Field] = true
		}
	}
	for _, f := range p.Facets {
		k[f.Field] = true
	}
	for _, h := range p.Histograms {
		n[h.Field] = true
	}
	for _, s := range p.Sort {
		if s.Field != "" {
			n[s.Field] = true
		}
	}
	if p.Prior != nil {
		k[p.Prior.Field] = true
	}
	if p.Sum != nil {
		k[p.Sum.By], n[p.Sum.Field] = true, true
	}
	return slices.Sorted(maps.Keys(k)), slices.Sorted(maps.Keys(n))
}

func (c *collector) run(ctx context.Context) (err error) {
	options := search.SearcherOptions{}
	if !c.plan.Score {
		options.Score = "none"
	}
	comp := &compiler{ctx: ctx, reader: c.snapshot, columns: c.columns, locate: newLocator(c.snapshot), options: options}
	s, err := comp.compile(c.plan.Query)
	if err != nil {
		return fmt.Errorf("building search: %w", err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	sctx := &search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0),
		IndexReader:       c.snapshot,
	}
	for {
		if c.matched%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		d, err := s.Next(sctx)
		if err != nil {
			return fmt.Errorf("searching: %w", err)
		}
		if d == nil {
			return nil
		}
		seg, doc := c.locate.find(d.IndexInternalID)
		if err := c.take(seg, doc, d.Score); err != nil {
			return err
		}
		sctx.DocumentMatchPool.Put(d)
	}
}

// take counts one document. A document stopped by one filter only still counts
// for the facet of that filter.
func (c *collector) take(seg int, doc uint32, score float64) error {
	c.matched++
	stopped, by := 0, ""
	for i := range c.filters {
		if c.filters[i][seg].pass(doc) {
			continue
		}
		if name := c.plan.Filters[i].Name; stopped == 0 || name != by {
			stopped++
			by = name
		}
		if stopped > 1 || by == "" {
			return nil
		}
	}
	for i := range c.counts {
		if stopped == 0 || c.plan.Facets[i].Name == by {
			c.counts[i].add(seg, doc)
		}
	}
	for i := range c.buckets {
		if stopped == 0 || c.plan.Histograms[i].Name == by {
			c.buckets[i].add(seg, doc)
		}
	}
	if stopped > 0 {
		return nil
	}
	c.total++
	c.addSum(seg, doc)
	return c.top.offer(seg, doc, score*c.prior(seg, doc))
}

// prior is what the keyword of a document is worth.
func (c *collector) prior(seg int, doc uint32) float64 {
	if c.plan.Prior == nil || !c.plan.Score {
		return 1
	}
	col := c.columns[seg].keywords[c.plan.Prior.Field]
	if col.first[doc] == 0 {
		return 1
	}
	if worth, ok := c.plan.Prior.Worth[col.values[col.first[doc]-1]]; ok {
		return worth
	}
	return 1
}

func (c *collector) addSum(seg int, doc uint32) {
	if c.plan.Sum == nil {
		return
	}
	number := c.columns[seg].numbers[c.plan.Sum.Field]
	by := c.columns[seg].keywords[c.plan.Sum.By]
	if !number.has[doc] || by.first[doc] == 0 {
		return
	}
	key := by.values[by.first[doc]-1]
	t := c.sums[key]
	t.Count++
	t.Sum = addSaturating(t.Sum, number.value[doc])
	c.sums[key] = t
}

func addSaturating(a, b int64) int64 {
	sum := a + b
	switch {
	case a > 0 && b > 0 && sum < 0:
		return math.MaxInt64
	case a < 0 && b < 0 && sum >= 0:
		return math.MinInt64
	}
	return sum
}

func (c *collector) answer() (*engine.Answer, error) {
	a := &engine.Answer{Matched: c.matched, Total: c.total, Sums: c.sums, Facets: map[string]engine.Counts{}, Histograms: map[string]engine.Buckets{}}
	for i, h := range c.plan.Histograms {
		a.Histograms[h.Name] = c.buckets[i].merged()
	}
	for i, f := range c.plan.Facets {
		a.Facets[f.Name] = c.counts[i].merged()
	}
	for _, h := range c.top.sorted() {
		id, err := c.externalID(h)
		if err != nil {
			return nil, err
		}
		source, err := sourceAt(c.snapshot.Segments()[h.seg], h.doc)
		if err != nil {
			return nil, err
		}
		h.pos.ID = id
		a.Hits = append(a.Hits, engine.Hit{ID: id, Position: h.pos, Source: source})
	}
	return a, nil
}

func (c *collector) externalID(h hit) (string, error) {
	id, err := c.snapshot.Segments()[h.seg].DocID(uint64(h.doc))
	if err != nil {
		return "", fmt.Errorf("reading id of a hit: %w", err)
	}
	return string(id), nil
}

// hit is a candidate for the page of hits.
type hit struct {
	seg int
	doc uint32
	pos engine.Position
}

// topHits keeps the best hits after the cursor: a heap with the worst on top.
type topHits struct {
	c    *collector
	hits []hit
	err  error
}

func (t *topHits) offer(seg int, doc uint32, score float64) error {
	if math.IsNaN(score) || math.IsInf(score, 0) {
		score = 0 // nothing that ranks took part
	}
	// Bleve adds scores up in an order of its own, so that equal hits differ in
	// the last bits of a float64; those must not order them.
	score = float64(float32(score))
	h := hit{seg: seg, doc: doc, pos: t.c.position(seg, doc, score)}
	if t.c.plan.After != nil && t.compare(h, hit{seg: -1, pos: *t.c.plan.After}) <= 0 {
		return t.err
	}
	switch {
	case len(t.hits) < t.c.plan.Limit:
		heap.Push(t, h.kept())
	case len(t.hits) > 0 && t.compare(h, t.hits[0]) < 0:
		t.hits[0] = h.kept()
		heap.Fix(t, 0)
	}
	return t.err
}

// kept is the hit with a position of its own, not the collector's.
func (h hit) kept() hit {
	h.pos.Numbers, h.pos.Missing = slices.Clone(h.pos.Numbers), slices.Clone(h.pos.Missing)
	return h
}

// position is good until the next call: most hits are dropped at once.
func (c *collector) position(seg int, doc uint32, score float64) engine.Position {
	p := engine.Position{Score: score, Order: c.columns[seg].numbers["order"].value[doc]}
	p.Numbers, p.Missing = c.scratch.Numbers[:0], c.scratch.Missing[:0]
	for _, key := range c.plan.Sort {
		if key.Field == "" {
			p.Numbers, p.Missing = append(p.Numbers, 0), append(p.Missing, false)
			continue
		}
		col := c.columns[seg].numbers[key.Field]
		p.Numbers, p.Missing = append(p.Numbers, col.value[doc]), append(p.Missing, !col.has[doc])
	}
	c.scratch = p
	return p
}

// compare orders hits as the plan sorts them; what is missing comes last.
func (t *topHits) compare(a, b hit) int {
	for i, key := range t.c.plan.Sort {
		var r int
		switch {
		case key.Field == "":
			r = cmp.Compare(a.pos.Score, b.pos.Score)
		case a.pos.Missing[i] || b.pos.Missing[i]:
			if a.pos.Missing[i] != b.pos.Missing[i] {
				if a.pos.Missing[i] {
					return 1
				}
				return -1
			}
		default:
			r = cmp.Compare(a.pos.Numbers[i], b.pos.Numbers[i])
		}
		if key.Descending {
			r = -r
		}
		if r != 0 {
			return r
		}
	}
	if r := cmp.Compare(a.pos.Order, b.pos.Order); r != 0 {
		return r
	}
	return cmp.Compare(t.id(a), t.id(b))
}

// id is read only where two hits tie in everything else.
func (t *topHits) id(h hit) string {
	if h.seg < 0 {
		return h.pos.ID
	}
	id, err := t.c.externalID(h)
	if err != nil {
		t.err = err
	}
	return id
}

func (t *topHits) sorted() []hit {
	slices.SortFunc(t.hits, t.compare)
	return t.hits
}

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (t *topHits) Len() int           { return len(t.hits) }
func (t *topHits) Less(i, j int) bool { return t.compare(t.hits[i], t.hits[j]) > 0 }
func (t *topHits) Swap(i, j int)      { t.hits[i], t.hits[j] = t.hits[j], t.hits[i] }
func (t *topHits) Push(x any)         { t.hits = append(t.hits, x.(hit)) }
func (t *topHits) Pop() any {
	last := t.hits[len(t.hits)-1]
	t.hits = t.hits[:len(t.hits)-1]
	return last
}
