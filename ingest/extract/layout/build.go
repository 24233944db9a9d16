package layout

import (
	"math"
	"slices"
	"unicode"

	"saksok/ingest/extract/pdftext"
)

// Build lays the pages out. It is a pure function: equal pages give an equal
// document, whatever the order of glyphs that do not touch.
func Build(pages []pdftext.Page) *Document {
	d := &Document{}
	sizes := map[float64]int{}
	for _, p := range pages {
		lp := build(p)
		for _, l := range lp.Lines {
			sizes[l.Size] += len(l.Words)
		}
		d.Pages = append(d.Pages, lp)
	}
	d.BodySize = mostCommon(sizes)
	markFurniture(d)
	d.boldStands = boldStandsOut(d)
	for i := range d.Pages {
		p := &d.Pages[i]
		markBlocks(p)
		markHeadings(p, d.BodySize, d.boldStands)
	}
	d.vocabulary = vocabulary(d)
	return d
}

func build(p pdftext.Page) Page {
	lp := Page{Number: p.Number, Width: p.Width, Height: p.Height, Rules: p.Rules, Images: p.Images, Engine: p.Engine}
	for _, l := range lines(rows(words(p.Glyphs)), p.Number, p.Width) {
		if len(l.Words) > 0 {
			lp.Lines = append(lp.Lines, l)
		}
	}
	sizes := map[float64]int{}
	for _, l := range lp.Lines {
		sizes[l.Size] += len(l.Words)
	}
	lp.BodySize = mostCommon(sizes)
	if p.Engine != pdftext.EngineTesseract { // what was recognised is what is seen
		lp.Textless = textless(p)
		lp.Garbled = garbled(p)
	}
	return lp
}

// Unread reports a page that prints something its text does not say: it has no
// text, or a text layer that is not what is seen.
func Unread(p pdftext.Page) bool { return textless(p) || garbled(p) }

// Thresholds measured on 197 real meeting documents; they found every scanned
// page there but the drawn outlines, which the ink test finds.
const (
	scanGlyphs = 30    // fewer glyphs than this and ...
	scanCover  = 0.5   // ... pictures over this share of the page is a scan
	scanInk    = 0.002 // dark share of a page without glyphs that is not blank
)

// textless reports whether something is printed that is not text.
func textless(p pdftext.Page) bool {
	var cover float64
	for _, b := range p.Images {
		cover += max(0, min(b[2], p.Width)-max(b[0], 0)) * max(0, min(b[3], p.Height)-max(b[1], 0))
	}
	if p.Width*p.Height > 0 {
		cover /= p.Width * p.Height
	}
	switch {
	case len(p.Glyphs) == 0:
		return cover > scanCover || p.Ink > scanInk
	default:
		return len(p.Glyphs) < scanGlyphs && cover > scanCover
	}
}

// Shares of a page's characters beyond which its text layer is not what is
// seen. Vowels are 38 to 43 % of the letters in the Nordic languages and in
// English; a text layer of shifted glyph numbers (Microsoft Print To PDF does
// it, Harstad's election record) has well under half of that.
const (
	garbledMin      = 100  // characters needed to judge
	garbledUnmapped = 0.10 // not known, private use or control characters
	garbledLetters  = 0.5  // fewer letters and digits than this
	garbledVowels   = 0.2  // fewer vowels among the letters than this
)

func garbled(p pdftext.Page) bool {
	var n, bad, alnum, letters, vowels int
	for _, g := range p.Glyphs {
		for _, r := range g.Text {
			n++
			switch {
			case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.IsControl(r):
				bad++
			case unicode.IsLetter(r):
				letters++
				alnum++
				if isVowel(unicode.ToLower(r)) {
					vowels++
				}
			case unicode.IsDigit(r):
				alnum++
			}
		}
	}
	if n < garbledMin {
		return false
	}
	f := func(a int) float64 { return float64(a) / float64(n) }
	if enciphered(p.Glyphs) {
		return true
	}
	return f(bad) > garbledUnmapped || f(p.UnmappedGlyphs) > garbledUnmapped && f(bad) > 0 ||
		f(alnum) < garbledLetters && f(bad) > 0.02 ||
		letters >= garbledMin && float64(vowels)/float64(letters) < garbledVowels
}

func isVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'æ', 'ø', 'å', 'ä', 'ö', 'é', 'á', 'ü', 'õ', 'ó', 'í':
		return true
	}
	return false
}

// markBlocks numbers the page's blocks: lines that follow each other at the
// usual distance with the same look.
func markBlocks(p *Page) {
	leading := commonLeading(p.Lines)
	block := 0
	for i := range p.Lines {
		if i > 0 && newBlock(p.Lines[i-1], p.Lines[i], leading) {
			block++
		}
		p.Lines[i].Block = block
	}
}

func newBlock(a, b Line, leading float64) bool {
	step := b.Baseline - a.Baseline
	size := max(a.Size, b.Size)
	switch {
	case a.Furniture != b.Furniture, a.Bold != b.Bold:
		return true
	case step <= 0 || step > 2.6*size:
		return true
	case step > 1.3*leading && step > 1.35*size:
		return true
	}
	return math.Abs(a.Size-b.Size) > 0.12*size
}

// commonLeading is the smallest distance that a good share of the lines have to
// the next one: in a page of one-line paragraphs the most common distance is
// that between paragraphs.
func commonLeading(ls []Line) float64 {
	steps := map[float64]int{}
	total := 0
	for i := 1; i < len(ls); i++ {
		if s := ls[i].Baseline - ls[i-1].Baseline; s > 0.9*ls[i].Size && s < 3*ls[i].Size {
			steps[math.Round(s*2)/2]++
			total++
		}
	}
	best := math.Inf(1)
	for s, n := range steps {
		if s < best && n*10 >= total {
			best = s
		}
	}
	if math.IsInf(best, 1) {
		return 0
	}
	return best
}

// boldStandsOut reports whether less than two thirds of the words of the body's size are
// in bold lines; a document of few words is believed. Where the file calls the
// face of its running text bold, the word says nothing.
func boldStandsOut(d *Document) bool {
	bold, all := 0, 0
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			if l.Furniture || d.BodySize <= 0 || l.Size/d.BodySize >= largerPrint {
				continue
			}
			all += len(l.Words)
			if l.Bold {
				bold += len(l.Words)
			}
		}
	}
	return all < fewWords || bold*3 < all*2
}

// largerPrint is the ratio to the body's size from which print is larger, and fewWords
// how many words a document must have to say what its running text looks like.
const (
	largerPrint = 1.12
	fewWords    = 100
)

// markHeadings says of each line how much it stands out.
func markHeadings(p *Page, body float64, stands bool) {
	for i := range p.Lines {
		p.Lines[i].Heading = headingValue(p.Lines[i], body, stands)
	}
}

// Heading values: a bold line of the body's size is 1 where bold stands out, larger
// print is ten times its ratio to the body's size (12 is 1.2 times), one more when bold.
func headingValue(l Line, body float64, stands bool) int {
	if l.Furniture || body <= 0 {
		return 0
	}
	ratio := l.Size / body
	switch {
	case ratio >= largerPrint && l.Bold:
		return int(math.Round(ratio*10)) + 1
	case ratio >= largerPrint:
		return int(math.Round(ratio * 10))
	case l.Bold && stands:
		return 1
	}
	return 0
}

// roundSize puts font sizes that differ by rounding together.
func roundSize(s float64) float64 { return math.Round(s*2) / 2 }

// mostCommon is the key with the highest count; the smaller key wins a draw.
func mostCommon(counts map[float64]int) float64 {
	keys := make([]float64, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	best := 0.0
	n := 0
	for _, k := range keys {
		if counts[k] > n {
			best, n = k, counts[k]
		}
	}
	return best
}
