// Package topic answers what an item (sak) is about: the topics (tema) of the
// two-level vocabulary that its words tell, each with the words that caused it.
//
// Nothing is learnt and nothing is guessed: a topic is there because terms of
// its list stand in the item's title, decisions or text. What the meeting's body
// and its organisation are called is no evidence, or every item of a hospital
// would be about hospitals; nor are the names of people.
//
// The terms are data, one file per language in terms; see vocabulary.go for how
// they are written.
package topic

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saksok"
)

// What a term counts, by where it stands. A case's title is chosen to say what
// it is about; one mention in pages of text may be anything.
const (
	titlePoints    = 5
	decisionPoints = 3
	textPoints     = 1
	// maxPoints bounds what one term counts outside the title, however often it
	// is repeated.
	maxPoints = 5
	// enough makes a topic of it; a term in the title is enough alone.
	enough = 5
	// share of the strongest topic's points that another one needs: in a paper
	// of twenty pages everything is mentioned.
	share = 4
	// maxTopics of one item, maxTerms of one topic.
	maxTopics = 3
	maxTerms  = 6
)

// Into finds the topics of all items of x, which must have been cut into items
// and decisions already.
func Into(x *saksok.Extraction) {
	v := vocabularyOf(x.Document.Language)
	if v == nil {
		return
	}
	people := make([]string, 0, len(x.People))
	for _, p := range x.People {
		people = append(people, p.Name)
	}
	r := reader{vocabulary: v, names: newNames([]string{x.Meeting.Body, x.Meeting.Organisation}, people)}
	for i := range x.Items {
		it := &x.Items[i]
		it.Topics = r.of(it, decided(x, it))
	}
}

// decided are the texts of the item's decisions and proposals.
func decided(x *saksok.Extraction, it *saksok.Item) []string {
	var out []string
	for i := range x.Decisions {
		d := &x.Decisions[i]
		if it.Number != "" && d.Item == it.Number && d.MeetingDay == it.MeetingDay {
			out = append(out, d.Text)
		}
	}
	return out
}

// Of finds the topics of one item in a language, "nb" or another one that has a
// vocabulary; bodies are the names that are no evidence.
func Of(it *saksok.Item, bodies []string, language string) []saksok.Topic {
	v := vocabularyOf(language)
	if v == nil {
		return nil
	}
	r := reader{vocabulary: v, names: newNames(bodies, nil)}
	return r.of(it, nil)
}

// reader scores the items of one document.
type reader struct {
	vocabulary *vocabulary
	names      *names
	tokens     []token // reused
}

// noPlace is the place in the title of a topic without a term there.
const noPlace = math.MaxInt

// tally is what one topic got.
type tally struct {
	topic  int
	points int
	place  int  // of its first term in the title
	strong bool // some term of it needs no other beside it
	until  int  // tokens before this one have counted for it
	terms  []found
}

// found is one term of the vocabulary, as it was first printed.
type found struct {
	term   *term
	text   string
	title  int
	others int
	order  int
}

func (f found) points() int { return min(f.title, titlePoints) + min(f.others, maxPoints) }

func (r *reader) of(it *saksok.Item, decisions []string) []saksok.Topic {
	own := r.names
	if it.Body != "" {
		own = own.with(it.Body)
	}
	passages := []passage{{it.Title, titlePoints, true}}
	for _, d := range decisions {
		p := passage{d, decisionPoints, false}
		if it.Title == "" { // what is decided is all that says what it is about
			p.points = enough
		}
		passages = append(passages, p)
	}
	passages = append(passages, passage{it.Text, textPoints, false})
	tallies := make(map[int]*tally)
	for _, p := range passages {
		r.read(tallies, own, p)
	}
	return r.chosen(tallies)
}

// passage is a text of an item, and what a term in it counts.
type passage struct {
	text   string
	points int
	title  bool
}

// read counts the terms of one passage. What is part of a longer term of a topic
// counts for it once.
func (r *reader) read(tallies map[int]*tally, own *names, p passage) {
	r.tokens = tokens(r.tokens[:0], p.text)
	own.mask(r.tokens)
	for _, t := range tallies {
		t.until = 0
	}
	r.vocabulary.each(r.tokens, func(m match) {
		if m.term.title && !p.title || m.term.start && (!p.title || m.at > 0) {
			return
		}
		for _, topic := range m.term.topics {
			t := tallies[topic]
			if t == nil {
				t = &tally{topic: topic, place: noPlace}
				tallies[topic] = t
			}
			if m.at < t.until {
				continue
			}
			t.until = m.at + m.length
			if p.title && !m.term.weak {
				t.place = min(t.place, m.at)
			}
			t.count(m, r.tokens, p)
		}
	})
}

func (t *tally) count(m match, tokens []token, p passage) {
	i := slices.IndexFunc(t.terms, func(f found) bool { return f.term == m.term })
	if i < 0 {
		i = len(t.terms)
		words := make([]string, m.length)
		for k := range words {
			words[k] = tokens[m.at+k].shown(m.term)
		}
		t.terms = append(t.terms, found{term: m.term, text: strings.Join(words, " "), order: i})
	}
	if p.title {
		t.terms[i].title += p.points
	} else {
		t.terms[i].others += p.points
	}
}

// chosen are the topics that have enough, the main one first: what the title
// begins with, or else the strongest.
func (r *reader) chosen(tallies map[int]*tally) []saksok.Topic {
	var all []*tally
	most := 0
	for _, t := range tallies {
		for _, f := range t.terms {
			t.points += f.points()
			t.strong = t.strong || !f.term.weak
		}
		if t.strong && (t.place < noPlace || t.points >= enough) {
			all = append(all, t)
			most = max(most, t.points)
		}
	}
	slices.SortFunc(all, func(a, b *tally) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(b.points, a.points), cmp.Compare(a.topic, b.topic))
	})
	if len(all) > 1 {
		slices.SortFunc(all[1:], func(a, b *tally) int {
			return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(a.topic, b.topic))
		})
	}
	var out []saksok.Topic
	for _, t := range all {
		if len(out) < maxTopics && (t.place < noPlace || t.points*share >= most) {
			out = append(out, saksok.Topic{ID: r.vocabulary.ids[t.topic], Terms: t.words()})
		}
	}
	return out
}

// words are the topic's terms as printed, what counted most first.
func (t *tally) words() []string {
	slices.SortFunc(t.terms, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.points(), a.points()), cmp.Compare(a.order, b.order))
	})
	var out []string
	for _, f := range t.terms {
		if len(out) < maxTerms && !slices.Contains(out, f.text) {
			out = append(out, f.text)
		}
	}
	return out
}
