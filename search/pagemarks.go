package search

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks says which words of a page a query matches, as it would mark them in a
// snippet: text is the query, words are the page's in order, as they are printed;
// the answer has one entry for each, the way it matches as in a hit's Why, or
// "". A misspelt word marks what it was taken for.
func (s *Service) Marks(ctx context.Context, text string, words []string) ([]string, error) {
	p, err := newPlanner(Query{Text: text})
	if err != nil {
		return nil, err
	}
	p.analyze = s.index.Analyze
	page, ends := joinPage(words)
	found := newMatcher(p).occurrences(page)
	if len(found) == 0 && len(p.slots) > 0 {
		if err := s.widen(ctx, p); err != nil {
			return nil, err
		}
		found = newMatcher(p).occurrences(page)
	}
	out := make([]string, len(words))
	i := 0
	for _, o := range found {
		for i < len(ends) && ends[i] <= o.start {
			i++
		}
		for k := i; k < len(ends) && (k == i || ends[k-1] < o.end); k++ {
			out[k] = o.why
		}
	}
	return out, nil
}

// joinPage writes the words as one text, as far as is looked at, and says where
// each ends in it. A word that is broken by a hyphen at the end of a line goes on
// in the next.
func joinPage(words []string) (string, []int) {
	var b strings.Builder
	ends := make([]int, len(words))
	for i, w := range words {
		if b.Len() > maxHighlight {
			return b.String(), ends[:i]
		}
		b.WriteString(w)
		ends[i] = b.Len()
		if i+1 < len(words) && broken(w, words[i+1]) {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String(), ends
}

func broken(w, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	return len(w) > 1 && strings.HasSuffix(w, "-") && unicode.IsLower(first)
}
