package segment

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// A number without a word before it is a case's if it counts with others. From 1, with
// parts: plainItems. From where the last meeting ended, in any form: runningItems. In an
// agenda written into: outlined. In the print of the text, with a year: countsUp.

// maxNumbered is how many bytes a heading in the look of running text may have.
const maxNumbered = 110

// bareItems finds items by bare numbers, those that begin at 1 or those that go on
// from the meeting before: a list from 1 within the text is no agenda.
func (f *flow) bareItems(a agenda, kind saksok.DocumentKind) []span {
	plain, running := f.plainItems(a, kind), f.runningItems(a, kind)
	if len(running) == 0 || len(plain) > 0 && plain[0].head < running[0].head {
		return plain
	}
	return f.withParts(running)
}

// plainItems finds items numbered 1, 2, 3 … with parts 4.1, 4.2, in documents
// that have no other numbers. Each number must follow from the one before.
func (f *flow) plainItems(a agenda, kind saksok.DocumentKind) []span {
	if !expectsItems(kind) {
		return nil
	}
	var out []span
	var path []int
	for i := 0; i < len(f.lines); i++ {
		l := f.lines[i]
		if a.lines[i] || l.table >= 0 && l.Heading == 0 {
			continue
		}
		m := f.cues.compiled().plain.FindStringSubmatch(l.text)
		if m == nil || !titleStart(m[2]) || l.Heading == 0 && len(m[2]) > maxNumbered {
			continue
		}
		if (m[1] == "I" || m[1] == "l") && !strings.HasPrefix(l.text[1:], ".") {
			continue
		}
		if len(path) == 0 && (m[1] == "I" || m[1] == "l") {
			m[1] = "1" // as text recognition reads it
		}
		next := numbers(m[1])
		if !f.follows(path, next) && !f.leaps(i, path, next, out) || l.Heading == 0 && len(next) == 1 && !f.standsAlone(i, a) {
			continue
		}
		s, n := f.withTitle(i, saksok.ItemNumber(m[1]), m[2])
		s.head, s.from = i, i+n
		out, path = append(out, s), next
		i += n - 1
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// leaps reports whether a heading that stands out goes on after others though a number is
// left out before it, or it was treated out of turn: 13, 16, 14, 15, 17. Its number is new.
func (f *flow) leaps(i int, path, next []int, before []span) bool {
	l := f.lines[i]
	if l.Heading == 0 || endsSentence(l.text) || slices.ContainsFunc(before, func(s span) bool { return slices.Equal(numbers(string(s.number)), next) }) {
		return false
	}
	k := len(next) - 1
	switch {
	case len(path) == 0:
		return k == 0 && next[0] <= maxLeap
	case len(path) < len(next):
		return len(path) == k && slices.Equal(path, next[:k]) && next[k] <= maxLeap
	case !slices.Equal(path[:k], next[:k]):
		return false
	}
	gap := next[k] - path[k]
	return gap > 0 && gap <= maxLeap+2*k || k == 0 && gap < 0 && gap >= -maxLeap
}

// maxLeap is how many numbers a heading may be off the one that would follow.
const maxLeap = 3

func hasYear(n saksok.ItemNumber) bool {
	r, _ := saksok.ParseItemNumber(string(n))
	return r.Year != 0
}

// withParts adds the numbered parts ("5.1", "5.2") under items whose headings have
// a keyword and no year ("Sak 4 Søknader"). Some minutes number the parts apart
// from the item they stand under.
func (f *flow) withParts(items []span) []span {
	out := slices.Clone(items)
	for k, s := range items {
		end := len(f.lines)
		if k+1 < len(items) {
			end = items[k+1].head
		}
		var path []int
		for i := s.from; i < end; i++ {
			l := f.lines[i]
			m := f.cues.compiled().plain.FindStringSubmatch(l.text)
			if m == nil || !strings.Contains(m[1], ".") || !titleStart(m[2]) || l.table >= 0 && l.Heading == 0 {
				continue
			}
			next := numbers(m[1])
			if len(path) == 0 && next[len(next)-1] != 1 || len(path) > 0 && !f.follows(path, next) || l.Heading == 0 && len(m[2]) > maxNumbered {
				continue
			}
			part, n := f.withTitle(i, saksok.ItemNumber(m[1]), m[2])
			part.head, part.from, part.under = i, i+n, k+1
			out, path = append(out, part), next
			i += n - 1
		}
	}
	slices.SortStableFunc(out, func(a, b span) int { return a.head - b.head })
	return out
}

// withLetters adds the parts that items head by their number and a letter.
func (f *flow) withLetters(items []span) []span {
	out := slices.Clone(items)
	for k, s := range items {
		end := len(f.lines)
		if k+1 < len(items) {
			end = items[k+1].head
		}
		for i := s.from; i < end; i++ {
			if part, n := f.letteredPart(i, s, out); n > 0 {
				part.under = k + 1
				out = append(out, part)
				i += n - 1
			}
		}
	}
	slices.SortStableFunc(out, func(a, b span) int { return a.head - b.head })
	return out
}

// letteredPart is the part of an item that line i heads by the item's number and a letter,
// "4a. New playground" under "Ad 4"; 0 where it heads none. The letters count on from a.
func (f *flow) letteredPart(i int, of span, before []span) (span, int) {
	l := f.lines[i]
	m := letterPart.FindStringSubmatch(l.text)
	if m == nil || m[1] != string(of.number) || l.table >= 0 || endsSentence(l.text) || len(m[3]) > maxNumbered {
		return span{}, 0
	}
	want := byte('a')
	for _, s := range before {
		if rest, ok := strings.CutPrefix(string(s.number), m[1]); ok && len(rest) == 1 && rest[0] >= want {
			want = rest[0] + 1
		}
	}
	if m[2][0] != want {
		return span{}, 0
	}
	part, n := f.withTitle(i, saksok.ItemNumber(m[1]+m[2]), m[3])
	part.head, part.from = i, i+n
	return part, n
}

// letterPart matches a heading that is a number with a letter, and a title.
var letterPart = regexp.MustCompile(`^(\d{1,3})([a-h])[.)]?\s+(\p{Lu}.*)$`)

// spread lengthens each item's pages over those of its parts: item 4 goes on as
// long as 4.1, 4.2 … do.
func spread(spans []span) {
	for i := range spans {
		for j := i + 1; j < len(spans) && (isPart(spans[j].number, spans[i].number) || spans[i].under == 0 && spans[j].under > 0); j++ {
			spans[i].lastPage = max(spans[i].lastPage, spans[j].lastPage)
		}
	}
}

// isPart reports whether a number names a part of another: "4.1" of "4", "B1.1"
// of "B1", "B1" of "B".
func isPart(part, whole saksok.ItemNumber) bool {
	rest, ok := strings.CutPrefix(string(part), string(whole))
	if !ok || rest == "" || whole == "" {
		return false
	}
	last := whole[len(whole)-1]
	return rest[0] == '.' || (last < '0' || last > '9') && rest[0] >= '0' && rest[0] <= '9'
}

// standsAlone reports whether a plain numbered line is a heading and not a
// point of a list: it begins a block and the agenda, if any, knows its title.
func (f *flow) standsAlone(i int, a agenda) bool {
	if len(a.entries) > 0 {
		m := f.cues.compiled().plain.FindStringSubmatch(f.lines[i].text)
		return a.find(saksok.ItemNumber(m[1])) >= 0
	}
	return i == 0 || f.lines[i-1].Block != f.lines[i].Block || f.lines[i-1].Page != f.lines[i].Page || f.outdented(i)
}

// outdented reports whether a line hangs out to the left of the text around it.
func (f *flow) outdented(i int) bool {
	const hang = 5 // points
	prev, next := f.lines[max(i-1, 0)], f.lines[min(i+1, len(f.lines)-1)]
	return f.lines[i].Box[0] < prev.Box[0]-hang && f.lines[i].Box[0] < next.Box[0]+hang || f.lines[i].Box[0] < next.Box[0]-hang
}

// numbers takes a heading's number apart; a letter before it is a level of its
// own, counted from 1: "B1.2" is 2, 1, 2.
func numbers(s string) []int {
	var out []int
	if r, size := utf8.DecodeRuneInString(s); unicode.IsLetter(r) {
		out = append(out, int(r-'A')+1)
		if s = strings.TrimPrefix(s[size:], "."); s == "" {
			return out
		}
	}
	for _, p := range strings.Split(s, ".") {
		n, _ := strconv.Atoi(p)
		out = append(out, n)
	}
	return out
}

// follows reports whether a numbered heading may come after another: one more
// at the same depth, the first part below it, or one more of a level above.
func (f *flow) follows(path, next []int) bool {
	if len(path) == 0 {
		return len(next) == 1 && next[0] == 1
	}
	if len(next) > len(path)+1 {
		return false
	}
	if len(next) == len(path)+1 {
		// "5.1" under "4": some minutes number the parts apart from the item.
		return next[len(next)-1] == 1 && (slices.Equal(next[:len(path)], path) || len(path) == 1)
	}
	k := len(next) - 1
	return slices.Equal(next[:k], path[:k]) && next[k] == path[k]+1
}
