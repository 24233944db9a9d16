package bleve

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"saksok/index/engine"
)

// phrase finds the documents that have the terms one after the other.
func (r *segmentReader) phrase(n engine.Phrase, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if len(n.Terms) == 0 {
		return roaring.New(), nil
	}
	for _, t := range n.Terms {
		if !engine.Placed(t) {
			return roaring.New(), nil
		}
		docs, err := r.term(textPrefix+n.Field, t)
		if err != nil {
			return nil, err
		}
		if within == nil {
			within = docs
		} else {
			within = roaring.And(within, docs)
		}
	}
	if within.IsEmpty() || len(n.Terms) == 1 {
		return within, nil
	}
	var docs []uint32
	err := r.occurrences(n, within, func(doc uint32, times int, _ float64) {
		if times > 0 {
			docs = append(docs, doc)
		}
	})
	return roaring.BitmapOf(docs...), err
}

// occurrences calls f with every document within, which has all the terms, how
// often they stand one after the other, and how long its field is.
func (r *segmentReader) occurrences(n engine.Phrase, within *roaring.Bitmap, f func(doc uint32, times int, length float64)) error {
	words := make([]segment.PostingsIterator, len(n.Terms))
	for i, t := range n.Terms {
		list, err := r.list(textPrefix+n.Field, t)
		if err != nil {
			return err
		}
		if words[i], err = restricted(list.Iterator(true, true, true, nil), within); err != nil {
			return err
		}
	}
	starts, places := []uint64(nil), []uint64(nil)
	for it, seen := within.Iterator(), 0; it.HasNext(); seen++ {
		if seen%checkEvery == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		doc, length := it.Next(), 0.0
		starts = starts[:0]
		for i := range words {
			p, err := words[i].Advance(uint64(doc))
			if err != nil {
				return fmt.Errorf("reading places of %s: %w", n.Field, err)
			}
			if p == nil || p.Number() != uint64(doc) {
				return fmt.Errorf("postings of %s lack document %d", n.Field, doc)
			}
			places = places[:0]
			for _, l := range p.Locations() {
				places = append(places, l.Pos()-uint64(i)) // where the phrase would begin
			}
			slices.Sort(places)
			if i == 0 {
				starts, length = append(starts, slices.Compact(places)...), lengthOf(p)
			} else {
				starts = slices.DeleteFunc(starts, func(s uint64) bool {
					_, ok := slices.BinarySearch(places, s)
					return !ok
				})
			}
		}
		f(doc, len(starts), length)
	}
	return nil
}

// restricted leaves out of postings what is not within.
func restricted(docs segment.PostingsIterator, within *roaring.Bitmap) (segment.PostingsIterator, error) {
	it, ok := docs.(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("postings are a %T", docs)
	}
	if all := it.ActualBitmap(); all != nil {
		if both := roaring.And(all, within); both.GetCardinality() < all.GetCardinality() {
			it.ReplaceActual(both)
		}
	}
	return docs, nil
}

// lengthOf is how many terms the field has, which Bleve keeps as a norm: the one
// over its root, to be worked out anew for every document.
func lengthOf(p segment.Posting) float64 {
	if kept, ok := p.(interface{ NormUint64() uint64 }); ok {
		return float64(kept.NormUint64())
	}
	return 1 / (p.Norm() * p.Norm())
}
