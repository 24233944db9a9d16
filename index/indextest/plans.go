package indextest

import "saksok/index/engine"

// NamedPlan is a plan of the conformance suite.
type NamedPlan struct {
	Name string
	Plan engine.Plan
}

// Plans are the plans every engine must answer alike: each node and each option,
// alone and with others, over the suite's documents.
func Plans() []NamedPlan {
	var out []NamedPlan
	add := func(name string, p engine.Plan) { out = append(out, NamedPlan{name, p}) }
	for _, q := range queries() {
		add(q.name, engine.Plan{Query: q.node, Limit: 1000})
		add(q.name+", ranked and counted", engine.Plan{
			Query: q.node, Limit: 1000, Score: true, Sort: []engine.SortKey{{Descending: true}},
			Facets: []engine.Facet{{Name: "topic", Field: "topic"}}, Sum: &engine.Sum{Field: "minor", By: "currency"},
		})
	}
	for _, f := range filterSets() {
		add("filter: "+f.name, engine.Plan{
			Query: engine.Or{Nodes: []engine.Node{term("text", "=skole"), term("title", "vei"), engine.All{}}}, Filters: f.filters, Limit: 1000,
			Facets: []engine.Facet{{Name: "body", Field: "body"}, {Name: "topic", Field: "topic"}, {Name: "year", Field: "year"}, {Name: "again", Field: "body"}, {Name: "none", Field: "no such field"}},
			Histograms: []engine.Histogram{
				{Name: "date", Field: "date", Period: engine.Month}, {Name: "years", Field: "date", Period: engine.Year},
				{Name: "amount", Field: "minor", Edges: []int64{-1_000_003, 0, 10_000_000}}, {Name: "no edges", Field: "minor"},
			},
			Sum: &engine.Sum{Field: "minor", By: "currency"},
		})
	}
	for _, s := range sorts() {
		add("order: "+s.name, engine.Plan{Query: engine.All{}, Sort: s.keys, Limit: 1000})
		add("order: "+s.name+", few", engine.Plan{Query: term("title", "=skole"), Sort: s.keys, Limit: 3})
	}
	add("no hits wanted", engine.Plan{Query: engine.All{}, Facets: []engine.Facet{{Name: "body", Field: "body"}}})
	add("no query", engine.Plan{Limit: 1000})
	return out
}

func term(field, t string) engine.Node { return engine.Term{Field: field, Term: t, Boost: 1} }

type query struct {
	name string
	node engine.Node
}

func queries() []query {
	skole, vei, bru := term("text", "=skole"), term("text", "=vei"), term("title", "=bru")
	low, high := int64(-5_000_000), int64(7_000_021)
	and := func(n ...engine.Node) engine.Node { return engine.And{Nodes: n} }
	or := func(least int, n ...engine.Node) engine.Node { return engine.Or{Nodes: n, Min: least} }
	not := func(n engine.Node) engine.Node { return engine.Not{Node: n} }
	phrase := func(field string, terms ...string) engine.Node {
		return engine.Phrase{Field: field, Terms: terms, Boost: 1}
	}
	prefix := func(beginning string, most int, optional bool) engine.Node {
		return engine.Prefix{Field: "text", Prefix: beginning, Boost: 1, Max: most, Optional: optional}
	}
	return []query{
		{"everything", engine.All{}}, {"nothing", engine.None{}},
		{"word", skole}, {"stem", term("text", "skol")}, {"word nowhere", term("text", "=nowhere")}, {"no such field", term("nope", "=skole")},
		{"and", and(skole, vei)}, {"and of one", and(skole)}, {"and of none", and()}, {"and with nothing", and(skole, engine.None{})},
		{"or", or(0, skole, vei, bru)}, {"or of none", or(0)}, {"two of three", or(2, skole, vei, bru)}, {"three of three", or(3, skole, vei, bru)},
		{"four of three", or(4, skole, vei, bru)}, {"two of the same", or(2, skole, skole)},
		{"not", not(skole)}, {"and not", and(skole, not(vei))}, {"nowhere and not", and(term("text", "=nowhere"), not(vei))}, {"not not", not(not(skole))},
		{"only nots", and(not(skole), not(vei))}, {"not in or", or(1, not(skole), bru)},
		{"phrase", phrase("text", "=skole", "=skolen")}, {"phrase the other way", phrase("text", "=skolen", "=skole")}, {"phrase of one", phrase("title", "=bru")},
		{"phrase of none", phrase("text")}, {"phrase with a gap", phrase("title", "=skole", "=skolevei")}, {"phrase of the same", phrase("text", "=skole", "=skole")},
		{"phrase of stems", phrase("text", "skol", "skol")}, {"phrase in and", and(vei, phrase("text", "=vei", "=veien"))},
		{"phrase in or", or(2, phrase("title", "=vei", "=veien"), vei, bru)}, {"not phrase", and(vei, not(phrase("text", "=vei", "=veien")))},
		{"beginning", prefix("=skol", 100, false)}, {"beginning of stems", prefix("sk", 100, false)}, {"beginning of all", prefix("", 100, false)},
		{"beginning too broad", prefix("=s", 2, false)}, {"beginning too broad, may be", or(1, bru, prefix("=s", 2, true))}, {"beginning at its most", prefix("=skole", 4, false)},
		{"beginning nowhere", prefix("=nowhere", 0, false)},
		{"keyword", engine.Keyword{Field: "body", Value: "Styret", Boost: 1}}, {"keyword of several", engine.Keyword{Field: "topic", Value: "miljø"}}, {"keyword nowhere", engine.Keyword{Field: "body", Value: "styret"}},
		{"range", engine.Range{Field: "minor", Min: &low, Max: &high}}, {"range from", engine.Range{Field: "minor", Min: &high}}, {"range to", engine.Range{Field: "minor", Max: &low}},
		{"range of any", engine.Range{Field: "minor"}}, {"range the wrong way", engine.Range{Field: "minor", Min: &high, Max: &low}}, {"range of no field", engine.Range{Field: "nope"}},
		{"range in and", and(skole, engine.Range{Field: "minor", Max: &high}, not(vei))}, {"range in or", or(1, bru, engine.Range{Field: "minor", Min: &high})}, {"not range", not(engine.Range{Field: "minor", Min: &low})},
		{"deep", and(or(2, skole, vei, bru, not(and(skole, vei))), not(or(1, phrase("title", "=bru", "=åre"), engine.Range{Field: "date", Max: &low})))},
	}
}

type filterSet struct {
	name    string
	filters []engine.Filter
}

func filterSets() []filterSet {
	from, to, zero := int64(20210101), int64(20231231), int64(0)
	body := func(any, none []string, missing, present bool) engine.Filter {
		return engine.Filter{Name: "body", Field: "body", Any: any, None: none, Missing: missing, Present: present}
	}
	one, two := []string{"Styret"}, []string{"Styret", "Utvalg"}
	dated := engine.Filter{Name: "date", Field: "date", Number: true, Min: &from, Max: &to}
	topic := engine.Filter{Name: "topic", Field: "topic", Any: []string{"barn", "penger"}}
	return []filterSet{
		{"none", nil}, {"one value", []engine.Filter{body(one, nil, false, false)}}, {"two values", []engine.Filter{body(two, nil, false, false)}},
		{"all but", []engine.Filter{body(nil, one, false, false)}}, {"one but", []engine.Filter{body(two, one, false, false)}},
		{"missing", []engine.Filter{body(nil, nil, true, false)}}, {"value or missing", []engine.Filter{body(one, nil, true, false)}},
		{"present", []engine.Filter{body(nil, nil, false, true)}}, {"present and missing", []engine.Filter{body(nil, nil, true, true)}},
		{"all but, or missing", []engine.Filter{body(nil, one, true, false)}}, {"nowhere", []engine.Filter{body([]string{"nope"}, nil, false, false)}},
		{"several values of a document", []engine.Filter{topic}}, {"excluded of several", []engine.Filter{{Name: "topic", Field: "topic", None: []string{"barn"}}}},
		{"dates", []engine.Filter{dated}}, {"from", []engine.Filter{{Name: "date", Field: "date", Number: true, Min: &from}}}, {"to", []engine.Filter{{Name: "amount", Field: "minor", Number: true, Max: &zero}}},
		{"any number", []engine.Filter{{Name: "amount", Field: "minor", Number: true}}}, {"number of no field", []engine.Filter{{Name: "nope", Field: "nope", Number: true}}},
		{"two names", []engine.Filter{body(one, nil, false, false), dated}}, {"three names", []engine.Filter{body(two, nil, false, false), dated, topic}},
		{"two of a name", []engine.Filter{dated, {Name: "date", Field: "date", Number: true, Min: &to}, topic}}, {"of another name's field", []engine.Filter{{Name: "year", Field: "body", Any: one}, topic}},
		{"without a name", []engine.Filter{{Field: "body", Any: one}, dated}}, {"two without", []engine.Filter{{Field: "body", Any: two}, {Field: "topic", Any: []string{"barn"}}}},
	}
}

type order struct {
	name string
	keys []engine.SortKey
}

func sorts() []order {
	return []order{
		{"by id", nil}, {"date", []engine.SortKey{{Field: "date"}}}, {"newest", []engine.SortKey{{Field: "date", Descending: true}}},
		{"amount", []engine.SortKey{{Field: "minor"}}}, {"largest, then newest", []engine.SortKey{{Field: "minor", Descending: true}, {Field: "date", Descending: true}}},
		{"no such field", []engine.SortKey{{Field: "nope"}, {Field: "date"}}}, {"unscored score", []engine.SortKey{{Descending: true}, {Field: "date"}}},
	}
}
