package web

import (
	"slices"
	"strings"

	"saksok"
	"saksok/search"
)

// topicTree puts the topics of a facet in the order they are shown: top topics,
// and under those in use what is below them. Without that, the twenty and the
// hundred would fill the page.
func topicTree(values []search.FacetValue) []search.FacetValue {
	var out []search.FacetValue
	top := func(v search.FacetValue) saksok.TopicID { return saksok.TopicID(v.Value).Top() }
	tops := slices.DeleteFunc(slices.Clone(values), func(v search.FacetValue) bool { return strings.Contains(v.Value, "/") })
	for _, t := range tops {
		out = append(out, t)
		inUse := slices.ContainsFunc(values, func(v search.FacetValue) bool {
			return top(v) == saksok.TopicID(t.Value) && (v.Selected || v.Excluded)
		})
		for _, v := range values {
			if v.Value != t.Value && top(v) == saksok.TopicID(t.Value) && (inUse || len(tops) == 1) {
				out = append(out, v)
			}
		}
	}
	return out
}

// topicText says what an item is about and which words tell: the main topic
// with its words, then the others.
func topicText(topics []saksok.Topic) string {
	var names []string
	for i, t := range topics {
		name := label("topic", string(t.ID))
		if i == 0 && len(t.Terms) > 0 {
			name += " («" + strings.Join(t.Terms[:min(3, len(t.Terms))], "», «") + "»)"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return "Tema: " + strings.Join(names, "; ")
}
