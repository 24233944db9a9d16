package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"saksok/search"
)

// encodeSearch is the query string of q, the inverse of parseSearch. The
// cursor is left out: it belongs to one page of one answer.
func encodeSearch(q search.Query) url.Values {
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
	set("from", string(q.From))
	set("to", string(q.To))
	if q.Min != nil {
		set("min", strconv.FormatInt(*q.Min, 10))
	}
	if q.Max != nil {
		set("max", strconv.FormatInt(*q.Max, 10))
	}
	set("sort", q.Sort)
	if q.Limit != 0 {
		set("limit", strconv.Itoa(q.Limit))
	}
	for _, f := range q.Facets {
		v.Add("facets", f)
	}
	for name, values := range q.Filters {
		if len(values) > 0 {
			v[name] = slices.Clone(values)
		}
	}
	return v
}

// link is an address with a query string.
func link(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// toggled is v with one value of one parameter turned on or off.
func toggled(v url.Values, name, value string) url.Values {
	out := url.Values{}
	for k, vs := range v {
		out[k] = slices.Clone(vs)
	}
	if i := slices.Index(out[name], value); i >= 0 {
		out[name] = slices.Delete(out[name], i, i+1)
		if len(out[name]) == 0 {
			out.Del(name)
		}
		return out
	}
	out[name] = slices.DeleteFunc(out[name], func(s string) bool { return s == "-"+value })
	out.Add(name, value)
	return out
}

// pageURL is the place of a hit: the page, with its box and the words that
// matched marked.
func pageURL(h *search.Hit, text string) string {
	path := "/documents/" + url.PathEscape(string(h.Document))
	if h.Page < 1 {
		return path
	}
	v := url.Values{}
	fragment := ""
	if !h.Box.Empty() {
		v.Set("box", h.Box.String())
		fragment = "#treff"
	}
	for _, p := range h.Snippet {
		word := strings.TrimSpace(p.Text)
		if p.Match && word != "" && len(word) <= maxValue && len(v["mark"]) < maxMarks && !slices.Contains(v["mark"], word) {
			v.Add("mark", word)
		}
	}
	if text != "" {
		v.Set("q", text)
	}
	return link(path+"/pages/"+strconv.Itoa(h.Page), v) + fragment
}

// maxMarks bounds the words that are marked on a page.
const maxMarks = 10

// annotate fills in the addresses of a result, which only this package knows.
func annotate(res *search.Result, q search.Query, path string) {
	v := encodeSearch(q)
	for i := range res.Hits {
		res.Hits[i].URL = pageURL(&res.Hits[i], q.Text)
	}
	for name, values := range res.Facets {
		for i := range values {
			values[i].ToggleURL = link(path, toggled(v, name, values[i].Value))
		}
	}
}
