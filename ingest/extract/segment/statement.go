package segment

import (
	"strings"

	"saksok"
)

// statements reads what minutes put on record beside the decisions of an item.
func (t *treatment) statements() []saksok.Statement {
	var out []saksok.Statement
	put := func(kind saksok.StatementKind, by, text string, lines []line) {
		out = append(out, saksok.Statement{Kind: kind, Item: t.item, By: by, Text: text, Page: lines[0].Page, Box: box(lines)})
	}
	for i := 0; i < len(t.lines); {
		if t.headsDissent(t.lines[i].text) {
			by := ""
			if m := t.f.cues.exprs.statedBy.FindStringSubmatch(t.lines[i].text); m != nil {
				by = strings.TrimSpace(m[1])
			}
			j, lines := t.collect(i+1, "", false)
			if len(lines) > 0 {
				put(saksok.StatementDissent, by, t.f.text(lines), lines)
				i = j
				continue
			}
		}
		if t.f.isLabel(t.lines[i].text) {
			i++
			continue
		}
		j := i + 1
		for j < len(t.lines) && sameParagraph(t.lines[j-1], t.lines[j]) && !t.headsDissent(t.lines[j].text) {
			j++
		}
		t.saidIn(t.lines[i:j], put)
		i = j
	}
	return out
}

// onRecord reports whether a sentence tells how some voted: it is no part of what
// was decided.
func (c *Cues) onRecord(s string) bool { return c.DissentSaid.match(s) || c.AssentSaid.match(s) }

// headsDissent reports whether a line is the heading of a statement.
func (t *treatment) headsDissent(s string) bool {
	s = strings.TrimSpace(s)
	return t.f.isOneOf(s, t.f.cues.Dissent) || strings.HasSuffix(s, ":") && t.f.cues.DissentSaid.match(s)
}

// saidIn puts the sentences of a paragraph that are statements, those of one kind
// that follow each other together.
func (t *treatment) saidIn(lines []line, put func(kind saksok.StatementKind, by, text string, lines []line)) {
	var kind saksok.StatementKind
	var said []string
	flush := func() {
		if len(said) > 0 {
			text := strings.Join(said, " ")
			put(kind, "", text, t.f.linesOf(lines, text))
		}
		said = nil
	}
	for _, s := range sentences(t.f.join(lines)) {
		k := saksok.StatementKind("")
		switch {
		case len(strings.Fields(s)) < 3: // a heading
		case t.f.cues.Impartiality.match(s):
			k = saksok.StatementImpartiality
		case t.f.cues.DissentSaid.match(s):
			k = saksok.StatementDissent
		}
		if k != kind {
			flush()
		}
		if kind = k; k != "" {
			said = append(said, s)
		}
	}
	flush()
}
