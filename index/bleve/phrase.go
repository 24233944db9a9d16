package bleve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"saksok/index/engine"
)

// phrase finds the documents that have the terms one after the other, and keeps
// how often: places are the dearest there is to read.
func (r *segmentReader) phrase(f *found, n engine.Phrase, within *roaring.Bitmap) error {
	if f.docs = none; len(n.Terms) == 0 {
		return nil
	}
	key := fieldTerm{textPrefix + n.Field, strings.Join(n.Terms, "\x00")}
	if len(n.Terms) == 1 {
		key.term += "\x00" // a phrase and not the term
	}
	p := &r.terms.known(key)[r.place]
	if p.docs != nil {
		f.docs, f.column = narrowed(p.docs, within), p.column
		return nil
	}
	candidates := within
	for _, t := range n.Terms {
		if !engine.Placed(t) {
			return nil
		}
		docs, err := r.term(textPrefix+n.Field, t)
		if err != nil {
			return err
		}
		candidates = narrowed(docs, candidates)
	}
	b, docs := r.terms.builder, []uint32(nil)
	if b.begin(); !candidates.IsEmpty() {
		err := r.runs(n, candidates, func(doc uint32, times, length uint64) {
			if times > 0 {
				docs = append(docs, doc)
				b.add(doc, times, length)
			}
		})
		if err != nil {
			return err
		}
	}
	if f.column = b.built(); len(docs) > 0 {
		f.docs = roaring.BitmapOf(docs...)
	}
	if within == nil && p.again {
		r.terms.keep(key, &kept{r.segment.Id(), r.segment.Deleted(), f.docs, f.column})
	}
	return nil
}

// runs calls f with every document within, which has all the terms, and how often
// they stand one after the other.
func (r *segmentReader) runs(n engine.Phrase, within *roaring.Bitmap, f func(doc uint32, times, length uint64)) error {
	words := make([]occurrences, len(n.Terms))
	for i, t := range n.Terms {
		p, err := r.postings(textPrefix+n.Field, t)
		if err != nil {
			return err
		}
		if words[i], err = r.terms.occurrences(r.place, fieldTerm{textPrefix + n.Field, t}, p, true, within, new(fileOccurrences)); err != nil {
			return err
		}
	}
	starts, places := []uint64(nil), []uint64(nil)
	for it, seen := within.Iterator(), 0; it.HasNext(); seen++ {
		if seen%checkEvery == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		doc, length := it.Next(), uint64(0)
		starts = starts[:0]
		for i := range words {
			_, long, err := words[i].at(doc)
			if err != nil {
				return fmt.Errorf("reading places of %s: %w", n.Field, err)
			}
			places = words[i].places(places[:0])
			for j := range places {
				places[j] -= uint64(i) // where the phrase would begin
			}
			slices.Sort(places)
			if i == 0 {
				starts, length = append(starts, slices.Compact(places)...), long
			} else {
				starts = slices.DeleteFunc(starts, func(s uint64) bool {
					_, ok := slices.BinarySearch(places, s)
					return !ok
				})
			}
		}
		f(doc, uint64(len(starts)), length)
	}
	return nil
}
