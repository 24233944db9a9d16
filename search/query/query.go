// Package query answers "what did the user ask for?": it reads the query language
// into a tree, recognises case numbers, amounts and dates in it, and prints the
// tree back in the same language. Nothing is a syntax error where it can be read
// literally; only the limits are errors, and they say which one it was.
package query

import (
	"fmt"

	"saksok"
)

// The limits of a query.
const (
	MaxCharacters = 256
	MaxTerms      = 16
	MaxDepth      = 8 // of parentheses
)

// LimitError says which limit a query breaks.
type LimitError struct {
	Limit string // "characters", "terms" or "parentheses"
	Max   int
	Got   int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("query has %d %s, at most %d are allowed", e.Got, e.Limit, e.Max)
}

// Query is a parsed query.
type Query struct {
	Root       Node // nil where the query asks for nothing in particular
	Recognised []Recognised
	Years      []Recognised // of meetings, asked for by their field
}

// Recognised is a part of the query text that was read as a filter or a number.
type Recognised struct {
	Text string // as written
	Node Node   // what it was read as
	Rest string // the query without it
}

// Node is a part of a query.
type Node interface{ node() }

// And holds two or more nodes that all must match; none of them is an And.
type And struct{ Nodes []Node }

// Or holds two or more nodes of which one must match; none of them is an Or.
type Or struct{ Nodes []Node }

// Not matches where Node, which is not a Not, does not.
type Not struct{ Node Node }

// Word is a word, or anything that is not something else; with Prefix, the
// beginning of one.
type Word struct {
	Text   string
	Prefix bool
}

// Phrase is words in exactly this order.
type Phrase struct{ Text string }

// Number is a number written in groups: "209 900 000".
type Number struct{ Text string }

// Case is a case number, without the word for case: "28/20", "§ 15". Series is
// the letters before it that say whose count it is, "PS" or "KU-sak", or that it
// is the archive's: "arkivsak".
type Case struct{ Series, Text string }

// Day is a date in free text.
type Day struct {
	Text string
	Date saksok.Date
}

// Amount is an amount of money in free text, with a scale or a currency.
type Amount struct {
	Text  string
	Minor int64
}

// Match is words in a field.
type Match struct {
	Field  Field
	Text   string
	Phrase bool
}

// Value is one value of a field that has a closed list of them.
type Value struct {
	Field Field
	Value string
}

// Range is an interval of a field: of minor units for FieldAmount, of days as
// yyyymmdd for FieldDate, of years for FieldYear. At least one end is set.
type Range struct {
	Field Field
	Low   *Bound
	High  *Bound
}

// Bound is an end of a range.
type Bound struct {
	Value int64
	Open  bool // the value itself is outside
}

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Word) node()   {}
func (Phrase) node() {}
func (Number) node() {}
func (Case) node()   {}
func (Day) node()    {}
func (Amount) node() {}
func (Match) node()  {}
func (Value) node()  {}
func (Range) node()  {}

// Closed returns the ends of the range as integers that belong to it; nil is
// open.
func (r Range) Closed() (low, high *int64) {
	if r.Low != nil {
		v := r.Low.Value
		if r.Low.Open {
			v++
		}
		low = &v
	}
	if r.High != nil {
		v := r.High.Value
		if r.High.Open {
			v--
		}
		high = &v
	}
	return low, high
}

// and joins nodes, opening up nested ones.
func and(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		if a, ok := n.(And); ok {
			flat = append(flat, a.Nodes...)
		} else if n != nil {
			flat = append(flat, n)
		}
	}
	return single(flat, func(nodes []Node) Node { return And{nodes} })
}

func or(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		if o, ok := n.(Or); ok {
			flat = append(flat, o.Nodes...)
		} else if n != nil {
			flat = append(flat, n)
		}
	}
	return single(flat, func(nodes []Node) Node { return Or{nodes} })
}

func single(nodes []Node, several func([]Node) Node) Node {
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	return several(nodes)
}

func not(n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case Not:
		return n.Node
	}
	return Not{n}
}
