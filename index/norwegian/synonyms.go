package norwegian

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// ExpansionKind says how the words of a query and what may stand in their place
// belong together.
type ExpansionKind string

// The kinds of expansion.
const (
	Synonym      ExpansionKind = "synonym"      // another word for the same
	Abbreviation ExpansionKind = "abbreviation" // an abbreviation and its name
	Spelling     ExpansionKind = "spelling"     // bokmål and nynorsk
	Former       ExpansionKind = "former"       // an office or body that changed its name
	OneWay       ExpansionKind = "one_way"      // what the word covers, but that does not cover it
	Related      ExpansionKind = "related"      // near it: only where the words themselves find little
	Neighbour    ExpansionKind = "neighbour"    // what it is called in Denmark, Sweden or Norway
)

const (
	relatedWeight   = 0.3
	lowerCaseWeight = 0.6 // an abbreviation in a query without capitals
	maxExpansions   = 8   // of one query
	maxForms        = 8   // of one expansion
	shortAbbr       = 4   // letters up to which capitals are looked at
)

// Expansion is what may be searched for in place of some words of a query.
type Expansion struct {
	ID         string // of the group of synonyms.yaml
	Kind       ExpansionKind
	From, To   int // the words it stands for, [From, To) of Words(query)
	Start, End int // the same in bytes of the query
	Weight     float64
	Forms      []Form
	Note       string // for display, where there is more to say
}

// Form is one way of saying what an Expansion stands for.
type Form struct {
	Text string
	// Terms are as in the index: a stem, or an exact word with its mark; or several
	// exact words, which stand one after the other as a phrase. Only exact words
	// have places in the index.
	Terms []string
	// FirstYear and LastYear are those in which a name was in use; 0 is open.
	FirstYear, LastYear int
}

// Sense tells of a word that means several things and is therefore searched for
// as it stands.
type Sense struct {
	From, To int // as in Expansion
	Meanings []string
}

// Expand returns what may be searched for in place of words of a query: the
// longest match at each place, in order, a bounded number. Quoted phrases and
// case numbers must not be in it; they are searched for as they stand.
func Expand(query string) []Expansion {
	thesaurus, language := loaded(), LanguageOf(query)
	words := Words(query)
	lower := strings.ToLower(query) == query
	var out []Expansion
	left, leftNeighbours := maxExpansions, maxNeighbours
	add := func(e Expansion, i, n int, left *int) {
		if len(e.Forms) > 0 && *left > 0 {
			*left--
			e.From, e.To, e.Start, e.End = i, i+n, words[i].Start, words[i+n-1].End
			out = append(out, e)
		}
	}
	for i := 0; i < len(words); {
		found, n := thesaurus.longest(query, words[i:], lower)
		for _, f := range found {
			add(f.expansion(lower), i, n, &left)
		}
		if n <= 1 {
			forms := nordic().of(words[i], language)
			add(Expansion{ID: "neighbours", Kind: Neighbour, Weight: 1, Forms: forms}, i, 1, &leftNeighbours)
		}
		i += max(n, 1)
	}
	return out
}

// Senses returns the words of a query that mean several things.
func Senses(query string) []Sense {
	thesaurus := loaded()
	lower := strings.ToLower(query) == query
	var out []Sense
	for i, w := range Words(query) {
		for _, f := range thesaurus.ambiguous[keyOf(w)] {
			if f.reads(query[w.Start:w.End], lower) {
				out = append(out, Sense{From: i, To: i + 1, Meanings: f.group.Senses})
			}
		}
	}
	return out
}

// Expansion is what may be searched for in place of the word, where it is not
// found as it stands: each of its meanings.
func (s Sense) Expansion() Expansion {
	e := Expansion{ID: "sense", Kind: Related, From: s.From, To: s.To, Weight: relatedWeight}
	for _, m := range s.Meanings {
		e.Forms = append(e.Forms, Form{Text: m, Terms: termsOf(Words(m))})
	}
	return e
}

// termsOf are the terms of a form: the stem of a word, words as they stand where
// there are several.
func termsOf(words []Word) []string {
	var out []string
	for _, w := range words {
		if len(words) > 1 {
			out = append(out, Exact+w.Exact)
		} else {
			out = append(out, keyOf(w))
		}
	}
	return out
}

// group is an entry of synonyms.yaml.
type group struct {
	ID       string            `yaml:"id"`
	Kind     string            `yaml:"kind"`
	Forms    []string          `yaml:"forms"`
	Pairs    [][]string        `yaml:"pairs"`
	Capitals []string          `yaml:"capitals"`
	Words    []string          `yaml:"words"`
	Senses   []string          `yaml:"senses"`
	Years    map[string][2]int `yaml:"years"`
	Note     string            `yaml:"note"`

	forms []*form
}

// form is a form of a group, analysed.
type form struct {
	group *group
	Form
	keys     []string // what its words are known by, see keyOf
	raw      string   // of an abbreviation known by its capitals, else ""
	ordinary bool     // an ordinary word too: never searched for
}

type synonyms struct {
	first     map[string][]*form // by the key of the first word
	ambiguous map[string][]*form
	groups    []*group
}

//go:embed synonyms.yaml
var synonymFile []byte

// loaded is the list, read at the first use. It is part of the program and its
// tests read it, so an error is a broken build.
var loaded = sync.OnceValue(func() *synonyms {
	s, err := readSynonyms(synonymFile)
	if err != nil {
		panic(err)
	}
	return s
})

var expansionKinds = map[string]ExpansionKind{
	"equivalent": Synonym, "abbr": Abbreviation, "spelling": Spelling, "former": Former, "oneway": OneWay, "related": Related,
}

// kindAmbiguous is the kind of groups that are never expanded.
const kindAmbiguous = "ambiguous"

func readSynonyms(file []byte) (*synonyms, error) {
	var content struct {
		Groups []*group `yaml:"groups"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(file), yaml.Strict()).Decode(&content); err != nil {
		return nil, fmt.Errorf("reading synonyms: %w", err)
	}
	s := &synonyms{first: map[string][]*form{}, ambiguous: map[string][]*form{}}
	for _, g := range content.Groups {
		for _, pair := range g.Pairs {
			p := *g
			p.ID, p.Forms, p.Pairs = g.ID+"-"+pair[0], pair, nil
			s.groups = append(s.groups, &p)
		}
		if len(g.Pairs) == 0 {
			s.groups = append(s.groups, g)
		}
	}
	for _, g := range s.groups {
		if err := s.add(g); err != nil {
			return nil, fmt.Errorf("reading synonyms: group %s: %w", g.ID, err)
		}
	}
	return s, nil
}

func (s *synonyms) add(g *group) error {
	into := s.first
	if g.Kind == kindAmbiguous {
		into = s.ambiguous
	} else if expansionKinds[g.Kind] == "" {
		return fmt.Errorf("kind %q is none", g.Kind)
	}
	for i, text := range g.Forms {
		f := &form{group: g, Form: Form{Text: text}, ordinary: slices.Contains(g.Words, text)}
		if g.abbreviation(i) {
			f.raw = text
		}
		words := Words(text)
		for _, w := range words {
			f.keys = append(f.keys, keyOf(w))
		}
		if f.Terms = termsOf(words); f.raw != "" && len(words) == 1 { // an abbreviation has no endings
			f.Terms = []string{Exact + words[0].Exact}
		}
		if len(f.keys) == 0 {
			return fmt.Errorf("form %q has no word", text)
		}
		if y, ok := g.Years[text]; ok {
			f.FirstYear, f.LastYear = y[0], y[1]
		}
		g.forms = append(g.forms, f)
		if g.Kind != "oneway" || i == 0 {
			into[f.keys[0]] = append(into[f.keys[0]], f)
		}
	}
	return nil
}

// abbreviation reports whether form i is one that its capitals tell from a word.
func (g *group) abbreviation(i int) bool {
	text := g.Forms[i]
	if len([]rune(text)) > shortAbbr || strings.ContainsRune(text, ' ') {
		return false
	}
	capitals := len(strings.ToLower(text)) > 0 && strings.ToUpper(text) == text
	return capitals || g.Kind == "abbr" && i == 0 || slices.Contains(g.Capitals, text) || slices.Contains(g.Words, text)
}

// keyOf is what a word is known by: its stem, or the word as it is where it has
// none.
func keyOf(w Word) string {
	if w.Stem == "" {
		return Exact + w.Exact
	}
	return w.Stem
}

// longest returns the forms that the first words are, and how many words those are.
func (s *synonyms) longest(query string, words []Word, lower bool) (found []*form, n int) {
	for _, f := range s.first[keyOf(words[0])] {
		if len(f.keys) < n || !f.matches(words) || !f.reads(query[words[0].Start:words[0].End], lower) {
			continue
		}
		if len(f.keys) > n {
			found, n = nil, len(f.keys)
		}
		if !slices.ContainsFunc(found, func(o *form) bool { return o.group == f.group }) {
			found = append(found, f)
		}
	}
	return found, n
}

func (f *form) matches(words []Word) bool {
	if len(words) < len(f.keys) {
		return false
	}
	for i, k := range f.keys {
		if keyOf(words[i]) != k {
			return false
		}
	}
	return true
}

// reads reports whether a word as it was typed is this form: an abbreviation is
// one in its own capitals, or in a query that has none at all.
func (f *form) reads(typed string, lower bool) bool {
	switch {
	case f.raw == "":
		return true
	case f.raw == strings.ToLower(f.raw) && !f.ordinary:
		return strings.ToLower(typed) == f.raw // "mva", "MVA"
	case f.ordinary || !lower:
		return typed == f.raw
	}
	return typed == strings.ToLower(f.raw)
}

// expansion is what the form may be replaced by.
func (f *form) expansion(lower bool) Expansion {
	e := Expansion{ID: f.group.ID, Kind: expansionKinds[f.group.Kind], Weight: 1, Note: f.group.Note}
	if e.Kind == Related {
		e.Weight = relatedWeight
	}
	if f.raw != "" && lower && f.raw != strings.ToLower(f.raw) {
		e.Weight *= lowerCaseWeight
	}
	seen := [][]string{f.Terms}
	for _, o := range f.group.forms {
		same := func(terms []string) bool { return slices.Equal(terms, o.Terms) }
		if o.ordinary || slices.ContainsFunc(seen, same) || len(e.Forms) == maxForms {
			continue
		}
		seen = append(seen, o.Terms)
		e.Forms = append(e.Forms, o.Form)
	}
	return e
}
