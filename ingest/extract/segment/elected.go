package segment

import (
	"regexp"
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
		if j > i && t.saysElected(paras[i:j]) && (i == 0 || !standsFor.MatchString(paras[i-1].text)) {
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
	if electedMark.MatchString(head) {
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
		if standsFor.MatchString(p.text) {
			return false
		}
		elected = elected || electedMark.MatchString(p.text)
	}
	return elected
}

// electedMark matches a word that says somebody was elected, or for how long.
var electedMark = regexp.MustCompile(`(?i)^nye?t? |\b(?:gjenvalg|gjenvalgt|attval|attvald|valgt|vald)\b|\((?:[^)]*\b)?ny\b|\b(?:\d|ett|eitt|to) år\b`)

// standsFor matches what says that somebody stands for election or is put forward.
var standsFor = regexp.MustCompile(`(?i)foresl|føresl|innstilling|forslag|framlegg|kandidat|\bpå val|\bstiller\b|til val(?:g)?\b`)

// electsShort reports whether a sentence under an election is a name and that it was
// elected: "Lise Holm valgt for 1 år."
func (t *treatment) electsShort(s string) bool {
	return t.f.cues.Elections.match(t.title) && namedElected.MatchString(s)
}

var namedElected = regexp.MustCompile(`^(?:\p{Lu}[\p{L}.-]+,? (?:og )?){1,6}(?:gjen|att)?(?:valgt|vald|valde|valt)(?: (?:for|som|til|enstemmig|samrøystes|ved)\b[^.]{0,60})?\.?$`)

// listsElected reports whether a line goes on with the list under a sentence that says
// who was elected: an office or a name, and no sentence.
func (t *treatment) listsElected(said, s string) bool {
	return t.f.cues.Elected.match(label(said)) && utf8.RuneCountInString(s) < 2*longOffice && !endsSentence(s) && startsUpper(s) && !t.f.isLabel(s)
}

// countLead matches the words before a count told in a sentence: "Det ble stemt: 12 for,
// 3 mot."
var countLead = regexp.MustCompile(`(?i)^(?:(?:det ble|det vart|vi|me) )?(?:stemt|stemte|votert|røysta|avstemning|avstemming|avrøysting|votering|røysting|stemmer|røyster|resultat) ?:? +`)

// countTold reads a sentence that only tells a count; nil where it is none.
func (t *treatment) countTold(s string) *saksok.Vote {
	m := countLead.FindStringIndex(s)
	if m == nil {
		return nil
	}
	v := t.tally(s[m[1]:])
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
	if len(before) == 0 || !putForward.MatchString(before[len(before)-1]) || *v.For == *v.Against {
		return // what was voted on, or who won, is not said
	}
	st := saksok.StatusAdopted
	if *v.For < *v.Against {
		st = saksok.StatusRejected
	}
	t.result(st, s, t.f.linesOf(p.lines, s), v)
	d := &t.out[len(t.out)-1]
	d.TextSource, d.FullText = "proposal", before[len(before)-1]
}

// putForward matches a sentence that tells of a proposal.
var putForward = regexp.MustCompile(`(?i)\b(?:foreslo|foreslår|foreslås|føreslo|føreslår|(?:\p{L}*forslag|\p{L}*framlegg)(?:et)?)\b`)
