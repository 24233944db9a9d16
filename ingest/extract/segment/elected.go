package segment

import (
	"strings"
	"unicode/utf8"

	"saksok"
)

// Small assemblies print whom they elected as a list: "Ny leder: Kari Moen", "Kasserer:
// Per Ek (gjenvalg)". A list of those who stand for election looks the same.

// electionRecord adds the list of who was elected under an election of minutes that have
// no sentence on it.
func (t *treatment) electionRecord() {
	if !t.f.cues.Elections.match(t.title) {
		return
	}
	paras := t.atShortLines(t.paragraphs())
	for i := 0; i < len(paras); {
		j := i
		for j < len(paras) && t.electsTo(paras[j].text) {
			j++
		}
		if j > i && t.saysElected(paras[i:j]) && (i == 0 || !t.f.cues.StandsFor.match(paras[i-1].text)) {
			t.elects(paras[i:j])
			t.out[len(t.out)-1].Types = []saksok.DecisionType{saksok.TypeElection}
		}
		i = max(j, i+1)
	}
}

// electsTo reports whether a line has an office, or that it is filled anew, before a
// colon and names behind it.
func (t *treatment) electsTo(s string) bool {
	head, rest, ok := strings.Cut(bare(s), ":")
	if !ok || utf8.RuneCountInString(head) > longOffice || !startsUpper(strings.TrimSpace(rest)) {
		return false
	}
	if t.f.cues.ElectedMark.match(head) {
		return true
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(head), func(r rune) bool { return strings.ContainsRune(" ,./&0123456789", r) }) {
		if _, role := t.f.roleWord(w); role || t.f.isOffice(w) || t.f.isOffice(strings.TrimSuffix(w, "mer")) || t.f.isOffice(strings.TrimSuffix(w, "er")) {
			return true
		}
	}
	return false
}

// longOffice is how many characters the name of an office has at most.
const longOffice = 40

// saysElected reports whether the lines of a list say that those in it were elected,
// and none that they only stand.
func (t *treatment) saysElected(paras []paragraph) bool {
	elected := false
	for _, p := range paras {
		if t.f.cues.StandsFor.match(p.text) {
			return false
		}
		elected = elected || t.f.cues.ElectedMark.match(p.text)
	}
	return elected
}

// electsShort reports whether a sentence under an election is a name and that it was
// elected: "Lise Holm valgt for 1 år."
func (t *treatment) electsShort(s string) bool {
	return t.f.cues.Elections.match(t.title) && t.f.cues.ElectedShort.match(s)
}

// listsElected reports whether a line goes on with the list under a sentence that says
// who was elected: an office or a name, and no sentence.
func (t *treatment) listsElected(said, s string) bool {
	return t.f.cues.Elected.match(label(said)) && utf8.RuneCountInString(s) < 2*longOffice && !endsSentence(s) && startsUpper(s) && !t.f.isLabel(s)
}

// countTold reads a sentence that only tells a count, "Det ble stemt: 12 for, 3 mot.";
// nil where it is none.
func (t *treatment) countTold(s string) *saksok.Vote {
	m := t.f.cues.CountLead.find(s)
	if m == nil {
		return nil
	}
	v := t.tally(s[len(m[0]):])
	if v == nil || v.Against == nil {
		return nil
	}
	if v.Text, v.Outcome = s, saksok.VoteMajority; *v.Against == 0 {
		v.Outcome = saksok.VoteUnanimous
	}
	return v
}

// resultFollows reports whether the next sentence, in the rest of the paragraph or the
// next one, says what became of the matter.
func (t *treatment) resultFollows(paras []paragraph, rest []string) bool {
	if len(rest) == 0 && len(paras) > 1 {
		rest = sentences(paras[1].text)
	}
	return len(rest) > 0 && (t.resultSentence(rest[0]) != "" || t.f.isLabelWord(rest[0]))
}

// byCount adds what a count decides of the proposal told of in the sentences before it.
func (t *treatment) byCount(s string, v *saksok.Vote, p paragraph, before []string) {
	if len(before) == 0 || !t.f.cues.ToldProposal.match(before[len(before)-1]) {
		return // what was voted on is not said
	}
	st := t.fate(v)
	if st == "" {
		return // nor who won
	}
	t.result(st, s, t.f.linesOf(p.lines, s), v)
	d := &t.out[len(t.out)-1]
	d.TextSource, d.FullText = "proposal", before[len(before)-1]
}
