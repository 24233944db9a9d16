package segment

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
		if from == 0 && text[k].Page == text[0].Page && text[k].Block != text[0].Block && t.f.cues.SentOn.match(text[0].text) {
			return append(out, text[:k])
		}
		if n := t.commission(text[k:]); n > 0 {
			out, from = append(out, text[from:k]), k
			if k+n < len(text) && t.f.cues.SentOn.match(text[0].text) {
				return append(out, text[k:k+n])
			}
		}
	}
	return append(out, text[from:])
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
