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
	contentFields = []weighted{{index.TextTitle, 3}, {index.TextColumn, 1.5}, {index.TextBody, 1}, {index.TextAbout, 0.5}}
	nameFields    = []weighted{{index.TextCommittee, 0.3}, {index.TextOrganisation, 0.2}, {index.TextWhen, 0.2}}
	allFields     = slices.Concat(contentFields, nameFields)
)

// caseBoost is how much the case itself counts, asked for by its number.
const caseBoost = 10

// minPrefix is how long the last word must be to stand for longer ones too.
const minPrefix = 4

// node plans a part of a query.
func node(n query.Node, budget int) engine.Node {
	switch n := n.(type) {
	case query.And:
		return engine.And{Nodes: each(n.Nodes, func(k query.Node) engine.Node { return node(k, budget) })}
	case query.Or:
		return engine.Or{Nodes: each(n.Nodes, func(k query.Node) engine.Node { return node(k, budget) })}
	case query.Not:
		return engine.Not{Node: excluded(n.Node, budget)}
	case query.Case:
		return caseNode(n)
	case query.Day:
		return engine.Or{Nodes: append(
			[]engine.Node{
				engine.Keyword{Field: index.FieldDay, Value: string(n.Date), Boost: wayBoosts[wayExact]},
				phrase(n.Text, contentFields),
			},
			each(contentFields, func(w weighted) engine.Node {
				return engine.Term{Field: w.field, Term: norwegian.Day + string(n.Date), Boost: w.boost}
			})...)}
	case query.Amount:
		return engine.Or{Nodes: []engine.Node{
			engine.Keyword{Field: index.FieldAmount, Value: strconv.FormatInt(n.Minor, 10), Boost: wayBoosts[wayExact]},
			phrase(n.Text, contentFields),
		}}
	case query.Range:
		low, high := n.Closed()
		return engine.Range{Field: rangeFields[n.Field].field, Min: low, Max: high}
	case query.Value:
		return engine.Keyword{Field: valueFields[n.Field], Value: n.Value}
	case query.Match:
		return match(n, budget)
	}
	return leafSlot(n).node(contentFields, budget)
}

// excluded plans what must not occur: words go by themselves, not by what may be
// searched for in their place.
func excluded(n query.Node, budget int) engine.Node {
	switch n := n.(type) {
	case query.And:
		return engine.And{Nodes: each(n.Nodes, func(k query.Node) engine.Node { return excluded(k, budget) })}
	case query.Or:
		return engine.Or{Nodes: each(n.Nodes, func(k query.Node) engine.Node { return excluded(k, budget) })}
	case query.Word:
		if !n.Prefix {
			return wordsSlot(n.Text).node(contentFields, budget)
		}
	}
	return node(n, budget)
}

var valueFields = map[query.Field]string{
	query.FieldType: index.FieldType, query.FieldStatus: index.FieldStatus, query.FieldLanguage: index.FieldLanguage,
}

// beginning matches the words that begin with prefix.
func beginning(prefix string, fields []weighted, optional bool, budget int) []engine.Node {
	return each(fields, func(f weighted) engine.Node {
		return engine.Prefix{
			Field: f.field, Prefix: norwegian.Exact + prefix, Boost: f.boost * wayBoosts[wayPrefix], Max: budget, Optional: optional,
		}
	})
}

func each[T any](list []T, f func(T) engine.Node) []engine.Node {
	out := make([]engine.Node, len(list))
	for i, w := range list {
		out[i] = f(w)
	}
	return out
}

// phrase plans words in exactly this order and form.
func phrase(text string, fields []weighted) engine.Node { return phraseSlot(text).node(fields, 0) }

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
			engine.Keyword{Field: index.FieldCase, Value: v, Boost: wayBoosts[wayExact]})
	}
	return out
}

// match plans words in a field of the query language.
func match(m query.Match, budget int) engine.Node {
	in := func(fields ...weighted) engine.Node {
		if m.Phrase {
			return phrase(m.Text, fields)
		}
		return wordsSlot(m.Text).node(fields, budget)
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
		row := in(weighted{index.TextTitle, 1})
		if k, ok := rowOfMatch(m); ok {
			row = engine.Or{Nodes: []engine.Node{row, k.Keyword}}
		}
		return only(TypeFigure, row)
	case query.FieldFile:
		return engine.Or{Nodes: []engine.Node{
			in(weighted{index.TextFile, 1}), engine.Keyword{Field: index.FieldDocument, Value: strings.ToLower(m.Text)},
		}}
	case query.FieldDecision:
		return only(TypeDecision, engine.Or{Nodes: []engine.Node{
			in(weighted{index.TextBody, 1}), engine.Keyword{Field: index.FieldDecisionType, Value: namedDecisionType(m.Text)},
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

// rowOfMatch finds the lines of tables that a whole label names, also where it is
// numbered, has a footnote or is in the other spelling.
func rowOfMatch(m query.Match) (keyed, bool) {
	key := norwegian.LabelKey(m.Text)
	k := keyed{engine.Keyword{Field: index.FieldRow, Value: key, Boost: wayBoosts[wayStem]}, wayStem + ":" + m.Text, 0}
	return k, m.Field == query.FieldRow && m.Phrase && key != ""
}

// topicNode matches a topic by its id or by its name.
func topicNode(text string) engine.Node {
	var any []engine.Node
	for _, id := range saksok.FindTopics(text) {
		any = append(any, engine.Keyword{Field: index.FieldTopic, Value: string(id)})
	}
	return engine.Or{Nodes: any}
}
