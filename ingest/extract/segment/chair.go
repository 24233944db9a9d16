package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// How Swedish minutes put the question: members move that the proposal be granted or
// refused (yrka bifall, avslag), the chair finds what the body decides, and where a
// count is asked for it is told what yes and no are for.

// settleBallot gives the count to the motions that yes or no was for: "Ja-röst för
// nämndens förslag, nej-röst för Bergs yrkande." The count may stand a paragraph below.
func (t *treatment) settleBallot(paras []paragraph) {
	for k, p := range paras {
		m := t.f.cues.Ballot.find(p.text)
		if m == nil {
			continue
		}
		yes, no := group(t.f.cues.Ballot, m, "yes"), group(t.f.cues.Ballot, m, "no")
		if v := t.f.cues.countIn(paras[k:min(k+ballotReach, len(paras))]); v != nil {
			t.giveBallot(yes, no, v)
		}
	}
}

// countIn is the first count of votes for and against in the sentences of paragraphs,
// nil where there is none.
func (c *Cues) countIn(paras []paragraph) *saksok.Vote {
	for _, p := range paras {
		for _, s := range append(sentences(p.text), p.text) {
			if v := c.vote(s); v != nil && v.For != nil && v.Against != nil {
				return v
			}
		}
	}
	return nil
}

// ballotReach is how many paragraphs below the question its count may stand.
const ballotReach = 4

// giveBallot gives a count to the motions on either side of the question, and to the
// decision.
func (t *treatment) giveBallot(yes, no string, v *saksok.Vote) {
	for i := range t.out {
		d := &t.out[i]
		if d.Rule == ruleLabel && (d.Status == saksok.StatusAdopted || d.Status == saksok.StatusRejected) && d.TreatedBy == nil && d.Vote == nil {
			if d.Vote = v; *v.Against > *v.For {
				d.Vote = swapped(v) // what was decided is what most were for
			}
		}
		if d.Rule != ruleMotion {
			continue
		}
		switch t.side(d, yes, no) {
		case +1:
			d.Vote = v
		case -1:
			d.Vote = swapped(v)
		default:
			continue
		}
		if st := t.fate(d.Vote); st != "" {
			d.Status = st
		}
	}
}

// side tells whether yes (+1) or no (-1) was for a motion, by whose it is, else by
// whether it grants or refuses; 0 where that cannot be told.
func (t *treatment) side(d *saksok.Decision, yes, no string) int {
	c := t.f.cues
	_, _, isYes := c.mentions(yes, d.Proposer, len(yes))
	_, _, isNo := c.mentions(no, d.Proposer, len(no))
	if isYes == isNo {
		grants, refuses := c.Grants.match(d.Text), c.Refuses.match(d.Text)
		if grants == refuses {
			return 0
		}
		isYes, isNo = sharesWord(d.Text, yes, no), sharesWord(d.Text, no, yes)
		if refuses || isYes == isNo {
			isYes = grants && c.Grants.match(yes) || refuses && c.Refuses.match(yes)
			isNo = grants && c.Grants.match(no) || refuses && c.Refuses.match(no)
		}
	}
	switch {
	case isYes == isNo:
		return 0
	case isYes:
		return +1
	}
	return -1
}

// sharesWord reports whether a text has a word that is in one side of a question and not
// in the other: the motion to grant "kommunstyrelsens förslag" is on that side.
func sharesWord(text, side, other string) bool {
	const long = 6
	words, others := strings.Fields(label(text)), strings.Fields(label(other))
	return slices.ContainsFunc(strings.Fields(label(side)), func(w string) bool {
		return utf8.RuneCountInString(w) > long && slices.Contains(words, w) && !slices.Contains(others, w)
	})
}

// settleFinding rejects the motions against which the chair found the body to decide:
// that the case be put off where it is decided today, that it be refused where it is
// granted, and the other way round. What carried is the decision, under its own label.
func (t *treatment) settleFinding(paras []paragraph) {
	c := t.f.cues
	for _, p := range paras {
		for _, s := range sentences(p.text) {
			for _, m := range c.Finding.findAll(s) {
				for i := range t.out {
					d := &t.out[i]
					if d.Rule != ruleMotion || d.Status != saksok.StatusProposed {
						continue
					}
					putsOff := slices.Contains(d.Types, saksok.TypeDeferral) || slices.Contains(d.Types, saksok.TypeReferral)
					if c.DecidedNow.match(m) && putsOff || c.Refuses.match(m) && c.Grants.match(d.Text) || c.Grants.match(m) && !c.Refuses.match(m) && c.Refuses.match(d.Text) {
						d.Status = saksok.StatusRejected
					}
				}
			}
		}
	}
}

// voteOfDissent tells of the decision that it was not unanimous, where nothing else is
// said of a vote and somebody put on record that they were against it.
func (t *treatment) voteOfDissent() {
	first := -1
	for i, d := range t.out {
		if d.Rule == ruleLabel && d.Status == saksok.StatusAdopted && d.TreatedBy == nil {
			if d.Vote != nil {
				return
			}
			if first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return
	}
	for _, l := range t.lines {
		if v := t.f.cues.dissenting(l.text); v != nil {
			t.out[first].Vote = v
			return
		}
	}
}

// group is a named group of a match, the first of that name with a text.
func group(p pattern, m []string, name string) string {
	for i, n := range p.SubexpNames() {
		if n == name && m[i] != "" {
			return m[i]
		}
	}
	return ""
}
