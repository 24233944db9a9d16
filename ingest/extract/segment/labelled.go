package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// labelledText reads the text under a decision label.
func (t *treatment) labelledText(i int, st saksok.DecisionStatus, name, rest, vote string) int {
	st = t.ofEarlierBody(st, name)
	t.labelVote(st, name, vote)
	if st == saksok.StatusAdopted && rest == "" && t.kind == saksok.KindMinutes && i+1 < len(t.lines) &&
		(t.movesInLine(t.lines[i+1].text) || t.f.cues.Moves.find(t.lines[i+1].text) != nil) {
		return i + 1 // first what was moved is told
	}
	if ss := t.saidBefore(i); st == saksok.StatusAdopted && t.vote == nil && t.kind == saksok.KindMinutes && len(ss) > 0 {
		t.vote = t.countTold(ss[len(ss)-1])
	}
	j, text := t.collect(i+1, rest, t.f.cues.exprs.movedBy.MatchString(name))
	if slices.Contains(t.f.cues.BareProposals, label(name)) && t.namesOnly(rest, text) {
		return i + 1
	}
	t.mark(i, j)
	if rest != "" && t.kind == saksok.KindMinutes && len(text) > 0 && !slices.ContainsFunc(sentences(rest), func(s string) bool { return !t.isVoteOnly(s) }) &&
		(endsSentence(rest) || startsUpper(text[0].text) || startsPoint(text[0].text)) {
		t.vote, rest = t.f.cues.vote(rest), "" // "Vedtak: Samrøystes" over the text
	}
	if st == saksok.StatusAdopted && t.kind == saksok.KindMinutes && t.f.cues.Impartiality.match(name) {
		return t.onImpartiality(i, rest, text) // "Vedtak om habilitet:"
	}
	goesOn := rest == "" && t.f.cues.exprs.openClause.MatchString(t.lines[i].text) // "Forvaltningen indstiller, at"
	if rest != "" || goesOn {
		text = append([]line{t.lines[i]}, text...)
	}
	if len(text) == 0 || t.saysNothing(st, text) {
		return j
	}
	d := saksok.Decision{Status: st, Rule: ruleLabel, Label: name}
	if t.by != nil && t.kind != saksok.KindMinutes {
		d.Vote = t.earlierVote(i)
	}
	if st == saksok.StatusAdopted {
		d.TreatedBy = t.labelledBy(name)
		if t.kind != saksok.KindMinutes {
			if t.f.isSection(name) {
				return i + 1 // "Konklusjon" is where a case paper sums up
			}
			// Only minutes make a text adopted. What stands under "Vedtak" elsewhere
			// may be an earlier body's decision or a form to fill in.
			d.Status, d.Rule = saksok.StatusUnlabelled, ruleOutside
		}
	}
	if d.TreatedBy != nil {
		d.Status = saksok.StatusUnlabelled
	}
	t.addParts(d, text, rest, j)
	return j
}

// onImpartiality adds what was decided on who may treat the case, the sentence behind its
// label, and returns the line to go on at. It is no decision on the case.
func (t *treatment) onImpartiality(i int, rest string, text []line) int {
	if rest != "" {
		text = append([]line{t.lines[i]}, text...)
	}
	if len(text) == 0 {
		return i + 1
	}
	s := t.f.join(text)
	if k := strings.Index(s, rest); k > 0 {
		s = s[k:]
	}
	t.procedural(paragraph{lines: text}, sentences(s)[0], saksok.TypeProcedural, rulePart)
	d := &t.out[len(t.out)-1]
	if t.vote != nil && d.Vote == nil {
		d.Vote, t.vote = t.vote, nil
	}
	return i + 1
}

// saidBefore is the sentences of the line before line i, where it has text of its own.
func (t *treatment) saidBefore(i int) []string {
	if i == 0 || t.taken[i-1] {
		return nil
	}
	return sentences(t.lines[i-1].text)
}

// labelVote keeps the vote that a label of minutes tells of: "Enstemmig vedtak:".
func (t *treatment) labelVote(st saksok.DecisionStatus, name, vote string) {
	if t.kind != saksok.KindMinutes {
		return
	}
	if vote == "" && st == saksok.StatusAdopted && t.f.cues.Unanimous.match(name) {
		vote = name
	}
	if vote != "" {
		t.vote = t.f.cues.vote(vote)
	}
}

// saysNothing reports whether a text only says that there is no proposal ("Saken legges
// fram uten innstilling."), or that there is a decision, not what ("Vedtaket er unntatt
// offentlighet.").
func (t *treatment) saysNothing(st saksok.DecisionStatus, text []line) bool {
	s := t.f.join(text)
	n := utf8.RuneCountInString(s)
	return st == saksok.StatusProposed && t.f.cues.NoProposal.match(s) && n < noProposal || t.f.cues.Closed.match(s) && n < closedOnly
}

// addParts adds what stands under a label: each point that is put by itself, and of an
// adopted text its parts and the orders behind it, which go on at line j.
func (t *treatment) addParts(d saksok.Decision, text []line, rest string, j int) {
	if points := t.points(text); len(points) > 0 {
		for _, p := range points {
			t.add(d, p, withoutPoint(p[0].text))
		}
		return
	}
	if d.Status != saksok.StatusAdopted {
		n := len(t.out)
		t.add(d, text, rest)
		if len(t.out) > n && t.kind == saksok.KindMinutes {
			t.decidedBehind(n, text)
		}
		return
	}
	parts := t.parts(text)
	t.add(d, parts[0], rest)
	for _, p := range append(parts[1:], t.commissionsFrom(j, text)...) {
		t.add(d, p, "")
	}
}

// decidedBehind parts a proposal, the one at n, from the sentences behind it that say what
// the body decided: "Styrelsens förslag: … Stämman beslutade enligt förslaget."
func (t *treatment) decidedBehind(n int, text []line) {
	ss := sentences(t.f.join(text))
	for k := 1; k < len(ss); k++ {
		st := t.resultSentence(ss[k])
		if st == "" || !t.f.cues.Decides.match(ss[k]) {
			continue
		}
		d := &t.out[n]
		if before, _, ok := strings.Cut(d.Text, ss[k]); ok && strings.TrimSpace(before) != "" {
			d.Text = strings.TrimSpace(before)
			d.Types = t.types(*d)
		}
		t.result(st, strings.Join(ss[k:], " "), t.f.linesOf(text, ss[k]), t.f.cues.vote(ss[k]))
		return
	}
}

// minBareProposal is how many words a proposal has at least under a label that may stand
// over a name as well, under an election: "Forslag".
const minBareProposal = 5

// namesOnly reports whether a text under such a label proposes nothing: it is too short,
// or says what became of it.
func (t *treatment) namesOnly(rest string, text []line) bool {
	s := strings.TrimSpace(rest + " " + t.f.join(text))
	return len(strings.Fields(s)) < minBareProposal || t.f.cues.resultOf(s) != "" || t.f.cues.Elected.match(s)
}

// noProposal is how many characters a text may have that says there is no proposal.
const noProposal = 160

// closedOnly is how many one may have that only says the case is closed.
const closedOnly = 80

// labelledBy is the earlier treatment a decision's label names: by another body than the
// one that meets, or on another day. What another body decided is no decision of this one.
func (t *treatment) labelledBy(name string) *saksok.Treatment {
	m := t.f.cues.exprs.labelBody.FindStringSubmatch(name)
	if m == nil || t.body == "" {
		return nil
	}
	by := &saksok.Treatment{}
	body := m[1] + m[2]
	if d := saksok.FindDates(name, 0); len(d) > 0 {
		by.Date = d[0].From
		body, _, _ = strings.Cut(body, name[d[0].Start:d[0].End])
	}
	by.Body = strings.TrimRight(strings.TrimSuffix(strings.TrimSpace(body), " den"), " ,–-")
	if !t.f.namesBody(by.Body) {
		return nil
	}
	own := t.f.cues.kin(by.Body, t.body)
	if own && (by.Date == "" || t.day == "" || by.Date == t.day) {
		return nil
	}
	return by
}

// kin reports whether two names may be of one body: a word of the one is in the other,
// whatever its ending, or one of them is no body by its nouns.
func (c *Cues) kin(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	known := false
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		for _, w := range strings.Fields(pair[0]) {
			if !c.endsLikeBody(w) {
				continue
			}
			known = known || pair[0] == b
			for _, ending := range nounEndings {
				if stem := strings.TrimSuffix(w, ending); len(stem) > minStem && strings.Contains(pair[1], stem) {
					return true
				}
			}
		}
	}
	return !known
}
