package search

import (
	"saksok"
	"saksok/index"
)

// standsAt says on which page the matches of a hit's best passage stand, and has
// the hit open there where they are not where it begins. Its place is then the
// page: what was read has no box for a passage. An item whose heading has as many
// of the words opens at the heading.
func (h *Hit) standsAt(s *index.Source, matches []occurrence, title int) {
	if len(matches) == 0 {
		return
	}
	h.SnippetPage = s.PageAt(matches[0].start)
	if h.SnippetPage == 0 || h.SnippetPage == h.Page || s.Kind == index.KindItem && title >= ways(matches) {
		return
	}
	h.Page, h.Box = h.SnippetPage, saksok.Box{}
}

// best are the matches in the passage that shows most ways of matching.
func best(passages []passage, found []occurrence) (out []occurrence) {
	for _, p := range passages {
		var in []occurrence
		for _, o := range found {
			if o.start >= p.from && o.end <= p.to {
				in = append(in, o)
			}
		}
		if ways(in) > ways(out) {
			out = in
		}
	}
	return out
}

// ways counts the ways of matching.
func ways(found []occurrence) int {
	seen := map[string]bool{}
	for _, o := range found {
		seen[o.why] = true
	}
	return len(seen)
}
