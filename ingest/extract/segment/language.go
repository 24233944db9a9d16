package segment

import (
	"slices"
	"strings"
	"unicode"
)

// detectLanguage names the language most of the words speak for: stopwords
// count one, words that only one of the languages has and words with a part that
// only some have count three: a paper of tables has no stopwords, and its language
// says what kr means. Too few of all is "und". A tie falls to the language first in the alphabet but for
// Norwegian, the language of most documents here.
func detectLanguage(text string) string {
	count := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		count[w]++
	}
	best, score := "und", 2
	codes := make([]string, 0, len(languages()))
	for code := range languages() {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	if i := slices.Index(codes, "nb"); i > 0 {
		codes = append([]string{"nb"}, slices.Delete(codes, i, i+1)...)
	}
	for _, code := range codes {
		c := languages()[code]
		n := 0
		for _, w := range c.Stopwords {
			n += count[w]
		}
		for _, w := range c.Marks {
			n += 3 * count[w]
		}
		for w, times := range count {
			if slices.ContainsFunc(c.WordParts, func(part string) bool { return strings.Contains(w, part) }) {
				n += 3 * times
			}
		}
		if n > score {
			best, score = code, n
		}
	}
	return best
}

// cuesFor is the cues of a language; an unknown one is read as bokmål.
func cuesFor(lang string) *Cues {
	if c := languages()[lang]; c != nil {
		return c
	}
	return languages()["nb"]
}
