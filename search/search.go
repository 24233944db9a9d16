// Package search answers queries over meetings, cases, decisions and figures: it
// parses the query language, plans it for the index, and returns hits with
// facets, sums and highlighted passages. What the HTTP API answers, the pages
// and exports show; the shapes here are those of the public contract.
package search

import "saksok"

// HitType is what a hit is.
type HitType string

// The hit types.
const (
	TypeItem     HitType = "item"
	TypeDecision HitType = "decision"
	TypeFigure   HitType = "figure"
	TypePage     HitType = "page"
	TypePerson   HitType = "person"
	TypeMeeting  HitType = "meeting"
	TypeDocument HitType = "document"
)

// Query is one search, before parsing of Text.
type Query struct {
	Text    string              // the query language; at most 256 characters
	Types   []HitType           // empty: all but pages
	Filters map[string][]string // facet name → values; any of; a leading "-" excludes; "missing" finds those without
	From    saksok.Date         // meeting date, inclusive; "" is open
	To      saksok.Date
	Min     *int64 // amount in whole kroner, inclusive
	Max     *int64
	Sort    string   // relevance date -date amount -amount; "" is relevance
	Limit   int      // 1 to 100; 0 is 10
	After   string   // cursor of the previous answer's Next
	Facets  []string // names to count; nil: all; ["none"]: none
}

// Result is the answer to one search.
type Result struct {
	Query        QueryEcho               `json:"query"`
	Total        int                     `json:"total"`
	TotalIsExact bool                    `json:"total_is_exact"`
	TookMS       int64                   `json:"took_ms"`
	Hits         []Hit                   `json:"hits"`
	Facets       map[string][]FacetValue `json:"facets"`
	Sums         map[string]Sum          `json:"sums"`              // by currency, totals rows left out
	Amounts      []AmountBucket          `json:"amounts,omitempty"` // of figures of one currency, where only figures are asked for; counted without the amount filter
	Next         string                  `json:"next,omitempty"`
}

// QueryEcho is the query as it was understood.
type QueryEcho struct {
	Text       string              `json:"text"`
	Parsed     string              `json:"parsed"`  // printed back in the query language
	Filters    map[string][]string `json:"filters"` // all filters in force, also those recognised in Text
	Recognised []Recognised        `json:"recognised,omitempty"`
	Suggestion string              `json:"suggestion,omitempty"`
	Taken      bool                `json:"suggestion_taken,omitempty"` // the hits are those of the suggestion too
	Senses     []Sense             `json:"senses,omitempty"`           // words that mean several things
	Relaxed    bool                `json:"relaxed,omitempty"`          // not every word had to occur
	Years      []MeetingYear       `json:"-"`                          // of meetings, where figures may be meant
}

// MeetingYear is a year of meetings that the query text asks for, and the text
// without it.
type MeetingYear struct{ Year, Rest string }

// Sense is a word of the query that means several things: it is searched for as it
// stands, and where that finds nothing, by all of its meanings.
type Sense struct {
	Text     string   `json:"text"`
	Meanings []string `json:"meanings"`
	Queries  []string `json:"queries"`           // the query with each of them in place of the word
	Widened  bool     `json:"widened,omitempty"` // the hits may be of any of the meanings
}

// Recognised is a part of the query text that was read as a filter, so that it
// can be shown as such and removed.
type Recognised struct {
	Text   string `json:"text"`   // the words it was read from
	Filter string `json:"filter"` // the filter in the query language: "beløp:>200mill"
	Rest   string `json:"rest"`   // the query without it
}

// Hit is one thing found.
type Hit struct {
	Type         HitType             `json:"type"`
	ID           string              `json:"id"`
	Score        float64             `json:"score"`
	Item         saksok.ItemNumber   `json:"item,omitempty"`
	ItemID       string              `json:"item_id,omitempty"`
	Title        string              `json:"title"`
	Body         string              `json:"body,omitempty"`
	Organisation string              `json:"organisation,omitempty"`
	Date         saksok.Date         `json:"date,omitempty"`
	Meeting      string              `json:"meeting,omitempty"` // its number
	Document     saksok.DocumentID   `json:"document"`
	Kind         saksok.DocumentKind `json:"kind,omitempty"`
	Page         int                 `json:"page"`
	Box          saksok.Box          `json:"box,omitzero"`
	URL          string              `json:"url"`
	Snippet      []Part              `json:"snippet"`
	SnippetPage  int                 `json:"snippet_page,omitempty"` // the page the snippet's matches stand on, of an item or a decision
	TitleParts   []Part              `json:"title_parts,omitempty"`  // Title with the matches marked
	Why          []string            `json:"why"`                    // "exact:28/20" "stem:digitalisering" …
	Missing      []string            `json:"missing,omitempty"`      // the words of the query it has not, where not all had to occur
	ItemKind     saksok.ItemKind     `json:"item_kind,omitempty"`
	Topics       []saksok.TopicID    `json:"topics,omitempty"` // of the item, the main one first
	Figure       *saksok.Figure      `json:"figure,omitempty"`
	Decision     *saksok.Decision    `json:"decision,omitempty"`
	Person       *saksok.Person      `json:"person,omitempty"`
	ItemDetail   *saksok.Item        `json:"item_detail,omitempty"` // all of the item, for an item
}

// Part is a piece of a snippet, split so that no markup is ever built from text.
type Part struct {
	Text  string       `json:"text"`
	Match bool         `json:"match"`
	Page  int          `json:"page,omitempty"`  // of a match, where it is known
	Boxes []saksok.Box `json:"boxes,omitempty"` // of its words on that page; not of search, which does not know them
}

// FacetValue is one value of a facet, counted without the facet's own filter.
type FacetValue struct {
	Value     string `json:"value"`
	Count     int    `json:"count"`
	Selected  bool   `json:"selected"`
	Excluded  bool   `json:"excluded,omitempty"` // by a leading "-"
	ToggleURL string `json:"toggle_url"`
}

// Sum adds up the matching figures of one currency.
type Sum struct {
	Count int   `json:"count"`
	Minor int64 `json:"minor"`
}
