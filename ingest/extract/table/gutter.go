package table

import (
	"math"
	"slices"
)

// Limits of columns of text.
const (
	gutterWidth = 0.8 // em without a word
	gutterRows  = 8   // rows along the gutter
	textRows    = 5   // of them with a line of text on either side
	textWords   = 4   // words of a line of text
	textGap     = 1.5 // em between words, in justified text
	textFill    = 0.7 // share of its column a full line fills
	aloneRows   = 4   // rows on one side only where the sides share no baselines
	aloneShare  = 7   // one of so many
	gutterStep  = 4   // points between the places that are looked at
)

// splitText cuts words (sorted) at a gutter between two columns of text into what
// stands above it, left and right of it, and below. Lines of the two columns need
// not share baselines, so rows alone would mix a table with the text beside it.
func splitText(ws []word) [][]word {
	if !mayPart(ws) {
		return [][]word{ws}
	}
	rows := rowsOf(ws, &lines{})
	x, from, to := findGutter(rows)
	if to == from {
		return [][]word{ws}
	}
	top, bottom := rows[from].box[1], rows[to-1].box[3]
	parts := make([][]word, 4)
	for _, w := range ws {
		switch y := w.box.CenterY(); {
		case y < top:
			parts[0] = append(parts[0], w)
		case y > bottom:
			parts[3] = append(parts[3], w)
		case w.box.CenterX() < x:
			parts[1] = append(parts[1], w)
		default:
			parts[2] = append(parts[2], w)
		}
	}
	for i := range parts {
		numberRows(parts[i])
	}
	return slices.DeleteFunc(parts, func(p []word) bool { return len(p) == 0 })
}

// findGutter finds the place and the rows of the longest gutter with text on both
// sides; from equals to where there is none.
func findGutter(rows []row) (x float64, from, to int) {
	left, right := math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		left, right = min(left, r.box[0]), max(right, r.box[2])
	}
	across := make([]bool, len(rows))
	for at := left + 0.25*(right-left); at < right-0.25*(right-left); at += gutterStep {
		if !open(rows, at) {
			continue
		}
		markTables(rows, across, at, left, right)
		start := 0
		for i := 0; i <= len(rows); i++ {
			if i < len(rows) && !crosses(rows[i], at) && !across[i] {
				continue
			}
			if i-start >= gutterRows && i-start > to-from && (textBeside(rows[start:i], at, left, right) || offBeat(rows[start:i], at, left, right)) {
				x, from, to = at, start, i
			}
			start = i + 1
		}
	}
	return x, from, to
}

// mayPart reports whether enough rows in a row leave some place free, so that a
// gutter may run there: on most pages of text none does, and reading their rows
// as phrases for it was a third of the work.
func mayPart(ws []word) bool {
	var rows [][]word
	left, right := math.Inf(1), math.Inf(-1)
	for i, w := range ws {
		left, right = min(left, w.box[0]), max(right, w.box[2])
		if i == 0 || w.row != ws[i-1].row {
			rows = append(rows, nil)
		}
		n := len(rows) - 1
		rows[n] = ws[i-len(rows[n]) : i+1]
	}
	for at := left + 0.25*(right-left); at < right-0.25*(right-left); at += gutterStep {
		free := 0
		for _, r := range rows {
			free++
			for i := range r {
				if r[i].near(at) {
					free = 0
					break
				}
			}
			if free >= gutterRows {
				return true
			}
		}
	}
	return false
}

// near reports whether a word stands on or too near a place for a gutter.
func (w *word) near(x float64) bool {
	half := gutterWidth / 2 * w.size
	return w.box[0] < x+half && w.box[2] > x-half
}

// crosses reports whether a row has a word on or too near a place.
func crosses(r row, x float64) bool {
	for _, p := range r.phrases {
		for i := range p.words {
			if p.words[i].near(x) {
				return true
			}
		}
	}
	return false
}

// open reports whether enough rows in a row leave a place free.
func open(rows []row, x float64) bool {
	n := 0
	for _, r := range rows {
		if crosses(r, x) {
			n = 0
			continue
		}
		if n++; n >= gutterRows {
			return true
		}
	}
	return false
}

// markTables marks the rows of tables that go on over the gutter: three rows or
// more with a label left of it and only values right of it, and the heads, group
// labels and rests of labels around them.
func markTables(rows []row, across []bool, x, left, right float64) {
	clear(across)
	for i := range rows {
		if i+2 < len(rows) && labelAndValues(rows[i], x, left) && labelAndValues(rows[i+1], x, left) && labelAndValues(rows[i+2], x, left) {
			across[i], across[i+1], across[i+2] = true, true, true
		}
	}
	grow := func(i, from int) {
		if across[from] && !across[i] && math.Abs(rows[i].base-rows[from].base) < runGap*rows[i].size {
			l, r := textLine(rows[i], x, left, right, textGap)
			across[i] = !l && !r
		}
	}
	for i := 1; i < len(rows); i++ {
		grow(i, i-1)
	}
	for i := len(rows) - 2; i >= 0; i-- {
		grow(i, i+1)
		if i > 0 && across[i+1] && rows[i].box[2] < x && headsBeside(rows[i-1], x, left, right) {
			across[i] = true // a group's label between the heads and the values
		}
	}
}

// headsBeside reports whether a row has two phrases right of a gutter that are no
// line of text.
func headsBeside(r row, x, left, right float64) bool {
	n := 0
	for _, p := range r.phrases {
		if p.box[0] > x {
			n++
		}
	}
	onLeft, onRight := textLine(r, x, left, right, textGap)
	return n >= 2 && !onLeft && !onRight
}

func labelAndValues(r row, x, left float64) bool {
	labels, values, end := 0, 0, left
	for _, p := range r.phrases {
		switch {
		case p.box[2] <= x:
			labels++
			end = max(end, p.box[2])
		case p.kind == textPhrase:
			return false
		default:
			values++
		}
	}
	return labels >= 1 && (values >= 2 || values == 1 && end-left < textFill*(x-left))
}

// textBeside reports whether lines of text stand on both sides of a gutter.
func textBeside(rows []row, x, left, right float64) bool {
	l, r := 0, 0
	for _, row := range rows {
		onLeft, onRight := textLine(row, x, left, right, math.Inf(1))
		if onLeft {
			l++
		}
		if onRight {
			r++
		}
	}
	return l >= textRows && r >= textRows
}

// offBeat reports whether lines of text stand on one side of a gutter in the middle
// of the page and the lines of the two sides do not share their baselines: some rows
// have words on the one, some on the other. A table may be what stands beside.
func offBeat(rows []row, x, left, right float64) bool {
	if middle := (x - left) / (right - left); middle < 0.4 || middle > 0.6 {
		return false
	}
	var text, alone [2]int
	for _, row := range rows {
		onLeft, onRight := textLine(row, x, left, right, textGap)
		if onLeft {
			text[0]++
		}
		if onRight {
			text[1]++
		}
		switch {
		case row.box[2] < x:
			alone[0]++
		case row.box[0] > x:
			alone[1]++
		}
	}
	return max(text[0], text[1]) >= textRows && min(alone[0], alone[1]) >= max(aloneRows, len(rows)/aloneShare)
}

// textLine reports on which sides of a gutter a row has a full line of text:
// several words that fill the column without a gap wider than gap em.
func textLine(r row, x, left, right, gap float64) (onLeft, onRight bool) {
	lw, rw, lx, rx := 0, 0, left, x
	lgap, rgap := 0.0, 0.0
	for _, p := range r.phrases {
		for _, w := range p.words {
			n := 0
			if startsLetter(w.text) {
				n = 1
			}
			if w.box[2] <= x {
				if lx > left {
					lgap = max(lgap, (w.box[0]-lx)/max(w.size, 1))
				}
				lw, lx = lw+n, w.box[2]
				continue
			}
			if rx > x {
				rgap = max(rgap, (w.box[0]-rx)/max(w.size, 1))
			}
			rw, rx = rw+n, w.box[2]
		}
	}
	onLeft = lw >= textWords && lgap < gap && lx-left > textFill*(x-left)
	return onLeft, rw >= textWords && rgap < gap && rx-x > textFill*(right-x)
}
