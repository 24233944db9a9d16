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
	minFill       = 0.6 // a column's lines fill this share of its width
	minWords      = 3   // median words on a line of a column
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
		var left, right []row
		for _, r := range rs[i : i+n] {
			l, rt := cut(r, g)
			if len(l.words) > 0 {
				left = append(left, l)
			}
			if len(rt.words) > 0 {
				right = append(right, rt)
			}
		}
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
// their column. It is asked of every gap of the page, so it cuts no rows.
func isProse(rs []row, x float64) bool {
	var left, right column
	for _, r := range rs {
		left.begin(r)
		right.begin(r)
		for _, f := range r.words {
			if f.word.Box.CenterX() > x {
				right.add(f)
			} else {
				left.add(f)
			}
		}
	}
	return beside(left.lines, right.lines) && left.fills() && right.fills()
}

// column is one side of rows that are cut.
type column struct {
	lines []columnLine
	row   float64 // baseline of the row that is looked at
	fresh bool    // no word of it yet
	words []string
}

// columnLine is what stands on one side of a row.
type columnLine struct {
	baseline float64
	box      saksok.Box
	words    int
}

func (c *column) begin(r row) { c.row, c.fresh = r.baseline, true }

func (c *column) add(f fragment) {
	if c.fresh {
		c.lines = append(c.lines, columnLine{baseline: c.row})
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

// fills reports whether a column's lines look like running text.
func (c *column) fills() bool {
	var box saksok.Box
	for _, l := range c.lines {
		box = box.Union(l.box)
	}
	widths, counts := make([]float64, len(c.lines)), make([]int, len(c.lines))
	for i, l := range c.lines {
		widths[i], counts[i] = l.box.Width()/max(box.Width(), 1), l.words
	}
	slices.Sort(widths)
	slices.Sort(counts)
	if m := len(widths) / 2; widths[m] < minFill || counts[m] < minWords {
		return false
	}
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
