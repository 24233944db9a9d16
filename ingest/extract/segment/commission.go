package segment

import (
	"strings"

	"saksok"
)

// parts parts the lines of a decision into the decision itself and the work the body
// ordered beside it ("Magistratsafdelingen udarbejder notat."), each a decision of its
// own. A decision that sends the case on ends with its block: what stands under it is
// a synopsis of the case. Both are as da_aarhus_2025-08-27_byraad-referat prints them.
func (t *treatment) parts(text []line) [][]line {
	var out [][]line
	from := 0
	for k := 1; k < len(text); k++ {
		if !endsSentence(text[k-1].text) {
			continue
		}
		n := t.commission(text[k:])
		apart := text[k].Page == text[0].Page && text[k].Block != text[0].Block
		if from == 0 && (apart || n == 0 && t.resultSentence(sentences(t.f.join(text[k:]))[0]) == "") && t.sendsOn(text, k) {
			return append(out, text[:k])
		}
		if n > 0 {
			out, from = append(out, text[from:k]), k
			if k+n < len(text) && t.f.cues.SentOn.match(text[0].text) {
				return append(out, text[k:k+n])
			}
		}
	}
	return append(out, text[from:])
}

// points parts a text whose every point is put and decided by itself, as the "att-satser"
// of Swedish associations; nil where it is none. A municipality's list is one decision.
func (t *treatment) points(text []line) [][]line {
	var out [][]line
	for _, l := range text {
		switch {
		case t.f.cues.OwnPoint.match(l.text):
			out = append(out, []line{l})
		case len(out) == 0 || startsPoint(l.text):
			return nil
		default:
			out[len(out)-1] = append(out[len(out)-1], l)
		}
	}
	return out
}

// sendsOn reports whether the sentence that ends before line k sends the case on or puts
// it off.
func (t *treatment) sendsOn(text []line, k int) bool {
	ss := sentences(t.f.join(text[:k]))
	if len(sentences(t.f.join(text[:k+1]))) == len(ss) {
		return false // "… i mødet den 22." goes on
	}
	last := ss[len(ss)-1]
	return t.f.cues.SentOn.match(last) && !t.narrates(last)
}

// commission is how many lines the sentence has that the lines begin with, where it
// orders work; 0 where it does not.
func (t *treatment) commission(lines []line) int {
	for n := 1; n <= min(4, len(lines)); n++ {
		s := t.f.join(lines[:n])
		if endsSentence(s) {
			if t.f.cues.Commissions.match(s) {
				return n
			}
			return 0
		}
	}
	return 0
}

// ordered takes the sentences out of a decision's text that order work beside it.
func (t *treatment) ordered(d *saksok.Decision) []string {
	if d.Status != saksok.StatusAdopted || t.kind != saksok.KindMinutes || t.f.cues.Commissions.Regexp == nil {
		return nil
	}
	var orders, text []string
	for i, p := range strings.Split(d.Text, "\n") {
		var kept []string
		for k, s := range sentences(p) {
			if i+k > 0 && t.f.cues.Commissions.match(s) {
				orders = append(orders, s)
				continue
			}
			kept = append(kept, s)
		}
		if len(kept) > 0 {
			text = append(text, strings.Join(kept, " "))
		}
	}
	if len(orders) > 0 {
		d.Text = strings.Join(text, "\n")
	}
	return orders
}

// commissionsFrom reads what was ordered beside a decision behind the lines on who
// dissented, from line j on, in the block of the decision.
func (t *treatment) commissionsFrom(j int, text []line) [][]line {
	var out [][]line
	last := text[len(text)-1]
	for ; j < len(t.lines); j++ {
		l := t.lines[j]
		if l.Page != last.Page || l.Block != last.Block || t.f.isSection(l.text) || t.f.isLabelWord(l.text) {
			break
		}
		if n := t.commission(t.lines[j:]); n > 0 && endsSentence(t.lines[j-1].text) {
			out = append(out, t.lines[j:j+n])
			t.mark(j, j+n)
		}
	}
	return out
}
