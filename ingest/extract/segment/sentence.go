package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"saksok"
)

// subjectSentences reads decisions of slides: a paragraph that begins with the
// body's name and does what decisions do (CATALOGUE D2, D4). "X gir sin
// tilslutning" about somebody else is none.
func (t *treatment) subjectSentences() {
	for _, p := range t.atSubjects(t.paragraphs()) {
		for text := p.text; text != ""; {
			var s string
			s, text = t.subjectSentence(text)
			ts := t.f.cues.types(s)
			if s == "" || len(ts) == 0 {
				continue
			}
			t.out = append(t.out, saksok.Decision{
				Item: t.item, Status: saksok.StatusUnlabelled, Types: ts, Text: s,
				Page: p.lines[0].Page, Box: box(t.f.linesOf(p.lines, s)), Rule: ruleSubject,
			})
		}
	}
}

// atSubjects parts paragraphs where a line begins with the body's name and the
// one before it ends short: slides set sentences close together.
func (t *treatment) atSubjects(in []paragraph) []paragraph {
	var out []paragraph
	for _, p := range in {
		from := 0
		for k := 1; k < len(p.lines); k++ {
			prev := p.lines[k-1]
			if _, ok := t.afterSubject(p.lines[k].text); ok && prev.Box.Width() < shortLine*t.f.textWidth(prev.Page) {
				out = append(out, paragraph{p.lines[from:k], p.from + from, p.from + k, t.f.join(p.lines[from:k])})
				from = k
			}
		}
		out = append(out, paragraph{p.lines[from:], p.from + from, p.to, t.f.join(p.lines[from:])})
	}
	return out
}

// subjectSentence takes the first sentence whose subject is the body out of a
// paragraph, with those that follow it and decide as well, and returns the rest.
func (t *treatment) subjectSentence(text string) (found, rest string) {
	all := sentences(text)
	for i, s := range all {
		after, ok := t.afterSubject(s)
		if !ok || t.reports(after) || utf8.RuneCountInString(s) > 500 {
			continue
		}
		j := i + 1
		for j < len(all) && len(t.f.cues.types(all[j])) > 0 {
			j++
		}
		return strings.Join(all[i:j], " "), strings.Join(all[j:], " ")
	}
	return "", ""
}

// afterSubject returns what follows the body as a sentence's subject.
func (t *treatment) afterSubject(s string) (string, bool) {
	l := strings.ToLower(s)
	if b := strings.ToLower(t.body); b != "" && strings.HasPrefix(l, b+" ") {
		return s[len(b):], true
	}
	words := strings.Fields(s)
	for n := 1; n <= min(5, len(words)-1); n++ {
		w := strings.Trim(words[n-1], ".,:")
		if t.f.cues.endsLikeBody(w) && startsUpper(words[0]) && !startsUpper(words[n]) {
			if t.body != "" && (n > 1 || !t.isBody(w)) || t.f.cues.Dependent.match(strings.Join(words[:n-1], " ")) {
				return "", false // another body than the one that meets, or what somebody said of it
			}
			return strings.Join(words[n:], " "), true
		}
		if strings.ContainsAny(words[n-1], ".,:;") {
			return "", false
		}
	}
	return "", false
}

// isBody reports whether one word names the body that meets: its own name, or the
// plain noun every such body is called by.
func (t *treatment) isBody(w string) bool {
	w = strings.ToLower(w)
	return t.f.cues.isPlainBody(w) || slices.ContainsFunc(nounEndings, func(ending string) bool {
		stem := strings.TrimSuffix(w, ending)
		return len(stem) > minStem && strings.Contains(strings.ToLower(t.body), stem)
	})
}

// nounEndings are what nouns have behind them that are told of as known: "årsmøtet" is
// the "Årsmøte i Lia". minStem is how many bytes are left at least.
var nounEndings = []string{"", "et", "en", "t", "n"}

const minStem = 3

// reports reports whether the verb behind the subject only tells of a wish or
// an opinion.
func (t *treatment) reports(rest string) bool {
	w := strings.Fields(strings.ToLower(rest))
	return len(w) > 0 && slices.Contains(t.f.cues.Reported, strings.Trim(w[0], ".,"))
}

// resultSentences reads minutes without labels: sentences that say what became
// of the matter ("Innkallingen ble godkjent.", "Godkjennes enstemmig", "Styret
// vedtok å …").
func (t *treatment) resultSentences() {
	paras := t.atShortLines(t.paragraphs())
	var counted ballot
	for i := 0; i < len(paras); i++ {
		p := paras[i]
		if counted.read(t.f.cues, p.text) || t.f.isAside(p.text) {
			continue
		}
		if n := t.electionList(paras[i:]); n > 0 {
			t.elects(paras[i : i+n])
			i += n - 1
			continue
		}
		if st, v, ok := t.tallied(paras[i:], paras[:i]); ok {
			t.result(st, withoutPoint(p.text), p.lines, v)
			continue
		}
		t.resultsIn(paras, i, &counted)
	}
}

// elects adds a list of who was elected.
func (t *treatment) elects(paras []paragraph) {
	var text []string
	var lines []line
	for _, p := range paras {
		text, lines = append(text, p.text), append(lines, p.lines...)
	}
	text[0] = withoutPoint(text[0])
	t.result(saksok.StatusAdopted, strings.Join(text, "\n"), lines, nil)
}

// resultsIn adds the results in paragraph i, whose vote may have been counted before.
func (t *treatment) resultsIn(paras []paragraph, i int, counted *ballot) {
	p := paras[i]
	ss := sentences(p.text)
	for k, s := range ss {
		if v := t.countTold(s); v != nil {
			if *counted = (ballot{v.For, v.Against}); !t.resultFollows(paras[i:], ss[k+1:]) {
				t.byCount(s, v, p, ss[:k])
				*counted = ballot{}
			}
			continue
		}
		st := t.sentenceStatus(s, t.byItself(p, s), i == 0 && k == 0)
		if st == "" || st == saksok.StatusRecommended && t.recommended(s) || t.f.cues.toldOfOthers(t.title, s) {
			continue
		}
		if q, ok := t.proposedPoint(paras[:i], s); ok && k == 0 {
			t.result(st, withoutPoint(q.text), q.lines, t.f.cues.vote(s))
			continue
		}
		s = t.withProviso(t.withAbout(p, ss, k), ss[k+1:])
		lines := t.f.linesOf(p.lines, s)
		if strings.HasSuffix(s, ":") && k == len(ss)-1 { // "… med følgende merknader:" and the points
			for j := i + 1; j < len(paras) && (startsPoint(paras[j].text) || t.listsElected(s, paras[j].text)); j++ {
				s += "\n" + paras[j].text
			}
		}
		s = bare(s)
		t.result(st, s, lines, counted.with(t.f.cues.vote(t.withCount(s, ss[k+1:]))))
		*counted = ballot{}
	}
}

// withCount is a result with the sentence behind it that only counts who was for and
// against: "31 stemte for, 4 mot."
func (t *treatment) withCount(s string, behind []string) string {
	if len(behind) > 0 && t.f.cues.Counted.match(behind[0]) && t.f.cues.resultOf(behind[0]) == "" {
		return s + " " + behind[0]
	}
	return s
}

// recommended reports whether a sentence is the vote on a recommendation that was read
// already: "Framlegget vart samrøystes tilrådd."
func (t *treatment) recommended(s string) bool {
	return slices.ContainsFunc(t.out, func(d saksok.Decision) bool {
		return d.Status == saksok.StatusRecommended && d.Vote != nil && strings.Contains(d.Vote.Text, bare(s))
	})
}

// sentenceStatus is the status a sentence gives its matter, "" for none; alone where it
// is all of its paragraph, first where it is the first under the heading.
func (t *treatment) sentenceStatus(s string, alone, first bool) saksok.DecisionStatus {
	if t.ofOthers(s) {
		return ""
	}
	if st := t.resultSentence(s); st != "" {
		return st
	}
	if st := t.outcomeLine(s); st != "" && alone {
		return st
	}
	switch {
	case first && t.assents(s):
		return saksok.StatusAdopted
	case t.nominates(s):
		return saksok.StatusProposed
	}
	return ""
}

// result adds a result sentence.
func (t *treatment) result(st saksok.DecisionStatus, s string, lines []line, v *saksok.Vote) {
	if st == saksok.StatusAdopted && t.f.cues.recommends(s) {
		st = saksok.StatusRecommended
	}
	types := t.types(saksok.Decision{Text: t.mended(s), Status: st})
	if st == saksok.StatusRejected && types[0] == saksok.TypeAdoption {
		types = []saksok.DecisionType{saksok.TypeRejection}
	}
	t.out = append(t.out, saksok.Decision{
		Item: t.item, Status: st, Types: types, Text: s,
		Page: lines[0].Page, Box: box(lines), Rule: ruleResult, Vote: v,
	})
}

// electionList is how many paragraphs a list of who was elected takes: what they
// were elected to, before a colon, and a name and its result a line
// (da_borrehoej_2026_referat). It is 0 where there is none.
func (t *treatment) electionList(paras []paragraph) int {
	if !strings.HasSuffix(paras[0].text, ":") || !t.f.cues.Elections.match(t.title) {
		return 0
	}
	n := 1
	for n < len(paras) && !strings.HasSuffix(paras[n].text, ":") && utf8.RuneCountInString(paras[n].text) < 80*len(paras[n].lines) &&
		t.f.cues.Elected.match(label(paras[n].text)) {
		n++
	}
	if n == 1 {
		return 0
	}
	return n
}

// resultSentence is the status a sentence of minutes gives its matter, "" where
// it decides nothing.
func (t *treatment) resultSentence(s string) saksok.DecisionStatus {
	c := t.f.cues
	s = t.mended(withoutPoint(s))
	if utf8.RuneCountInString(s) > 400 || strings.HasSuffix(s, "?") || c.Impartiality.match(s) {
		return ""
	}
	st := c.resultOf(s)
	l := label(s)
	if slices.Contains(c.Single, l) {
		return orAdopted(st)
	}
	words := strings.Fields(l)
	if len(words) == 0 {
		return ""
	}
	// "Godkjennes enstemmig - 745 kr": the result itself comes first.
	if st != "" && c.ResultFirst.match(l) {
		return st
	}
	if st == saksok.StatusRejected && len(words) <= 8 && slices.Contains(c.Subjects, words[0]) {
		return st
	}
	if t.electsShort(s) {
		return saksok.StatusAdopted
	}
	if c.Elected.match(l) && !t.hedgedElection(l) && (c.Elections.match(t.title) || startsUpper(s)) && utf8.RuneCountInString(s) < 160 {
		return saksok.StatusAdopted
	}
	if m := c.Decides.find(s); m != nil && !t.hedged(append(strings.Fields(label(m[0])), firstWord(strings.TrimSpace(s[len(m[0]):])))) && !t.doubted(s[len(m[0]):]) {
		return orAdopted(st)
	}
	if rest, ok := t.afterSubject(s); ok {
		if !t.reports(rest) && !t.onlyWished(s, st) && (len(c.types(s)) > 0 && st != "" || t.acts(s)) {
			return orAdopted(st)
		}
		return ""
	}
	if st == "" || t.hedged(words) {
		return ""
	}
	for n := 1; n <= min(4, len(words)); n++ {
		if slices.Contains(c.Subjects, strings.Join(words[:n], " ")) {
			return st
		}
	}
	// "Mikros søknad godkjennes …": the subject's noun behind who it is of, and no "if".
	for n := 1; n < min(4, len(words)-1); n++ {
		if slices.Contains(c.Subjects, words[n]) && !c.Dependent.match(strings.Join(words[:n], " ")) && c.resultOf(strings.Join(words[n+1:min(n+4, len(words))], " ")) != "" {
			return st
		}
	}
	return ""
}

// acts reports whether a sentence with the body as its subject is an act of its by the
// verb alone: "Styret tok sakene til orientering", "FAU bevilger kr 5 000".
func (t *treatment) acts(s string) bool {
	ts := t.f.cues.types(s)
	return len(ts) > 0 && !slices.Contains([]saksok.DecisionType{saksok.TypeDiscussion, saksok.TypeProcedural, saksok.TypeNoDecision, saksok.TypeAdoption, saksok.TypeRejection}, ts[0])
}

// atShortLines parts paragraphs where a line ends well before the text's edge and
// the next begins with a capital: results set line under line without full stops.
func (t *treatment) atShortLines(in []paragraph) []paragraph {
	var out []paragraph
	for _, p := range in {
		from := 0
		edge := 0.0
		for _, l := range p.lines {
			edge = max(edge, l.Box[2])
		}
		edge = max(edge, p.lines[0].Box[0]+0.8*t.f.textWidth(p.lines[0].Page))
		for k := 1; k <= len(p.lines); k++ {
			if k < len(p.lines) && !t.opensLine(p.lines[k-1], p.lines[k], edge) {
				continue
			}
			out = append(out, paragraph{p.lines[from:k], p.from + from, p.from + k, t.f.join(p.lines[from:k])})
			from = k
		}
	}
	return out
}

// opensLine reports whether l begins something of its own behind the line before it: that
// one ends short of the edge and is no sentence, or l counts votes.
func (t *treatment) opensLine(before, l line, edge float64) bool {
	switch {
	case t.tally(l.text) != nil:
		return true
	case !startsUpper(l.text) && !startsPoint(l.text) || endsSentence(before.text):
		return false
	}
	return before.Box[2] <= shortLine*edge || !t.f.full(before, l) && !strings.HasSuffix(before.text, ":")
}

// ballot is a count printed as a list before the result: "For: 28", "Mot: 25".
type ballot struct{ votesFor, against *int }

// read takes a line of the count; false where the text is something else.
func (b *ballot) read(c *Cues, s string) bool {
	m := c.exprs.ballotLine.FindStringSubmatch(strings.TrimSpace(s))
	for i, name := range c.exprs.ballotLine.SubexpNames() {
		if m == nil || name == "" || m[i] == "" {
			continue
		}
		if n, _ := strconv.Atoi(m[i]); name == "for" {
			b.votesFor = &n
		} else {
			b.against = &n
		}
	}
	return m != nil
}

// with adds the count to what the result's sentence says of the vote.
func (b ballot) with(v *saksok.Vote) *saksok.Vote {
	if b.votesFor == nil && b.against == nil || v != nil && (v.For != nil || v.Against != nil) {
		return v
	}
	out := saksok.Vote{Outcome: saksok.VoteMajority}
	if v != nil {
		out = *v
	}
	if out.For, out.Against = b.votesFor, b.against; b.votesFor != nil && b.against != nil && *b.against == 0 {
		out.Outcome = saksok.VoteUnanimous
	}
	return &out
}

// nominates reports whether a sentence under an election puts somebody forward.
func (t *treatment) nominates(s string) bool {
	return t.f.cues.Elections.match(t.title) && t.f.cues.Nominates.match(s) && utf8.RuneCountInString(s) < 120
}

// onlyWished reports whether a verb of wish or duty stands before the word that
// would tell a result: "… men medlemmene må godkjennes av styret".
func (t *treatment) onlyWished(s string, st saksok.DecisionStatus) bool {
	for _, w := range strings.Fields(strings.ToLower(s[:t.resultAt(s, st)])) {
		if slices.Contains(t.f.cues.Reported, strings.Trim(w, ".,")) {
			return true
		}
	}
	return false
}

// hedged reports whether one of the first words makes the clause a wish or a
// condition.
func (t *treatment) hedged(words []string) bool {
	for _, w := range words[:min(8, len(words))] {
		if slices.Contains(t.f.cues.Reported, strings.Trim(w, ".,")) {
			return true
		}
	}
	return false
}

// hedgedElection reports whether what stands before who was elected makes it a wish;
// "The board proposed A, who was elected" tells what came of it.
func (t *treatment) hedgedElection(s string) bool {
	before := s[:t.f.cues.Elected.FindStringIndex(s)[0]]
	return !t.f.cues.Relative.match(before) && t.hedged(strings.Fields(before))
}

// doubted reports whether the clause behind "we agreed" or "we arrived at" is on what
// ought to be: "… at saken må opp på årsmøtet".
func (t *treatment) doubted(clause string) bool {
	words := strings.Fields(strings.ToLower(clause))
	return slices.ContainsFunc(words[:min(doubtReach, len(words))], func(w string) bool {
		return slices.Contains(t.f.cues.Doubts, strings.Trim(w, ".,"))
	})
}

// doubtReach is how many words of the clause may hold its verb.
const doubtReach = 5

func orAdopted(st saksok.DecisionStatus) saksok.DecisionStatus {
	if st == "" {
		return saksok.StatusAdopted
	}
	return st
}
