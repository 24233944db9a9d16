package bleve

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

const (
	// checkEvery is how many words or documents pass between two looks at the
	// deadline.
	checkEvery = 1024
	// blockSize is how many hits are filtered, counted and ranked at a time: few
	// enough that they stay in the nearest memory from one column to the next.
	blockSize = 4096
)

// Search implements engine.Engine: one pass over what matches, in which every
// document is filtered, counted, added up and ranked.
func (ix *Index) Search(ctx context.Context, p engine.Plan) (*engine.Answer, error) {
	var answer *engine.Answer
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		e := &expander{ctx: ctx, snapshot: s}
		query, err := e.expand(p.Query)
		if err != nil {
			return fmt.Errorf("building search: %w", err)
		}
		b, ok := ix.builders.Get().(*columnBuilder)
		if !ok {
			b = new(columnBuilder)
		}
		defer ix.builders.Put(b)
		c, err := ix.collector(ctx, s, p, b)
		if err != nil {
			return err
		}
		if err := c.run(ctx, query); err != nil {
			return fmt.Errorf("searching: %w", err)
		}
		answer, err = c.answer()
		return err
	})
	return answer, err
}

// collector runs one plan.
type collector struct {
	plan     engine.Plan
	snapshot *scorch.IndexSnapshot
	columns  []*segmentColumns
	readers  []*segmentReader
	scorer   *scorer // nil where hits need no scores
	priors   []prior
	filters  *filters
	facets   []facetCounts
	buckets  []bucketCounts
	sums     *sums
	top      topHits
	matched  int
	total    int
}

func (ix *Index) collector(ctx context.Context, s *scorch.IndexSnapshot, p engine.Plan, b *columnBuilder) (*collector, error) {
	columns, err := ix.columns.load(s, fieldsOf(p))
	if err != nil {
		return nil, err
	}
	ix.terms.retain(s)
	c := &collector{plan: p, snapshot: s, columns: columns, filters: newFilters(p.Filters), sums: newSums(p.Sum)}
	terms := newTermReader(s, &ix.terms, b)
	for i, seg := range s.Segments() {
		c.readers = append(c.readers, &segmentReader{ctx: ctx, place: i, segment: seg, columns: columns[i], terms: terms})
	}
	if p.Score {
		if c.scorer, err = newScorer(s, terms, *ix.lengths.Load()); err != nil {
			return nil, err
		}
	}
	c.top = topHits{plan: &c.plan, columns: columns, id: c.externalID}
	for _, f := range p.Facets {
		c.facets = append(c.facets, facetCounts{facet: f, values: map[string]int{}})
	}
	for _, h := range p.Histograms {
		c.buckets = append(c.buckets, newBucketCounts(h))
	}
	return c, nil
}

// fieldsOf lists the columns the plan needs.
func fieldsOf(p engine.Plan) []string {
	fields := map[string]bool{}
	keyword := func(name string) { fields[keywordPrefix+name] = true }
	number := func(name string) { fields[numberPrefix+name] = true }
	rangeFields(p.Query, number)
	for _, f := range p.Filters {
		if f.Number {
			number(f.Field)
		} else {
			keyword(f.Field)
		}
	}
	for _, f := range p.Facets {
		keyword(f.Field)
	}
	for _, h := range p.Histograms {
		number(h.Field)
	}
	for _, s := range p.Sort {
		if s.Field != "" {
			number(s.Field)
		}
	}
	for _, prior := range p.Priors {
		if p.Score {
			keyword(prior.Field)
		}
	}
	if p.Sum != nil {
		keyword(p.Sum.By)
		number(p.Sum.Field)
	}
	return slices.Sorted(maps.Keys(fields))
}

// rangeFields calls f with the number fields that ranges of the plan read.
func rangeFields(n engine.Node, f func(field string)) {
	var kids []engine.Node
	switch n := n.(type) {
	case engine.And:
		kids = n.Nodes
	case engine.Or:
		kids = n.Nodes
	case engine.Not:
		kids = []engine.Node{n.Node}
	case engine.Range:
		f(n.Field)
	}
	for _, k := range kids {
		rangeFields(k, f)
	}
}

func (c *collector) run(ctx context.Context, query engine.Node) error {
	for seg, r := range c.readers {
		f, err := r.match(query, nil)
		if err != nil {
			return err
		}
		if f.docs.IsEmpty() {
			continue
		}
		if err := c.segment(ctx, seg, f); err != nil {
			return err
		}
	}
	return nil
}

// segment takes in the matches of a segment, a block at a time.
func (c *collector) segment(ctx context.Context, seg int, f found) error {
	columns := c.columns[seg]
	c.filters.enter(columns)
	for i := range c.facets {
		c.facets[i].enter(columns)
	}
	for i := range c.buckets {
		c.buckets[i].enter(columns)
	}
	c.sums.enter(columns)
	c.top.enter(seg)
	if err := c.rank(seg, f); err != nil {
		return err
	}
	docs := f.docs.ManyIterator()
	block := make([]uint32, min(blockSize, f.docs.GetCardinality()))
	for {
		n := docs.NextMany(block)
		if n == 0 {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.block(block[:n], c.scores(block[:n])); err != nil {
			return err
		}
	}
	for i := range c.facets {
		c.facets[i].leave()
	}
	for i := range c.buckets {
		c.buckets[i].leave()
	}
	c.sums.leave()
	return nil
}

// prior is a prior in a segment.
type prior struct {
	codes codes
	worth []float64 // by code
}

// rank prepares to score the matches of a segment, where that is wanted.
func (c *collector) rank(seg int, f found) error {
	if c.scorer == nil {
		return nil
	}
	c.priors = c.priors[:0]
	for _, p := range c.plan.Priors {
		col := c.columns[seg].fields[keywordPrefix+p.Field]
		c.priors = append(c.priors, prior{col.codes, worths(col, p)})
	}
	return c.scorer.enter(seg, f, c.least())
}

// least is the score, before the priors, that a hit must have to be kept.
func (c *collector) least() float64 { return c.top.least() / most(c.plan.Priors) }

// scores are those of the next matches in order, none where they need none.
func (c *collector) scores(docs []uint32) []float64 {
	if c.scorer == nil {
		return nil
	}
	scores := c.scorer.score(docs, c.least())
	for _, p := range c.priors {
		for i, doc := range docs {
			scores[i] *= p.worth[p.codes.at(doc)]
		}
	}
	return scores
}

// most is the most that priors multiply a score by.
func most(priors []engine.Prior) float64 {
	product := 1.0
	for _, p := range priors {
		m := 1.0
		for _, w := range p.Worth {
			m = max(m, w)
		}
		product *= m
	}
	return product
}

// worths is what each code of a column multiplies the score by.
func worths(col *column, p engine.Prior) []float64 {
	out := make([]float64, col.size())
	for code := range out {
		out[code] = 1
		if values := col.keywords(code); len(values) > 0 {
			if w, ok := p.Worth[values[0]]; ok {
				out[code] = w
			}
		}
	}
	return out
}

// block takes in some matches. A document stopped by the filters of one name only
// still counts for what is named like them.
func (c *collector) block(docs []uint32, scores []float64) error {
	c.matched += len(docs)
	passed, scores := c.filters.split(docs, scores)
	c.total += len(passed)
	for i := range c.facets {
		f := &c.facets[i]
		f.add(passed)
		f.add(c.filters.stoppedOnlyBy(f.facet.Name))
	}
	for i := range c.buckets {
		b := &c.buckets[i]
		b.add(passed)
		b.add(c.filters.stoppedOnlyBy(b.histogram.Name))
	}
	c.sums.add(passed)
	return c.top.offer(passed, scores)
}

func (c *collector) answer() (*engine.Answer, error) {
	a := &engine.Answer{
		Matched: c.matched, Total: c.total, Sums: c.sums.total,
		Facets: map[string]engine.Counts{}, Histograms: map[string]engine.Buckets{},
	}
	for _, f := range c.facets {
		a.Facets[f.facet.Name] = engine.Counts{Values: f.values, Missing: f.missing}
	}
	for _, b := range c.buckets {
		a.Histograms[b.histogram.Name] = b.merged()
	}
	hits, err := c.top.sorted()
	if err != nil {
		return nil, err
	}
	for _, h := range hits {
		source, err := sourceAt(c.snapshot.Segments()[h.seg], h.doc)
		if err != nil {
			return nil, err
		}
		a.Hits = append(a.Hits, engine.Hit{ID: h.pos.ID, Position: h.pos, Source: source})
	}
	return a, nil
}

func (c *collector) externalID(seg int, doc uint32) (string, error) {
	id, err := c.snapshot.Segments()[seg].DocID(uint64(doc))
	if err != nil {
		return "", fmt.Errorf("reading id of a hit: %w", err)
	}
	return string(id), nil
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
