package index

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// Documents turns an extraction into the writes that index it, with the parts of
// compounds of the own list.
func Documents(x *saksok.Extraction) ([]engine.Op, error) {
	return documents(x, norwegian.NewAnalyzer(nil))
}

func documents(x *saksok.Extraction, analyzer *norwegian.Analyzer) ([]engine.Op, error) {
	if x.Document.SHA256 == "" {
		return nil, errors.New("extraction names no document")
	}
	b := &builder{x: x, analyzer: analyzer.Remembering()}
	b.document()
	b.meeting()
	for i := range x.Items {
		b.item(i)
	}
	for i := range x.Decisions {
		b.decision(i)
	}
	for i := range x.Figures {
		b.figure(i)
	}
	for i := range x.People {
		b.person(i)
	}
	for i := range x.Pages {
		b.page(i)
	}
	return b.ops, b.err
}

// builder collects the search documents of one extraction.
type builder struct {
	analyzer *norwegian.Analyzer
	x        *saksok.Extraction
	ops      []engine.Op
	err      error
}

// id names a search document: the same file always gives the same ids.
func (b *builder) id(kind Kind, n int) string {
	return DocumentPrefix(b.x.Document.SHA256) + "-" + string(kind) + "-" + strconv.Itoa(n)
}

// DocumentPrefix is what the ids of a document's hits begin with.
func DocumentPrefix(id saksok.DocumentID) string {
	return string(id[:min(16, len(id))])
}

// source is a search document with what all kinds share filled in.
func (b *builder) source(kind Kind, n int) Source {
	m := b.x.Meeting
	return Source{
		Kind: kind, ID: b.id(kind, n), Body: m.Body, Organisation: m.Organisation, Date: m.Date,
		Meeting: m.Number, Document: b.x.Document.SHA256, DocumentKind: b.x.Document.Kind, Page: 1,
	}
}

// earlier moves a search document to the earlier meeting it is of, where minutes
// of that meeting are bound into this document.
func (s *Source) earlier(day saksok.Date, body string) {
	if day == "" {
		return
	}
	s.Date, s.Meeting = day, ""
	if body != "" {
		s.Body = body
	}
}

// within says which item a search document belongs to.
func (b *builder) within(s *Source, number saksok.ItemNumber, page int) {
	s.Item, s.Title = number, b.x.Document.Title
	i := b.itemOf(number, page)
	if i < 0 {
		return
	}
	it := b.x.Items[i]
	s.ItemID, s.ItemKind, s.Title, s.Topics = b.id(KindItem, i), it.Kind, it.Title, topics(it)
	s.earlier(it.MeetingDay, it.Body)
}

// topics are what the item is about; what belongs to the item is about it too.
func topics(it saksok.Item) []saksok.TopicID {
	var out []saksok.TopicID
	for _, t := range it.Topics {
		out = append(out, t.ID)
	}
	return out
}

// itemOf finds the item with the number; of several, the one on the page.
func (b *builder) itemOf(number saksok.ItemNumber, page int) int {
	found := -1
	for i, it := range b.x.Items {
		if number == "" || it.Number != number {
			continue
		}
		if it.FirstPage <= page && page <= it.LastPage {
			return i
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

func (b *builder) document() {
	s := b.source(KindDocument, 0)
	s.Title = b.x.Document.Title
	s.About = joined(s.Body, s.Organisation, s.Meeting)
	b.add(s, words{title: s.Title, body: s.About})
}

// meeting adds the meeting as this document states it: notice and minutes of one
// meeting give a hit each until they are linked.
func (b *builder) meeting() {
	m := b.x.Meeting
	if m.Body == "" && m.Number == "" && m.Date == "" {
		return
	}
	s := b.source(KindMeeting, 0)
	s.Title = strings.TrimSpace(m.Body + " " + m.Number)
	s.Text = m.Place
	s.About = joined(m.Organisation, b.x.Document.Title)
	b.add(s, words{title: s.Title, body: s.Text, about: s.About})
}

func (b *builder) item(i int) {
	it := b.x.Items[i]
	s := b.source(KindItem, i)
	s.Title, s.Text, s.Item, s.ItemID, s.ItemKind = it.Title, it.Text, it.Number, b.id(KindItem, i), it.Kind
	s.Page, s.Box = max(1, it.FirstPage), it.Box
	if it.HeadPage > 0 {
		s.Page = it.HeadPage
	}
	s.Topics = topics(it)
	s.earlier(it.MeetingDay, it.Body)
	s.About = joined(it.CaseRef, it.KindRaw, strings.Join(it.Presenters, ", "))
	s.Pages = itemPages(&it)
	it.Text = ""
	s.ItemDetail = &it
	b.add(s, words{title: s.Title, body: s.Text, about: s.About, person: strings.Join(it.Presenters, "\n")})
}

func (b *builder) decision(i int) {
	d := b.x.Decisions[i]
	s := b.source(KindDecision, i)
	b.within(&s, d.Item, d.Page)
	s.earlier(d.MeetingDay, d.Body)
	s.Page, s.Box, s.Decision = max(1, d.Page), d.Box, &d
	parts := []string{d.Text}
	if d.FullText != "" && d.FullText != d.Text {
		parts = append(parts, d.FullText)
	}
	if s.Text = strings.Join(parts, "\n"); d.Vote != nil && d.Vote.Text != "" && !strings.Contains(s.Text, d.Vote.Text) {
		parts = append(parts, d.Vote.Text)
		s.Text = strings.Join(parts, "\n")
	}
	if k := b.itemOf(d.Item, d.Page); k >= 0 {
		s.Pages = decisionPages(&b.x.Items[k], s.Page, parts)
	}
	s.About = joined(s.Title, d.Label, d.Proposer)
	b.add(s, words{body: s.Text, about: s.About, person: d.Proposer})
}

// Figures are the search documents of an extraction's figures as they would be
// found, for those who read the stored extractions beside the index.
func Figures(x *saksok.Extraction) []Source {
	b := &builder{x: x}
	out := make([]Source, len(x.Figures))
	for i := range x.Figures {
		out[i] = b.figureSource(i)
	}
	return out
}

// figureSource is a figure's search document but for the words it is found by.
func (b *builder) figureSource(i int) Source {
	f := b.x.Figures[i]
	s := b.source(KindFigure, i)
	b.within(&s, f.Item, f.Page)
	s.Page, s.Box, s.Figure = max(1, f.Page), f.Box, &f
	return s
}

func (b *builder) figure(i int) {
	f := b.x.Figures[i]
	s := b.figureSource(i)
	caption := ""
	if f.Table != nil && *f.Table >= 0 && *f.Table < len(b.x.Tables) {
		caption = b.x.Tables[*f.Table].Caption
	}
	value, near := strings.TrimSpace(f.Text+" "+unitBeside(f)), ""
	if strings.Contains(f.Context, f.Text) {
		value, near = f.Context, clause(b.x.Figures, i)
	}
	cell := joined(strings.Join(f.Columns, " · "), value)
	s.Text = joined(f.Row, cell)
	title, year := s.Title, ""
	if f.Year > 0 { // not to be found by the other years of "Økonomiplan 2025–2028"
		title, year = withoutYears(title), strconv.Itoa(f.Year)
	}
	s.About = joined(title, caption, strings.Join(f.Groups, " · "), year, f.Measure, f.Unit)
	b.add(s, words{
		title: f.Row, body: cell, about: s.About, column: strings.Join(f.Columns, "\n"),
		again: near, extra: amountTokens(f),
	})
}

// withoutYears drops the years, and spans of years, of a title.
func withoutYears(title string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(title), func(w string) bool {
		digits := strings.Trim(w, "(),.:;")
		return len(digits) >= 4 && strings.Trim(digits, "0123456789/-–") == ""
	}), " ")
}

// unitBeside is the unit where it is not printed in a column header anyway.
func unitBeside(f saksok.Figure) string {
	if strings.Contains(f.Text, f.Unit) {
		return ""
	}
	return f.Unit
}

// amountTokens lets "209 900 000" find "209,9" in a table of millions.
func amountTokens(f saksok.Figure) []string {
	if f.Currency == "" || f.Minor%100 != 0 {
		return nil
	}
	return []string{norwegian.Exact + strings.TrimPrefix(strconv.FormatInt(f.Minor/100, 10), "-")}
}

func (b *builder) person(i int) {
	p := b.x.People[i]
	s := b.source(KindPerson, i)
	b.within(&s, p.Item, p.Page)
	s.About = joined(s.Title, asRole(p.Role, s.Body))
	s.Title, s.Page, s.Box, s.Person = p.Name, max(1, p.Page), p.Box, &p
	s.Text = joined(p.Organisation, p.Party)
	b.add(s, words{title: p.Name, body: s.Text, about: s.About, person: p.Name})
}

func (b *builder) page(i int) {
	p := b.x.Pages[i]
	s := b.source(KindPage, p.Number)
	s.Title, s.Text, s.Page = b.x.Document.Title, p.Text, p.Number
	b.add(s, words{body: p.Text})
}

// joined puts what there is on lines of its own.
func joined(parts ...string) string {
	out := parts[:0:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}
