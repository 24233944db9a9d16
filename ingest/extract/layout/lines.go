package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// Column rules: a gutter is taken for one only when both sides read as prose.
const (
	minGutter     = 8.0 // points, where a gutter is looked for
	wordSpace     = 0.5 // em; a gap as narrow as this parts words, not columns
	minColumnRows = 5   // rows of each column
	minFill       = 0.6 // a line that fills its column takes this share of its width
	minWords      = 3   // words on such a line
	sameBaseline  = 0.5 // points between the baselines of cells of one row
)

// lines turns rows into lines in reading order: where a gutter runs through
// several rows of prose, the left column is read before the right one.
func lines(rs []row, page int, width float64) []Line {
	var out []Line
	for i := 0; i < len(rs); {
		g, n := gutter(rs[i:], width)
		if n == 0 {
			g, n = asideGutter(rs, i)
		}
		if n == 0 {
			out = append(out, asLine(rs[i], page))
			i++
			continue
		}
		left, right := apart(rs[i:i+n], g)
		out = append(out, lines(left, page, g)...)
		out = append(out, lines(right, page, width)...)
		i += n
	}
	return out
}

// gutter looks for a column gap that begins at the first row. It returns the x
// to cut at and how many rows it runs through; 0 rows is no gutter.
func gutter(rs []row, width float64) (x float64, n int) {
	first := rs[0]
	best := 0
	for _, c := range cuts(rs[:min(len(rs), 16)], width) {
		if straddles(first, c) {
			continue
		}
		k := 0
		for k < len(rs) && !straddles(rs[k], c) && !tabular(rs[k]) {
			k++
		}
		k = beforeFullWidth(rs[:k], c)
		if k > best && k >= minColumnRows && isProse(rs[:k], c) {
			best, x = k, c
		}
		if k := listRows(rs, c); k > best {
			best, x = k, c
		}
	}
	return x, best
}

// beforeFullWidth cuts off the rows that follow two columns and are short enough to
// stand left of the gutter: those under both columns, behind a space wider than any
// in them. A proposal's label is one.
func beforeFullWidth(rs []row, x float64) int {
	end, widest := 0, 0.0 // the right column's last row, and the widest step so far
	last := [2]float64{}  // baselines, left and right
	for i, r := range rs {
		for side, stands := range [2]bool{r.words[0].word.Box.CenterX() <= x, r.words[len(r.words)-1].word.Box.CenterX() > x} {
			if !stands {
				continue
			}
			step := r.baseline - last[side]
			if side == 1 {
				end = i
			}
			if last[side] > 0 {
				if i > end && widest > 0 && step > 1.2*widest {
					return i
				}
				widest = max(widest, step)
			}
			last[side] = r.baseline
		}
	}
	return len(rs)
}

// tabular reports whether a row has cells: two wide gaps or more, which are not all
// alike as those of a justified line are.
func tabular(r row) bool {
	wide, least, most := 0, math.Inf(1), 0.0
	for i := 1; i < len(r.words); i++ {
		a, b := r.words[i-1].word, r.words[i].word
		gap := b.Box[0] - a.Box[2]
		least, most = min(least, gap), max(most, gap)
		if gap >= 1.5*max(a.Size, b.Size) {
			wide++
		}
	}
	return wide >= 2 && most > 1.6*least
}

// cuts lists where a gutter may be, without repeats: left of what begins behind a
// wide gap or in the middle of the page. A right column's edge is straight, while
// the left one's lines end anywhere.
func cuts(rs []row, width float64) []float64 {
	var out []float64
	for _, r := range rs {
		if x := r.words[0].word.Box[0]; x > 0.35*width {
			out = append(out, x-minGutter/2)
		}
		for i := 1; i < len(r.words); i++ {
			a, b := r.words[i-1].word, r.words[i].word
			if gap := b.Box[0] - a.Box[2]; gap >= max(minGutter, 0.9*min(a.Size, b.Size)) {
				out = append(out, b.Box[0]-minGutter/2)
			}
		}
	}
	slices.Sort(out)
	return slices.CompactFunc(out, func(a, b float64) bool { return math.Abs(b-a) < 2 })
}

// straddles reports whether a word, or a space between two words of one
// phrase, lies across x.
func straddles(r row, x float64) bool {
	for i, f := range r.words {
		b := f.word.Box
		if b[0] < x-minGutter/2 && b[2] > x+minGutter/2 || b[0] < x && x < b[2] {
			return true
		}
		if i > 0 {
			p := r.words[i-1].word.Box
			if p[2] <= x && x <= b[0] && b[0]-p[2] < wordSpace*f.word.Size {
				return true
			}
		}
	}
	return false
}

// isProse reports whether the rows cut at x are two columns of running text and
// not a table: enough rows with both sides, lines of several words that fill
// their column. Minutes in columns have many short lines, labels and headings and
// outcomes; they are columns where some lines fill theirs and the others stand by
// themselves, while cells of a row share a baseline. It is asked of every gap of
// the page, so it cuts no rows.
func isProse(rs []row, x float64) bool {
	var left, right column
	for _, r := range rs {
		left.begin()
		right.begin()
		for _, f := range r.words {
			if f.word.Box.CenterX() > x {
				right.add(f)
			} else {
				left.add(f)
			}
		}
	}
	if !beside(left.lines, right.lines) || !left.isText() || !right.isText() {
		return false
	}
	return left.fills(mostLines) && right.fills(mostLines) ||
		left.fills(someLines) && right.fills(someLines) && !level(left.lines, right.lines)
}

// level reports whether half of the lines of the shorter column have one on their
// own baseline in the other.
func level(left, right []columnLine) bool {
	shared, j := 0, 0
	for _, l := range left {
		for j < len(right) && right[j].baseline < l.baseline-sameBaseline {
			j++
		}
		if j < len(right) && right[j].baseline <= l.baseline+sameBaseline {
			shared++
		}
	}
	return 2*shared >= min(len(left), len(right))
}

// column is one side of rows that are cut.
type column struct {
	lines []columnLine
	fresh bool // a row begins, no word of it yet
	words []string
}

// columnLine is what stands on one side of a row.
type columnLine struct {
	baseline float64
	box      saksok.Box
	words    int
}

func (c *column) begin() { c.fresh = true }

func (c *column) add(f fragment) {
	if c.fresh {
		c.lines = append(c.lines, columnLine{baseline: f.baseline})
		c.fresh = false
	}
	l := &c.lines[len(c.lines)-1]
	l.box = l.box.Union(f.word.Box)
	l.words++
	c.words = append(c.words, f.word.Text)
}

// beside reports whether both columns have enough rows and stand next to each other
// along most of the shorter one: their lines need not share baselines.
func beside(left, right []columnLine) bool {
	if len(left) < minColumnRows || len(right) < minColumnRows {
		return false
	}
	top := max(left[0].baseline, right[0].baseline)
	bottom := min(left[len(left)-1].baseline, right[len(right)-1].baseline)
	shorter := min(left[len(left)-1].baseline-left[0].baseline, right[len(right)-1].baseline-right[0].baseline)
	return bottom-top >= 0.5*shorter
}

// Shares of a column's lines that must look like running text.
const (
	mostLines = 0.5
	someLines = 0.3
)

// fills reports whether so many of a column's lines fill it with several words.
func (c *column) fills(share float64) bool {
	var box saksok.Box
	for _, l := range c.lines {
		box = box.Union(l.box)
	}
	full := 0
	for _, l := range c.lines {
		if l.box.Width() >= minFill*box.Width() && l.words >= minWords {
			full++
		}
	}
	return float64(full) > share*float64(len(c.lines))
}

// isText reports whether a column has far more letters than digits.
func (c *column) isText() bool {
	digits, letters := 0, 0
	for _, w := range c.words {
		for _, r := range w {
			switch {
			case unicode.IsDigit(r):
				digits++
			case unicode.IsLetter(r):
				letters++
			}
		}
	}
	return letters > 4*digits
}

// apart divides rows at x. What stands on one row across the page need not on its
// side of it, so that each side is put in rows anew.
func apart(rs []row, x float64) (left, right []row) {
	var sides [2][]fragment
	for _, r := range rs {
		l, rt := cut(r, x)
		sides[0], sides[1] = append(sides[0], l.words...), append(sides[1], rt.words...)
	}
	return rows(sides[0]), rows(sides[1])
}

// cut divides a row at x.
func cut(r row, x float64) (left, right row) {
	left, right = row{baseline: r.baseline}, row{baseline: r.baseline}
	for _, f := range r.words {
		side := &left
		if f.word.Box.CenterX() > x {
			side = &right
		}
		side.words = append(side.words, f)
		side.box = side.box.Union(f.word.Box)
	}
	return left, right
}

func asLine(r row, page int) Line {
	l := Line{Page: page, Baseline: r.baseline, Box: r.box}
	sizes := map[float64]int{}
	bold, light := 0, 0 // words with letters; a line of numbers counts them all
	numbers := 0
	for _, f := range r.words {
		w := f.word
		w.Text = clean.Replace(w.Text)
		if strings.TrimSpace(w.Text) == "" {
			continue
		}
		l.Words = append(l.Words, w)
		switch {
		case !hasLetter(w.Text):
			if w.Bold {
				numbers++
			}
		case w.Bold:
			bold++
		default:
			light++
		}
		sizes[roundSize(w.Size)] += f.glyphs
	}
	l.Size = mostCommon(sizes)
	l.Bold = light == 0 && (bold > 0 || len(l.Words) > 0 && numbers == len(l.Words))
	return l
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
