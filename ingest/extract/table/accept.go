package table

import (
	"math"
	"strconv"
	"strings"
)

// ok reports whether the run is a table: enough rows, and columns that hold.
func (s *stream) ok() bool {
	body := s.rows[s.head:]
	several, values, prose := 0, 0, 0
	for _, r := range body {
		if len(r.phrases) > 1 {
			several++
		}
		if isValues(r) {
			values++
		}
		wide := 0
		for _, p := range r.phrases {
			if len(p.words) >= 5 {
				wide++
			}
		}
		if wide > 1 {
			prose++
		}
	}
	if len(s.columns) < 2 || several < 2 || 2*prose > several {
		return false
	}
	if s.contents() {
		return false
	}
	if s.numeric {
		return values >= 2 && 3*values >= several || values >= 1 && s.head > 0 && len(s.columns) > 2
	}
	if 3*prose >= several {
		return false
	}
	return several >= 3 && (len(s.columns) >= 3 || several >= 4) && 3*several >= 2*len(body) && s.aligned()
}

// aligned reports whether the phrases of each column start or end at one place:
// what chance gaps in prose do not.
func (s *stream) aligned() bool {
	good := 0
	for c, col := range s.columns {
		var left, right []float64
		for _, r := range s.rows[s.head:] {
			for _, p := range r.phrases {
				if k, n := s.columnOf(p.box); k == c && n == 1 {
					left, right = append(left, p.box[0]), append(right, p.box[2])
				}
			}
		}
		if sameShare(left, col.X0) >= 0.6 || sameShare(right, col.X1) >= 0.6 {
			good++
		}
	}
	return good == len(s.columns)
}

func sameShare(at []float64, want float64) float64 {
	n := 0
	for _, x := range at {
		if math.Abs(x-want) < 3 {
			n++
		}
	}
	return float64(n) / float64(max(1, len(at)))
}

// holdsText reports whether some column is set as running text: most of its lines
// follow each other without a gap and fill its width with words.
func (s *stream) holdsText() bool {
	for c, col := range s.columns {
		lines, full := 0, 0
		for _, r := range s.rows {
			for _, p := range r.phrases {
				if k, n := s.columnOf(p.box); k != c || n != 1 || len(p.words) < 4 {
					continue
				}
				lines++
				if p.box.Width() > 0.8*(col.X1-col.X0) {
					full++
				}
			}
		}
		if lines >= 4 && 3*full >= 2*lines && 2*lines > len(s.rows) && !s.aligned() {
			return true
		}
	}
	return false
}

// contents reports whether the run is a table of contents: titles and page numbers
// that never fall.
func (s *stream) contents() bool {
	if len(s.columns) > 3 {
		return false
	}
	first, last, n, leaders, sections := 0, 0, 0, 0, 0
	for _, r := range s.rows {
		if len(r.phrases) < 2 {
			continue
		}
		page, err := strconv.Atoi(r.phrases[len(r.phrases)-1].text)
		if err != nil || page < last || page > 5000 || len(r.phrases) > 2 && r.phrases[1].text != "..." {
			return false
		}
		if n == 0 {
			first = page
		}
		last = page
		n++
		if w := r.phrases[0].words; strings.HasSuffix(w[len(w)-1].text, "...") || w[len(w)-1].leader {
			leaders++
		}
		if t := r.phrases[0].words[0].text; len(r.phrases[0].words) > 1 && strings.Trim(t, "0123456789.") == "" {
			sections++
		}
	}
	return n >= 3 && 2*leaders >= n || n >= 5 && (2*sections >= n && last > n/4 || first > n && last == first+n-1)
}
