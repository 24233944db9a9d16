package segment

import (
	"saksok"
)

// impartial adds what the body decided on who may treat the case: "Foss ble enstemmig
// erklært inhabil". That somebody said so or stepped down is a statement only.
func (t *treatment) impartial() {
	c := t.f.cues
	for _, p := range t.paragraphs() {
		for _, s := range sentences(p.text) {
			if c.Impartiality.match(s) && c.Disqualified.match(s) {
				t.procedural(p, s, saksok.TypeProcedural, rulePart)
			}
		}
	}
}

// opening reads what minutes approve before their first item: "Innkalling og saksliste
// ble enstemmig godkjent."
func (f *flow) opening(lines []line) []saksok.Decision {
	t := &treatment{f: f, kind: saksok.KindMinutes, lines: lines, taken: make([]bool, len(lines))}
	for _, p := range t.atShortLines(t.paragraphs()) {
		for _, s := range sentences(p.text) {
			if f.cues.Opening.match(s) && endsSentence(s) {
				t.procedural(p, s, saksok.TypeApproval, ruleOpening)
			}
		}
	}
	return t.out
}

func (t *treatment) procedural(p paragraph, s string, kind saksok.DecisionType, rule string) {
	lines := t.f.linesOf(p.lines, s)
	t.out = append(t.out, saksok.Decision{
		Item: t.item, Status: saksok.StatusAdopted, Types: []saksok.DecisionType{kind}, Text: s,
		Page: lines[0].Page, Box: box(lines), Rule: rule, Vote: t.f.cues.vote(s),
	})
}
