package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	snippetBytes = 260 // about three lines, of all passages together
	maxPassages  = 3
	leadBytes    = 40 // of a passage before its first match
)

// passage is a piece of a text that a snippet shows.
type passage struct{ from, to int }

// title splits the title of a hit at the words that match.
func (m *matcher) title(title string) []Part {
	return split(title, []passage{{0, len(title)}}, m.occurrences(title), nowhere)
}

// start is the beginning of a text as a snippet without marks.
func start(text string) []Part { return snippet(text, nil) }

// snippet cuts the passages of text with the most different matches and splits
// them at the marks.
func snippet(text string, found []occurrence) []Part {
	return split(text, passages(text, found), found, nowhere)
}

// nowhere is the page of what stands on none.
func nowhere(int) int { return 0 }

// split splits the passages at the words that match; pageAt is the page that a
// byte of the text stands on.
func split(text string, passages []passage, found []occurrence, pageAt func(int) int) []Part {
	parts := []Part{}
	add := func(s string, match bool) {
		s = lineBreaks.Replace(s)
		if n := len(parts); n > 0 && !match && !parts[n-1].Match {
			parts[n-1].Text += s
		} else if s != "" {
			parts = append(parts, Part{Text: s, Match: match})
		}
	}
	end := 0
	for _, p := range passages {
		switch {
		case p.from > end && end == 0:
			add("… ", false)
		case p.from > end:
			add(" … ", false)
		}
		at := p.from
		for _, o := range found {
			if o.start < at || o.end > p.to {
				continue
			}
			add(text[at:o.start], false)
			add(text[o.start:o.end], true)
			parts[len(parts)-1].Page = pageAt(o.start)
			at = o.end
		}
		add(text[at:p.to], false)
		end = p.to
	}
	if end < len(text) {
		add(" …", false)
	}
	return parts
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// passages chooses what a snippet shows: one passage where it holds every way of
// matching that there is, or as many shorter ones as it takes, at most
// maxPassages, in the order of the text.
func passages(text string, found []occurrence) []passage {
	if len(text) <= snippetBytes {
		return []passage{{0, len(text)}}
	}
	var best []passage
	for n := 1; n <= maxPassages; n++ {
		chosen, left := choose(text, found, n)
		if best == nil || len(chosen) == n {
			best = chosen
		}
		if left == 0 || len(chosen) < n {
			break
		}
	}
	return best
}

// choose takes up to n passages, each the one that shows most of what the ones
// before it do not; left is how many ways of matching none of them shows.
func choose(text string, found []occurrence, n int) (chosen []passage, left int) {
	size := snippetBytes / n
	shown := map[string]bool{}
	for len(chosen) < n {
		at, most := 0, 0
		for i, o := range found {
			if ways := fresh(found[i:], shown, o.start+size-leadBytes-20); len(ways) > most && !slices.ContainsFunc(chosen, func(p passage) bool {
				return o.start < p.to && o.end > p.from
			}) {
				at, most = o.start, len(ways)
			}
		}
		if most == 0 && len(chosen) > 0 {
			break
		}
		p := around(text, at, size)
		for _, o := range found {
			if o.start >= p.from && o.end <= p.to {
				shown[o.why] = true
			}
		}
		chosen = append(chosen, p)
	}
	for _, o := range found {
		if !shown[o.why] {
			shown[o.why] = true
			left++
		}
	}
	return merged(chosen), left
}

// fresh are the ways of matching before end that are not shown yet.
func fresh(found []occurrence, shown map[string]bool, end int) []string {
	var out []string
	for _, o := range found {
		if o.end > end {
			break
		}
		if !shown[o.why] && !slices.Contains(out, o.why) {
			out = append(out, o.why)
		}
	}
	return out
}

// merged puts passages in order and joins those that touch.
func merged(list []passage) []passage {
	slices.SortFunc(list, func(a, b passage) int { return a.from - b.from })
	out := list[:1]
	for _, p := range list[1:] {
		if last := &out[len(out)-1]; p.from <= last.to+1 {
			last.to = max(last.to, p.to)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// around is the passage of about size bytes with a match at at, from one end of a
// word to another.
func around(text string, at, size int) passage {
	from := boundary(text, max(0, at-leadBytes))
	to := min(len(text), from+size)
	for to < len(text) && to > from+size/2 && text[to] != ' ' && text[to] != '\n' {
		to--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return passage{from, to}
}

// boundary moves i to the beginning of a word nearby.
func boundary(text string, i int) int {
	if i == 0 {
		return 0
	}
	for k := i; k < len(text) && k < i+40; k++ {
		if text[k-1] == ' ' || text[k-1] == '\n' {
			return k
		}
	}
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}
