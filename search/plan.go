package search

import (
	"maps"
	"slices"
	"strings"

	"saksok"
	"saksok/index"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/search/query"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// planner turns one query into plans and their answers into results.
type planner struct {
	q         Query
	parsed    *query.Query
	filters   []engine.Filter
	lifted    map[string][]string // filters read from the text, in the query language
	ranges    []query.Node        // that became filters
	types     []HitType           // in force
	must      []query.Node        // what is left of the text, beside texts
	texts     []query.Node        // the words, phrases and numbers, which may be relaxed
	dropped   []bool              // of texts: a word of the question, not of what it is about
	slots     []slot              // what texts ask for
	asks      []norwegian.Asked
	language  string      // of the words, where it is told that it is not Norwegian
	prefer    []HitType   // named by a word
	past      bool        // what was decided is asked for
	proposals bool        // what was proposed is
	typos     []typo      // words that are nowhere, and those they were taken for
	doubts    []typo      // words that are in few documents, and one much like them that is in many
	senses    []*sense    // words that mean several things
	loose     bool        // compounds may lack a part
	also      engine.Node // what must match beside the text, nil for nothing
	after     *engine.Position

	analyze func(string) []norwegian.Token // what texts of hits are made of
}

func newPlanner(q Query) (*planner, error) {
	q, err := valid(q)
	if err != nil {
		return nil, err
	}
	parsed, err := query.Parse(q.Text)
	if err != nil {
		return nil, &RequestError{Param: "q", Reason: err.Error(), Err: err}
	}
	p := &planner{q: q, parsed: parsed, types: q.Types, lifted: map[string][]string{}, analyze: norwegian.Analyze}
	p.split()
	p.filters = append(p.filters, p.queryFilters()...)
	keys, _ := p.order(p.ranked())
	p.after, err = readCursor(q, len(keys))
	return p, err
}

// split takes the filters out of the text: ranges and types that hold for all
// of it become filters, the rest must match.
func (p *planner) split() {
	nodes := []query.Node{p.parsed.Root}
	if and, ok := p.parsed.Root.(query.And); ok {
		nodes = and.Nodes
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case nil:
		case query.Range:
			p.ranges = append(p.ranges, n)
			f := rangeFilter(n)
			p.filters = append(p.filters, f)
			p.lifted[f.Name] = append(p.lifted[f.Name], n.String())
		case query.Value:
			if n.Field == query.FieldType && len(p.q.Types) == 0 {
				p.types = append(p.types, HitType(n.Value))
				p.lifted["type"] = append(p.lifted["type"], n.Value)
				continue
			}
			p.must = append(p.must, n)
		case query.Word, query.Phrase, query.Number:
			p.texts = append(p.texts, n)
		default:
			p.must = append(p.must, n)
		}
	}
	p.readText()
}

// ranked reports whether anything is asked for that makes one hit better than
// another.
func (p *planner) ranked() bool { return len(p.must)+len(p.slots) > 0 }

// words is how many words may be asked for in full or in part.
func (p *planner) words() int { return len(p.slots) }

// relaxed reports whether less than all of the text had to occur, where so many
// words had to.
func (p *planner) relaxed(words int) bool { return words < p.words() || p.loose }

// somewhere is how many of them may occur at all, as far as is known.
func (p *planner) somewhere() int {
	n := 0
	for _, s := range p.slots {
		if !s.nowhere {
			n++
		}
	}
	return n
}

// plan requires at least n of the words.
func (p *planner) plan(n int) engine.Plan {
	plan := engine.Plan{
		Filters: p.filters, Limit: p.q.Limit, After: p.after,
		Sum:    &engine.Sum{Field: index.NumberAddend, By: index.FieldCurrency},
		Priors: p.priors(),
	}
	var must []engine.Node
	for _, m := range p.must {
		must = append(must, node(m, p.budget()))
	}
	must = append(must, p.textNodes(n)...)
	if p.also != nil {
		must = append(must, p.also)
	}
	plan.Query = engine.And{Nodes: must}
	if len(must) == 0 {
		plan.Query = engine.All{}
	}
	plan.Sort, plan.Score = p.order(p.ranked())
	if !slices.Equal(p.q.Facets, []string{"none"}) {
		for _, name := range p.facetNames() {
			plan.Facets = append(plan.Facets, engine.Facet{Name: name, Field: facetFields[name]})
		}
		plan.Histograms = p.amountHistogram()
	}
	return plan
}

func (p *planner) facetNames() []string {
	if p.q.Facets == nil {
		return facets
	}
	return p.q.Facets
}

// textNodes plans the words of the query. The names of the body and organisation
// and the day of the meeting count as an occurrence of a word, as in
// "kommunestyret budsjett 2020", where another word occurs in the hit itself;
// alone they would find everything there is of them.
func (p *planner) textNodes(n int) []engine.Node {
	var anywhere, content []engine.Node
	for _, s := range p.slots {
		content = append(content, s.unscored().node(contentFields, p.budget()))
		anywhere = append(anywhere, s.node(allFields, p.budget()))
	}
	switch {
	case len(p.slots) < 2:
		return each(p.slots, func(s slot) engine.Node { return s.node(contentFields, p.budget()) })
	case n >= len(content):
		return append(anywhere, engine.Or{Nodes: append(content, p.together()...)})
	}
	return []engine.Node{engine.Or{Nodes: anywhere, Min: n}, engine.Or{Nodes: append(content, p.together()...)}}
}

// How much it counts that words stand together: one after the other, or one in
// the row label and another in the header of a cell.
const (
	besideBoost = 0.5
	cellBoost   = 2
)

// together is what ranks hits by how the words stand to each other. All it finds
// is found by the words alone.
func (p *planner) together() []engine.Node {
	var out []engine.Node
	for i := 1; i < len(p.slots); i++ {
		a, b := p.slots[i-1].word, p.slots[i].word
		if a.Stem == "" || b.Stem == "" {
			continue
		}
		for _, f := range contentFields {
			out = append(out, engine.Phrase{Field: f.field, Terms: exactTerms([]string{a.Exact, b.Exact}), Boost: f.boost * besideBoost})
		}
	}
	in := func(field string) engine.Node {
		f := []weighted{{field, cellBoost}}
		return engine.Or{Nodes: each(p.slots, func(s slot) engine.Node { return s.alone().node(f, 0) })}
	}
	return append(out, engine.And{Nodes: []engine.Node{
		engine.Keyword{Field: index.FieldType, Value: string(TypeFigure)}, in(index.TextTitle), in(index.TextColumn),
	}})
}

// budget is how many words one word beginning may stand for in one field, so
// that all of them together stay within what the engine allows.
func (p *planner) budget() int {
	const all, most = 3400, 1000
	fields := len(contentFields)
	if len(p.slots) > 1 {
		fields += len(allFields)
	}
	beginnings := prefixes(p.parsed.Root)
	if n := len(p.slots); n > 0 && p.slots[n-1].prefix != "" {
		beginnings++
	}
	return min(most, all/fields/max(1, beginnings))
}

func prefixes(n query.Node) int {
	total := 0
	walk(n, func(n query.Node) {
		if w, ok := n.(query.Word); ok && w.Prefix {
			total++
		}
	})
	return total
}

// walk calls f with every leaf of the tree, those under Not too.
func walk(n query.Node, f func(query.Node)) {
	switch n := n.(type) {
	case nil:
	case query.And:
		for _, k := range n.Nodes {
			walk(k, f)
		}
	case query.Or:
		for _, k := range n.Nodes {
			walk(k, f)
		}
	case query.Not:
		walk(n.Node, f)
	default:
		f(n)
	}
}

// order is the order of hits. What matches equally well, or all of it where
// nothing is asked for, comes newest first.
func (p *planner) order(text bool) (keys []engine.SortKey, score bool) {
	newest := engine.SortKey{Field: index.NumberDate, Descending: true}
	switch p.q.Sort {
	case "date":
		keys = []engine.SortKey{{Field: index.NumberDate}}
	case "-date":
		keys = []engine.SortKey{newest}
	case "amount":
		keys = []engine.SortKey{{Field: index.NumberMinor}}
	case "-amount":
		keys = []engine.SortKey{{Field: index.NumberMinor, Descending: true}}
	default:
		if !text {
			return []engine.SortKey{newest, {Field: index.NumberPlace}}, false
		}
		return []engine.SortKey{{Descending: true}, newest, {Field: index.NumberPlace}}, true
	}
	return append(keys, engine.SortKey{Field: index.NumberPlace}), false
}

// queryFilters are the filters given beside the text.
func (p *planner) queryFilters() []engine.Filter {
	types := engine.Filter{Name: "type", Field: index.FieldType}
	for _, t := range hitTypes {
		if len(p.types) == 0 && t != TypePage || slices.Contains(p.types, t) {
			types.Any = append(types.Any, string(t))
		}
	}
	out := []engine.Filter{types}
	for _, name := range sortedKeys(p.q.Filters) {
		f := engine.Filter{Name: name, Field: facetFields[name]}
		for _, v := range p.q.Filters[name] {
			without, excluded := strings.CutPrefix(v, "-")
			switch {
			case v == missing:
				f.Missing = true
			case excluded && without == missing:
				f.Present = true
			case excluded:
				f.None = append(f.None, without)
			default:
				f.Any = append(f.Any, v)
			}
		}
		out = append(out, f)
	}
	if p.q.From != "" || p.q.To != "" {
		out = append(out, engine.Filter{
			Name: "date", Field: index.NumberDate, Number: true, Min: dayNumber(p.q.From), Max: dayNumber(p.q.To),
		})
	}
	if p.q.Min != nil || p.q.Max != nil {
		out = append(out, engine.Filter{
			Name: "amount", Field: index.NumberMinor, Number: true, Min: minor(p.q.Min), Max: minor(p.q.Max),
		})
	}
	return out
}

func dayNumber(d saksok.Date) *int64 {
	if d == "" {
		return nil
	}
	var n int64
	for _, c := range d {
		if c != '-' {
			n = n*10 + int64(c-'0')
		}
	}
	return &n
}

func minor(kroner *int64) *int64 {
	if kroner == nil {
		return nil
	}
	n := *kroner * 100
	return &n
}

// rangeFields are the index fields of the ranges, and the filters they are.
var rangeFields = map[query.Field]struct{ name, field string }{
	query.FieldAmount: {"amount", index.NumberMinor},
	query.FieldDate:   {"date", index.NumberDate},
	query.FieldYear:   {"meeting_year", index.NumberYear},
}

func rangeFilter(r query.Range) engine.Filter {
	low, high := r.Closed()
	f := rangeFields[r.Field]
	return engine.Filter{Name: f.name, Field: f.field, Number: true, Min: low, Max: high}
}
