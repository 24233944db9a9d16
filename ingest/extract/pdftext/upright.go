package pdftext

import (
	"math"
	"unicode"

	"saksok"

	"golang.org/x/text/unicode/norm"
)

// slopeLimit is how far a glyph's angle may differ from the page's: a skewed
// scan's text layer stays, a watermark across the page does not.
const slopeLimit = 5 * math.Pi / 180

// upright turns a drawing into the page as it is read. The text decides which
// way is up, not the file's /Rotate: a landscape table printed sideways on a
// portrait page reads left to right here.
//
// Glyphs at another angle go to Turned, glyphs outside the visible box are left
// out, and a glyph printed twice in one place (a cheap bold) is one bold glyph.
func (d *drawing) upright() Page {
	angle, turn := d.direction()
	f := view{box: d.box, turn: turn}
	p := Page{
		Number: d.number, Engine: d.engine, Turn: turn,
		UnmappedGlyphs: d.unmapped, InvisibleGlyphs: d.invisible, Ink: d.ink,
	}
	p.Width, p.Height = f.size()
	p.Glyphs = make([]Glyph, 0, len(d.glyphs))
	seen := newOverprint()
	for _, g := range d.glyphs {
		if !finite(g.x, g.y, g.size) {
			continue
		}
		glyph := f.glyph(g)
		cx, cy := glyph.Box.CenterX(), glyph.Box.CenterY()
		if cx < 0 || cy < 0 || cx > p.Width || cy > p.Height {
			continue
		}
		if angleBetween(g.angle, angle) > slopeLimit {
			p.Turned = append(p.Turned, glyph)
			continue
		}
		if first, twice := seen.find(p.Glyphs, glyph); twice {
			p.Glyphs[first].Bold = true
			p.Glyphs[first].Break = p.Glyphs[first].Break || glyph.Break
			continue
		}
		if joinMark(p.Glyphs, glyph) {
			continue
		}
		seen.add(glyph, len(p.Glyphs))
		p.Glyphs = append(p.Glyphs, glyph)
	}
	spellLigatures(p.Glyphs)
	p.Rules = joinRules(f.rules(d.lines))
	for _, r := range d.images {
		p.Images = append(p.Images, f.rect(r))
	}
	return p
}

// direction is the angle most glyphs stand at, and the clockwise turn that
// brings them upright. Without glyphs the file's /Rotate decides.
func (d *drawing) direction() (angle float64, turn int) {
	// One vote a glyph, in buckets of one degree.
	votes := map[int]int{}
	best, most := 0, 0
	for _, g := range d.glyphs {
		deg := int(math.Round(g.angle*180/math.Pi)) % 360
		if deg < 0 {
			deg += 360
		}
		votes[deg]++
		if n := votes[deg]; n > most {
			best, most = deg, n
		}
	}
	if most == 0 {
		return float64(d.rotate) * math.Pi / 180, d.rotate
	}
	return float64(best) * math.Pi / 180, (best + 45) / 90 % 4 * 90
}

func angleBetween(a, b float64) float64 {
	return math.Abs(math.Remainder(a-b, 2*math.Pi))
}

// view maps user space to the page as seen: turn is how far text runs counter
// to the clock in user space, so the page is turned back by as much.
type view struct {
	box  rect
	turn int
}

func (f view) size() (w, h float64) {
	if f.turn%180 != 0 {
		return f.box.height(), f.box.width()
	}
	return f.box.width(), f.box.height()
}

func (f view) point(x, y float64) (float64, float64) {
	switch f.turn {
	case 90:
		return y - f.box.y0, x - f.box.x0
	case 180:
		return f.box.x1 - x, y - f.box.y0
	case 270:
		return f.box.y1 - y, f.box.x1 - x
	}
	return x - f.box.x0, f.box.y1 - y
}

func (f view) rect(r rect) saksok.Box {
	x0, y0 := f.point(r.x0, r.y0)
	x1, y1 := f.point(r.x1, r.y1)
	return saksok.Box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

func (f view) rules(lines []line) []Rule {
	w, h := f.size()
	rules := make([]Rule, 0, len(lines))
	for _, l := range lines {
		if !finite(l.x0, l.y0, l.x1, l.y1, l.width) {
			continue
		}
		b := f.rect(rect{l.x0, l.y0, l.x1, l.y1})
		r := Rule{max(b[0], 0), max(b[1], 0), min(b[2], w), min(b[3], h), l.width, l.edge}
		if r.X0 <= r.X1 && r.Y0 <= r.Y1 {
			rules = append(rules, r)
		}
	}
	return rules
}

// glyph places a drawn glyph. Its box runs from the origin along the advance
// and, whatever its shape, from a quarter of the size below the baseline to
// three quarters above; only where the size is nonsense (Type 3 fonts may state
// anything) the ink decides.
func (f view) glyph(g drawn) Glyph {
	x, y := f.point(g.x, g.y)
	out := Glyph{
		Text: cleanText(g.text), Baseline: y, Size: g.size, Font: g.font,
		Bold: g.bold, Italic: g.italic, Break: g.brk, Hyphen: g.hyphen,
	}
	ink := f.rect(g.tight)
	if g.tight == (rect{}) { // an engine without outlines
		sin, cos := math.Sincos(g.angle)
		m := matrix{cos, sin, -sin, cos, g.x, g.y}
		ink = f.rect(m.bounds(rect{0, -0.25 * g.size, g.advance, 0.75 * g.size}))
	}
	if lean := angleBetween(g.angle, float64(f.turn)*math.Pi/180); lean > 30*math.Pi/180 {
		out.Box = ink // not on a line of this page
		return out
	}
	out.Box = saksok.Box{min(x, ink[0]), ink[1], max(x+g.advance, ink[2]), ink[3]}
	if g.advance <= 0 || g.advance > 3*max(g.size, ink.Width()) {
		out.Box[2] = ink[2]
	} else if g.advance > 0 {
		// Ink that leans out of its advance (italics) would overlap the neighbour.
		out.Box[0], out.Box[2] = x, x+g.advance
	}
	if g.size < 1 || ink.Height() > 1.6*g.size {
		out.Size = max(ink.Height(), 1)
		return out
	}
	out.Box[1], out.Box[3] = y-0.75*g.size, y+0.25*g.size
	return out
}

// cleanText is a glyph's text as it is stored: composed, ligatures spelled out.
func cleanText(s string) string {
	if len(s) == 1 {
		return s
	}
	var out []rune
	for _, c := range s {
		if l, ok := ligatures[c]; ok {
			out = append(out, []rune(l)...)
		} else if c >= 0x20 && c != 0x7F {
			out = append(out, c)
		}
	}
	return norm.NFC.String(string(out))
}

var ligatures = map[rune]string{
	0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st",
	0x0132: "IJ", 0x0133: "ij",
}

// calibriLigatures are what several printers to PDF call the ligatures of
// Calibri. No Scandinavian text has the first two; the others are letters of
// Polish and of romanised Japanese, so they count only beside the first two.
var calibriLigatures = map[string]string{"Ɵ": "ti", "Ʃ": "tt", "Ō": "ft", "ł": "fj"}

func spellLigatures(glyphs []Glyph) {
	var fonts map[int]bool
	for _, g := range glyphs {
		if g.Text == "Ɵ" || g.Text == "Ʃ" {
			if fonts == nil {
				fonts = map[int]bool{}
			}
			fonts[g.Font] = true
		}
	}
	for i, g := range glyphs {
		if t, ok := calibriLigatures[g.Text]; ok && fonts[g.Font] {
			glyphs[i].Text = t
		}
	}
}

// joinMark puts a combining mark that is drawn as a glyph of its own on the
// letter before it.
func joinMark(glyphs []Glyph, g Glyph) bool {
	r := []rune(g.Text)
	if len(r) != 1 || !unicode.Is(unicode.Mn, r[0]) || len(glyphs) == 0 {
		return false
	}
	last := &glyphs[len(glyphs)-1]
	if math.Abs(last.Baseline-g.Baseline) > 0.5*last.Size {
		return false
	}
	last.Text = norm.NFC.String(last.Text + g.Text)
	last.Break = last.Break || g.Break
	return true
}

func isBlank(c rune) bool {
	switch c {
	case 0xFEFF, 0x200B, 0x2060:
		return true
	}
	return unicode.IsSpace(c)
}

func isPrivate(c rune) bool { return c >= 0xE000 && c <= 0xF8FF || c >= 0xF0000 }

// overprint finds glyphs that are printed twice in one place.
type overprint struct{ cells map[cell][]int }

type cell struct {
	x, y int32
	text string
}

const overprintCell = 4.0

func newOverprint() overprint { return overprint{map[cell][]int{}} }

func (o overprint) add(g Glyph, i int) {
	k := cell{int32(g.Box[0] / overprintCell), int32(g.Baseline / overprintCell), g.Text}
	o.cells[k] = append(o.cells[k], i)
}

// find gives the glyph already printed where g is: the same text within a
// twelfth of its size, which is less than any letter is wide.
func (o overprint) find(glyphs []Glyph, g Glyph) (int, bool) {
	slack := min(max(g.Size/12, 0.1), overprintCell/2) // two cells each way at most
	x, y := g.Box[0], g.Baseline
	for cx := int32((x - slack) / overprintCell); cx <= int32((x+slack)/overprintCell); cx++ {
		for cy := int32((y - slack) / overprintCell); cy <= int32((y+slack)/overprintCell); cy++ {
			for _, i := range o.cells[cell{cx, cy, g.Text}] {
				old := glyphs[i]
				if math.Abs(old.Box[0]-x) <= slack && math.Abs(old.Baseline-y) <= slack &&
					math.Abs(old.Size-g.Size) <= slack {
					return i, true
				}
			}
		}
	}
	return 0, false
}
