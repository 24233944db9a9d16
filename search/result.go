package search

import (
	"cmp"
	"slices"
	"strconv"

	"saksok/index"
	"saksok/index/engine"
	"saksok/search/query"
)

// maxFacetValues bounds the list of a facet; values in use are always on it.
const maxFacetValues = 100

func (p *planner) result(a *engine.Answer, relaxed bool) (*Result, error) {
	r := &Result{
		Query: p.echo(relaxed), Total: a.Total, TotalIsExact: true,
		Hits: []Hit{}, Facets: map[string][]FacetValue{}, Sums: map[string]Sum{},
	}
	m := newMatcher(p)
	if relaxed {
		m.asked = p.asked()
	}
	for _, h := range a.Hits {
		src, err := index.DecodeSource(h.Source)
		if err != nil {
			return nil, err
		}
		hit := newHit(src, h.Position.Score, p.q.Text)
		m.mark(&hit, src)
		hit.URL = pageURL(hit.Document, hit.Page, hit.Box, p.q.Text)
		hit.TitleParts = m.title(hit.Title)
		r.Hits = append(r.Hits, hit)
	}
	for name, counts := range a.Facets {
		r.Facets[name] = p.facet(name, counts)
	}
	for currency, t := range a.Sums {
		r.Sums[currency] = Sum{Count: t.Count, Minor: t.Sum}
	}
	r.Amounts = p.amounts(a)
	if n := len(a.Hits); n == p.q.Limit && p.more(a) {
		r.Next = writeCursor(p.q, a.Hits[n-1].Position)
	}
	return r, nil
}

// more reports whether hits follow those of the answer, as far as can be told:
// after a cursor, only that the page is full.
func (p *planner) more(a *engine.Answer) bool {
	return p.after != nil || a.Total > len(a.Hits)
}

// echo says how the query was understood.
func (p *planner) echo(relaxed bool) QueryEcho {
	e := QueryEcho{
		Text: p.q.Text, Parsed: query.Print(p.understood()), Filters: map[string][]string{}, Relaxed: relaxed,
		Suggestion: p.suggestion(), Taken: len(p.typos) > 0, Senses: p.tellSenses(), Years: p.years(),
	}
	for name, values := range p.q.Filters {
		e.Filters[name] = slices.Clone(values)
	}
	for _, t := range p.q.Types {
		e.Filters["type"] = append(e.Filters["type"], string(t))
	}
	for name, v := range map[string]string{
		"from": string(p.q.From), "to": string(p.q.To), "min": whole(p.q.Min), "max": whole(p.q.Max),
	} {
		if v != "" {
			e.Filters[name] = []string{v}
		}
	}
	for name, values := range p.lifted {
		e.Filters[name] = append(e.Filters[name], values...)
	}
	for _, rec := range p.parsed.Recognised {
		e.Recognised = append(e.Recognised, Recognised{Text: rec.Text, Filter: asFilter(rec.Node), Rest: rec.Rest})
	}
	return e
}

// suggestion is the query with the words that are nowhere, or nearly so, replaced
// by the nearest that are.
func (p *planner) suggestion() string {
	text := query.Clean(p.q.Text)
	meant := text
	for _, t := range slices.Concat(p.typos, p.doubts) {
		meant = query.Replace(meant, t.word, t.taken)
	}
	if meant == text {
		return ""
	}
	return meant
}

// years are the single years of meetings that are asked for.
func (p *planner) years() []MeetingYear {
	var out []MeetingYear
	for _, y := range p.parsed.Years {
		r, ok := y.Node.(query.Range)
		if low, high := r.Closed(); ok && low != nil && high != nil && *low == *high {
			out = append(out, MeetingYear{Year: strconv.FormatInt(*low, 10), Rest: y.Rest})
		}
	}
	return out
}

func whole(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// asFilter prints what was recognised in free text as the field it would be.
func asFilter(n query.Node) string {
	switch n := n.(type) {
	case query.Case:
		return query.Print(query.Match{Field: query.FieldCase, Text: n.Text})
	case query.Amount:
		b := query.Bound{Value: n.Minor}
		return query.Print(query.Range{Field: query.FieldAmount, Low: &b, High: &b})
	case query.Day:
		return string(query.FieldDate) + ":" + string(n.Date)
	}
	return query.Print(n)
}

// facet lists the values of a facet: years and months newest first, the others
// by count.
func (p *planner) facet(name string, counts engine.Counts) []FacetValue {
	out := []FacetValue{}
	selected := p.selected(name)
	for v, n := range counts.Values {
		out = append(out, p.facetValue(name, v, n, selected))
	}
	for _, v := range selected {
		if counts.Values[v] == 0 && v != missing {
			out = append(out, p.facetValue(name, v, 0, selected))
		}
	}
	slices.SortFunc(out, func(a, b FacetValue) int {
		switch name {
		case "year", "month", "figure_year":
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	if len(out) > maxFacetValues {
		rest := slices.DeleteFunc(out[maxFacetValues:], func(v FacetValue) bool { return !v.Selected })
		out = append(out[:maxFacetValues:maxFacetValues], rest...)
	}
	if counts.Missing > 0 || slices.Contains(selected, missing) {
		out = append(out, p.facetValue(name, missing, counts.Missing, selected))
	}
	return out
}

func (p *planner) facetValue(name, value string, n int, selected []string) FacetValue {
	return FacetValue{
		Value: value, Count: n, Selected: slices.Contains(selected, value),
		Excluded: slices.Contains(p.q.Filters[name], "-"+value), ToggleURL: p.q.toggled(name, value),
	}
}

// selected are the values of a facet that are asked for.
func (p *planner) selected(name string) []string {
	var out []string
	if name == "type" {
		for _, t := range p.types {
			out = append(out, string(t))
		}
		return out
	}
	for _, v := range p.q.Filters[name] {
		if v[0] != '-' {
			out = append(out, v)
		}
	}
	return out
}

// newHit shows a search document. What a hit says of a decision is what was
// extracted: its status is never changed on the way.
func newHit(s *index.Source, score float64, text string) Hit {
	h := Hit{
		Type: HitType(s.Kind), ID: s.ID, Score: score, Item: s.Item, ItemID: s.ItemID, Title: s.Title, Body: s.Body,
		Organisation: s.Organisation, Date: s.Date, Meeting: s.Meeting, Document: s.Document, Kind: s.DocumentKind,
		Page: s.Page, Box: s.Box, URL: pageURL(s.Document, s.Page, s.Box, text), ItemKind: s.ItemKind, Topics: s.Topics,
		Figure: s.Figure, Decision: s.Decision, Person: s.Person, Snippet: []Part{}, Why: []string{},
	}
	if s.ItemDetail != nil {
		it := *s.ItemDetail
		it.Text = s.Text
		h.ItemDetail = &it
	}
	return h
}
