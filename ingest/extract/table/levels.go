package table

import (
	"math"
	"slices"
)

// headLevels places the rows above the values. A row with a phrase over several
// columns is a level of its own; other rows merge column by column with the row
// below them, as the lines of one head.
func (s *stream) headLevels() [][]placed {
	var levels [][]placed // from the bottom
	merge := false
	s.reach = slices.Clone(s.columns)
	for i := s.head - 1; i >= 0; i-- {
		r := s.rows[i]
		level := s.placeHead(i)
		spanning := slices.ContainsFunc(level, func(p placed) bool { return p.span > 1 })
		if !spanning {
			s.reachHeads(level)
		}
		if n := len(levels); merge && !spanning && !sparseYears(r, levels) && !yearsOver(r, s.rows[i+1]) && s.rows[i+1].first-r.base < levelGap*r.size && !s.ruleBetween(r, s.rows[i+1]) {
			levels[n-1] = mergeLevel(level, levels[n-1])
			continue
		}
		levels = append(levels, level)
		merge = !spanning
	}
	slices.Reverse(levels)
	return levels
}

// sparseYears reports whether a row is of years alone, fewer than the heads below:
// each holds for the columns up to the next.
func sparseYears(r row, levels [][]placed) bool {
	return len(r.phrases) < len(levels[len(levels)-1]) && !slices.ContainsFunc(r.phrases, func(p phrase) bool { return p.kind != yearPhrase })
}

// yearsOver reports whether a row of years alone stands over one of other heads.
func yearsOver(r, below row) bool {
	isYears := func(p phrase) bool { return p.kind == yearPhrase }
	return len(r.phrases) > 1 && !slices.ContainsFunc(r.phrases, func(p phrase) bool { return !isYears(p) }) && !slices.ContainsFunc(below.phrases, isYears)
}

// reachHeads widens the places of columns by their own heads, up to the next
// column: a head over several columns is set over these.
func (s *stream) reachHeads(level []placed) {
	for _, p := range level {
		at := &s.reach[p.col]
		for _, w := range p.words {
			at.X0, at.X1 = min(at.X0, w.box[0]), max(at.X1, w.box[2])
		}
		if p.col > 0 {
			at.X0 = max(at.X0, min(s.columns[p.col].X0, s.reach[p.col-1].X1))
		}
		if p.col+1 < len(s.reach) {
			at.X1 = min(at.X1, max(s.columns[p.col].X1, s.reach[p.col+1].X0))
		}
	}
}

// mergeLevel puts two lines of a head together.
func mergeLevel(a, b []placed) []placed {
	for _, p := range b {
		if i := slices.IndexFunc(a, func(o placed) bool { return o.col == p.col }); i >= 0 {
			a[i].words = slices.Concat(a[i].words, p.words)
			continue
		}
		a = append(a, p)
	}
	slices.SortFunc(a, func(x, y placed) int { return x.col - y.col })
	return a
}

// placeHead places the phrases of one head row. In the row right above the values
// each column has its own head, so phrases are cut between columns.
func (s *stream) placeHead(i int) []placed {
	r, lowest := s.rows[i], i == s.head-1
	phrases := r.phrases
	if lowest {
		phrases = nil
		for _, p := range r.phrases {
			phrases = append(phrases, s.cutPhrase(p)...)
		}
	}
	out := make([]placed, 0, len(phrases))
	var free []phrase
	for _, p := range phrases {
		if from, to, ok := s.underline(r, p); ok {
			if first, n := s.columnsIn(from, to); n > 1 {
				out = append(out, placed{first, n, p.words})
				continue
			}
		}
		if col, n := s.columnOf(p.box); len(free) == 0 && len(out) == 0 && col <= s.label && s.overLabels(p, col, n) {
			out = append(out, placed{col, max(1, min(n, s.label-col+1)), p.words})
			continue
		}
		free = append(free, p)
	}
	if len(out) > 0 && out[len(out)-1].span > 1 { // an underlined row: the rest is not spread
		for _, p := range free {
			out = append(out, placed{s.mostUnder(p.box), 1, p.words})
		}
	} else {
		out = append(out, s.spread(free, i)...)
	}
	return tidy(out)
}

// overLabels reports whether a head that starts over the labels is theirs, or the
// table's title, and not one over the values.
func (s *stream) overLabels(p phrase, col, n int) bool {
	if s.label+1 >= len(s.columns) {
		return col == 0 && n == 1
	}
	first := s.columns[s.label+1]
	return p.box[0] < s.columns[s.label].X0+0.5*(first.X0-s.columns[s.label].X0) || p.box.CenterX() < first.X0 && n == 1
}

// tidy sorts heads and puts those together that fell on the same columns.
func tidy(in []placed) []placed {
	slices.SortStableFunc(in, func(a, b placed) int { return a.col - b.col })
	var out []placed
	for _, p := range in {
		if n := len(out); n > 0 && p.col < out[n-1].col+out[n-1].span {
			out[n-1].words = slices.Concat(out[n-1].words, p.words)
			continue
		}
		out = append(out, p)
	}
	return out
}

// cutPhrase cuts a phrase where its words stand over different columns and a
// column's edge runs between them.
func (s *stream) cutPhrase(p phrase) []phrase {
	if _, n := s.columnOf(p.box); n < 2 {
		return []phrase{p}
	}
	var out []phrase
	start := 0
	for i := 1; i <= len(p.words); i++ {
		if i < len(p.words) && s.mostUnder(p.words[i].box) == s.mostUnder(p.words[i-1].box) {
			continue
		}
		out = append(out, newPhrase(p.words[start:i]))
		start = i
	}
	for _, q := range out {
		if _, n := s.columnOf(q.box); n > 1 {
			return []phrase{p} // a word lies over two columns: the phrase does
		}
	}
	return out
}

// underline returns the ends of a line right below a head that is longer than the
// head but not as long as the table.
func (s *stream) underline(r row, p phrase) (from, to float64, ok bool) {
	for _, h := range s.lines.h {
		if h.at < r.base-1 || h.at > r.base+1.2*r.size || h.from > p.box[0]+2 || h.to < p.box[2]-2 {
			continue
		}
		over := 0
		for _, q := range r.phrases {
			if mid := q.box.CenterX(); mid > h.from && mid < h.to {
				over++
			}
		}
		if over == 1 && h.to-h.from > p.box.Width()+4 && h.to-h.from < 0.9*s.box.Width() {
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

// Costs of a way to spread heads over columns, in squares of half a column.
const (
	costBare   = 0.4 // a column under no head
	costOdd    = 0.5 // a head over another number of columns than the others
	costYear   = 0.9 // the same for a year, which often stands over the first of its columns only
	costBeside = 4.0 // a column under the head that is not its own
	costWraps  = 2.0 // several columns under one line of a longer head
)

// Bounds of the search for a spread, so that a page of noise costs little.
const (
	maxSpread = 12 // columns under one head
	wideTable = 60 // columns beyond which heads are not spread
)

// spread gives the heads of a row columns from left to right so that heads stand
// in the middle of theirs (or all start with the first), few columns stay bare,
// and heads have equally many.
func (s *stream) spread(heads []phrase, row int) []placed {
	if len(heads) == 0 {
		return nil
	}
	m := len(s.columns)
	best, bestCost := []placed(nil), math.Inf(1)
	sizes := min(m-1, maxSpread)
	if row == s.head-1 || m > wideTable {
		sizes = 1
	}
	w := newSpreader(s, heads)
	w.lowest = row == s.head-1
	for _, p := range heads {
		w.wrapped = append(w.wrapped, s.wraps(p, row))
	}
	for size := 1; size <= max(1, sizes); size++ {
		w.size = size
		clear(w.memo)
		if cost := w.cost(0, min(1, m-1)); cost < bestCost-1e-9 {
			best, bestCost = w.placed(), cost
		}
	}
	return best
}

// wraps reports whether a head reads on in the row below, or from the one above:
// "Margin of" over "error", "Oppr." over "budsjett".
func (s *stream) wraps(p phrase, row int) bool {
	if startsLower(p.text) || endsOpen(p.text) || endsHyphen(p.text) {
		return true
	}
	if row+1 >= s.head {
		return false
	}
	return slices.ContainsFunc(s.rows[row+1].phrases, func(q phrase) bool {
		return startsLower(q.text) && q.box[0] < p.box[2] && q.box[2] > p.box[0]
	})
}

// leftSet reports whether heads are short enough to be set at the left of their
// columns: years and single words.
func leftSet(heads []phrase) bool {
	return len(heads) > 1 && !slices.ContainsFunc(heads, func(p phrase) bool { return len(p.words) > 1 })
}

// spreader finds the cheapest spread for heads that should cover size columns.
type spreader struct {
	s       *stream
	heads   []phrase
	over    [][2]int // the columns each head lies over, end out
	wrapped []bool   // whether a head is one line of a longer one
	lowest  bool     // the values follow
	size    int
	left    bool
	half    float64
	memo    []choice // by head and column
}

type choice struct {
	cost        float64
	first, last int
	known       bool
}

func newSpreader(s *stream, heads []phrase) *spreader {
	w := &spreader{s: s, heads: heads, left: leftSet(heads), half: max(4, s.pitch()/2)}
	w.memo = make([]choice, len(heads)*len(s.columns))
	for _, p := range heads {
		over := [2]int{}
		for i, c := range s.columns {
			if min(c.X1, p.box[2])-max(c.X0, p.box[0]) > 2 {
				if over[1] == 0 {
					over[0] = i
				}
				over[1] = i + 1
			}
		}
		w.over = append(w.over, over)
	}
	return w
}

// cost is the least cost of heads from k on over columns from c on.
func (w *spreader) cost(k, c int) float64 {
	m := len(w.s.columns)
	if k == len(w.heads) {
		return costBare * float64(m-c)
	}
	if c >= m {
		return 1000 * float64(len(w.heads)-k)
	}
	known := &w.memo[k*m+c]
	if known.known {
		return known.cost
	}
	best := choice{cost: math.Inf(1), first: c, last: c, known: true}
	for first := c; first < m && costBare*float64(first-c) < best.cost; first++ {
		for last := first; last < m; last++ {
			cost := w.one(k, first, last) + costBare*float64(first-c)
			if cost >= best.cost {
				continue
			}
			if cost += w.cost(k+1, last+1); cost < best.cost {
				best.cost, best.first, best.last = cost, first, last
			}
		}
	}
	*known = best
	return best.cost
}

// one is the cost of a head over columns first to last.
func (w *spreader) one(k, first, last int) float64 {
	a, b, box := w.s.reach[first], w.s.reach[last], w.heads[k].box
	off := math.Abs((a.X0+b.X1)/2 - box.CenterX())
	if first == last {
		c := w.s.columns[first]
		off = min(off, math.Abs(a.X0-box[0]), math.Abs(a.X1-box[2]), math.Abs(c.X0-box[0]), math.Abs(c.X1-box[2]), math.Abs((c.X0+c.X1)/2-box.CenterX()))
		off = max(0, off-0.5*(box[3]-box[1]))
	} else if w.left {
		off = min(off, math.Abs(a.X0-box[0])+2)
		if w.heads[k].kind == yearPhrase && !w.lowest {
			off = min(off, math.Abs(b.X1-box[2])+2)
		}
	}
	cost := off * off / (w.half * w.half)
	switch {
	case last-first+1 == w.size:
	case w.heads[k].kind == yearPhrase:
		cost += costYear
	default:
		cost += costOdd
	}
	if last > first && (w.wrapped[k] || w.lowest && w.alignedWithOne(k)) {
		cost += costWraps
	}
	over := w.over[k]
	inside := max(0, min(over[1], last+1)-max(over[0], first))
	return cost + costBeside*float64(over[1]-over[0]-inside)
}

// alignedWithOne reports whether a head stands over one column only and starts or
// ends with its values.
func (w *spreader) alignedWithOne(k int) bool {
	over, box := w.over[k], w.heads[k].box
	if over[1]-over[0] != 1 {
		return false
	}
	c := w.s.columns[over[0]]
	return min(math.Abs(c.X0-box[0]), math.Abs(c.X1-box[2])) < alignedAt
}

// pitch is the mean distance of columns.
func (s *stream) pitch() float64 {
	n := len(s.columns)
	if n < 2 {
		return s.columns[0].X1 - s.columns[0].X0
	}
	return (s.columns[n-1].X1 - s.columns[0].X1) / float64(n-1)
}

func (w *spreader) placed() []placed {
	var out []placed
	c := min(1, len(w.s.columns)-1)
	for k := range w.heads {
		n := len(w.s.columns)
		if c >= n || !w.memo[k*n+c].known { // no columns are left: to the last one
			out = append(out, placed{n - 1, 1, w.heads[k].words})
			continue
		}
		ch := w.memo[k*n+c]
		out = append(out, placed{ch.first, ch.last - ch.first + 1, w.heads[k].words})
		c = ch.last + 1
	}
	return out
}
