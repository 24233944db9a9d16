package search

import (
	"slices"
	"strconv"
	"strings"

	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/search/query"
)

// The ways in which what is asked for may occur, the best first, and how much
// each counts in the same field.
const (
	wayExact    = "exact"
	wayPhrase   = "phrase"
	wayStem     = "stem"
	wayPart     = "part"    // as a part of a compound, or its parts for a compound
	wayFormer   = "former"  // the name an office had or has
	waySynonym  = "synonym" // another word, an abbreviation or its name, a narrower word
	wayRelated  = "related"
	wayTypo     = "typo"
	wayPrefix   = "prefix"
	wayOfStatus = "status" // a decision by what became of it, a meeting by being one
)

var wayBoosts = map[string]float64{
	wayExact: 2, wayPhrase: 2, wayStem: 1, wayPart: 0.5, wayFormer: 0.25, waySynonym: 0.2, wayRelated: 0.1, wayTypo: 0.1, wayPrefix: 0.2,
}

// wayRanks sets the ways against each other where a word matches in several.
var wayRanks = func() map[string]int {
	ranks := map[string]int{}
	for i, kind := range []string{
		wayExact, wayPhrase, wayStem, wayPart, wayFormer, waySynonym, wayRelated, wayTypo, wayPrefix, wayOfStatus,
	} {
		ranks[kind] = i
	}
	return ranks
}()

// way is one way in which what is asked for may occur: a term, or several that
// stand one after the other.
type way struct {
	kind   string
	of     string // what matched, for a hit's Why
	terms  []string
	weight float64 // of its kind's boost
}

func (w way) why() string { return w.kind + ":" + w.of }

// slot is a word of the query, or words that are one thing, and everything that
// counts as an occurrence of it.
type slot struct {
	text     string // as written
	each     []slot // every one of these, or else
	ways     []way  // any one of these
	parts    []slot // or every one of these parts of a compound, anywhere
	keywords []keyed
	label    string // or a row label with this stem, whose table says the rest
	prefix   string // or a word that begins with this
	required bool   // the prefix was asked for

	word    norwegian.Word        // where it is one
	related []norwegian.Expansion // looked at where the words find nothing
	silent  bool                  // it does not score
	added   bool                  // it is no word of the query, but what its question asks for
	nowhere bool                  // it cannot occur: found out where the words find nothing
	lacking bool                  // one of parts may be lacking
}

// keyed is a keyword that counts as an occurrence.
type keyed struct {
	engine.Keyword
	why string
	of  slotSet
}

// slotSet is some of the words of a query, the first 64.
type slotSet uint64

// alone is the slot without what finds it but by its words.
func (s slot) alone() slot {
	s.keywords, s.prefix, s.label = nil, "", ""
	return s
}

// unscored is the slot where it says nothing about how well a hit matches.
func (s slot) unscored() slot {
	s.silent = true
	s.keywords = slices.Clone(s.keywords)
	for i := range s.keywords {
		s.keywords[i].Boost = 0
	}
	for _, group := range []*[]slot{&s.each, &s.parts} {
		*group = slices.Clone(*group)
		for i, k := range *group {
			(*group)[i] = k.unscored()
		}
	}
	return s
}

// node plans the slot over fields.
func (s slot) node(fields []weighted, budget int) engine.Node {
	var any []engine.Node
	if len(s.each) > 0 {
		any = append(any, engine.And{Nodes: slotNodes(s.each, fields, budget)})
	}
	switch parts := slotNodes(s.parts, fields, budget); {
	case s.lacking:
		any = append(any, engine.Or{Nodes: parts, Min: len(parts) - 1})
	case len(parts) > 0:
		any = append(any, engine.And{Nodes: parts})
	}
	for _, f := range fields {
		for _, w := range s.ways {
			boost := f.boost * wayBoosts[w.kind] * w.weight
			if s.silent {
				boost = 0
			}
			if len(w.terms) == 1 {
				any = append(any, engine.Term{Field: f.field, Term: w.terms[0], Boost: boost})
			} else {
				any = append(any, engine.Phrase{Field: f.field, Terms: w.terms, Boost: boost})
			}
		}
	}
	for _, k := range s.keywords {
		any = append(any, k.Keyword)
	}
	if s.label != "" {
		any = append(any, s.labelNode())
	}
	if s.prefix != "" {
		any = append(any, beginning(s.prefix, fields, !s.required, budget)...)
	}
	switch len(any) {
	case 0:
		return engine.None{}
	case 1:
		return any[0]
	}
	return engine.Or{Nodes: any}
}

// labelNode finds the figures of a row.
func (s slot) labelNode() engine.Node {
	row := engine.Term{Field: index.TextTitle, Term: s.label, Boost: labelBoost}
	if s.silent {
		row.Boost = 0
	}
	return engine.And{Nodes: []engine.Node{engine.Keyword{Field: index.FieldType, Value: string(TypeFigure)}, row}}
}

// labelBoost is what a row label counts that is half of a word of the query.
const labelBoost = 1

func slotNodes(slots []slot, fields []weighted, budget int) []engine.Node {
	out := make([]engine.Node, len(slots))
	for i, s := range slots {
		out[i] = s.node(fields, budget)
	}
	return out
}

// walk calls f with the slot and all slots in it.
func (s *slot) walk(f func(*slot)) {
	f(s)
	for i := range s.each {
		s.each[i].walk(f)
	}
	for i := range s.parts {
		s.parts[i].walk(f)
	}
}

// wordSlot is one word of a text.
func wordSlot(w norwegian.Word) slot {
	s := slot{text: w.Exact, word: w}
	add := func(kind string, terms ...string) {
		s.ways = append(s.ways, way{kind: kind, of: w.Exact, terms: terms, weight: 1})
	}
	add(wayExact, norwegian.Exact+w.Exact)
	for _, c := range w.Canonical {
		add(wayExact, c)
	}
	if len(w.Parts) > 1 && !slices.Contains(w.Parts, "") {
		s.ways = append(s.ways, way{kind: wayExact, of: w.Exact, terms: exactTerms(w.Parts), weight: 0.5})
	}
	if w.Stem != "" {
		add(wayStem, w.Stem)
		add(wayPart, norwegian.Part+w.Stem)
	}
	return s
}

func exactTerms(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = norwegian.Exact + w
	}
	return out
}

// wordsSlot is text of which every word must occur; mostly it is one word.
func wordsSlot(text string) slot {
	ws := norwegian.Words(text)
	var each []slot
	for _, w := range ws {
		if !w.Stop() || len(ws) == 1 {
			each = append(each, wordSlot(w))
		}
	}
	switch len(each) {
	case 0:
		return phraseSlot(text) // nothing but stop words
	case 1:
		each[0].text = text
		return each[0]
	}
	return slot{text: text, each: each}
}

// phraseSlot is words in exactly this order and form.
func phraseSlot(text string) slot {
	var words []string
	for _, w := range norwegian.Words(text) {
		words = append(words, w.Exact)
	}
	s := slot{text: text}
	if len(words) > 0 {
		s.ways = []way{{kind: wayPhrase, of: strings.Join(words, " "), terms: exactTerms(words), weight: 1}}
	}
	return s
}

// leafSlot is a word, phrase or number with what may be searched for in its
// place.
func leafSlot(n query.Node) slot {
	switch n := n.(type) {
	case query.Phrase:
		return phraseSlot(n.Text)
	case query.Number:
		return wordsSlot(n.Text)
	case query.Word:
		if n.Prefix {
			return slot{text: n.Text, prefix: norwegian.Normalize(n.Text), required: true}
		}
		s := wordsSlot(n.Text)
		if strings.ContainsAny(n.Text, "0123456789") {
			s.keywords = append(s.keywords, ownCase(n.Text))
		}
		for _, e := range norwegian.Expand(n.Text) {
			s.expand(e, e.To-e.From == len(norwegian.Words(n.Text)), false)
		}
		return s
	}
	return slot{}
}

// ownCase finds the case whose number a word is: "R2024-043".
func ownCase(text string) keyed {
	return keyed{
		engine.Keyword{Field: index.FieldOwnCase, Value: strings.ToLower(text), Boost: caseBoost}, wayExact + ":" + strings.ToLower(text), 0,
	}
}

// expand adds what may be searched for in place of the whole slot; what is only
// related counts where the words themselves find nothing.
func (s *slot) expand(e norwegian.Expansion, whole, related bool) {
	if !whole || e.Kind == norwegian.Related != related {
		return
	}
	kind := expansionWays[e.Kind]
	for _, f := range e.Forms {
		terms := f.Terms
		if len(terms) > 1 { // only words as written have places
			terms = phraseSlot(f.Text).ways[0].terms
		}
		if slices.ContainsFunc(s.ways, func(w way) bool { return slices.Equal(w.terms, terms) }) {
			continue // of several lists, the first
		}
		w := way{kind: kind, of: f.Text + years(f), terms: terms, weight: e.Weight}
		s.ways = append(s.ways, w)
		if len(terms) == 1 && !strings.HasPrefix(terms[0], norwegian.Exact) {
			s.ways = append(s.ways, way{kind: kind, of: w.of, terms: []string{norwegian.Part + terms[0]}, weight: e.Weight / 2})
		}
		if owned, ok := genitive(terms); ok && (e.Kind == norwegian.Abbreviation || e.Kind == norwegian.Former) {
			w.terms = owned
			s.ways = append(s.ways, w)
		}
	}
	if meaning, ok := groupMeanings[e.ID]; ok && !related {
		s.keywords = append(s.keywords, meaning.keywords()...)
	}
}

// genitive is the name of an office with the s of its last word, which a phrase does
// not find by itself. Of the names of several words on the list, 686 places in
// 208,000 words of other people's documents, 17 stood in a form that is not on
// it; half of those were this one, and the others are on the list now.
func genitive(terms []string) ([]string, bool) {
	last := len(terms) - 1
	if last < 1 || strings.HasSuffix(terms[last], "s") {
		return nil, false
	}
	out := slices.Clone(terms)
	out[last] += "s"
	return out, true
}

var expansionWays = map[norwegian.ExpansionKind]string{
	norwegian.Synonym: waySynonym, norwegian.Abbreviation: waySynonym, norwegian.OneWay: waySynonym,
	norwegian.Neighbour: waySynonym, norwegian.Spelling: wayStem, norwegian.Former: wayFormer, norwegian.Related: wayRelated,
}

// years are those in which a name was in use, " (2016–2023)".
func years(f norwegian.Form) string {
	if f.FirstYear == 0 && f.LastYear == 0 {
		return ""
	}
	year := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return " (" + year(f.FirstYear) + "–" + year(f.LastYear) + ")"
}
