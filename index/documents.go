package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"saksok"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// maxKeyword bounds a facet value: a longer one is a misread heading.
const maxKeyword = 256

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

func (b *builder) keywords(s Source) map[string][]string {
	k := map[string][]string{}
	set := func(field string, values ...string) {
		for _, v := range values {
			if v = strings.Join(strings.Fields(v), " "); v != "" && len(v) <= maxKeyword && !slices.Contains(k[field], v) {
				k[field] = append(k[field], v)
			}
		}
	}
	set(FieldType, string(s.Kind))
	set(FieldDocument, string(s.Document))
	set(FieldItemID, s.ItemID)
	set(FieldCase, CaseForms(s.Item)...)
	if s.Kind == KindItem {
		set(FieldOwnCase, CaseForms(s.Item)...)
	}
	set(FieldMeeting, s.Meeting)
	set(FieldBody, s.Body)
	set(FieldOrganisation, s.Organisation)
	if y := s.Date.Year(); y > 0 {
		set(FieldYear, strconv.Itoa(y))
		set(FieldMonth, string(s.Date[:7]))
		set(FieldDay, string(s.Date))
	}
	set(FieldKind, string(s.DocumentKind))
	set(FieldItemKind, string(s.ItemKind))
	for _, t := range s.Topics { // found by its top topic too
		set(FieldTopic, string(t.Top()), string(t))
	}
	set(FieldLanguage, b.x.Document.Language)
	if s.Decision != nil {
		set(FieldStatus, string(s.Decision.Status))
		for _, t := range s.Decision.Types {
			set(FieldDecisionType, string(t))
		}
	}
	if f := s.Figure; f != nil {
		if f.Year > 0 {
			set(FieldFigureYear, strconv.Itoa(f.Year))
		}
		set(FieldCurrency, f.Currency)
		set(FieldRow, norwegian.LabelKey(f.Row))
		set(FieldCheck, string(f.Check))
		if f.Currency != "" {
			set(FieldAmount, strconv.FormatInt(f.Minor, 10))
		}
	}
	return k
}

func (b *builder) numbers(s Source) map[string]int64 {
	n := map[string]int64{NumberPlace: place(s, len(b.ops))}
	if y := s.Date.Year(); y > 0 {
		day, err := strconv.ParseInt(strings.ReplaceAll(string(s.Date), "-", ""), 10, 64)
		if err == nil {
			n[NumberDate], n[NumberYear] = day, int64(y)
		}
	}
	if f := s.Figure; f != nil && f.Currency != "" {
		n[NumberMinor] = f.Minor
		if !f.Total {
			n[NumberAddend] = f.Minor
		}
	}
	return n
}

// place orders hits as they stand in their document, those of one document
// together.
func place(s Source, n int) int64 {
	prefix, _ := strconv.ParseUint(string(s.Document[:min(8, len(s.Document))]), 16, 32)
	return int64(prefix>>1)<<32 | int64(min(s.Page, 1<<15-1))<<16 | int64(min(n, 1<<16-1))
}

// CaseForms are the ways a case number may be asked for: as printed in lower
// case, its number without the series, and "#" with the canonical form.
func CaseForms(number saksok.ItemNumber) []string {
	printed := strings.ToLower(strings.Join(strings.Fields(string(number)), " "))
	if printed == "" {
		return nil
	}
	out := []string{printed}
	for _, w := range strings.Fields(printed) {
		if key := norwegian.CaseKey(w); key != "" {
			out = append(out, w, norwegian.Case+key)
		}
	}
	return out
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
