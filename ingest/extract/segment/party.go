package segment

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"saksok"
)

// Parties in the sentences on a vote, each with its number of votes or none:
// "(2 H, 1 FrP)", "(H 2, FrP 1)", "(A, V, F)", "6: A (2), Sp (1)".
var (
	partyParens = regexp.MustCompile(`(?:(\d{1,3})(?: \p{L}{4,10})?\s?)?\(([^()]{1,200})\)`)
	partyCount  = regexp.MustCompile(`(\p{Lu}[\p{L}-]{0,24}) ?\((\d{1,3})\)`)
)

// partyGroup is parties that voted alike, and how many votes they had; -1 unknown.
type partyGroup struct {
	names []string
	votes int
}

// parties reads which parties voted for and against: a list whose numbers add up to
// one of the counts, or that stands behind it. One that could be either is left.
func (c *Cues) parties(v *saksok.Vote, s string) {
	if v.For == nil && v.Against == nil || v.For != nil && v.Against != nil && *v.For == *v.Against {
		return
	}
	for _, g := range c.partyGroups(s) {
		switch {
		case v.For != nil && g.votes == *v.For:
			v.PartiesFor = g.names
		case v.Against != nil && g.votes == *v.Against:
			v.PartiesAgainst = g.names
		}
	}
}

// partyGroups lists the groups of parties a text names with their votes.
func (c *Cues) partyGroups(s string) []partyGroup {
	var out []partyGroup
	for _, at := range c.exprs.partyRun.FindAllStringIndex(s, -1) {
		if strings.HasSuffix(s[:at[0]], ", ") {
			continue // "Lie, Berg, Moen (3)" are names and their number
		}
		g := partyGroup{}
		for _, m := range partyCount.FindAllStringSubmatch(s[at[0]:at[1]], -1) {
			n, _ := strconv.Atoi(m[2])
			g.names, g.votes = append(g.names, m[1]), g.votes+n
		}
		if len(g.names) > 1 || c.isParty(g.names[0]) {
			out = append(out, g) // else it may be the one member who voted so
		}
	}
	for _, m := range partyParens.FindAllStringSubmatch(s, -1) {
		g := partyGroup{votes: -1}
		sum, counted := 0, true
		for _, p := range c.exprs.partySplit.Split(m[2], -1) {
			e := c.exprs.partyEntry.FindStringSubmatch(strings.TrimSpace(p))
			if e == nil {
				g.names = nil
				break
			}
			n, err := strconv.Atoi(e[1] + e[3])
			counted = counted && err == nil
			g.names, sum = append(g.names, e[2]), sum+n
		}
		if before, err := strconv.Atoi(m[1]); counted {
			g.votes = sum
		} else if err == nil {
			g.votes = before
		}
		if g.names != nil && g.votes >= 0 {
			out = append(out, g)
		}
	}
	return out
}

// persons is how many people a list names, each by more than one name; 0 where an entry
// is none, a party say.
func (c *Cues) persons(list string) int {
	n := 0
	for _, p := range c.exprs.partySplit.Split(list, -1) {
		name, _, _ := strings.Cut(strings.TrimSpace(p), " (")
		if !isName(name) {
			return 0
		}
		n++
	}
	return n
}

// genitives are the parties of "SVs og Rødts".
func (c *Cues) genitives(s string) []string {
	var out []string
	for _, p := range c.exprs.partySplit.Split(s, -1) {
		out = append(out, strings.TrimSuffix(strings.TrimSpace(p), "s"))
	}
	return out
}

// partyIn is where a text names a party by its abbreviation or its full name, from
// byte from on; a single letter is one only behind "fra", a comma or "og". It is -1
// where the text does not.
func (c *Cues) partyIn(s, party string, from int) (at, end int) {
	want := c.party(party)
	for i := from; i < len(s); {
		j := i
		for j < len(s) && !isWordByte(s[j]) {
			j++
		}
		k := j
		for k < len(s) && isWordByte(s[k]) {
			k++
		}
		w := s[j:k]
		if w != "" && startsUpper(w) && (c.party(w) == want || c.party(strings.TrimSuffix(w, "s")) == want && len(w) > 2) &&
			(len(w) > 1 || c.exprs.partyBefore.MatchString(s[:j])) {
			return j, k
		}
		i = max(k, j+1)
	}
	return -1, -1
}

// isWordByte reports whether a byte is part of a word; those beyond ASCII are letters.
func isWordByte(b byte) bool {
	return b >= 0x80 || b == '-' || unicode.IsLetter(rune(b)) || b >= '0' && b <= '9'
}

// party is a party's abbreviation in lower case, for comparison.
func (c *Cues) party(s string) string {
	l := strings.ToLower(s)
	if abbr, ok := c.PartyNames[l]; ok {
		return abbr
	}
	return l
}

// isParty reports whether a word is a party's name or abbreviation.
func (c *Cues) isParty(s string) bool {
	l := strings.ToLower(s)
	_, named := c.PartyNames[l]
	for _, p := range c.Parties {
		named = named || p == l
	}
	return named && startsUpper(s)
}
