package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// pointMark matches what opens a point of a list.
var pointMark = regexp.MustCompile(`^(?:[•●○▪■◦✓✔➢→\x{F0A7}\x{F0B7}*–-]\s|\d{1,2}[.)](?:\s|\p{Lu})|\p{L}\)\s|\(\p{L}\)\s|[a-h]\. \p{Lu})`)

// keyword matches the words that announce a case number ("Sak nr.").
func (f *flow) keyword() *regexp.Regexp { return f.cues.compiled().keyword }

type compiled struct {
	keyword *regexp.Regexp // "Sak nr. " at the start
	heading *regexp.Regexp // keyword, number, rest
	series  *regexp.Regexp // "PS 12/24", rest
	local   *regexp.Regexp // a series only this body has: "FR 21/24", rest
	stamp   *regexp.Regexp // "[17:30] ", rest
	plain   *regexp.Regexp // "4.1. ", rest
	bare    *regexp.Regexp // "12/24 ", rest
	refs    []*regexp.Regexp
}

// compiled is the cues' words as expressions, built at load.
func (c *Cues) compiled() *compiled { return c.exprs }

func (c *Cues) compile() *compiled {
	alt := func(words []string) string {
		w := slices.Clone(words)
		slices.SortFunc(w, func(a, b string) int { return len(b) - len(a) })
		for i := range w {
			w[i] = strings.ReplaceAll(regexp.QuoteMeta(w[i]), " ", `\s+`)
		}
		return strings.Join(w, "|")
	}
	key := `(?:` + alt(c.ItemWords) + `)(?:\s*nr)?\.?\s*:?\s+`
	series := `(?:` + alt(c.Series) + `)`
	if len(c.Series) == 0 {
		series = `[^\s\S]`
	}
	return &compiled{
		keyword: regexp.MustCompile(`^(?i:` + key + `)`),
		heading: regexp.MustCompile(`^(?i:` + key + `)(` + headingNumber + `)(\s*[:.–-]*)\s*(.*)$`),
		series:  regexp.MustCompile(`^((?i:` + series + `)\s+\d{1,4}(?:\s?[/-]\s?\d{2,4})?)(\s*[:.–-]*)\s*(.*)$`),
		local:   regexp.MustCompile(`^(\p{Lu}{1,5}(?:-?[Ss][Aa][Kk])?\s+\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(\s*[:.–-]*)(?:\s+(\S.*))?$`),
		stamp:   regexp.MustCompile(`^\[(?:kl\.?\s*)?(\d{1,2}[:.]\d{2}|xx[:.]xx)\]\s+(.+)$`),
		plain:   regexp.MustCompile(`^((?:\p{Lu}\d{0,2}|[Il]|\d{1,2})(?:\.\d{1,2}){0,3})[.)]?\s+(\S.*)$`),
		bare:    regexp.MustCompile(`^(\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(\s*[:.–-]*)\s+(\S.*)$`),
		refs:    c.refs(),
	}
}

// endsLikeBody reports whether a word ends like the name of a body
// ("formannskapet").
func (c *Cues) endsLikeBody(word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(c.BodyNouns, func(noun string) bool { return strings.HasSuffix(word, noun) })
}

// plainBody is how many letters the noun has at most by which any such body is called
// ("styret", "utvalget") and no particular one ("formannskapet").
const plainBody = 9

// isPlainBody reports whether a word, in lower case, is such a noun; an assembly is not
// what a board calls itself.
func (c *Cues) isPlainBody(word string) bool {
	return utf8.RuneCountInString(word) <= plainBody && slices.Contains(c.BodyNouns, word) && !slices.Contains(c.Assemblies, word) &&
		!slices.ContainsFunc(c.BodyNouns, func(noun string) bool { return noun != word && strings.HasSuffix(word, noun) })
}
