package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/search/query"
)

// SuggestionKind is what a suggestion names.
type SuggestionKind string

// The kinds of suggestion, in the order they are shown.
const (
	SuggestBody   SuggestionKind = "body"
	SuggestTitle  SuggestionKind = "title"  // of an item
	SuggestRow    SuggestionKind = "row"    // a line of a budget table
	SuggestPerson SuggestionKind = "person" // someone named in a document
)

// Suggestion completes what is being typed.
type Suggestion struct {
	Kind  SuggestionKind `json:"kind"`
	Text  string         `json:"text"`
	Query string         `json:"query"` // finds it, in the query language
	Count int            `json:"count"` // hits of the kind that bear the name
}

const (
	maxSuggestions = 50
	suggestHits    = 40   // looked at for each kind
	suggestWords   = 2000 // that the last word typed may stand for
)

// suggestSource is where the suggestions of a kind come from: the hits of a type
// by the words of a field, told apart and counted by a keyword where they have
// one.
type suggestSource struct {
	kind    SuggestionKind
	hits    HitType
	text    string
	keyword string
	find    query.Field
	name    func(*index.Source) (name, keyword string)
}

var suggestSources = []suggestSource{
	{SuggestBody, TypeMeeting, index.TextCommittee, index.FieldBody, query.FieldBody, func(s *index.Source) (string, string) {
		return s.Body, s.Body
	}},
	{SuggestTitle, TypeItem, index.TextTitle, "", query.FieldCase, func(s *index.Source) (string, string) { return s.Title, "" }},
	{SuggestRow, TypeFigure, index.TextTitle, index.FieldRow, query.FieldRow, func(s *index.Source) (string, string) {
		return s.Figure.Row, norwegian.LabelKey(s.Figure.Row)
	}},
	{SuggestPerson, TypePerson, index.TextTitle, "", query.FieldPerson, func(s *index.Source) (string, string) { return s.Title, "" }},
}

// Suggest completes the text to bodies, titles of cases, lines of tables and
// people: every word of it must occur, the last as a beginning. Those that begin
// with it come first, then those with most hits.
func (s *Service) Suggest(ctx context.Context, text string, limit int) ([]Suggestion, error) {
	if n := len([]rune(text)); n > query.MaxCharacters {
		limit := &query.LimitError{Limit: "characters", Max: query.MaxCharacters, Got: n}
		return nil, &RequestError{Param: "q", Reason: limit.Error(), Err: limit}
	}
	words := norwegian.Words(query.Clean(text))
	if len(words) == 0 || len(words) > query.MaxTerms {
		return []Suggestion{}, nil
	}
	out := []Suggestion{}
	for _, from := range suggestSources {
		found, err := s.suggestFrom(ctx, from, words)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	typed := strings.ToLower(query.Clean(text))
	begins := func(g Suggestion) int {
		if strings.HasPrefix(strings.ToLower(g.Text), typed) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(begins(a), begins(b)), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return out[:min(len(out), max(0, min(limit, maxSuggestions)))], nil
}

func (s *Service) suggestFrom(ctx context.Context, from suggestSource, words []norwegian.Word) ([]Suggestion, error) {
	plan := engine.Plan{
		Query: completed(words, from.text), Limit: suggestHits, Score: true,
		Filters: []engine.Filter{{Name: "type", Field: index.FieldType, Any: []string{string(from.hits)}}},
		Sort:    []engine.SortKey{{Descending: true}, {Field: index.NumberPlace}},
	}
	if from.keyword != "" {
		plan.Facets = []engine.Facet{{Name: from.keyword, Field: from.keyword}}
	}
	answer, err := s.run(ctx, plan)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var out []Suggestion
	for _, h := range answer.Hits {
		src, err := index.DecodeSource(h.Source)
		if err != nil {
			return nil, err
		}
		name, keyword := from.name(src)
		name = strings.Join(strings.Fields(name), " ")
		key := cmp.Or(keyword, strings.ToLower(name))
		if i, ok := at[key]; ok {
			if keyword == "" {
				out[i].Count++
			}
			continue
		}
		at[key] = len(out)
		find := query.Print(query.Match{Field: from.find, Text: beginningOf(strings.ReplaceAll(name, `"`, "")), Phrase: true})
		out = append(out, Suggestion{from.kind, name, find, max(1, answer.Facets[from.keyword].Values[keyword])})
	}
	return out, nil
}

// maxNamed is how many characters of a name a query for it holds, which has to stay
// within those of a query.
const maxNamed = query.MaxCharacters - 32

// beginningOf is a name, or as many of its words as a query may hold.
func beginningOf(name string) string {
	runes := []rune(name)
	if len(runes) <= maxNamed {
		return name
	}
	cut := string(runes[:maxNamed])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut
}

// completed matches words of which the last may still be going on.
func completed(words []norwegian.Word, field string) engine.Node {
	f := []weighted{{field, 1}}
	var all []engine.Node
	for i, w := range words {
		any := []engine.Node{wordSlot(w).node(f, 0)}
		if i == len(words)-1 {
			any = append(any, beginning(w.Exact, f, true, suggestWords)...)
		}
		all = append(all, engine.Or{Nodes: any})
	}
	return engine.And{Nodes: all}
}
