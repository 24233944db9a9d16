package table

import (
	"math"
	"slices"
	"strings"
)

// Limits of footnote marks, in sizes of the word they hang on.
const (
	markSmaller = 0.92 // of its size at most
	markGap     = 0.25 // beside it
	markLow     = 0.1  // raised at least and at most
	markHigh    = 0.7
)

// hangMarks drops footnote marks, small and raised behind a word: set between two
// rows they would pull the cells of one apart, and "18,0" with a raised 3 is neither
// 18,03 nor a text. "m" with a raised 2 is a measure.
func hangMarks(ws []word) []word {
	out := ws[:0:0]
	for _, w := range ws {
		if isMark(w.text) {
			if i := slices.IndexFunc(ws, func(h word) bool { return hangsOn(w, h) }); i >= 0 {
				if !isLength(ws[i].text) {
					continue
				}
				w.base = ws[i].base
			}
		}
		out = append(out, w)
	}
	return out
}

// isMark reports whether a text may be a footnote mark: "3", "12)", "*".
func isMark(t string) bool {
	body := strings.TrimSuffix(t, ")")
	return body != "" && (len(body) <= 2 && digitsOnly(body) || strings.Trim(body, "*") == "" && len(body) <= 3)
}

// isLength reports whether a word ends in a unit of length, which has exponents:
// "kr/m" with a raised 2.
func isLength(t string) bool {
	unit := strings.ToLower(t[strings.LastIndexByte(t, '/')+1:])
	return slices.Contains([]string{"m", "km", "dm", "cm", "mm"}, unit)
}

// hangsOn reports whether a small word stands raised right behind another.
func hangsOn(w, h word) bool {
	up := h.box[3] - w.box[3]
	return w.size < markSmaller*h.size && up > markLow*h.size && up < markHigh*h.size && math.Abs(w.box[0]-h.box[2]) < markGap*h.size
}
