// Package norwegian answers "which words is this text made of?" for Norwegian,
// bokmål and nynorsk: it cuts text into tokens, normalises spelling, and reduces
// words to stems, so that a search finds the word in every form. The index, the
// query planner and the highlighter all use this one analysis.
//
// One word gives several kinds of term at the same position, told apart by
// their first character: "=programmet" is the word as written, "program" its
// stem, "+styr" the stem of a word that it is made of, "#2020-28" the canonical
// form of a case number and "@2020-11-13" that of a date. A number has no stem: a digit is never matched but exactly.
package norwegian

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version names the analysis. An index built by another version must be rebuilt.
const Version = "nb8"

// The first characters that tell the kinds of term apart; a stem has none.
const (
	Exact = "="
	Case  = "#"
	Day   = "@"
	Part  = "+"
)

// Token is a term with its position among the words, from 1, and its place in
// the text in bytes.
type Token struct {
	Term       string
	Pos        int
	Start, End int
}

// Word is one word or number of a text, with the terms it is found by.
type Word struct {
	Exact      string   // normalised, never empty
	Stem       string   // "" for stop words and numbers
	Canonical  []string // case number or date it may be, with its mark
	Parts      []string // the words between its hyphens, normalised
	Compound   []string // the stems of the words it is made of
	Inside     []string // numbers it is made of that are numbers of their own
	Start, End int      // in bytes

	terms []string // that it is found by, where it is remembered
}

// Stop reports whether the word says too little to be searched for beside others.
func (w Word) Stop() bool { return stopWords[w.Exact] }

// Pieces are the stems of the words that a word is made of, each by itself: of
// "brannstasjonsbygg" not "brannstasjon" too, as Compound has it.
func (w Word) Pieces() []string {
	var out []string
	if len(w.Compound) > 0 {
		for _, p := range ownParts.cut(w.Stem) {
			if p.stem != "" {
				out = append(out, p.stem)
			}
		}
	}
	if len(out) < 2 {
		return w.Compound
	}
	return distinct(out)
}

// asked reads the words of queries: those of one are read several times, and the
// same ones again and again.
var asked = own.Sharing()

// Words returns the words of text in order, cut into the parts of the list.
func Words(text string) []Word { return asked.Words(text) }

// Words returns the words of text in order.
func (a *Analyzer) Words(text string) []Word {
	runs := spans(text)
	out := make([]Word, 0, len(runs))
	for _, s := range runs {
		if w := a.read(text, s); w.Exact != "" {
			out = append(out, *w)
			last := &out[len(out)-1]
			last.Start, last.End = s.start, s.end
		}
	}
	return out
}

// read is word, from memory where there is one. It is not to be changed.
func (a *Analyzer) read(text string, s span) *Word {
	raw := text[s.start:s.end]
	switch {
	case a.known != nil:
		w := a.known[raw]
		if w == nil {
			w = a.remembered(text, s)
			a.known[raw] = w
		}
		return w
	case a.often != nil && !s.number:
		w := a.often.get(raw)
		if w == nil {
			raw = strings.Clone(raw) // a word must not keep its text
			w = a.remembered(raw, s.from(s.start))
			a.often.put(raw, w)
		}
		return w
	}
	w := a.word(text, s)
	return &w
}

// remembered is a word with the terms it is found by.
func (a *Analyzer) remembered(text string, s span) *Word {
	w := a.word(text, s)
	w.terms = a.termsOf(&w)
	return &w
}

// word reads one word or number, but for its place.
func (a *Analyzer) word(text string, s span) Word {
	if s.number {
		return numberWord(text, s)
	}
	w := Word{Exact: Normalize(text[s.start:s.end])}
	for _, p := range s.parts {
		w.Parts = append(w.Parts, Normalize(text[p.start:p.end]))
	}
	if w.Stem = stemOf(w.Exact); w.Stem != "" {
		w.Compound = a.parts.compound(w.Exact, w.Stem)
	}
	return w
}

func stemOf(exact string) string {
	if stopWords[exact] || hasDigit(exact) {
		return ""
	}
	return Stem(exact)
}

// numberWord reads a number, its canonical forms, and the numbers it is made of
// where they are numbers of their own.
func numberWord(text string, s span) Word {
	raw := text[s.start:s.end]
	w := Word{Exact: numberForm(raw), Canonical: canonical(raw)}
	if s.parts == nil {
		w.Inside = groups(raw)
	} else if ownNumbers(raw) {
		for _, p := range s.parts {
			w.Inside = append(w.Inside, text[p.start:p.end])
		}
	}
	return w
}

// Analyze returns the tokens of text with the parts of the list.
func Analyze(text string) []Token { return own.Analyze(text) }

// Analyze returns the tokens of text for the index. What a word is made of
// stands at the same position, so that "nord-trøndelag" is found by "trøndelag".
func (a *Analyzer) Analyze(text string) []Token {
	runs := spans(text)
	out := make([]Token, 0, 2*len(runs)+len(runs)/4)
	pos := 0
	for _, s := range runs {
		w := a.read(text, s)
		if w.Exact == "" {
			continue
		}
		terms := w.terms
		if terms == nil {
			terms = a.termsOf(w)
		}
		pos++
		for _, t := range terms {
			out = append(out, Token{t, pos, s.start, s.end})
		}
	}
	return out
}

// termsOf are the terms that a word is found by, the word as written first.
func (a *Analyzer) termsOf(w *Word) []string {
	out := make([]string, 0, 3+len(w.Compound))
	out = append(out, Exact+w.Exact)
	if w.Stem != "" {
		out = append(out, w.Stem)
	}
	for _, c := range w.Compound {
		out = append(out, Part+c)
	}
	out = append(out, w.Canonical...)
	for _, n := range w.Inside {
		out = append(out, Exact+n)
	}
	for _, p := range w.Parts {
		if p == "" {
			continue
		}
		out = append(out, Exact+p)
		if stem := stemOf(p); stem != "" {
			out = append(out, stem)
			for _, c := range a.parts.compound(p, stem) {
				out = append(out, Part+c)
			}
		}
	}
	return out
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
