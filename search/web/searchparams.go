package web

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"saksok"
	"saksok/search"
)

// hitTypes in the order of the page's tabs.
var hitTypes = []search.HitType{
	search.TypeItem, search.TypeDecision, search.TypeFigure, search.TypePerson,
	search.TypeMeeting, search.TypeDocument, search.TypePage,
}

// facetNames are the facet filters in the order they are shown.
var facetNames = []string{
	"status", "body", "organisation", "year", "figure_year", "month", "kind", "item_kind",
	"decision_type", "topic", "currency", "check", "language",
}

var sorts = []string{"relevance", "-date", "date", "-amount", "amount"}

var searchParams = makeSearchParams()

func makeSearchParams() []param[search.Query] {
	ps := []param[search.Query]{
		{name: "q", doc: "The query language: words, \"phrases\", -not, or, ( ), field:value, field:>value, field:a..b. At most 256 characters. Empty: everything the filters allow.", read: readText},
		{name: "type", many: true, values: typeNames(), doc: "What to find; default all but page.", read: readTypes},
		{name: "from", doc: "Meeting date from, ISO 8601, inclusive.", read: func(q *search.Query, v []string) error { return readDate(&q.From, v[0]) }},
		{name: "to", doc: "Meeting date to, ISO 8601, inclusive.", read: func(q *search.Query, v []string) error { return readDate(&q.To, v[0]) }},
		{name: "min", number: true, doc: "Amount from, in whole kroner, inclusive.", read: func(q *search.Query, v []string) error { return readKroner(&q.Min, v[0]) }},
		{name: "max", number: true, doc: "Amount to, in whole kroner, inclusive.", read: func(q *search.Query, v []string) error { return readKroner(&q.Max, v[0]) }},
		{name: "sort", values: sorts, doc: "Order of the hits.", read: readSort},
		{name: "limit", number: true, doc: "Hits per answer, 1 to 100; default 10.", read: readLimit},
		{name: "after", doc: "The cursor next of the previous answer.", read: func(q *search.Query, v []string) error { q.After = v[0]; return nil }},
		{name: "facets", many: true, values: append(slices.Clone(facetNames), "type", "none"), doc: "Facets to count; default all; none.", read: readFacets},
	}
	for _, name := range facetNames {
		ps = append(ps, param[search.Query]{name: name, many: true,
			doc: "Facet filter; any of the values; a leading - excludes; missing finds those without a value.",
			read: func(q *search.Query, v []string) error {
				q.Filters[name] = v
				return nil
			}})
	}
	return ps
}

func typeNames() []string {
	out := make([]string, len(hitTypes))
	for i, t := range hitTypes {
		out[i] = string(t)
	}
	return out
}

// parseSearch reads a search from a query string.
func parseSearch(values url.Values) (search.Query, error) {
	q := search.Query{Filters: map[string][]string{}}
	bad := readParams(values, searchParams, &q)
	checkRanges(q, bad)
	return q, bad.orNil()
}

// checkRanges refuses ranges that hold nothing.
func checkRanges(q search.Query, bad *paramError) {
	if q.From != "" && q.To != "" && q.From > q.To {
		bad.refuse("from", both("is after to", "er etter «til»"))
	}
	if q.Min != nil && q.Max != nil && *q.Min > *q.Max {
		bad.refuse("min", both("is above max", "er over «høyst»"))
	}
}

func readText(q *search.Query, v []string) error {
	q.Text = v[0]
	return nil
}

func readTypes(q *search.Query, v []string) error {
	for _, t := range v {
		q.Types = append(q.Types, search.HitType(t))
	}
	return nil
}

func readDate(d *saksok.Date, v string) error {
	t, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return both("%q is not a date like 2020-11-13", "%q er ikke en dato som 2020-11-13", v)
	}
	if *d = saksok.NewDate(t.Year(), int(t.Month()), t.Day()); *d == "" {
		return both("%q is not between 1800 and 2200", "%q er ikke mellom 1800 og 2200", v)
	}
	return nil
}

var kroner = regexp.MustCompile(`^-?[0-9]{1,15}$`)

// readKroner takes whole kroner; the spaces people group digits with are
// dropped, since clean has made them all plain.
func readKroner(k **int64, v string) error {
	v = strings.NewReplacer(" ", "", "−", "-").Replace(v)
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || !kroner.MatchString(v) {
		return both("%q is not a whole number of kroner", "%q er ikke et helt antall kroner", v)
	}
	*k = &n
	return nil
}

func readSort(q *search.Query, v []string) error {
	q.Sort = v[0]
	return nil
}

func readLimit(q *search.Query, v []string) error {
	return readInt(&q.Limit, v[0], 1, maxLimit)
}

// readInt reads a whole number from lo to hi.
func readInt(n *int, v string, lo, hi int) error {
	i, err := strconv.Atoi(v)
	if err != nil || i < lo || i > hi {
		return both("%q is not a number from %d to %d", "%q er ikke et tall fra %d til %d", v, lo, hi)
	}
	*n = i
	return nil
}

func readFacets(q *search.Query, v []string) error {
	if slices.Contains(v, "none") && len(v) > 1 {
		return both("none goes with no other facet", "none kan ikke stå sammen med andre")
	}
	q.Facets = v
	return nil
}
