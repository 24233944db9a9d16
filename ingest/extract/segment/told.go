package segment

import (
	"strings"

	"saksok"
)

// opensTold reports whether line i begins running text: a paragraph, what stands under a
// heading or a text that was read, or behind the heading of the treatment in its line.
func (t *treatment) opensTold(i int) bool {
	l := t.lines[i]
	if t.f.isLabel(l.text) {
		return t.f.withoutHeading(l.text) != l.text
	}
	return i == 0 || t.taken[i-1] || !sameParagraph(t.lines[i-1], l) || t.f.isLabel(t.lines[i-1].text)
}

// toldMotions adds the motions that the sentences of the paragraph from line i on tell
// of: "Lie fremmet forslag om at saken sendes tilbake." They stand in running text, which
// goes on to tell what became of them.
func (t *treatment) toldMotions(i int) {
	j := i + 1
	for j < len(t.lines) && sameParagraph(t.lines[j-1], t.lines[j]) && !t.f.isLabel(t.lines[j].text) {
		j++
	}
	for _, s := range sentences(t.f.join(t.lines[i:j])) {
		s = t.f.withoutHeading(s)
		for _, p := range t.f.cues.ToldMotions {
			m := p.find(s)
			if m == nil || t.hedged(strings.Fields(label(m[0][:strings.Index(m[0], group(p, m, "what"))]))) {
				continue
			}
			lines := t.f.linesOf(t.lines[i:j], s)
			d := saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMotion, Label: s, Proposer: group(p, m, "who"),
				Item: t.item, Page: lines[0].Page, Box: box(lines), Text: group(p, m, "what")}
			d.Types = t.types(d)
			t.out = append(t.out, d)
			break
		}
	}
}

// withoutHeading is a sentence without the heading of the treatment before it:
// "Utvalgets behandling: Lie fremmet …".
func (f *flow) withoutHeading(s string) string {
	head, rest, ok := strings.Cut(s, ": ")
	if ok && rest != "" && (f.isOneOf(head+":", f.cues.Treatment) || f.isOneOf(head+":", f.cues.Voting)) {
		return rest
	}
	return s
}
