package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"saksok/search"
)

const (
	suggestions  = 8 // completions of an answer when nobody says otherwise
	similarCases = 6
)

// suggestQuery is what is being typed.
type suggestQuery struct {
	text  string
	limit int
}

var suggestParams = []param[suggestQuery]{
	{name: "q", doc: "What is typed so far. Empty: nothing to complete.", read: func(q *suggestQuery, v []string) error { q.text = v[0]; return nil }},
	{name: "limit", number: true, doc: "Completions per answer, 1 to 50; default 8.",
		read: func(q *suggestQuery, v []string) error { return readInt(&q.limit, v[0], 1, 50) }},
}

// suggestionList is the answer of the API.
type suggestionList struct {
	Query       string       `json:"query"`
	Suggestions []suggestion `json:"suggestions"`
}

// suggestion is a completion with the address of what it finds.
type suggestion struct {
	search.Suggestion
	Label string `json:"label" doc:"What it is, in Norwegian."`
	URL   string `json:"url"`
}

// suggestLabels name the kinds of completion.
var suggestLabels = map[search.SuggestionKind]string{
	search.SuggestBody: "utvalg", search.SuggestTitle: "sak", search.SuggestRow: "post i tabell", search.SuggestPerson: "person",
}

func (s *site) suggest(ctx context.Context, v url.Values) (*suggestionList, error) {
	q := suggestQuery{limit: suggestions}
	if err := readParams(v, suggestParams, &q).orNil(); err != nil {
		return nil, err
	}
	out := &suggestionList{Query: q.text, Suggestions: []suggestion{}}
	if q.text == "" {
		return out, nil
	}
	found, err := s.advisor.Suggest(ctx, q.text, q.limit)
	if err != nil {
		return nil, fmt.Errorf("completing: %w", err)
	}
	for _, f := range found {
		out.Suggestions = append(out.Suggestions, suggestion{f, suggestLabels[f.Kind], link("/", url.Values{"q": {f.Query}})})
	}
	return out, nil
}

func (s *site) apiSuggest(ctx context.Context, in *rawQuery) (*answer[suggestionList], error) {
	out, err := s.suggest(ctx, in.Values)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &answer[suggestionList]{*out}, nil
}

// openSearchSuggest answers browsers' search boxes in the form OpenSearch gives
// completions: the query, the texts, what they are, and their addresses.
func (s *site) openSearchSuggest(w http.ResponseWriter, r *http.Request) error {
	out, err := s.suggest(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	texts, kinds, urls := []string{}, []string{}, []string{}
	for _, g := range out.Suggestions {
		texts, kinds, urls = append(texts, g.Text), append(kinds, g.Label), append(urls, s.origin(r)+g.URL)
	}
	b, err := json.Marshal([]any{out.Query, texts, kinds, urls})
	if err != nil {
		return fmt.Errorf("writing completions: %w", err)
	}
	answerBytes(w, r, "application/x-suggestions+json", b)
	return nil
}

// similar are the cases most like one, with the addresses of this site.
func (s *site) similar(ctx context.Context, id string) ([]search.Hit, error) {
	hits, err := s.advisor.Similar(ctx, id, similarCases)
	if err != nil {
		return nil, fmt.Errorf("finding cases like %s: %w", id, err)
	}
	for i := range hits {
		hits[i].URL = pageURL(&hits[i], "")
	}
	return append([]search.Hit{}, hits...), nil
}

// alikeView is a similar case: what it is, and what the two share.
type alikeView struct{ Title, URL, Facts, Why string }

func alikeOf(h *search.Hit) alikeView {
	v := alikeView{Title: hitOf(h, nil).Heading, URL: caseURL(h.ID)}
	v.Facts = sentence([]string{h.Body, longDate(h.Date), prefixed("sak ", string(h.Item)), strings.ToLower(label("kind", string(h.Kind)))})
	var words, same []string
	for _, w := range h.Why {
		kind, value, _ := strings.Cut(w, ":")
		switch kind {
		case "case":
			same = append(same, "samme arkivsak "+value)
		case "topic":
			same = append(same, "samme tema: "+label("topic", value))
		default:
			if value != "" && len(words) < shownWhy && !slices.Contains(words, "«"+value+"»") {
				words = append(words, "«"+value+"»")
			}
		}
	}
	if len(words) > 0 {
		same = append(same, "felles ord: "+strings.Join(words, ", "))
	}
	v.Why = strings.Join(same, " · ")
	return v
}

// prefixed is s after a prefix, "" where there is none.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
