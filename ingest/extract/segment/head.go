package segment

import (
	"slices"
	"strings"
	"unicode"
)

// head is what stands before the text proper: the lines of the first page that
// come before the agenda and the first item, the large print first among them.
type head struct {
	lines []line // at most headLines
	big   []line // those that stand out most
	// agenda is the title of the agenda that ends the head, nil where none does.
	agenda []line
	// item is the heading of the item that ends the head, nil where none does.
	item []line
}

const (
	headLines = 40
	headFew   = 5 // fewer lines than this on the first page: the next one is read as well
)

func (f *flow) readHead() head {
	var h head
	top := 0
	for i, l := range f.lines {
		if len(h.lines) == headLines || len(h.lines) >= headFew && l.Page != h.lines[len(h.lines)-1].Page || l.Page > f.lines[0].Page+1 {
			break
		}
		if len(h.lines) > 0 && (f.isAgendaTitle(l.text) || f.columnWords(l.text) >= 3) {
			if f.isAgendaTitle(l.text) {
				h.agenda = f.lines[i : i+1]
			}
			break
		}
		if _, n := f.heading(i, agenda{}); n > 0 || listEntry.MatchString(l.text) {
			if len(h.lines) > 1 {
				h.item = f.lines[i : i+n]
				break
			}
			continue
		}
		h.lines = append(h.lines, l)
		if !f.penned(l) {
			top = max(top, l.Heading)
		}
	}
	for _, l := range h.lines {
		if top > 0 && !f.penned(l) && l.Heading*10 >= top*8 && len(h.big) < 6 {
			h.big = append(h.big, l)
		}
	}
	return h
}

// penned reports whether a line may be handwriting: what text recognition reads in
// the lower half of a front page is large and often a signature.
func (f *flow) penned(l line) bool {
	p := f.doc.Pages[l.Page-f.doc.Pages[0].Number]
	return p.Recognised() && l.Page == 1 && l.Box[1] > p.Height/2
}

// text is the head's short lines in lower case, for looking up cues.
func (h head) text(c *Cues) string {
	var b strings.Builder
	for _, l := range h.lines {
		if plainLine.MatchString(l.text) {
			continue // "1. Godkjenning av innkalling" is a case
		}
		startsKind := len(l.Words) <= 16 && slices.ContainsFunc(c.Kinds, func(k kindCue) bool {
			return slices.ContainsFunc(k.Words, func(w string) bool { return strings.HasPrefix(strings.ToLower(l.text), w) })
		})
		if len(l.Words) <= 8 || startsKind {
			b.WriteString(strings.ToLower(l.text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Weights of the signs that tell a document's kind. A word in the title's print
// weighs most, the way the pages are made next, words in the text least.
const (
	titleWeight = 6
	headWeight  = 3
	textWeight  = 1
	deckWeight  = 5
)

func (f *flow) fullText() string {
	var b strings.Builder
	for _, l := range f.lines {
		b.WriteString(strings.ToLower(l.text))
		b.WriteByte(' ')
	}
	return b.String()
}

func anyPhrase(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return phraseAt(s, w) >= 0 })
}

func countPhrases(s string, words []string) int {
	n := 0
	for _, w := range words {
		if phraseAt(s, w) >= 0 {
			n++
		}
	}
	return n
}

// phraseAt finds a phrase that begins a word of s, or -1. It may end inside a
// compound: "budsjett" is found in "budsjettforslag" but not in "statsbudsjett".
func phraseAt(s, phrase string) int {
	from := 0
	for {
		i := strings.Index(s[from:], phrase)
		if i < 0 {
			return -1
		}
		i += from
		if i == 0 || !isLetterBefore(s, i) {
			return i
		}
		from = i + len(phrase)
	}
}

func isLetterBefore(s string, i int) bool {
	r := []rune(s[max(0, i-4):i])
	return len(r) > 0 && unicode.IsLetter(r[len(r)-1])
}

func (f *flow) meetingNumber(lines []line) string {
	for _, l := range lines {
		for _, m := range meetingNumber.FindAllStringSubmatch(l.text, -1) {
			if slices.Contains(f.cues.MeetingWords, strings.ToLower(m[1])) {
				return strings.ReplaceAll(m[2], " ", "")
			}
		}
	}
	if v := f.field(lines, "number"); v != "" {
		w, _, _ := strings.Cut(v, " ")
		return w
	}
	return ""
}
