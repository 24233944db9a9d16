package search

import (
	"strings"

	"saksok/search/query"
)

// asked are the words of the query by slot. Those that a hit may be found by
// although its texts have not got them, its day, are "".
func (p *planner) asked() []string {
	out := make([]string, len(p.slots))
	for i, s := range p.slots {
		if !s.added && !query.Month(s.text) && !strings.ContainsAny(s.text, "0123456789") {
			out[i] = s.text
		}
	}
	return out
}

// missing are the words of the query that a hit has not, where it is known which
// it has.
func (m *matcher) missing(has slotSet) []string {
	var out []string
	for i, text := range m.asked {
		if text != "" && i < 64 && has&(1<<i) == 0 {
			out = append(out, text)
		}
	}
	return out
}
