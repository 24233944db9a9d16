// Package norwegian answers "which words is this text made of?" for Norwegian,
// bokmål and nynorsk: it cuts text into tokens, normalises spelling, and reduces
// words to stems, so that a search finds the word in every form. The index, the
// query planner and the highlighter all use this one analysis.
//
// One word gives up to three kinds of term at the same position, told apart by
// their first character: "=programmet" is the word as written, "program" its
// stem, "#2020-28" the canonical form of a case number and "@2020-11-13" that of
// a date. A number has no stem: a digit is never matched but exactly.
package norwegian

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version names the analysis. An index built by another version must be rebuilt.
const Version = "nb1"

// The first characters that tell the kinds of term apart; a stem has none.
const (
	Exact = "="
	Case  = "#"
	Day   = "@"
)

// Token is a term with its position among the words, from 1, and its place in
// the text in bytes.
type Token struct {
	Term       string
	Pos        int
	Start, End int
}

// Analyze returns the tokens of text for the index.
func Analyze(text string) []Token {
	words := spans(text)
	out := make([]Token, 0, 2*len(words))
	pos := 0
	for _, s := range words {
		pos++
		if s.number {
			out, pos = numberTokens(out, text, s, pos)
		} else {
			out = wordTokens(out, text, s, pos)
		}
	}
	return out
}

// wordTokens adds the whole word, and the words between its hyphens at the same
// position, so that "nord-trøndelag" is found by "trøndelag" too.
func wordTokens(out []Token, text string, s span, pos int) []Token {
	out = addWord(out, text[s.start:s.end], s, pos)
	for _, p := range s.parts {
		out = addWord(out, text[p.start:p.end], s, pos)
	}
	return out
}

func addWord(out []Token, word string, s span, pos int) []Token {
	exact := Normalize(word)
	if exact == "" {
		return out
	}
	out = append(out, Token{Exact + exact, pos, s.start, s.end})
	if !stopWords[exact] && !hasDigit(exact) {
		out = append(out, Token{Stem(exact), pos, s.start, s.end})
	}
	return out
}

// numberTokens adds the whole number, its canonical forms, and the numbers it is
// made of where they are numbers of their own.
func numberTokens(out []Token, text string, s span, pos int) ([]Token, int) {
	raw := text[s.start:s.end]
	out = append(out, Token{Exact + numberForm(raw), pos, s.start, s.end})
	for _, c := range canonical(raw) {
		out = append(out, Token{c, pos, s.start, s.end})
	}
	if s.parts == nil {
		for _, g := range groups(raw) {
			out = append(out, Token{Exact + g, pos, s.start, s.end})
		}
		return out, pos
	}
	if ownNumbers(raw) {
		for _, p := range s.parts {
			out = append(out, Token{Exact + text[p.start:p.end], pos, p.start, p.end})
		}
	}
	return out, pos
}

// ownNumbers tells "2020/2021" and "14-16", whose parts are numbers of their
// own, from "28/20" and "209,9".
func ownNumbers(raw string) bool {
	if i := strings.IndexByte(raw, '/'); i == 4 && len(raw) == 9 {
		return true
	}
	return strings.IndexFunc(raw, dash) > 0
}

// numberForm is the number as one word: groups closed up, dashes made hyphens.
func numberForm(raw string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case groupSpace(r), invisible(r):
			return -1
		case dash(r):
			return '-'
		}
		return unicode.ToLower(r)
	}, closeDots(raw))
}

// closeDots removes the dots of "1.234.567" and keeps those of "13.11.2020".
func closeDots(raw string) string {
	parts := strings.Split(raw, ".")
	if len(parts) == 1 || len(parts[0]) > 3 {
		return raw
	}
	for _, p := range parts[1:] {
		if whole, _, _ := strings.Cut(p, ","); len(whole) != 3 {
			return raw
		}
	}
	return strings.Join(parts, "")
}

// groups are the pieces of "209 900", which in a table may be two numbers.
func groups(raw string) []string {
	pieces := strings.FieldsFunc(raw, groupSpace)
	if len(pieces) < 2 {
		return nil
	}
	return pieces
}

// Normalize is the word as it is compared: composed, lower case, without
// invisible characters, hyphens and line breaks, Swedish and Danish letters as
// their Norwegian ones, accents other than those of å dropped.
func Normalize(word string) string {
	if plain(word) {
		return word
	}
	word = norm.NFKC.String(word)
	var b strings.Builder
	for _, r := range word {
		r = unicode.ToLower(r)
		switch {
		case r == 'ä':
			r = 'æ'
		case r == 'ö':
			r = 'ø'
		case r == 'å' || r == 'æ' || r == 'ø':
		case unicode.IsMark(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			continue
		case r >= utf8.RuneSelf:
			r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func plain(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func hasDigit(s string) bool {
	return strings.IndexFunc(s, unicode.IsDigit) >= 0
}

// StopWord reports whether a normalised word says too little to be searched for
// beside others.
func StopWord(word string) bool { return stopWords[word] }
