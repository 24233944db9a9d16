package norwegian

import (
	_ "embed"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"
)

// partFile is the list of the words that compounds are made of.
//
//go:embed parts.txt
var partFile string

// parts are the words that compounds are made of, as split looks for them.
type parts struct {
	heads     map[string]head     // as its stem is in a compound
	modifiers map[string]modifier // as it stands before another, linking letter included
	whole     map[string]bool     // stems that are not cut
	never     map[string]bool     // stems of words that are no parts
}

// head is a word that stands last in a compound.
type head struct {
	stem  string // of the word alone
	open  bool   // whether a stranger may stand before it
	price int    // see cutter
}

func (h head) extra() bool { return h.price >= extraPrice }

// modifier is a word that stands first in a compound.
type modifier struct {
	stem  string // "" where nobody looks for it
	price int    // see cutter
	link  int    // bytes of the letter that links it
}

const (
	minCompound = 7 // letters of a word that is looked into
	minStranger = 4 // letters of a first part that is not on the list
	minOpenHead = 4 // letters of the stem of a head that may follow a stranger

	ownPrice   = 10 // of a part; the cheapest way to cut a word is taken
	linkPrice  = 1  // more, for a letter that links
	shortPrice = 3  // more, for a part of up to three letters
	extraPrice = 15 // of a part that is not on the list

	minExtra, maxExtra = 4, 20 // letters of a part that is not on the list
	minExtraStem       = 4     // letters of its stem
)

// ownParts are those of the list.
var ownParts = readParts(partFile)

// with returns the parts with more words, normalised, that are parts where the
// list does not do. They are less sure: they cost more, do not follow a stranger,
// and are not linked by e.
func (p *parts) with(words []string) *parts {
	more := &parts{heads: maps.Clone(p.heads), modifiers: maps.Clone(p.modifiers), whole: p.whole, never: p.never}
	for _, w := range words {
		if p.mayBePart(w) {
			more.add(w, false, extraPrice, []string{"", "s"})
		}
	}
	return more
}

// mayBePart reports whether a word may be one beside the list.
func (p *parts) mayBePart(word string) bool {
	if n := utf8.RuneCountInString(word); n < minExtra || n > maxExtra || stopWords[word] {
		return false
	}
	if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) {
		return false
	}
	stem := Stem(word)
	_, known := p.heads[stem]
	return !known && !p.whole[stem] && !p.never[stem] && utf8.RuneCountInString(stem) >= minExtraStem && p.cut(stem) == nil
}

func readParts(file string) *parts {
	p := &parts{heads: map[string]head{}, modifiers: map[string]modifier{}, whole: map[string]bool{}, never: map[string]bool{}}
	section := ""
	for line := range strings.Lines(file) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case strings.HasPrefix(words[0], "["):
			section = words[0]
		case section == "[first]":
			m := modifier{price: ownPrice}
			if words[1] != "-" {
				m.stem = Stem(words[1])
			}
			p.modifiers[words[0]] = m
		case section == "[whole]":
			for _, w := range words {
				p.whole[Stem(w)] = true
			}
		case section == "[never]":
			for _, w := range words {
				p.never[Stem(w)] = true
			}
		default:
			for _, w := range words {
				p.add(w, section == "[open]", ownPrice, []string{"", "s", "e"})
			}
		}
	}
	return p
}

// add makes a normalised word a part, first, with each of the links, and last.
func (p *parts) add(word string, open bool, price int, links []string) {
	stem := Stem(word)
	if utf8.RuneCountInString(stem) <= 3 {
		price += shortPrice
	}
	for _, s := range []string{stem, stemAsHead(word)} {
		if price >= extraPrice && utf8.RuneCountInString(s) < minExtraStem {
			continue
		}
		old, taken := p.heads[s]
		if !taken || price < old.price || price == old.price && s == stem {
			p.heads[s] = head{stem, old.open || open && utf8.RuneCountInString(s) >= minOpenHead, price}
		}
	}
	folded := fold(word)
	for _, link := range links {
		m := modifier{stem, price + linkPrice*len(link), len(link)}
		if old, taken := p.modifiers[folded+link]; !taken || m.price < old.price {
			p.modifiers[folded+link] = m
		}
	}
}

// stemAsHead is what the stem of a compound ends with for its last part. Short
// words have other stems alone: "del", but "samfunnsdl".
func stemAsHead(word string) string {
	const before = "lands"
	if s, ok := strings.CutPrefix(Stem(before+word), before); ok && utf8.RuneCountInString(s) > 1 {
		return s
	}
	return Stem(word)
}

// piece is a part of a compound: its place in the stem, and what it is found by.
type piece struct {
	from, to int
	stem     string
	link     int  // bytes at its end that are no part of it
	extra    bool // not on the list
}

// compound returns the stems of the words that a normalised word is made of, nil
// where it is no compound that we know. Of three parts and more, those that
// stand together are found by their compound too.
func (p *parts) compound(word, stem string) []string {
	if len(word) < minCompound {
		return nil
	}
	pieces := p.cut(stem)
	if pieces == nil { // "klimaarbeid" is folded to "klimårbeid"
		if stem = strings.Replace(stem, "å", "aa", 1); strings.Contains(stem, "aa") {
			pieces = p.cut(stem)
		}
	}
	var out []string
	for i, first := range pieces {
		if first.stem == "" {
			continue
		}
		out = append(out, first.stem)
		for j, last := range pieces[i+1:] {
			if whole := i == 0 && i+1+j == len(pieces)-1; !whole {
				out = append(out, Stem(stem[first.from:last.to-last.link]))
			}
		}
	}
	return distinct(out)
}

// strangerStem is the stem of a first part that is not on the list, without the
// letter that may link it.
func strangerStem(s string) string {
	stem := Stem(s)
	if bare := strings.TrimSuffix(stem, "s"); bare != stem && !strings.HasSuffix(bare, "s") {
		return Stem(bare)
	}
	return stem
}

func distinct(list []string) []string {
	seen := map[string]bool{}
	out := list[:0]
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// cut cuts a stem into pieces of the list, the cheapest way; failing that, into
// what may be a word and pieces of the list of which the last is open.
func (p *parts) cut(stem string) []piece {
	if h, known := p.heads[stem]; known && !h.extra() || p.whole[stem] {
		return nil
	}
	c := &cutter{parts: p, stem: stem, best: map[int]cutting{}}
	if way := c.from(0); way.pieces != nil {
		return way.pieces
	}
	for i := range stem {
		if i == 0 || utf8.RuneCountInString(stem[:i]) < minStranger || !strings.ContainsAny(stem[:i], "aeiouyæøå") {
			continue
		}
		way := c.from(i)
		if way.pieces == nil || !p.heads[stem[way.pieces[len(way.pieces)-1].from:]].open {
			continue
		}
		return append([]piece{{0, i, strangerStem(stem[:i]), 0, true}}, way.pieces...)
	}
	return nil
}

// cutter cuts one stem; best holds what it found from each place on.
type cutter struct {
	*parts
	stem string
	best map[int]cutting
}

type cutting struct {
	pieces []piece // nil: there is none
	price  int
}

// from is the cheapest way to cut the stem from i on into known pieces.
func (c *cutter) from(i int) cutting {
	if way, done := c.best[i]; done {
		return way
	}
	var way cutting
	rest := c.stem[i:]
	if h, ok := c.heads[rest]; ok && i > 0 {
		way = cutting{[]piece{{i, len(c.stem), h.stem, 0, h.extra()}}, h.price}
	} else if c.whole[rest] {
		way = cutting{[]piece{{i, len(c.stem), rest, 0, false}}, ownPrice}
	} else {
		for n := range rest {
			m, ok := c.modifiers[rest[:n]]
			if !ok {
				continue
			}
			tail := c.from(i + n)
			if tail.pieces != nil && m.stem == "" && tail.pieces[0].extra {
				continue // "over" stands before too much
			}
			if tail.pieces != nil && (way.pieces == nil || m.price+tail.price < way.price) {
				way = cutting{append([]piece{{i, i + n, m.stem, m.link, m.price >= extraPrice}}, tail.pieces...), m.price + tail.price}
			}
		}
	}
	c.best[i] = way
	return way
}
