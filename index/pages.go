package index

import (
	"strings"

	"saksok"
)

// PageStart is where in a search document's text a page begins, until the next.
type PageStart struct {
	At   int `json:"at"`   // byte of the text
	Page int `json:"page"` // 0: it is not known where this part of the text stands
}

// PageAt is the page that byte at of the text stands on, 0 where that is not
// known.
func (s *Source) PageAt(at int) int {
	page := s.Page
	for _, p := range s.Pages {
		if p.At > at {
			break
		}
		page = p.Page
	}
	return page
}

// itemPages are the pages an item's text is on.
func itemPages(it *saksok.Item) []PageStart {
	first := max(1, it.FirstPage)
	if len(it.PageStarts) == 0 && (it.HeadPage == 0 || it.HeadPage == first) {
		return nil
	}
	out := []PageStart{{0, first}}
	for i, at := range it.PageStarts {
		out = withStart(out, PageStart{at, first + 1 + i})
	}
	return out
}

// withStart adds a start; what begins where it does has no text.
func withStart(list []PageStart, s PageStart) []PageStart {
	if n := len(list); n > 0 && list[n-1].At == s.At {
		list[n-1] = s
		return list
	}
	return append(list, s)
}

// decisionPages are the pages of a decision's text, as far as it stands word for
// word in the text of its item: parts are the lines of text it is put together
// from, the first of which begins on page.
func decisionPages(it *saksok.Item, page int, parts []string) []PageStart {
	text := Source{Text: it.Text, Page: page, Pages: itemPages(it)}
	var out []PageStart
	at := 0
	for i, part := range parts {
		first := 0
		if i == 0 {
			first = page
		}
		out = append(out, PageStart{at, first})
		if from := text.find(part, first); from >= 0 {
			out[len(out)-1].Page = text.PageAt(from)
			for _, p := range text.Pages {
				if p.At > from && p.At < from+len(part) {
					out = append(out, PageStart{at + p.At - from, p.Page})
				}
			}
		}
		at += len(part) + 1
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// find is where in the text a part of it begins, on the page unless that is 0;
// -1 where it does not; no text begins nowhere.
func (s *Source) find(part string, page int) int {
	if part == "" {
		return -1
	}
	for from := 0; ; {
		i := strings.Index(s.Text[from:], part)
		if i < 0 {
			return -1
		}
		if page == 0 || s.PageAt(from+i) == page {
			return from + i
		}
		from += i + 1
	}
}
