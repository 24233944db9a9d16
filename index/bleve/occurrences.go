package bleve

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// occurrences reads how often a term occurs in documents that have it.
type occurrences interface {
	// at goes to a document; they are asked for in order.
	at(doc uint32) (times, length uint64, err error)
	// places appends where the term is in the document, if that is read.
	places(to []uint64) []uint64
}

// bleveOccurrences are read by Bleve.
type bleveOccurrences struct {
	docs segment.PostingsIterator
	now  segment.Posting
}

func (o *bleveOccurrences) at(doc uint32) (times, length uint64, err error) {
	if o.now, err = o.docs.Advance(uint64(doc)); err != nil {
		return 0, 0, err
	}
	if o.now == nil || o.now.Number() != uint64(doc) {
		return 0, 0, fmt.Errorf("postings lack document %d", doc)
	}
	return o.now.Frequency(), lengthOf(o.now), nil
}

func (o *bleveOccurrences) places(to []uint64) []uint64 {
	for _, l := range o.now.Locations() {
		to = append(to, l.Pos())
	}
	return to
}

// packedOccurrences are those of a term in the file of a segment: how often it
// occurs in each document and how long its field is there, and where, both in
// chunks of so many documents of the segment.
type packedOccurrences struct {
	stored              *roaring.Bitmap // the documents, those deleted too
	frequencies, places fileBytes
	chunk               uint64
}

// fileOccurrences are read from the file of a segment.
type fileOccurrences struct {
	packed *packedOccurrences
	placed bool // whether places are read
	stored []uint32
	next   int // place in stored that the bytes left of the chunk are of
	chunk  int

	frequencies, positions chunks
	left, leftPlaces       fileBytes
	now                    fileBytes // places in the document
}

// begin goes to the beginning of the occurrences of a term.
func (o *fileOccurrences) begin(p *packedOccurrences, placed bool) {
	o.packed, o.placed, o.next, o.chunk = p, placed, 0, -1
	o.stored = documentsOf(p.stored, o.stored)
	most := len(o.stored) + 2 // there are about as many chunks as thousands of documents
	o.frequencies.read(p.frequencies, most)
	if placed {
		o.positions.read(p.places, most)
	}
}

func (o *fileOccurrences) at(doc uint32) (times, length uint64, err error) {
	if n := int(uint64(doc) / o.packed.chunk); n != o.chunk {
		o.chunk, o.left = n, o.frequencies.chunk(n)
		o.next = seek(o.stored, o.next, uint32(uint64(n)*o.packed.chunk))
		if o.placed {
			o.leftPlaces = o.positions.chunk(n)
		}
	}
	place := seek(o.stored, o.next, doc)
	if place == len(o.stored) || o.stored[place] != doc {
		return 0, 0, fmt.Errorf("%w: postings lack document %d", errFile, doc)
	}
	o.skip(place - o.next)
	o.next = place + 1
	times, length = o.left.number(), o.left.number()
	if o.now = nil; o.placed && times&havePlaces != 0 {
		o.now = o.leftPlaces.take(o.leftPlaces.number())
	}
	if times >>= 1; times == 0 {
		return 0, 0, fmt.Errorf("%w: a term occurs nowhere in document %d", errFile, doc)
	}
	return times, length, nil
}

// havePlaces is the bit below how often a term occurs.
const havePlaces = 1

// skip passes by so many documents.
func (o *fileOccurrences) skip(n int) {
	if !o.placed {
		o.left.skip(2 * n)
		return
	}
	for range n {
		if times, _ := o.left.number(), o.left.number(); times&havePlaces != 0 {
			o.leftPlaces.take(o.leftPlaces.number())
		}
	}
}

func (o *fileOccurrences) places(to []uint64) []uint64 {
	for b := o.now; len(b) > 0; {
		b.number() // the field
		to = append(to, b.number())
		b.skip(2) // where it begins and ends in the text
		b.skip(int(min(b.number(), uint64(len(b)))))
	}
	return to
}

// documentsOf lists a bitmap, in the room of list if there is enough.
func documentsOf(docs *roaring.Bitmap, list []uint32) []uint32 {
	n := int(docs.GetCardinality())
	if cap(list) < n {
		list = make([]uint32, n)
	}
	return list[:docs.ManyIterator().NextMany(list[:n])]
}

// chunks are parts of a file that follow a table of where each ends.
type chunks struct {
	ends  []uint64
	bytes fileBytes
}

// read reads the table, which has no more than so many entries.
func (c *chunks) read(b fileBytes, most int) {
	n := min(b.number(), uint64(most))
	c.ends = c.ends[:0]
	for range n {
		c.ends = append(c.ends, b.number())
	}
	c.bytes = b
}

// chunk is the n-th of them.
func (c *chunks) chunk(n int) fileBytes {
	if n >= len(c.ends) {
		return nil
	}
	from := uint64(0)
	if n > 0 {
		from = c.ends[n-1]
	}
	b := c.bytes.from(from)
	return b.take(max(c.ends[n], from) - from)
}
