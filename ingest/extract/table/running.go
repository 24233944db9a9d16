package table

import (
	"math"
	"slices"
	"strconv"

	"saksok/ingest/extract/layout"
)

// mostGroups is how many rows of labels alone may stand between the heads at the
// top of a page and the first values.
const mostGroups = 3

// levelGap is the most between two lines of heads, in line sizes.
const levelGap = 1.9

// runningHeads are the lines of page furniture that are the heads of the table
// which starts the page: heads that come back on each page look like running heads.
// They stand right above its first rows, with a head over a column of values, and
// hold no page number.
func runningHeads(p *layout.Page) map[int]bool {
	top := math.Inf(1)
	for _, l := range p.Lines {
		if !l.Furniture && len(l.Words) > 0 {
			top = min(top, l.Baseline)
		}
	}
	var above, body []word
	for i, l := range p.Lines {
		switch {
		case l.Furniture && l.Baseline < top:
			above = append(above, lineWords(i, l)...)
		case !l.Furniture && l.Baseline < top+4*(mostGroups+1)*l.Size:
			body = append(body, lineWords(i, l)...)
		}
	}
	if len(above) == 0 || len(body) == 0 {
		return nil
	}
	numberRows(above)
	numberRows(body)
	none := &lines{}
	heads, rows := rowsOf(above, none), rowsOf(body, none)
	first := slices.IndexFunc(rows, isValues)
	if first < 0 || first > mostGroups || slices.ContainsFunc(rows[:first], func(r row) bool { return len(r.phrases) > 1 || len(r.phrases[0].words) > 6 }) {
		return nil
	}
	out := map[int]bool{}
	below := rows[0]
	for i := len(heads) - 1; i >= 0; i-- {
		h, lowest := heads[i], i == len(heads)-1
		near := max(airy(rows), runGap*h.size)
		if !lowest {
			near = levelGap * h.size
		}
		if below.base-h.base > near || !headsOver(h, rows[first], p.Number) || lowest && len(h.phrases) < 2 {
			break
		}
		for _, ph := range h.phrases {
			for _, w := range ph.words {
				out[w.ref.Line] = true
			}
		}
		below = h
	}
	return out
}

// headsOver reports whether a row may be the heads over the values of another: a
// phrase of it stands over a value, and none is the page number.
func headsOver(h, values row, page int) bool {
	over := false
	for _, a := range h.phrases {
		if slices.ContainsFunc(a.words, func(w word) bool { return w.text == strconv.Itoa(page) }) {
			return false
		}
		over = over || slices.ContainsFunc(values.phrases[1:], func(v phrase) bool {
			return v.kind == numberPhrase && a.box[0] < v.box[2] && v.box[0] < a.box[2]
		})
	}
	return over
}
