package segment

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// Small bodies write their minutes into the agenda, and send an agenda with a word or
// two under its points. There the list is the document: its numbers, to whatever depth,
// are the items, and what stands between them is their text.

// outlineLine matches a line that may open a point of an outline: "4.1 Title", "12.2.3 -
// Title", "10.Title".
var outlineLine = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]?\s+(?:[–-]\s+)?(\S.*)|[.)](\p{Lu}.*))$`)

// mark is a line that may be a point of the outline, and how much speaks for it.
type mark struct {
	line   int
	number string
	path   []int
	title  string
	weight float64
}

// What speaks for and against a line or a step between two.
const (
	markApart    = 0.5  // it stands apart from the text before it
	markSentence = -0.7 // it is a sentence
	stepOver     = -0.7 // a number is left out before it
	stepAside    = -0.5 // "5.1" under "4"
	maxOver      = 2    // numbers that may be left out at one place
	minOutline   = 3    // points
)

// outlined is the items of a document that is an agenda with what was said written
// into it, or no more than an agenda; nil where the text has headings of its own.
func (f *flow) outlined(a agenda, spans []span, kind saksok.DocumentKind) []span {
	if f.hasRows() || !expectsItems(kind) || len(a.entries) == 0 && kind != saksok.KindAgenda && kind != saksok.KindNotice {
		return nil
	}
	listed := func(e entry) bool { return e.indent > 0 && e.start == "" && len(e.presenters) == 0 && e.kindRaw == "" }
	plain := func(s span) bool { return outlineNumber.MatchString(string(s.number)) }
	if slices.ContainsFunc(a.entries, func(e entry) bool { return !listed(e) }) || slices.ContainsFunc(spans, func(s span) bool { return !plain(s) }) {
		return nil
	}
	if n := f.treatedEntries(a, spans); n > 0 && 2*n >= len(a.entries) {
		return nil
	}
	out := f.outlineItems(kind)
	found := func(n saksok.ItemNumber) bool {
		return slices.ContainsFunc(out, func(s span) bool { return s.number == n })
	}
	missed := 0
	for _, e := range a.entries {
		if !found(e.number) {
			missed++
		}
	}
	if len(out) < max(minOutline, len(spans)) || 4*missed > len(a.entries) {
		return nil
	}
	f.close(out)
	spread(out)
	return out
}

var outlineNumber = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*$`)

// treatedEntries counts the agenda's entries that have a heading with text of its own.
func (f *flow) treatedEntries(a agenda, spans []span) int {
	n := 0
	for _, e := range a.entries {
		if slices.ContainsFunc(spans, func(s span) bool { return s.number.Same(e.number) }) {
			n++
		}
	}
	return n
}

// outlineItems is the points of the best outline in the document.
func (f *flow) outlineItems(kind saksok.DocumentKind) []span {
	marks := bestOutline(f.marks())
	var out []span
	for k, m := range marks {
		end := len(f.lines)
		if k+1 < len(marks) {
			end = marks[k+1].line
		}
		s, n := f.withTitle(m.line, saksok.ItemNumber(m.number), m.title)
		if kind == saksok.KindAgenda || kind == saksok.KindNotice {
			s.evidence = saksok.EvidenceAgenda
			for m.line+n < end && f.runsOn(m.line+n-1) {
				n++
				s.title += " " + f.lines[m.line+n-1].text
			}
			if head, _, ok := strings.Cut(s.title, ": "); ok && strings.HasSuffix(s.title, ";") {
				s.title = head // behind it a list begins
			}
			s.title = agendaTitle(s.title)
		}
		s.head, s.from = m.line, min(m.line+n, end)
		s.title = strings.TrimRight(s.title, " .")
		out = append(out, s)
	}
	return out
}

// runsOn reports whether a title goes on below its line, which the next word would not
// have had room on.
func (f *flow) runsOn(i int) bool {
	p, q := f.lines[i], f.lines[i+1]
	return p.Block == q.Block && !endsSentence(p.text) && !startsPoint(q.text) && f.full(p, q)
}

// marks are the lines that may be points of an outline.
func (f *flow) marks() []mark {
	var out []mark
	for i, l := range f.lines {
		m := outlineLine.FindStringSubmatch(l.text)
		if m == nil || l.table >= 0 && l.Heading == 0 || startsDate(l.text) || leaders.MatchString(l.text) {
			continue
		}
		title := m[2] + m[3]
		if !titleStart(title) && !pointNumber.MatchString(l.text) {
			continue // "3 personer møtte"
		}
		k := mark{line: i, number: m[1], path: numbers(m[1]), title: title, weight: 1}
		if l.Heading > 0 || f.standsApart(i) {
			k.weight += markApart
		}
		if endsSentence(title) && len(l.Words) > proseTitle || len(title) > maxNumbered {
			k.weight += markSentence
		}
		out = append(out, k)
	}
	return out
}

// proseTitle is how many words a title that ends in a full stop may have.
const proseTitle = 8

// pointNumber matches a number with the mark of a point behind it.
var pointNumber = regexp.MustCompile(`^\d[\d.]*[.)]\s`)

// bestOutline is the row of marks, counting from 1, for which most speaks, and the
// points out of their order that fill its gaps.
func bestOutline(all []mark) []mark {
	score, prev := make([]float64, len(all)), make([]int, len(all))
	best := -1
	for j, m := range all {
		prev[j] = -1
		if len(m.path) == 1 && m.path[0] == 1 {
			score[j] = m.weight
		}
		for i := range all[:j] {
			if score[i] == 0 {
				continue
			}
			if s, ok := counts(all[i].path, m.path); ok && score[i]+s+m.weight > score[j] {
				score[j], prev[j] = score[i]+s+m.weight, i
			}
		}
		if score[j] > 0 && (best < 0 || score[j] > score[best]) {
			best = j
		}
	}
	var out []mark
	for j := best; j >= 0; j = prev[j] {
		out = append(out, all[j])
	}
	slices.Reverse(out)
	return withMoved(out, all)
}

// counts is what speaks against a point coming after another; false where it cannot.
func counts(path, next []int) (float64, bool) {
	if len(next) > len(path)+1 {
		return 0, false
	}
	k := len(next) - 1
	if len(next) == len(path)+1 {
		switch {
		case next[k] != 1:
			return 0, false
		case slices.Equal(next[:k], path):
			return 0, true
		}
		return stepAside, k == 1
	}
	over := next[k] - path[k] - 1
	if !slices.Equal(next[:k], path[:k]) || over < 0 || over > maxOver {
		return 0, false
	}
	return stepOver * float64(over), true
}

// withMoved adds the points that were left out because they stand elsewhere: a point
// that was moved keeps its number ("3", "5", "4", "6").
func withMoved(chain, all []mark) []mark {
	if len(chain) < minOutline {
		return chain
	}
	top := 0
	for _, m := range chain {
		top = max(top, m.path[0])
	}
	out := slices.Clone(chain)
	for _, m := range all {
		has := slices.ContainsFunc(out, func(o mark) bool { return o.number == m.number })
		if !has && len(m.path) == 1 && m.path[0] < top && m.weight >= 1+markApart && m.line > chain[0].line {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b mark) int { return a.line - b.line })
	return out
}
