package segment

import (
	"slices"
	"strings"

	"saksok"
)

// dropIntroductions leaves out a text under a proposal's label that proposes
// nothing, where another one does: what introduces the case under "Indstilling fra
// …", before "Det indstilles:".
func (t *treatment) dropIntroductions() {
	proposes := func(d saksok.Decision) bool { return len(t.f.cues.types(d.Text)) > 0 }
	labelled := func(d saksok.Decision) bool { return d.Rule == ruleLabel && d.Status == saksok.StatusProposed }
	if !slices.ContainsFunc(t.out, func(d saksok.Decision) bool { return labelled(d) && proposes(d) }) {
		return
	}
	main := t.mainIdx
	kept := t.out[:0:0]
	for i, d := range t.out {
		if labelled(d) && !proposes(d) && !startsPoint(d.Text) {
			if i <= main {
				t.mainIdx--
			}
			continue
		}
		kept = append(kept, d)
	}
	t.out = kept
	if t.mainIdx < 0 && main >= 0 {
		t.mainIdx = slices.IndexFunc(kept, labelled)
	}
}

// longMotion is how many characters a proposal may have before its reasoning is
// told from what it proposes.
const longMotion = 900

// condense takes what is proposed out of a motion that argues at length: from the
// sentence that proposes or has the body as its subject, with the points under
// it. A text that begins with points is all proposal.
func (t *treatment) condense(s string) string {
	paras := strings.Split(s, "\n")
	if startsPoint(paras[0]) {
		return s
	}
	for i, p := range paras {
		for _, one := range sentences(p) {
			after, isBody := t.afterSubject(one)
			if !(isBody && !t.reports(after) && len(t.f.cues.types(one)) > 0) && !t.f.cues.Proposes.match(one) {
				continue
			}
			out := []string{one}
			for j := i + 1; j < len(paras) && startsPoint(paras[j]); j++ {
				out = append(out, paras[j])
			}
			return strings.Join(out, "\n")
		}
	}
	return s
}

// leavesProposal reports whether a proposal in a case paper is over at line i: a new
// block opens that is no point and decides nothing, behind one that did.
func (t *treatment) leavesProposal(out []line, i int) bool {
	l, last := t.lines[i], out[len(out)-1]
	if t.kind == saksok.KindMinutes || t.kind == saksok.KindSlidePack || last.Block == l.Block && last.Page == l.Page || startsPoint(l.text) {
		return false
	}
	j := i + 1
	for j < len(t.lines) && sameParagraph(t.lines[j-1], t.lines[j]) {
		j++
	}
	return last.Page == l.Page && !strings.HasSuffix(strings.TrimSpace(last.text), ":") &&
		len(t.f.cues.types(t.f.join(t.lines[i:j]))) == 0 && len(t.f.cues.types(t.f.join(out))) > 0
}
