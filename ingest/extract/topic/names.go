package topic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// names are what a document's body, organisation and people are called. Their
// words are no evidence of what an item is about.
type names struct {
	phrases [][]string      // whole names of bodies, in their bases
	words   map[string]bool // words that stand for a body alone, in their bases
	people  map[string]bool // words of people's names, as printed
}

// newNames reads the names of bodies and of people.
func newNames(bodies, people []string) *names {
	n := &names{words: map[string]bool{}, people: map[string]bool{}}
	for _, b := range bodies {
		n.body(b)
	}
	for _, p := range people {
		for _, t := range tokens(nil, p) {
			if r, _ := utf8.DecodeRuneInString(t.raw); unicode.IsUpper(r) {
				n.people[t.raw] = true
			}
		}
	}
	return n
}

// with is n with one more body.
func (n *names) with(body string) *names {
	out := &names{phrases: n.phrases[:len(n.phrases):len(n.phrases)], words: map[string]bool{}, people: n.people}
	for w := range n.words {
		out.words[w] = true
	}
	out.body(body)
	return out
}

// body takes in a body's name. Its words count as the name alone too, "utvalget"
// for "Kontrollutvalget i Brennvik", but not those that tell its field: an item
// of "Utvalg for barnehage og skole" may be about a nursery.
func (n *names) body(name string) {
	var phrase []string
	field := false
	for _, t := range tokens(nil, name) {
		b := base(t.lower)
		phrase = append(phrase, b)
		field = field || t.lower == "for" || t.lower == "för"
		if !field && utf8.RuneCountInString(t.lower) >= minNameWord {
			n.words[b] = true
		}
	}
	if len(phrase) > 1 {
		n.phrases = append(n.phrases, phrase)
	}
}

// minNameWord: shorter words of a name are "i", "og", "ny".
const minNameWord = 4

// mask marks the tokens that are names.
func (n *names) mask(tokens []token) {
	if len(n.words)+len(n.phrases)+len(n.people) == 0 {
		return
	}
	for i := range tokens {
		t := &tokens[i]
		b := base(t.lower)
		if n.words[b] || n.people[t.raw] {
			t.masked = true
		}
		for _, p := range n.phrases {
			if b == p[0] && begins(tokens[i:], p) {
				for k := range p {
					tokens[i+k].masked = true
				}
			}
		}
	}
}

func begins(tokens []token, phrase []string) bool {
	if len(tokens) < len(phrase) {
		return false
	}
	for i, p := range phrase {
		if base(tokens[i].lower) != p {
			return false
		}
	}
	return true
}

// base is a noun without article and genitive: "utvalgets", "utvalget" and
// "utvalg" have one. Short words are left alone.
func base(word string) string {
	for _, e := range [...]string{"ets", "ens", "et", "en", "s"} {
		if b, ok := strings.CutSuffix(word, e); ok && len(b) >= minNameWord {
			return b
		}
	}
	return word
}
