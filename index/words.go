package index

import (
	"encoding/json"
	"fmt"
	"time"

	"saksok"
	"saksok/index/engine"
)

// words are the texts a search document is found by. Its title here is what is
// its own, not that of the item or document around it.
type words struct {
	title, body, about, person, column string

	again string   // words of the body that count twice
	extra []string // terms added to the body
}

func (b *builder) add(s Source, w words) {
	raw, err := json.Marshal(s)
	if err != nil {
		b.err = fmt.Errorf("storing %s: %w", s.ID, err)
		return
	}
	doc := &engine.Doc{Text: map[string][]engine.Token{}, Keywords: b.keywords(s), Numbers: b.numbers(s), Source: raw}
	text := func(field, value string, more ...engine.Token) {
		if tokens := apart(b.analyzer.Analyze(value), more...); len(tokens) > 0 {
			doc.Text[field] = tokens
		}
	}
	text(TextTitle, w.title)
	text(TextBody, w.body, apart(b.analyzer.Analyze(w.again), terms(w.extra)...)...)
	text(TextAbout, w.about)
	text(TextCommittee, s.Body)
	text(TextOrganisation, s.Organisation)
	text(TextPerson, w.person)
	text(TextColumn, w.column)
	text(TextFile, b.x.Document.Title)
	if s.Figure == nil || s.Figure.Year == 0 {
		text(TextWhen, inWords(s.Date))
	}
	b.ops = append(b.ops, engine.Op{ID: s.ID, Doc: doc})
}

// apart puts more tokens after others, so far that no phrase runs into them.
func apart(tokens []engine.Token, more ...engine.Token) []engine.Token {
	last := 0
	if len(tokens) > 0 {
		last = tokens[len(tokens)-1].Pos + 100
	}
	for _, t := range more {
		t.Pos += last
		tokens = append(tokens, t)
	}
	return tokens
}

// terms are tokens at one place.
func terms(list []string) []engine.Token {
	out := make([]engine.Token, len(list))
	for i, t := range list {
		out[i] = engine.Token{Term: t, Pos: 1}
	}
	return out
}

// inWords writes a day as it is searched for: "13. november 2020".
func inWords(d saksok.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
}

var months = [...]string{
	"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember",
}
