package table

import (
	"math"
	"slices"
	"strings"
)

// runs cuts rows into runs that may be tables: rows of several phrases, with lone
// ones between them that are no prose.
func runs(rows []row, width float64) [][]row {
	var out [][]row
	var cur []row
	flush := func() {
		if t := trim(cur); len(t) > 1 {
			out = append(out, t)
		}
		cur = nil
	}
	limit := airy(rows)
	for i, r := range rows {
		if len(cur) > 0 {
			prev := cur[len(cur)-1]
			if d := r.base - prev.base; d > max(limit, runGap*max(r.size, prev.size)) || newHead(cur, r, d) || newTitle(cur, rows[i:], d) {
				flush()
			}
		}
		if readsOn(r) || i > 0 && readsOn(rows[i-1]) && endsText(rows[i-1], r) {
			flush()
			continue
		}
		if isProse(r, width) && !besideValues(cur, r) && !(i+1 < len(rows) && overHeads(r, rows[i+1])) {
			flush()
			continue
		}
		cur = append(cur, r)
	}
	flush()
	return out
}

// readsOn reports whether a row of several phrases is a line of text all the same:
// telephone and account numbers in it are parted without a gap.
func readsOn(r row) bool {
	return len(r.phrases) > 1 && runningText(r, proseWords) && setTight(r)
}

// setTight reports whether no gap in a row is wider than one between words.
func setTight(r row) bool {
	end := math.NaN()
	for _, p := range r.phrases {
		for _, w := range p.words {
			if w.box[0]-end > phraseGap*w.size {
				return false
			}
			end = w.box[2]
		}
	}
	return true
}

// endsText reports whether a row is the end of the text of the line above.
func endsText(above, r row) bool {
	last := r.phrases[len(r.phrases)-1].text
	return setTight(r) && strings.HasSuffix(last, ".") && r.base-above.base < 1.5*r.size && math.Abs(r.box[0]-above.box[0]) < alignedAt
}

// airy is the greatest distance of rows of one run on a page whose rows of values
// are set evenly and far apart, 0 on others.
func airy(rows []row) float64 {
	const most, even = 4.5, 0.1 // line sizes; share of the distance
	var steps []float64
	for i := 1; i < len(rows); i++ {
		d := rows[i].base - rows[i-1].base
		if isValues(rows[i]) && isValues(rows[i-1]) && d < most*rows[i].size {
			steps = append(steps, d)
		}
	}
	if len(steps) < 2 {
		return 0
	}
	slices.Sort(steps)
	mid, alike := steps[len(steps)/2], 0
	for _, d := range steps {
		if math.Abs(d-mid) < even*mid {
			alike++
		}
	}
	if 3*alike < 2*len(steps) {
		return 0
	}
	return 1.4 * mid
}

// besideValues reports whether a long phrase ends left of the values of the rows
// above: the first line of a long label.
func besideValues(cur []row, r row) bool {
	left, n := math.Inf(1), 0
	for _, c := range cur {
		for _, p := range c.phrases[1:] {
			if p.kind == numberPhrase && len(p.text) > 2 {
				left = min(left, p.box[0])
				n++
			}
		}
	}
	return n > 1 && r.box[2] < left
}

// overHeads reports whether a long phrase is the first line of heads that nearly
// touch: each of three phrases or more right below starts with one of its words.
func overHeads(r, below row) bool {
	if len(below.phrases) < 3 || below.base-r.base > nextLine*r.size {
		return false
	}
	for _, p := range below.phrases {
		if !slices.ContainsFunc(r.phrases[0].words, func(w word) bool { return math.Abs(w.box[0]-p.box[0]) < alignedAt }) {
			return false
		}
	}
	return true
}

// newHead reports whether a row set off from the rows above starts another table:
// a phrase over its columns, not a label of theirs.
func newHead(cur []row, r row, d float64) bool {
	if len(cur) < 4 || len(r.phrases) > 1 || d < 1.6*typicalStep(cur) {
		return false
	}
	return r.box[0] > cur[len(cur)-1].phrases[0].box[2]
}

// newTitle reports whether the first of rows is the title of another table: it
// stands alone over a row of heads, and says that it is one, or stands out and is
// set off from the values above.
func newTitle(cur, rows []row, d float64) bool {
	if len(rows) < 3 || len(cur) < 3 || len(rows[0].phrases) > 1 || !isValues(cur[len(cur)-1]) {
		return false
	}
	title, heads := rows[0], rows[1]
	bold := !slices.ContainsFunc(title.phrases[0].words, func(w word) bool { return !w.bold })
	named := startsTable(title.phrases[0].text)
	if !named && d < 1.3*typicalStep(cur) {
		return false
	}
	if !bold && !named && title.size < 1.05*cur[len(cur)-1].size || kindOf(title.phrases[0].text) != textPhrase {
		return false
	}
	return len(heads.phrases) > 1 && !isValues(heads) && (isValues(rows[2]) || len(rows) > 3 && isValues(rows[3]))
}

// startsTable reports whether a text begins with the word for a table.
func startsTable(t string) bool {
	first, rest, _ := strings.Cut(strings.ToLower(t), " ")
	return rest != "" && slices.Contains([]string{"tabell", "tabel", "table"}, strings.TrimRight(first, ":."))
}

func isProse(r row, width float64) bool {
	return len(r.phrases) == 1 && (r.box.Width() > proseWidth*width || len(r.phrases[0].words) >= proseWords)
}

// trim cuts lone phrases off both ends, but keeps one above that may be a head
// over the columns to the right, and one below that is the rest of a label.
func trim(run []row) []row {
	first := slices.IndexFunc(run, func(r row) bool { return len(r.phrases) > 1 })
	if first < 0 {
		return nil
	}
	last := first
	for i, r := range run {
		if len(r.phrases) > 1 {
			last = i
		}
	}
	for first < last && isTitle(run, first) {
		first++
	}
	label, step := run[first].phrases[0].box, typicalStep(run)
	for first > 0 {
		above := run[first-1]
		if above.box[0] < label[2] && !headsOn(above, run[first]) || above.box[2] > run[first].box[2]+above.size || run[first].base-above.base > max(2*above.size, 1.15*step) {
			break
		}
		first--
	}
	if last+1 < len(run) && last > first {
		below := run[last+1]
		near := below.base - run[last].base
		if near < 1.35*below.size && near < 0.85*typicalStep(run[first:last+1]) && below.box[0] < run[last].phrases[0].box[2] {
			last++
		}
	}
	return run[first : last+1]
}

// headsOn reports whether a lone row is the upper line of a head in the row below,
// right of what stands first there or of the left edge.
func headsOn(above, below row) bool {
	return below.base-above.base < nextLine*above.size && len(below.phrases) > 2 && slices.ContainsFunc(below.phrases, func(p phrase) bool {
		return p.box[0] > below.box[0]+above.size && alignedHeads(above.box, p.box) && above.box[0] < p.box[2] && p.box[0] < above.box[2]
	})
}

// isTitle reports whether a row at the top of a run is the heading of a section:
// it starts with a section number or is printed larger than the rows below.
func isTitle(run []row, i int) bool {
	r := run[i]
	if slices.ContainsFunc(r.phrases[1:], func(p phrase) bool { return p.kind != textPhrase }) {
		return false
	}
	num := strings.TrimRight(r.phrases[0].words[0].text, ".")
	section := strings.Count(num, ".") > 0 && len(num) < 8 && strings.Trim(num, "0123456789.") == "" && len(r.phrases) <= 2
	sizes := make([]float64, 0, len(run))
	for _, o := range run[i+1:] {
		sizes = append(sizes, o.size)
	}
	slices.Sort(sizes)
	return len(sizes) > 0 && (r.size > 1.12*sizes[len(sizes)/2] || section && i+1 < len(run) && !isValues(run[i+1]))
}

// typicalStep is the median distance between rows of several phrases.
func typicalStep(run []row) float64 {
	var steps []float64
	prev := math.NaN()
	for _, r := range run {
		if len(r.phrases) < 2 {
			continue
		}
		if !math.IsNaN(prev) {
			steps = append(steps, r.base-prev)
		}
		prev = r.base
	}
	if len(steps) == 0 {
		return 0
	}
	slices.Sort(steps)
	return steps[len(steps)/2]
}
