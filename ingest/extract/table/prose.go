package table

import (
	"math"
	"slices"
	"strings"
)

// proseAbove returns how many rows above the values are text that stands before
// the table: up to the last one that starts at its left edge with a sentence's
// worth of words, or has two phrases of them, or is too far up.
func proseAbove(head []row) int {
	const most, height = 6, 11 // rows of heads, line sizes
	left := math.Inf(1)
	for _, r := range head {
		left = min(left, r.box[0])
	}
	for i := len(head) - 1; i >= 0; i-- {
		if i >= 2 && runningText(head[i], 5) && runningText(head[i-1], 5) && runningText(head[i-2], 5) {
			for i+1 < len(head)-1 && len(head[i+1].phrases) == 1 && strings.HasSuffix(head[i+1].phrases[0].text, ".") {
				i++ // the short last line
			}
			return i + 1
		}
		long := 0
		for _, p := range head[i].phrases {
			if len(p.words) >= 5 {
				long++
			}
		}
		first := head[i].phrases[0]
		alone := len(head[i].phrases) == 1 && len(first.words) >= 6 && first.box[0] < left+head[i].size
		if long > 1 || alone || runningText(head[i], 10) || len(head)-i > most && head[len(head)-1].base-head[i].base > height*head[i].size {
			return i + 1
		}
	}
	return 0
}

// runningText reports whether a row reads as a line of text, or of two columns of
// it, however its words are set apart: so many words, few of them with a capital.
func runningText(r row, many int) bool {
	n, lower := 0, 0
	for _, p := range r.phrases {
		for _, w := range p.words {
			n++
			if startsLower(w.text) {
				lower++
			}
		}
	}
	return n >= many && 3*lower >= 2*n && !(len(r.phrases) > 2 && n < 3*len(r.phrases) && (unevenGaps(r) || repeats(r)))
}

// repeats reports whether a row says the same twice, as units over columns do.
func repeats(r row) bool {
	for i, p := range r.phrases {
		if len(p.text) > 3 && slices.ContainsFunc(r.phrases[:i], func(o phrase) bool { return o.text == p.text }) {
			return true
		}
	}
	return false
}

// unevenGaps reports whether the gaps between the words of a row are of different
// width, as between heads and within them; in a line of justified text they are not.
func unevenGaps(r row) bool {
	narrow, wide, end := math.Inf(1), 0.0, math.NaN()
	for _, p := range r.phrases {
		for _, w := range p.words {
			if gap := w.box[0] - end; gap > 0 {
				narrow, wide = min(narrow, gap), max(wide, gap)
			}
			end = w.box[2]
		}
	}
	return wide > 1.5*narrow
}
