package bleve

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A segment never changes, so what its documents have in a field is read from it
// once and kept as a column: a code per document in as few bytes as will do, and
// what each code means. Keywords and numbers are columns alike. What has to be
// done for a value — is it wanted by a filter, which bucket is it in — is worked
// out once per code and not once per hit.

// column holds a field in one segment. Code 0 is a document without the field.
type column struct {
	codes codes
	first []string   // keywords by code; the others of a document are in sets
	sets  [][]string // keywords of codes that stand for several, from code len(first)
	value []int64    // numbers by code, ascending but for the unused first

	memory int // bytes it takes
}

// codes are the codes of the documents of a segment.
type codes interface {
	at(doc uint32) uint32
	count(docs []uint32, into []int)
	// within appends the documents whose code is at least from and below to.
	within(docs []uint32, from, to uint32, out []uint32) []uint32
	bytes() int
}

type packed[T uint8 | uint16 | uint32] []T

func (p packed[T]) at(doc uint32) uint32 { return uint32(p[doc]) }

func (p packed[T]) count(docs []uint32, into []int) {
	for _, d := range docs {
		into[p[d]]++
	}
}

func (p packed[T]) within(docs []uint32, from, to uint32, out []uint32) []uint32 {
	for _, d := range docs {
		if code := uint32(p[d]); code >= from && code < to {
			out = append(out, d)
		}
	}
	return out
}

func (p packed[T]) bytes() int {
	var zero T
	switch any(zero).(type) {
	case uint8:
		return len(p)
	case uint16:
		return 2 * len(p)
	}
	return 4 * len(p)
}

// pack keeps the codes, of which there are n, in as few bytes as will do.
func pack(all []uint32, n int) codes {
	switch {
	case n <= 1<<8:
		return narrow[uint8](all)
	case n <= 1<<16:
		return narrow[uint16](all)
	}
	return packed[uint32](all)
}

func narrow[T uint8 | uint16 | uint32](all []uint32) packed[T] {
	out := make(packed[T], len(all))
	for i, c := range all {
		out[i] = T(c)
	}
	return out
}

// size is the number of codes.
func (c *column) size() int { return max(len(c.first)+len(c.sets), len(c.value)) }

// keywords are what a code stands for, in order of their letters; code 0 for none.
func (c *column) keywords(code int) []string {
	switch {
	case code == 0:
		return nil
	case code < len(c.first):
		return c.first[code : code+1]
	}
	return c.sets[code-len(c.first)]
}

// number is the number of the document, if it has one.
func (c *column) number(doc uint32) (int64, bool) {
	code := c.codes.at(doc)
	return c.value[code], code > 0
}

// codesOf are the codes of the numbers from lo to hi, both included and nil for
// an open end: those from the first returned to before the second.
func (c *column) codesOf(lo, hi *int64) (from, to uint32) {
	from, to = 1, uint32(len(c.value))
	if lo != nil {
		i, _ := slices.BinarySearch(c.value[1:], *lo)
		from = uint32(i) + 1
	}
	if hi != nil {
		i, found := slices.BinarySearch(c.value[1:], *hi)
		if to = uint32(i) + 1; found {
			to++
		}
	}
	return from, to
}

// weighed is the column with its memory worked out.
func (c *column) weighed() *column {
	const header = 16 // of a string
	n := c.codes.bytes() + 8*len(c.value)
	for _, s := range c.first {
		n += header + len(s)
	}
	for _, set := range c.sets {
		n += (1 + len(set)) * header
	}
	c.memory = n
	return c
}

// maxColumns bounds the memory of the columns that are kept, in bytes. All the
// columns of the fields that are filtered, counted and sorted by take 40 to 60
// bytes a search document, so that a few million have room.
const maxColumns = 256 << 20

// columnCache keeps the columns of the segments in use.
type columnCache struct {
	mu       sync.Mutex
	limit    int
	segments map[uint64]*segmentColumns
	memory   int
}

// segmentColumns are the columns of a segment by the names of Bleve's fields.
type segmentColumns struct {
	size   uint64
	fields map[string]*column
	memory int
}

// load returns the columns of every segment of the snapshot, reading those that
// are not there yet, and drops those of segments that are gone. Past the limit it
// keeps only the fields asked for now.
func (c *columnCache) load(s *scorch.IndexSnapshot, fields []string) ([]*segmentColumns, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	live := make(map[uint64]*segmentColumns, len(s.Segments()))
	out := make([]*segmentColumns, len(s.Segments()))
	for i, seg := range s.Segments() {
		size := uint64(seg.FullSize())
		old := c.segments[seg.Id()]
		if old == nil || old.size != size {
			old = &segmentColumns{size: size}
		}
		next, err := old.with(seg.Segment(), fields)
		if err != nil {
			return nil, err
		}
		live[seg.Id()], out[i] = next, next
	}
	c.segments = live
	if c.memory = held(live); c.memory > c.limit {
		for id, seg := range live {
			live[id] = seg.only(fields)
		}
		c.memory = held(live)
	}
	return out, nil
}

func held(segments map[uint64]*segmentColumns) (n int) {
	for _, s := range segments {
		n += s.memory
	}
	return n
}

// forget drops all columns.
func (c *columnCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.segments, c.memory = nil, 0
}

// bytes is the memory the columns take.
func (c *columnCache) bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.memory
}

// only returns the columns of the named fields alone.
func (c *segmentColumns) only(fields []string) *segmentColumns {
	out := &segmentColumns{size: c.size, fields: make(map[string]*column, len(fields))}
	for _, f := range fields {
		out.fields[f] = c.fields[f]
		out.memory += c.fields[f].memory
	}
	return out
}

// with returns the columns with the named ones among them: others, where any is
// new, since searches read the map without the lock.
func (c *segmentColumns) with(seg segment.Segment, fields []string) (*segmentColumns, error) {
	missing := slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return c.fields[f] != nil })
	if len(missing) == 0 {
		return c, nil
	}
	next := &segmentColumns{size: c.size, memory: c.memory, fields: make(map[string]*column, len(c.fields)+len(missing))}
	for k, v := range c.fields {
		next.fields[k] = v
	}
	for _, field := range missing {
		col, err := readColumn(seg, field, c.size)
		if err != nil {
			return nil, fmt.Errorf("reading column %s: %w", field, err)
		}
		next.fields[field] = col.weighed()
		next.memory += col.memory
	}
	return next, nil
}

// readColumn reads the postings of a field: the documents of each of its values.
func readColumn(seg segment.Segment, field string, size uint64) (*column, error) {
	r := columnReader{all: make([]uint32, size), values: []string{""}, several: map[uint32][]uint32{}}
	if err := r.read(seg, field); err != nil {
		return nil, err
	}
	if strings.HasPrefix(field, numberPrefix) {
		return r.numbers()
	}
	return r.keywords(), nil
}

// columnReader collects the values of a field.
type columnReader struct {
	all     []uint32 // by document: its first value
	values  []string // by code, in order; the first unused
	several map[uint32][]uint32
}

func (r *columnReader) read(seg segment.Segment, field string) error {
	dict, err := seg.Dictionary(field)
	if err != nil {
		return err
	}
	var postings segment.PostingsList
	var scratch segment.PostingsIterator
	block := make([]uint32, min(blockSize, len(r.all)))
	terms := uncounted(dict)
	for {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return err
		}
		if postings, err = dict.PostingsList([]byte(entry.Term), nil, postings); err != nil {
			return err
		}
		scratch = postings.Iterator(false, false, false, scratch)
		one, many, err := documents(scratch)
		if err != nil {
			return err
		}
		code := uint32(len(r.values))
		r.values = append(r.values, entry.Term)
		if many == nil {
			r.add(one, code)
			continue
		}
		for docs := many.ManyIterator(); ; {
			n := docs.NextMany(block)
			if n == 0 {
				break
			}
			for _, doc := range block[:n] {
				r.add(doc, code)
			}
		}
	}
}

// uncounted goes through a dictionary without counting the documents of each
// word, where it can be done.
func uncounted(dict segment.TermDictionary) segment.DictionaryIterator {
	if d, ok := dict.(interface {
		AutomatonIteratorOmitCount(a segment.Automaton, from, to []byte) segment.DictionaryIterator
	}); ok {
		return d.AutomatonIteratorOmitCount(nil, nil, nil)
	}
	return dict.AutomatonIterator(nil, nil, nil)
}

func (r *columnReader) add(doc, code uint32) {
	if r.all[doc] == 0 {
		r.all[doc] = code
		return
	}
	if r.several[doc] == nil {
		r.several[doc] = []uint32{r.all[doc]}
	}
	r.several[doc] = append(r.several[doc], code)
}

// keywords gives every combination of values that a document has a code.
func (r *columnReader) keywords() *column {
	c := &column{first: r.values}
	combinations := map[string]uint32{}
	for _, doc := range slices.Sorted(maps.Keys(r.several)) {
		codes := r.several[doc]
		key := fmt.Sprint(codes)
		code, ok := combinations[key]
		if !ok {
			code = uint32(len(c.first) + len(c.sets))
			combinations[key] = code
			set := make([]string, len(codes))
			for i, k := range codes {
				set[i] = r.values[k]
			}
			c.sets = append(c.sets, set)
		}
		r.all[doc] = code
	}
	c.codes = pack(r.all, c.size())
	return c
}

// numbers reads the values as numbers, whose terms are in the order of the numbers.
func (r *columnReader) numbers() (*column, error) {
	c := &column{value: make([]int64, len(r.values))}
	for i, v := range r.values[1:] {
		n, ok := decode(v)
		if !ok {
			return nil, fmt.Errorf("%q is no number", v)
		}
		c.value[i+1] = n
	}
	c.codes = pack(r.all, c.size())
	return c, nil
}
