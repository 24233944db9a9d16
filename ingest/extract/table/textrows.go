package table

import (
	"cmp"
	"math"
	"slices"
)

// bond is what is known of two lines of a column that follow each other.
type bond int

const (
	apart   bond = iota // of two cells
	unknown             // of one or of two
	same                // of one cell
)

// cellBlock is lines of a column that are of one cell for sure.
type cellBlock struct {
	col   int
	lines []cellLine
	after bond // to the block above it in its column
}

func (b *cellBlock) first() cellLine { return b.lines[0] }
func (b *cellBlock) last() cellLine  { return b.lines[len(b.lines)-1] }

// bands cuts the printed rows into table rows: lines of one cell are joined, what
// stands beside them is of their row, and rows without a label join the one that
// their lines go on with.
func (t *textTable) bands() [][][]cellLine {
	pitch, apartAt := t.pitch()
	var blocks []cellBlock
	for c, ls := range t.cells {
		for k, l := range ls {
			b := apart
			if k > 0 {
				b = t.bond(c, ls[k-1], l, pitch, apartAt)
			}
			if b == same {
				n := len(blocks) - 1
				blocks[n].lines = append(blocks[n].lines, l)
				continue
			}
			blocks = append(blocks, cellBlock{c, []cellLine{l}, b})
		}
	}
	return t.joinBare(rowsOfBlocks(blocks, pitch))
}

// pitch is the distance of lines of one cell, and the least distance of lines that
// are of two: rows are set off where the distances fall in two groups.
func (t *textTable) pitch() (pitch, apartAt float64) {
	var steps []float64
	for _, ls := range t.cells {
		for k := 1; k < len(ls); k++ {
			if d := ls[k].base - ls[k-1].base; d > 0.8*ls[k].size && d < 4*ls[k].size {
				steps = append(steps, d)
			}
		}
	}
	if len(steps) == 0 {
		return 0, math.Inf(1)
	}
	slices.Sort(steps)
	pitch, apartAt = steps[0], 1.5*steps[0]
	wide := 0.0
	for k := 1; k < len(steps) && steps[k-1] < 1.5*pitch; k++ {
		if d := steps[k] - steps[k-1]; d > 0.08*pitch && d > wide {
			wide, apartAt = d, (steps[k]+steps[k-1])/2
		}
	}
	return pitch, apartAt
}

// bond tells whether a line goes on with the one above it in its column.
func (t *textTable) bond(c int, a, b cellLine, pitch, apartAt float64) bond {
	d := b.base - a.base
	if d > apartAt || d > 1.8*b.size || a.bold != b.bold || t.ruledBetween(a, b) {
		return apart
	}
	room := t.columns[c].X1 - t.columns[c].X0 - a.box.Width()
	word := b.words[0].box.Width() + 0.25*b.size
	text, next := a.words[len(a.words)-1].text, b.words[0].text
	switch {
	case endsHyphen(text) || endsOpen("x "+text):
		return same
	case word < room-0.5: // it would have fitted
		return apart
	case startsLower(next):
		return same
	}
	return unknown
}

// ruledBetween reports whether a line runs between two lines of a column.
func (t *textTable) ruledBetween(a, b cellLine) bool {
	x := (max(a.box[0], b.box[0]) + min(a.box[2], b.box[2])) / 2
	return slices.ContainsFunc(t.lines.h, func(h line) bool {
		return h.from < x && h.to > x && h.at > a.base-0.3*a.size && h.at < b.base-0.5*b.size
	})
}

// textRow is the blocks of a table row.
type textRow struct {
	blocks      []cellBlock
	first, last float64 // baselines
	size        float64
}

func (r *textRow) in(col int) *cellBlock {
	for i := range r.blocks {
		if r.blocks[i].col == col {
			return &r.blocks[i]
		}
	}
	return nil
}

// rowsOfBlocks puts blocks that stand beside each other in one row: rows are a
// line's pitch apart at least, lines set between those of another cell less.
func rowsOfBlocks(blocks []cellBlock, pitch float64) []textRow {
	slices.SortStableFunc(blocks, func(a, b cellBlock) int { return cmp.Compare(a.first().base, b.first().base) })
	var out []textRow
	for _, b := range blocks {
		f, l := b.first(), b.last()
		if n := len(out); n > 0 && f.base < out[n-1].last+max(0.75*pitch, 0.6*f.size) {
			r := &out[n-1]
			r.blocks = append(r.blocks, b)
			r.last, r.size = max(r.last, l.base), max(r.size, f.size)
			continue
		}
		out = append(out, textRow{[]cellBlock{b}, f.base, l.base, f.size})
	}
	return out
}

// joinBare joins rows without a label, or with nothing but one, to the row that a
// line of theirs may go on with.
func (t *textTable) joinBare(rows []textRow) [][][]cellLine {
	low := low(rows)
	rows = t.joinParts(rows, low)
	for k := 0; k < len(rows); k++ {
		r := &rows[k]
		label := r.in(0)
		if label != nil && len(r.blocks) > 1 {
			continue
		}
		up := k > 0 && mayGoOn(r)
		down := k+1 < len(rows) && (mayGoOn(&rows[k+1]) || k == 0 && label == nil && t.onHeads(r, &rows[1]))
		to := -1
		switch {
		case up && (!low || !down):
			to = k - 1
		case down:
			to = k + 1
		default:
			continue
		}
		a, b := min(k, to), max(k, to)
		rows[a].blocks = slices.Concat(rows[a].blocks, rows[b].blocks)
		rows[a].last, rows[a].size = rows[b].last, max(rows[a].size, rows[b].size)
		rows = slices.Delete(rows, b, b+1)
		k = max(a-1, -1)
	}
	out := make([][][]cellLine, len(rows))
	for i, r := range rows {
		out[i] = make([][]cellLine, len(t.columns))
		for _, b := range r.blocks {
			out[i][b.col] = append(out[i][b.col], b.lines...)
		}
	}
	return out
}

// onHeads reports whether the first row is a line of a head that is higher than the
// others, which stand in the row below.
func (t *textTable) onHeads(r, below *textRow) bool {
	a, b := r.blocks[0].last(), below.blocks[0].first()
	return len(r.blocks) < len(below.blocks) && below.first-r.last < nextLine*r.size && !t.ruledBetween(a, b)
}

// mayGoOn reports whether some line of a row may go on with the row above.
func mayGoOn(r *textRow) bool {
	return slices.ContainsFunc(r.blocks, func(b cellBlock) bool { return b.after == unknown })
}

// low reports whether cells stand at the foot of their rows rather than at the top.
func low(rows []textRow) bool {
	top, foot := 0, 0
	for i := range rows {
		r := &rows[i]
		for _, b := range r.blocks {
			over, under := b.first().base-r.first > 0.2*r.size, r.last-b.last().base > 0.2*r.size
			if over && !under {
				foot++
			}
			if under && !over {
				top++
			}
		}
	}
	return foot > top
}

// joinParts joins a row of some cells to the one whose lines they go on with: the
// first lines of those higher than the others where cells stand at the foot, the
// last lines where they stand at the top.
func (t *textTable) joinParts(rows []textRow, low bool) []textRow {
	for k := 0; k+1 < len(rows); k++ {
		a, b := &rows[k], &rows[k+1]
		part, whole := b, a
		if low {
			part, whole = a, b
		}
		if len(part.blocks) < 2 || len(part.blocks) >= len(whole.blocks) || len(whole.blocks) < len(t.columns) {
			continue
		}
		if slices.ContainsFunc(part.blocks, func(p cellBlock) bool {
			under := b.in(p.col)
			return under == nil || under.after != unknown
		}) {
			continue
		}
		a.blocks = slices.Concat(a.blocks, b.blocks)
		a.last, a.size = b.last, max(a.size, b.size)
		rows = slices.Delete(rows, k+1, k+2)
	}
	return rows
}
