package segment

import (
	"slices"
	"strings"

	"saksok"
)

// together is the vote on a text that was voted on in parts: unanimous where all parts
// were, else by majority, with counts where all have the same; the chair's second vote
// (dobbeltstemme) on one of the parts is told as it fell.
func together(votes []*saksok.Vote) *saksok.Vote {
	if len(votes) == 1 {
		return votes[0]
	}
	v := *votes[0]
	var said []string
	for _, o := range votes {
		if !slices.Contains(said, o.Text) {
			said = append(said, o.Text)
		}
		if o.Outcome != saksok.VoteUnanimous {
			v.Outcome = saksok.VoteMajority
		}
		if !sameCount(v.For, o.For) || !sameCount(v.Against, o.Against) {
			v.For, v.Against, v.PartiesFor, v.PartiesAgainst = nil, nil, nil, nil
		}
	}
	for _, o := range votes {
		if o.Outcome == saksok.VoteCasting {
			v.Outcome, v.For, v.Against = o.Outcome, o.For, o.Against
		}
	}
	v.Text = strings.Join(said, " ")
	return &v
}

func sameCount(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }

// countAdditions gives a decision that took motions in beside the proposal the vote on
// all of it: no one count holds for a text that was voted on in parts. An addition that
// all were for changes nothing.
func (t *treatment) countAdditions() {
	for i := range t.out {
		d := &t.out[i]
		if d.Status != saksok.StatusAdopted || d.Rule != ruleLabel || d.TreatedBy != nil || d.Vote == nil {
			continue
		}
		votes := []*saksok.Vote{d.Vote}
		t.takeIn(d)
		for _, m := range t.out {
			carried := m.Rule == ruleMotion && m.Status == saksok.StatusAdopted && m.Vote != nil && m.Vote.Outcome != saksok.VoteUnanimous
			if carried && m.Vote != d.Vote && takenIn(m.Text, d.Text) {
				votes = append(votes, m.Vote)
			}
		}
		d.Vote = together(votes)
	}
}

// amendRecommendation makes of the motions that carried where the body only recommends
// a part of what it recommends: it cannot adopt them either. What is of the treatment
// itself, as sending the case back, it decides.
func (t *treatment) amendRecommendation() {
	own := func(d saksok.Decision) bool { return d.Rule != ruleMotion && d.TreatedBy == nil }
	recommends := slices.ContainsFunc(t.out, func(d saksok.Decision) bool { return own(d) && d.Status == saksok.StatusRecommended })
	decides := slices.ContainsFunc(t.out, func(d saksok.Decision) bool { return own(d) && d.Status == saksok.StatusAdopted })
	if !recommends || decides {
		return
	}
	for i := range t.out {
		d := &t.out[i]
		if d.Rule == ruleMotion && d.Status == saksok.StatusAdopted && !slices.ContainsFunc(d.Types, ofTreatment) {
			d.Status = saksok.StatusRecommended
		}
	}
}

// ofTreatment reports whether a decision of this type is on the treatment of a case.
func ofTreatment(k saksok.DecisionType) bool {
	return k == saksok.TypeDeferral || k == saksok.TypeReferral || k == saksok.TypeProcedural
}

// takeIn marks the motions whose whole text a decision has and the proposal has not:
// no sentence may tell of their fate. All who were for the decision were for them.
func (t *treatment) takeIn(d *saksok.Decision) {
	whole := letters(d.Text)
	for i := range t.out {
		m := &t.out[i]
		said := letters(m.Text)
		if m.Rule != ruleMotion || m.Status != saksok.StatusProposed || m.Vote != nil || len(said) < wholeMotion || !strings.Contains(whole, said) || len(said) == len(whole) {
			continue
		}
		if t.proposalHas(said) {
			continue
		}
		if m.Status = saksok.StatusAdopted; d.Vote.Outcome == saksok.VoteUnanimous {
			m.Vote = d.Vote
		}
	}
}

// proposalHas reports whether a proposal or recommendation has a motion's text: a motion
// to adopt only a point of it is not taken in when all of it carries.
func (t *treatment) proposalHas(said string) bool {
	return slices.ContainsFunc(t.out, func(p saksok.Decision) bool {
		return p.Rule == ruleLabel && (p.Status == saksok.StatusProposed || p.Status == saksok.StatusRecommended) && strings.Contains(letters(p.Text), said)
	})
}

// wholeMotion is how many letters a motion must have to be known again in a decision.
const wholeMotion = 20

// takenIn reports whether a decision has nearly all words of a motion and others.
func takenIn(motion, decision string) bool {
	words, all := strings.Fields(label(motion)), strings.Fields(label(decision))
	n := 0
	for _, w := range words {
		if w = strings.Trim(w, "«»\"”.,"); slices.ContainsFunc(all, func(o string) bool { return strings.Trim(o, "«»\"”.,") == w }) {
			n++
		}
	}
	return len(words) > 0 && len(words) < len(all) && n*10 >= len(words)*9
}
