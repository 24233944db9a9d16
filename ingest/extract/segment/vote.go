package segment

import (
	"strconv"
	"strings"

	"saksok"
)

// vote reads how a vote fell from a sentence of minutes; nil where it says
// nothing of a vote.
func (c *Cues) vote(s string) *saksok.Vote {
	v := &saksok.Vote{Outcome: saksok.VoteNotStated, Text: strings.TrimSpace(s)}
	c.count(v, s)
	switch {
	case c.CastingVote.match(s):
		v.Outcome = saksok.VoteCasting
	case v.Against != nil && *v.Against == 0 && v.For == nil:
		v.Outcome = saksok.VoteUnanimous
	case v.For != nil || v.Against != nil:
		v.Outcome = saksok.VoteMajority
	case c.Acclamation.match(s):
		v.Outcome = saksok.VoteAcclamation
	case c.Unanimous.match(s):
		v.Outcome = saksok.VoteUnanimous
	case c.Majority.match(s):
		v.Outcome = saksok.VoteMajority
	case c.Written.match(s):
		v.Outcome = saksok.VoteWrittenProcedure
	default:
		return nil
	}
	return v
}

// dissenting is the vote a sentence on who dissented tells of: somebody voted
// against, so that it was not unanimous; nil where it tells of a reservation only.
func (c *Cues) dissenting(s string) *saksok.Vote {
	if !c.Against.match(s) {
		return nil
	}
	return &saksok.Vote{Outcome: saksok.VoteMajority, Text: strings.TrimSpace(s)}
}

// count reads the numbers for and against. "med A mot B" has the number for
// first, but for a text that did not carry the smaller number is for: the
// Storting prints the larger first there (CATALOGUE 3.3).
func (c *Cues) count(v *saksok.Vote, s string) {
	folded := fold(s)
	for _, p := range c.Votes {
		if !hasAny(folded, p.needs) {
			continue
		}
		m := p.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		got := map[string]int{}
		ok := true
		for i, name := range p.SubexpNames() {
			if name == "" || m[i] == "" {
				continue
			}
			n, isNumber := c.number(m[i])
			ok = ok && isNumber
			got[name] = n
		}
		if !ok || len(got) == 0 {
			continue
		}
		if a, both := got["first"]; both {
			b := got["second"]
			if c.resultOf(s) == saksok.StatusRejected && a > b {
				a, b = b, a
			}
			got["for"], got["against"] = a, b
		}
		if n, has := got["for"]; has {
			v.For = &n
		}
		if n, has := got["against"]; has {
			v.Against = &n
		}
		return
	}
}

func (c *Cues) number(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	n, ok := c.Numbers[strings.ToLower(s)]
	return n, ok
}

// resultOf is what a sentence says became of a text, "" for nothing.
func (c *Cues) resultOf(s string) saksok.DecisionStatus {
	folded := fold(s)
	for _, r := range c.Results {
		if r.Pattern.matchFolded(s, folded) {
			return r.Status
		}
	}
	return ""
}

// types are the decision types a text has, in the order of the pattern list.
func (c *Cues) types(s string) []saksok.DecisionType {
	out := []saksok.DecisionType{}
	folded := fold(s)
	for _, t := range c.Types {
		if !t.Pattern.matchFolded(s, folded) {
			continue
		}
		seen := false
		for _, o := range out {
			seen = seen || o == t.Type
		}
		if !seen {
			out = append(out, t.Type)
		}
	}
	return out
}

// swapped is the vote as it fell for the other text: who was for the one was
// against the other.
func swapped(v *saksok.Vote) *saksok.Vote {
	o := *v
	o.For, o.Against = v.Against, v.For
	return &o
}
