package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// goesToMeeting reports whether a line behind a text in minutes, or in what they say of
// an earlier body, is no more of it but of what went on in the meeting.
func (t *treatment) goesToMeeting(last, l line) bool {
	if t.kind != saksok.KindMinutes && t.by == nil {
		return false
	}
	return t.withdraws(last, l) || t.tellsResult(last, l) || t.movesInLine(l.text) || t.proceeds(last, l)
}

// withdraws reports whether a line behind a motion's text begins the sentence by which
// it is withdrawn.
func (t *treatment) withdraws(last, l line) bool {
	return (endsSentence(last.text) || !sameParagraph(last, l)) && startsUpper(l.text) && len(l.text) < 160 &&
		t.speaksOfVote(l.text) && t.f.cues.resultOf(l.text) == saksok.StatusWithdrawn
}

// proceeds reports whether a line behind a text begins a sentence on what went on in
// the meeting: a vote was taken, somebody moved something.
func (t *treatment) proceeds(last, l line) bool {
	return (endsSentence(last.text) || !sameParagraph(last, l)) && t.f.cues.Proceeds.match(l.text)
}

// tellsResult reports whether a line behind a proposal's text begins the sentence on
// what became of it: "Endringsforslag 1 falt med 9 mot 15 stemmer."
func (t *treatment) tellsResult(last, l line) bool {
	return (endsSentence(last.text) || !sameParagraph(last, l)) && startsUpper(l.text) && len(l.text) < 160 &&
		t.f.cues.TheMotion.match(firstWord(l.text)+" "+secondWord(l.text)) && t.f.cues.resultOf(l.text) != ""
}

func secondWord(s string) string {
	w := strings.Fields(s)
	if len(w) < 2 {
		return ""
	}
	return w[1]
}

// leavesText reports whether at line i minutes go on behind a text, whose last line is
// last: with the sentence on the vote over it, or with who came and went.
func (t *treatment) leavesText(last line, i int) bool {
	l := t.lines[i]
	if sameParagraph(last, l) && !endsSentence(strings.TrimRight(last.text, "»\"” ")) || !startsUpper(l.text) && !startsDigit(l.text) {
		return false
	}
	if t.f.cues.Presence.match(l.text) {
		return true
	}
	said := t.sentenceFrom(i)
	return t.onVote(said) || t.setsUp(said) && t.f.cues.TheMotion.match(said)
}

// onVote reports whether a sentence tells how the vote fell on a text it names as a
// motion or as the proposal.
func (t *treatment) onVote(s string) bool {
	c := t.f.cues
	st := c.resultOf(s)
	if st == "" || c.vote(s) == nil || utf8.RuneCountInString(s) > 300 {
		return false
	}
	_, main := t.mainAt(s, t.resultAt(s, st))
	return main >= 0 && main < 40 || c.TheMotion.match(s)
}

// placeAndDay matches the line that stands over signatures: "Vik, 13. desember 2024".
var placeAndDay = regexp.MustCompile(`^\p{Lu}[\p{L} ]{1,30}, (?:den )?\d{1,2}\. ?(?:\d{1,2}\.|\p{L}+) ?(?:19|20)\d{2}\.?$`)

// namesRow reports whether a line is nothing but names side by side, as those who sign.
func (f *flow) namesRow(l line) bool {
	parts := columns(l)
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { return !f.personName(strings.TrimSpace(p)) })
}

// collect gathers the lines of a decision's text from line i on: to the next
// label, section, motion or more prominent heading. The headings of an argument do
// not end a text that is argued. Furniture never counts.
func (t *treatment) collect(i int, rest string, argued bool) (int, []line) {
	var out []line
	look := -1
	head := line{}
	if i > 0 && rest == "" {
		head = t.lines[i-1]
	}
	for ; i < len(t.lines); i++ {
		l := t.lines[i]
		if t.told[i] {
			break
		}
		if argued && t.argues(l.text) {
			out = append(out, l)
			continue
		}
		if t.opensNext(i) {
			break
		}
		if look < 0 && rest == "" {
			look = l.Heading
		}
		if l.Heading > max(look, 0) && !(l.Heading == 1 && len(l.text) > 90) {
			break
		}
		if t.endsText(i, out, len(out) > 0 || rest != "") || t.outdents(head, out, i) {
			break
		}
		if t.f.cues.UnitLine.match(l.text) || strings.Trim(l.text, " .,;") == "" {
			continue // over a table; a stray full stop under the text
		}
		out = append(out, l)
		if strings.HasPrefix(out[0].text, "«") && strings.HasSuffix(strings.TrimRight(l.text, "."), "»") {
			return i + 1, out // a quoted text ends with its quote
		}
	}
	return i, out
}

// outdents reports whether a text that is set in under its label is over before line i,
// which stands under the label again. Points may have a conclusion that does: it decides.
func (t *treatment) outdents(head line, out []line, i int) bool {
	l := t.lines[i]
	if len(head.Words) == 0 || len(out) == 0 || t.kind == saksok.KindSlidePack || l.Box[0] > head.Box[0]+sameEdge {
		return false
	}
	for _, o := range out {
		if o.Box[0] < head.Box[0]+setIn || o.table >= 0 {
			return false
		}
	}
	last := out[len(out)-1]
	if last.Page == l.Page && last.Block == l.Block && (!endsSentence(last.text) || len(out) == 1 && t.f.full(last, l)) || t.f.indentsFirst() {
		return false // only its first line is set in
	}
	if !startsPoint(out[0].text) {
		return true
	}
	return !startsPoint(l.text) && len(t.f.cues.types(t.sentenceFrom(i))) == 0
}

// How far a text is set in at least, and the first line of a paragraph at most, and how far
// from its label's edge a line may be that stands under it, points.
const (
	setIn    = 8
	farIn    = 40
	sameEdge = 3
)

// indentsFirst reports whether the document sets in the first line of a paragraph only,
// told by the texts under labels whose first line does not end a sentence.
func (f *flow) indentsFirst() bool {
	if f.firstIndents == nil {
		first, whole := 0, 0
		for i := 0; i+2 < len(f.lines); i++ {
			l, a, b := f.lines[i], f.lines[i+1], f.lines[i+2]
			if a.Page != l.Page || b.Page != l.Page || a.Block != b.Block || a.Box[0] < l.Box[0]+setIn || a.Box[0] > l.Box[0]+farIn || endsSentence(a.text) || startsPoint(a.text) || !f.isLabelWord(l.text) {
				continue
			}
			if b.Box[0] <= l.Box[0]+sameEdge {
				first++
			} else {
				whole++
			}
		}
		f.firstIndents = new(bool)
		*f.firstIndents = first > whole
	}
	return *f.firstIndents
}

// sentenceFrom is the sentence that line i begins.
func (t *treatment) sentenceFrom(i int) string {
	j := i + 1
	for j < len(t.lines) && j < i+4 && sameParagraph(t.lines[j-1], t.lines[j]) {
		j++
	}
	if ss := sentences(t.f.join(t.lines[i:j])); len(ss) > 0 {
		return ss[0]
	}
	return ""
}

// opensNext reports whether line i begins something else than the text above it: a
// label, a section, a motion.
func (t *treatment) opensNext(i int) bool {
	l := t.lines[i]
	if st, _, _, _ := t.labelAt(i); st != "" || t.f.isSection(l.text) {
		return true
	}
	if t.kind == saksok.KindMinutes && t.f.cues.Moves.find(l.text) != nil && i > 0 && (endsSentence(t.lines[i-1].text) || !sameParagraph(t.lines[i-1], l)) {
		return true
	}
	who, _, _ := t.motionAt(i)
	return who != ""
}

// endsText reports whether a text, of which out are the lines so far, is over before
// line i. begun is whether there is any of it yet, be it behind its label.
func (t *treatment) endsText(i int, out []line, begun bool) bool {
	l := t.lines[i]
	if len(out) > 0 && t.kind == saksok.KindSlidePack && (l.Page != out[0].Page || t.f.isDivider(l)) {
		return true
	}
	if len(out) > 0 && (placeAndDay.MatchString(l.text) || t.f.namesRow(l)) {
		return true
	}
	if t.f.isDivider(l) || t.f.ends(l.text) || t.f.cues.Treated.find(l.text) != nil {
		return true
	}
	if t.kind == saksok.KindMinutes && begun && (slices.Contains(t.f.cues.Single, label(l.text)) || t.endsWithVote(out, l)) {
		return true // the result of what is proposed here
	}
	if t.kind == saksok.KindMinutes && begun && (t.f.isAside(l.text) || t.f.cues.exprs.ballotLine.MatchString(l.text)) {
		return true
	}
	if i > 0 && begun && t.goesToMeeting(t.lines[i-1], l) {
		return true
	}
	if len(out) == 0 {
		return begun && i > 0 && t.kind == saksok.KindMinutes && t.leavesText(t.lines[i-1], i)
	}
	last := out[len(out)-1]
	if t.kind == saksok.KindMinutes && t.leavesText(last, i) {
		return true
	}
	if t.f.cues.onRecord(l.text) {
		t.dissent = l.text
		return true
	}
	return endsSentence(last.text) && t.f.listsDocument(l.text) || t.leavesProposal(out, i)
}
