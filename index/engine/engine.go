// Package engine answers what an index engine has to be able to do, and nothing
// more: match tokens, rank, filter and count. Analysis, planning, synonyms and
// highlighting happen above it, so that every engine behind this seam returns
// the same hits.
package engine

import (
	"context"
	"errors"
	"strings"

	"saksok/index/norwegian"
)

// The errors an engine reports for what is not the caller's mistake.
var (
	ErrLocked  = errors.New("index is in use by another process")
	ErrDamaged = errors.New("index is damaged")
	ErrBroad   = errors.New("word beginning matches too many words")
)

// Engine holds search documents and answers plans over them. Its methods may be
// called at the same time; Apply calls are made one after another.
type Engine interface {
	// Apply writes all of ops or none; they are durable when it returns.
	Apply(ctx context.Context, ops []Op) error
	// Search answers a plan over one consistent state of the index.
	Search(ctx context.Context, p Plan) (*Answer, error)
	// Sources returns the stored sources of the documents, nil where there is none.
	Sources(ctx context.Context, ids []string) ([][]byte, error)
	// IDs lists the documents that have the keyword.
	IDs(ctx context.Context, field, value string) ([]string, error)
	// Terms lists the words of a text field by their beginning or their likeness
	// to one, with the number of documents each is in.
	Terms(ctx context.Context, field string, q TermQuery) ([]TermCount, error)
	// Count is the number of documents.
	Count() (int, error)
	// Verify reads all that is stored. It returns ErrDamaged where that is not what
	// was written, which other calls may not notice.
	Verify(ctx context.Context) error
	// Memory is how many bytes the engine keeps in memory to answer faster.
	Memory() int
	// Close waits for running searches and releases the files.
	Close() error
}

// Token is an analysed word with its place in the text it was read from.
type Token = norwegian.Token

// Placed reports whether the place of a term in its text counts, so that phrases
// match it: that of words as written does, that of their stems and parts does not.
func Placed(term string) bool { return strings.HasPrefix(term, norwegian.Exact) }

// Op writes Doc, or deletes the document ID where Doc is nil.
type Op struct {
	ID  string
	Doc *Doc
}

// Doc is a search document, analysed. Text fields are matched by tokens and
// phrases; keywords and numbers are matched whole, filtered, counted and sorted.
type Doc struct {
	Text     map[string][]Token
	Keywords map[string][]string
	Numbers  map[string]int64
	Source   []byte // stored as it is
}

// Node is a part of what must match.
type Node interface{ node() }

// And matches where all nodes do.
type And struct{ Nodes []Node }

// Or matches where at least Min nodes do; Min 0 is 1.
type Or struct {
	Nodes []Node
	Min   int
}

// Not matches where Node does not.
type Not struct{ Node Node }

// Term matches one token of a text field.
type Term struct {
	Field, Term string
	Boost       float64
}

// Phrase matches placed tokens of a text field at successive positions.
type Phrase struct {
	Field string
	Terms []string
	Boost float64
}

// Prefix matches tokens that begin with Prefix, of which there may be at most
// Max in the index. Past it, an Optional prefix matches nothing and any other
// is ErrBroad.
type Prefix struct {
	Field, Prefix string
	Boost         float64
	Max           int
	Optional      bool
}

// Keyword matches a whole keyword. It ranks like a word as rare; with Boost 0 it
// does not rank.
type Keyword struct {
	Field, Value string
	Boost        float64
}

// Range matches numbers; a nil end is open.
type Range struct {
	Field    string
	Min, Max *int64
}

// All matches everything.
type All struct{}

// None matches nothing.
type None struct{}

func (And) node()     {}
func (Or) node()      {}
func (Not) node()     {}
func (Term) node()    {}
func (Phrase) node()  {}
func (Prefix) node()  {}
func (Keyword) node() {}
func (Range) node()   {}
func (All) node()     {}
func (None) node()    {}

// Plan is a search, ready to run.
type Plan struct {
	Query      Node
	Filters    []Filter
	Facets     []Facet
	Histograms []Histogram
	Sum        *Sum
	Sort       []SortKey // the last tie is broken by the document's id
	Score      bool      // whether hits need scores
	Priors     []Prior
	After      *Position // nil: from the first
	Limit      int
}

// Filter narrows the hits without ranking them. A document passes if it has one
// of Any (or none at all, where Missing), has none of None, and has a value
// where Present; for numbers, if it lies within Min and Max.
type Filter struct {
	Name             string // the facet it belongs to
	Field            string
	Any, None        []string
	Missing, Present bool
	Number           bool
	Min, Max         *int64
}

// Prior multiplies the score of a hit by what its keyword is worth; a keyword
// that is not named is worth 1.
type Prior struct {
	Field string
	Worth map[string]float64
}

// Facet counts the values of a keyword field over the hits that pass every
// filter but those of its own name.
type Facet struct{ Name, Field string }

// Sum adds up a number field by the values of a keyword field; of several, the
// first in order of their bytes.
type Sum struct{ Field, By string }

// SortKey is a number field, or the score where Field is "". Documents without
// the number come last either way.
type SortKey struct {
	Field      string
	Descending bool
}

// Position is where a hit stands in the order of a plan.
type Position struct {
	Score   float64
	Numbers []int64 // one for each sort key; unused where the key is the score
	Missing []bool
	ID      string
}

// Answer is what a plan found.
type Answer struct {
	Matched    int // documents that match the query, before the filters
	Total      int
	Hits       []Hit
	Facets     map[string]Counts
	Histograms map[string]Buckets // by the histogram's name
	Sums       map[string]Total
}

// TermQuery asks for terms that begin with Prefix and, where Like has a term, are
// like it. Terms come nearest first, then in most documents; there are at most
// Limit.
type TermQuery struct {
	Prefix string
	Like   Likeness
	Limit  int
}

// TermCount is a term and the number of documents it is in. Distance is its edits
// from the term asked for.
type TermCount struct {
	Term     string
	Count    int
	Distance int
}

// Counts are the values of a facet.
type Counts struct {
	Values  map[string]int
	Missing int
}

// Total is a sum and how many numbers went into it.
type Total struct {
	Count int
	Sum   int64
}

// Hit is a document found.
type Hit struct {
	ID       string
	Position Position
	Source   []byte
}
