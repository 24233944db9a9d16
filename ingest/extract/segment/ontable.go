package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// What is on the table in minutes that tell their proceedings: the motions no word has
// said the fate of yet, and what is said of them and of the votes on them.

// bareMotion adds a text that only says what would be, "That the report be approved": it
// is what the label above it says, a recommendation where the sentence before it names
// one, and else on the table until a word says what became of it.
func (p *proceedings) bareMotion(i int) int {
	j := i + 1
	for j < len(p.all) && !p.all[j].label && p.t.f.cues.OtherFollows.match(p.all[j-1].text) && startsPoint(p.all[j].text) {
		j++
	}
	d := saksok.Decision{Status: p.statusAbove(i), Rule: ruleResolved}
	if d.Status == saksok.StatusProposed {
		d.Rule = ruleMoved
	}
	p.put(d, i, j)
	if d.Status == saksok.StatusProposed {
		p.open = append(p.open, p.last)
	}
	return j
}

// statusAbove is the status the words above the points of which sentence i is one give
// them.
func (p *proceedings) statusAbove(i int) saksok.DecisionStatus {
	k := i - 1
	for k >= 0 && !p.all[k].label && startsPoint(p.all[k].text) {
		k--
	}
	switch {
	case k < 0:
		return saksok.StatusProposed
	case p.all[k].label:
		if st, _, _, _ := p.t.f.labelOf(p.all[k].text); st != "" {
			return st
		}
	case p.t.f.cues.Recommendation.match(p.all[k].text):
		return saksok.StatusRecommended
	}
	return saksok.StatusProposed
}

// settle gives what became of a motion to the one on the table, or stands as a
// decision itself where it says what it is about.
func (p *proceedings) settle(i int, st saksok.DecisionStatus) {
	t, u := p.t, p.all[i]
	v := t.f.cues.vote(u.text)
	k := p.onTable(u.text)
	if k < 0 {
		if p.last >= 0 && t.out[p.last].Status != saksok.StatusProposed && p.last == len(t.out)-1 && p.onlyOutcome(u.text) {
			p.count(p.last, v)
			return
		}
		if t.f.cues.SayingWhat.match(u.text) || t.f.cues.Postponement.match(u.text) || t.f.cues.OfMover.match(u.text) {
			p.put(saksok.Decision{Status: st, Rule: ruleResolved}, i, i+1)
		}
		return
	}
	d := &t.out[k]
	p.open = slices.DeleteFunc(p.open, func(o int) bool { return o == k })
	d.Status = t.f.cues.unlessAdvice(st, d.Text)
	if st == saksok.StatusAdopted && slices.Contains(t.f.cues.types(d.Text), saksok.TypeDeferral) && t.f.cues.Postponement.match(d.Text) {
		d.Status = saksok.StatusDeferred
	}
	p.count(k, p.withCount(v))
	if v := t.f.cues.vote(d.Text); v != nil && v.For != nil {
		p.count(k, v) // "was put to the vote: 1 for, 2 against"
	}
	if k == p.last && p.at >= 0 && p.at+1 <= i && p.all[p.at].para == u.para && !slices.ContainsFunc(p.all[p.at+1:i+1], p.besides) {
		d.Text, d.Box = d.Text+" "+p.text(p.at+1, i+1), d.Box.Union(box(p.linesOf(p.at+1, i+1))).Rounded()
	}
	t.mark(u.from, u.to)
	p.last, p.at = k, i
}

// besides reports whether a sentence behind a motion is no part of it: it lists who voted
// how, or tells of something else.
func (p *proceedings) besides(u said) bool {
	c := p.t.f.cues
	return c.Counted.match(u.text) || !c.Seconds.match(u.text) && !p.onlyOutcome(u.text)
}

// withCount is a vote with the count that was told before it.
func (p *proceedings) withCount(v *saksok.Vote) *saksok.Vote {
	before := p.vote
	p.vote = nil
	if before == nil || v != nil && (v.For != nil || v.Against != nil) {
		return v
	}
	return before
}

// onTable is the motion an outcome is on, by what it calls it; -1 where there is none.
func (p *proceedings) onTable(s string) int {
	if len(p.open) == 0 {
		return -1
	}
	c := p.t.f.cues
	isAmendment := func(k int) bool { return c.Amendment.match(p.t.out[k].Label + p.t.out[k].Text) }
	whose := c.OfMover.find(s)
	if c.MainMotion.match(s) && !isAmendment(p.open[0]) {
		return p.open[0]
	}
	for n := len(p.open) - 1; n >= 0; n-- {
		k := p.open[n]
		if whose != nil && strings.HasSuffix(p.t.out[k].Proposer, whose[1]) || whose == nil && isAmendment(k) == c.Amendment.match(s) {
			return k
		}
	}
	if whose != nil || c.Amendment.match(s) && len(p.open) == 1 {
		return -1 // on one that was not read
	}
	return p.open[len(p.open)-1]
}

// counted gives a count of votes that stands by itself, as one sentence or a list of who
// was for and who against, to what was settled last or is on the table; else to what is
// said next. It returns the sentence to go on at.
func (p *proceedings) counted(i int) int {
	c := p.t.f.cues
	j, text := i+1, p.all[i].text
	for c.Counted.match(p.all[i].text) && j < len(p.all) && c.Counted.match(p.all[j].text) && c.outcome(p.all[j].text) == "" {
		text += " " + p.all[j].text
		j++
	}
	if utf8.RuneCountInString(text) > longCount*(j-i) {
		return i + 1
	}
	v := c.vote(text)
	switch {
	case v == nil:
		return i + 1
	case p.last >= 0 && p.count(p.last, v):
		p.t.mark(p.all[i].from, p.all[j-1].to)
	case v.For != nil && v.Against != nil:
		p.vote = v
	}
	return j
}

// longCount is how many characters each sentence of a count may have.
const longCount = 200

// count adds a vote to a decision that has no better one, and reports whether it did.
func (p *proceedings) count(k int, v *saksok.Vote) bool {
	d := &p.t.out[k]
	if v == nil || d.Vote != nil && (d.Vote.For != nil || d.Vote.Against != nil) {
		return false
	}
	d.Vote = v
	return true
}
