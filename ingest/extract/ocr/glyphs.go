package ocr

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/pdftext"
)

// Of 3900 words on scanned and drawn pages 1 in 100 was rated below 60, and of
// the 60 below 30 all but five were dirt, leader dots and signatures. Those five
// were long words, and a hole in a sentence is worse than a letter misread.
const (
	minConfidence = 30
	// minPageConfidence parts pages of print, which have 80 to 96, from
	// photographs and handwriting.
	minPageConfidence = 60
)

// legible is the words that are print.
func legible(ws []word) []word {
	var out []word
	for _, w := range ws {
		if !strings.Contains(w.text, "...") && (w.conf >= minConfidence || looksLikeWord(w.text)) {
			out = append(out, w)
		}
	}
	for i := range len(out) - 1 {
		first := i == 0 || out[i-1].line != out[i].line
		if first && out[i].text == "e" && out[i+1].line == out[i].line {
			out[i].text = "•" // no word of these languages is an e alone
		}
	}
	return out
}

// paragraphs gives Swedish headings their sign back, which is read as the digit
// it looks like: "8 14 Fastställande av dagordning" is § 14.
func paragraphs(ws []word) {
	for i := range ws {
		if i+2 >= len(ws) || i > 0 && ws[i-1].line == ws[i].line || ws[i+2].line != ws[i].line {
			continue
		}
		number, after := ws[i+1].text, ws[i+2].text
		first, _ := utf8.DecodeRuneInString(after)
		if ws[i].text == "8" && len(number) <= 3 && strings.Trim(number, "0123456789") == "" && unicode.IsUpper(first) {
			ws[i].text = "§"
		}
	}
}

// looksLikeWord reports letters only, six or more, some of them vowels.
func looksLikeWord(s string) bool {
	n, vowels, again := 0, 0, 0
	var before rune
	for _, r := range strings.ToLower(strings.TrimRight(s, ".,:;")) {
		if !unicode.IsLetter(r) {
			return false
		}
		if n++; strings.ContainsRune("aeiouyæøåäö", r) {
			vowels++
		}
		if again++; r != before {
			before, again = r, 1
		}
		if again > 2 {
			return false
		}
	}
	return n >= 6 && 4*vowels >= n && 3*vowels <= 2*n
}

// confidence is the mean over the characters.
func confidence(ws []word) float64 {
	sum, n := 0.0, 0
	for _, w := range ws {
		k := utf8.RuneCountInString(w.text)
		sum += w.conf * float64(k)
		n += k
	}
	if n == 0 {
		return 0
	}
	return math.Round(10*sum/float64(n)) / 10
}

// Parts of the em that letters rise and hang, of the common text fonts (capitals
// and digits 0.66 to 0.73, small letters 0.45 to 0.53).
const (
	tall  = 0.70
	small = 0.50
	hang  = 0.21
)

// measure is what a word's box tells of its line.
type measure struct {
	foot, em float64
	weight   int // characters; 0: the word tells nothing (a dash, a full stop)
}

// glyphs makes characters of words, scale points a pixel.
func glyphs(ws []word, scale float64) []pdftext.Glyph {
	ws = slices.Clone(ws)
	straighten(ws)
	ms := make([]measure, len(ws))
	for i, w := range ws {
		ms[i] = measured(w)
	}
	lines := byLine(ws)
	ems := make([]float64, len(lines))
	for i, l := range lines {
		ems[i] = median(ms[l.from:l.to], func(m measure) float64 { return m.em })
	}
	body := median(ms, func(m measure) float64 { return m.em })
	pad(ws, lines, ems)
	var out []pdftext.Glyph
	for i, l := range lines {
		size := steady(ems[i], body)
		foot := median(ms[l.from:l.to], func(m measure) float64 { return m.foot })
		for j := l.from; j < l.to; j++ {
			y, em := foot, size
			switch {
			case size == 0: // nothing but dashes: as large as the page's text, in the middle of it
				em = cmp.Or(body, 2*(ws[j].bottom-ws[j].top))
				y = (ws[j].top+ws[j].bottom)/2 + small/2*em
			case ms[j].weight > 0 && math.Abs(ms[j].foot-foot) > hang*size:
				y = ms[j].foot // raised, or of another line of print
			}
			out = spell(out, ws[j], y*scale, math.Round(em*scale*10)/10, scale)
		}
	}
	return out
}

// Blanks in em.
const (
	blank    = 0.28 // between the advances of words, as the next stages know it
	maxBlank = 1.2  // wider is a column's gap
)

// pad widens the words' boxes from their ink to their advances. What is missing
// shows in the page's usual blank: by 0.04 em on each side of a word in common
// fonts, by 0.2 em in print of a typewriter, whose blanks else look like the gaps
// between columns ("742 000" became two numbers).
func pad(ws []word, lines []span, ems []float64) {
	var gaps []measure
	for i, l := range lines {
		for j := l.from + 1; j < l.to && ems[i] > 0; j++ {
			if g := (ws[j].left - ws[j-1].right) / ems[i]; g > 0 && g < maxBlank {
				gaps = append(gaps, measure{em: g, weight: 1})
			}
		}
	}
	by := min(max(median(gaps, func(m measure) float64 { return m.em })-blank, 0)/2, 0.25)
	for i, l := range lines {
		for j := l.from; j < l.to; j++ {
			ws[j].left -= by * ems[i]
			ws[j].right += by * ems[i]
		}
	}
}

// steady takes the noise of measuring out of a line's size: what differs little
// from the page's text is as large as that.
func steady(em, body float64) float64 {
	if em > 0.92*body && em < 1.09*body {
		return body
	}
	return em
}

// spell adds a word's characters, each with its share of the word's width.
func spell(out []pdftext.Glyph, w word, baseline, size, scale float64) []pdftext.Glyph {
	n := utf8.RuneCountInString(w.text)
	step := (w.right - w.left) / float64(n)
	i := 0
	for _, r := range w.text {
		x := w.left + float64(i)*step
		i++
		out = append(out, pdftext.Glyph{
			Text: string(r), Baseline: baseline, Size: size, Break: i == n,
			Box: saksok.Box{x * scale, baseline - 0.75*size, (x + step) * scale, baseline + 0.25*size},
		})
	}
	return out
}

// measured is where a word stands and how large it is, by its letters.
func measured(w word) measure {
	m := measure{}
	up, down := 0.0, 0.0
	for _, r := range w.text {
		switch {
		case unicode.IsUpper(r), unicode.IsDigit(r), strings.ContainsRune("bdfhijklt&ßåäöéüøðþ", r):
			up = tall
		case unicode.IsLetter(r):
			up = max(up, small)
		case strings.ContainsRune("()[]{}/§|", r):
			up, down = tall, hang
		case strings.ContainsRune(",;", r):
			down = max(down, hang*0.7)
			continue
		default:
			continue
		}
		if strings.ContainsRune("gjpqyQ", r) {
			down = hang
		}
		m.weight++
	}
	if m.weight == 0 || up == 0 {
		return measure{}
	}
	m.em = (w.bottom - w.top) / (up + down)
	m.foot = w.bottom - down*m.em
	return m
}

// span is the words from (included) to (not) of one line.
type span struct{ from, to int }

func byLine(ws []word) []span {
	var out []span
	for i, w := range ws {
		if i == 0 || ws[i-1].line != w.line {
			out = append(out, span{i, i})
		}
		out[len(out)-1].to = i + 1
	}
	return out
}

// median is the middle value by the measures' weights, 0 without any.
func median(ms []measure, value func(measure) float64) float64 {
	sorted := slices.DeleteFunc(slices.Clone(ms), func(m measure) bool { return m.weight == 0 })
	slices.SortStableFunc(sorted, func(a, b measure) int { return cmp.Compare(value(a), value(b)) })
	total := 0
	for _, m := range sorted {
		total += m.weight
	}
	seen := 0
	for _, m := range sorted {
		if seen += m.weight; 2*seen >= total {
			return value(m)
		}
	}
	return 0
}
