package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok/ingest/extract/pdftext"
)

// capRatio is how much larger a capital is than a small capital beside it, at least.
const capRatio = 1.2

// withCase gives small capitals (kapiteler) the case that their size shows. Where
// they are drawn as capitals of a smaller size, a file may have one letter for both:
// its text says "vedtak" or "tiLråding" where "Vedtak" and "Tilråding" are seen.
// Other text is left as it is.
func withCase(glyphs []pdftext.Glyph) []pdftext.Glyph {
	var out []pdftext.Glyph // a copy, once something is changed
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], glyphs[i]
		if !isLetter(a) || !isLetter(b) || a.Font != b.Font || a.Size < capRatio*b.Size || !follows(a, b) {
			continue
		}
		from, to := sameRun(glyphs, i)
		if !mixedUp(glyphs[from:to], b.Size) {
			continue
		}
		if out == nil {
			out = slices.Clone(glyphs)
		}
		for j := from; j < to; j++ {
			if out[j].Size >= capRatio*b.Size {
				out[j].Text = strings.ToUpper(out[j].Text)
			} else {
				out[j].Text = strings.ToLower(out[j].Text)
			}
		}
		i = to - 1
	}
	if out == nil {
		return glyphs
	}
	return out
}

// sameRun is the glyphs around i on its baseline and of its font.
func sameRun(glyphs []pdftext.Glyph, i int) (from, to int) {
	same := func(g pdftext.Glyph) bool {
		return g.Font == glyphs[i].Font && math.Abs(g.Baseline-glyphs[i].Baseline) < sameBaseline
	}
	for from = i; from > 0 && same(glyphs[from-1]); from-- {
	}
	for to = i + 1; to < len(glyphs) && same(glyphs[to]); to++ {
	}
	return from, to
}

// mixedUp reports whether the case of letters contradicts their size: a large one is
// lower case, or small ones, of which there are several, are of both.
func mixedUp(glyphs []pdftext.Glyph, small float64) bool {
	upper, lower, largeLower := 0, 0, false
	for _, g := range glyphs {
		switch r, _ := utf8.DecodeRuneInString(g.Text); {
		case !unicode.IsLetter(r):
		case g.Size >= capRatio*small:
			largeLower = largeLower || unicode.IsLower(r)
		case unicode.IsUpper(r):
			upper++
		default:
			lower++
		}
	}
	return upper+lower > 1 && (largeLower || upper > 0 && lower > 0)
}

func isLetter(g pdftext.Glyph) bool {
	r, _ := utf8.DecodeRuneInString(g.Text)
	return unicode.IsLetter(r)
}
