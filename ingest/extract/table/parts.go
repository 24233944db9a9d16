package table

import (
	"cmp"
	"slices"
	"strings"
)

// Limits of the gutters of a body.
const (
	bodyGutter = 0.42 // em no word stands in; a blank is 0.33 in most print
	overBlank  = 1.3  // times the blank between words
	bodyRows   = 3    // rows with words on both sides
)

// partBody cuts the phrases of the body at its gutters: the strips that no row of
// several phrases sets a word in. Columns set with hardly more than a blank between
// them read as one phrase where the words are long, but all rows leave the strip free.
func (s *stream) partBody() {
	gutters := guttersOf(s.rows[s.head:])
	if len(gutters) == 0 {
		return
	}
	for i := s.head; i < len(s.rows); i++ {
		var out []phrase
		for _, p := range s.rows[i].phrases {
			out = append(out, partAt(p, gutters)...)
		}
		s.rows[i].phrases = out
	}
}

// partAt cuts a phrase at gutters, but no number into its groups.
func partAt(p phrase, gutters []Span) []phrase {
	if p.kind == numberPhrase || len(p.words) < 2 {
		return []phrase{p}
	}
	for k := 1; k < len(p.words); k++ {
		if k == 1 && numbersItem(p.words[0].text) && startsLetter(p.words[1].text) || k == 1 && marksItem(p.words[0], p.words[1]) {
			continue
		}
		a, b := p.words[k-1].box[2], p.words[k].box[0]
		if slices.ContainsFunc(gutters, func(g Span) bool { return a <= g.X0+0.1 && b >= g.X1-0.1 }) {
			return append([]phrase{newPhrase(p.words[:k])}, partAt(newPhrase(p.words[k:]), gutters)...)
		}
	}
	return []phrase{p}
}

// numbersItem reports whether a word is the number of a section or a post, which
// stays with its text.
func numbersItem(t string) bool { return strings.Trim(t, "0123456789.") == "" }

// guttersOf are the strips between the words of rows of several phrases, as long as
// some rows have words in each column between them.
func guttersOf(rows []row) []Span {
	at, least := wordSpans(rows)
	var out []Span
	for i, end := 1, 0.0; i < len(at); i++ {
		end = max(end, at[i-1].X1)
		if g := (Span{end, at[i].X0}); g.X1-g.X0 > least && parted(rows, g) >= bodyRows {
			out = append(out, g)
		}
	}
	return usedStrips(rows, out, bodyRows)
}

// usedStrips drops strips until so many rows have words in each column between them:
// of the two beside an empty column the narrower.
func usedStrips(rows []row, strips []Span, least int) []Span {
	out := slices.Clone(strips)
	for i := 1; i < len(out); {
		if filled(rows, out[i-1].X1, out[i].X0) >= least {
			i++
			continue
		}
		if out[i-1].X1-out[i-1].X0 < out[i].X1-out[i].X0 {
			i--
		}
		out = slices.Delete(out, i, i+1)
		i = max(i, 1)
	}
	return out
}

// wordSpans are the places of the words of rows of several phrases, from the left,
// and the least width of a gutter between them.
func wordSpans(rows []row) (at []Span, least float64) {
	var blanks []float64
	for _, r := range rows {
		if len(r.phrases) < 2 {
			continue
		}
		least = max(least, bodyGutter*r.size)
		blanks = append(blanks, blanksOf(r)...)
		for _, p := range r.phrases {
			for _, w := range p.words {
				at = append(at, Span{w.box[0], w.box[2]})
			}
		}
	}
	if slices.Sort(blanks); len(blanks) > 0 {
		least = max(least, overBlank*blanks[len(blanks)/5])
	}
	slices.SortFunc(at, func(a, b Span) int { return cmp.Compare(a.X0, b.X0) })
	return at, least
}

// blanksOf are the gaps between the words of each phrase of a row.
func blanksOf(r row) []float64 {
	var out []float64
	for _, p := range r.phrases {
		for k := 1; k < len(p.words); k++ {
			out = append(out, p.words[k].box[0]-p.words[k-1].box[2])
		}
	}
	return out
}

// parted counts the rows with words on both sides of a strip.
func parted(rows []row, g Span) int {
	n := 0
	for _, r := range rows {
		if len(r.phrases) > 1 && r.box[0] < g.X0 && r.box[2] > g.X1 {
			n++
		}
	}
	return n
}

// filled counts the rows of several phrases with a word between two places.
func filled(rows []row, from, to float64) int {
	n := 0
	for _, r := range rows {
		if len(r.phrases) > 1 && r.holds(Span{from, to}) {
			n++
		}
	}
	return n
}
