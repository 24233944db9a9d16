package search

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/index"
	"saksok/index/norwegian"
	"saksok/search/query"
)

// maxHighlight is how much of a text is looked through for a snippet.
const maxHighlight = 100 << 10

// matcher finds the words of a query in a text, by the same analysis as the
// index.
type matcher struct {
	analyze  func(string) []norwegian.Token
	terms    map[string]mark
	phrases  []phraseMark
	prefixes []prefixMark
	amounts  []amountMatch
	keywords []keyed
	asked    []string // the words of the query, where a hit is to say which it has not
}

// mark is how a word matches; the lowest rank is told.
type mark struct {
	why  string
	rank int
	of   slotSet // the words of the query that it is
}

// phraseMark is terms one after the other.
type phraseMark struct {
	terms []string
	mark
}

// prefixMark is a word beginning.
type prefixMark struct {
	text string
	of   slotSet
}

// amountMatch is an amount or a range of them that a figure may lie in.
type amountMatch struct {
	low, high *int64
	why       string
}

// newMatcher makes the matcher of what p asks for.
func newMatcher(p *planner) *matcher {
	m := &matcher{analyze: p.analyze, terms: map[string]mark{}}
	for i, s := range p.slots {
		m.slot(s, slotSet(1)<<min(i, 63))
	}
	for _, n := range p.texts {
		if n, ok := n.(query.Number); ok {
			m.number(n)
		}
	}
	for _, n := range p.must {
		m.collect(n)
	}
	for _, f := range p.ranges {
		m.collect(f)
	}
	if p.q.Min != nil || p.q.Max != nil {
		m.amounts = append(m.amounts, amountMatch{minor(p.q.Min), minor(p.q.Max), "filter:amount"})
	}
	return m
}

// slot takes in every way in which a slot may occur.
func (m *matcher) slot(s slot, of slotSet) {
	s.walk(func(s *slot) {
		for _, w := range s.ways {
			m.add(mark{w.why(), wayRanks[w.kind], of}, w.terms...)
		}
		for _, k := range s.keywords {
			k.of |= of
			m.keywords = append(m.keywords, k)
		}
		if s.prefix != "" {
			m.prefixes = append(m.prefixes, prefixMark{s.prefix, of})
		}
	})
}

func (m *matcher) add(k mark, terms ...string) {
	if len(terms) > 1 {
		m.phrases = append(m.phrases, phraseMark{terms, k})
		return
	}
	old, ok := m.terms[terms[0]]
	if k.of |= old.of; ok && old.rank <= k.rank {
		k.why, k.rank = old.why, old.rank
	}
	m.terms[terms[0]] = k
}

// collect takes in everything that is asked for, and nothing that is excluded.
func (m *matcher) collect(n query.Node) {
	switch n := n.(type) {
	case query.And:
		for _, k := range n.Nodes {
			m.collect(k)
		}
	case query.Or:
		for _, k := range n.Nodes {
			m.collect(k)
		}
	case query.Word, query.Phrase:
		m.slot(leafSlot(n), 0)
	case query.Number:
		m.slot(leafSlot(n), 0)
		m.number(n)
	case query.Case:
		m.slot(wordsSlot(n.Text), 0)
		for _, form := range index.CaseForms(saksok.ItemNumber(query.Print(n))) {
			m.add(mark{why: wayExact + ":" + query.Print(n)}, form)
		}
	case query.Amount:
		m.slot(phraseSlot(n.Text), 0)
		m.amounts = append(m.amounts, amountMatch{&n.Minor, &n.Minor, wayExact + ":" + n.Text})
	case query.Range:
		if n.Field == query.FieldAmount {
			low, high := n.Closed()
			m.amounts = append(m.amounts, amountMatch{low, high, n.String()})
		}
	case query.Day:
		m.slot(phraseSlot(n.Text), 0)
		m.add(mark{why: wayExact + ":" + n.Text}, norwegian.Day+string(n.Date))
	case query.Match:
		if k, ok := rowOfMatch(n); ok {
			m.keywords = append(m.keywords, k)
		}
		if n.Phrase {
			m.slot(phraseSlot(n.Text), 0)
		} else {
			m.slot(wordsSlot(n.Text), 0)
		}
	}
}

// number takes in a number that may be a figure's amount in kroner.
func (m *matcher) number(n query.Number) {
	if ws := norwegian.Words(n.Text); len(ws) == 1 {
		m.kroner(ws[0].Exact)
	}
}

// kroner takes in a number that may be a figure's amount in kroner.
func (m *matcher) kroner(digits string) {
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil && n < math.MaxInt64/100 {
		n *= 100
		m.amounts = append(m.amounts, amountMatch{&n, &n, "exact:" + digits})
	}
}

// amount says how the amount of a figure matches, "" if it does not.
func (m *matcher) amount(f *saksok.Figure) string {
	if f == nil || f.Currency == "" {
		return ""
	}
	for _, a := range m.amounts {
		if (a.low == nil || f.Minor >= *a.low) && (a.high == nil || f.Minor <= *a.high) {
			return a.why
		}
	}
	return ""
}

// occurrence is a matching word in a text.
type occurrence struct {
	start, end int
	mark
}

// occurrences lists the matching words of text in order.
func (m *matcher) occurrences(text string) []occurrence {
	tokens := m.analyze(text)
	var out []occurrence
	for i := 0; i < len(tokens); {
		next := i
		for next < len(tokens) && tokens[next].Pos == tokens[i].Pos {
			next++
		}
		if k, ok := m.found(tokens[i:next]); ok {
			out = append(out, occurrence{tokens[i].Start, tokens[i].End, k})
		}
		for _, p := range m.phrases {
			out = phraseAt(out, p, tokens[i:], next-i)
		}
		i = next
	}
	return sorted(out)
}

// found says how a word matches by the terms it is found by.
func (m *matcher) found(word []norwegian.Token) (mark, bool) {
	best, ok := mark{}, false
	for _, t := range word {
		if k, found := m.terms[t.Term]; found && (!ok || k.rank < best.rank) {
			k.of |= best.of
			best, ok = k, true
		} else if found {
			best.of |= k.of
		}
	}
	if ok {
		return best, true
	}
	for _, p := range m.prefixes {
		if strings.HasPrefix(word[0].Term, norwegian.Exact+p.text) {
			return mark{wayPrefix + ":" + p.text, wayRanks[wayPrefix], p.of}, true
		}
	}
	return mark{}, false
}

// phraseAt adds the words of a phrase that begins at the first word, which is the
// tokens up to next.
func phraseAt(out []occurrence, p phraseMark, tokens []norwegian.Token, next int) []occurrence {
	if !slices.ContainsFunc(tokens[:next], func(t norwegian.Token) bool { return t.Term == p.terms[0] }) {
		return out
	}
	at, found := 0, make([]occurrence, 0, len(p.terms))
	for i, term := range p.terms {
		pos := tokens[0].Pos + i
		for at < len(tokens) && (tokens[at].Pos < pos || tokens[at].Pos == pos && tokens[at].Term != term) {
			at++
		}
		if at == len(tokens) || tokens[at].Pos != pos {
			return out
		}
		found = append(found, occurrence{tokens[at].Start, tokens[at].End, p.mark})
	}
	return append(out, found...)
}

// sorted puts occurrences in order, of those of one word the best.
func sorted(found []occurrence) []occurrence {
	slices.SortStableFunc(found, func(a, b occurrence) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.rank, b.rank)) })
	for i := len(found) - 2; i >= 0; i-- {
		if found[i].start == found[i+1].start {
			found[i].of |= found[i+1].of
		}
	}
	return slices.CompactFunc(found, func(a, b occurrence) bool { return a.start == b.start })
}

// mark cuts the snippet of a hit and says why it was found and on which page.
func (m *matcher) mark(hit *Hit, s *index.Source) {
	text, has := s.Text, slotSet(0)
	if len(text) > maxHighlight { // what is in the rest is not known
		text, has = text[:maxHighlight], ^slotSet(0)
	}
	text = strings.ToValidUTF8(text, "")
	own := true
	if strings.TrimSpace(text) == "" {
		text, own = s.Title, false
	}
	found := m.occurrences(text)
	if how := m.amount(s.Figure); how != "" {
		found = withAmount(found, text, s.Figure.Text, how)
	}
	title := m.occurrences(s.Title)
	why, has := m.reasons(s, slices.Concat(found, title, m.occurrences(s.About), m.occurrences(s.Body), m.occurrences(s.Organisation)), has)
	shown := passages(text, found)
	pageAt := s.PageAt
	if !own || s.Kind == index.KindMeeting || s.Kind == index.KindDocument {
		pageAt = nowhere
	}
	hit.Snippet, hit.Why, hit.Missing = split(text, shown, found, pageAt), why, m.missing(has)
	if own && (s.Kind == index.KindItem || s.Kind == index.KindDecision) {
		hit.standsAt(s, best(shown, found), ways(title))
	}
}

// reasons says why a hit was found, by the words found in its texts and by what else
// it is, and adds the words of the query that it has to has.
func (m *matcher) reasons(s *index.Source, found []occurrence, has slotSet) ([]string, slotSet) {
	why := []string{}
	tell := func(k mark) {
		if has |= k.of; !slices.Contains(why, k.why) {
			why = append(why, k.why)
		}
	}
	for _, o := range found {
		tell(o.mark)
	}
	for _, form := range index.CaseForms(s.Item) {
		if k, ok := m.terms[form]; ok {
			tell(k)
		}
	}
	for _, k := range m.keywords {
		if k.has(s) {
			tell(mark{why: k.why, of: k.of})
		}
	}
	return why, has
}

// has reports whether a hit has the keyword.
func (k keyed) has(s *index.Source) bool {
	switch k.Field {
	case index.FieldType:
		return string(s.Kind) == k.Value
	case index.FieldStatus:
		return s.Decision != nil && string(s.Decision.Status) == k.Value
	case index.FieldDecisionType:
		return s.Decision != nil && slices.Contains(s.Decision.Types, saksok.DecisionType(k.Value))
	case index.FieldRow:
		return s.Figure != nil && norwegian.LabelKey(s.Figure.Row) == k.Value
	case index.FieldOwnCase:
		return s.Kind == index.KindItem && slices.Contains(index.CaseForms(s.Item), k.Value)
	}
	return false
}

// withAmount marks the printed amount of a figure instead of the words in it.
func withAmount(found []occurrence, text, amount, why string) []occurrence {
	at := strings.LastIndex(text, amount)
	if at < 0 || amount == "" {
		return found
	}
	o := occurrence{at, at + len(amount), mark{why: why}}
	out := slices.DeleteFunc(found, func(f occurrence) bool { return f.start < o.end && o.start < f.end })
	i := slices.IndexFunc(out, func(f occurrence) bool { return f.start > o.start })
	if i < 0 {
		i = len(out)
	}
	return slices.Insert(out, i, o)
}
