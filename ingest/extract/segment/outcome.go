package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// Informal minutes say in a line of its own what became of a matter, whatever they call
// it, hastily spelt: "Turutvalget invilget enstemmig", "Avslag på nye stoler", "4 for".

// outcomeLine is the status a line by itself gives its matter: a main clause that says
// what became of it and no more; "" where it tells of something else.
func (t *treatment) outcomeLine(s string) saksok.DecisionStatus {
	c := t.f.cues
	s = t.mended(bare(s))
	if utf8.RuneCountInString(s) > outcomeLength || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":") || c.Impartiality.match(s) || c.Outcome.Regexp == nil || t.f.keyword().MatchString(s) {
		return "" // "Sak 70/10 utsettes" is on another
	}
	at := c.Outcome.FindStringIndex(s)
	st := c.resultOf(s)
	if at == nil || st == "" || t.f.itemKind(firstWord(t.title)) == saksok.ItemOrientation {
		return ""
	}
	if c.Dependent.match(s[:at[0]]) || t.hedged(strings.Fields(label(s[:at[0]]))) {
		return "" // "… opplyser at søknaden ble innvilget"
	}
	behind := s[at[1]:]
	if address.MatchString(behind) || strings.TrimLeft(behind, " ") != "" && !c.BehindOutcome.match(strings.TrimLeft(behind, " ")) {
		return "" // "vedtatt budsjett er på fire millioner"
	}
	return st
}

// address matches what follows the first part of a name on the net.
var address = regexp.MustCompile(`^[.@]\p{L}`)

// bare is a line without the mark of its point, though no space follows it.
func bare(s string) string { return strings.TrimLeft(withoutPoint(s), "-–.*•◦ ") }

// byItself reports whether a sentence of a paragraph takes up lines of its own.
func (t *treatment) byItself(p paragraph, s string) bool {
	return bare(t.f.join(t.f.linesOf(p.lines, s))) == bare(s)
}

// outcomeLength is how many characters a line of its own may have that is an outcome.
const outcomeLength = 160

// mended is a sentence with the words that say outcomes spelt right, where a letter
// was left out, put in twice or exchanged with the next: "odkjent", "invilget".
func (t *treatment) mended(s string) string {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" .,;:!()*-–", r) }) {
		l := strings.ToLower(w)
		inflected := func(right string) bool { return strings.HasPrefix(l, right) || strings.HasPrefix(right, l) }
		if utf8.RuneCountInString(l) < minMended || slices.ContainsFunc(t.f.cues.OutcomeWords, inflected) {
			continue // "godkjente", "godkjenne"
		}
		if k := slices.IndexFunc(t.f.cues.OutcomeWords, func(right string) bool { return slipped(l, right) }); k >= 0 {
			s = strings.Replace(s, w, t.f.cues.OutcomeWords[k], 1)
		}
	}
	return s
}

// minMended is how many letters a word has at least that may be another misspelt.
const minMended = 7

// slipped reports whether a word is another with one letter left out, put in, or
// exchanged with the next. A letter that is another makes another word.
func slipped(a, right string) bool {
	x, y := []rune(a), []rune(right)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	switch len(x) - len(y) {
	case -1:
		return slices.Equal(x[i:], y[i+1:])
	case 1:
		return slices.Equal(x[i+1:], y[i:])
	case 0:
		return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
	}
	return false
}

// assents reports whether the words under a matter that is to be approved approve it:
// "Ja", "Greit".
func (t *treatment) assents(s string) bool {
	s = bare(s)
	return utf8.RuneCountInString(s) < shortResult && t.f.itemKind(firstWord(t.title)) == saksok.ItemApproval && t.f.cues.Assents.match(s)
}

// withAbout is a terse result with the sentences of its point before it, which say what
// it is about: "• Mikrofon til øvingsrommet, den gamle er ødelagt. Vedtas." One with a
// subject of its own stands alone.
func (t *treatment) withAbout(p paragraph, ss []string, k int) string {
	if k == 0 || k > 2 || !startsPoint(p.text) || !t.isTerse(ss[k]) || slices.Contains(t.f.cues.Subjects, strings.ToLower(firstWord(ss[k]))) {
		return ss[k]
	}
	return strings.Join(ss[:k+1], " ")
}

// withProviso is a result with the condition behind it: "Med forbehold om at …".
func (t *treatment) withProviso(s string, behind []string) string {
	if len(behind) > 0 && t.f.cues.Proviso.match(behind[0]) {
		return s + " " + behind[0]
	}
	return s
}

// tallied is what the point before a count of votes proposes ("Senke støtten til 300
// kr", "2 for, 8 mot"), with its status and vote; false where paras does not begin so.
func (t *treatment) tallied(paras []paragraph, before []paragraph) (saksok.DecisionStatus, *saksok.Vote, bool) {
	if len(paras) < 2 || t.tally(paras[0].text) != nil {
		return "", nil, false
	}
	v := t.tally(paras[1].text)
	if v == nil {
		return "", nil, false
	}
	switch rival := t.rivalTally(paras, before); {
	case v.Against != nil:
		v.Outcome = saksok.VoteMajority
		st := t.fate(v)
		return st, v, st != "" // else who decided is not said
	case rival != nil && *v.For < *rival.For:
		v.Outcome = saksok.VoteMajority
		return saksok.StatusRejected, v, true
	case rival != nil && *v.For > *rival.For:
		v.Outcome = saksok.VoteMajority
		return saksok.StatusAdopted, v, true
	case rival == nil && t.abstains(paras[1].text):
		return saksok.StatusAdopted, v, true
	}
	return "", nil, false // how many were against is not said
}

// abstains reports whether a count tells who abstained: those who were against would be
// in it.
func (t *treatment) abstains(s string) bool {
	m := t.f.cues.Tally.find(tallyLine(s))
	return m != nil && group(t.f.cues.Tally, m, "abstained") != ""
}

// tallyLine is a line without the mark of its point.
func tallyLine(s string) string { return strings.TrimLeft(bare(s), "o ") }

// rivalTally is the count for the text that the first of paras was set against, the
// one before or behind it; nil where it is no alternative.
func (t *treatment) rivalTally(paras, before []paragraph) *saksok.Vote {
	if !t.f.cues.exprs.alternative.MatchString(paras[0].text) {
		return nil
	}
	if len(paras) > 3 && t.f.cues.exprs.alternative.MatchString(paras[2].text) {
		return t.tally(paras[3].text)
	}
	if n := len(before); n >= 2 && t.f.cues.exprs.alternative.MatchString(before[n-2].text) {
		return t.tally(before[n-1].text)
	}
	return nil
}

// tally reads a line that only counts votes; nil where it is none.
func (t *treatment) tally(s string) *saksok.Vote {
	s = tallyLine(s)
	m := t.f.cues.Tally.find(s)
	if m == nil {
		return nil
	}
	v := &saksok.Vote{Outcome: saksok.VoteNotStated, Text: s}
	for i, name := range t.f.cues.Tally.SubexpNames() {
		if n, ok := t.f.cues.number(m[i]); ok && m[i] != "" {
			switch name {
			case "for":
				v.For = &n
			case "against":
				v.Against = &n
			}
		}
	}
	if v.For == nil {
		return nil
	}
	return v
}

// proposedPoint is the point that a terse result is on, the last under a heading over
// what was proposed; false where there is none.
func (t *treatment) proposedPoint(before []paragraph, s string) (paragraph, bool) {
	n := len(before)
	if n == 0 || !t.isTerse(s) || !startsPoint(before[n-1].text) || t.tally(before[n-1].text) != nil {
		return paragraph{}, false
	}
	for k := n - 2; k >= 0; k-- {
		if strings.HasSuffix(before[k].text, ":") && !startsPoint(before[k].text) {
			return before[n-1], t.f.cues.exprs.motionsHead.MatchString(before[k].text)
		}
		if !startsPoint(before[k].text) && t.tally(before[k].text) == nil {
			break
		}
	}
	return paragraph{}, false
}

// notes reports whether a line is an outcome noted under a heading and nothing else.
func (f *flow) notes(t *treatment, s string) bool {
	return f.cues.Noted.match(label(bare(t.mended(s))))
}

// minNoted is how many outcomes make an agenda the minutes: one may be noted in it
// beforehand.
const minNoted = 2

// writtenInto reports whether outcomes are noted in an agenda, so that it is the
// meeting's minutes.
func (f *flow) writtenInto(spans []span) bool {
	t, n := &treatment{f: f}, 0
	for _, s := range spans {
		for _, l := range f.lines[s.from:max(s.from, s.to)] {
			if f.notes(t, l.text) {
				n++
				break
			}
		}
	}
	return n >= minNoted
}

// noted reads the outcomes noted in an agenda. It is no minutes: that a matter is put
// off may stand there, but not that it is adopted.
func (t *treatment) noted() {
	for _, p := range t.atShortLines(t.paragraphs()) {
		s := bare(p.text)
		if !t.f.notes(t, s) {
			continue
		}
		st := t.f.cues.resultOf(t.mended(s))
		if st == saksok.StatusAdopted || st == saksok.StatusRejected {
			st = saksok.StatusUnlabelled
		}
		if st != "" {
			t.out = append(t.out, saksok.Decision{
				Item: t.item, Status: st, Types: t.types(saksok.Decision{Text: t.mended(s), Status: st}), Text: s,
				Page: p.lines[0].Page, Box: box(p.lines), Rule: ruleOutside,
			})
		}
	}
}

// outcomeOnly reports whether a line says what became of a matter and begins with it, so
// that it is no part of a title: "Godkjenning enstemmig - 1000 kr".
func (f *flow) outcomeOnly(s string) bool {
	t := &treatment{f: f}
	return t.outcomeLine(s) != "" && (f.cues.Unanimous.match(s) || f.notes(t, s))
}
