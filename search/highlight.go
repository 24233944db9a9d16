package search

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"saksok"
	"saksok/index"
	"saksok/index/norwegian"
	"saksok/search/query"
)

const (
	snippetBytes = 260       // about three lines
	maxHighlight = 100 << 10 // how much of a text is looked through for a snippet
)

// matcher finds the words of a query in a text, by the same analysis as the
// index.
type matcher struct {
	exact, stems, canonical map[string]string // term → what matched, for Why
	prefixes                []string
	phrases                 [][]string
	amounts                 []amountMatch
}

// amountMatch is an amount or a range of them that a figure may lie in.
type amountMatch struct {
	low, high *int64
	why       string
}

// newMatcher makes the matcher of a query; open is the word that stands for
// longer ones too, "" for none.
func newMatcher(root query.Node, open string) *matcher {
	m := &matcher{exact: map[string]string{}, stems: map[string]string{}, canonical: map[string]string{}}
	m.collect(root)
	if ws := norwegian.Words(open); len(ws) > 0 {
		if w := ws[len(ws)-1]; opens(w) {
			m.prefixes = append(m.prefixes, w.Exact)
		}
	}
	return m
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
	case query.Word:
		if n.Prefix {
			m.prefixes = append(m.prefixes, norwegian.Normalize(n.Text))
			return
		}
		m.words(n.Text)
	case query.Number:
		m.words(n.Text)
		if ws := norwegian.Words(n.Text); len(ws) == 1 {
			m.kroner(ws[0].Exact)
		}
	case query.Case:
		m.words(n.Text)
	case query.Phrase:
		m.phrase(n.Text)
	case query.Amount:
		m.phrase(n.Text)
		m.amounts = append(m.amounts, amountMatch{&n.Minor, &n.Minor, "exact:" + n.Text})
	case query.Range:
		if n.Field == query.FieldAmount {
			low, high := n.Closed()
			m.amounts = append(m.amounts, amountMatch{low, high, n.String()})
		}
	case query.Day:
		m.phrase(n.Text)
		m.canonical[norwegian.Day+string(n.Date)] = "exact:" + n.Text
	case query.Match:
		if n.Phrase {
			m.phrase(n.Text)
		} else {
			m.words(n.Text)
		}
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

func (m *matcher) words(text string) {
	ws := norwegian.Words(text)
	for _, w := range ws {
		if w.Stop() && len(ws) > 1 {
			continue
		}
		m.exact[w.Exact] = "exact:" + w.Exact
		if w.Stem != "" {
			m.stems[w.Stem] = "stem:" + w.Exact
		}
		for _, c := range w.Canonical {
			m.canonical[c] = "exact:" + w.Exact
		}
	}
}

func (m *matcher) phrase(text string) {
	var words []string
	for _, w := range norwegian.Words(text) {
		words = append(words, w.Exact)
	}
	if len(words) > 0 {
		m.phrases = append(m.phrases, words)
	}
}

// found says how a word matches, "" if it does not.
func (m *matcher) found(w norwegian.Word) string {
	if why := m.exact[w.Exact]; why != "" {
		return why
	}
	for _, n := range w.Inside {
		if why := m.exact[n]; why != "" {
			return why
		}
	}
	for _, c := range w.Canonical {
		if why := m.canonical[c]; why != "" {
			return why
		}
	}
	if why := m.stems[w.Stem]; why != "" && w.Stem != "" {
		return why
	}
	for _, c := range w.Compound {
		if why := m.stems[c]; why != "" {
			return "part:" + strings.TrimPrefix(why, "stem:")
		}
	}
	for _, p := range w.Parts {
		if why := m.exact[p]; why != "" {
			return why
		}
		if why := m.stems[norwegian.Stem(p)]; why != "" {
			return why
		}
	}
	for _, p := range m.prefixes {
		if strings.HasPrefix(w.Exact, p) {
			return "prefix:" + p
		}
	}
	return ""
}

// occurrence is a matching word in a text.
type occurrence struct {
	start, end int
	why        string
}

// occurrences lists the matching words of text in order.
func (m *matcher) occurrences(text string) []occurrence {
	ws := norwegian.Words(text)
	marks := make([]string, len(ws))
	for i, w := range ws {
		marks[i] = m.found(w)
	}
	for _, p := range m.phrases {
		for i := 0; i+len(p) <= len(ws); i++ {
			if equalWords(ws[i:i+len(p)], p) {
				for k := range p {
					marks[i+k] = "phrase:" + strings.Join(p, " ")
				}
			}
		}
	}
	var out []occurrence
	for i, w := range ws {
		if marks[i] != "" {
			out = append(out, occurrence{w.Start, w.End, marks[i]})
		}
	}
	return out
}

func equalWords(ws []norwegian.Word, want []string) bool {
	for i, w := range want {
		if ws[i].Exact != w {
			return false
		}
	}
	return true
}

// mark cuts the snippet of a hit and says why it was found.
func (m *matcher) mark(s *index.Source) ([]Part, []string) {
	text := s.Text
	if len(text) > maxHighlight {
		text = text[:maxHighlight]
	}
	text = strings.ToValidUTF8(text, "")
	if strings.TrimSpace(text) == "" {
		text = s.Title
	}
	found := m.occurrences(text)
	if how := m.amount(s.Figure); how != "" {
		found = withAmount(found, text, s.Figure.Text, how)
	}
	why := []string{}
	for _, part := range [][]occurrence{found, m.occurrences(s.Title), m.occurrences(s.About), m.occurrences(s.Body), m.occurrences(s.Organisation)} {
		for _, o := range part {
			if !slices.Contains(why, o.why) {
				why = append(why, o.why)
			}
		}
	}
	for _, form := range index.CaseForms(s.Item) {
		if w := m.canonical[form]; w != "" && !slices.Contains(why, w) {
			why = append(why, w)
		}
	}
	return snippet(text, found), why
}

// withAmount marks the printed amount of a figure instead of the words in it.
func withAmount(found []occurrence, text, amount, why string) []occurrence {
	at := strings.LastIndex(text, amount)
	if at < 0 || amount == "" {
		return found
	}
	o := occurrence{at, at + len(amount), why}
	out := slices.DeleteFunc(found, func(f occurrence) bool { return f.start < o.end && o.start < f.end })
	i := slices.IndexFunc(out, func(f occurrence) bool { return f.start > o.start })
	if i < 0 {
		i = len(out)
	}
	return slices.Insert(out, i, o)
}

// title splits the title of a hit at the words that match.
func (m *matcher) title(title string) []Part {
	return split(title, 0, len(title), m.occurrences(title))
}

// start is the beginning of a text as a snippet without marks.
func start(text string) []Part { return snippet(text, nil) }

// snippet cuts the part of text with the most different matches and splits it at
// the marks.
func snippet(text string, found []occurrence) []Part {
	from, to := window(text, found)
	return split(text, from, to, found)
}

func split(text string, from, to int, found []occurrence) []Part {
	var parts []Part
	add := func(s string, match bool) {
		s = lineBreaks.Replace(s)
		if n := len(parts); n > 0 && !match && !parts[n-1].Match {
			parts[n-1].Text += s
		} else if s != "" {
			parts = append(parts, Part{s, match})
		}
	}
	if from > 0 {
		add("… ", false)
	}
	at := from
	for _, o := range found {
		if o.start < at || o.end > to {
			continue
		}
		add(text[at:o.start], false)
		add(text[o.start:o.end], true)
		at = o.end
	}
	add(text[at:to], false)
	if to < len(text) {
		add(" …", false)
	}
	if parts == nil {
		parts = []Part{}
	}
	return parts
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// window chooses where a snippet begins and ends, at word boundaries.
func window(text string, found []occurrence) (from, to int) {
	if len(text) <= snippetBytes {
		return 0, len(text)
	}
	best, most := 0, 0
	for i, o := range found {
		kinds := map[string]bool{}
		for _, p := range found[i:] {
			if p.end-o.start > snippetBytes-60 {
				break
			}
			kinds[p.why] = true
		}
		if len(kinds) > most {
			best, most = o.start, len(kinds)
		}
	}
	from = boundary(text, max(0, best-50))
	to = min(len(text), from+snippetBytes)
	for to < len(text) && to > from+snippetBytes/2 && text[to] != ' ' && text[to] != '\n' {
		to--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return from, to
}

// boundary moves i to the beginning of a word nearby.
func boundary(text string, i int) int {
	if i == 0 {
		return 0
	}
	for k := i; k < len(text) && k < i+40; k++ {
		if text[k-1] == ' ' || text[k-1] == '\n' {
			return k
		}
	}
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}
