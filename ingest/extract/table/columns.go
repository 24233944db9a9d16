package table

import (
	"cmp"
	"math"
	"slices"

	"saksok"
)

// columnsOf finds the columns of body rows: the union of the phrases over each
// other, the rows with most phrases first. A phrase over several columns found so
// far belongs to none.
func columnsOf(body []row) []Span {
	order := make([]int, len(body))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(body[b].phrases), len(body[a].phrases)) })
	var cols []Span
	for _, i := range order {
		if len(body[i].phrases) < 2 && len(cols) > 0 {
			continue // a lone phrase tells of no column
		}
		for _, p := range body[i].phrases {
			cols = addPhrase(cols, p.box)
		}
	}
	return cols
}

// partNumbers cuts phrases of digits that lie over several columns where each part
// ends, or starts, with the numbers of its column: numbers set a blank apart read as
// one where their digits may be groups of three. Each has several groups, for the
// groups of one number may stand over two columns by chance.
func (s *stream) partNumbers() {
	for i := s.head; i < len(s.rows); i++ {
		var out []phrase
		for _, p := range s.rows[i].phrases {
			out = append(out, s.partNumber(p)...)
		}
		s.rows[i].phrases = out
	}
}

func (s *stream) partNumber(p phrase) []phrase {
	if _, n := s.columnOf(p.box); n < 2 || slices.ContainsFunc(p.words, func(w word) bool { return !startsNumber(w.text) || !mayBeNumber(w.text) }) {
		return []phrase{p}
	}
	var out []phrase
	start := 0
	for i := 1; i <= len(p.words); i++ {
		if i < len(p.words) && s.mostUnder(p.words[i].box) == s.mostUnder(p.words[i-1].box) {
			continue
		}
		q := newPhrase(p.words[start:i])
		c := s.columns[s.mostUnder(q.box)]
		if q.kind == textPhrase || len(q.words) < 2 || min(math.Abs(q.box[0]-c.X0), math.Abs(q.box[2]-c.X1)) > alignedAt {
			return []phrase{p}
		}
		out = append(out, q)
		start = i
	}
	return out
}

// addPhrase grows the column under a phrase, or starts one.
func addPhrase(cols []Span, b saksok.Box) []Span {
	const slack = 1.0
	hit := -1
	for i, c := range cols {
		if b[0] < c.X1-slack && b[2] > c.X0+slack {
			if hit >= 0 {
				return cols
			}
			hit = i
		}
	}
	if hit < 0 {
		at, _ := slices.BinarySearchFunc(cols, b[0], func(c Span, x float64) int { return cmp.Compare(c.X0, x) })
		return slices.Insert(cols, at, Span{b[0], b[2]})
	}
	cols[hit].X0, cols[hit].X1 = min(cols[hit].X0, b[0]), max(cols[hit].X1, b[2])
	return cols
}

// addBareColumns adds columns that have a head but no value: where a row of heads
// has more phrases right of the labels than there are columns, each column takes
// the head nearest to it and the heads left over are columns of their own.
func (s *stream) addBareColumns() {
	s.addBareFirst()
	var heads []phrase
	if len(s.columns) < 2 {
		return
	}
	for _, r := range s.rows[:s.head] {
		over := slices.DeleteFunc(slices.Clone(r.phrases), func(p phrase) bool { return p.box[0] < s.columns[s.label].X1 })
		if len(over) > len(heads) {
			heads = over
		}
	}
	values := s.columns[s.label+1:]
	if len(heads) <= len(values) {
		return
	}
	taken := make([]bool, len(heads))
	for _, c := range values {
		best := -1
		for i, h := range heads {
			if !taken[i] && (best < 0 || offset(c, h.box) < offset(c, heads[best].box)) {
				best = i
			}
		}
		if best >= 0 && offset(c, heads[best].box) < 2*(heads[best].box[3]-heads[best].box[1]) {
			taken[best] = true
		}
	}
	for i, h := range heads {
		_, n := s.columnOf(h.box)
		if c, _ := s.columnOf(h.box); !taken[i] && n == 1 && distance(s.columns[c], h.box) > 0 {
			s.columns = addPhrase(s.columns, h.box)
		}
	}
}

// addBareFirst adds the column of a head that stands left of all rows, where the next
// head stands over the first of them: a page of a table may have no new chapter.
func (s *stream) addBareFirst() {
	if s.head == 0 || len(s.columns) < 2 {
		return
	}
	heads := s.rows[s.head-1].phrases
	if len(heads) < 3 || len(heads[0].words) > 1 {
		return
	}
	first, next := heads[0].box, heads[1].box
	if c := s.columns[0]; first[2] < c.X0-1 && next[0] < c.X1 && next[2] > c.X0 && next[0] > first[2] {
		s.columns = slices.Insert(s.columns, 0, Span{first[0], first[2]})
		s.label++
	}
}

// offset is how far a head is set off from a column by its best aligned edge.
func offset(c Span, b saksok.Box) float64 {
	return min(math.Abs(c.X0-b[0]), math.Abs(c.X1-b[2]), math.Abs((c.X0+c.X1)/2-b.CenterX()))
}

// columnOf returns the first column under a box and how many there are; with none
// under it the nearest.
func (s *stream) columnOf(b saksok.Box) (first, n int) {
	const slack = 1.0
	first = -1
	for i, c := range s.columns {
		if b[0] < c.X1-slack && b[2] > c.X0+slack {
			if first < 0 {
				first = i
			}
			n = i - first + 1
		}
	}
	if first >= 0 {
		return first, n
	}
	best := 0
	for i, c := range s.columns {
		if distance(c, b) < distance(s.columns[best], b) {
			best = i
		}
	}
	return best, 1
}

func distance(c Span, b saksok.Box) float64 {
	return max(c.X0-b[2], b[0]-c.X1, 0)
}

// mostUnder returns the column that covers most of a box.
func (s *stream) mostUnder(b saksok.Box) int {
	best, most := 0, -1.0
	for i, c := range s.columns {
		if over := min(c.X1, b[2]) - max(c.X0, b[0]); most < 0 && i == 0 || over > most {
			best, most = i, over
		}
	}
	return best
}
