package bleve

import (
	"hash/fnv"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A segment never changes, so a field's values are read from it once and kept as
// a column: for keywords an ordinal per document, for numbers the number.

// keywordColumn holds the values of a keyword field in one segment.
type keywordColumn struct {
	values []string
	first  []uint32            // per document: 1 + index into values, 0 for none
	more   map[uint32][]uint32 // the other values of documents that have several
}

// each calls f with the ordinal, from 0, of every value of the document.
func (c *keywordColumn) each(doc uint32, f func(ord uint32)) {
	first := c.first[doc]
	if first == 0 {
		return
	}
	f(first - 1)
	if len(c.more) > 0 {
		for _, o := range c.more[doc] {
			f(o)
		}
	}
}

// numberColumn holds the values of a number field in one segment.
type numberColumn struct {
	value []int64
	has   []bool
}

// columnCache keeps the columns of the segments in use.
type columnCache struct {
	mu       sync.Mutex
	segments map[uint64]*segmentColumns
}

type segmentColumns struct {
	size     uint64
	keywords map[string]*keywordColumn
	numbers  map[string]*numberColumn
}

// load returns the columns of every segment of the snapshot, reading those that
// are not there yet, and drops those of segments that are gone.
func (c *columnCache) load(s *scorch.IndexSnapshot, keywords, numbers []string) ([]*segmentColumns, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	live := make(map[uint64]*segmentColumns)
	out := make([]*segmentColumns, len(s.Segments()))
	for i, seg := range s.Segments() {
		size := uint64(seg.FullSize())
		old := c.segments[seg.Id()]
		if old == nil || old.size != size {
			old = &segmentColumns{size: size, keywords: map[string]*keywordColumn{}, numbers: map[string]*numberColumn{}}
		}
		// Searches read the maps without the lock: never change one in use.
		next, err := old.with(seg.Segment(), keywords, numbers)
		if err != nil {
			return nil, err
		}
		live[seg.Id()], out[i] = next, next
	}
	c.segments = live
	return out, nil
}

// with returns the columns with the named ones among them.
func (c *segmentColumns) with(seg segment.Segment, keywords, numbers []string) (*segmentColumns, error) {
	next := c
	fresh := func() {
		if next != c {
			return
		}
		next = &segmentColumns{size: c.size, keywords: map[string]*keywordColumn{}, numbers: map[string]*numberColumn{}}
		for k, v := range c.keywords {
			next.keywords[k] = v
		}
		for k, v := range c.numbers {
			next.numbers[k] = v
		}
	}
	for _, name := range keywords {
		if next.keywords[name] == nil {
			col, err := readKeywords(seg, keywordPrefix+name, c.size)
			if err != nil {
				return nil, err
			}
			fresh()
			next.keywords[name] = col
		}
	}
	for _, name := range numbers {
		if next.numbers[name] == nil {
			col, err := readNumbers(seg, numberPrefix+name, c.size)
			if err != nil {
				return nil, err
			}
			fresh()
			next.numbers[name] = col
		}
	}
	return next, nil
}

func readKeywords(seg segment.Segment, field string, size uint64) (*keywordColumn, error) {
	col := &keywordColumn{first: make([]uint32, size), more: map[uint32][]uint32{}}
	ords := map[string]uint32{}
	err := visit(seg, field, size, func(doc uint64, term []byte) {
		ord, ok := ords[string(term)]
		if !ok {
			ord = uint32(len(col.values))
			col.values = append(col.values, string(term))
			ords[string(term)] = ord
		}
		if col.first[doc] == 0 {
			col.first[doc] = ord + 1
		} else {
			col.more[uint32(doc)] = append(col.more[uint32(doc)], ord)
		}
	})
	return col, err
}

func readNumbers(seg segment.Segment, field string, size uint64) (*numberColumn, error) {
	col := &numberColumn{value: make([]int64, size), has: make([]bool, size)}
	err := visit(seg, field, size, func(doc uint64, term []byte) {
		if n, ok := decode(term); ok {
			col.value[doc], col.has[doc] = n, true
		}
	})
	return col, err
}

// visit calls f with each value of the field in the segment.
func visit(seg segment.Segment, field string, size uint64, f func(doc uint64, term []byte)) error {
	values, ok := seg.(segment.DocValueVisitable)
	if !ok {
		return nil
	}
	var state segment.DocVisitState
	var err error
	for doc := range size {
		state, err = values.VisitDocValues(doc, []string{field}, func(_ string, term []byte) { f(doc, term) }, state)
		if err != nil {
			return err
		}
	}
	return nil
}

// order is a stable number for a document, to break ties between hits without
// reading their ids.
func order(id string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // a hash never fails
	return int64(h.Sum64())
}
