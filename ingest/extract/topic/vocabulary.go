package topic

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"saksok"
)

//go:embed terms/*.txt
var termFiles embed.FS

// termFile is the terms of one language, by topic. A term is one of
//
//	word           the word and its inflections
//	word*          words that begin so, compounds too: "reguleringsplan*"
//	*word*         words that have it inside: "*barnehage*"
//	two words      words after each other, long ones in any form
//	=ABC, =ABC*    as printed, capitals and all
//	+word          only in the item's title
//	^word          only where the title begins so
//	~word          weak: counts only beside another term of the topic
//
// Beginnings of fewer than five letters are dangerous: "politi*" finds
// "politisk", "sti*" "stilling" and "park*" "parkering".
type termFile struct {
	also []string // languages whose terms hold as well
	// bodies are what names of committees end with: "kulturutvalget" is who
	// treated the case, not what it is about.
	bodies []string
	topics map[string][]string
}

// term is one entry of the vocabulary.
type term struct {
	topics []int // into vocabulary.ids
	words  []pattern
	cased  bool
	title  bool // only in a title
	start  bool // only at the start of one
	weak   bool
}

// pattern is one word of a term.
type pattern struct {
	text   string // in lower case but for cased terms
	prefix bool
}

// vocabulary is the terms of a language, ready to be looked up.
type vocabulary struct {
	ids    []saksok.TopicID
	first  map[string][]*term // by the text of the first word, the longest term first
	inside []*term            // "*word*"
	bodies []string
	// opening are the first two bytes of the keys of first, for a quick no.
	opening [1 << 16]bool
}

var loadOnce = sync.OnceValues(load)

// vocabularyOf is the vocabulary of a language, nil where there is none. A
// document whose language is not known is read as Norwegian.
func vocabularyOf(language string) *vocabulary {
	all, err := loadOnce()
	if err != nil {
		panic(err) // the files are part of the program; its tests read them
	}
	if language == "und" || language == "" {
		language = "nb"
	}
	return all[language]
}

// load reads the vocabularies of all languages.
func load() (map[string]*vocabulary, error) {
	entries, err := termFiles.ReadDir("terms")
	if err != nil {
		return nil, fmt.Errorf("listing terms: %w", err)
	}
	files := map[string]*termFile{}
	for _, e := range entries {
		raw, err := termFiles.ReadFile(path.Join("terms", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading terms: %w", err)
		}
		f, err := parseTerms(string(raw))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", e.Name(), err)
		}
		files[strings.TrimSuffix(e.Name(), ".txt")] = f
	}
	out := map[string]*vocabulary{}
	for language, f := range files {
		lists := []*termFile{f}
		for _, a := range f.also {
			if files[a] == nil {
				return nil, fmt.Errorf("terms of %s: no language %q", language, a)
			}
			lists = append(lists, files[a])
		}
		if out[language], err = compile(lists); err != nil {
			return nil, fmt.Errorf("terms of %s: %w", language, err)
		}
	}
	return out, nil
}

// parseTerms reads a file of terms: lines of a key and its terms, that go on
// where a line is indented.
func parseTerms(text string) (*termFile, error) {
	f := &termFile{topics: map[string][]string{}}
	key := ""
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		rest := line
		if line[0] != ' ' {
			var ok bool
			if key, rest, ok = strings.Cut(line, ":"); !ok || f.topics[key] != nil {
				return nil, fmt.Errorf("line %d: %q is no new key with its terms", n+1, line)
			}
		}
		for _, t := range strings.Split(rest, ",") {
			t = strings.TrimSpace(t)
			switch {
			case t == "":
			case key == "also":
				f.also = append(f.also, t)
			case key == "bodies":
				f.bodies = append(f.bodies, t)
			default:
				f.topics[key] = append(f.topics[key], t)
			}
		}
	}
	return f, nil
}

// compile makes one vocabulary of term files.
func compile(files []*termFile) (*vocabulary, error) {
	v := &vocabulary{ids: saksok.TopicIDs(), first: map[string][]*term{}}
	known := map[string]*term{}
	for _, f := range files {
		v.bodies = append(v.bodies, f.bodies...)
		for id := range f.topics {
			if !slices.Contains(v.ids, saksok.TopicID(id)) {
				return nil, fmt.Errorf("no topic %q", id)
			}
		}
		for topic, id := range v.ids {
			for _, written := range f.topics[string(id)] {
				t := known[written]
				if t == nil {
					var err error
					if t, err = v.add(written); err != nil {
						return nil, fmt.Errorf("topic %s: %w", id, err)
					}
					known[written] = t
				}
				if !slices.Contains(t.topics, topic) {
					t.topics = append(t.topics, topic)
				}
			}
		}
	}
	for _, ts := range v.first {
		slices.SortStableFunc(ts, func(a, b *term) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return v, nil
}

// add reads one term as it is written.
func (v *vocabulary) add(written string) (*term, error) {
	t := &term{}
	s := written
	for s != "" && strings.ContainsRune("=+^~", rune(s[0])) {
		t.cased = t.cased || s[0] == '='
		t.title = t.title || s[0] == '+'
		t.start = t.start || s[0] == '^'
		t.weak = t.weak || s[0] == '~'
		s = s[1:]
	}
	inside := strings.HasPrefix(s, "*")
	for _, w := range strings.Fields(strings.TrimPrefix(s, "*")) {
		star := strings.HasSuffix(w, "*")
		for _, tok := range tokens(nil, strings.TrimSuffix(w, "*")) {
			p := pattern{text: tok.lower, prefix: star}
			if t.cased {
				p.text = tok.raw
			}
			t.words = append(t.words, p)
		}
	}
	if len(t.words) == 0 {
		return nil, fmt.Errorf("%q is no term", written)
	}
	if len(t.words) > 1 {
		for i := range t.words {
			t.words[i].prefix = t.words[i].prefix || utf8.RuneCountInString(t.words[i].text) > longWord
		}
	}
	if inside {
		v.inside = append(v.inside, t)
		return t, nil
	}
	key := strings.ToLower(t.words[0].text)
	if len(key) < minKey {
		return nil, fmt.Errorf("%q begins with too short a word", written)
	}
	v.first[key] = append(v.first[key], t)
	v.opening[opening(key)] = true
	return t, nil
}

const (
	// longWord: longer words of a term of several words stand in any form.
	longWord = 4
	// minKey is the least bytes of a term's first word.
	minKey = 2
)

func opening(s string) int { return int(s[0])<<8 | int(s[1]) }

// match is a term found among tokens.
type match struct {
	term       *term
	at, length int // in tokens
}

// each calls f with the terms that stand in the tokens, by where they begin, the
// longest first.
func (v *vocabulary) each(tokens []token, f func(match)) {
	for i := range tokens {
		tok := &tokens[i]
		if tok.masked {
			continue
		}
		if len(tok.lower) >= minKey && v.opening[opening(tok.lower)] {
			for end := len(tok.lower); end >= minKey; end-- {
				for _, t := range v.first[tok.lower[:end]] {
					if t.at(tokens[i:], v.bodies) {
						f(match{t, i, len(t.words)})
					}
				}
			}
		}
		for _, t := range v.inside {
			if strings.Contains(tok.lower, t.words[0].text) {
				f(match{t, i, 1})
			}
		}
	}
}

// at reports whether the tokens begin with the term. A word that goes on to name
// a body is that body's name.
func (t *term) at(tokens []token, bodies []string) bool {
	if len(tokens) < len(t.words) {
		return false
	}
	for i, p := range t.words {
		tok := &tokens[i]
		said := tok.lower
		if t.cased {
			said = tok.raw
		}
		rest, ok := strings.CutPrefix(said, p.text)
		if !ok || tok.masked {
			return false
		}
		if rest == "" {
			continue
		}
		if !p.prefix && (t.cased || !endings[rest]) ||
			slices.ContainsFunc(bodies, func(b string) bool { return strings.Contains(rest, b) }) {
			return false
		}
	}
	return true
}

// endings are what a noun or adjective of bokmål or nynorsk ends with.
var endings = func() map[string]bool {
	m := map[string]bool{}
	for _, e := range strings.Fields("a as ane anes ar ars e en ene enes ens er ers es et ets n ne nes ns r s t ts") {
		m[e] = true
	}
	return m
}()
