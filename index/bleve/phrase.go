package bleve

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"saksok/index/engine"
)

// run is that the terms of a phrase stand one after the other in a document.
type run struct {
	doc uint32
	occurrence
}

// phrase finds the documents that have the terms one after the other, and keeps
// how often: places are the dearest there is to read.
func (r *segmentReader) phrase(f *found, n engine.Phrase, within *roaring.Bitmap) error {
	if f.docs = roaring.New(); len(n.Terms) == 0 {
		return nil
	}
	for _, t := range n.Terms {
		if !engine.Placed(t) {
			return nil
		}
		docs, err := r.term(textPrefix+n.Field, t)
		if err != nil {
			return err
		}
		within = narrowed(docs, within)
	}
	if within.IsEmpty() {
		return nil
	}
	docs := make([]uint32, 0, within.GetCardinality())
	f.runs = make([]run, 0, within.GetCardinality())
	err := r.runs(n, within, func(doc uint32, o occurrence) {
		if o.times > 0 {
			docs, f.runs = append(docs, doc), append(f.runs, run{doc, o})
		}
	})
	f.docs = roaring.BitmapOf(docs...)
	return err
}

// runs calls f with every document within, which has all the terms, and how often
// they stand one after the other.
func (r *segmentReader) runs(n engine.Phrase, within *roaring.Bitmap, f func(doc uint32, o occurrence)) error {
	words := make([]segment.PostingsIterator, len(n.Terms))
	for i, t := range n.Terms {
		p, err := r.postings(textPrefix+n.Field, t)
		if err != nil {
			return err
		}
		if words[i], err = p.restricted(true, within); err != nil {
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
		f(doc, occurrence{float64(len(starts)), length})
	}
	return nil
}

// restricted goes through what is within, some of the documents, with the places
// of the term in them or without.
func (p postings) restricted(places bool, within *roaring.Bitmap) (segment.PostingsIterator, error) {
	docs := p.list.Iterator(true, true, places, nil)
	it, ok := docs.(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("postings are a %T", docs)
	}
	if it.ActualBitmap() != nil && within.GetCardinality() < p.count() {
		it.ReplaceActual(within)
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
