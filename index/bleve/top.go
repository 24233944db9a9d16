package bleve

import (
	"cmp"
	"container/heap"
	"slices"

	"saksok/index/engine"
)

// hit is a candidate for the page of hits.
type hit struct {
	seg int
	doc uint32
	pos engine.Position
}

// topHits keeps the best hits after the cursor: a heap with the worst on top.
type topHits struct {
	plan    *engine.Plan
	columns []*segmentColumns
	id      func(seg int, doc uint32) (string, error)
	seg     int
	keys    []*column // by sort key: the column in this segment, nil for the score
	scratch hit
	hits    []hit
	err     error
}

func (t *topHits) enter(seg int) {
	t.seg = seg
	t.keys = t.keys[:0]
	for _, k := range t.plan.Sort {
		t.keys = append(t.keys, t.columns[seg].fields[numberPrefix+k.Field])
	}
}

// offer takes in hits of this segment, with their scores if there are any.
func (t *topHits) offer(docs []uint32, scores []float64) error {
	for i, doc := range docs {
		score := 0.0
		if len(scores) > 0 {
			score = scores[i]
		}
		if t.hopeless(doc, score) {
			continue
		}
		t.consider(doc, score)
	}
	return t.err
}

// hopeless reports whether by the first key alone, which decides about nearly all
// hits, this one is worse than all that are kept.
func (t *topHits) hopeless(doc uint32, score float64) bool {
	if len(t.hits) < t.plan.Limit || len(t.hits) == 0 || len(t.keys) == 0 {
		return t.plan.Limit == 0
	}
	worst := &t.hits[0].pos
	key := t.plan.Sort[0]
	if key.Field == "" {
		return score != worst.Score && score < worst.Score == key.Descending
	}
	n, ok := t.keys[0].number(doc)
	if !ok || worst.Missing[0] {
		return !ok && !worst.Missing[0]
	}
	return n != worst.Numbers[0] && n < worst.Numbers[0] == key.Descending
}

func (t *topHits) consider(doc uint32, score float64) {
	h := t.candidate(doc, score)
	if t.plan.After != nil && t.compare(h, hit{seg: -1, pos: *t.plan.After}) <= 0 {
		return
	}
	switch {
	case len(t.hits) < t.plan.Limit:
		heap.Push(t, h.kept())
	case t.compare(h, t.hits[0]) < 0:
		t.hits[0] = h.kept()
		heap.Fix(t, 0)
	}
}

// kept is the hit with a position of its own.
func (h hit) kept() hit {
	h.pos.Numbers, h.pos.Missing = slices.Clone(h.pos.Numbers), slices.Clone(h.pos.Missing)
	return h
}

// candidate is good until the next call: most are dropped at once.
func (t *topHits) candidate(doc uint32, score float64) hit {
	h := hit{seg: t.seg, doc: doc, pos: engine.Position{Score: score}}
	h.pos.Numbers, h.pos.Missing = t.scratch.pos.Numbers[:0], t.scratch.pos.Missing[:0]
	for i, key := range t.plan.Sort {
		n, ok := int64(0), true
		if key.Field != "" {
			n, ok = t.keys[i].number(doc)
		}
		h.pos.Numbers, h.pos.Missing = append(h.pos.Numbers, n), append(h.pos.Missing, !ok)
	}
	t.scratch = h
	return h
}

// compare orders hits as the plan sorts them; what is missing comes last.
func (t *topHits) compare(a, b hit) int {
	for i, key := range t.plan.Sort {
		var r int
		switch {
		case key.Field == "":
			r = cmp.Compare(a.pos.Score, b.pos.Score)
		case a.pos.Missing[i] != b.pos.Missing[i]:
			if a.pos.Missing[i] {
				return 1
			}
			return -1
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
	return cmp.Compare(t.idOf(a), t.idOf(b))
}

// idOf is read only where two hits tie in everything else.
func (t *topHits) idOf(h hit) string {
	if h.seg < 0 {
		return h.pos.ID
	}
	id, err := t.id(h.seg, h.doc)
	if err != nil {
		t.err = err
	}
	return id
}

func (t *topHits) sorted() ([]hit, error) {
	slices.SortFunc(t.hits, t.compare)
	return t.hits, t.err
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
