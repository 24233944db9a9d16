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
	rest    []uint32
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

// least is the score below which no hit is kept any more, 0 while any may be.
func (t *topHits) least() float64 {
	if len(t.plan.Sort) == 0 || t.plan.Sort[0] != (engine.SortKey{Descending: true}) || len(t.hits) == 0 || len(t.hits) < t.plan.Limit {
		return 0
	}
	return t.hits[0].pos.Score
}

// offer takes in hits of this segment, with their scores if there are any.
func (t *topHits) offer(docs []uint32, scores []float64) error {
	if t.plan.Limit == 0 {
		return nil
	}
	for i := 0; i < len(docs); {
		if len(t.hits) < t.plan.Limit {
			t.consider(docs[i], scoreAt(scores, i))
			i++
			continue
		}
		n := min(len(docs)-i, hopeBlock)
		t.offerFull(docs[i:i+n], scores[min(i, len(scores)):])
		i += n
	}
	return t.err
}

// hopeBlock is how many hits are weighed against the same worst of those kept.
const hopeBlock = 256

// offerFull leaves out at once what by the first key alone, which decides about
// nearly all hits, is worse than all that are kept.
func (t *topHits) offerFull(docs []uint32, scores []float64) {
	switch {
	case len(t.keys) == 0:
		for i, doc := range docs {
			t.consider(doc, scoreAt(scores, i))
		}
	case t.keys[0] != nil && len(scores) == 0:
		from, to := t.hopeful()
		t.rest = t.keys[0].codes.within(docs, from, to, t.rest[:0])
		for _, doc := range t.rest {
			t.consider(doc, 0)
		}
	case t.keys[0] != nil:
		from, to := t.hopeful()
		for i, doc := range docs {
			if code := t.keys[0].codes.at(doc); code >= from && code < to {
				t.consider(doc, scores[i])
			}
		}
	default:
		descending := t.plan.Sort[0].Descending
		for i, doc := range docs {
			score, worst := scoreAt(scores, i), t.hits[0].pos.Score
			if score == worst || score > worst == descending {
				t.consider(doc, score)
			}
		}
	}
}

// hopeful are the codes of the first key that are no worse than the worst kept.
func (t *topHits) hopeful() (from, to uint32) {
	col, worst := t.keys[0], &t.hits[0].pos
	switch {
	case worst.Missing[0]:
		return 0, uint32(col.size())
	case t.plan.Sort[0].Descending:
		return col.codesOf(&worst.Numbers[0], nil)
	}
	return col.codesOf(nil, &worst.Numbers[0])
}

func scoreAt(scores []float64, i int) float64 {
	if len(scores) == 0 {
		return 0
	}
	return scores[i]
}

func (t *topHits) consider(doc uint32, score float64) {
	h := t.candidate(doc, score)
	if t.plan.After != nil && t.compare(&h, &hit{pos: *t.plan.After}) <= 0 {
		return
	}
	switch {
	case len(t.hits) < t.plan.Limit:
		heap.Push(t, t.kept(h))
	case t.compare(&h, &t.hits[0]) < 0:
		t.hits[0] = t.kept(h)
		heap.Fix(t, 0)
	}
}

// kept is the hit with a position of its own.
func (t *topHits) kept(h hit) hit {
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
func (t *topHits) compare(a, b *hit) int {
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

// idOf is the id of a hit, which is read where it ties in all else and in the end:
// to find it takes longer than all the rest. The hit keeps it, as long as it is
// itself kept.
func (t *topHits) idOf(h *hit) string {
	if h.pos.ID == "" {
		id, err := t.id(h.seg, h.doc)
		if err != nil {
			t.err = err
		}
		h.pos.ID = id
	}
	return h.pos.ID
}

// sorted are the hits kept, best first.
func (t *topHits) sorted() ([]hit, error) {
	for i := range t.hits {
		t.idOf(&t.hits[i])
	}
	slices.SortFunc(t.hits, func(a, b hit) int { return t.compare(&a, &b) })
	return t.hits, t.err
}

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (t *topHits) Len() int           { return len(t.hits) }
func (t *topHits) Less(i, j int) bool { return t.compare(&t.hits[i], &t.hits[j]) > 0 }
func (t *topHits) Swap(i, j int)      { t.hits[i], t.hits[j] = t.hits[j], t.hits[i] }
func (t *topHits) Push(x any)         { t.hits = append(t.hits, x.(hit)) }
func (t *topHits) Pop() any {
	last := t.hits[len(t.hits)-1]
	t.hits = t.hits[:len(t.hits)-1]
	return last
}
