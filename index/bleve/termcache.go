package bleve

import (
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Which documents have a word lies packed in the segment, and how often each does,
// and how long it is, in chunks that must be unpacked from their beginning. What
// is asked for are mostly the same few thousand words; so of these it is kept
// unpacked.

const (
	// maxTermMemory bounds what is kept, in bytes: six to nine for every document
	// of every term.
	maxTermMemory = 64 << 20
	// fewDocuments is how many documents a term may have in a segment to be kept
	// when it is asked for the first time. Of one that has more, unpacking takes
	// longer than reading what one query needs.
	fewDocuments = 256
	// farMore is how many times as many documents as are asked for are too many to
	// be read, to be kept, of a term that was asked for before.
	farMore = 1024
)

// kept is what is kept of a term, or of a phrase, in a segment. It never changes.
type kept struct {
	segment uint64
	deleted *roaring.Bitmap // what was deleted when it was read: when more is, it is no use
	docs    *roaring.Bitmap
	column  *termColumn // nil: not yet
}

func (k *kept) bytes() int {
	const entry = 256 // with its bitmap, which is hard to measure and small beside a column
	return entry + int(k.docs.GetSizeInBytes()) + k.column.bytes()
}

// of is what is kept in a segment, nil for nothing.
func of(all []*kept, segment uint64) *kept {
	for _, k := range all {
		if k.segment == segment {
			return k
		}
	}
	return nil
}

// termCache keeps terms by their names. A term that was asked for has a place, and
// what is in it is dropped when many others were asked for since.
type termCache struct {
	mu    sync.Mutex
	limit int
	// Terms asked for lately, and those before them: when the young have half the
	// room, the old are dropped and the young are old.
	young, old generationOfTerms
	segments   []uint64 // those in use
}

type generationOfTerms struct {
	terms  map[fieldTerm][]*kept // the slices never change
	memory int
}

// place is the memory of a term of which nothing is kept.
func place(key fieldTerm) int {
	const entry = 128
	return entry + len(key.field) + len(key.term)
}

func (g *generationOfTerms) set(key fieldTerm, all []*kept) {
	if g.terms == nil {
		g.terms = map[fieldTerm][]*kept{}
	}
	g.drop(key)
	g.terms[key] = all
	g.memory += place(key) + weight(all)
}

func (g *generationOfTerms) drop(key fieldTerm) {
	if was, ok := g.terms[key]; ok {
		g.memory -= place(key) + weight(was)
		delete(g.terms, key)
	}
}

func weight(all []*kept) (n int) {
	for _, k := range all {
		n += k.bytes()
	}
	return n
}

// get returns what is kept of a term, and whether it was asked for before.
func (c *termCache) get(key fieldTerm) (all []*kept, again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if all, again = c.young.terms[key]; again {
		return all, true
	}
	all, again = c.old.terms[key]
	c.old.drop(key)
	c.keep(key, all)
	return all, again
}

// put keeps a term in some segments, in place of what was kept of it there.
func (c *termCache) put(key fieldTerm, fresh ...*kept) {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := slices.Clone(fresh)
	for _, k := range append(slices.Clone(c.young.terms[key]), c.old.terms[key]...) {
		if of(all, k.segment) == nil {
			all = append(all, k)
		}
	}
	c.old.drop(key)
	c.keep(key, all)
}

// keep is put with the lock held.
func (c *termCache) keep(key fieldTerm, all []*kept) {
	c.young.drop(key)
	n := place(key) + weight(all)
	if n > c.limit/2 {
		return
	}
	if c.young.memory+n > c.limit/2 {
		c.young, c.old = generationOfTerms{}, c.young
	}
	c.young.set(key, all)
}

// retain drops what is kept of segments that are gone.
func (c *termCache) retain(s *scorch.IndexSnapshot) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.segments) == len(s.Segments()) && !slices.ContainsFunc(s.Segments(), c.isNew) {
		return
	}
	c.segments = nil
	for _, seg := range s.Segments() {
		c.segments = append(c.segments, seg.Id())
	}
	gone := func(k *kept) bool { return !slices.Contains(c.segments, k.segment) }
	for _, g := range []*generationOfTerms{&c.young, &c.old} {
		for key, all := range g.terms {
			if slices.ContainsFunc(all, gone) {
				g.set(key, slices.DeleteFunc(slices.Clone(all), gone))
			}
		}
	}
}

func (c *termCache) isNew(seg *scorch.SegmentSnapshot) bool {
	return !slices.Contains(c.segments, seg.Id())
}

// forget drops all.
func (c *termCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.young, c.old, c.segments = generationOfTerms{}, generationOfTerms{}, nil
}

// bytes is the memory of what is kept.
func (c *termCache) bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.young.memory + c.old.memory
}
