package bleve

import (
	"fmt"
	"math"

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
	rarities map[[2]string]float64
}

func newScorer(s *scorch.IndexSnapshot, readers []*segmentReader, lengths fieldLengths) (*scorer, error) {
	n, err := s.DocCount()
	if err != nil {
		return nil, fmt.Errorf("counting documents: %w", err)
	}
	return &scorer{snapshot: s, readers: readers, lengths: lengths, docs: float64(n), rarities: map[[2]string]float64{}}, nil
}

// rarity is the idf of BM25.
func (s *scorer) rarity(field, term string) (float64, error) {
	key := [2]string{field, term}
	if r, ok := s.rarities[key]; ok {
		return r, nil
	}
	n := 0.0
	for _, r := range s.readers {
		list, err := r.list(field, term)
		if err != nil {
			return 0, err
		}
		n += float64(list.Count())
	}
	s.rarities[key] = math.Log(1 + (s.docs-n+0.5)/(n+0.5))
	return s.rarities[key], nil
}

// scores are the scores of some documents of a segment.
type scores struct {
	*scorer
	reader *segmentReader
	docs   []uint32 // ascending
	score  []float64
}

// score works out the scores of the documents, all of which f matches.
func (s *scorer) score(r *segmentReader, f found, docs []uint32) ([]float64, error) {
	out := &scores{scorer: s, reader: r, docs: docs, score: make([]float64, len(docs))}
	return out.score, out.add(f, f.docs)
}

// add adds the scores of a node to the documents within, which it matches. What
// must not match and ranges say nothing about how well the rest does.
func (s *scores) add(f found, within *roaring.Bitmap) error {
	switch n := f.node.(type) {
	case engine.Term:
		return s.addTerm(textField(n.Field, n.Term), n.Term, n.Boost, within)
	case engine.Keyword:
		if n.Boost == 0 {
			return nil
		}
		rarity, err := s.rarity(keywordPrefix+n.Field, n.Value)
		if err != nil {
			return err
		}
		s.addSame(n.Boost*rarity, roaring.And(within, f.docs))
	case engine.Phrase:
		return s.addPhrase(n, roaring.And(within, f.docs))
	case expanded:
		if n.score != 0 {
			s.addSame(n.score, roaring.And(within, f.docs))
			return nil
		}
		for _, t := range n.terms {
			if err := s.addTerm(textField(n.field, t.term), t.term, t.boost, within); err != nil {
				return err
			}
		}
	case engine.And, engine.Or:
		within := roaring.And(within, f.docs)
		for _, k := range f.kids {
			if err := s.add(k, within); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scores) addSame(score float64, docs *roaring.Bitmap) {
	i := 0
	for it := docs.Iterator(); it.HasNext(); {
		i = s.at(i, it.Next())
		s.score[i] += score
	}
}

// at is where the document is, which is there and not before i.
func (s *scores) at(i int, doc uint32) int {
	for s.docs[i] < doc {
		i++
	}
	return i
}

func (s *scores) addTerm(field, term string, boost float64, within *roaring.Bitmap) error {
	rarity, err := s.rarity(field, term)
	if err != nil {
		return err
	}
	list, err := s.reader.list(field, term)
	if err != nil || list.Count() == 0 {
		return err
	}
	postings, err := restricted(list.Iterator(true, true, false, nil), within)
	if err != nil {
		return err
	}
	average := s.lengths[field].average()
	for i := 0; ; {
		p, err := postings.Next()
		if err != nil || p == nil {
			return err
		}
		doc := uint32(p.Number())
		for i < len(s.docs) && s.docs[i] < doc {
			i++
		}
		if i == len(s.docs) {
			return nil
		}
		if s.docs[i] == doc { // not where the only document of a term is not within
			s.score[i] += boost * rarity * frequency(float64(p.Frequency()), lengthOf(p), average)
		}
	}
}

func (s *scores) addPhrase(n engine.Phrase, docs *roaring.Bitmap) error {
	rarity := 0.0
	for _, t := range n.Terms {
		r, err := s.rarity(textPrefix+n.Field, t)
		if err != nil {
			return err
		}
		rarity += r
	}
	average := s.lengths[textPrefix+n.Field].average()
	i := 0
	return s.reader.occurrences(n, docs, func(doc uint32, times int, length float64) {
		i = s.at(i, doc)
		s.score[i] += n.Boost * rarity * frequency(float64(times), length, average)
	})
}

// frequency is the part of BM25 that the document decides.
func frequency(times, length, average float64) float64 {
	return times * (saturation + 1) / (times + saturation*(1-lengthPart+lengthPart*length/average))
}
