package search

import (
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/search/query"
)

// weighted is a text field and how much a word in it counts.
type weighted struct {
	field string
	boost float64
}

var (
	contentFields = []weighted{{index.TextTitle, 3}, {index.TextBody, 1}, {index.TextAbout, 0.5}}
	nameFields    = []weighted{{index.TextCommittee, 0.3}, {index.TextOrganisation, 0.2}, {index.TextWhen, 0.2}}
	allFields     = slices.Concat(contentFields, nameFields)
)

// How the ways a word may occur rank: exactly above by its stem, above as a part
// of a compound, above by its beginning.
const (
	exactBoost  = 2
	stemBoost   = 1
	partBoost   = 0.5 // as a part of a compound
	caseBoost   = 10  // the case itself, asked for by its number
	prefixBoost = 0.2
)

// minPrefix is how long the last word must be to stand for longer ones too.
const minPrefix = 4

// node plans a part of a query.
func node(n query.Node, budget int) engine.Node {
	switch n := n.(type) {
	case query.And:
		return engine.And{Nodes: nodes(n.Nodes, budget)}
	case query.Or:
		return engine.Or{Nodes: nodes(n.Nodes, budget)}
	case query.Not:
		return engine.Not{Node: node(n.Node, budget)}
	case query.Case:
		return caseNode(n)
	case query.Day:
		return engine.Or{Nodes: append(
			[]engine.Node{
				engine.Keyword{Field: index.FieldDay, Value: string(n.Date), Boost: exactBoost},
				phrase(n.Text, contentFields, exactBoost),
			},
			each(contentFields, func(w weighted) engine.Node {
				return engine.Term{Field: w.field, Term: norwegian.Day + string(n.Date), Boost: w.boost}
			})...)}
	case query.Amount:
		return engine.Or{Nodes: []engine.Node{
			engine.Keyword{Field: index.FieldAmount, Value: strconv.FormatInt(n.Minor, 10), Boost: exactBoost},
			phrase(n.Text, contentFields, exactBoost),
		}}
	case query.Range:
		low, high := n.Closed()
		return engine.Range{Field: rangeFields[n.Field].field, Min: low, Max: high}
	case query.Value:
		return engine.Keyword{Field: valueFields[n.Field], Value: n.Value}
	case query.Match:
		return match(n, budget)
	}
	return leaf(n, contentFields, false, budget)
}

func nodes(in []query.Node, budget int) []engine.Node {
	out := make([]engine.Node, 0, len(in))
	for _, n := range in {
		out = append(out, node(n, budget))
	}
	return out
}

var valueFields = map[query.Field]string{
	query.FieldType: index.FieldType, query.FieldStatus: index.FieldStatus, query.FieldLanguage: index.FieldLanguage,
}

// leaf plans a word, phrase or number in the given fields; open says that it is
// the last word, which may still be going on.
func leaf(n query.Node, fields []weighted, open bool, budget int) engine.Node {
	switch n := n.(type) {
	case query.Phrase:
		return phrase(n.Text, fields, exactBoost)
	case query.Number:
		return words(n.Text, fields, false, budget)
	case query.Word:
		if n.Prefix {
			return engine.Or{Nodes: beginning(norwegian.Normalize(n.Text), fields, false, budget)}
		}
		return words(n.Text, fields, open, budget)
	}
	return engine.None{}
}

// words plans text of which every word must occur; mostly it is one word.
func words(text string, fields []weighted, open bool, budget int) engine.Node {
	ws := norwegian.Words(text)
	var out []engine.Node
	for i, w := range ws {
		if w.Stop() && len(ws) > 1 {
			continue
		}
		out = append(out, word(w, fields, open && i == len(ws)-1, budget))
	}
	switch len(out) {
	case 0:
		return phrase(text, fields, exactBoost) // nothing but stop words
	case 1:
		return out[0]
	}
	return engine.And{Nodes: out}
}

func word(w norwegian.Word, fields []weighted, open bool, budget int) engine.Node {
	var any []engine.Node
	for _, f := range fields {
		any = append(any, engine.Term{Field: f.field, Term: norwegian.Exact + w.Exact, Boost: f.boost * exactBoost})
		if w.Stem != "" {
			any = append(any,
				engine.Term{Field: f.field, Term: w.Stem, Boost: f.boost * stemBoost},
				engine.Term{Field: f.field, Term: norwegian.Part + w.Stem, Boost: f.boost * partBoost})
		}
		for _, c := range w.Canonical {
			any = append(any, engine.Term{Field: f.field, Term: c, Boost: f.boost * stemBoost})
		}
		if len(w.Parts) > 1 && !slices.Contains(w.Parts, "") {
			any = append(any, engine.Phrase{Field: f.field, Terms: exactTerms(w.Parts), Boost: f.boost * stemBoost})
		}
	}
	if open && opens(w) {
		any = append(any, beginning(w.Exact, fields, true, budget)...)
	}
	return engine.Or{Nodes: any}
}

// opens reports whether a word may stand for longer ones: a number never does.
func opens(w norwegian.Word) bool { return w.Stem != "" && len([]rune(w.Exact)) >= minPrefix }

func exactTerms(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = norwegian.Exact + w
	}
	return out
}

// beginning matches the words that begin with prefix.
func beginning(prefix string, fields []weighted, optional bool, budget int) []engine.Node {
	return each(fields, func(f weighted) engine.Node {
		return engine.Prefix{
			Field: f.field, Prefix: norwegian.Exact + prefix, Boost: f.boost * prefixBoost, Max: budget, Optional: optional,
		}
	})
}

func each(fields []weighted, f func(weighted) engine.Node) []engine.Node {
	out := make([]engine.Node, len(fields))
	for i, w := range fields {
		out[i] = f(w)
	}
	return out
}

// phrase plans words in exactly this order and form.
func phrase(text string, fields []weighted, boost float64) engine.Node {
	var terms []string
	for _, w := range norwegian.Words(text) {
		terms = append(terms, norwegian.Exact+w.Exact)
	}
	if len(terms) == 0 {
		return engine.None{}
	}
	return engine.Or{Nodes: each(fields, func(f weighted) engine.Node {
		if len(terms) == 1 {
			return engine.Term{Field: f.field, Term: terms[0], Boost: f.boost * boost}
		}
		return engine.Phrase{Field: f.field, Terms: terms, Boost: f.boost * boost}
	})}
}

// caseNode finds a case by its number, in every way it is written, and what
// mentions it. Its series, "PS", only sets it before others of the number.
func caseNode(c query.Case) engine.Node {
	out := caseKeywords(c.Text)
	if c.Series != "" {
		whole := strings.ToLower(query.Print(c))
		out = append(out, engine.Keyword{Field: index.FieldOwnCase, Value: whole, Boost: caseBoost})
	}
	for _, w := range norwegian.Words(c.Text) {
		for _, f := range contentFields {
			out = append(out, engine.Term{Field: f.field, Term: norwegian.Exact + w.Exact, Boost: f.boost})
			for _, c := range w.Canonical {
				out = append(out, engine.Term{Field: f.field, Term: c, Boost: f.boost})
			}
		}
	}
	return engine.Or{Nodes: out}
}

func caseKeywords(text string) []engine.Node {
	values := []string{strings.ToLower(text)}
	if key := norwegian.CaseKey(text); key != "" {
		values = append(values, norwegian.Case+key)
	}
	var out []engine.Node
	for _, v := range values {
		out = append(out,
			engine.Keyword{Field: index.FieldOwnCase, Value: v, Boost: caseBoost},
			engine.Keyword{Field: index.FieldCase, Value: v, Boost: exactBoost})
	}
	return out
}

// match plans words in a field of the query language.
func match(m query.Match, budget int) engine.Node {
	in := func(fields ...weighted) engine.Node {
		if m.Phrase {
			return phrase(m.Text, fields, exactBoost)
		}
		return words(m.Text, fields, false, budget)
	}
	only := func(t HitType, n engine.Node) engine.Node {
		return engine.And{Nodes: []engine.Node{engine.Keyword{Field: index.FieldType, Value: string(t)}, n}}
	}
	switch m.Field {
	case query.FieldBody:
		return in(weighted{index.TextCommittee, 1})
	case query.FieldOrganisation:
		return in(weighted{index.TextOrganisation, 1})
	case query.FieldPerson:
		return in(weighted{index.TextPerson, 1})
	case query.FieldColumn:
		return in(weighted{index.TextColumn, 1})
	case query.FieldRow:
		return only(TypeFigure, in(weighted{index.TextTitle, 1}))
	case query.FieldFile:
		return engine.Or{Nodes: []engine.Node{
			in(weighted{index.TextFile, 1}), engine.Keyword{Field: index.FieldDocument, Value: strings.ToLower(m.Text)},
		}}
	case query.FieldDecision:
		return only(TypeDecision, engine.Or{Nodes: []engine.Node{
			in(weighted{index.TextBody, 1}), engine.Keyword{Field: index.FieldDecisionType, Value: strings.ToLower(m.Text)},
		}})
	case query.FieldTopic:
		return topicNode(m.Text)
	case query.FieldMeeting:
		number := engine.Keyword{Field: index.FieldMeeting, Value: m.Text, Boost: 1}
		return engine.Or{Nodes: []engine.Node{number, only(TypeMeeting, engine.Keyword{Field: index.FieldMeeting, Value: m.Text, Boost: caseBoost})}}
	case query.FieldCase:
		return engine.Or{Nodes: append(caseKeywords(m.Text), only(TypeItem, in(weighted{index.TextTitle, 1})))}
	}
	return engine.None{}
}

// topicNode matches a topic by its id or by its name.
func topicNode(text string) engine.Node {
	var any []engine.Node
	for _, id := range saksok.FindTopics(text) {
		any = append(any, engine.Keyword{Field: index.FieldTopic, Value: string(id)})
	}
	return engine.Or{Nodes: any}
}

// withoutStopWords drops words that say nothing, unless that leaves none.
func withoutStopWords(in []query.Node) []query.Node {
	var out []query.Node
	for _, n := range in {
		if w, ok := n.(query.Word); ok && !w.Prefix && norwegian.StopWord(norwegian.Normalize(w.Text)) {
			continue
		}
		out = append(out, n)
	}
	if len(out) == 0 {
		return in
	}
	return out
}
