package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok/ingest/extract/layout"
)

// compose puts a row's cells in the order they are read in: the heading, what was said,
// what was proposed, how the vote fell, what was decided, and who sees to it.
func (f *flow) compose(t *caseTable, r *caseRow) {
	key := t.keyColumn()
	cells := slices.Clone(r.cells)
	r.lines, r.heads = nil, 0
	_, rest, _ := f.cutNumber(f.join(cells[key]))
	head := cells[key]
	switch at := slices.Index(t.roles, columnTitle); {
	case strings.TrimSpace(rest) != "" && key != t.textColumn():
		r.title = rest
	case at >= 0 && at != key && len(cells[at]) > 0:
		r.title = f.join(cells[at])
		head = append(slices.Clone(head), cells[at]...)
		cells[at] = nil
	case t.titleCell(cells) == key:
		n := f.numberAndTitle(head)
		_, r.title, _ = f.cutNumber(f.join(head[:n]))
		said := slices.Clone(head[n:])
		if key != t.textColumn() {
			said = append(said, cells[t.textColumn()]...)
		}
		head, cells[t.textColumn()] = head[:n], said
	default:
		at = t.titleCell(cells)
		n := f.titleLines(cells[at])
		r.title = f.join(cells[at][:n])
		head = append(slices.Clone(head), cells[at][:n]...)
		cells[at] = cells[at][n:]
	}
	r.title, r.caseRef = f.withoutRef(strings.Trim(r.title, " :.–-"))
	if key != t.textColumn() {
		cells[key] = nil
	}
	r.lines, r.heads = append(r.lines, head...), len(head)
	for _, role := range []columnRole{columnTitle, columnText, columnProposal, columnVote, columnDecision, columnAside, columnDay} {
		for c, ls := range cells {
			if t.roles[c] == role {
				r.lines = append(r.lines, f.cell(t.headed, role, ls)...)
			}
		}
	}
	for i := range r.lines {
		r.lines[i].row = r
	}
}

// titleCell is the first column with text beside the key; the key itself where all else
// is empty.
func (t *caseTable) titleCell(cells [][]line) int {
	key := t.keyColumn()
	if key == t.textColumn() {
		return key
	}
	for c, ls := range cells {
		if c != key && len(ls) > 0 && t.roles[c] == columnText {
			return c
		}
	}
	return key
}

// numberAndTitle is how many lines of a cell that has all of a case are its number and
// its title.
func (f *flow) numberAndTitle(ls []line) int {
	for n := range ls {
		if _, rest, _ := f.cutNumber(f.join(ls[:n+1])); rest != "" {
			return n + f.titleLines(ls[n:])
		}
	}
	return len(ls)
}

// titleLines is how many lines of a cell are the title at its top: those that stand out
// from what follows, else the first with those it wraps to.
func (f *flow) titleLines(ls []line) int {
	if len(ls) == 0 {
		return 0
	}
	n := 1
	for n < len(ls) && n < maxTitleLines && ls[n].Page == ls[0].Page && !f.isLabel(ls[n].text) {
		p, q := ls[n-1], ls[n]
		alike := p.Bold == q.Bold && p.Heading == q.Heading && isUpper(p.text) == isUpper(q.text)
		marked := p.Heading > 0 || p.Bold || isUpper(p.text)
		if !alike || !(marked && !allAlike(ls)) && (endsSentence(p.text) || startsPoint(q.text) || p.Block != q.Block || !f.full(p, q)) {
			break
		}
		n++
	}
	return n
}

// maxTitleLines is how many lines a title in a cell has at most.
const maxTitleLines = 5

// allAlike reports whether nothing stands out among lines.
func allAlike(ls []line) bool {
	return !slices.ContainsFunc(ls, func(l line) bool {
		return l.Bold != ls[0].Bold || l.Heading != ls[0].Heading || isUpper(l.text) != isUpper(ls[0].text)
	})
}

// isUpper reports whether a text is printed in capitals.
func isUpper(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && s == strings.ToUpper(s)
}

// cell is a cell's lines as part of the text: the head of its column is their label where
// they have none of their own.
func (f *flow) cell(headed bool, role columnRole, ls []line) []line {
	if len(ls) == 0 {
		return nil
	}
	out := slices.Clone(ls)
	switch role {
	case columnAside, columnDay:
		for i := range out {
			out[i].aside = true
		}
	case columnDecision, columnProposal, columnVote:
		said := f.join(ls)
		if !headed || f.cues.NoDecision.match(said) || strings.IndexFunc(said, unicode.IsLetter) < 0 || slices.ContainsFunc(ls, func(l line) bool { return f.isLabel(l.text) }) {
			return out
		}
		return append([]line{f.columnLabel(role, ls[0])}, out...)
	}
	return out
}

// columnLabel is the label that the head of a column is to what stands in it, at the
// place of the first line under it.
func (f *flow) columnLabel(role columnRole, first line) line {
	word := f.cues.CaseColumns[string(role)][0]
	r, size := utf8.DecodeRuneInString(word)
	l := first
	l.text = string(unicode.ToUpper(r)) + word[size:] + ":"
	l.Words = []layout.Word{{Text: l.text, Box: first.Box, Size: first.Size}}
	l.Bold, l.Heading, l.Block = false, 0, -first.Block
	return l
}

// labelLine is the lines of a cell that is the label of the one beside it, as one.
func labelLine(ls []line, text string) line {
	l := ls[0]
	l.text = strings.TrimRight(text, " :") + ":"
	for _, more := range ls[1:] {
		l.Words = append(slices.Clone(l.Words), more.Words...)
		l.Box = l.Box.Union(more.Box)
	}
	return l
}
