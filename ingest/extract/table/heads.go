package table

import (
	"cmp"
	"math"
	"slices"

	"saksok"
)

// Limits of the lines of a head.
const (
	alignedAt = 2.0  // pt between edges that are one
	halfLine  = 0.75 // line sizes; rows closer than this are lines of cells of different height
	skewed    = 0.45 // line sizes; rows closer than this are one, scanned askew
	nextLine  = 1.45 // line sizes to the next line of a cell
	sameEdge  = 0.3  // line sizes between the middles, feet or tops of heads of a row
)

// partHeads cuts the phrases above the values where a column starts or ends: heads
// set with hardly a gap between them read as one phrase otherwise. A phrase is cut
// where a word stands at the edge of its column's values and another head of that
// column does, too, or the gap there is wider than a blank beside it.
func (s *stream) partHeads() {
	for i := range s.head {
		var out []phrase
		for _, p := range s.rows[i].phrases {
			out = append(out, s.partPhrase(p, i)...)
		}
		s.rows[i].phrases = out
	}
}

func (s *stream) partPhrase(p phrase, row int) []phrase {
	var out []phrase
	start, ends := 0, s.columnEnds(p)
	for k := 1; k < len(p.words); k++ {
		if slices.Contains(ends, k) || ends == nil && s.startsColumn(p.words, k, row) {
			out = append(out, newPhrase(p.words[start:k]))
			start = k
		}
	}
	return append(out, newPhrase(p.words[start:]))
}

// columnEnds lists the words of a phrase that are the first after the end of a column,
// where the end of each column under the phrase but that of the labels is the end of a
// word: heads set to the right a blank apart. nil where it is not so.
func (s *stream) columnEnds(p phrase) []int {
	var out []int
	first, n := s.columnOf(p.box)
	for c := max(first, 1); c < first+n; c++ {
		k := slices.IndexFunc(p.words, func(w word) bool { return math.Abs(w.box[2]-s.columns[c].X1) < alignedAt })
		if k < 0 {
			return nil
		}
		out = append(out, k+1)
	}
	if len(out) < 2 {
		return nil
	}
	for k := 1; first == 0 && k < out[0]; k++ { // the head of the labels
		if p.words[k-1].box[2] <= s.columns[0].X1 && p.words[k].box[0] >= s.columns[0].X1-alignedAt {
			out = append(out, k)
		}
	}
	return out
}

// startsColumn reports whether word k of a phrase is the first of another column's
// head.
func (s *stream) startsColumn(ws []word, k, row int) bool {
	wider := s.wider(ws, k)
	for c := 1; c < len(s.columns); c++ {
		left, right := s.columns[c-1], s.columns[c]
		atLeft := math.Abs(ws[k].box[0]-right.X0) < alignedAt && ws[k-1].box[2] < right.X0
		atRight := math.Abs(ws[k-1].box[2]-left.X1) < alignedAt && ws[k].box[0] > left.X1
		if atLeft && (wider || s.headAt(right.X0, 0, row)) || atRight && (wider || s.headAt(left.X1, 2, row)) {
			return true
		}
	}
	return false
}

// wider reports whether the gap before word k is wider than the blanks around it.
func (s *stream) wider(ws []word, k int) bool {
	gap := func(i int) float64 { return ws[i].box[0] - ws[i-1].box[2] }
	blank, n := 0.0, 0
	for i := 1; i < len(ws); i++ {
		if i != k && (n == 0 || gap(i) < blank) {
			blank = gap(i)
			n++
		}
	}
	return n > 0 && gap(k) > blank+0.1*ws[k].size
}

// headAt reports whether a phrase of another row of heads has an edge at x.
func (s *stream) headAt(x float64, edge, row int) bool {
	for i := range s.head {
		if i != row && slices.ContainsFunc(s.rows[i].phrases, func(p phrase) bool { return math.Abs(p.box[edge]-x) < alignedAt }) {
			return true
		}
	}
	return false
}

// block is the lines of one head.
type block struct {
	phrase
	first, last float64 // baselines
	size        float64
}

// stackHeads puts the lines of each head together where heads of different height
// are set to the middle or the foot of their row, so that their lines stand between
// each other, and makes rows of them again.
func (s *stream) stackHeads() {
	between := false
	for i := 1; i < s.head; i++ {
		a, b := s.rows[i-1], s.rows[i]
		size := max(a.size, b.size)
		d := (b.base - a.base) / size
		between = between || d > skewed && d < halfLine && min(a.size, b.size) > 0.8*size
	}
	if !between {
		return
	}
	rows := s.levelRows(s.blocks())
	s.rows = append(rows, s.rows[s.head:]...)
	s.head = len(rows)
}

// blocks joins phrases above the values with the line of the same head below them.
func (s *stream) blocks() []block {
	var all []block
	for _, r := range s.rows[:s.head] {
		for _, p := range r.phrases {
			all = append(all, block{p, r.base, r.base, r.size})
		}
	}
	set := newSets(len(all))
	for i, a := range all {
		below, hit := 0, -1
		for j, b := range all {
			if goesBelow(a, b) {
				below++
				hit = j
			}
		}
		if below == 1 && a.kind == textPhrase && alignedHeads(a.box, all[hit].box) && !s.ruledOff(a, all[hit]) {
			set.join(i, hit)
		}
	}
	index := map[int]int{}
	var out []block
	for i, b := range all {
		root := set.find(i)
		k, ok := index[root]
		if !ok {
			index[root] = len(out)
			out = append(out, b)
			continue
		}
		o := &out[k]
		words := slices.Concat(o.words, b.words)
		o.phrase = newPhrase(words)
		o.last, o.size = max(o.last, b.last), max(o.size, b.size)
	}
	return out
}

// goesBelow reports whether b stands where the next line under a would.
func goesBelow(a, b block) bool {
	d := b.first - a.last
	return d > halfLine*max(a.size, b.size) && d < nextLine*max(a.size, b.size) && a.box[0] < b.box[2] && b.box[0] < a.box[2]
}

// alignedHeads reports whether two boxes share an edge or the middle.
func alignedHeads(a, b saksok.Box) bool {
	return min(math.Abs(a[0]-b[0]), math.Abs(a[2]-b[2]), math.Abs(a.CenterX()-b.CenterX())) < alignedAt
}

// ruledOff reports whether a line runs between two blocks over the upper one.
func (s *stream) ruledOff(a, b block) bool {
	return slices.ContainsFunc(s.lines.h, func(h line) bool {
		return h.at > a.last-0.3*a.size && h.at < b.first-0.3*b.size && h.from < a.box.CenterX() && h.to > a.box.CenterX()
	})
}

// levelRows makes rows of blocks from the lowest up. Heads of one row have the
// same middle, foot or top; one that reaches over two rows, with nothing below it,
// is of the lower.
func (s *stream) levelRows(blocks []block) []row {
	slices.SortStableFunc(blocks, func(a, b block) int { return cmp.Compare(b.last, a.last) })
	var out []row
	for len(blocks) > 0 {
		level, rest := oneLevel(blocks)
		r := row{first: math.Inf(1)}
		for _, b := range level {
			r.phrases = append(r.phrases, b.phrase)
			r.box, r.size = r.box.Union(b.box), max(r.size, b.size)
			r.first, r.base = min(r.first, b.first), max(r.base, b.last)
		}
		slices.SortStableFunc(r.phrases, func(a, b phrase) int { return cmp.Compare(a.box[0], b.box[0]) })
		out = append(out, r)
		blocks = rest
	}
	slices.Reverse(out)
	return out
}

// oneLevel takes the blocks that stand beside the lowest off the others.
func oneLevel(blocks []block) (level, rest []block) {
	edges := []func(block) float64{
		func(b block) float64 { return b.last },
		func(b block) float64 { return (b.first + b.last) / 2 },
		func(b block) float64 { return b.first },
	}
	var in []bool
	most := 0
	for _, edge := range edges {
		now, n := make([]bool, len(blocks)), 0
		for i, b := range blocks {
			if math.Abs(edge(b)-edge(blocks[0])) < sameEdge*b.size {
				now[i] = true
				n++
			}
		}
		if n > most {
			in, most = now, n
		}
	}
	for i, b := range blocks {
		if in[i] {
			level = append(level, b)
		}
	}
	for i, b := range blocks {
		switch {
		case in[i]:
		case fitsBeside(level, b):
			level = append(level, b)
		default:
			rest = append(rest, b)
		}
	}
	return level, rest
}

// fitsBeside reports whether a block stands at the height of some block of a level
// and over or under none.
func fitsBeside(level []block, b block) bool {
	beside := false
	for _, o := range level {
		if b.box[0] < o.box[2] && o.box[0] < b.box[2] {
			return false
		}
		beside = beside || b.first < o.last+halfLine*b.size && b.last > o.first-halfLine*b.size
	}
	return beside
}
