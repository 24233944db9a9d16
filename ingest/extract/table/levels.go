package table

import (
	"math"
	"slices"
)

// headLevels places the rows above the values: a row with a phrase over several
// columns is a level of its own, other rows merge column by column.
func (s *stream) headLevels() [][]placed {
	var levels [][]placed
	merge := false // the last level may grow
	for i := range s.head {
		r := s.rows[i]
		level, spanning := s.placeHead(i)
		if !spanning && merge && r.base-s.rows[i-1].base < 1.9*r.size {
			levels[len(levels)-1] = mergeLevel(levels[len(levels)-1], level)
			continue
		}
		levels = append(levels, level)
		merge = !spanning
	}
	return levels
}

func mergeLevel(a, b []placed) []placed {
	for _, p := range b {
		if i := slices.IndexFunc(a, func(o placed) bool { return o.col == p.col }); i >= 0 {
			a[i].words = append(a[i].words, p.words...)
			continue
		}
		a = append(a, p)
	}
	slices.SortFunc(a, func(x, y placed) int { return x.col - y.col })
	return a
}

// placeHead places the phrases of one head row.
func (s *stream) placeHead(i int) (out []placed, spanning bool) {
	r := s.rows[i]
	for _, p := range r.phrases {
		col, span := s.headSpan(r, p)
		spanning = spanning || span > 1
		if n := len(out); n > 0 && col < out[n-1].col+out[n-1].span {
			prev := &out[n-1]
			if prev.span > 1 && prev.col < col { // two heads meet over a column: it goes to the right one
				prev.span = col - prev.col
			} else if span > 1 {
				shift := prev.col + prev.span - col
				col, span = col+shift, span-shift
			}
			if span < 1 || col < prev.col+prev.span {
				prev.words = append(prev.words, p.words...)
				continue
			}
		}
		out = append(out, placed{col, span, p.words})
	}
	return out, spanning
}

// headSpan returns the columns a head stands over. A partial line below it shows
// them; else a head centred between columns spans evenly to both sides.
func (s *stream) headSpan(r row, p phrase) (col, span int) {
	if from, to, ok := s.underline(r, p); ok {
		first, n := s.columnsIn(from, to)
		if n > 1 {
			return first, n
		}
	}
	col, span = s.columnOf(p.box)
	if len(s.columns) < 3 {
		return s.mostUnder(p.box), 1
	}
	if span > 1 && col == 0 && p.box[0] <= s.columns[0].X1 && p.box.CenterX() < s.columns[1].X0 {
		return 0, 1 // a long head over the labels
	}
	return s.centred(p, col, span)
}

// underline returns the ends of a line right below a head that is longer than the
// head but not as long as the table.
func (s *stream) underline(r row, p phrase) (from, to float64, ok bool) {
	for _, h := range s.lines.h {
		if h.at < r.base-1 || h.at > r.base+1.2*r.size || h.from > p.box[0]+2 || h.to < p.box[2]-2 {
			continue
		}
		if h.to-h.from > p.box.Width()+4 && h.to-h.from < 0.9*s.box.Width() {
			return h.from, h.to, true
		}
	}
	return 0, 0, false
}

func (s *stream) columnsIn(from, to float64) (first, n int) {
	first = -1
	for i, c := range s.columns {
		if mid := (c.X0 + c.X1) / 2; mid > from && mid < to {
			if first < 0 {
				first = i
			}
			n = i - first + 1
		}
	}
	return max(first, 0), n
}

// centred finds the run of columns whose middle is the head's middle, at least
// those under it, and no column another head of the row stands over.
func (s *stream) centred(p phrase, col, span int) (int, int) {
	best, bestAt, bestSpan := math.Inf(1), col, span
	mid := p.box.CenterX()
	for i := max(1, 0); i < len(s.columns); i++ {
		for j := i; j < len(s.columns); j++ {
			a, b := s.columns[i], s.columns[j]
			inside := a.X0 <= p.box[0]+2 && b.X1 >= p.box[2]-2
			if !inside || j > i && i == 0 {
				continue
			}
			off := math.Abs((a.X0+b.X1)/2 - mid)
			if off < best-1 && off < 0.5*(p.box[3]-p.box[1])+2 {
				best, bestAt, bestSpan = off, i, j-i+1
			}
		}
	}
	if bestSpan >= span && bestAt <= col && bestAt+bestSpan >= col+span {
		return bestAt, bestSpan
	}
	return col, span
}
