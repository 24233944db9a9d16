package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"saksok"
)

// vote reads how a vote fell from a sentence of minutes; nil where it says
// nothing of a vote.
func (c *Cues) vote(s string) *saksok.Vote {
	v := &saksok.Vote{Outcome: saksok.VoteNotStated, Text: strings.TrimSpace(s)}
	c.count(v, s)
	c.parties(v, s)
	switch {
	case c.CastingVote.match(s):
		v.Outcome = saksok.VoteCasting
	case v.Against != nil && *v.Against == 0, v.For != nil && v.Against == nil && c.Unanimous.match(s) && c.resultOf(s) == saksok.StatusAdopted:
		v.Outcome = saksok.VoteUnanimous
	case v.For != nil || v.Against != nil:
		v.Outcome = saksok.VoteMajority
	case c.Acclamation.match(s):
		v.Outcome = saksok.VoteAcclamation
	case c.Unanimous.match(s):
		v.Outcome = saksok.VoteUnanimous
	case c.AgainstBy.group(s) != "":
		v.Outcome, v.PartiesAgainst = saksok.VoteMajority, c.genitives(c.AgainstBy.group(s))
	case c.Majority.match(s), c.VotedAgainst.match(s):
		v.Outcome = saksok.VoteMajority
		if n := c.persons(c.VotedAgainst.group(s)); n > 0 {
			v.Against = &n
		}
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
	return statusOf(c.Results, s)
}

// unlessAdvice is a status, but for a text that was adopted and recommends something to
// another body: that is recommended.
func (c *Cues) unlessAdvice(st saksok.DecisionStatus, text string) saksok.DecisionStatus {
	if st == saksok.StatusAdopted && c.recommends(text) {
		return saksok.StatusRecommended
	}
	return st
}

// recommends reports whether a text recommends to a body above what it is to decide: a
// sentence of it does, before any that says something was adopted. "Godkendt, som
// udvalget anbefaler" recommends nothing.
func (c *Cues) recommends(s string) bool {
	for p := range strings.SplitSeq(s, "\n") {
		for _, s := range sentences(p) {
			said := s
			if c.As.Regexp != nil {
				said = c.As.ReplaceAllString(s, "")
			}
			if c.Recommends.match(said) {
				return true
			}
			if c.resultOf(s) == saksok.StatusAdopted {
				return false
			}
		}
	}
	return false
}

// types are the decision types a text has, in the order of the pattern list.
func (c *Cues) types(s string) []saksok.DecisionType {
	out := []saksok.DecisionType{}
	folded := fold(s)
	for _, t := range c.Types {
		if !t.Pattern.matchFolded(s, folded) {
			continue
		}
		seen := slices.ContainsFunc(out, func(o saksok.DecisionType) bool { return o == t.Type || slices.Contains(t.Unless, o) })
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
	o.PartiesFor, o.PartiesAgainst = v.PartiesAgainst, v.PartiesFor
	return &o
}

// withoutCount is a sentence without the count of votes in it.
func (c *Cues) withoutCount(s string) string {
	for _, p := range c.Votes {
		if m := p.FindStringIndex(s); m != nil {
			return s[:m[0]] + s[m[1]:]
		}
	}
	return s
}

// isTerse reports whether a text says no more than that something was adopted.
func (t *treatment) isTerse(s string) bool {
	c := t.f.cues
	if utf8.RuneCountInString(s) > 90 || c.resultOf(s) == "" {
		return false
	}
	n := 0
	for _, w := range strings.Fields(c.withoutCount(s)) {
		w = label(w)
		if w != "" && !slices.Contains(c.Terse, w) && !slices.Contains(t.mainNames(), w) && !c.Unanimous.match(w) && c.resultOf(w) == "" {
			n++
		}
	}
	return n == 0
}

// splitVote parts a decision's lines into its text and the sentence that says how
// the vote fell, which follows it in many minutes. The third result is what that
// sentence says became of the text.
func (t *treatment) splitVote(text []line, rest string, st saksok.DecisionStatus) (string, *saksok.Vote, saksok.DecisionStatus) {
	s := t.f.text(text)
	if rest != "" {
		if k := strings.Index(s, rest); k >= 0 {
			s = s[k:]
		} else if _, after, ok := strings.Cut(s, ":"); ok {
			s = strings.TrimSpace(after)
		}
	}
	if t.kind != saksok.KindMinutes {
		return s, nil, ""
	}
	paras := strings.Split(s, "\n")
	paras, dissent := t.withoutDissent(paras)
	if st == saksok.StatusProposed {
		paras = t.voteApart(paras)
	}
	for len(paras) > 1 && t.isVoteOnly(paras[len(paras)-1]) {
		last := paras[len(paras)-1]
		if v := t.f.cues.vote(last); v != nil {
			return strings.Join(paras[:len(paras)-1], "\n"), v, t.f.cues.resultOf(last)
		}
		paras = paras[:len(paras)-1]
	}
	if st == saksok.StatusAdopted || st == saksok.StatusProposed || st == saksok.StatusRecommended {
		paras = t.withoutNarrative(paras)
	}
	s = strings.Join(paras, "\n")
	if st != saksok.StatusAdopted {
		return s, nil, ""
	}
	s, counts := t.withoutCounts(s)
	if cut, verdict := t.withoutVerdict(s); verdict != "" {
		s, counts = cut, append(counts, verdict)
	}
	v := t.f.cues.vote(strings.Join(append([]string{s}, counts...), " "))
	if v == nil {
		v = t.f.cues.dissenting(dissent)
	}
	return s, v, ""
}

// withoutCounts cuts the sentences off a decision's end that only count who was for
// and against, the second result.
func (t *treatment) withoutCounts(s string) (string, []string) {
	paras := strings.Split(s, "\n")
	ss := sentences(paras[len(paras)-1])
	k := len(ss)
	for k > 0 && (k > 1 || len(paras) > 1) && t.f.cues.Counted.match(ss[k-1]) && t.f.cues.resultOf(ss[k-1]) == "" {
		k--
	}
	if k == len(ss) {
		return s, nil
	}
	paras[len(paras)-1] = strings.Join(ss[:k], " ")
	if k == 0 {
		paras = paras[:len(paras)-1]
	}
	return strings.Join(paras, "\n"), ss[k:]
}

// voteApart parts the sentences at the end of a motion's text that tell how the vote on it
// fell from those before, where all stand in one paragraph.
func (t *treatment) voteApart(paras []string) []string {
	c := t.f.cues
	last := len(paras) - 1
	ss := sentences(paras[last])
	tells := func(s string) bool {
		fell := c.TheMotion.match(s) && c.resultOf(s) != "" && utf8.RuneCountInString(s) < shortResult // "Ændringsforslaget var dermed bortfaldet."
		return fell || t.isVoteOnly(s) || c.Counted.match(s)
	}
	k := len(ss)
	for k > 1 && tells(ss[k-1]) {
		k--
	}
	if at := slices.IndexFunc(ss, func(s string) bool { return c.Proceeds.match(s) }); at > 0 {
		k = min(k, at) // "Ved avstemning var det 3 for og 3 mot."
	}
	if k == len(ss) || last > 0 && t.isVoteOnly(paras[last]) {
		return paras
	}
	return append(slices.Clone(paras[:last]), strings.Join(ss[:k], " "), strings.Join(ss[k:], " "))
}

// withoutVerdict parts a text from the word on how the vote fell that ends it:
// "Protokollen godkjennes. Enstemmig."
func (t *treatment) withoutVerdict(s string) (text, verdict string) {
	k := strings.LastIndex(s, "\n") + 1
	said := sentences(s[k:])
	n := len(said) - 1
	if n <= 0 || t.isTerse(s) {
		return s, ""
	}
	terse := t.f.cues.Unanimous.match(said[n]) && t.isTerse(said[n])
	if terse || t.f.cues.ResultFirst.match(label(said[n])) && t.isVoteOnly(said[n]) && t.f.cues.vote(said[n]) != nil {
		return s[:k] + strings.Join(said[:n], " "), said[n]
	}
	return s, ""
}

// withoutDissent cuts a decision's text before the sentence that puts a dissent on
// record, the second result.
func (t *treatment) withoutDissent(paras []string) ([]string, string) {
	for i, p := range paras {
		ss := sentences(p)
		for k, s := range ss {
			if i == 0 && k == 0 || !t.f.cues.onRecord(s) {
				continue
			}
			out := slices.Clone(paras[:i])
			if k > 0 {
				out = append(out, strings.Join(ss[:k], " "))
			}
			return out, s
		}
	}
	return paras, ""
}

// isVoteOnly reports whether a paragraph only tells how the vote fell.
func (t *treatment) isVoteOnly(s string) bool {
	c := t.f.cues
	return utf8.RuneCountInString(s) < 240 && !startsPoint(s) &&
		(t.isTerse(s) || c.vote(s) != nil && (c.resultOf(s) != "" || strings.Contains(strings.ToLower(s), "stem")))
}

// endsWithVote reports whether the text is over: its last paragraph was a vote's
// result and l opens another.
func (t *treatment) endsWithVote(out []line, l line) bool {
	if len(out) == 0 {
		return false
	}
	last := out[len(out)-1]
	if sameParagraph(last, l) {
		return false
	}
	k := len(out) - 1
	for k > 0 && sameParagraph(out[k-1], out[k]) {
		k--
	}
	return t.isVoteOnly(t.f.join(out[k:]))
}
