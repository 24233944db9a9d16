package web

import (
	"context"
	"errors"
	"slices"
	"strings"

	"saksok"
	"saksok/search"
)

// maxBoxed is how many hits at most are given boxes: each may be of a document of
// its own, which has to be read for it.
const maxBoxed = 20

// boxOption asks for the boxes of what matches.
type boxOption struct{ boxes bool }

var boxParams = []param[boxOption]{{
	name: "boxes", values: []string{"true", "false"},
	doc: "Whether the matching parts of snippets have the boxes of their words on the page, in points from the top left. At most 20 hits.",
	read: func(o *boxOption, v []string) error {
		o.boxes = v[0] == "true"
		return nil
	},
}}

// box gives the matching parts of the hits' snippets the boxes of their words. A
// document that is no longer there costs its boxes, not the answer.
func (s *site) box(ctx context.Context, hits []search.Hit) error {
	read := map[saksok.DocumentID]*saksok.Extraction{}
	for i := range hits {
		id := hits[i].Document
		x, ok := read[id]
		if !ok {
			var err error
			if x, err = s.library.Extraction(ctx, id); err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
			read[id] = x
		}
		if x != nil {
			hits[i].Snippet = slices.Clone(hits[i].Snippet)
			boxParts(hits[i].Snippet, x.Pages)
		}
	}
	return nil
}

// boxParts finds the words of the matching parts on their pages. A word that is on
// its page several times is the one with the most of the words around it.
func boxParts(parts []search.Part, pages []saksok.Page) {
	var said []string // the words of the snippet
	var first []int   // of each part, in said
	for _, p := range parts {
		first = append(first, len(said))
		for _, w := range strings.Fields(p.Text) {
			if w = bareWord(w); w != "" {
				said = append(said, w)
			}
		}
	}
	first = append(first, len(said))
	for i := range parts {
		if n := parts[i].Page; n > 0 && n <= len(pages) && first[i] < first[i+1] {
			parts[i].Boxes = boxesOf(said, first[i], first[i+1], pages[n-1].Words)
		}
	}
}

// around is how many words before and after are looked at.
const around = 6

// boxesOf are the boxes of said[from:to] among the words of a page, nil where they
// are not there.
func boxesOf(said []string, from, to int, words []saksok.Word) []saksok.Box {
	best, most := -1, -1
	for at := range words {
		if n := agreeing(said, from, to, words, at); n > most {
			best, most = at, n
		}
	}
	if best < 0 {
		return nil
	}
	var out []saksok.Box
	for _, w := range words[best : best+to-from] {
		out = append(out, w.Box)
	}
	return out
}

// agreeing says how well words[at] and those after it are said[from:to], or -1
// where they are not: by those that are the very words, then by the words around
// them that are those around said[from:to]. A word of the page may have more to it
// than the snippet's, which may be cut, or one of two with a slash between them.
func agreeing(said []string, from, to int, words []saksok.Word, at int) int {
	in := func(i, k int) (holds, very bool) {
		if i < 0 || i >= len(said) || k < 0 || k >= len(words) {
			return false, false
		}
		w := bareWord(words[k].Text)
		return strings.Contains(w, said[i]), w == said[i]
	}
	n := 0
	for i := from; i < to; i++ {
		holds, very := in(i, at+i-from)
		if !holds {
			return -1
		}
		if very {
			n += 2*around + 1
		}
	}
	for d := 1; d <= around; d++ {
		for _, pair := range [][2]int{{from - d, at - d}, {to - 1 + d, at + to - 1 - from + d}} {
			if holds, _ := in(pair[0], pair[1]); holds {
				n++
			}
		}
	}
	return n
}
