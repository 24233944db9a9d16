package segment

import (
	"slices"
	"strings"

	"saksok"
)

// votingSentence is what minutes say in one breath of a vote: the sentence with the
// result and those that count who was for and against.
type votingSentence struct {
	text string
	in   paragraph
}

// votingSentences are the sentences of paragraphs, a count without a result joined with
// the result before it, or else behind it: "Innstillingen ble vedtatt. For stemte 6: …
// Mot stemte 3: …". What is said of who may treat the case is left out.
func (t *treatment) votingSentences(paras []paragraph) []votingSentence {
	c := t.f.cues
	var out []votingSentence
	var counts []string // that wait for their result
	for k, p := range paras {
		if k > 0 && paras[k-1].to != p.from {
			counts = nil
		}
		for _, s := range t.resultClauses(sentences(p.text)) {
			s = t.f.withoutHeading(s)
			if c.Impartiality.match(s) {
				continue // a vote on who may treat the case, not on the case
			}
			last := len(out) - 1
			switch counted := c.Counted.match(s) && c.resultOf(s) == ""; {
			case counted && last >= 0 && len(counts) == 0 && t.lacksCount(out[last].text):
				out[last].text += " " + s
				continue
			case counted:
				counts = append(counts, s)
				continue
			case len(counts) > 0 && c.resultOf(s) != "":
				s = strings.Join(append(counts, s), " ")
			case last >= 0 && out[last].in.from == p.from && t.setsUp(out[last].text) && t.isOneOfTexts(s, out[last].text) && c.resultOf(s) != "":
				out[last].text += " " + s
				continue
			}
			counts = nil
			out = append(out, votingSentence{s, p})
		}
	}
	return out
}

// resultClauses parts sentences that tell two results: "Innstillingen falt, mens Bøs
// forslag ble vedtatt."
func (t *treatment) resultClauses(in []string) []string {
	var out []string
	for _, s := range in {
		if m := t.f.cues.clauseBreak(s); m != nil && t.f.cues.resultOf(s[:m[0]]) != "" && t.f.cues.resultOf(s[m[1]:]) != "" {
			out = append(out, s[:m[0]], s[m[1]:])
			continue
		}
		out = append(out, s)
	}
	return out
}

// clauseBreak is where a sentence goes on to another clause; nil where it does not.
func (c *Cues) clauseBreak(s string) []int {
	if at := c.ClauseBreak.index(s); at != nil {
		return at
	}
	if i := strings.Index(s, "; "); i >= 0 {
		return []int{i, i + len("; ")}
	}
	return nil
}

// isOneOfTexts reports whether the text that a result names is one of those another
// sentence set against each other; it is where that cannot be told.
func (t *treatment) isOneOfTexts(result, between string) bool {
	at, ok := t.textNamed(result)
	if !ok || at < 0 {
		return true
	}
	_, _, named := t.f.cues.mentions(between, t.f.cues.movers(t.out[at]), len(between))
	return named || slices.Contains(t.openMotions(between), at)
}

// setsUp reports whether a sentence only says which texts were set against each other.
func (t *treatment) setsUp(s string) bool {
	return t.f.cues.Rivals.match(s) && t.f.cues.resultOf(s) == ""
}

// lacksCount reports whether a sentence tells a result and not yet who was for and who
// against.
func (t *treatment) lacksCount(s string) bool {
	v := t.f.cues.vote(s)
	return t.f.cues.resultOf(s) != "" && (v == nil || v.For == nil || v.Against == nil) && (v == nil || v.Outcome != saksok.VoteUnanimous)
}

// rival is one of the texts a vote set against each other: its place in t.out, -1 for
// the main proposal.
type rival struct{ at, votes int }

// settleRivals reads a vote that tells for each of several texts how many votes it got:
// "Forslaget fra Vik fikk 11 stemmer. Innstillingen fikk 8 stemmer." What got most
// carried and the others fell. It returns how many of the sentences it read.
func (t *treatment) settleRivals(said []votingSentence) int {
	var rivals []rival
	var text []string
	n := 0
	for _, s := range said {
		found := t.rivals(s.text)
		if len(found) == 0 || n > 0 && s.in.from != said[n-1].in.from && s.in.from != said[n-1].in.to {
			break
		}
		rivals, text, n = append(rivals, found...), append(text, s.text), n+1
	}
	if len(rivals) < 2 || rivals[0].at == rivals[1].at {
		return 0
	}
	best := slices.MaxFunc(rivals, func(a, b rival) int { return a.votes - b.votes })
	for _, r := range rivals {
		if r != best && r.votes == best.votes {
			return 0 // a draw
		}
	}
	for _, r := range rivals {
		others := 0
		for _, o := range rivals {
			others += o.votes
		}
		others -= r.votes
		v := &saksok.Vote{Outcome: saksok.VoteMajority, For: &r.votes, Against: &others, Text: strings.Join(text, " ")}
		switch {
		case r.at >= 0 && r == best:
			t.out[r.at].Status, t.out[r.at].Vote = saksok.StatusAdopted, v
		case r.at >= 0:
			t.out[r.at].Status, t.out[r.at].Vote = saksok.StatusRejected, v
		case r == best:
			t.settleMain(said[0].in, strings.Join(text, " "), saksok.StatusAdopted, v)
		}
	}
	return n
}

// settleAgainst reads a result behind the sentence that says which texts the vote was
// between: "Det ble votert alternativt mellom innstillingen og forslaget fra Høyre.
// Innstillingen ble vedtatt." The motions that did not win fell.
func (t *treatment) settleAgainst(between, s string) {
	c := t.f.cues
	v, st := c.vote(s), c.resultOf(s)
	if v == nil || st != saksok.StatusAdopted || !c.Rivals.match(between) || c.resultOf(between) != "" {
		return
	}
	winner, ok := t.textNamed(s)
	if !ok {
		return
	}
	for i := range t.out {
		d := &t.out[i]
		if _, _, named := c.mentions(between, c.movers(*d), len(between)); named && i != winner && d.Rule == ruleMotion && d.Status == saksok.StatusProposed {
			d.Status, d.Vote = saksok.StatusRejected, swapped(v)
		}
	}
}

// rivals are the texts one sentence says got votes.
func (t *treatment) rivals(s string) []rival {
	score := t.f.cues.Score
	if score.Regexp == nil || t.f.cues.resultOf(s) == saksok.StatusRejected || t.f.cues.resultOf(s) == saksok.StatusWithdrawn {
		return nil
	}
	var out []rival
	from := 0
	for _, m := range score.FindAllStringSubmatchIndex(s, -1) {
		number := ""
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				number = s[m[g]:m[g+1]]
			}
		}
		n, ok := t.f.cues.number(number)
		at, named := t.textNamed(s[from:m[0]])
		if ok && named {
			out = append(out, rival{at, n})
		}
		from = m[1]
	}
	return out
}

// textNamed is the text a subject names: a motion by its proposer or kind, or the main
// proposal, -1.
func (t *treatment) textNamed(subject string) (at int, ok bool) {
	at, where := -1, -1
	for i, d := range t.out {
		if d.Rule != ruleMotion {
			continue
		}
		if _, last, ok := t.f.cues.mentions(subject, t.f.cues.movers(d), len(subject)); ok && last > where {
			at, where = i, last
		}
	}
	if where >= 0 {
		return at, true
	}
	if _, last := t.mainAt(subject, len(subject)); last >= 0 {
		return -1, true
	}
	if open := t.openMotions(subject); len(open) > 0 {
		return open[len(open)-1], true
	}
	return -1, false
}

// openMotions are the motions that are not settled yet and of the kind a sentence names
// ("endringsforslaget", "forslaget"), in order.
func (t *treatment) openMotions(s string) []int {
	m := t.f.cues.TheMotion.find(s)
	if m == nil {
		return nil
	}
	kind := strings.ToLower(t.f.cues.TheMotion.group(s))
	number := ""
	if k := t.f.cues.exprs.motionNumber.FindStringSubmatch(s); k != nil {
		number = k[1]
	}
	var out []int
	for i, d := range t.out {
		if k := t.f.cues.exprs.motionNumber.FindStringSubmatch(d.Label); number != "" && (k == nil || k[1] != number) {
			continue
		}
		if t.f.cues.Subsidiary.match(s) != t.f.cues.Subsidiary.match(d.Label) {
			continue
		}
		if d.Rule == ruleMotion && d.Status == saksok.StatusProposed && d.Vote == nil && strings.Contains(strings.ToLower(d.Label), kind) {
			out = append(out, i)
		}
	}
	return out
}

// settleUnnamed gives a result to the motion that a sentence names by its kind alone:
// the last of those not settled. A sentence on the main proposal names none.
func (t *treatment) settleUnnamed(s string, st saksok.DecisionStatus, v *saksok.Vote) bool {
	open := t.openMotions(s)
	if len(open) == 0 {
		return false
	}
	if first, _ := t.mainAt(s, t.resultAt(s, st)); first >= 0 {
		if m := t.f.cues.TheMotion.FindStringIndex(s); st != saksok.StatusRejected || m[0] > first {
			return false // the sentence is on the main proposal
		}
	}
	d := &t.out[open[len(open)-1]]
	d.Status, d.Vote = st, v
	if st == saksok.StatusDeferred {
		d.Status = saksok.StatusAdopted // the motion to put off carried; postpone says what that is
	}
	return true
}

// carryVotes gives a decision that repeats a motion which carried the vote it carried
// by. One of several alternatives by their numbers, repeated word for word, stays what
// was proposed.
func (t *treatment) carryVotes() {
	for i := range t.out {
		d := &t.out[i]
		if d.Rule != ruleLabel || d.Vote != nil || d.TreatedBy != nil || d.Status == saksok.StatusProposed {
			continue
		}
		for k := range t.out {
			m := &t.out[k]
			if m.Rule != ruleMotion || m.Status != saksok.StatusAdopted || m.Vote == nil || !similar(m.Text, d.Text) {
				continue
			}
			if d.Vote = m.Vote; label(m.Text) == label(d.Text) && t.f.cues.exprs.ofAlternative.MatchString(m.Label) {
				m.Status = saksok.StatusProposed
			}
		}
	}
}
