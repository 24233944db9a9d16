package figure

import (
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// columnKind is what the cells of a column are.
type columnKind int

const (
	textColumn  columnKind = iota
	valueColumn            // numbers that may be money
	otherColumn            // numbers that are not: percentages, counts, codes
)

// column is what is known of a column.
type column struct {
	kind       columnKind
	unit       saksok.Unit // stated in its head
	money      bool        // its head names money
	total      bool        // its head says it is the sum of others
	sums       bool        // and it is
	carries    bool        // it holds the sums of groups of the column before it
	difference bool        // its head says it is the difference of two others
}

// readColumns tells the columns apart by their heads and cells.
func (g *grid) readColumns() {
	g.columns = make([]column, g.cols)
	letters := make([]int, g.cols)
	g.firstValue = g.cols
	for c := range g.cols {
		numbers, percents, texts, years := 0, 0, 0, 0
		for r := g.head; r < g.rows; r++ {
			v := g.cells[r][c]
			if v == nil || !v.own {
				continue
			}
			switch {
			case v.num.Kind == saksok.CellNumber && isYear(v.cell.Text):
				years++
			case v.num.Kind == saksok.CellNumber:
				numbers++
			case v.num.Kind == saksok.CellPercent:
				percents++
			case v.num.Kind == saksok.CellText:
				texts++
				letters[c] += len(v.cell.Text)
			}
		}
		switch {
		case percents > numbers || years > numbers:
			g.columns[c].kind = otherColumn
		case numbers > 0 && numbers >= texts:
			g.columns[c].kind = valueColumn
		}
	}
	g.labelCol = g.findLabels(letters)
	for c := range g.cols {
		g.readHead(c)
		if c > g.labelCol && g.columns[c].kind == valueColumn {
			g.firstValue = min(g.firstValue, c)
		}
	}
}

// findLabels returns the column of the row labels: the first with text in most
// rows, codes apart; else the one with most letters.
func (g *grid) findLabels(letters []int) int {
	best := 0
	for c := range g.cols {
		if letters[c] > letters[best] {
			best = c
		}
	}
	for c := range best {
		texts, codes, rows := 0, 0, 0
		for r := g.head; r < g.rows; r++ {
			if g.rowEmpty(r, c+1) {
				continue
			}
			rows++
			v := g.cells[r][c]
			if v == nil || !v.own || v.num.Kind != saksok.CellText {
				continue
			}
			texts++
			if isCode(v.cell.Text) && len(words(v.cell.Text)) == 1 && strings.ContainsAny(v.cell.Text, "0123456789=+-") || len(v.cell.Text) <= 2 {
				codes++
			}
		}
		if 5*(texts-codes) > 3*rows {
			return c
		}
	}
	return best
}

// rowEmpty reports whether a row has nothing from a column on.
func (g *grid) rowEmpty(r, from int) bool {
	for c := from; c < g.cols; c++ {
		if v := g.cells[r][c]; v != nil && v.own {
			return false
		}
	}
	return true
}

// readHead applies what the heads of a column say.
func (g *grid) readHead(c int) {
	col := &g.columns[c]
	heads := g.heads(c)
	all := words(strings.Join(heads, " "))
	if c < g.labelCol || c == g.labelCol && col.kind != valueColumn {
		if col.kind == valueColumn {
			col.kind = otherColumn // a code or post number left of the labels
		}
		return
	}
	for i := len(heads) - 1; i >= 0 && !col.unit.Known(); i-- {
		if !g.onlyUnit(heads[i]) || g.unitHeads() > 1 {
			col.unit, _ = g.ctx.Locale.FindUnit(heads[i])
		}
	}
	col.money = hasAny(all, moneyWords)
	col.difference = hasAny(all, differenceWords)
	if len(heads) > 0 {
		lowest := words(heads[len(heads)-1])
		named := slices.DeleteFunc(slices.Clone(heads), func(h string) bool { return !strings.ContainsFunc(h, unicode.IsLetter) })
		if len(named) > 0 { // "Sum" over "2026–2029"
			first := firstWords(named[len(named)-1])
			col.total = len(first) > 0 && slices.Contains(totalWords, first[0])
		}
		if col.kind == valueColumn && !col.unit.Known() && notMoney(lowest, strings.Join(heads, " ")) {
			col.kind = otherColumn
		}
	}
	if col.kind == valueColumn && len(heads) == 0 && g.running(c) {
		col.kind = otherColumn
	}
}

// unitHeads counts the head cells that only state a unit. A single one, wherever
// it is set, is the table's.
func (g *grid) unitHeads() int {
	n := 0
	for _, c := range g.t.Cells {
		if c.Row < g.head && c.Col > g.labelCol && g.onlyUnit(c.Text) {
			n++
		}
	}
	return n
}

// notMoney reports whether the head of a column names something counted or
// measured, or a share.
func notMoney(lowest []string, all string) bool {
	if strings.Contains(all, "%") || hasAny(lowest, shareWords) {
		return true
	}
	return hasAny(lowest, countWords) && !hasAny(lowest, moneyWords)
}

// running reports whether a column without a head numbers the rows.
func (g *grid) running(c int) bool {
	last, n := int64(0), 0
	for r := g.head; r < g.rows; r++ {
		v, ok := g.number(r, c)
		if !ok {
			continue
		}
		m := v.num.Number
		if m.Decimals > 0 || m.Mantissa != last+1 && n > 0 || m.Mantissa > 999 {
			return false
		}
		last = m.Mantissa
		n++
	}
	return n > 2
}

// words are the words of a text, lower case.
func words(t string) []string {
	return strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// hasAny reports whether one of the words is a cue, or starts with one that ends
// in a star, or ends with one that starts with one (compounds).
func hasAny(ws, cues []string) bool {
	return slices.ContainsFunc(ws, func(w string) bool {
		return slices.ContainsFunc(cues, func(cue string) bool { return matches(w, cue) })
	})
}

func matches(w, cue string) bool {
	head, open := strings.CutSuffix(cue, "*")
	tail, compound := strings.CutPrefix(head, "*")
	switch {
	case open && compound:
		return strings.Contains(w, tail)
	case open:
		return strings.HasPrefix(w, head)
	case compound:
		return strings.HasSuffix(w, tail)
	}
	return w == cue
}

// isYear reports whether text is a year.
func isYear(t string) bool {
	t = strings.TrimSpace(t)
	return len(t) == 4 && yearIn(t) > 0
}

// yearIn returns the year a text names, 0 where it names none or several.
func yearIn(t string) int {
	year := 0
	for i := 0; i+4 <= len(t); i++ {
		if i > 0 && (isDigit(t[i-1]) || t[i-1] == ',') || i+4 < len(t) && isDigit(t[i+4]) {
			continue
		}
		y := 0
		for k := range 4 {
			if !isDigit(t[i+k]) {
				y = 0
				break
			}
			y = y*10 + int(t[i+k]-'0')
		}
		if y < 1900 || y >= 2100 {
			continue
		}
		if year != 0 && year != y {
			return 0
		}
		year = y
	}
	return year
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
