package pdftext

import "math"

// drawing is a page as an engine finds it: in the file's user space, where y
// runs up and the page may lie sideways. upright turns it into a Page.
type drawing struct {
	engine    string
	number    int     // from 1
	box       rect    // the visible part of user space
	rotate    int     // the file's /Rotate: 0, 90, 180, 270
	glyphs    []drawn // in drawing order
	lines     []line
	images    []rect
	unmapped  int
	invisible int
	truncated bool // the text limit was reached
	ink       float64
}

// drawn is a glyph in user space.
type drawn struct {
	text      string
	x, y      float64 // its origin on the baseline
	advance   float64 // along the line; 0 is unknown
	tight     rect    // around the ink, or the zero rect
	angle     float64 // of the line, radians, counter-clockwise
	size      float64 // as rendered
	font      int     // index into the reader's list of fonts of the page
	object    uint64  // same object, same text-showing operation
	bold      bool
	italic    bool
	brk       bool
	hyphen    bool
	invisible bool
}

// line is a straight segment in user space, or the edge of a filled box.
type line struct {
	x0, y0, x1, y1 float64
	width          float64
	edge           bool
}

// rect is a box in user space: x0 <= x1, y0 <= y1, y up.
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) width() float64  { return r.x1 - r.x0 }
func (r rect) height() float64 { return r.y1 - r.y0 }
func (r rect) empty() bool     { return r.x1 <= r.x0 || r.y1 <= r.y0 }

func (r rect) normal() rect {
	return rect{min(r.x0, r.x1), min(r.y0, r.y1), max(r.x0, r.x1), max(r.y0, r.y1)}
}

func (r rect) union(o rect) rect {
	return rect{min(r.x0, o.x0), min(r.y0, o.y0), max(r.x1, o.x1), max(r.y1, o.y1)}
}

func (r rect) intersect(o rect) rect {
	return rect{max(r.x0, o.x0), max(r.y0, o.y0), min(r.x1, o.x1), min(r.y1, o.y1)}
}

// matrix is a PDF transformation: x' = a x + c y + e, y' = b x + d y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// mul is m followed by o.
func (m matrix) mul(o matrix) matrix {
	return matrix{
		a: m.a*o.a + m.b*o.c, b: m.a*o.b + m.b*o.d,
		c: m.c*o.a + m.d*o.c, d: m.c*o.b + m.d*o.d,
		e: m.e*o.a + m.f*o.c + o.e, f: m.e*o.b + m.f*o.d + o.f,
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// bounds is the box around r after m.
func (m matrix) bounds(r rect) rect {
	x0, y0 := m.apply(r.x0, r.y0)
	out := rect{x0, y0, x0, y0}
	for _, p := range [3][2]float64{{r.x1, r.y0}, {r.x0, r.y1}, {r.x1, r.y1}} {
		x, y := m.apply(p[0], p[1])
		out = rect{min(out.x0, x), min(out.y0, y), max(out.x1, x), max(out.y1, y)}
	}
	return out
}

// scale is how much m stretches a length on average.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

func finite(vs ...float64) bool {
	for _, v := range vs {
		// Coordinates past a million points are nonsense and only cost precision.
		if !(math.Abs(v) < 1e6) {
			return false
		}
	}
	return true
}

// along is where g's origin lies from a's origin, along a's line and across it.
func (g *drawn) along(a *drawn) (along, across float64) {
	sin, cos := math.Sincos(a.angle)
	dx, dy := g.x-a.x, g.y-a.y
	return dx*cos + dy*sin, dy*cos - dx*sin
}
