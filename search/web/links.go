package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/search"
)

// link is an address with a query string.
func link(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// searchURL is the address of a search on a path. On "/" an empty search keeps a
// question mark and its q: the bare address is the front page.
func searchURL(path string, v url.Values) string {
	if len(v) == 0 && path == "/" {
		return "/?q="
	}
	return link(path, v)
}

// toggled is v with one value of one parameter turned on or off, as
// [search.FacetValue] has it.
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
	out[name] = slices.DeleteFunc(out[name], func(s string) bool {
		return s == "-"+value || name == "topic" && saksok.TopicID(s).Overlaps(saksok.TopicID(value))
	})
	out.Add(name, value)
	return out
}

// pageURL is the place of a hit: the page, with its box and the words that
// matched marked; the whole document where the hit is of all of it, and the
// meeting with all its documents where it is of a meeting.
func pageURL(h *search.Hit, text string) string {
	if h.Type == search.TypeMeeting {
		return meetingURL(h.ID)
	}
	path := "/documents/" + url.PathEscape(string(h.Document))
	if h.Page < 1 || h.Type == search.TypeDocument {
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
	if len(v["mark"]) > 0 {
		fragment = "#treff" // the first of the words, where there is no box
	}
	if text != "" {
		v.Set("q", text)
	}
	return link(path+"/pages/"+strconv.Itoa(h.Page), v) + fragment
}

// caseURL is the page of a case.
func caseURL(id string) string { return "/items/" + url.PathEscape(id) }

// maxMarks bounds the words that are marked on a page.
const maxMarks = 10

// annotate fills in the addresses of a result, which only this package knows.
func annotate(res *search.Result, q search.Query, path string) {
	v := q.Values()
	for i := range res.Hits {
		res.Hits[i].URL = pageURL(&res.Hits[i], q.Text)
	}
	for name, values := range res.Facets {
		for i := range values {
			values[i].ToggleURL = searchURL(path, toggled(v, name, values[i].Value))
		}
	}
}
