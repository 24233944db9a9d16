package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// dropIntroductions leaves out a text under a proposal's label that proposes
// nothing, where another one does: what introduces the case under "Indstilling fra
// …", before "Det indstilles:".
func (t *treatment) dropIntroductions() {
	proposes := func(d saksok.Decision) bool { return len(t.f.cues.types(d.Text)) > 0 }
	whole := func(d saksok.Decision) bool {
		return startsPoint(d.Text) || t.f.cues.exprs.thatClause.MatchString(d.Text)
	}
	labelled := func(d saksok.Decision) bool { return d.Rule == ruleLabel && d.Status == saksok.StatusProposed }
	if !slices.ContainsFunc(t.out, func(d saksok.Decision) bool { return labelled(d) && proposes(d) }) {
		return
	}
	main := t.mainIdx
	kept := t.out[:0:0]
	for i, d := range t.out {
		if labelled(d) && !proposes(d) && !whole(d) {
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

// shortLine is the part of the text's width below which a line ends its paragraph.
const shortLine = 0.85

// titleLine is the part of it below which a line without a full stop is a title.
const titleLine = 0.4

// proposal takes what is proposed out of a text that argues for it, by headings of
// its own or at length: the sentences that propose, else what stands before the
// argument. It is "" where the text begins with its argument and proposes nothing.
func (t *treatment) proposal(body string, lines []line, rest string) string {
	paras := strings.Split(body, "\n")
	argued := slices.ContainsFunc(lines, func(l line) bool { return t.argues(l.text) })
	if startsPoint(paras[0]) || !argued && utf8.RuneCountInString(body) <= longMotion {
		return t.beforeArgument(paras)
	}
	if rest == "" {
		paras = t.argument(lines)
	}
	if gist := t.gist(paras); gist != "" {
		return gist
	}
	return t.beforeArgument(paras)
}

// argument is the paragraphs of a proposal as they are set: a line that ends short
// ends one, though no space follows it.
func (t *treatment) argument(lines []line) []string {
	var out []string
	from := 0
	for k := 1; k <= len(lines); k++ {
		if k == len(lines) || !sameParagraph(lines[k-1], lines[k]) || t.argues(lines[k].text) || t.f.endsShort(lines[k-1], lines[k]) {
			out = append(out, t.f.join(lines[from:k]))
			from = k
		}
	}
	return out
}

// endsShort reports whether a line ends its paragraph before the edge of the text,
// with a full stop or as a title over the next.
func (f *flow) endsShort(l, next line) bool {
	width := f.textWidth(l.Page)
	return endsSentence(l.text) && l.Box.Width() < shortLine*width ||
		startsUpper(next.text) && l.Box.Width() < titleLine*width && !strings.HasSuffix(l.text, ",")
}

// argues reports whether a paragraph is or begins with the heading of an argument.
func (t *treatment) argues(p string) bool {
	head, _, _ := strings.Cut(p, ":")
	return slices.Contains(t.f.cues.Argument, strings.TrimRight(label(head), "?"))
}

// gist is the sentences that propose, or that have the body as their subject and
// decide something, with the points under them.
func (t *treatment) gist(paras []string) string {
	var out []string
	for i := 0; i < len(paras); i++ {
		proposed := false
		for _, s := range sentences(paras[i]) {
			if proposed = t.proposes(s); proposed {
				out = append(out, s)
			}
		}
		if !proposed {
			continue
		}
		j := i + 1
		if j+1 < len(paras) && !startsPoint(paras[j]) && utf8.RuneCountInString(paras[j]) <= shortTitle && startsPoint(paras[j+1]) {
			j++ // a title over the points
		}
		for ; j < len(paras) && startsPoint(paras[j]); j++ {
			out, i = append(out, paras[j]), j
		}
	}
	return strings.Join(out, "\n")
}

// shortTitle is how many characters a title over the points of a proposal may have.
const shortTitle = 40

// proposes reports whether a sentence of a motion is what it moves.
func (t *treatment) proposes(s string) bool {
	after, isBody := t.afterSubject(s)
	return isBody && !t.reports(after) && len(t.f.cues.types(s)) > 0 || t.f.cues.Proposes.match(s)
}

// beforeArgument is the text up to the sentence that begins with the heading of an
// argument: "Motivering: …".
func (t *treatment) beforeArgument(paras []string) string {
	var out []string
	for _, p := range paras {
		ss := sentences(p)
		k := slices.IndexFunc(ss, func(s string) bool { return strings.Contains(s, ":") && t.argues(s) })
		if k < 0 && !t.argues(p) {
			out = append(out, p)
			continue
		}
		if k > 0 {
			out = append(out, strings.Join(ss[:k], " "))
		}
		break
	}
	return strings.Join(out, "\n")
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

// moves reads the paragraph from line i on in which somebody moves something
// ("Lena Berg (V) yrkar att …").
func (t *treatment) moves(i int, who string) int {
	j := i + 1
	for j < len(t.lines) && sameParagraph(t.lines[j-1], t.lines[j]) && t.f.cues.Moves.find(t.lines[j].text) == nil && !t.f.isLabel(t.lines[j].text) {
		j++
	}
	said := sentences(t.f.join(t.lines[i:j]))
	d := saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMotion, Proposer: strings.Trim(who, " ,")}
	what := t.moved(said)
	if slices.ContainsFunc(said[1:], func(s string) bool { return t.f.cues.Decides.match(s) }) {
		if what != "" { // what became of it is told in the same breath
			t.addMoved(d, t.lines[i:j], what)
		}
		return j
	}
	t.mark(i, j)
	if what != "" {
		d.Label, _, _ = strings.Cut(said[0], what)
	}
	t.add(d, t.lines[i:j], what)
	return j
}

// moved is what the first of the sentences of a motion moves, behind who does, with those
// that belong to it: to the next that moves something; "" where the words for moving do
// not tell it from its mover.
func (t *treatment) moved(said []string) string {
	m := t.f.cues.MovesWhat.FindStringIndex(said[0])
	if t.f.cues.MovesWhat.Regexp == nil || m == nil {
		return ""
	}
	k := 1
	for k < len(said) && t.f.cues.Moves.find(said[k]) == nil && !t.f.cues.Decides.match(said[k]) {
		k++
	}
	return strings.Join(append([]string{said[0][m[1]:]}, said[1:k]...), " ")
}

// addMoved adds a motion of which only the words it moves are a decision's text.
func (t *treatment) addMoved(d saksok.Decision, lines []line, what string) {
	first := sentences(what)[0]
	d.Item, d.Page, d.Box, d.Text = t.item, lines[0].Page, box(t.f.linesOf(lines, first)), first
	d.Types = t.types(d)
	t.out = append(t.out, d)
}
