package topic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a text. Words joined by hyphens are one.
type token struct {
	raw, lower string
	masked     bool // a name: says nothing
}

// shown is the token as a term's evidence: as printed where capitals count.
func (t *token) shown(of *term) string {
	if of.cased {
		return t.raw
	}
	return t.lower
}

// invisible runes stand inside words and belong to none of them: the soft
// hyphen, zero-width space and joiners, the byte order mark.
func invisible(r rune) bool {
	return r == 0x00AD || r == 0x2060 || r == 0xFEFF || r >= 0x200B && r <= 0x200D
}

func hyphen(r rune) bool { return r == '-' || r == 0x2010 || r == 0x2011 }

// tokens appends the words of text to out.
func tokens(out []token, text string) []token {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		end, clean := wordEnd(text, i+n)
		raw := text[i:end]
		if !clean {
			raw = strings.Map(func(r rune) rune {
				switch {
				case invisible(r):
					return -1
				case hyphen(r):
					return '-'
				}
				return r
			}, raw)
		}
		out = append(out, token{raw: raw, lower: strings.ToLower(raw)})
		i = end
	}
	return out
}

// wordEnd is where the word that goes on at i ends, and whether it is written
// with nothing but letters, digits and plain hyphens.
func wordEnd(text string, i int) (end int, clean bool) {
	end, clean = i, true
	plain := true
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			end, clean = i, plain
		case r == '-':
		case hyphen(r), invisible(r):
			plain = false
		default:
			return end, clean
		}
	}
	return end, clean
}
