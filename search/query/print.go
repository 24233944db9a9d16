package query

import (
	"strings"
)

// String prints the query so that Parse reads the same tree again.
func (q *Query) String() string {
	if q.Root == nil {
		return ""
	}
	return Print(q.Root)
}

// Print prints a node in the query language.
func Print(n Node) string {
	switch n := n.(type) {
	case Or:
		parts := make([]string, len(n.Nodes))
		for i, k := range n.Nodes {
			parts[i] = Print(k)
		}
		return strings.Join(parts, " or ")
	case And:
		return printAnd(n.Nodes)
	case Not:
		return "-" + printAlone(n.Node)
	}
	return leaf(n)
}

func printAnd(nodes []Node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		near := i > 0 && cue(nodes[i-1]) || i+1 < len(nodes) && cue(nodes[i+1])
		switch _, group := n.(Or); {
		case group, near && cue(n):
			parts[i] = "(" + Print(n) + ")"
		default:
			parts[i] = Print(n)
		}
	}
	return strings.Join(parts, " ")
}

// printAlone prints what a minus sign stands before.
func printAlone(n Node) string {
	switch n.(type) {
	case And, Or:
		return "(" + Print(n) + ")"
	}
	if cue(n) {
		return "(" + Print(n) + ")"
	}
	return Print(n)
}

func leaf(n Node) string {
	switch n := n.(type) {
	case Word:
		switch {
		case n.Prefix:
			return n.Text + "*"
		case operatorWord(n.Text):
			return "(" + n.Text + ")"
		}
		return n.Text
	case Phrase:
		return `"` + n.Text + `"`
	case Number:
		return n.Text
	case Case:
		return strings.TrimSpace(n.Series + " " + n.Text)
	case Day:
		return n.Text
	case Amount:
		return n.Text
	case Match:
		if n.Phrase {
			return string(n.Field) + `:"` + n.Text + `"`
		}
		return string(n.Field) + ":" + n.Text
	case Value:
		return string(n.Field) + ":" + n.Value
	case Range:
		return n.String()
	}
	return ""
}

// cue reports whether a node could be read together with its neighbours as
// something else: a number, or a word that goes before or after one.
func cue(n Node) bool {
	switch n := n.(type) {
	case Number, Case, Day, Amount, Range:
		return true
	case Word:
		w := strings.ToLower(strings.TrimRight(n.Text, ":,;."))
		return strings.ContainsAny(w, "0123456789:<>≤≥") || cueWords[w] || series(n.Text)
	}
	return false
}

var cueWords = func() map[string]bool {
	m := map[string]bool{"or": true, section: true}
	for _, b := range betweens {
		m[b.before], m[b.and] = true, true
	}
	for _, c := range comparisons {
		for _, w := range c.words {
			m[w] = true
		}
	}
	for w := range caseWords {
		m[w] = true
	}
	for w := range archiveWords {
		m[w] = true
	}
	for w := range meetingWords {
		m[w] = true
	}
	for w := range months {
		m[w] = true
	}
	for w := range numberWords {
		m[w] = true
	}
	for w := range spanWords {
		m[w] = true
	}
	for w := range scales {
		m[strings.TrimRight(w, ".")] = true
	}
	for w := range currencies {
		m[strings.TrimRight(w, ".")] = true
	}
	return m
}()
