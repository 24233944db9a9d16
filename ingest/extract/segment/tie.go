package segment

import (
	"regexp"

	"saksok"
)

// settleTie reads a vote that was a draw and that the chair's second vote decided
// (dobbeltstemme): "Det ble avgitt 10 stemmer for innstillingen og 10 for forslaget fra
// Vik. Innstillingen ble vedtatt med ordførerens dobbeltstemme." It returns how many
// of the sentences it read.
func (t *treatment) settleTie(said []votingSentence) int {
	c := t.f.cues
	k := 0
	if !c.CastingVote.match(said[0].text) {
		if k = 1; len(said) < 2 || !c.CastingVote.match(said[1].text) || said[0].in.from != said[1].in.from && said[0].in.to != said[1].in.from {
			return 0
		}
	}
	s := said[k].text
	text := s
	if k > 0 {
		text = said[0].text + " " + s
	}
	n := c.draw(text)
	if n == 0 {
		return 0
	}
	st, subject := c.resultOf(s), ""
	if st == "" { // "Lederens dobbeltstemme ble avgitt for innstillingen."
		st, subject = saksok.StatusAdopted, s[c.CastingVote.FindStringIndex(s)[1]:]
	} else {
		subject = s[:t.resultAt(s, st)]
	}
	winner, named := t.textNamed(subject)
	if !named || st != saksok.StatusAdopted && st != saksok.StatusRejected {
		return 0
	}
	v := &saksok.Vote{Outcome: saksok.VoteCasting, For: &n, Against: &n, Text: text}
	if st == saksok.StatusAdopted {
		t.rejectOthers(text, winner, v)
	}
	if winner >= 0 {
		t.out[winner].Status, t.out[winner].Vote = st, v
	} else if st == saksok.StatusAdopted {
		t.settleMain(said[k].in, text, st, v)
	}
	return k + 1
}

// rejectOthers gives the vote that another text won to the motions a sentence names
// beside it; where it names none, to the only one that is open.
func (t *treatment) rejectOthers(s string, winner int, v *saksok.Vote) {
	var open, named []int
	for i, d := range t.out {
		if i == winner || d.Rule != ruleMotion || d.Status != saksok.StatusProposed || d.Vote != nil {
			continue
		}
		open = append(open, i)
		if _, _, ok := t.f.cues.mentions(s, t.f.cues.movers(d), len(s)); ok {
			named = append(named, i)
		}
	}
	if len(named) == 0 && len(open) == 1 && winner < 0 {
		named = open
	}
	for _, i := range named {
		t.out[i].Status, t.out[i].Vote = saksok.StatusRejected, v
	}
}

// draw is the number of votes on each side of a draw that a text tells of, 0 where it
// tells of none: two equal numbers after each other, "10 for og 10 mot", "3–3". One is
// an article in most languages.
func (c *Cues) draw(s string) int {
	last := 0
	for _, w := range countWord.FindAllString(s, -1) {
		n, ok := c.number(w)
		if !ok {
			continue
		}
		if n > 1 && n == last {
			return n
		}
		last = n
	}
	return 0
}

// countWord matches what may be a number: digits or a word.
var countWord = regexp.MustCompile(`\d+|\p{L}+`)
