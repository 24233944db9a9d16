package segment

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// paragraph is lines that make one paragraph; from and to index t.lines.
type paragraph struct {
	lines    []line
	from, to int
	text     string
}

// paragraphs are the paragraphs outside what was read under labels.
func (t *treatment) paragraphs() []paragraph {
	var out []paragraph
	for i := 0; i < len(t.lines); {
		if t.taken[i] {
			i++
			continue
		}
		j := i + 1
		for j < len(t.lines) && !t.taken[j] && sameParagraph(t.lines[j-1], t.lines[j]) && !t.f.headsVote(t.lines[j-1]) {
			j++
		}
		out = append(out, paragraph{t.lines[i:j], i, j, t.f.join(t.lines[i:j])})
		i = j
	}
	return out
}

// headsVote reports whether a line is the heading over a vote or the treatment, set
// close to the text.
func (f *flow) headsVote(l line) bool {
	return len(l.Words) <= 3 && (f.isOneOf(l.text, f.cues.Voting) || f.isOneOf(l.text, f.cues.Treatment))
}

// numberOf matches what begins with a number of something ("31 stemte for"), wordEnd the
// end of a text that is a word and no abbreviation.
var (
	numberOf = regexp.MustCompile(`^\d{1,3} \p{Ll}{3}`)
	wordEnd  = regexp.MustCompile(`(?:^|[ (])\p{Ll}{5,}$`)
)

// sentences parts running text at full stops before a capital letter, or before a number
// of something.
func sentences(s string) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		end := i + 1
		if m := closing.FindString(s[end:]); m != "" {
			end += len(m)
		}
		rest := strings.TrimLeft(s[end:], " ")
		if rest == "" || len(rest) == len(s[end:]) || !startsUpper(rest) && !(s[i] == '.' && numberOf.MatchString(rest) && wordEnd.MatchString(s[from:i])) || abbreviated(s[from:i]) {
			continue
		}
		out = append(out, strings.TrimSpace(s[from:end]))
		from = end
	}
	if last := strings.TrimSpace(s[from:]); last != "" {
		out = append(out, last)
	}
	return out
}

// closing matches what closes a sentence behind its full stop.
var closing = regexp.MustCompile(`^[)»”"]`)

// amountEnd matches a currency behind its number; before it, it is an abbreviation.
var amountEnd = regexp.MustCompile(`(?i)\d (?:kr|mill)$`)

// Sentences are parted without regard to the language: documents quote each other, and
// none has an abbreviation that is a word of the next.
var (
	// anyAbbreviation has the abbreviations of every language.
	anyAbbreviation = sync.OnceValue(func() map[string]bool {
		all := map[string]bool{}
		for _, c := range languages() {
			for _, w := range c.Abbreviations {
				all[w] = true
			}
		}
		return all
	})
	// beforeNumber matches a reference by number, or a count against, at the end of a
	// sentence.
	beforeNumber = sync.OnceValue(func() *regexp.Regexp {
		var all []string
		for _, lang := range slices.Sorted(maps.Keys(languages())) {
			all = append(all, languages()[lang].BeforeNumber...)
		}
		return regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:§|(?:` + strings.Join(all, "|") + `)\.?) \d{1,2}$`)
	})
)

// abbreviated reports whether the text ends in an abbreviation or a number that
// takes a full stop.
func abbreviated(s string) bool {
	w := s[strings.LastIndexAny(s, " (")+1:]
	if w == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(w)
	if amountEnd.MatchString(s) {
		return false // "koster 200 kr. Styret …"
	}
	if unicode.IsDigit(last) && len(w) <= 2 {
		return !beforeNumber().MatchString(s) // "1. Holm" is an ordinal, "i punkt 3. Holm" is none
	}
	return anyAbbreviation()[strings.ToLower(w)] || utf8.RuneCountInString(w) == 1 && unicode.IsLetter(last)
}
