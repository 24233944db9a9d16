package segment

import (
	"maps"
	"strings"

	"saksok"
)

// dropRepeats takes the headings out of the text that repeat the open item's, at the
// top of its next page or on a divider, and the running heads of pages: they are no
// part of it.
func (f *flow) dropRepeats(a agenda) {
	drop := map[int]bool{}
	open := saksok.ItemNumber("")
	for i := 0; i < len(f.lines); i++ {
		if a.lines[i] || f.lines[i].row != nil {
			continue
		}
		s, n := f.heading(i, a)
		if n == 0 {
			if f.runningHead(i, a) {
				drop[i] = true
			}
			continue
		}
		if !s.number.Same(open) {
			open = s.number
		} else if s.evidence == saksok.EvidenceHeading && f.lines[i].Page > f.lines[i-1].Page {
			for j := i; j < i+n; j++ {
				drop[j] = true
			}
		}
		i += n - 1
	}
	f.drop(drop, a)
}

// drop takes lines out of the text, and renumbers those of the agenda.
func (f *flow) drop(drop map[int]bool, a agenda) {
	if len(drop) == 0 {
		return
	}
	var kept []line
	agendaLines := maps.Clone(a.lines)
	clear(a.lines)
	for i, l := range f.lines {
		if drop[i] {
			continue
		}
		if agendaLines[i] {
			a.lines[len(kept)] = true
		}
		kept = append(kept, l)
	}
	f.lines = kept
}

// runningHead reports whether line i is the head of its page: it ends in the heading
// that stands below it, or says again what the first page begins with, the day of the
// meeting among it. What is the same on every page is furniture already.
func (f *flow) runningHead(i int, a agenda) bool {
	l := f.lines[i]
	if i == 0 || f.lines[i-1].Page == l.Page || len(l.text) > 160 || endsSentence(l.text) {
		return false
	}
	for j := i + 1; j < min(i+3, len(f.lines)) && f.lines[j].Page == l.Page; j++ {
		if _, n := f.heading(j, a); n > 0 && strings.HasSuffix(l.text, f.lines[j].text) {
			return true
		}
	}
	if len(saksok.FindDates(l.text, 0)) == 0 {
		return false
	}
	var first strings.Builder
	for _, h := range f.lines[:min(headLines, len(f.lines))] {
		if h.Page == f.lines[0].Page {
			first.WriteString(label(h.text) + " ")
		}
	}
	for _, w := range strings.Fields(label(l.text)) {
		if !strings.Contains(first.String(), w) {
			return false
		}
	}
	return true
}

// close ends each span where the next begins.
func (f *flow) close(out []span) {
	for i := range out {
		if s := &out[i]; s.evidence == saksok.EvidenceHeader {
			after := 0
			if i > 0 {
				after = out[i-1].from
			}
			s.head = f.paperTop(s.head, after)
		}
	}
	for i := range out {
		s := &out[i]
		s.to = len(f.lines)
		if i+1 < len(out) {
			s.to = out[i+1].head
		}
		if s.inTable {
			s.to = f.rowEnd(s.head)
			s.page, s.top, s.at = f.lines[s.head].Page, f.topOf(s.head, s.to), s.head
			s.lastPage = f.lastPage(s.head, s.to)
			continue
		}
		for i+1 < len(out) && s.to > s.from && f.isDividing(s.to-1) {
			s.to--
		}
		if i+1 == len(out) {
			s.to = f.endOfText(s.from, s.to)
		}
		s.at = max(s.at, s.head)
		s.page, s.top = f.lines[s.head].Page, f.lines[s.head].Box[1]
		s.lastPage = f.lines[max(s.head, s.to-1)].Page
	}
}

// endOfText is where the last item's text ends: before the lines that say the meeting
// is over and who signs, or before a deck's last slide.
func (f *flow) endOfText(from, to int) int {
	for i := from; i < to; i++ {
		if f.ends(f.lines[i].text) && to-i <= maxClosing {
			return i
		}
	}
	return to
}

// maxClosing is how many lines may follow the one that says the meeting is over.
const maxClosing = 25

// isDividing reports whether line i, at an item's end, is a heading over the items that
// follow ("REFERATSAKER", "CLOSED SESSION") and no part of its text.
func (f *flow) isDividing(i int) bool {
	l, before := f.lines[i], f.lines[i-1]
	over := endsSentence(before.text) || before.Heading > 0 || f.cues.ResultWord.match(before.text)
	return over && l.Heading > 0 && l.table < 0 && f.cues.resultOf(l.text) == "" && (before.Page != l.Page || before.Block != l.Block) &&
		!endsSentence(l.text) && len(l.text) <= maxUnnumbered && !f.isLabel(l.text)
}
