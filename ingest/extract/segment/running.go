package segment

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"saksok"
)

// Many bodies number their cases on from meeting to meeting, without a word before the
// number: "122. Apologies", "24/051 Planning", "C24-09 Accounts", "IV. Reports". What
// the form is cannot be known beforehand; that headings count on by one tells it.

// numberedLine matches a line that begins with what may be such a number.
var numberedLine = regexp.MustCompile(`^\(?((?:\p{Lu}{1,4}[ /.-]?)?\d{1,4}(?:[/.-]\d{1,4}){0,2}|[IVXL]{1,6})\)?[.):]*\s+(?:[–-]\s+)?(\S.*)$`)

// runningLine is a line that may be a heading with a running number.
type runningLine struct {
	line   int
	number string
	title  string
	shape  string // the number with each group of digits as 0
	parts  []int  // its groups of digits
}

// runningItems finds items by numbers that count on by one, from wherever the last
// meeting ended; nil where too few do. Numbers that begin at 1 are plainItems'.
func (f *flow) runningItems(a agenda, kind saksok.DocumentKind) []span {
	if !expectsItems(kind) {
		return nil
	}
	best := longestRun(f.runningLines(a))
	if len(best) < 2 || len(best) == 2 && len(best[0].parts) == 1 {
		return nil
	}
	var out []span
	for k, c := range best {
		end := len(f.lines)
		if k+1 < len(best) {
			end = best[k+1].line
		}
		s, n := f.withTitle(c.line, saksok.ItemNumber(c.number), c.title)
		s.head, s.from = c.line, min(c.line+n, end)
		out = append(out, s)
	}
	return out
}

// expectsItems reports whether a document of this kind has items with numbers of
// their own.
func expectsItems(kind saksok.DocumentKind) bool {
	switch kind {
	case saksok.KindMinutes, saksok.KindNotice, saksok.KindAgenda, saksok.KindPack, saksok.KindElectionRecord:
		return true
	}
	return false
}

// runningLines are the lines that look like headings with a number.
func (f *flow) runningLines(a agenda) []runningLine {
	var out []runningLine
	for i, l := range f.lines {
		if a.lines[i] || l.table >= 0 && l.Heading == 0 {
			continue
		}
		m := numberedLine.FindStringSubmatch(l.text)
		if m == nil || !titleStart(m[2]) || l.Heading == 0 && (len(m[2]) > maxNumbered || endsSentence(m[2])) {
			continue
		}
		if l.Heading == 0 && !f.standsApart(i) && !f.outdented(i) {
			continue
		}
		c := runningLine{line: i, number: m[1], title: m[2]}
		c.shape = digitGroup.ReplaceAllString(m[1], "0")
		for _, d := range digitGroup.FindAllString(m[1], -1) {
			n, _ := strconv.Atoi(d)
			c.parts = append(c.parts, n)
		}
		if len(c.parts) == 0 {
			c.shape, c.parts = "I", []int{roman(m[1])}
		}
		if len(c.parts) == 1 && (c.parts[0] == 0 || c.parts[0] >= 1900) {
			continue // a year, a word in capitals
		}
		out = append(out, c)
	}
	return out
}

var digitGroup = regexp.MustCompile(`\d+`)

// longestRun is the longest row of lines in which one group of digits counts on by one
// and the others stay; the first of equals.
func longestRun(all []runningLine) []runningLine {
	var best []runningLine
	used := make([]bool, len(all))
	for i := range all {
		if used[i] || all[i].shape == "0" && all[i].parts[0] == 1 {
			continue
		}
		run, at := []runningLine{all[i]}, -1
		for j := i + 1; j < len(all); j++ {
			if k := step(run[len(run)-1], all[j]); k >= 0 && (at < 0 || at == k) {
				run, at, used[j] = append(run, all[j]), k, true
			}
		}
		if run = withTurned(run, all, at); len(run) > len(best) {
			best = run
		}
	}
	return best
}

// withTurned is a run with the lines of its form that were treated out of turn, and went
// on from there: C.65, C.67, C.66, C.68. Only letters in the number make it safe to take
// them: plain numbers are years and points as well.
func withTurned(run, all []runningLine, at int) []runningLine {
	if at < 0 || !lettered.MatchString(run[0].shape) {
		return run
	}
	var out []runningLine
	has := func(n int) bool {
		return slices.ContainsFunc(out, func(r runningLine) bool { return r.parts[at] == n })
	}
	for _, r := range all {
		if r.shape != run[0].shape || r.line < run[0].line {
			continue
		}
		n := r.parts[at]
		if len(out) == 0 || !has(n) && (has(n-1) || has(n-2) || has(n+1)) && sameBut(r, run[0], at) {
			out = append(out, r)
		}
	}
	return out
}

// lettered matches the form of a number with letters in it.
var lettered = regexp.MustCompile(`\p{L}`)

// sameBut reports whether two numbers have the same groups of digits but for one.
func sameBut(a, b runningLine, at int) bool {
	for k := range a.parts {
		if k != at && a.parts[k] != b.parts[k] {
			return false
		}
	}
	return true
}

// step is the group of digits by which b counts on from a, -1 where it does not.
func step(a, b runningLine) int {
	if a.shape != b.shape || len(a.parts) != len(b.parts) {
		return -1
	}
	at := -1
	for k := range a.parts {
		switch {
		case a.parts[k] == b.parts[k]:
		case b.parts[k] == a.parts[k]+1 && at < 0:
			at = k
		default:
			return -1
		}
	}
	return at
}

// roman is the value of a Roman numeral, 0 where s is none.
func roman(s string) int {
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50}
	n := 0
	for i := range len(s) {
		if i+1 < len(s) && value[s[i]] < value[s[i+1]] {
			n -= value[s[i]]
			continue
		}
		n += value[s[i]]
	}
	if romanOf(n) != s {
		return 0 // "IL", "VV"
	}
	return n
}

// romanOf is a number below 90 as a Roman numeral.
func romanOf(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		n int
		s string
	}{{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.n; n -= d.n {
			b.WriteString(d.s)
		}
	}
	return b.String()
}
