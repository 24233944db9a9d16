package segment

import (
	"slices"
	"strings"

	"saksok"
)

// moved is a resolution's text, or that of an amendment to it, and who moved it.
type moved struct {
	proposer string
	lines    []line
}

// resolution reads a numbered resolution whose text ends in its result, and the
// amendments put to it. Without a result it is a proposal.
func (t *treatment) resolution(heading []line) {
	if text := t.f.cues.behindNumber(heading); text.text != "" {
		t.lines, t.taken = append([]line{text}, t.lines...), append([]bool{true}, t.taken...)
	}
	motion, amendments := t.movedTexts()
	for _, m := range append([]moved{motion}, amendments...) {
		if len(m.lines) > 0 {
			t.resolve(m)
		}
	}
}

// behindNumber is the heading without its number where the resolution's text begins
// on it: "R2018-060 A. Field, T. Ash: That the minutes …".
func (c *Cues) behindNumber(heading []line) line {
	if len(heading) == 0 {
		return line{}
	}
	l := heading[len(heading)-1]
	_, rest, _ := strings.Cut(l.text, " ")
	if !c.ResolvedThat.match(" " + rest) {
		return line{}
	}
	l.text = rest
	return l
}

// movedTexts parts the lines under a resolution's number at the amendments, each of
// which ends with its own result.
func (t *treatment) movedTexts() (motion moved, amendments []moved) {
	into := &motion
	for _, l := range t.lines {
		if m := t.f.cues.AmendmentLine.find(l.text); m != nil {
			amendments = append(amendments, moved{proposer: m[1]})
			into = &amendments[len(amendments)-1]
			continue
		}
		if m := t.f.cues.MovedLine.find(l.text); m != nil && into.proposer == "" {
			into.proposer = m[1]
		}
		into.lines = append(into.lines, l)
		if t.f.cues.ResultWord.match(t.f.join(into.lines)) {
			if into == &motion {
				break
			}
			into = &motion
		}
	}
	return motion, amendments
}

// resolve adds what was moved with what became of it.
func (t *treatment) resolve(m moved) {
	joined := t.f.join(m.lines)
	s := joined
	if m := t.f.cues.ResolvedThat.index(s); m != nil {
		s = s[m[1]-len("THAT "):]
	} else if head, rest, ok := strings.Cut(s, ":"); ok && len(head) < 80 {
		s = strings.TrimSpace(rest) // the names of mover and seconder
	}
	d := saksok.Decision{Item: t.item, Status: saksok.StatusProposed, Rule: ruleResolution, Proposer: m.proposer}
	if m := t.f.cues.ResultWord.groups(s); m != nil && t.kind == saksok.KindMinutes {
		d.Status = orAdopted(t.f.cues.resultOf(s[m[2]:m[3]]))
		d.Vote = t.f.cues.vote(s[m[0]:])
		s = strings.TrimSpace(s[:m[0]])
	}
	if m := t.f.cues.RecordedVote.index(s); m != nil {
		d.Vote = t.f.cues.vote(s[m[0]:])
		s = strings.TrimSpace(s[:m[0]])
	}
	lines := t.f.linesOf(m.lines, s)
	d.Text, d.Page, d.Box = s, lines[0].Page, box(lines)
	if d.Status == saksok.StatusAdopted && slices.Contains(t.f.cues.types(s), saksok.TypeDeferral) {
		d.Status = saksok.StatusDeferred
	}
	d.Status = t.f.cues.unlessAdvice(d.Status, d.Text)
	d.Types = t.types(d)
	t.out = append(t.out, d)
}
