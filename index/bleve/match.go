package bleve

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"saksok/index/engine"
)

// Bleve is asked for postings only, and its searchers are passed by: which
// documents match is found by joining bitmaps, a segment at a time, and only of
// those that do is a score worked out. Bleve visits every document of every term
// instead, through a heap, and scores it on the way.

// found is a node of a plan and the documents of a segment it matches.
type found struct {
	node engine.Node
	docs *roaring.Bitmap // never changed once here
	kids []found
}

// segmentReader reads one segment of a snapshot.
type segmentReader struct {
	ctx     context.Context
	segment *scorch.SegmentSnapshot
	columns *segmentColumns
	dicts   map[string]segment.TermDictionary
	lists   map[[2]string]segment.PostingsList // by field and term
	live    *roaring.Bitmap                    // made when it is asked for
}

func newSegmentReader(ctx context.Context, s *scorch.SegmentSnapshot, columns *segmentColumns) *segmentReader {
	return &segmentReader{
		ctx: ctx, segment: s, columns: columns,
		dicts: map[string]segment.TermDictionary{}, lists: map[[2]string]segment.PostingsList{},
	}
}

// list is the documents of a term of a field of Bleve's.
func (r *segmentReader) list(field, term string) (segment.PostingsList, error) {
	key := [2]string{field, term}
	if list := r.lists[key]; list != nil {
		return list, nil
	}
	dict := r.dicts[field]
	if dict == nil {
		var err error
		if dict, err = r.segment.Segment().Dictionary(field); err != nil {
			return nil, fmt.Errorf("reading dictionary of %s: %w", field, err)
		}
		r.dicts[field] = dict
	}
	list, err := dict.PostingsList([]byte(term), r.segment.Deleted(), nil)
	if err != nil {
		return nil, fmt.Errorf("reading postings of %s: %w", field, err)
	}
	r.lists[key] = list
	return list, nil
}

// term is the bitmap of the documents of a term.
func (r *segmentReader) term(field, term string) (*roaring.Bitmap, error) {
	list, err := r.list(field, term)
	if err != nil {
		return nil, err
	}
	one, many, err := documents(list)
	if err == nil && many == nil {
		many = roaring.BitmapOf(one)
	}
	return many, err
}

// documents are those of postings: the only one, or as a bitmap, which the caller
// must not change.
func documents(list segment.PostingsList) (one uint32, many *roaring.Bitmap, err error) {
	docs := list.Iterator(false, false, false, nil)
	it, ok := docs.(segment.OptimizablePostingsIterator)
	if !ok {
		return 0, nil, fmt.Errorf("postings are a %T", docs)
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return uint32(doc), nil, nil
	}
	if all := it.ActualBitmap(); all != nil {
		return 0, all, nil
	}
	return 0, roaring.New(), nil
}

// all is every document that is not deleted.
func (r *segmentReader) all() *roaring.Bitmap {
	if r.live == nil {
		r.live = r.segment.DocNumbersLive()
	}
	return r.live
}

// match finds the documents of a node, of those within unless that is nil.
// Only ranges and phrases, which look at one document after the other, make use
// of it: what they return lies within, the others need not.
func (r *segmentReader) match(n engine.Node, within *roaring.Bitmap) (found, error) {
	if err := r.ctx.Err(); err != nil {
		return found{}, err
	}
	f := found{node: n}
	var err error
	switch n := n.(type) {
	case nil, engine.All:
		f.docs = r.all()
	case engine.None:
		f.docs = roaring.New()
	case engine.Term:
		f.docs, err = r.term(textField(n.Field, n.Term), n.Term)
	case engine.Keyword:
		f.docs, err = r.term(keywordPrefix+n.Field, n.Value)
	case expanded:
		f.docs, err = r.anyTerm(n.field, n.terms)
	case engine.Range:
		f.docs = r.numbers(n, within)
	case engine.Phrase:
		f.docs, err = r.phrase(n, within)
	case engine.Not:
		var not found
		if not, err = r.match(n.Node, nil); err == nil {
			f.docs = roaring.AndNot(r.all(), not.docs)
		}
	case engine.Or:
		err = r.or(&f, n, within)
	case engine.And:
		err = r.and(&f, n, within)
	default:
		err = fmt.Errorf("plan has a node of type %T", n)
	}
	return f, err
}

// and goes from what is cheap to find to what is looked for one by one.
func (r *segmentReader) and(f *found, n engine.And, within *roaring.Bitmap) error {
	f.kids = make([]found, len(n.Nodes))
	for _, slow := range []bool{false, true} {
		for i, k := range n.Nodes {
			if onebyone(k) != slow {
				continue
			}
			kid, err := r.match(k, within)
			if err != nil {
				return err
			}
			if f.kids[i] = kid; within == nil {
				within = kid.docs
			} else {
				within = roaring.And(within, kid.docs)
			}
		}
	}
	if f.docs = within; within == nil {
		f.docs = r.all()
	}
	return nil
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
	if f.docs = roaring.FastOr(all...); n.Min > 1 {
		f.docs = atLeast(n.Min, all, f.docs)
	}
	return nil
}

// atLeast are the documents that are in so many of the bitmaps, whose union is
// given.
func atLeast(least int, bitmaps []*roaring.Bitmap, union *roaring.Bitmap) *roaring.Bitmap {
	if least > len(bitmaps) || union.IsEmpty() {
		return roaring.New()
	}
	start := union.Minimum()
	times := make([]uint16, union.Maximum()-start+1)
	for _, b := range bitmaps {
		for it := b.Iterator(); it.HasNext(); {
			times[it.Next()-start]++
		}
	}
	var docs []uint32
	for i, n := range times {
		if int(n) >= least {
			docs = append(docs, start+uint32(i))
		}
	}
	return roaring.BitmapOf(docs...)
}

// anyTerm are the documents that have any of the terms.
func (r *segmentReader) anyTerm(field string, terms []weighted) (*roaring.Bitmap, error) {
	all := make([]*roaring.Bitmap, 0, len(terms))
	for _, t := range terms {
		docs, err := r.term(textField(field, t.term), t.term)
		if err != nil {
			return nil, err
		}
		if !docs.IsEmpty() {
			all = append(all, docs)
		}
	}
	return roaring.FastOr(all...), nil
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

// expanded stands for the terms a beginning or a likeness was found to mean.
type expanded struct {
	engine.None
	field string
	terms []weighted
	score float64 // of every document alike; 0 where each ranks by its terms
}

type weighted struct {
	term  string
	boost float64
}
