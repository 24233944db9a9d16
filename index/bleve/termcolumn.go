package bleve

import (
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// occurrence is how often a term occurs in a document, whose field is so long.
type occurrence struct{ times, length uint32 }

// termColumn holds the occurrences of a term, or of a phrase, in a segment.
type termColumn struct {
	docs        []uint32 // ascending
	codes       codes    // by place in docs
	occurrences []occurrence
}

// seek is the place of the document, or of the first after it, which is not before
// i. Steps grow as long as it is further on: documents may lie close together or
// far apart.
func seek(docs []uint32, i int, doc uint32) int {
	if i >= len(docs) || docs[i] >= doc {
		return i
	}
	step := 1
	for i+step < len(docs) && docs[i+step] < doc {
		i += step
		step *= 2
	}
	rest := docs[i+1 : min(i+step, len(docs))]
	return i + 1 + sort.Search(len(rest), func(j int) bool { return rest[j] >= doc })
}

// bytes is the memory it takes.
func (c *termColumn) bytes() int {
	const header = 80
	if c == nil {
		return 0
	}
	return header + 4*len(c.docs) + c.codes.bytes() + 8*len(c.occurrences)
}

// columnBuilder collects columns, one after the other, document by document.
type columnBuilder struct {
	docs        []uint32
	codes       []uint32 // by place in docs
	occurrences []occurrence
	wanted      []uint32        // documents to be read
	file        fileOccurrences // used again by every column
	// Codes by a hash of what they stand for: of two that meet, the former is
	// forgotten, and may get another code, which costs a little room. A map would
	// take longer than all the rest.
	seen [512]struct {
		key  uint64
		code uint32
	}
}

func (b *columnBuilder) begin() {
	b.docs, b.codes, b.occurrences = b.docs[:0], b.codes[:0], b.occurrences[:0]
	clear(b.seen[:])
}

// add adds a document, in which there are some.
func (b *columnBuilder) add(doc uint32, times, length uint64) {
	key := times<<40 | length
	at := &b.seen[(length+37*times)%uint64(len(b.seen))]
	if at.key != key {
		at.key, at.code = key, uint32(len(b.occurrences))
		b.occurrences = append(b.occurrences, occurrence{uint32(times), uint32(length)})
	}
	b.docs, b.codes = append(b.docs, doc), append(b.codes, at.code)
}

// built is a column of its own.
func (b *columnBuilder) built() *termColumn {
	codes := b.codes
	if len(b.occurrences) > 1<<16 { // pack keeps them as they are, and the next column is built in them
		codes = slices.Clone(codes)
	}
	return &termColumn{docs: slices.Clone(b.docs), occurrences: slices.Clone(b.occurrences), codes: pack(codes, len(b.occurrences))}
}

// read reads the occurrences in some documents.
func (b *columnBuilder) read(o occurrences, within *roaring.Bitmap) (*termColumn, error) {
	b.begin()
	b.wanted = documentsOf(within, b.wanted)
	for _, doc := range b.wanted {
		times, length, err := o.at(doc)
		if err != nil {
			return nil, err
		}
		b.add(doc, times, length)
	}
	return b.built(), nil
}

// lengthOf is how many terms the field has, which Bleve keeps as a norm: the one
// over its root, to be worked out anew for every document.
func lengthOf(p segment.Posting) uint64 {
	if kept, ok := p.(interface{ NormUint64() uint64 }); ok {
		return kept.NormUint64()
	}
	return uint64(1/(p.Norm()*p.Norm()) + 0.5)
}
