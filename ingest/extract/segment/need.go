package segment

import (
	"regexp/syntax"
	"strings"
	"unicode"
)

// needs are words of which every text that an expression matches has one, folded;
// nil where there are no such words. Cues are tried on every sentence and nearly
// all of them fail, which looking for a word finds out at once, while RE2 has no
// quick way for what ignores case: that was half of all the work on an election
// record.
func needs(expr string) []string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	words := needed(re.Simplify())
	if shortest(words) < 2 {
		return nil
	}
	return words
}

func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{fold(string(re.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if w := needed(sub); shortest(w) > shortest(best) {
				best = w
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			w := needed(sub)
			if w == nil {
				return nil
			}
			all = append(all, w...)
		}
		return all
	}
	return nil
}

// shortest is the length of the shortest word, 0 without any.
func shortest(words []string) int {
	if len(words) == 0 {
		return 0
	}
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// fold makes texts equal that differ in case only, as an expression that ignores
// case compares them: each letter stands for those it is one with.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxASCII:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		case r == '\u017f': // long s
			return 's'
		case r == '\u212a': // the sign of Kelvin
			return 'k'
		}
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}

// hasAny reports whether a folded text has one of the words; no words are no
// condition.
func hasAny(folded string, words []string) bool {
	for _, w := range words {
		if strings.Contains(folded, w) {
			return true
		}
	}
	return len(words) == 0
}
