package bleve

import (
	"slices"
	"sort"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// How often a word occurs in a document, and how long that is, lies packed in the
// segment, a chunk after the other, and each must be unpacked from its beginning.
// What is asked for are mostly the same few thousand words, and only those that
// many documents have take time; so of these it is kept unpacked.

const (
	// maxTermMemory bounds what is kept, in bytes: six to eight for every document
	// of every term.
	maxTermMemory = 64 << 20
	// fewDocuments is how many documents a term must have in a segment to be kept.
	fewDocuments = 256
	// chunkSize is about how many documents a chunk has. Where every chunk has one
	// that is asked for, unpacking all of them costs no more.
	chunkSize = 1024
)

// occurrence is how often a term occurs in a document, whose field is so long.
type occurrence struct{ times, length float64 }

// termColumn holds the occurrences of a term in a segment.
type termColumn struct {
	docs        []uint32 // ascending, those that are deleted too
	codes       codes    // by place in docs
	occurrences []occurrence
}

// place is that of a document, which is there and not before i. Steps grow as long
// as it is further on: documents may lie close together or far apart.
func (c *termColumn) place(i int, doc uint32) int {
	step := 1
	for i+step < len(c.docs) && c.docs[i+step] <= doc {
		i += step
		step *= 2
	}
	if c.docs[i] == doc {
		return i
	}
	rest := c.docs[i+1 : min(i+step, len(c.docs))]
	return i + 1 + sort.Search(len(rest), func(j int) bool { return rest[j] >= doc })
}

// bytes is the memory it takes; a column that is not there has its place taken.
func (c *termColumn) bytes() int {
	const entry = 64
	if c == nil {
		return entry
	}
	return entry + 4*len(c.docs) + c.codes.bytes() + 16*len(c.occurrences)
}

// readTermColumn unpacks the postings of a term, of which there are some.
func readTermColumn(list segment.PostingsList) (*termColumn, error) {
	c := &termColumn{docs: make([]uint32, 0, list.Count())}
	all := make([]uint32, 0, list.Count())
	seen := map[occurrence]uint32{}
	for it := list.Iterator(true, true, false, nil); ; {
		p, err := it.Next()
		if err != nil {
			return nil, err
		}
		if p == nil {
			break
		}
		o := occurrence{float64(p.Frequency()), lengthOf(p)}
		code, ok := seen[o]
		if !ok {
			code = uint32(len(c.occurrences))
			seen[o], c.occurrences = code, append(c.occurrences, o)
		}
		c.docs, all = append(c.docs, uint32(p.Number())), append(all, code)
	}
	c.codes = pack(all, len(c.occurrences))
	return c, nil
}

// termCache keeps the columns of terms, by the ids of their segments, which never
// change. A term that was asked for once has a place and no column yet: unpacking
// takes more than twice as long as reading what one query needs.
type termCache struct {
	mu     sync.Mutex
	limit  int
	kept   map[uint64]map[fieldTerm]*termColumn
	memory int
}

// get returns the column of a term, if there is one, and whether the term was
// asked for before.
func (c *termCache) get(segment uint64, key fieldTerm) (col *termColumn, again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if col, again = c.kept[segment][key]; !again {
		c.keep(segment, key, nil)
	}
	return col, again
}

func (c *termCache) put(segment uint64, key fieldTerm, col *termColumn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(segment, key, col)
}

// keep is put with the lock held. Where there is no room it begins anew: the words
// that are asked for soon are back.
func (c *termCache) keep(segment uint64, key fieldTerm, col *termColumn) {
	if col.bytes() > c.limit {
		return
	}
	if old, ok := c.kept[segment][key]; ok {
		c.memory -= old.bytes()
		delete(c.kept[segment], key)
	}
	if c.memory+col.bytes() > c.limit || c.kept == nil {
		c.kept, c.memory = map[uint64]map[fieldTerm]*termColumn{}, 0
	}
	if c.kept[segment] == nil {
		c.kept[segment] = map[fieldTerm]*termColumn{}
	}
	c.kept[segment][key] = col
	c.memory += col.bytes()
}

// retain drops what is kept of segments that are gone.
func (c *termCache) retain(s *scorch.IndexSnapshot) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, columns := range c.kept {
		if slices.ContainsFunc(s.Segments(), func(seg *scorch.SegmentSnapshot) bool { return seg.Id() == id }) {
			continue
		}
		for _, col := range columns {
			c.memory -= col.bytes()
		}
		delete(c.kept, id)
	}
}

// forget drops all.
func (c *termCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept, c.memory = nil, 0
}

// bytes is the memory of what is kept.
func (c *termCache) bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.memory
}

// column is that of a term of which so many documents are asked for, or nil where
// they are read sooner from the segment.
func (r *segmentReader) column(key fieldTerm, asked uint64) (*termColumn, error) {
	p, err := r.postings(key.field, key.term)
	if err != nil || p.count() < fewDocuments {
		return nil, err
	}
	col, again := r.terms.get(r.segment.Id(), key)
	if col != nil || !again || asked*chunkSize < p.count() {
		return col, nil
	}
	dict, err := r.dictionary(key.field)
	if err != nil {
		return nil, err
	}
	all, err := dict.PostingsList([]byte(key.term), nil, nil)
	if err != nil {
		return nil, err
	}
	if col, err = readTermColumn(all); err == nil {
		r.terms.put(r.segment.Id(), key, col)
	}
	return col, err
}
