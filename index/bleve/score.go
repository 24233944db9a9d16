package bleve

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

// The constants of BM25: how soon more of a word stops counting, and how much the
// length of a field counts. Both are on the high side of what is usual: they rank
// the judged queries best.
const (
	saturation = 2
	lengthPart = 0.9
)

// scorer knows what a term is worth in the whole index.
type scorer struct {
	snapshot *scorch.IndexSnapshot
	readers  []*segmentReader
	lengths  fieldLengths
	docs     float64
	rarities map[fieldTerm]float64
}

func newScorer(s *scorch.IndexSnapshot, readers []*segmentReader, lengths fieldLengths) (*scorer, error) {
	n, err := s.DocCount()
	if err != nil {
		return nil, fmt.Errorf("counting documents: %w", err)
	}
	return &scorer{snapshot: s, readers: readers, lengths: lengths, docs: float64(n), rarities: map[fieldTerm]float64{}}, nil
}

// rarity is the idf of BM25.
func (s *scorer) rarity(field, term string) (float64, error) {
	key := fieldTerm{field, term}
	if r, ok := s.rarities[key]; ok {
		return r, nil
	}
	n := 0.0
	for _, r := range s.readers {
		p, err := r.postings(field, term)
		if err != nil {
			return 0, err
		}
		n += float64(p.count())
	}
	s.rarities[key] = math.Log(1 + (s.docs-n+0.5)/(n+0.5))
	return s.rarities[key], nil
}

// leaf is a part of a query that ranks.
type leaf struct {
	node  engine.Node
	field string          // of a term
	term  engine.Term     // where the leaf is one
	docs  *roaring.Bitmap // what it matches, as a part of the query
	runs  []run           // of a phrase
	worth float64         // what it adds to every document, or the boost and rarity of words
	most  float64         // what it may add to a document
}

// leaves are the parts of f that rank, with what they match within, which is nil
// for all. What must not match and ranges say nothing about how well the rest does.
func (s *scorer) leaves(r *segmentReader, f found, within *roaring.Bitmap) ([]leaf, error) {
	docs := narrowed(f.docs, within)
	if docs.IsEmpty() {
		return nil, nil
	}
	switch n := f.node.(type) {
	case engine.Term:
		return s.termLeaf(n, docs)
	case engine.Keyword:
		rarity, err := s.rarity(keywordPrefix+n.Field, n.Value)
		return ranking(leaf{node: n, docs: docs, worth: n.Boost * rarity, most: n.Boost * rarity}), err
	case engine.Phrase:
		return s.phraseLeaf(n, docs, f.runs)
	case expanded:
		return s.expandedLeaves(r, n, docs)
	case engine.And:
		within = docs
	case engine.Or:
		if n.Min > 1 {
			within = docs
		}
	default:
		return nil, nil
	}
	var out []leaf
	for _, k := range f.kids {
		more, err := s.leaves(r, k, within)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// ranking is the leaf, if it adds anything to anything.
func ranking(l leaf) []leaf {
	if l.worth == 0 || l.docs.IsEmpty() {
		return nil
	}
	return []leaf{l}
}

func (s *scorer) termLeaf(n engine.Term, docs *roaring.Bitmap) ([]leaf, error) {
	field := textField(n.Field, n.Term)
	rarity, err := s.rarity(field, n.Term)
	worth := n.Boost * rarity
	return ranking(leaf{node: n, field: field, term: n, docs: docs, worth: worth, most: worth * mostFrequency}), err
}

func (s *scorer) phraseLeaf(n engine.Phrase, docs *roaring.Bitmap, runs []run) ([]leaf, error) {
	rarity := 0.0
	for _, t := range n.Terms {
		r, err := s.rarity(textPrefix+n.Field, t)
		if err != nil {
			return nil, err
		}
		rarity += r
	}
	worth := n.Boost * rarity
	return ranking(leaf{node: n, docs: docs, runs: runs, worth: worth, most: worth * mostFrequency}), nil
}

func (s *scorer) expandedLeaves(r *segmentReader, n expanded, docs *roaring.Bitmap) ([]leaf, error) {
	if n.score != 0 {
		return ranking(leaf{node: n, docs: docs, worth: n.score, most: n.score}), nil
	}
	var out []leaf
	for _, t := range n.terms {
		has, err := r.term(textField(n.field, t.term), t.term)
		if err != nil {
			return nil, err
		}
		more, err := s.termLeaf(engine.Term{Field: n.field, Term: t.term, Boost: t.boost}, roaring.And(docs, has))
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// worthScoring are the documents that may score at least so much: those that no
// leaf matches but the last few, which together add less, do not.
func worthScoring(leaves []leaf, least float64) *roaring.Bitmap {
	leaves = slices.Clone(leaves)
	slices.SortStableFunc(leaves, func(a, b leaf) int { return cmp.Compare(a.most, b.most) })
	const rounding = 1 + 1e-9
	rest := 0.0
	for i, l := range leaves {
		if rest += l.most * rounding; rest < least {
			continue
		}
		docs := make([]*roaring.Bitmap, 0, len(leaves)-i)
		for _, l := range leaves[i:] {
			docs = append(docs, l.docs)
		}
		return roaring.FastOr(docs...)
	}
	return roaring.New()
}

// scores are the scores of some documents of a segment.
type scores struct {
	*scorer
	reader *segmentReader
	docs   []uint32 // ascending
	score  []float64
}

// score works out the scores of documents, which f matches. Those that are sure to
// be less than least are left at 0.
func (s *scorer) score(r *segmentReader, f found, docs []uint32, least float64) ([]float64, error) {
	out := &scores{scorer: s, reader: r, docs: docs, score: make([]float64, len(docs))}
	leaves, err := s.leaves(r, f, nil)
	if err != nil {
		return nil, err
	}
	var worth *roaring.Bitmap
	if least > 0 {
		worth = worthScoring(leaves, least)
	}
	for _, l := range leaves {
		if err := out.add(l, narrowed(l.docs, worth)); err != nil {
			return nil, err
		}
	}
	return out.score, nil
}

// add adds what the leaf is worth to the documents, which it matches.
func (s *scores) add(l leaf, docs *roaring.Bitmap) error {
	switch n := l.node.(type) {
	case engine.Term:
		return s.addTerm(l, docs)
	case engine.Phrase:
		s.addRuns(l, n, docs)
		return nil
	}
	i := 0
	for it := docs.Iterator(); it.HasNext(); {
		i = s.at(i, it.Next())
		s.score[i] += l.worth
	}
	return nil
}

// at is where the document is, which is there and not before i.
func (s *scores) at(i int, doc uint32) int {
	for s.docs[i] < doc {
		i++
	}
	return i
}

func (s *scores) addTerm(l leaf, docs *roaring.Bitmap) error {
	if docs.IsEmpty() {
		return nil
	}
	key := fieldTerm{l.field, l.term.Term}
	col, err := s.reader.column(key, docs.GetCardinality())
	if err != nil {
		return fmt.Errorf("reading column of a term of %s: %w", l.field, err)
	}
	if col != nil {
		s.addColumn(l, col, docs)
		return nil
	}
	p, err := s.reader.postings(key.field, key.term)
	if err != nil {
		return err
	}
	return s.addPostings(l, p, docs)
}

// addPostings is addTerm from the segment.
func (s *scores) addPostings(l leaf, of postings, docs *roaring.Bitmap) error {
	it, err := of.restricted(false, docs)
	if err != nil {
		return err
	}
	average := s.lengths[l.field].average()
	for i := 0; ; {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		i = s.at(i, uint32(p.Number()))
		s.score[i] += l.worth * occurrence{float64(p.Frequency()), lengthOf(p)}.frequency(average)
	}
}

// addColumn is addTerm from a column. What each code is worth is worked out once.
func (s *scores) addColumn(l leaf, col *termColumn, docs *roaring.Bitmap) {
	average := s.lengths[l.field].average()
	worth := make([]float64, len(col.occurrences))
	for code, o := range col.occurrences {
		worth[code] = l.worth * o.frequency(average)
	}
	i, place := 0, 0
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		i, place = s.at(i, doc), col.place(place, doc)
		s.score[i] += worth[col.codes.at(uint32(place))]
	}
}

func (s *scores) addRuns(l leaf, n engine.Phrase, docs *roaring.Bitmap) {
	average := s.lengths[textPrefix+n.Field].average()
	i, run := 0, 0
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		for l.runs[run].doc < doc {
			run++
		}
		i = s.at(i, doc)
		s.score[i] += l.worth * l.runs[run].frequency(average)
	}
}

// mostFrequency is what frequency never passes.
const mostFrequency = saturation + 1

// frequency is the part of BM25 that the document decides.
func (o occurrence) frequency(average float64) float64 {
	return o.times * (saturation + 1) / (o.times + saturation*(1-lengthPart+lengthPart*o.length/average))
}
