package segment

import "saksok"

// Most texts carry by more votes for than against. What changes the by-laws does not:
// associations ask for two thirds, some for three quarters, and minutes at times print the
// count and no word on who won.

// share is a part of the votes, two of three.
type share struct{ part, of int }

var (
	simpleMajority = share{1, 2}
	twoThirds      = share{2, 3}
	threeQuarters  = share{3, 4} // the most that by-laws are known to ask for
)

// reached reports whether so many for are at least that share of all the votes.
func (s share) reached(yes, all int) bool { return yes*s.of >= s.part*all }

// fate is what a count alone decides of a text. It stays proposed where more than half
// were for it and by-laws may have asked for more; "" for a tie.
func (t *treatment) fate(v *saksok.Vote) saksok.DecisionStatus {
	yes, all := *v.For, *v.For+*v.Against
	need, said := t.majorityNeeded()
	switch {
	case 2*yes == all:
		return ""
	case 2*yes < all:
		return saksok.StatusRejected
	case need.reached(yes, all):
		return saksok.StatusAdopted
	case said:
		return saksok.StatusRejected
	}
	return saksok.StatusProposed
}

// majorityNeeded is the share of the votes that carries what the case is about, and
// whether the case, or the document of changes in by-laws, says that it takes that.
func (t *treatment) majorityNeeded() (share, bool) {
	c := t.f.cues
	here := t.f.join(t.lines)
	if s := c.shareIn(here); s != simpleMajority {
		return s, true
	}
	switch {
	case !c.ByLaws.match(t.title) && !c.Qualified.match(here):
		return simpleMajority, true
	default:
		for i := range t.f.lines {
			two := t.f.join(t.f.lines[i:min(i+2, len(t.f.lines))])
			if s := c.shareIn(two); s != simpleMajority && c.ByLaws.match(two) {
				return s, true
			}
		}
	}
	return threeQuarters, false
}

// shareIn is the greatest share of the votes that a text says something takes.
func (c *Cues) shareIn(s string) share {
	switch {
	case c.ThreeQuarters.match(s):
		return threeQuarters
	case c.TwoThirds.match(s):
		return twoThirds
	}
	return simpleMajority
}
