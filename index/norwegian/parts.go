package norwegian

import (
	_ "embed"
	"strings"
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
}

// head is a word that stands last in a compound.
type head struct {
	stem string // of the word alone
	open bool   // whether a stranger may stand before it
}

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
)

// ownParts are those of the list.
var ownParts = readParts(partFile)

func readParts(file string) *parts {
	p := &parts{heads: map[string]head{}, modifiers: map[string]modifier{}, whole: map[string]bool{}}
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
		default:
			for _, w := range words {
				p.add(w, section == "[open]", ownPrice)
			}
		}
	}
	return p
}

// add makes a normalised word a part, first and last.
func (p *parts) add(word string, open bool, price int) {
	stem := Stem(word)
	if utf8.RuneCountInString(stem) <= 3 {
		price += shortPrice
	}
	for _, s := range []string{stem, stemAsHead(word)} {
		p.heads[s] = head{stem, p.heads[s].open || open && utf8.RuneCountInString(s) >= minOpenHead}
	}
	folded := fold(word)
	for _, link := range []string{"", "s", "e"} {
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
	link     int // bytes at its end that are no part of it
}

// compound returns the stems of the words that a normalised word is made of, nil
// where it is no compound that we know. Of three parts and more, those that
// stand together are found by their compound too.
func (p *parts) compound(word, stem string) []string {
	if len(word) < minCompound {
		return nil
	}
	pieces := p.cut(stem)
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
	_, known := p.heads[stem]
	if known || p.whole[stem] {
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
		return append([]piece{{0, i, strangerStem(stem[:i]), 0}}, way.pieces...)
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
	if h, ok := c.heads[rest]; ok {
		way = cutting{[]piece{{i, len(c.stem), h.stem, 0}}, ownPrice}
	} else if c.whole[rest] {
		way = cutting{[]piece{{i, len(c.stem), rest, 0}}, ownPrice}
	} else {
		for n := range rest {
			m, ok := c.modifiers[rest[:n]]
			if !ok {
				continue
			}
			tail := c.from(i + n)
			if tail.pieces != nil && (way.pieces == nil || m.price+tail.price < way.price) {
				way = cutting{append([]piece{{i, i + n, m.stem, m.link}}, tail.pieces...), m.price + tail.price}
			}
		}
	}
	c.best[i] = way
	return way
}
