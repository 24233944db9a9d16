package table

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"saksok"
	"saksok/ingest/extract/layout"
)

// Limits of the stream engine.
const (
	runGap     = 2.8 // distance of two baselines in a run, in line sizes
	proseWidth = 0.6 // a lone phrase over this share of the width is prose
	proseWords = 12  // or with this many words
)

// findStreams finds tables among words that stand in no lattice: column of text
// by column of text, then over the whole width in what is left, where reading
// order took a table's own columns for columns of text.
func findStreams(ws []word, ls *lines, p *layout.Page) []Grid {
	zs := zones(ws, p)
	if len(zs) < 2 {
		rows := rowsOf(slices.Concat(zs...), ls)
		return withTexts(streamsIn(rows, ls, false), findTexts(rows, ls))
	}
	all := slices.Clone(ws)
	numberRows(all)
	texts := findTexts(rowsOf(all, ls), ls)
	var out []Grid
	taken := map[Ref]bool{}
	for _, zone := range zs {
		rows := rowsOf(zone, ls)
		texts = append(texts, findTexts(rows, ls)...)
		for _, g := range streamsIn(rows, ls, false) {
			if !g.hasLabels() {
				continue // the values of a table whose labels were read before them
			}
			out = append(out, g)
			for _, r := range g.Words {
				taken[r] = true
			}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(ws), func(w word) bool { return taken[w.ref] })
	numberRows(rest)
	return withTexts(append(out, streamsIn(rowsOf(rest, ls), ls, true)...), texts)
}

// hasLabels reports whether some of a grid's rows start with text.
func (g *Grid) hasLabels() bool {
	for _, c := range g.Cells {
		if c.Row >= g.HeaderRows && c.Col < len(g.Columns)-1 && kindOf(c.Text) == textPhrase {
			return true
		}
	}
	return false
}

// streamsIn finds tables in rows; across says that columns of text may stand
// beside each other there.
func streamsIn(rows []row, ls *lines, across bool) []Grid {
	width := widthOf(rows)
	var out []Grid
	for _, run := range runs(rows, width) {
		out = append(out, streamGrids(run, ls, across, 0)...)
	}
	return out
}

// zones cuts the words where the page is read from the top again, and at gutters:
// columns of text, which have no rows in common.
func zones(ws []word, p *layout.Page) [][]word {
	zoneOf := make([]int, len(p.Lines))
	zone, last := 0, math.Inf(-1)
	for i, l := range p.Lines {
		if l.Furniture {
			continue
		}
		if l.Baseline < last-1.5*max(l.Size, 4) {
			zone++
		}
		last = l.Baseline
		zoneOf[i] = zone
	}
	read := make([][]word, zone+1)
	for _, w := range ws {
		z := zoneOf[w.ref.Line]
		read[z] = append(read[z], w)
	}
	var out [][]word
	for i := range read {
		numberRows(read[i])
		out = append(out, splitText(read[i])...)
	}
	return out
}

func widthOf(rows []row) float64 {
	var box saksok.Box
	for _, r := range rows {
		box = box.Union(r.box)
	}
	return box.Width()
}

// streamGrids makes a grid of a run. Where the columns collapse it is cut at the
// widest gap and the parts are tried.
func streamGrids(run []row, ls *lines, across bool, depth int) []Grid {
	run = trim(run)
	if len(run) < 2 {
		return nil
	}
	s := newStream(run, ls)
	if s.ok() && !(across && s.holdsText()) {
		return []Grid{s.grid()}
	}
	if depth >= 4 || len(run) < 4 || s.contents() {
		return nil
	}
	at, widest := 0, 0.0
	for i := 1; i < len(run); i++ {
		if d := run[i].base - run[i-1].base; d > widest+0.5 {
			at, widest = i, d
		}
	}
	if widest < 1.25*typicalStep(run) {
		return nil
	}
	return append(streamGrids(run[:at], ls, across, depth+1), streamGrids(run[at:], ls, across, depth+1)...)
}

// stream is a run of rows on the way to a grid.
type stream struct {
	rows    []row
	lines   *lines
	head    int // rows above the values
	columns []Span
	reach   []Span // the columns with their own heads
	label   int    // the column with most words: what the values are of
	numeric bool
	box     saksok.Box
	stubs   []stub
}

func newStream(run []row, ls *lines) *stream {
	s := &stream{rows: slices.Clone(run), lines: ls}
	s.head = firstValues(run)
	s.numeric = s.head >= 0
	if !s.numeric {
		s.head = 0
	}
	for s.head > 0 && (isGroup(run, s.head-1) || isCentredGroup(run, s.head-1)) {
		s.head--
	}
	if s.numeric {
		s.cutTail()
	}
	s.partBody()
	s.takeStubs()
	s.columns = s.withStubs(columnsOf(s.rows[s.head:]))
	s.partNumbers()
	s.partHeads()
	if cut := proseAbove(s.rows[:s.head]); cut > 0 {
		s.rows, s.head = s.rows[cut:], s.head-cut
	}
	s.stackHeads()
	for _, r := range s.rows {
		s.box = s.box.Union(r.box)
	}
	s.label = s.labelColumn()
	s.addBareColumns()
	return s
}

// firstValues is the index of the first row of values, -1 where there is none. A row
// with the rest of broken heads, "06" under "2005-", is none.
func firstValues(run []row) int {
	for i, r := range run {
		if isValues(r) && (i == 0 || !endsHeads(run[i-1], r)) {
			return i
		}
	}
	return -1
}

// endsHeads reports whether each number of a row stands right under a phrase that
// must go on.
func endsHeads(above, r row) bool {
	if r.base-above.base > nextLine*r.size {
		return false
	}
	return !slices.ContainsFunc(r.phrases, func(p phrase) bool {
		return p.kind == numberPhrase && !slices.ContainsFunc(above.phrases, func(a phrase) bool {
			return a.box[0] < p.box[2] && p.box[0] < a.box[2] && (endsHyphen(a.text) && len(a.text) > 1 || strings.HasSuffix(a.text, "/"))
		})
	})
}

// cutTail drops the rows below the last values: text after the table. The rest of
// a label, set close, stays.
func (s *stream) cutTail() {
	last := len(s.rows) - 1
	for last > s.head && !slices.ContainsFunc(s.rows[last].phrases, func(p phrase) bool { return p.kind != textPhrase }) {
		last--
	}
	if next := last + 1; next < len(s.rows) && last > s.head {
		r := s.rows[next]
		left := s.rows[last].phrases[0].box
		if len(r.phrases) == 1 && r.base-s.rows[last].base < 1.35*r.size && r.box[0] < left[2] && len(r.phrases[0].words) < 6 {
			last = next
		}
	}
	s.rows = s.rows[:last+1]
}

// isGroup reports whether a row above the values is a group's label and no head:
// all of it stands left of the values, and it has a number or heads above it.
func isGroup(run []row, i int) bool {
	left := math.Inf(1)
	for k := i + 1; k < min(len(run), i+4) && math.IsInf(left, 1); k++ { // the label below may have lines of its own
		for _, p := range run[k].phrases {
			if p.kind == numberPhrase && len(p.text) > 2 {
				left = min(left, p.box[0])
			}
		}
	}
	if run[i].box[2] > left || math.IsInf(left, 1) {
		return false
	}
	first := run[i].phrases[0]
	if len(run[i].phrases) > 1 {
		return startsNumber(first.text)
	}
	over := first.kind == yearPhrase && i+1 < len(run) && first.box[0] > run[i+1].phrases[0].box[2] // the last line of a head
	return !over && slices.ContainsFunc(run[:i], func(r row) bool { return len(r.phrases) > 1 })
}

// labelColumn is the column of the labels: the one with most letters, for codes and
// post numbers stand left of it, but not remarks that stand right of the values.
func (s *stream) labelColumn() int {
	letters, numbers := make([]int, len(s.columns)), make([]int, len(s.columns))
	texts := make([]int, len(s.columns))
	for _, r := range s.rows[s.head:] {
		for _, p := range r.phrases {
			switch c, n := s.columnOf(p.box); {
			case n != 1:
			case p.kind == textPhrase:
				letters[c] += len(p.text)
				if hasWord(p.text) {
					texts[c]++
				}
			default:
				numbers[c]++
			}
		}
	}
	best, values := 0, len(s.columns)
	for c, n := range letters {
		if n > letters[best] && (c < values || 2*texts[best] < len(s.rows)-s.head) {
			best = c
		}
		if c > best && numbers[c] > texts[c] {
			values = min(values, c)
		}
	}
	return best
}

// hasWord reports whether a text holds three letters in a row: it is no code.
func hasWord(t string) bool {
	n := 0
	for _, r := range t {
		if !unicode.IsLetter(r) {
			n = 0
			continue
		}
		if n++; n == 3 {
			return true
		}
	}
	return false
}

// isValues reports whether a row holds a number that is no head.
func isValues(r row) bool {
	n := 0
	for i, p := range r.phrases {
		if p.kind == numberPhrase && (i > 0 || len(r.phrases) > 2 && !isScale(p.text)) && !saksok.IsNil(p.text) {
			n++
		}
	}
	return n > 0 && !allScales(r)
}

// isScale reports whether a phrase that reads as an amount is the unit of others,
// "1.000 kr." in the corner of a table.
func isScale(t string) bool {
	return strings.Contains(t, "000") && saksok.Norwegian.OnlyScale(t)
}

// allScales reports whether a row has a unit over each column: "1000 kr" again and
// again.
func allScales(r row) bool {
	return len(r.phrases) > 1 && !slices.ContainsFunc(r.phrases, func(p phrase) bool { return p.text != r.phrases[len(r.phrases)-1].text || !isScale(p.text) })
}
