package segment

import "strings"

// withoutNarrative leaves out of a decision's text the sentences that tell what was said
// before or after it and who was there ("Der var foretræde til sagen.", "Ida Holm var
// fraværende.", "Ordföranden informerar om …"). A text of nothing else stays as it is.
func (t *treatment) withoutNarrative(paras []string) []string {
	var out []string
	for _, p := range paras {
		ss := sentences(p)
		var kept []string
		for _, s := range ss {
			if !t.narrates(s) {
				kept = append(kept, s)
			}
		}
		switch {
		case len(kept) == len(ss):
			out = append(out, p)
		case len(kept) > 0:
			out = append(out, strings.Join(kept, " "))
		}
	}
	if len(out) == 0 {
		return paras
	}
	return out
}

// narrates reports whether a sentence tells of the treatment and decides nothing. What
// somebody moved is told; that it was carried has its own sentence.
func (t *treatment) narrates(s string) bool {
	c := t.f.cues
	if startsPoint(s) || !c.Narrates.match(s) && !c.Impartiality.match(s) {
		return false
	}
	return c.resultOf(s) == "" || t.hedged(strings.Fields(label(s)))
}

// listsDocument reports whether a line is an archive reference and what it is of:
// "KS 2025/12-44 Yttrande till länsstyrelsen".
func (f *flow) listsDocument(p string) bool {
	title, ref := f.withoutRef(p)
	return ref != "" && strings.HasPrefix(p, ref) && title != ""
}
