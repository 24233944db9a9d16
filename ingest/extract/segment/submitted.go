package segment

import (
	"slices"
	"strconv"
	"strings"

	"saksok"
)

// Before a general assembly the proposals its members sent in are gathered in a paper:
// "Forslag 1 (Kari Moen)", what is proposed, "Hvorfor?" and why. Each is an item of
// its own, and a proposal, whatever becomes of it.

// minSubmitted is how many proposals make such a paper.
const minSubmitted = 2

// submitted is the items of a paper of proposals, told by their numbers that count from
// 1; nil where the document is none.
func (f *flow) submitted(kind saksok.DocumentKind) []span {
	switch kind {
	case saksok.KindMinutes, saksok.KindSlidePack, saksok.KindBudget, saksok.KindAccounts, saksok.KindElectionRecord, saksok.KindPack:
		return nil
	}
	var out []span
	for i, l := range f.lines {
		m := f.cues.Submitted.find(l.text)
		if m == nil || m[1] != strconv.Itoa(len(out)+1) || l.table >= 0 || l.Heading == 0 && !f.standsApart(i) {
			continue
		}
		s := span{number: saksok.ItemNumber(m[1]), head: i, at: i, from: i + 1, submitted: true, evidence: saksok.EvidenceHeading}
		if name := strings.TrimSpace(m[2]); strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
			s.proposer = strings.TrimSpace(strings.Trim(name, "()"))
		} else {
			t, n := f.withTitle(i, s.number, name)
			s.title, s.from = t.title, i+n
		}
		out = append(out, s)
	}
	if len(out) < minSubmitted {
		return nil
	}
	f.close(out)
	return out
}

// putForward reads what a proposal in such a paper proposes: what stands before its
// argument, or under a heading of its own behind it. What a label told is known, but
// for who proposes it.
func (t *treatment) putForward(proposer string) {
	if len(t.out) > 0 {
		for _, l := range t.lines {
			t.f.isProposer(l.text, &proposer)
		}
		t.out[0].Proposer = proposer
		return
	}
	from := 0
	for from < len(t.lines) && (t.f.cues.Fallback.match(t.lines[from].text) && !endsSentence(t.lines[from].text) || t.f.isProposer(t.lines[from].text, &proposer)) {
		from++
	}
	argues := func(l line) bool { return t.argues(l.text) }
	if from < len(t.lines) && argues(t.lines[from]) {
		k := slices.IndexFunc(t.lines, func(l line) bool {
			return t.f.cues.exprs.motionsHead.MatchString(strings.TrimSpace(l.text)+":") && len(l.Words) == 1
		})
		if k < 0 {
			return
		}
		from = k + 1
	}
	to := len(t.lines)
	if k := slices.IndexFunc(t.lines[min(from, to):], argues); k >= 0 {
		to = from + k
	}
	if from >= to {
		return
	}
	t.mark(from, to)
	t.add(saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMotion, Proposer: proposer}, t.lines[from:to], "")
}

// isProposer reports whether a line is the field that names who proposes, and reads it.
func (f *flow) isProposer(s string, proposer *string) bool {
	v, ok := f.cues.labelled(s, f.cues.Fields["proposer"])
	if ok && v != "" {
		*proposer = v
	}
	return ok
}
