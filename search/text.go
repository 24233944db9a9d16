package search

import (
	"slices"
	"strings"

	"saksok/index/norwegian"
	"saksok/search/query"
)

// gap stands in the text for what is no word of it: a phrase, a case number.
const gap = "zz"

// readText makes slots of the words of the query: question words go, words that
// are one thing together become one slot, and what may be searched for in place
// of a word goes with it.
func (p *planner) readText() {
	joined, ends := p.joined()
	p.language = norwegian.LanguageOf(joined)
	question := norwegian.ReadQuestion(joined)
	p.asks = question.Asks
	words := norwegian.Words(joined)
	of := func(word int) int { // the text that a word is of
		n, _ := slices.BinarySearch(ends, words[word].Start+1)
		return n
	}
	p.dropped = make([]bool, len(p.texts))
	for i := range p.texts {
		p.dropped[i] = question.Drop != nil
	}
	for i := range words {
		if n := of(i); n < len(p.texts) && (question.Drop == nil || !question.Drop[i]) {
			p.dropped[n] = false
		}
	}
	p.readSenses(joined, of)
	p.slots = p.slotsOf(spansOf(norwegian.Expand(joined), of))
	if slices.Contains(p.asks, norwegian.AskedDecision) {
		p.slots = append(p.slots, slot{text: "vedtak", added: true, ways: wordsSlot("vedtak").ways, keywords: decided.keywords()})
		p.past = true
	}
	p.meanings()
}

// joined is the words of the query as one text, and where each of p.texts ends
// in it.
func (p *planner) joined() (string, []int) {
	var b strings.Builder
	var ends []int
	for _, n := range p.texts {
		if w, ok := n.(query.Word); ok && !w.Prefix {
			b.WriteString(w.Text)
		} else {
			b.WriteString(gap)
		}
		ends = append(ends, b.Len())
		b.WriteByte(' ')
	}
	if len(p.must) > 0 {
		b.WriteString(gap)
	}
	return b.String(), ends
}

// span is what may be searched for in place of some of the texts.
type span struct {
	from, to   int // of p.texts
	expansions []norwegian.Expansion
}

// spansOf gathers the expansions by the texts they stand for.
func spansOf(expansions []norwegian.Expansion, of func(int) int) []span {
	var out []span
	for _, e := range expansions {
		from, to := of(e.From), of(e.To-1)+1
		if n := len(out); n > 0 && out[n-1].from == from && out[n-1].to == to {
			out[n-1].expansions = append(out[n-1].expansions, e)
		} else if n == 0 || out[n-1].to <= from {
			out = append(out, span{from, to, []norwegian.Expansion{e}})
		}
	}
	return out
}

// slotsOf makes the slots of p.texts.
func (p *planner) slotsOf(spans []span) []slot {
	var out []slot
	for i := 0; i < len(p.texts); {
		at := slices.IndexFunc(spans, func(s span) bool { return s.from == i })
		if at < 0 || slices.Contains(p.dropped[spans[at].from:spans[at].to], true) {
			if !p.dropped[i] && (!p.stopWord(p.texts[i]) || p.allStop()) {
				out = append(out, p.textSlot(i))
			}
			i++
			continue
		}
		out = append(out, p.spanSlot(spans[at]))
		i = spans[at].to
	}
	return out
}

// textSlot is one of p.texts; the last may still be going on.
func (p *planner) textSlot(i int) slot {
	s := leafSlot(p.texts[i])
	if w, ok := p.texts[i].(query.Word); ok && i == len(p.texts)-1 && s.prefix == "" {
		s.prefix = opening(w.Text)
	}
	return s
}

// spanSlot is several of p.texts that are one thing, or one that has others in
// its place.
func (p *planner) spanSlot(sp span) slot {
	var s slot
	if sp.to == sp.from+1 {
		s = p.textSlot(sp.from)
		s.ways = slices.DeleteFunc(s.ways, func(w way) bool { return wayRanks[w.kind] > wayRanks[wayPart] })
		s.keywords = nil
	} else {
		var words []string
		for _, n := range p.texts[sp.from:sp.to] {
			w, _ := n.(query.Word)
			words = append(words, w.Text)
			if !p.stopWord(n) {
				s.each = append(s.each, wordsSlot(w.Text))
			}
		}
		s.text = strings.Join(words, " ")
	}
	for _, e := range sp.expansions {
		s.expand(e, true, false)
		s.related = append(s.related, e)
		if m, ok := groupMeanings[e.ID]; ok {
			p.means(m)
		}
	}
	return s
}

// meanings adds what words say of a hit beside occurring in it.
func (p *planner) meanings() {
	for i := range p.slots {
		s := &p.slots[i]
		if m, ok := wordMeanings[norwegian.Stem(norwegian.Normalize(s.text))]; ok && len(s.ways) > 1 {
			s.keywords = append(s.keywords, m.keywords()...)
			p.means(m)
		}
	}
	slices.Sort(p.prefer)
	p.prefer = slices.Compact(p.prefer)
}

// opening is the word that a text ends in, where it may stand for longer ones: a
// number never does.
func opening(text string) string {
	ws := norwegian.Words(text)
	if len(ws) == 0 {
		return ""
	}
	if w := ws[len(ws)-1]; w.Stem != "" && len([]rune(w.Exact)) >= minPrefix {
		return w.Exact
	}
	return ""
}

func (p *planner) stopWord(n query.Node) bool {
	w, ok := n.(query.Word)
	return ok && !w.Prefix && norwegian.StopWord(norwegian.Normalize(w.Text), p.language)
}

// allStop reports whether there are only words that say nothing.
func (p *planner) allStop() bool {
	for i, n := range p.texts {
		if !p.dropped[i] && !p.stopWord(n) {
			return false
		}
	}
	return len(p.must) == 0
}

// understood is the query without its question words.
func (p *planner) understood() query.Node {
	if !slices.Contains(p.dropped, true) {
		return p.parsed.Root
	}
	and, ok := p.parsed.Root.(query.And)
	if !ok {
		return p.parsed.Root
	}
	var kept []query.Node
	text := 0
	for _, n := range and.Nodes {
		if isText(n) {
			text++
			if p.dropped[text-1] {
				continue
			}
		}
		kept = append(kept, n)
	}
	if len(kept) == 1 {
		return kept[0]
	}
	return query.And{Nodes: kept}
}

func isText(n query.Node) bool {
	switch n.(type) {
	case query.Word, query.Phrase, query.Number:
		return true
	}
	return false
}
