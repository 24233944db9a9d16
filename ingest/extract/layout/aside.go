package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text may be set beside a table: in the row of each of its lines stands a row of
// the table, which has nothing to do with it. It is told from a column of remarks by
// how it is set.
const (
	minAsideLines = 3    // of the text, on baselines of its own
	minLevelLines = 4    // where its lines stand level with the table's rows
	minTableRows  = 2    // with a label and a number
	asideGap      = 1.5  // em between the table and the text, at least
	levelAt       = 0.12 // em between baselines that are one
	fullLine      = 0.7  // share of the width that lines fill which read on
	evenSteps     = 1.25 // the widest step between lines by the narrowest
)

// asideGutter looks for a text beside a table, of which one begins at row i. It
// returns the x to cut at and the rows of the two; 0 rows is none. A text that has
// begun above, or goes on below, is a column of the page.
func asideGutter(rs []row, i int) (x float64, n int) {
	rest := rs[i:]
	for _, c := range asideCuts(rest[:min(len(rest), 2*minAsideLines)]) {
		if k := asideRows(rest, c); k > n && !goesOnAside(rs, i, c) && !goesOnAside(rs, i+k, c) {
			x, n = c, k
		}
	}
	return x, n
}

// asideCuts lists where rows begin behind a wide gap, and where whole rows do.
func asideCuts(rs []row) []float64 {
	var out []float64
	for _, r := range rs {
		for i, f := range r.words {
			if i == 0 || f.word.Box[0]-r.words[i-1].word.Box[2] > asideGap*f.word.Size {
				out = append(out, f.word.Box[0]-minGutter/2)
			}
		}
	}
	slices.Sort(out)
	return slices.CompactFunc(out, func(a, b float64) bool { return math.Abs(b-a) < 2 })
}

// goesOnAside reports whether right of x a line of print above row i and one from
// it on follow each other. Lines over the full width are another text; the first of
// an entry may hang out a little.
func goesOnAside(rs []row, i int, x float64) bool {
	above, below := i-1, i
	for above >= 0 && rs[above].box[2] < x {
		above--
	}
	for below < len(rs) && rs[below].box[2] < x {
		below++
	}
	return above >= 0 && below < len(rs) && rs[below].baseline-rs[above].baseline < 2*rs[below].size &&
		!straddles(rs[above], x-asideGap*rs[above].size) && !straddles(rs[below], x-asideGap*rs[below].size)
}

// asideRows counts the rows of a table that has a text on its right, cut at x; 0 is
// none. The rows of the table that go on below the text are counted in.
func asideRows(rs []row, x float64) int {
	var text, table []asideLine
	n, end, far := 0, 0, math.Inf(1)
	for ; n < len(rs) && !straddles(rs[n], x); n++ {
		l, r := cut(rs[n], x)
		if n > 0 && rs[n].baseline-rs[n-1].baseline > 3*rs[n].size {
			break
		}
		if len(l.words) > 0 && len(r.words) > 0 {
			far = min(far, (r.box[0]-l.box[2])/max(r.words[0].word.Size, l.words[0].word.Size, 1))
		}
		if len(r.words) > 0 {
			text = append(text, newAsideLine(r))
			end = n + 1
		}
		if len(l.words) > 0 {
			table = append(table, newAsideLine(l))
		}
		if end <= n && !table[len(table)-1].valued {
			break // below the text the table goes on with its values only
		}
	}
	if end == 0 || far < asideGap || !readsAsText(text) || !isTable(table) || !besideRows(text, table) {
		return 0
	}
	return n
}

// asideLine is what stands on one side of a row.
type asideLine struct {
	baseline, size, x0, x1 float64
	words                  int
	lower, stops           bool // begins with a small letter, ends a sentence
	valued                 bool // a label and a number behind a gap
}

func newAsideLine(r row) asideLine {
	first, last := r.words[0], r.words[len(r.words)-1]
	l := asideLine{baseline: first.baseline, size: first.word.Size, x0: r.box[0], x1: r.box[2], words: len(r.words)}
	c, _ := utf8.DecodeRuneInString(first.word.Text)
	l.lower = unicode.IsLower(c)
	l.stops = strings.HasSuffix(last.word.Text, ".")
	for i := 1; i < len(r.words); i++ {
		gap := r.words[i].word.Box[0] - r.words[i-1].word.Box[2]
		digit := unicode.IsDigit(rune(strings.TrimLeft(r.words[i].word.Text+" ", "-−–(")[0]))
		l.valued = l.valued || digit && gap > wordSpace*r.words[i].word.Size && hasLetter(first.word.Text)
	}
	return l
}

// readsAsText reports whether lines are one running text: evenly set from one edge,
// full unless a sentence ends there, and most go on with a small letter. Remarks are
// set by the rows of their table, and each is a sentence.
func readsAsText(ls []asideLine) bool {
	if len(ls) < minAsideLines {
		return false
	}
	right, lower, stops, words := 0.0, 0, 0, make([]int, 0, len(ls))
	least, most := math.Inf(1), 0.0
	for i, l := range ls {
		right = max(right, l.x1)
		words = append(words, l.words)
		if i > 0 {
			least, most = min(least, l.baseline-ls[i-1].baseline), max(most, l.baseline-ls[i-1].baseline)
		}
	}
	for _, l := range ls[:len(ls)-1] {
		if math.Abs(l.x0-ls[0].x0) > 2 || l.valued || !l.stops && l.x1-l.x0 < fullLine*(right-ls[0].x0) {
			return false
		}
		if l.stops {
			stops++
		}
	}
	for _, l := range ls[1:] {
		if l.lower {
			lower++
		}
	}
	slices.Sort(words)
	return most < evenSteps*least && 2*lower >= len(ls)-1 && 3*stops <= len(ls) && words[len(words)/2] >= minWords && ls[len(ls)-1].stops
}

// isTable reports whether enough lines hold a label and a number.
func isTable(ls []asideLine) bool {
	n := 0
	for _, l := range ls {
		if l.valued {
			n++
		}
	}
	return n >= minTableRows && 2*n >= len(ls)
}

// besideRows reports whether a text stands beside rows of a table and on other
// baselines, or on those of all rows, a line to each, where it goes on from row to row.
func besideRows(text, table []asideLine) bool {
	rows, level := 0, 0
	for _, r := range table {
		if r.baseline < text[0].baseline-r.size || r.baseline > text[len(text)-1].baseline+r.size {
			continue
		}
		rows++
		if slices.ContainsFunc(text, func(t asideLine) bool { return math.Abs(t.baseline-r.baseline) < levelAt*r.size }) {
			level++
		}
	}
	return rows > 0 && (2*level <= rows || len(text) >= minLevelLines && 5*level >= 4*len(text))
}
