package norwegian

import (
	"unicode"
	"unicode/utf8"
)

// span is a run of the text that is one word, or words joined by hyphens.
type span struct {
	start, end int
	number     bool
	parts      []span // the words between hyphens, where there are any
}

// from is the span in the text from start on.
func (s span) from(start int) span {
	out := span{start: s.start - start, end: s.end - start, number: s.number}
	for _, p := range s.parts {
		out.parts = append(out.parts, p.from(start))
	}
	return out
}

// invisible runes stand inside words and belong to none of them: soft hyphen,
// zero-width space and joiners, byte order mark, directional marks.
func invisible(r rune) bool {
	switch {
	case r == 0x00AD, r == 0xFEFF, r == 0x2060:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

func hyphen(r rune) bool { return r == '-' || r == 0x2010 || r == 0x2011 }

// dash is what stands between the numbers of a span, in all its printed forms:
// hyphens, figure dash, en dash, em dash and minus.
func dash(r rune) bool { return hyphen(r) || r >= 0x2012 && r <= 0x2014 || r == 0x2212 }

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || invisible(r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func groupSpace(r rune) bool {
	return r == ' ' || r == 0x00A0 || r == 0x202F || r >= 0x2006 && r <= 0x2009
}

// spans cuts text into words and numbers, in order.
func spans(text string) []span {
	out := make([]span, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case digit(r):
			s := numberSpan(text, i)
			out = append(out, s)
			i = s.end
		case wordRune(r) && !invisible(r) && !unicode.IsMark(r):
			s := wordSpan(text, i)
			out = append(out, s)
			i = s.end
		default:
			i += n
		}
	}
	return out
}

// runEnd is the end of the run of word runes that begins at i.
func runEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			break
		}
		i += n
	}
	return i
}

// wordSpan reads "helse", "e-helse", and "tilskudds-\nforvalteren" as one.
func wordSpan(text string, start int) span {
	s := span{start: start, end: runEnd(text, start)}
	s.parts = []span{{start: start, end: s.end}}
	for s.end < len(text) {
		next := afterHyphen(text, s.end)
		if next < 0 {
			break
		}
		end := runEnd(text, next)
		s.parts = append(s.parts, span{start: next, end: end})
		s.end = end
	}
	if len(s.parts) == 1 {
		s.parts = nil
	}
	return s
}

// afterHyphen is where the word goes on after a hyphen at i, or -1. A hyphen at
// the end of a line joins only where the next line goes on in lower case.
func afterHyphen(text string, i int) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	if !hyphen(r) {
		return -1
	}
	i += n
	broken := false
	for i < len(text) && (text[i] == '\n' || text[i] == '\r') {
		broken = true
		i++
	}
	if i >= len(text) {
		return -1
	}
	r, _ = utf8.DecodeRuneInString(text[i:])
	if !unicode.IsLetter(r) || broken && !unicode.IsLower(r) {
		return -1
	}
	return i
}

// numberSpan reads "209,9", "1 234 567", "28/20", "058-2024", "13.11.2020",
// "2020–2023" and "2A" as one token each.
func numberSpan(text string, start int) span {
	s := span{start: start, end: digitsEnd(text, start), number: true}
	first := span{start: start, end: s.end}
	if grouped := groupsEnd(text, start, s.end); grouped > s.end {
		s.end = grouped
		if d := decimalsEnd(text, s.end); d > s.end {
			s.end = d
		}
		return s
	}
	if end := runEnd(text, s.end); end > s.end {
		s.end = end // "2A", "60plus"
		return s
	}
	s.parts = []span{first}
	for s.end < len(text) {
		r, n := utf8.DecodeRuneInString(text[s.end:])
		at := s.end + n
		if !(r == '/' || r == ',' || r == '.' || r == ':' || dash(r)) || at >= len(text) || !digit(rune(text[at])) {
			break
		}
		end := digitsEnd(text, at)
		s.parts = append(s.parts, span{start: at, end: end})
		s.end = end
	}
	if len(s.parts) == 1 {
		s.parts = nil
	}
	return s
}

func digitsEnd(text string, i int) int {
	for i < len(text) && digit(rune(text[i])) {
		i++
	}
	return i
}

// groupsEnd is the end of a number written in groups of three, or end itself.
func groupsEnd(text string, start, end int) int {
	if end-start > 3 {
		return end
	}
	separator := rune(0)
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !groupSpace(r) && r != '.' || separator != 0 && separator != r {
			break
		}
		next := digitsEnd(text, end+n)
		if next-(end+n) != 3 {
			break
		}
		if after, _ := utf8.DecodeRuneInString(text[next:]); after == '/' || unicode.IsLetter(after) {
			break // "12 028/20": the last group begins a case number
		}
		separator, end = r, next
	}
	return end
}

// decimalsEnd is the end of ",5" at i, or i.
func decimalsEnd(text string, i int) int {
	if i+1 < len(text) && text[i] == ',' && digit(rune(text[i+1])) {
		return digitsEnd(text, i+1)
	}
	return i
}
