package bleve

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/vellum"
)

// Bleve hands out how often a term occurs one document at a time, and unpacks on
// the way what it has for all documents in between: a frequent word with a rare
// one takes longer so than all the rest of the search. The file of a segment is
// simple, and described by the module that writes it (zap.md of zapx), so that it
// is read here as it lies: what is between two documents is jumped over eight
// bytes at a time. Segments in memory, and files of a version not known here, are
// left to Bleve.

// The version of the file and the way its chunks are cut that are known here: into
// as many as there would be if each had chunkSize of the term's documents.
const (
	fileVersion   = 17
	fileChunkMode = 1026
	chunkSize     = 1024
)

// errFile is what a file gives that cannot be one.
var errFile = errors.New("segment file is damaged")

// mappedSegment is what a segment of zapx's that lies in a file can tell.
type mappedSegment interface {
	Data() []byte
	Version() uint32
	ChunkMode() uint32
	CallbackId() string // of what encrypts it
	NumDocs() uint64
	DictAddr(field string) (uint64, error)
}

// segmentFile reads terms from the file of a segment, as long as that is open.
type segmentFile struct {
	mappedSegment
	deleted *roaring.Bitmap
	words   map[string]*vellum.Reader // by field; nil for a field that is not there
}

// fileOf is the file of a segment, nil where it has none that is known here.
func fileOf(s *scorch.SegmentSnapshot) *segmentFile {
	m, ok := s.Segment().(mappedSegment)
	if !ok || m.Version() != fileVersion || m.ChunkMode() != fileChunkMode || m.CallbackId() != "" {
		return nil
	}
	return &segmentFile{m, s.Deleted(), map[string]*vellum.Reader{}}
}

// postings are those of a term.
func (f *segmentFile) postings(key fieldTerm) (postings, error) {
	words, err := f.dictionary(key.field)
	if err != nil || words == nil {
		return postings{docs: none}, err
	}
	at, found, err := words.Get([]byte(key.term))
	if err != nil || !found {
		return postings{docs: none}, err
	}
	if at&oneHitMask == oneHit {
		return f.oneHit(at), nil
	}
	return f.several(at)
}

// dictionary are the words of a field.
func (f *segmentFile) dictionary(field string) (*vellum.Reader, error) {
	words, known := f.words[field]
	if known {
		return words, nil
	}
	at, err := f.DictAddr(field)
	if err == nil { // there is such a field
		b := fileBytes(f.Data()).from(at)
		fst, err := vellum.Load(b.take(b.number()))
		if err != nil {
			return nil, fmt.Errorf("reading dictionary of %s: %w", field, err)
		}
		if words, err = fst.Reader(); err != nil {
			return nil, fmt.Errorf("reading dictionary of %s: %w", field, err)
		}
	}
	f.words[field] = words
	return words, nil
}

// A term that occurs once, in one document, has these in place of an address.
const (
	oneHitMask = 3 << 62
	oneHit     = 1 << 63
	oneHitBits = 31 // of the document, and above it of the length of the field
)

func (f *segmentFile) oneHit(at uint64) postings {
	const mask = 1<<oneHitBits - 1
	doc, length := uint32(at&mask), at>>oneHitBits&mask
	if f.deleted != nil && f.deleted.Contains(doc) {
		return postings{docs: none}
	}
	occurrence := binary.AppendUvarint([]byte{1 << 1}, length) // once, and no places
	docs := roaring.BitmapOf(doc)
	return postings{docs: docs, packed: &packedOccurrences{
		stored: docs, frequencies: append(fileBytes{1, byte(len(occurrence))}, occurrence...), chunk: f.NumDocs(),
	}}
}

func (f *segmentFile) several(at uint64) (postings, error) {
	data := fileBytes(f.Data())
	b := data.from(at)
	frequencies, places := b.number(), b.number()
	stored := roaring.New()
	if _, err := stored.FromBuffer(b.take(b.number())); err != nil {
		return postings{}, fmt.Errorf("reading documents of a term: %w", err)
	}
	p := postings{docs: stored, packed: &packedOccurrences{
		stored: stored, frequencies: data.from(frequencies), places: data.from(places),
		chunk: f.NumDocs() / (stored.GetCardinality()/chunkSize + 1),
	}}
	if p.packed.chunk == 0 {
		return postings{}, errFile
	}
	if f.deleted != nil {
		p.docs = roaring.AndNot(stored, f.deleted)
	}
	return p, nil
}

// fileBytes are bytes of a file, read from their beginning. Where they end too
// soon there are no more: what is read from a damaged file is checked by what it
// is used for.
type fileBytes []byte

func (b fileBytes) from(at uint64) fileBytes { return b[min(at, uint64(len(b))):] }

// take cuts off the next n bytes.
func (b *fileBytes) take(n uint64) fileBytes {
	n = min(n, uint64(len(*b)))
	out := (*b)[:n]
	*b = (*b)[n:]
	return out
}

// number reads the next number, of seven bits in each byte, the last of which
// alone is below 128.
func (b *fileBytes) number() uint64 {
	switch s := *b; {
	case len(s) > 0 && s[0] < 1<<7:
		*b = s[1:]
		return uint64(s[0])
	case len(s) > 1 && s[1] < 1<<7:
		*b = s[2:]
		return uint64(s[0]&(1<<7-1)) | uint64(s[1])<<7
	}
	n, size := binary.Uvarint(*b)
	*b = (*b)[max(size, 0):]
	return n
}

// skip passes by n numbers.
func (b *fileBytes) skip(n int) {
	const tops = 0x8080808080808080
	s := *b
	for n >= 8 && len(s) >= 8 {
		n -= bits.OnesCount64(^binary.LittleEndian.Uint64(s) & tops)
		s = s[8:]
	}
	for ; n > 0 && len(s) > 0; s = s[1:] {
		if s[0] < 1<<7 {
			n--
		}
	}
	*b = s
}
