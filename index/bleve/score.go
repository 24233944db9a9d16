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
	// mostFrequency is what frequency never passes.
	mostFrequency = saturation + 1
)

// frequency is the part of BM25 that the document decides.
func (o occurrence) frequency(average float64) float64 {
	times, length := float64(o.times), float64(o.length)
	return times * (saturation + 1) / (times + saturation*(1-lengthPart+lengthPart*length/average))
}

// scorer knows what a term is worth in the whole index.
type scorer struct {
	terms    *termReader
	lengths  fieldLengths
	docs     float64
	rarities map[fieldTerm]float64

	seg     int       // the segment it is in
	parts   []part    // by what they may add, most first
	worth   []float64 // of the parts
	scores  []float64
	hopeful []uint32                     // places of documents that may yet score enough
	lists   map[*roaring.Bitmap][]uint32 // those of the segment that were listed
}

func newScorer(s *scorch.IndexSnapshot, terms *termReader, lengths fieldLengths) (*scorer, error) {
	n, err := s.DocCount()
	if err != nil {
		return nil, fmt.Errorf("counting documents: %w", err)
	}
	return &scorer{terms: terms, lengths: lengths, docs: float64(n), rarities: map[fieldTerm]float64{}, lists: map[*roaring.Bitmap][]uint32{}}, nil
}

// rarity is the idf of BM25.
func (s *scorer) rarity(field, term string) (float64, error) {
	key := fieldTerm{field, term}
	if r, ok := s.rarities[key]; ok {
		return r, nil
	}
	row, err := s.terms.row(key)
	if err != nil {
		return 0, err
	}
	n := 0.0
	for i := range row {
		n += float64(row[i].count())
	}
	s.rarities[key] = math.Log(1 + (s.docs-n+0.5)/(n+0.5))
	return s.rarities[key], nil
}

// leaf is a part of a query that ranks.
type leaf struct {
	key    fieldTerm       // of a term
	docs   *roaring.Bitmap // what it matches
	only   *roaring.Bitmap // where it counts, as a part of the query; nil for everywhere
	column *termColumn     // of a phrase
	worth  float64         // what it adds to every document, or the boost and rarity of words
	most   float64         // what it may add to a document
}

// leaves are the parts of f that rank, with what they match. What must not match
// and ranges say nothing about how well the rest does. A part of something that a
// document need not match counts only where that does.
func (s *scorer) leaves(f found, only *roaring.Bitmap, must bool) ([]leaf, error) {
	if f.docs.IsEmpty() {
		return nil, nil
	}
	l := leaf{docs: f.docs, only: only}
	switch n := f.node.(type) {
	case engine.Term:
		return s.termLeaf(l, n)
	case engine.Keyword:
		rarity, err := s.rarity(keywordPrefix+n.Field, n.Value)
		l.worth, l.most = n.Boost*rarity, n.Boost*rarity
		return ranking(l), err
	case engine.Phrase:
		l.column = f.column
		return s.phraseLeaf(l, n)
	case expanded:
		l.worth, l.most = n.score, n.score
		return ranking(l), nil
	case engine.And:
		if !must {
			only = narrowed(f.docs, only)
		}
	case engine.Or:
		if !must && n.Min > 1 {
			only = narrowed(f.docs, only)
		}
		must = false
	default:
		return nil, nil
	}
	var out []leaf
	for _, k := range f.kids {
		more, err := s.leaves(k, only, must)
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

func (s *scorer) termLeaf(l leaf, n engine.Term) ([]leaf, error) {
	l.key = fieldTerm{textField(n.Field, n.Term), n.Term}
	rarity, err := s.rarity(l.key.field, l.key.term)
	l.worth = n.Boost * rarity
	l.most = l.worth * mostFrequency
	return ranking(l), err
}

func (s *scorer) phraseLeaf(l leaf, n engine.Phrase) ([]leaf, error) {
	rarity := 0.0
	for _, t := range n.Terms {
		r, err := s.rarity(textPrefix+n.Field, t)
		if err != nil {
			return nil, err
		}
		rarity += r
	}
	l.key.field = textPrefix + n.Field
	l.worth = n.Boost * rarity
	l.most = l.worth * mostFrequency
	return ranking(l), nil
}

// enter prepares for the matches of a segment, which score no less than least if
// they are to be told apart.
func (s *scorer) enter(seg int, f found, least float64) error {
	s.seg = seg
	leaves, err := s.leaves(f, nil, true)
	if err != nil {
		return err
	}
	slices.SortStableFunc(leaves, func(a, b leaf) int { return cmp.Compare(b.most, a.most) })
	s.parts, s.worth = s.parts[:0], s.worth[:0]
	clear(s.lists)
	may := reach{docs: f.docs, leaves: leaves, least: least}
	for i, l := range leaves {
		p, err := s.part(l, func() *roaring.Bitmap { return may.before(i) })
		if err != nil {
			return err
		}
		s.parts = append(s.parts, p)
	}
	rest := 0.0
	for i := range slices.Backward(s.parts) {
		rest += s.parts[i].most
		s.parts[i].rest = rest * rounding
	}
	return nil
}

// rounding is more than sums may differ by for the order they were added up in.
const rounding = 1 + 1e-9

// reach tells which of the documents of a segment may score at least so much.
type reach struct {
	docs   *roaring.Bitmap
	leaves []leaf
	least  float64

	some  *roaring.Bitmap // those that have one of the first leaves
	first int             // so many
}

// before are, where leaf i and those after it do not reach it alone, the documents
// that have one before it. It is asked for one leaf after the other.
func (r *reach) before(i int) *roaring.Bitmap {
	rest := 0.0
	for _, l := range r.leaves[i:] {
		rest += l.most
	}
	if rest*rounding >= r.least {
		return r.docs
	}
	all := make([]*roaring.Bitmap, 0, len(r.leaves)+1)
	if r.some != nil {
		all = append(all, r.some)
	}
	for _, l := range r.leaves[r.first:i] {
		all = append(all, narrowed(l.docs, r.docs))
	}
	if len(all) > 1 || r.some == nil {
		r.some = union(all)
	}
	r.first = i
	return r.some
}

// part is a leaf in a segment, ready to be added: what it is worth in each
// document, those in order.
type part struct {
	docs  []uint32
	codes codes     // by place in docs; nil where all are worth the same
	worth []float64 // by code
	only  []uint32  // where it counts, nil for everywhere
	most  float64   // what it may add to a document
	rest  float64   // what it and all after it may

	at, onlyAt int // how far it is
}

// part prepares a leaf. within are the documents asked for, unless all are at hand.
func (s *scorer) part(l leaf, within func() *roaring.Bitmap) (part, error) {
	var p part
	if l.only != nil {
		p.only = s.listed(l.only)
	}
	col := l.column
	switch {
	case col != nil:
	case l.key == fieldTerm{}:
		p.docs, p.worth, p.most = s.listed(l.docs), []float64{l.worth}, l.worth
		return p, nil
	default:
		row, err := s.terms.row(l.key)
		if err != nil {
			return p, err
		}
		if col, err = s.terms.column(s.seg, l.key, &row[s.seg], func() *roaring.Bitmap { return narrowed(l.docs, within()) }); err != nil {
			return p, err
		}
	}
	average := s.lengths[l.key.field].average()
	p.docs, p.codes = col.docs, col.codes
	from := len(s.worth)
	for _, o := range col.occurrences {
		worth := l.worth * o.frequency(average)
		s.worth = append(s.worth, worth)
		p.most = max(p.most, worth)
	}
	p.worth = s.worth[from:]
	return p, nil
}

// score works out the scores of the next documents of the segment, which match.
// Those that are sure to be less than least are given less, not what they are.
func (s *scorer) score(docs []uint32, least float64) []float64 {
	s.scores = slices.Grow(s.scores[:0], len(docs))[:len(docs)]
	clear(s.scores)
	s.hopeful = s.hopeful[:0]
	for i := range docs {
		s.hopeful = append(s.hopeful, uint32(i))
	}
	for i := range s.parts {
		p := &s.parts[i]
		if p.rest < least {
			s.hopeful = slices.DeleteFunc(s.hopeful, func(j uint32) bool { return s.scores[j]+p.rest < least })
		}
		p.add(docs, s.hopeful, s.scores)
	}
	return s.scores
}

// add adds what the part is worth to the scores of some of the documents.
func (p *part) add(docs, some []uint32, scores []float64) {
	for _, i := range some {
		doc := docs[i]
		if p.at = seek(p.docs, p.at, doc); p.at == len(p.docs) {
			return
		}
		if p.docs[p.at] != doc || p.only != nil && !p.counts(doc) {
			continue
		}
		code := uint32(0)
		if p.codes != nil {
			code = p.codes.at(uint32(p.at))
		}
		scores[i] += p.worth[code]
	}
}

// listed are the documents of a bitmap: parts of a query share where they count.
func (s *scorer) listed(docs *roaring.Bitmap) []uint32 {
	list, ok := s.lists[docs]
	if !ok {
		list = docs.ToArray()
		s.lists[docs] = list
	}
	return list
}

func (p *part) counts(doc uint32) bool {
	p.onlyAt = seek(p.only, p.onlyAt, doc)
	return p.onlyAt < len(p.only) && p.only[p.onlyAt] == doc
}
