package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// How cases are compared.
const (
	maxSimilar     = 50
	similarText    = 20 << 10 // bytes of a case that are looked at
	similarLookups = 40       // of its words that are looked up
	similarTerms   = 12       // the most telling of them, searched for
	titleTimes     = 4        // a word of the title counts as so many of the text
	sameCaseBoost  = 50       // the same case of the archive
	sameTopicBoost = 3
)

// Similar finds the cases most like the one with the id: those of the same
// archive reference first, then by topic and by the words that tell it from
// others. The error is ErrNotFound where the id names no case.
func (s *Service) Similar(ctx context.Context, id string, limit int) ([]Hit, error) {
	src, err := s.index.Source(ctx, id)
	if err != nil {
		return nil, err
	}
	if src == nil || src.Kind != index.KindItem {
		return nil, ErrNotFound
	}
	terms, err := s.telling(ctx, src)
	if err != nil {
		return nil, err
	}
	limit = max(1, min(limit, maxSimilar))
	node, m := similarNode(src, terms)
	m.analyze = s.index.Analyze
	answer, err := s.run(ctx, engine.Plan{
		Query: node, Score: true, Limit: limit + 1,
		Filters: []engine.Filter{{Name: "type", Field: index.FieldType, Any: []string{string(TypeItem)}}},
		Sort:    []engine.SortKey{{Descending: true}, {Field: index.NumberDate, Descending: true}, {Field: index.NumberPlace}},
	})
	if err != nil {
		return nil, err
	}
	out := []Hit{}
	for _, h := range answer.Hits {
		if h.ID == id || len(out) == limit {
			continue
		}
		found, err := index.DecodeSource(h.Source)
		if err != nil {
			return nil, err
		}
		hit := newHit(found, h.Position.Score, "")
		m.mark(&hit, found)
		hit.Why = append(sameAs(src, found), hit.Why...)
		out = append(out, hit)
	}
	return out, nil
}

// term is a word of a case and how much it tells.
type term struct {
	stem, word string
	weight     float64
}

// telling are the words that tell a case from others: frequent in it, rare
// elsewhere.
func (s *Service) telling(ctx context.Context, src *index.Source) ([]term, error) {
	terms := frequent(src)
	err := s.within(ctx, func(ctx context.Context) error {
		all, err := s.index.Count()
		if err != nil {
			return err
		}
		v := vocabulary{ctx: ctx, index: s.index}
		for i := range terms {
			like := engine.Likeness{Term: terms[i].stem, Fixed: len([]rune(terms[i].stem))}
			in := 0
			for _, t := range v.terms(engine.TermQuery{Like: like, Limit: 1}) {
				in += t.Count
			}
			terms[i].weight *= math.Log(1 + float64(all)/float64(1+in))
		}
		return v.err
	})
	slices.SortFunc(terms, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.stem, b.stem))
	})
	return terms[:min(len(terms), similarTerms)], err
}

// frequent are the words of a case that are most frequent in it.
func frequent(src *index.Source) []term {
	at := map[string]int{}
	var out []term
	count := func(text string, times float64) {
		for _, w := range norwegian.Words(strings.ToValidUTF8(text[:min(len(text), similarText)], "")) {
			if w.Stem == "" || len([]rune(w.Exact)) < minPrefix {
				continue
			}
			i, ok := at[w.Stem]
			if !ok {
				i = len(out)
				at[w.Stem] = i
				out = append(out, term{stem: w.Stem, word: w.Exact})
			}
			out[i].weight += times
		}
	}
	count(src.Title, titleTimes)
	count(src.Text, 1)
	for i := range out {
		out[i].weight = 1 + math.Log(out[i].weight)
	}
	slices.SortFunc(out, func(a, b term) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.stem, b.stem))
	})
	return out[:min(len(out), similarLookups)]
}

// similarNode matches what has two of the words, the topic or the archive
// reference, and the matcher says which.
func similarNode(src *index.Source, terms []term) (engine.Node, *matcher) {
	m := &matcher{terms: map[string]mark{}}
	var words []engine.Node
	for _, t := range terms {
		s := slot{ways: []way{
			{kind: wayStem, of: t.word, terms: []string{t.stem}, weight: t.weight},
			{kind: wayPart, of: t.word, terms: []string{norwegian.Part + t.stem}, weight: t.weight},
		}}
		m.slot(s, 0)
		words = append(words, s.node(contentFields, 0))
	}
	any := []engine.Node{engine.Or{Nodes: words, Min: min(2, len(words))}}
	if n := len(src.Topics); n > 0 { // the first is what it is about
		any = append(any, engine.Keyword{Field: index.FieldTopic, Value: string(src.Topics[0]), Boost: sameTopicBoost})
	}
	if ref := caseRef(src); ref != "" {
		any = append(any, phraseSlot(ref).node([]weighted{{index.TextAbout, sameCaseBoost}}, 0))
	}
	return engine.Or{Nodes: any}, m
}

func caseRef(s *index.Source) string {
	if s.ItemDetail == nil {
		return ""
	}
	return strings.TrimSpace(s.ItemDetail.CaseRef)
}

// sameAs says what two cases share beside words.
func sameAs(a, b *index.Source) []string {
	why := []string{}
	if ref := caseRef(a); ref != "" && ref == caseRef(b) {
		why = append(why, "case:"+ref)
	}
	if len(a.Topics) > 0 && slices.Contains(b.Topics, a.Topics[0]) {
		why = append(why, "topic:"+string(a.Topics[0]))
	}
	return why
}
