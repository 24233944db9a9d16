package table

import (
	"cmp"
	"math"
	"slices"

	"saksok"
	"saksok/ingest/extract/layout"
)

// Sheet is a table as its outer cells stand on one page, whatever is in them: running
// text, and tables of its own. [Find] looks for values under each other and may take a
// budget inside a cell for the table; this is for those who read a table of text cell
// by cell.
type Sheet struct {
	Page    int // from 1
	Box     saksok.Box
	Columns []Span
	// Bands are the rows' cells, one box per column; a cell over several columns has
	// its box at the first, and the others are empty.
	Bands [][]saksok.Box
	// Ruled says that lines part the bands; else each is one printed row.
	Ruled bool
}

// Limits of sheets.
const (
	sheetSide   = 0.6 // share of the height a line between two columns covers
	sheetRow    = 0.9 // share of the width a line between two rows covers
	sheetColumn = 18  // points; no column is narrower
)

// Sheets are the ruled sheets of a page, from top to bottom.
func Sheets(p *layout.Page) []Sheet {
	ls := newLines(p.Rules)
	var out []Sheet
	for _, c := range ls.components() {
		if s, ok := c.sheet(p.Number); ok {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Sheet) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	return out
}

// sheet cuts a component at the lines that run over all of it: those of a table inside
// a cell do not. Shaded rows alone make none: those between them are not.
func (c component) sheet(page int) (Sheet, bool) {
	if !slices.ContainsFunc(c.v, func(v line) bool { return !v.edge }) {
		return Sheet{}, false
	}
	var xs, ys []float64
	xs, ys = append(xs, c.box[0], c.box[2]), append(ys, c.box[1], c.box[3])
	for _, v := range c.v {
		if covered(c.v, v.at-snap, v.at+snap, c.box[1], c.box[3]) {
			xs = append(xs, v.at)
		}
	}
	for _, h := range c.h {
		if spans(c.h, h.at, c.box[0], c.box[2]) {
			ys = append(ys, h.at)
		}
	}
	s := Sheet{Page: page, Box: c.box, Ruled: true}
	xs, ys = distinct(xs, sheetColumn), distinct(ys, minStripY)
	if len(xs) < 3 || len(ys) < 3 || len(xs)*len(ys) > maxLattice {
		return s, false
	}
	for i := 1; i < len(xs); i++ {
		s.Columns = append(s.Columns, Span{xs[i-1], xs[i]})
	}
	for i := 1; i < len(ys); i++ {
		s.Bands = append(s.Bands, c.band(xs, ys[i-1], ys[i]))
	}
	return s, true
}

// band is the cells between two rows' lines: those that no line parts are one.
func (c component) band(xs []float64, top, bottom float64) []saksok.Box {
	out := make([]saksok.Box, len(xs)-1)
	open := 0
	for i := range out {
		if i > 0 && covered(c.v, xs[i]-snap, xs[i]+snap, top, bottom) {
			open = i
		}
		if out[open].Empty() {
			out[open] = saksok.Box{xs[i], top, xs[i+1], bottom}
		}
		out[open][2] = xs[i+1]
	}
	return out
}

// spans reports whether the lines at one height cover nearly all of a width.
func spans(ls []line, at, from, to float64) bool {
	var sum float64
	for _, l := range ls {
		if math.Abs(l.at-at) <= snap {
			sum += max(0, min(l.to, to)-max(l.from, from))
		}
	}
	return sum >= sheetRow*(to-from)
}

// distinct sorts places and leaves out those too near to the one before.
func distinct(in []float64, least float64) []float64 {
	slices.Sort(in)
	var out []float64
	for _, x := range in {
		if n := len(out); n == 0 || x-out[n-1] >= least {
			out = append(out, x)
		}
	}
	return out
}

// Phrase is words of a printed row that belong together.
type Phrase struct {
	Text string
	Box  saksok.Box
}

// PrintedRow is a row as it is printed over the whole page, cut where the gaps are.
type PrintedRow struct {
	Phrases []Phrase
	Box     saksok.Box
	Base    float64 // of its baseline
	Size    float64

	words []word
}

// Clear reports whether no word of the row, nor a blank between two, is at x.
func (r PrintedRow) Clear(x float64) bool {
	for i, w := range r.words {
		if w.box[0] < x-1 && w.box[2] > x+1 {
			return false
		}
		if i > 0 && r.words[i-1].box[2] <= x+1 && x <= w.box[0]+1 && w.box[0]-r.words[i-1].box[2] < phraseGap*w.size {
			return false
		}
	}
	return true
}

// PrintedRows are the rows of a page, without its furniture, from top to bottom.
func PrintedRows(p *layout.Page) []PrintedRow {
	words := pageWords(p)
	if len(words) == 0 {
		return nil
	}
	ls := newLines(p.Rules)
	var out []PrintedRow
	for _, r := range rowsOf(typedLines(words, ls), ls) {
		pr := PrintedRow{Box: r.box, Base: r.base, Size: r.size}
		for _, ph := range r.phrases {
			pr.Phrases = append(pr.Phrases, Phrase{ph.text, ph.box})
			pr.words = append(pr.words, ph.words...)
		}
		out = append(out, pr)
	}
	return out
}

// Aligned is the sheet of the printed rows that keep clear of the places between columns:
// each row is a band, and the first that stands across such a place ends it. headed
// says that the first is the heads, which may. Lines drawn across the columns join the
// rows between two of them to one band.
func Aligned(p *layout.Page, rows []PrintedRow, starts []float64, headed bool) Sheet {
	s := Sheet{Page: p.Number}
	right := p.Width
	for i, x := range starts {
		end := right
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		s.Columns = append(s.Columns, Span{x, end})
	}
	hs := betweenRows(p, rows, starts)
	last := math.Inf(-1)
	for i, r := range rows {
		outside := r.Box[0] < starts[0]-sheetColumn || slices.ContainsFunc(starts[1:], func(x float64) bool { return !r.Clear(x) })
		if outside && !(headed && i == 0) { // heads may stand over the middle of their columns
			break
		}
		s.Box = s.Box.Union(r.Box)
		between := slices.ContainsFunc(hs, func(y float64) bool { return last < y && y < r.Box.CenterY() })
		if n := len(s.Bands); n > 0 && len(hs) > 0 && !between {
			for k := range s.Bands[n-1] {
				s.Bands[n-1][k][3] = r.Box[3]
			}
		} else {
			band := make([]saksok.Box, len(starts))
			for k, c := range s.Columns {
				band[k] = saksok.Box{c.X0, r.Box[1], c.X1, r.Box[3]}
			}
			s.Bands = append(s.Bands, band)
		}
		last = r.Box.CenterY()
	}
	s.Ruled = len(hs) > 0
	return s
}

// betweenRows are the places of the lines across the columns, drawn or where shading ends,
// none where there are too few below the first row to part others.
func betweenRows(p *layout.Page, rows []PrintedRow, starts []float64) []float64 {
	var out []float64
	below := 0
	for _, h := range newLines(p.Rules).h {
		if len(starts) > 1 && h.from <= starts[1] && h.to >= starts[len(starts)-1] {
			out = append(out, h.at)
			if h.at > rows[0].Box[3]+rows[0].Size/2 {
				below++
			}
		}
	}
	if below < 2 {
		return nil
	}
	return out
}
