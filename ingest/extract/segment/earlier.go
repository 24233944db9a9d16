package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// Minutes of the meeting before are often bound into a pack, under the item that
// approves them. Their items and decisions belong to that meeting: they are the
// worst source of false decisions in packs.

// earlierTop is how many lines from the top of a page bound-in minutes begin, and
// earlierReach within how many lines they say who met.
const (
	earlierTop   = 4
	earlierReach = 40
)

// bindEarlier finds bound-in minutes and marks the items in them. They end where
// an item of this document's agenda begins.
func (f *flow) bindEarlier(spans []span, a agenda, kind saksok.DocumentKind) {
	for _, i := range f.earlierStarts(kind) {
		if inHeading(spans, i) {
			continue // a title that wraps: "Godkjenning av / protokoll fra …"
		}
		end := min(i+earlierReach, len(f.lines))
		for _, s := range spans {
			if s.head > i {
				end = min(end, s.head)
			}
		}
		region := f.lines[i:end]
		h := head{lines: region, big: region[:1]}
		m := saksok.Meeting{Body: f.body(region, h, true), Number: f.meetingNumber(region)}
		m.Date, m.Start = f.meetingDate(region, h)
		for k := range spans {
			s := &spans[k]
			switch {
			case s.head < i && s.to > i:
				s.to = i
				s.lastPage = f.lines[max(s.head, i-1)].Page
			case s.head < i:
				continue
			case a.find(s.number) >= 0:
				return
			case m.Date != "": // else nothing says that they are another meeting's
				s.earlier = &m
			}
		}
	}
}

func inHeading(spans []span, i int) bool {
	for _, s := range spans {
		if s.head <= i && i < s.from {
			return true
		}
	}
	return false
}

// earlierStarts are the lines at which minutes begin inside a document that is
// none itself: a title of minutes at the top of a page, and soon who met.
func (f *flow) earlierStarts(kind saksok.DocumentKind) []int {
	if kind == saksok.KindMinutes || kind == saksok.KindSlidePack || len(f.lines) == 0 {
		return nil
	}
	var out []int
	onPage := 0
	for i, l := range f.lines {
		if i == 0 || f.lines[i-1].Page != l.Page {
			onPage = 0
		}
		onPage++
		if l.Page > f.lines[0].Page && onPage <= earlierTop && f.minutesTitle(l.text) && f.meets(i) {
			out = append(out, i)
		}
	}
	return out
}

// minutesTitle reports whether a line begins as the title of minutes.
func (f *flow) minutesTitle(s string) bool {
	l := strings.ToLower(s)
	for _, k := range f.cues.Kinds {
		if k.Kind != saksok.KindMinutes {
			continue
		}
		for _, w := range k.Words {
			rest, ok := strings.CutPrefix(l, w)
			if _, behind, dash := strings.Cut(l, " – "); !ok && dash { // "VIK KOMMUNE – MØTEPROTOKOLL"
				rest, ok = strings.CutPrefix(behind, w)
			}
			next, _ := utf8.DecodeRuneInString(rest)
			if ok && !unicode.IsLetter(next) && len(strings.Fields(s)) <= 10 && !strings.HasSuffix(s, ".") {
				return true
			}
		}
	}
	return false
}

// meets reports whether an attendance list follows line i soon.
func (f *flow) meets(i int) bool {
	for _, l := range f.lines[i:min(i+earlierReach, len(f.lines))] {
		if r, _, ok := f.attendanceLabel(l.text); ok && r == saksok.RoleMember {
			return true
		}
	}
	return false
}
