package bleve

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

// Bleve is asked for postings only, and its searchers are passed by: which
// documents match is found by joining bitmaps, a segment at a time, and only of
// those that do is a score worked out. Bleve visits every document of every term
// instead, through a heap, and scores it on the way.

// found is a node of a plan and the documents of a segment it matches.
type found struct {
	node   engine.Node
	docs   *roaring.Bitmap // never changed once here
	kids   []found
	column *termColumn // of a phrase
}

// segmentReader reads one segment of a snapshot.
type segmentReader struct {
	ctx     context.Context
	place   int // in the snapshot
	segment *scorch.SegmentSnapshot
	columns *segmentColumns
	terms   *termReader
	live    *roaring.Bitmap // made when it is asked for
}

// postings are those of a term of a field of Bleve's.
func (r *segmentReader) postings(field, term string) (*postings, error) {
	row, err := r.terms.row(fieldTerm{field, term})
	if err != nil {
		return nil, err
	}
	return &row[r.place], nil
}

// term is the bitmap of the documents of a term.
func (r *segmentReader) term(field, term string) (*roaring.Bitmap, error) {
	p, err := r.postings(field, term)
	if err != nil {
		return nil, err
	}
	return p.docs, nil
}

// all is every document that is not deleted.
func (r *segmentReader) all() *roaring.Bitmap {
	if r.live == nil {
		r.live = r.segment.DocNumbersLive()
	}
	return r.live
}

// match finds the documents of a node, of those within unless that is nil.
func (r *segmentReader) match(n engine.Node, within *roaring.Bitmap) (found, error) {
	if err := r.ctx.Err(); err != nil {
		return found{}, err
	}
	f := found{node: n}
	var err error
	switch n := n.(type) {
	case nil, engine.All:
		f.docs = narrowed(r.all(), within)
	case engine.None:
		f.docs = roaring.New()
	case engine.Term:
		f.docs, err = r.termWithin(textField(n.Field, n.Term), n.Term, within)
	case engine.Keyword:
		f.docs, err = r.termWithin(keywordPrefix+n.Field, n.Value, within)
	case expanded:
		f.docs, err = r.anyTerm(n.field, n.terms, within)
	case engine.Range:
		f.docs = r.numbers(n, within)
	case engine.Phrase:
		err = r.phrase(&f, n, within)
	case engine.Not:
		var not found
		if not, err = r.match(n.Node, within); err == nil {
			f.docs = roaring.AndNot(narrowed(r.all(), within), not.docs)
		}
	case engine.Or:
		if n.Min > 1 && n.Min == len(n.Nodes) {
			err = r.and(&f, n.Nodes, within)
		} else {
			err = r.or(&f, n, within)
		}
	case engine.And:
		err = r.and(&f, n.Nodes, within)
	default:
		err = fmt.Errorf("plan has a node of type %T", n)
	}
	return f, err
}

// narrowed are the documents within, which may be nil for all.
func narrowed(docs, within *roaring.Bitmap) *roaring.Bitmap {
	if within == nil || docs == within || docs.IsEmpty() {
		return docs
	}
	return roaring.And(docs, within)
}

func (r *segmentReader) termWithin(field, term string, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	docs, err := r.term(field, term)
	if err != nil {
		return nil, err
	}
	return narrowed(docs, within), nil
}

// and goes from what leaves the fewest documents to what is left the most, and
// looks for what is looked for one by one last.
func (r *segmentReader) and(f *found, nodes []engine.Node, within *roaring.Bitmap) error {
	order := make([]int, len(nodes))
	most := make([]uint64, len(nodes))
	for i, k := range nodes {
		var err error
		if order[i] = i; onebyone(k) {
			most[i] = math.MaxUint64
		} else if most[i], err = r.most(k); err != nil {
			return err
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(most[a], most[b]) })
	f.kids = make([]found, len(nodes))
	for _, i := range order {
		kid, err := r.match(nodes[i], within)
		if err != nil {
			return err
		}
		if f.kids[i], within = kid, kid.docs; within.IsEmpty() {
			break
		}
	}
	if f.docs = within; within == nil {
		f.docs = r.all()
	}
	return nil
}

// most is a number of documents that the node matches no more than.
func (r *segmentReader) most(n engine.Node) (uint64, error) {
	switch n := n.(type) {
	case engine.None:
		return 0, nil
	case engine.Term:
		return r.documentsOf(textField(n.Field, n.Term), n.Term)
	case engine.Keyword:
		return r.documentsOf(keywordPrefix+n.Field, n.Value)
	case engine.Or:
		sum := uint64(0)
		for _, k := range n.Nodes {
			m, err := r.most(k)
			if err != nil {
				return 0, err
			}
			sum += m
		}
		return sum, nil
	}
	return r.segment.Count(), nil
}

// documentsOf is how many documents a term has.
func (r *segmentReader) documentsOf(field, term string) (uint64, error) {
	p, err := r.postings(field, term)
	if err != nil {
		return 0, err
	}
	return p.count(), nil
}

// onebyone reports whether a node looks at the documents one by one.
func onebyone(n engine.Node) bool {
	switch n := n.(type) {
	case engine.Range, engine.Phrase:
		return true
	case engine.Or:
		for _, k := range n.Nodes {
			if onebyone(k) {
				return true
			}
		}
	case engine.And:
		for _, k := range n.Nodes {
			if !onebyone(k) {
				return false
			}
		}
		return len(n.Nodes) > 0
	}
	return false
}

func (r *segmentReader) or(f *found, n engine.Or, within *roaring.Bitmap) error {
	f.kids = make([]found, len(n.Nodes))
	all := make([]*roaring.Bitmap, len(n.Nodes))
	for i, k := range n.Nodes {
		kid, err := r.match(k, within)
		if err != nil {
			return err
		}
		f.kids[i], all[i] = kid, kid.docs
	}
	if f.docs = union(all); n.Min > 1 {
		f.docs = atLeast(n.Min, all, f.docs)
	}
	return nil
}

// union is that of the bitmaps: the only one that is not empty, where no other is.
func union(bitmaps []*roaring.Bitmap) *roaring.Bitmap {
	filled := slices.DeleteFunc(slices.Clone(bitmaps), (*roaring.Bitmap).IsEmpty)
	if len(filled) == 1 {
		return filled[0]
	}
	return roaring.FastOr(filled...)
}

// atLeast are the documents that are in so many of the bitmaps, whose union is
// given.
func atLeast(least int, bitmaps []*roaring.Bitmap, union *roaring.Bitmap) *roaring.Bitmap {
	if least > len(bitmaps) || union.IsEmpty() {
		return roaring.New()
	}
	start := union.Minimum()
	times := make([]uint16, union.Maximum()-start+1)
	block := make([]uint32, min(blockSize, union.GetCardinality()))
	for _, b := range bitmaps {
		for docs := b.ManyIterator(); ; {
			n := docs.NextMany(block)
			if n == 0 {
				break
			}
			for _, doc := range block[:n] {
				times[doc-start]++
			}
		}
	}
	out, found := roaring.New(), block[:0]
	for i, n := range times {
		if int(n) < least {
			continue
		}
		if found = append(found, start+uint32(i)); len(found) == cap(found) {
			out.AddMany(found)
			found = found[:0]
		}
	}
	out.AddMany(found)
	return out
}

// anyTerm are the documents that have any of the terms. There may be thousands,
// which would drive from the cache what is asked for more often.
func (r *segmentReader) anyTerm(field string, terms []string, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := make([]*roaring.Bitmap, 0, len(terms))
	for _, t := range terms {
		p, err := r.terms.read(r.place, fieldTerm{textField(field, t), t})
		if err != nil {
			return nil, err
		}
		all = append(all, p.docs)
	}
	return narrowed(union(all), within), nil
}

// numbers are the documents whose number lies in a range.
func (r *segmentReader) numbers(n engine.Range, within *roaring.Bitmap) *roaring.Bitmap {
	if within == nil {
		within = r.all()
	}
	col := r.columns.fields[numberPrefix+n.Field]
	from, to := col.codesOf(n.Min, n.Max)
	return roaring.BitmapOf(col.codes.within(within.ToArray(), from, to, nil)...)
}
