package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// title is the document's title: the most prominent lines of its first page; where
// those are but the letterhead, the line below that says what kind of document it is,
// the subject, or the running heads; else the file's own title where it is no file
// name; else the first line.
func (f *flow) title(h head, meta string) string {
	for _, l := range h.lines {
		if v, ok := labelledIn(l.text, f.cues.Fields["subject"], f.allLabels()); ok {
			return v
		}
	}
	big := slices.DeleteFunc(slices.Clone(h.big), func(l line) bool { return plainLine.MatchString(l.text) || l.table >= 0 && !anyKind(f.cues, l.text) })
	if len(big) > 0 && len(h.agenda) > 0 && h.agenda[0].Page == big[0].Page && h.agenda[0].Heading > big[0].Heading {
		big = h.agenda // an address stands over it
	}
	if len(big) > 0 && !slices.ContainsFunc(big, func(l line) bool { return !f.letterhead(l.text) && !f.logo(l.text) }) {
		if s := f.kindLine(h, big[0]); s != "" {
			return s
		}
	}
	if first := f.titleLine(big); first >= 0 {
		if s := f.join(sameLook(big[first:])); strings.IndexFunc(s, unicode.IsLetter) >= 0 {
			return strings.Trim(s, "* ")
		}
	}
	if meta = strings.TrimSpace(meta); strings.Contains(meta, " ") && !fileName.MatchString(meta) {
		return meta
	}
	return f.firstLine(h)
}

// sameLook is the first line and those at once below it that look alike.
func sameLook(ls []line) []line {
	n := 1
	for n < len(ls) && ls[n].Page == ls[0].Page && ls[n].Heading == ls[0].Heading && ls[n].Baseline-ls[n-1].Baseline <= 2*ls[n-1].Size {
		n++
	}
	return ls[:n]
}

// titleLine is the line a title begins with: one that names a kind of document, else
// the first that is not just the letterhead; -1 for none.
func (f *flow) titleLine(big []line) int {
	if i := slices.IndexFunc(big, func(l line) bool { return anyKind(f.cues, l.text) }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(big, func(l line) bool { return !f.letterhead(l.text) }); i >= 0 {
		return i
	}
	return min(0, len(big)-1)
}

// letterhead reports whether a line names whose paper it is and not what: an
// organisation, or a body without the word for its meeting.
func (f *flow) letterhead(s string) bool {
	if anyKind(f.cues, s) {
		return false
	}
	w := strings.Fields(s)
	if f.organisationLine(s) {
		return true
	}
	return len(w) <= 6 && !strings.ContainsAny(s, "–-:0123456789") && f.namesBody(s) && !slices.ContainsFunc(w, f.isMeetingWord)
}

// logo reports whether a line is one word that says nothing of the document.
func (f *flow) logo(s string) bool {
	return len(strings.Fields(strings.Trim(s, "* "))) == 1 && !anyKind(f.cues, s)
}

// kindLine is what a document under a letterhead says it is: a line of the head, the
// heading of its case, or the running head of the pages behind; ""
// where it does not say.
func (f *flow) kindLine(h head, letterhead line) string {
	for i, l := range h.lines {
		if l.Heading > 0 && len(l.Words) <= 8 && f.startsWithKind(l.text) {
			return strings.Trim(f.join(sameLook(h.lines[i:])), "* ")
		}
	}
	if end := h.item; len(end) > 0 && end[0].Page == letterhead.Page && end[0].Heading*10 >= letterhead.Heading*8 && f.startsWithKind(end[0].text) {
		return f.join(end)
	}
	for _, p := range f.doc.Pages {
		for _, l := range p.Lines {
			for _, part := range headParts(l) {
				if l.Furniture && len(strings.Fields(part)) <= 3 && f.startsWithKind(part) {
					return part
				}
			}
		}
	}
	return ""
}

// startsWithKind reports whether a line begins with, or is, the name of a kind of
// document: "Møteprotokoll", "*** AGENDA ***", "Styresak 58 Ny lab".
func (f *flow) startsWithKind(s string) bool {
	l := strings.ToLower(strings.TrimLeft(s, "* "))
	return slices.ContainsFunc(f.cues.Kinds, func(k kindCue) bool {
		return slices.ContainsFunc(k.Words, func(w string) bool { return strings.HasPrefix(l, w) })
	})
}

// firstLine is the first line that names a body or a kind of document, else the
// first with letters; of a paragraph, its first sentence.
func (f *flow) firstLine(h head) string {
	first := -1
	for i, l := range h.lines {
		switch {
		case strings.IndexFunc(l.text, unicode.IsLetter) < 0 || f.isDivider(l):
			continue
		case f.namesBody(l.text) || anyKind(f.cues, l.text):
			first = i
		case first < 0:
			first = i
			continue
		default:
			continue
		}
		break
	}
	if first < 0 {
		return ""
	}
	end := first + 1
	for end < len(h.lines) && h.lines[end].Heading == 0 && sameParagraph(h.lines[end-1], h.lines[end]) {
		end++
	}
	if s := sentences(f.join(h.lines[first:end])); end > first+1 && len(s) > 0 && len(s[0]) <= longTitle && endsSentence(s[0]) {
		return s[0]
	}
	return h.lines[first].text
}

// fileName matches what writers put into a file's title instead of one.
var fileName = regexp.MustCompile(`(?i)\.(?:docx?|odt|pdf|html?|pptx?|xlsx?|rtf|txt)\b|^microsoft |^untitled|[\\/]`)

// openTitle is a title without the notice behind it that the case is kept from the
// public ("Personalsak Unntatt offentlighet, offl. § 13"). One that is set off belongs
// to the title as it is printed: "Kjøp av eiendom (unntatt offentlighet)".
func (f *flow) openTitle(s string) string {
	if f.cues.ClosedNotice.Regexp == nil {
		return s
	}
	if m := f.cues.ClosedNotice.FindStringIndex(s); m != nil && m[0] > 0 && !setOff(s, m[0]) {
		if cut := strings.TrimRight(s[:m[0]], " ,;(–-"); utf8.RuneCountInString(cut) >= minTitle {
			return cut
		}
	}
	return s
}

// setOff reports whether what begins at byte i of a title stands in parentheses or
// behind a dash.
func setOff(s string, i int) bool {
	before := strings.TrimRight(s[:i], " ")
	return s[i] == '(' && strings.HasSuffix(s, ")") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, "–") || strings.HasSuffix(before, " -")
}

// minTitle is how many letters of a title must be left before such a notice.
const minTitle = 8

// fuller reports whether the agenda's title is the heading's in its full form: the
// same letters, in words where the heading is in capitals, or more of them where the
// heading was cut at its first line.
func fuller(agenda, heading string) bool {
	a, h := letters(agenda), letters(heading)
	if a == h {
		return heading == strings.ToUpper(heading) || len(strings.Fields(agenda)) > len(strings.Fields(heading))
	}
	return len(h) >= minPrefix && strings.HasPrefix(a, h)
}

// minPrefix is how many letters a cut heading must have to be taken for the agenda's.
const minPrefix = 12
