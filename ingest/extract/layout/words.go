package layout

import (
	"math"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/pdftext"
)

// Gaps in em, between the advance boxes of glyphs: those of one word touch.
const (
	// wordGap parts words where the file itself has no white space.
	wordGap = 0.25
	// joinGap glues fragments drawn by separate operators (kerning) back together.
	joinGap = 0.12
	// kernedGap is the most between two digits of one number: where a file sets
	// "11" closer by hand, the engine reads a blank that has no room.
	kernedGap = 0.03
	// overlapGap is how far a glyph may step back (kerning, accents) and still
	// follow the one before it.
	overlapGap = 0.6
	// baselineSlack is how far baselines may differ within a word (superscripts
	// are smaller and fall outside).
	baselineSlack = 0.2
	// aboveMarks is how much larger the words of a line are than its raised marks.
	aboveMarks = 1.08
)

// fragment is a word with what is needed to join it to its neighbour.
type fragment struct {
	word     Word
	baseline float64
	glyphs   int
	bold     int
	italic   int
	open     bool // no white space follows in the file
}

// words groups a page's glyphs into words by following the order in which the
// file draws them, then glues fragments that touch.
func words(glyphs []pdftext.Glyph) []fragment {
	glyphs = withCase(glyphs)
	var out []fragment
	for i, g := range glyphs {
		if i > 0 && len(out) > 0 && follows(glyphs[i-1], g) {
			out[len(out)-1].add(g)
			continue
		}
		f := fragment{baseline: g.Baseline}
		f.add(g)
		out = append(out, f)
	}
	return out
}

// follows reports whether b is the next letter of the word a is in.
func follows(a, b pdftext.Glyph) bool {
	gap := b.Box[0] - a.Box[2]
	if a.Break && !(gap < kernedGap*a.Size && isDigit(a) && isDigit(b)) || math.Abs(a.Baseline-b.Baseline) > baselineSlack*max(a.Size, b.Size) {
		return false
	}
	return gap < wordGap*max(a.Size, b.Size) && gap > -overlapGap*max(a.Size, b.Size, a.Box.Width())
}

// isDigit reports whether a glyph is a digit.
func isDigit(g pdftext.Glyph) bool {
	return len(g.Text) == 1 && g.Text[0] >= '0' && g.Text[0] <= '9'
}

func (f *fragment) add(g pdftext.Glyph) {
	w := &f.word
	if f.glyphs == 0 {
		w.Font = g.Font
	}
	w.Text += g.Text
	w.Box = w.Box.Union(g.Box)
	w.Size = max(w.Size, g.Size)
	w.HyphenEnd = g.Hyphen
	f.glyphs++
	if g.Bold {
		f.bold++
	}
	if g.Italic {
		f.italic++
	}
	w.Bold = f.bold*2 > f.glyphs
	w.Italic = f.italic*2 > f.glyphs
	f.open = !g.Break
}

// row is the words that stand on one baseline across the whole page.
type row struct {
	words    []fragment
	baseline float64
	size     float64 // of the words that the baseline is of
	box      saksok.Box
}

// rows groups words into rows from top to bottom, words from left to right.
func rows(frags []fragment) []row {
	sorted := slices.Clone(frags)
	slices.SortStableFunc(sorted, func(a, b fragment) int {
		return cmpFloat(a.baseline, b.baseline)
	})
	var out []row
	for _, f := range sorted {
		if i := rowFor(out, f); i >= 0 {
			out[i].words = append(out[i].words, f)
			out[i].box = out[i].box.Union(f.word.Box)
			if f.word.Size > aboveMarks*out[i].size { // a raised mark came first
				out[i].baseline, out[i].size = f.baseline, f.word.Size
			}
			continue
		}
		out = append(out, row{words: []fragment{f}, baseline: f.baseline, size: f.word.Size, box: f.word.Box})
	}
	for i := range out {
		slices.SortStableFunc(out[i].words, func(a, b fragment) int {
			return cmpFloat(a.word.Box[0], b.word.Box[0])
		})
		out[i].words = unspaced(glue(out[i].words))
	}
	return out
}

// Letter-spaced print (sperret skrift): single letters at even gaps are a word, the
// gaps between words being wider. Gaps are in em or in shares of the usual gap.
const (
	minSpaced   = 5   // letters
	mostSpacing = 0.6 // a wider gap parts columns, not letters
	evenGap     = 1.3
	spacedWord  = 1.5
)

// unspaced puts letter-spaced words together.
func unspaced(in []fragment) []fragment {
	var out []fragment
	for len(in) > 0 {
		n := 1
		for n < len(in) && in[n-1].glyphs == 1 && in[n].glyphs == 1 && sameLook(in[n-1], in[n]) &&
			in[n].word.Box[0]-in[n-1].word.Box[2] < mostSpacing*spacedWord*in[n].word.Size {
			n++
		}
		out = append(out, closedUp(in[:n])...)
		in = in[n:]
	}
	return out
}

// sameLook reports whether two letters are set alike.
func sameLook(a, b fragment) bool {
	return a.word.Font == b.word.Font && a.word.Size == b.word.Size && math.Abs(a.baseline-b.baseline) < sameBaseline
}

// closedUp joins single letters into words, if they are letter-spaced.
func closedUp(letters []fragment) []fragment {
	if len(letters) < minSpaced {
		return letters
	}
	gaps := make([]float64, len(letters)-1)
	for i := range gaps {
		gaps[i] = letters[i+1].word.Box[0] - letters[i].word.Box[2]
	}
	sorted := slices.Clone(gaps)
	slices.Sort(sorted)
	usual := sorted[len(sorted)/2]
	if usual <= 0 || usual > mostSpacing*letters[0].word.Size {
		return letters
	}
	out := letters[:1:1]
	for i, g := range gaps {
		switch {
		case g >= spacedWord*usual:
			out = append(out, letters[i+1])
		case g > evenGap*usual || g*evenGap < usual:
			return letters
		default:
			out[len(out)-1].join(letters[i+1])
		}
	}
	return out
}

// rowFor finds the row a word stands on: the nearest baseline within a third of
// the smaller size, so that superscripts join their line but overlapping lines
// of print (the first real pack prints over itself on one page) stay apart.
func rowFor(rows []row, f fragment) int {
	best, at := math.MaxFloat64, -1
	for i := len(rows) - 1; i >= 0 && i >= len(rows)-8; i-- {
		r := rows[i]
		d := math.Abs(r.baseline - f.baseline)
		size := max(f.word.Size, 4)
		if d < best && d <= 0.33*size && !overprints(r, f) {
			best, at = d, i
		}
	}
	return at
}

// overprints reports whether f lies on top of a word of the row.
func overprints(r row, f fragment) bool {
	for _, o := range r.words {
		over := min(o.word.Box[2], f.word.Box[2]) - max(o.word.Box[0], f.word.Box[0])
		if over > 0.5*min(o.word.Box.Width(), f.word.Box.Width()) && over > 2 {
			return true
		}
	}
	return false
}

// glue joins neighbours that the file draws apart but sets together.
func glue(in []fragment) []fragment {
	var out []fragment
	for _, f := range in {
		if len(out) > 0 {
			p := &out[len(out)-1]
			gap := f.word.Box[0] - p.word.Box[2]
			if p.open && gap < joinGap*max(p.word.Size, f.word.Size) && math.Abs(p.baseline-f.baseline) < 0.5 {
				p.join(f)
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

func (f *fragment) join(g fragment) {
	f.word.Text += g.word.Text
	f.word.Box = f.word.Box.Union(g.word.Box)
	f.word.Size = max(f.word.Size, g.word.Size)
	f.word.HyphenEnd = g.word.HyphenEnd
	f.glyphs, f.bold, f.italic, f.open = f.glyphs+g.glyphs, f.bold+g.bold, f.italic+g.italic, g.open
	f.word.Bold = f.bold*2 > f.glyphs
	f.word.Italic = f.italic*2 > f.glyphs
}

// clean drops invisible characters and normalises the spaces inside a word.
var clean = strings.NewReplacer(
	"\u200b", "", "\u200c", "", "\u200d", "", "\ufeff", "", "\u2060", "",
	"\u00ad", "-", // printed: a soft hyphen that is drawn is a hyphen
	"\u2010", "-", "\u2011", "-",
)

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
