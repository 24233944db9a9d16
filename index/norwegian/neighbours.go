package norwegian

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// neighbours.txt says what one thing is called in the languages of the north. A
// query in one finds the papers in the others; the index knows nothing of it.

// The columns of the file.
const (
	bokmål = iota
	nynorskColumn
	dansk
	svensk
	columns
)

const (
	minFirst         = 3  // bytes of the first part of a compound, and of the last
	minUnlisted      = 4  // letters of a part that is not in the file
	maxNeighbours    = 8  // words of a query that are looked up
	maxNeighbourForm = 10 // forms of one expansion
)

// concept is one line: what a thing is called, by column.
type concept [columns][]neighbour

// neighbour is a word of the file. Its stems are those of all its forms: Swedish
// has endings that the Norwegian stemmer leaves.
type neighbour struct {
	text  string
	first string // as it stands before another
	stems []string
	other bool // means something else in Norwegian: not searched for by itself
}

// entry is a word of a concept by its column.
type entry struct {
	*concept
	column int
}

// neighbours are the words of the file.
type neighbours struct {
	concepts []*concept
	words    map[string][]entry // by stem
	firsts   map[string][]entry // folded, as they stand before another
	heads    map[string][]entry // by what their stem is at the end of a compound
}

//go:embed neighbours.txt
var neighbourFile string

// nordic is the file, read at the first use, as loaded does.
var nordic = sync.OnceValue(func() *neighbours {
	n, err := readNeighbours(neighbourFile)
	if err != nil {
		panic(err)
	}
	return n
})

func readNeighbours(file string) (*neighbours, error) {
	n := &neighbours{words: map[string][]entry{}, firsts: map[string][]entry{}, heads: map[string][]entry{}}
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != columns {
			return nil, fmt.Errorf("reading neighbours: %q has %d columns", line, len(cells))
		}
		c := &concept{}
		for i, cell := range cells {
			for _, text := range strings.Split(cell, ",") {
				if text = strings.TrimSpace(text); text != "" {
					c[i] = append(c[i], readNeighbour(text, i))
				}
			}
			if len(c[i]) == 0 {
				c[i] = c[bokmål]
			}
		}
		n.add(c)
	}
	return n, nil
}

// readNeighbour reads "eiendom+s", "skola>skol" and "!bidrag+s".
func readNeighbour(text string, column int) neighbour {
	text, other := strings.CutPrefix(text, "!")
	w := neighbour{text: text, first: text, other: other}
	if word, link, ok := strings.Cut(text, "+"); ok {
		w.text, w.first = word, word+link
	} else if word, first, ok := strings.Cut(text, ">"); ok {
		w.text, w.first = word, first
	}
	w.stems = stemsIn(w.text, column)
	return w
}

// stemsIn are the stems of a word's forms.
func stemsIn(word string, column int) []string {
	forms := []string{word}
	if head, ok := strings.CutSuffix(word, "a"); ok && column == svensk {
		forms = append(forms, head+"an", head+"or", head+"orna")
	}
	var out []string
	for _, f := range forms {
		out = append(out, Stem(Normalize(f)))
	}
	return distinct(out)
}

func (n *neighbours) add(c *concept) {
	n.concepts = append(n.concepts, c)
	put := func(m map[string][]entry, key string, column int) {
		if !slices.ContainsFunc(m[key], func(e entry) bool { return e.concept == c }) {
			m[key] = append(m[key], entry{c, column})
		}
	}
	for i, words := range c {
		for _, w := range words {
			for _, s := range w.stems {
				put(n.words, s, i)
				put(n.heads, s, i)
			}
			put(n.heads, stemAsHead(Normalize(w.text)), i)
			put(n.firsts, fold(Normalize(w.first)), i)
		}
	}
}

// preferred are the entries in the language of the query, failing that those in
// the first language that has any. A word that Norwegian has otherwise is read as
// one of a neighbour only in a query in that language: "bidrag" is Swedish for
// "tilskudd".
func preferred(entries []entry, language string, native bool) []entry {
	in := func(column int) []entry {
		return slices.DeleteFunc(slices.Clone(entries), func(e entry) bool { return e.column != column })
	}
	order := []int{bokmål, nynorskColumn, dansk, svensk}
	switch {
	case language == Danish:
		order = []int{dansk, bokmål, nynorskColumn, svensk}
	case language == Swedish:
		order = []int{svensk, bokmål, nynorskColumn, dansk}
	case native:
		order = order[:2]
	}
	for _, column := range order {
		if found := in(column); len(found) > 0 {
			return found
		}
	}
	return nil
}

// of is what a word of a query is called in the other languages.
func (n *neighbours) of(w Word, language string) []Form {
	if w.Stem == "" {
		return nil
	}
	var out []Form
	add := func(o neighbour) {
		for _, s := range o.stems {
			same := func(f Form) bool { return f.Terms[0] == s }
			if s != w.Stem && !slices.ContainsFunc(out, same) && len(out) < maxNeighbourForm {
				out = append(out, Form{Text: o.text, Terms: []string{s}})
			}
		}
	}
	_, native := ownParts.heads[w.Stem]
	whole := preferred(n.words[w.Stem], language, native)
	for _, e := range whole {
		for _, words := range e.concept {
			for _, o := range words {
				if !o.other {
					add(o)
				}
			}
		}
	}
	if len(whole) == 0 {
		for _, o := range n.compound(w.Stem, language) {
			add(o)
		}
	}
	return out
}

// compound says a compound in the other languages, part by part. A part that is not
// in the file, but a part of words, stays as it is.
func (n *neighbours) compound(stem, language string) []neighbour {
	var firsts, heads []entry
	cut := 0
	for i := len(stem) - minFirst; i >= minFirst; i-- {
		if !utf8.RuneStart(stem[i]) {
			continue
		}
		f, h := preferred(n.firsts[stem[:i]], language, false), preferred(n.heads[stem[i:]], language, false)
		if len(f) > 0 && len(h) > 0 {
			firsts, heads, cut = f, h, i
			break
		}
		if cut == 0 && (len(f) > 0 && partAlone(stem[i:]) || len(h) > 0 && firstAlone(stem[:i])) {
			firsts, heads, cut = f, h, i
		}
	}
	if cut == 0 {
		return nil
	}
	var out []neighbour
	for column := range columns {
		first, lasts := stem[:cut], []string{stem[cut:]}
		if len(firsts) > 0 {
			first = firsts[0].concept[column][0].first
		}
		if len(heads) > 0 {
			lasts = nil
			for _, w := range heads[0].concept[column] {
				lasts = append(lasts, w.text)
			}
		}
		for _, last := range lasts {
			out = append(out, readNeighbour(first+last, column))
		}
	}
	return out
}

// partAlone reports whether the end of a stem is a part of compounds by itself.
func partAlone(s string) bool {
	_, known := ownParts.heads[s]
	return known && utf8.RuneCountInString(s) >= minUnlisted
}

func firstAlone(s string) bool {
	_, known := ownParts.modifiers[s]
	return known && utf8.RuneCountInString(s) >= minUnlisted
}
