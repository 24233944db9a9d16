package web

import (
	"slices"
	"strings"

	"saksok"
	"saksok/search"
)

// topicTree puts the topics of a facet in the order they are shown: those in use
// first with what is below them, then the other top topics. With all of it, the
// twenty and the hundred would fill the page.
func topicTree(values []search.FacetValue) []search.FacetValue {
	under := func(v search.FacetValue, top string) bool {
		return string(saksok.TopicID(v.Value).Top()) == top
	}
	var used, others []search.FacetValue
	for _, t := range values {
		if strings.Contains(t.Value, "/") {
			continue
		}
		inUse := slices.ContainsFunc(values, func(v search.FacetValue) bool {
			return under(v, t.Value) && (v.Selected || v.Excluded)
		})
		if !inUse {
			others = append(others, t)
			continue
		}
		used = append(used, t)
		for _, v := range values {
			if v.Value != t.Value && under(v, t.Value) {
				used = append(used, v)
			}
		}
	}
	return append(used, others...)
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
