package figure

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saksok"
)

// A group is a row with a label and no values that stands over others
// ("Driftsinntekter"), or a cell that stands beside several rows. A row's path is
// the groups it stands in, from the outermost in.

const (
	longestGroup = 90 // characters; a longer text is a remark
	setIn        = 4  // points that a row is further in than the one it is a part of
)

// group is an open group while the rows are walked from the top.
type group struct {
	row   int
	label string
	x     float64 // where its label starts
	bold  bool
	upper bool
	coded bool // a code stands before the label
}

// like reports whether two groups look the same, so that one ends the other.
func (a group) like(b group) bool {
	return a.bold == b.bold && a.upper == b.upper && a.coded == b.coded && math.Abs(a.x-b.x) <= setIn
}

// outranks reports whether a group stands out more than another at the same edge.
func (a group) outranks(b group) bool {
	if math.Abs(a.x-b.x) > setIn {
		return a.x < b.x
	}
	return a.upper && !b.upper || a.upper == b.upper && a.bold && !b.bold
}

// readGroups finds the path of each row.
func (g *grid) readGroups() {
	g.paths = make([][]string, g.rows)
	var open []group
	valued := false // a row with values stands under the innermost group
	for r := g.head; r < g.rows; r++ {
		kind := g.rowKind(r)
		if kind == groupRow {
			if next, ok := g.groupAt(r); ok {
				open = append(closedBy(open, next, valued), next)
				valued = false
			}
			g.paths[r] = labels(open[:max(0, len(open)-1)])
			continue
		}
		in := open
		if kind == sumRow {
			in, open = summed(open, g.label(r, g.cols))
		}
		g.paths[r] = slices.Concat(g.beside(r), labels(in), g.parent(r))
		valued = true
	}
}

// groupAt is the group a row without values opens: its label stands alone.
func (g *grid) groupAt(r int) (group, bool) {
	label := strings.TrimRight(g.label(r, g.cols), " :")
	v := g.cells[r][g.labelCol]
	if label == "" || v == nil || len(label) > longestGroup || !strings.ContainsFunc(label, unicode.IsLetter) || endsRemark(label) {
		return group{}, false
	}
	if n, ok := leadingNumber(label); ok && r+1 < g.rows {
		if next, ok := leadingNumber(g.label(r+1, g.cols)); ok && next == n+1 {
			return group{}, false // a row of a numbered list without values
		}
	}
	for c := g.labelCol + 1; c < g.cols && !g.headsAgain(r); c++ {
		if o := g.cells[r][c]; o != nil && o.cell != v.cell {
			return group{}, false
		}
	}
	return group{
		row: r, label: label, x: v.cell.Box[0], bold: g.bold(v.cell), coded: g.labelCol > 0 && g.cells[r][g.labelCol-1] != nil,
		upper: label == strings.ToUpper(label),
	}, true
}

// leadingNumber is the number a label starts with.
func leadingNumber(label string) (int, bool) {
	ws := strings.Fields(label)
	if len(ws) < 2 {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimRight(ws[0], ".)"))
	return n, err == nil
}

// endsRemark reports whether a text ends in a full stop that is no abbreviation's.
func endsRemark(t string) bool {
	if !strings.HasSuffix(t, ".") {
		return false
	}
	last := strings.ToLower(strings.TrimSuffix(t[strings.LastIndexByte(t, ' ')+1:], "."))
	return !abbreviations[last] && !strings.Contains(last, ".")
}

// closedBy is what is left open when a group starts: it ends those like it and
// those it outranks. Of two others that follow each other the second stands in the
// first.
func closedBy(open []group, next group, valued bool) []group {
	if i := slices.IndexFunc(open, next.like); i >= 0 {
		return open[:i]
	}
	for len(open) > 0 && next.outranks(open[len(open)-1]) {
		open = open[:len(open)-1]
	}
	if n := len(open); n > 0 && valued && !open[n-1].outranks(next) {
		return open[:n-1]
	}
	return open
}

// summed tells which of the open groups a sum stands in, and which it leaves open.
// It ends the group it names with all in it. A bare "Sum" is the innermost group's
// and ends it; a sum of something else stands after that group.
func summed(open []group, label string) (in, rest []group) {
	if len(open) == 0 {
		return nil, nil
	}
	low := strings.ToLower(label)
	for i, o := range open {
		if name := strings.TrimLeft(strings.ToLower(o.label), "0123456789 ."); name != "" && strings.Contains(low, name) {
			return open[:i+1], open[:i]
		}
	}
	rest = open[:len(open)-1]
	if ws := words(label); len(ws) <= 1 || len(ws) == 2 && slices.Contains(totalPhrases, ws[0]+" "+ws[1]) {
		return open, rest
	}
	return rest, rest
}

// beside are the texts left of the labels that stand beside several rows.
func (g *grid) beside(r int) []string {
	var out []string
	var last *saksok.Cell
	for c := range g.labelCol {
		v := g.cells[r][c]
		if v == nil || v.cell == last || v.cell.RowSpan < 2 || v.num.Kind != saksok.CellText {
			continue
		}
		last = v.cell
		out = append(out, v.cell.Text)
	}
	return out
}

// carry finds the columns that carry the sums of groups: on the last row of each
// group stands, in a column of its own, what the group's values in the column
// before add up to. The sum of the posts of a chapter is printed so.
func (g *grid) carry() {
	for c := range g.columns {
		from := g.valueLeftOf(c)
		if from < 0 || g.columns[c].kind != valueColumn {
			continue
		}
		hits, terms, all := 0, 0, 0
		for r := g.head; r < g.rows; r++ {
			if t, ok := g.carried(r, c, from); ok {
				all++
				if t.status == saksok.CheckVerified {
					hits++
					terms = max(terms, t.n)
				}
			}
		}
		g.columns[c].carries = (hits > 1 && terms > 1 || terms > 2) && 5*hits >= 4*all
	}
}

// valueLeftOf is the next column of values left of one, -1 where there is none.
func (g *grid) valueLeftOf(c int) int {
	for k := c - 1; k > g.labelCol; k-- {
		if g.columns[k].kind == valueColumn {
			return k
		}
	}
	return -1
}

// carried compares a number with the sum of its group in another column.
func (g *grid) carried(r, c, from int) (tally, bool) {
	v, ok := g.money(r, c)
	if !ok || g.rowKind(r) != plainRow {
		return tally{}, false
	}
	var terms []addend
	for k := g.groupStart(r, c); k <= r; k++ {
		if x, ok := g.addend(k, from); ok {
			terms = append(terms, x)
		}
	}
	if len(terms) == 0 {
		return tally{}, false
	}
	return compare(v.num.Number, terms), true
}

// groupStart is the first row of the group whose sum stands at a place: that after
// the last sum or group before it.
func (g *grid) groupStart(r, c int) int {
	for k := r - 1; k >= g.head; k-- {
		if _, ok := g.money(k, c); ok || g.rowKind(k) == groupRow {
			return k + 1
		}
	}
	return g.head
}

// checkCarried checks the sums that a column carries.
func (g *grid) checkCarried(c int) {
	for r := g.head; r < g.rows; r++ {
		t, ok := g.carried(r, c, g.valueLeftOf(c))
		if !ok {
			continue
		}
		v, _ := g.number(r, c)
		ch := saksok.Check{Kind: "group_sum", Column: c, Row: r, Stated: v.cell.Text, Status: saksok.CheckUnchecked}
		if start := g.groupStart(r, c); t.status != saksok.CheckMismatch || start > g.head || g.rowKind(start) == groupRow {
			g.settle(&ch, t, v) // else the group may have begun before the table
		}
		g.t.Checks = append(g.t.Checks, ch)
	}
}

// rowOf is the label of an amount and the groups it stands in. The sum of a group
// is the group's, not that of the row it is printed on; so is a sum without label.
func (g *grid) rowOf(r, c int) (label string, groups []string) {
	label, groups = g.label(r, c), g.paths[r]
	if n := len(groups); label == "" && n > 0 && g.rowKind(r) == sumRow {
		return groups[n-1], groups[:n-1]
	}
	if !g.columns[c].carries || g.rowKind(r) != plainRow || len(groups) == 0 {
		return label, groups
	}
	start := g.groupStart(r, c)
	if start == g.head || g.rowKind(start-1) != groupRow || g.label(start-1, g.cols) == "" {
		return label, groups
	}
	return strings.TrimRight(g.label(start-1, g.cols), " :"), groups[:len(groups)-1]
}

// parent is the label of the row that a row shows a part of: "herav" a part of the
// row above.
func (g *grid) parent(r int) []string {
	if g.rowKind(r) != subsetRow {
		return nil
	}
	for k := r - 1; k >= g.head; k-- {
		switch g.rowKind(k) {
		case subsetRow:
		case plainRow, sumRow, balanceRow:
			return []string{g.label(k, g.cols)}
		default:
			return nil
		}
	}
	return nil
}

// bold reports whether a cell is printed bold.
func (g *grid) bold(c *saksok.Cell) bool {
	return g.ctx.Bold[[2]int{c.Row, c.Col}]
}

func labels(open []group) []string {
	out := make([]string, len(open))
	for i, o := range open {
		out[i] = o.label
	}
	return out
}
