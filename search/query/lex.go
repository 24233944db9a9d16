package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type tokenKind int

const (
	tokenWord tokenKind = iota
	tokenPhrase
	tokenOpen
	tokenClose
	tokenNot
	tokenField // text is the raw "name:", the value is the next token, adjacent
)

// token is a piece of the query with its place in the cleaned text.
type token struct {
	kind       tokenKind
	text       string
	start, end int
	field      Field
}

// Clean is the query as it is read: valid UTF-8, composed, without characters
// that cannot be seen, all white space a single blank or as many as were typed.
func Clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '«', r == '»', r == '“', r == '”', r == '„':
			return '"'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

// lex cuts cleaned text into tokens.
func lex(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ':
			i++
		case c == '(':
			out = append(out, token{kind: tokenOpen, start: i, end: i + 1})
			i++
		case c == ')':
			out = append(out, token{kind: tokenClose, start: i, end: i + 1})
			i++
		case c == '"':
			t, next := quoted(s, i)
			if t.text != "" {
				out = append(out, t)
			}
			i = next
		case c == '-' && (len(out) == 0 || out[len(out)-1].end < i || out[len(out)-1].kind != tokenWord):
			if len(out) == 0 || out[len(out)-1].kind != tokenNot {
				out = append(out, token{kind: tokenNot, start: i, end: i + 1})
			}
			i++
		default:
			t := word(s, i)
			i = t.end
			if t.kind == tokenField || hasWordRune(t.text) || t.text == section || isOperator(t.text) {
				out = append(out, t)
			}
		}
	}
	return out
}

// quoted reads a phrase; a quotation mark that is never closed means nothing.
func quoted(s string, i int) (token, int) {
	n := strings.IndexByte(s[i+1:], '"')
	if n < 0 {
		return token{}, i + 1
	}
	end := i + 1 + n + 1
	text := strings.Join(strings.Fields(s[i+1:end-1]), " ")
	if !hasWordRune(text) {
		text = ""
	}
	return token{kind: tokenPhrase, text: text, start: i, end: end}, end
}

// word reads up to the next blank, parenthesis or quotation mark, or the name of
// a field where a quotation follows it.
func word(s string, i int) token {
	n := strings.IndexAny(s[i:], ` ()"`)
	if n < 0 {
		n = len(s) - i
	}
	t := token{kind: tokenWord, text: s[i : i+n], start: i, end: i + n}
	name, value, ok := strings.Cut(t.text, ":")
	field, known := fieldNames[strings.ToLower(name)]
	if !ok || !known {
		return t
	}
	switch {
	case value != "":
		t.kind, t.field = tokenField, field
	case strings.HasPrefix(s[t.end:], `"`) && strings.Count(s[t.end:], `"`) > 1:
		t.kind, t.field = tokenField, field
	}
	return t
}

func hasWordRune(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// Replace is a query with the first of its words that is word, and no part of
// another or of a phrase, replaced.
func Replace(s, word, by string) string {
	s = Clean(s)
	for _, t := range lex(s) {
		if t.kind == tokenWord && strings.EqualFold(t.text, word) {
			return s[:t.start] + by + s[t.end:]
		}
	}
	return s
}
