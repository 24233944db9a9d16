package search

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"saksok"
)

// Values writes the query as parameters of the API and the search page, without
// the cursor.
func (q Query) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Text)
	for _, t := range q.Types {
		v.Add("type", string(t))
	}
	for name, values := range q.Filters {
		if len(values) > 0 {
			v[name] = slices.Clone(values)
		}
	}
	set("from", string(q.From))
	set("to", string(q.To))
	for name, n := range map[string]*int64{"min": q.Min, "max": q.Max} {
		if n != nil {
			set(name, strconv.FormatInt(*n, 10))
		}
	}
	if q.Sort != "relevance" {
		set("sort", q.Sort)
	}
	if q.Limit != 0 && q.Limit != defaultLimit {
		set("limit", strconv.Itoa(q.Limit))
	}
	if q.Facets != nil {
		v["facets"] = slices.Clone(q.Facets)
	}
	return v
}

// toggled is the query with one value of a facet turned on or off. Turning on a
// value that was excluded finds it again; a topic takes the place of the topic
// above it or those below it.
func (q Query) toggled(facet, value string) string {
	if facet == "type" {
		q.Types = toggle(q.Types, HitType(value))
		return "?" + q.Values().Encode()
	}
	filters := make(map[string][]string, len(q.Filters)+1)
	for k, v := range q.Filters {
		filters[k] = v
	}
	filters[facet] = toggle(slices.DeleteFunc(slices.Clone(filters[facet]), func(v string) bool {
		return v == "-"+value || facet == "topic" && saksok.TopicID(v).Overlaps(saksok.TopicID(value))
	}), value)
	q.Filters = filters
	return "?" + q.Values().Encode()
}

func toggle[T comparable](values []T, v T) []T {
	if i := slices.Index(values, v); i >= 0 {
		return slices.Delete(slices.Clone(values), i, i+1)
	}
	return append(slices.Clone(values), v)
}

// pageURL is the address of a page with the place of a hit on it, and the query
// to mark words by.
func pageURL(doc saksok.DocumentID, page int, box saksok.Box, text string) string {
	path := "/documents/" + url.PathEscape(string(doc)) + "/pages/" + strconv.Itoa(page)
	var params []string
	if !box.Empty() {
		params = append(params, "box="+box.String())
	}
	if text != "" {
		params = append(params, "q="+url.QueryEscape(text))
	}
	if len(params) > 0 {
		path += "?" + strings.Join(params, "&")
	}
	return path
}
