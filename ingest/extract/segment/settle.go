package segment

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// settle reads the vote sentences that stand outside labelled text and gives
// each to what it is on: a motion by its proposer's name, else the main
// proposal.
func (t *treatment) settle() {
	paras := t.paragraphs()
	t.settleBallot(paras)
	t.settleFinding(paras)
	said := t.votingSentences(paras)
	for k := 0; k < len(said); k++ {
		n := t.settleRivals(said[k:])
		if n == 0 {
			n = t.settleTie(said[k:])
		}
		if n > 0 {
			k += n - 1
			continue
		}
		if k > 0 {
			t.settleAgainst(said[k-1].text, said[k].text)
		}
		t.settleSentence(said[k])
	}
	t.outvoted()
	t.carryVotes()
	t.voteOfDissent()
	t.countAdditions()
}

// outvoted marks the motions that fewer were for than against, where no word says that
// they fell: "For stemte 3, imod stemte 21."
func (t *treatment) outvoted() {
	for i := range t.out {
		d := &t.out[i]
		if d.Rule == ruleMotion && d.Status == saksok.StatusProposed && d.Vote != nil && d.Vote.For != nil && d.Vote.Against != nil && *d.Vote.For < *d.Vote.Against {
			d.Status = saksok.StatusRejected
		}
	}
}

// settleSentence gives what one sentence says of a vote to what it is on.
func (t *treatment) settleSentence(said votingSentence) {
	s := said.text
	v, st := t.f.cues.vote(s), t.f.cues.resultOf(s)
	if st == "" {
		st = t.fateByCount(s, v)
	}
	if v == nil && (st == saksok.StatusRejected || st == saksok.StatusWithdrawn) && t.speaksOfVote(s) {
		t.settleMotions(s, st, nil) // no count, but it fell
		return
	}
	if v == nil && st == saksok.StatusAdopted {
		if t.f.cues.Dependent.match(s[:t.resultAt(s, st)]) {
			return // "Ness viste til at budsjettet ble vedtatt i desember."
		}
		if at, ok := t.textNamed(s); ok && at >= 0 && t.out[at].Status == saksok.StatusProposed {
			t.settleMotions(s, st, nil) // no count, but it carried
		}
		return
	}
	if st == "" && t.f.cues.SentWithout.match(s) && t.speaksOfVote(s) {
		t.settleForwarded(s)
		return
	}
	if v == nil || st == "" || !t.speaksOfVote(s) {
		return
	}
	if !t.settlePostponement(s, st, v) && !t.settleMotions(s, st, v) {
		t.settleMain(said.in, s, st, v)
		if st == saksok.StatusAdopted && t.f.cues.Rivals.match(s) {
			for _, i := range t.openMotions(s) { // what the main proposal was set against
				t.out[i].Status, t.out[i].Vote = saksok.StatusRejected, swapped(v)
			}
		}
	}
}

// fateByCount is what became of a motion of which only is said how many were for it and
// how many against: "Forslaget fikk fem stemmer mot to."
func (t *treatment) fateByCount(s string, v *saksok.Vote) saksok.DecisionStatus {
	c := t.f.cues
	if v == nil || v.For == nil || v.Against == nil || !c.Score.match(s) || !c.TheMotion.match(s) {
		return ""
	}
	if st := t.fate(v); st != saksok.StatusProposed {
		return st
	}
	return ""
}

// settleForwarded reads a sentence by which a motion is sent on, without a vote on its
// matter, to those who act on it: it is adopted as a referral.
func (t *treatment) settleForwarded(s string) {
	at, ok := t.textNamed(s)
	if !ok || at < 0 || t.out[at].Status != saksok.StatusProposed {
		return
	}
	d := &t.out[at]
	d.Status = saksok.StatusAdopted
	if !slices.Contains(d.Types, saksok.TypeReferral) {
		d.Types = append([]saksok.DecisionType{saksok.TypeReferral}, d.Types...)
	}
}

// settlePostponement gives the vote on putting the case off to the motion for it
// and to the decision that says it is.
func (t *treatment) settlePostponement(s string, st saksok.DecisionStatus, v *saksok.Vote) bool {
	if !t.f.cues.Postponement.match(s) {
		return false
	}
	found := false
	for i := range t.out {
		d := &t.out[i]
		switch {
		case d.Rule == ruleMotion && slices.Contains(d.Types, saksok.TypeDeferral):
			d.Status, d.Vote, found = st, v, true
			if st == saksok.StatusDeferred {
				d.Status = saksok.StatusAdopted // the motion to put off carried
			}
		case d.Status == saksok.StatusDeferred && d.Rule == ruleLabel && d.Vote == nil:
			d.Vote, found = v, true
		}
	}
	return found
}

// speaksOfVote reports whether a sentence is on a vote taken in the meeting.
func (t *treatment) speaksOfVote(s string) bool { return t.f.cues.OnVote.match(s) }

// settleMotions gives a vote sentence to the motions it names by proposer or
// party, and reports whether it names one. Where it sets texts against each
// other, what stands last before the word "vedtatt" won and the others fell.
func (t *treatment) settleMotions(s string, st saksok.DecisionStatus, v *saksok.Vote) bool {
	at := t.resultAt(s, st)
	first, last := map[int]int{}, map[int]int{}
	for i, d := range t.out {
		if d.Rule != ruleMotion {
			continue
		}
		if a, b, ok := t.f.cues.mentions(s, t.f.cues.movers(d), at); ok {
			first[i], last[i] = a, b
		}
	}
	named := len(first)
	if t.narrow(s, first, last); named > 0 && len(first) == 0 {
		return true // one of several by the same mover, and not said which
	}
	if named == 0 {
		return t.settleUnnamed(s, st, v)
	}
	if st == saksok.StatusAdopted && t.f.cues.SetAgainst.match(s) {
		return t.settleSubject(first, t.f.cues.SetAgainst.FindStringIndex(s)[0], st, v)
	}
	if st == saksok.StatusAdopted && t.carriedTogether(s, at, first, last) {
		for i := range first {
			t.out[i].Status, t.out[i].Vote = st, v
		}
		where, _ := t.mainAt(s, at)
		return where < 0
	}
	mainFirst, mainLast := t.mainAt(s, at)
	return t.settleNamed(first, last, mainFirst, mainLast, st, v)
}

// settleNamed gives a result to the motions a sentence names, first and last where; the
// main proposal stands at mainFirst and mainLast, -1 where it is not named. What is named
// nearest to a result that adopts carried, and the others fell.
func (t *treatment) settleNamed(first, last map[int]int, mainFirst, mainLast int, st saksok.DecisionStatus, v *saksok.Vote) bool {
	winner := -1 // the main proposal
	best := mainLast
	for _, i := range slices.Sorted(maps.Keys(last)) {
		if last[i] > best {
			winner, best = i, last[i]
		}
	}
	for _, i := range slices.Sorted(maps.Keys(first)) {
		d := &t.out[i]
		switch {
		case st != saksok.StatusAdopted:
			if mainFirst < 0 || first[i] < mainFirst {
				d.Status, d.Vote = st, v
			}
		case i == winner:
			d.Status, d.Vote = st, v
		default:
			d.Status, d.Vote = saksok.StatusRejected, swapped(v)
		}
	}
	return winner >= 0 || st != saksok.StatusAdopted
}

// carriedTogether reports whether a sentence says that the texts it names before at
// carried together and not one against the other: "innstillingen med tilleggsforslaget
// fra Sund ble vedtatt".
func (t *treatment) carriedTogether(s string, at int, first, last map[int]int) bool {
	from, to := t.mainAt(s, at)
	texts := 0
	if from >= 0 {
		texts++
	} else {
		from, to = len(s), 0
	}
	for i := range first {
		from, to, texts = min(from, first[i]), max(to, last[i]), texts+1
	}
	return texts > 1 && from < to && t.f.cues.Joined.match(s[from:to]) && !t.f.cues.Rivals.match(s)
}

// movers is who put a motion forward, and those on whose behalf: "Ness fremmet på vegne
// av H, FrP og V følgende forslag:".
func (c *Cues) movers(d saksok.Decision) string {
	if whose := c.OnBehalf.group(d.Label); whose != "" {
		return d.Proposer + ", " + whose
	}
	return d.Proposer
}

// narrow leaves of several motions of one mover only those a sentence names by their
// kind ("tilleggsforslaget") or number; where it names none, and not all of them, it
// cannot be told which one is meant.
func (t *treatment) narrow(s string, first, last map[int]int) {
	if t.f.cues.AllMotions.match(s) {
		return
	}
	kind := strings.ToLower(t.f.cues.TheMotion.group(s))
	for _, i := range slices.Sorted(maps.Keys(first)) {
		var same []int
		for _, k := range slices.Sorted(maps.Keys(first)) {
			if t.f.cues.movers(t.out[k]) == t.f.cues.movers(t.out[i]) {
				same = append(same, k)
			}
		}
		if len(same) < 2 {
			continue
		}
		named := slices.DeleteFunc(slices.Clone(same), func(k int) bool { return !t.f.cues.sameMotion(t.out[k].Label, s, kind) })
		for _, k := range same {
			if len(named) != 1 || k != named[0] {
				delete(first, k)
				delete(last, k)
			}
		}
	}
}

// sameMotion reports whether a motion's lead-in has the number a sentence names, or
// else its kind.
func (c *Cues) sameMotion(label, s, kind string) bool {
	if m := c.exprs.motionNumber.FindStringSubmatch(s); m != nil {
		n := c.exprs.motionNumber.FindStringSubmatch(label)
		return n != nil && n[1] == m[1]
	}
	return kind != "" && strings.Contains(strings.ToLower(label), kind)
}

// settleSubject gives a vote in which one text was set against another ("A ble satt opp
// mot B og vedtatt"): the subject, named before at, carried, and what it was set against
// fell. It reports whether a motion was the subject.
func (t *treatment) settleSubject(first map[int]int, at int, st saksok.DecisionStatus, v *saksok.Vote) bool {
	carried := false
	for i, where := range first {
		d := &t.out[i]
		if where < at {
			d.Status, d.Vote, carried = st, v, true
		} else {
			d.Status, d.Vote = saksok.StatusRejected, swapped(v)
		}
	}
	return carried
}

// resultAt is where the sentence says what became of it.
func (t *treatment) resultAt(s string, st saksok.DecisionStatus) int {
	for _, r := range t.f.cues.Results {
		if r.Status == st {
			if m := r.Pattern.FindStringIndex(s); m != nil {
				return m[0]
			}
		}
	}
	return len(s)
}

// mentions finds the first and the last place before at where a sentence names a
// proposer: a name or party of theirs.
func (c *Cues) mentions(s, proposer string, at int) (first, last int, ok bool) {
	first = len(s)
	for _, w := range strings.FieldsFunc(proposer, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if c.isParty(w) {
			for from := 0; ; {
				i, end := c.partyIn(s, w, from)
				if i < 0 || i >= at {
					break
				}
				first, last, ok = min(first, i), max(last, i), true
				from = end
			}
			continue
		}
		in := s
		switch {
		case c.isGroup(w):
			in, w = strings.ToLower(s), strings.ToLower(w) // "Studentrepresentantenes forslag"
		case len(w) < 2 || !startsUpper(w):
			continue
		}
		for from := 0; from < len(in); {
			i := strings.Index(in[from:], w)
			if i < 0 {
				break
			}
			i += from
			from = i + len(w)
			if isLetterBefore(s, i) {
				continue
			}
			if i < at {
				first, last, ok = min(first, i), max(last, i), true
			}
		}
	}
	return first, last, ok
}

// mainAt finds the first and last place before at where a sentence names the
// proposal the meeting had before it; -1 where it does not.
func (t *treatment) mainAt(s string, at int) (first, last int) {
	first, last = -1, -1
	l := strings.ToLower(s)
	for _, w := range slices.Concat(t.f.cues.MainWords, t.mainNames()) {
		if i := strings.Index(l, w); i >= 0 && i < at && (first < 0 || i < first) {
			first = i
		}
		if i := strings.LastIndex(l[:min(at, len(l))], w); i > last {
			last = i
		}
	}
	return first, last
}

// mainNames are the words by which the label of the main proposal names whose it is:
// "kirkevergens" of "Kirkevergens forslag til vedtak".
func (t *treatment) mainNames() []string {
	for _, d := range t.out {
		if d.Rule != ruleLabel || d.Status != saksok.StatusProposed && d.Status != saksok.StatusRecommended {
			continue
		}
		w := strings.ToLower(firstWord(d.Label))
		if len(w) >= minMainName && !strings.HasPrefix(w, "forslag") && !strings.HasPrefix(w, "framlegg") && !strings.HasPrefix(w, "alternativ") {
			return []string{w}
		}
	}
	return nil
}

// minMainName is how many bytes such a word has at least.
const minMainName = 5

// settleOnly gives a result that names nothing ("Vedtatt") to the motion before it, where
// there is but the one.
func (t *treatment) settleOnly(s string, st saksok.DecisionStatus, v *saksok.Vote) {
	if len(t.out) != 1 || t.out[0].Rule != ruleMotion || t.out[0].Status != saksok.StatusProposed || !t.isTerse(s) {
		return
	}
	t.out[0].Status, t.out[0].Vote = st, v
}

// settleMain gives a vote to the decision it adopted; where the minutes print
// no decision of their own, the result sentence stands for the proposal.
func (t *treatment) settleMain(p paragraph, s string, st saksok.DecisionStatus, v *saksok.Vote) {
	adopted := slices.ContainsFunc(t.out, func(d saksok.Decision) bool {
		return d.Status == saksok.StatusAdopted && d.Rule == ruleLabel && d.TreatedBy == nil
	})
	for i := range t.out {
		d := &t.out[i]
		if adopted && d.Status == saksok.StatusRecommended {
			continue // what was recommended to this body
		}
		settled := d.Status == saksok.StatusAdopted || d.Status == saksok.StatusRecommended && i > 0 || d.Status == saksok.StatusDeferred || d.Status == saksok.StatusRejected
		carried := st == saksok.StatusAdopted || st == saksok.StatusRecommended && d.Status == saksok.StatusRecommended
		if settled && d.Rule == ruleLabel && d.TreatedBy == nil && carried {
			t.mainVotes = append(t.mainVotes, v)
			if d.Vote == nil || len(t.mainVotes) > 1 {
				d.Vote = together(t.mainVotes)
			}
			return
		}
	}
	if t.mainIdx < 0 || t.out[t.mainIdx].Status != saksok.StatusProposed {
		t.settleOnly(t.f.cues.exprs.ballotsBefore.ReplaceAllString(s, ""), st, v)
		return
	}
	if st == saksok.StatusAdopted && t.f.cues.recommends(s) {
		st = saksok.StatusRecommended
	}
	d := saksok.Decision{Status: st, Rule: ruleTerse, Item: t.item, Text: t.f.cues.exprs.ballotsBefore.ReplaceAllString(s, ""), Page: p.lines[0].Page, Box: box(p.lines), Vote: v,
		TextSource: "proposal", FullText: t.out[t.mainIdx].Text}
	d.Types = t.types(d)
	t.out = append(t.out, d)
	t.mark(p.from, p.to)
	t.mainIdx = len(t.out) - 1
}
