package bleve

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// fieldTerm is a term of a field of Bleve's, or the words of a phrase.
type fieldTerm struct{ field, term string }

// postings are those of a term, or of a phrase, in a segment.
type postings struct {
	docs   *roaring.Bitmap      // never changed; nil for a phrase that was not looked for
	list   segment.PostingsList // nil until something is read of it by Bleve
	packed *packedOccurrences   // in the file; nil until something is read of it there
	column *termColumn          // nil where it is not kept
	again  bool                 // whether it was asked for before
}

// lasting reports whether the term is kept: one that was asked for before, and one
// that takes little room.
func (p *postings) lasting() bool { return p.again || p.count() <= fewDocuments }

func (p *postings) count() uint64 {
	if p.docs == nil {
		return 0
	}
	return p.docs.GetCardinality()
}

// termReader reads postings for one query, in every segment of a snapshot: a term
// once, whatever the query does with it.
type termReader struct {
	segments []*scorch.SegmentSnapshot
	cache    *termCache     // nil: nothing is kept
	files    []*segmentFile // by segment; nil where Bleve reads it
	dicts    []map[string]segment.TermDictionary
	rows     map[fieldTerm][]postings // by segment
	builder  *columnBuilder
	scratch  segment.PostingsIterator // used again by every list
}

func newTermReader(s *scorch.IndexSnapshot, cache *termCache, b *columnBuilder) *termReader {
	r := &termReader{
		segments: s.Segments(), cache: cache, builder: b,
		dicts: make([]map[string]segment.TermDictionary, len(s.Segments())), rows: map[fieldTerm][]postings{},
	}
	for _, seg := range r.segments {
		r.files = append(r.files, fileOf(seg))
	}
	return r
}

// row are the postings of a term, by segment.
func (r *termReader) row(key fieldTerm) ([]postings, error) {
	if row, ok := r.rows[key]; ok {
		return row, nil
	}
	row := r.known(key)
	var fresh []*kept
	for i := range row {
		if row[i].docs != nil {
			continue
		}
		again := row[i].again
		p, err := r.read(i, key)
		if err != nil {
			return nil, err
		}
		if p.again = again; p.lasting() {
			p.docs = copyOf(p.docs)
			fresh = append(fresh, &kept{r.segments[i].Id(), r.segments[i].Deleted(), p.docs, nil})
		}
		row[i] = p
	}
	r.keep(key, fresh...)
	return row, nil
}

// known is what is kept of a term or a phrase, by segment.
func (r *termReader) known(key fieldTerm) []postings {
	if row, ok := r.rows[key]; ok {
		return row
	}
	row := make([]postings, len(r.segments))
	r.rows[key] = row
	if r.cache == nil {
		return row
	}
	known, again := r.cache.get(key)
	for i, seg := range r.segments {
		row[i].again = again
		if k := of(known, seg.Id()); k != nil && k.deleted == seg.Deleted() {
			row[i].docs, row[i].column = k.docs, k.column
		}
	}
	return row
}

func (r *termReader) keep(key fieldTerm, fresh ...*kept) {
	if r.cache != nil && len(fresh) > 0 {
		r.cache.put(key, fresh...)
	}
}

// read reads postings from the segment.
func (r *termReader) read(seg int, key fieldTerm) (postings, error) {
	if f := r.files[seg]; f != nil {
		return f.postings(key)
	}
	return r.readByBleve(seg, key)
}

// readByBleve is read of a segment in memory.
func (r *termReader) readByBleve(seg int, key fieldTerm) (postings, error) {
	dict, err := r.dictionary(seg, key.field)
	if err != nil {
		return postings{}, err
	}
	list, err := dict.PostingsList([]byte(key.term), r.segments[seg].Deleted(), nil)
	if err != nil {
		return postings{}, fmt.Errorf("reading postings of %s: %w", key.field, err)
	}
	r.scratch = list.Iterator(false, false, false, r.scratch)
	one, docs, err := documents(r.scratch)
	if err == nil && docs == nil {
		docs = roaring.BitmapOf(one)
	}
	return postings{list: list, docs: docs}, err
}

func (r *termReader) dictionary(seg int, field string) (segment.TermDictionary, error) {
	if dict := r.dicts[seg][field]; dict != nil {
		return dict, nil
	}
	dict, err := r.segments[seg].Segment().Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("reading dictionary of %s: %w", field, err)
	}
	if r.dicts[seg] == nil {
		r.dicts[seg] = map[string]segment.TermDictionary{}
	}
	r.dicts[seg][field] = dict
	return dict, nil
}

// occurrences read those of a term in the documents within, which have it, with its
// places in them or without. What is read from a file is read into file.
func (r *termReader) occurrences(seg int, key fieldTerm, p *postings, placed bool, within *roaring.Bitmap, file *fileOccurrences) (occurrences, error) {
	if r.files[seg] == nil {
		return r.occurrencesByBleve(seg, key, p, placed, within)
	}
	if p.packed == nil { // its documents are from the cache
		fresh, err := r.files[seg].postings(key)
		if err != nil {
			return nil, err
		}
		p.packed = fresh.packed
	}
	file.begin(p.packed, placed)
	return file, nil
}

func (r *termReader) occurrencesByBleve(seg int, key fieldTerm, p *postings, placed bool, within *roaring.Bitmap) (occurrences, error) {
	if p.list == nil {
		fresh, err := r.readByBleve(seg, key)
		if err != nil {
			return nil, err
		}
		p.list = fresh.list
	}
	docs := p.list.Iterator(true, true, placed, nil)
	it, ok := docs.(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("postings are a %T", docs)
	}
	if it.ActualBitmap() != nil && within.GetCardinality() < p.count() {
		it.ReplaceActual(within)
	}
	return &bleveOccurrences{docs: docs}, nil
}

// column is that of a term, or of no more than some of its documents, where they
// are read sooner. Of one that was asked for before, all are read, to be kept,
// unless there are far more than are asked for.
func (r *termReader) column(seg int, key fieldTerm, p *postings, some func() *roaring.Bitmap) (*termColumn, error) {
	if p.column != nil {
		return p.column, nil
	}
	within, all := p.docs, p.count() <= fewDocuments
	if !all {
		within = some()
		asked := within.GetCardinality()
		all = asked == p.count() || p.again && asked*farMore >= p.count()
	}
	if all {
		within = p.docs
	}
	of, err := r.occurrences(seg, key, p, false, within, &r.builder.file)
	if err != nil {
		return nil, err
	}
	col, err := r.builder.read(of, within)
	if err != nil {
		return nil, fmt.Errorf("reading occurrences of a term of %s: %w", key.field, err)
	}
	if all {
		p.column = col
		if docs := p.docs; p.lasting() { // which are copied then
			r.keep(key, &kept{r.segments[seg].Id(), r.segments[seg].Deleted(), docs, col})
		}
	}
	return col, nil
}

// documents are those of postings: the only one, or as a bitmap, which the caller
// must not change.
func documents(docs segment.PostingsIterator) (one uint32, many *roaring.Bitmap, err error) {
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

// copyOf is a bitmap that outlives the segment, whose bitmaps lie in the file.
func copyOf(docs *roaring.Bitmap) *roaring.Bitmap {
	if docs.IsEmpty() {
		return none
	}
	out := roaring.New()
	out.Or(docs)
	out.CloneCopyOnWriteContainers()
	return out
}

// none is no document. It is never changed.
var none = roaring.New()
