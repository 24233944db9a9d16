package pdftext

import (
	"math"

	"github.com/ledongthuc/pdf"
)

// Limits of what one page may make the interpreter do.
const (
	maxOperators  = 5_000_000
	maxGlyphs     = 2_000_000
	maxStateDepth = 512
	maxForms      = 5000
	maxOperands   = 64
)

// graphics is the graphics state, as far as text and rules need it.
type graphics struct {
	ctm       matrix
	lineWidth float64
	white     bool // the fill cannot be seen on paper

	font                   *pdfFont
	size                   float64
	charSpace, wordSpace   float64
	stretch, leading, rise float64
	mode                   int
}

// interpreter runs the content of a page and collects what it draws.
type interpreter struct {
	d       *ledongDoc
	dr      *drawing
	gs      graphics
	stack   []graphics
	tm, tlm matrix
	path    pathCollector

	budget    int // bytes of text left
	operators int
	forms     int
	object    uint64
}

func newInterpreter(d *ledongDoc, dr *drawing, maxText int) *interpreter {
	in := &interpreter{d: d, dr: dr, budget: maxText, tm: identity, tlm: identity}
	in.gs = graphics{ctm: identity, lineWidth: 1, stretch: 1}
	in.path.reset(identity)
	return in
}

// over reports that the page has had all it may have.
func (in *interpreter) over() bool {
	return in.operators > maxOperators || in.budget <= 0 || len(in.dr.glyphs) >= maxGlyphs
}

// run interprets a content stream.
func (in *interpreter) run(content []byte, resources pdf.Value, depth int) {
	l := &lexer{b: content}
	var args []operand
	base := len(in.stack)
	for {
		o, ok := l.next()
		if !ok || in.over() {
			in.dr.truncated = in.dr.truncated || in.over()
			break
		}
		if o.kind != isKeyword {
			// Only the last operands of an operator count.
			if len(args) >= maxOperands {
				args = args[1:]
			}
			args = append(args, o)
			continue
		}
		in.operators++
		if o.text == "ID" {
			l.skipImage()
			in.image()
		} else {
			in.operator(o.text, args, resources, depth, base)
		}
		args = args[:0]
	}
	// A stream that saves more than it restores must not leak into the next.
	if len(in.stack) > base {
		in.gs, in.stack = in.stack[base], in.stack[:base]
	}
}

// nums gives the last n operands as numbers.
func nums(args []operand, n int) ([6]float64, bool) {
	var v [6]float64
	if len(args) < n {
		return v, false
	}
	for i, o := range args[len(args)-n:] {
		if o.kind != isNumber {
			return v, false
		}
		v[i] = o.num
	}
	return v, true
}

func (in *interpreter) operator(op string, args []operand, resources pdf.Value, depth, base int) {
	switch op {
	case "q":
		if len(in.stack) < maxStateDepth {
			in.stack = append(in.stack, in.gs)
		}
	case "Q":
		if n := len(in.stack); n > base {
			in.gs, in.stack = in.stack[n-1], in.stack[:n-1]
		}
	case "cm":
		if v, ok := nums(args, 6); ok {
			in.gs.ctm = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}.mul(in.gs.ctm)
		}
	case "w":
		if v, ok := nums(args, 1); ok {
			in.gs.lineWidth = v[0]
		}
	case "Do":
		if n := len(args); n > 0 && args[n-1].kind == isName {
			in.xobject(resources, args[n-1].text, depth)
		}
	case "g", "rg", "k", "sc", "scn":
		in.fillColour(op, args)
	case "Tf":
		in.setFont(args, resources)
	default:
		if !in.pathOperator(op, args) {
			in.textOperator(op, args)
		}
	}
}

// fillColour notes white; other colour spaces than the device's are taken to be
// seen.
func (in *interpreter) fillColour(op string, args []operand) {
	v, _ := nums(args, len(args[:min(len(args), 4)]))
	switch {
	case op == "k" || len(args) == 4:
		in.gs.white = len(args) == 4 && v[0]+v[1]+v[2]+v[3] < 0.02
	case len(args) == 3:
		in.gs.white = min(v[0], v[1], v[2]) > 0.98
	case len(args) == 1:
		in.gs.white = args[0].kind == isNumber && v[0] > 0.98
	}
}

func (in *interpreter) pathOperator(op string, args []operand) bool {
	switch op {
	case "m", "l", "re", "c", "v", "y", "h":
		in.construct(op, args)
	case "S":
		in.paint(painting{stroke: true})
	case "s":
		in.path.close()
		in.paint(painting{stroke: true})
	case "f", "F", "f*":
		in.paint(painting{fill: true})
	case "B", "B*":
		in.paint(painting{fill: true, stroke: true})
	case "b", "b*":
		in.path.close()
		in.paint(painting{fill: true, stroke: true})
	case "n":
		in.path.reset(in.gs.ctm)
	default:
		return false
	}
	return true
}

func (in *interpreter) construct(op string, args []operand) {
	if len(in.path.subs) > maxPathSegments {
		return
	}
	in.path.m = in.gs.ctm
	switch op {
	case "m":
		if v, ok := nums(args, 2); ok {
			in.path.moveTo(v[0], v[1])
		}
	case "l":
		if v, ok := nums(args, 2); ok {
			in.path.lineTo(v[0], v[1])
		}
	case "re":
		if v, ok := nums(args, 4); ok {
			in.path.rectangle(v[0], v[1], v[2], v[3])
		}
	case "c", "v", "y":
		n := 4
		if op == "c" {
			n = 6
		}
		if v, ok := nums(args, n); ok {
			in.path.curve()
			in.path.skipTo(v[n-2], v[n-1])
		}
	case "h":
		in.path.close()
	}
}

func (in *interpreter) paint(p painting) {
	if p.stroke {
		p.width = in.gs.lineWidth * in.gs.ctm.scale()
	}
	p.white = in.gs.white
	in.dr.lines = in.path.lines(in.dr.lines, p)
	in.path.reset(in.gs.ctm)
}

// image notes the unit square, where every image is drawn.
func (in *interpreter) image() {
	box := in.gs.ctm.bounds(rect{0, 0, 1, 1}).intersect(in.dr.box)
	if !box.empty() && finite(box.x0, box.y0, box.x1, box.y1) && len(in.dr.images) < maxImages {
		in.dr.images = append(in.dr.images, box)
	}
}

func (in *interpreter) xobject(resources pdf.Value, name string, depth int) {
	defer func() {
		// A form that cannot be read costs only itself.
		_ = recover()
	}()
	x := resources.Key("XObject").Key(name)
	if x.Key("Subtype").Name() == "Image" {
		in.image()
		return
	}
	if in.forms++; x.Key("Subtype").Name() != "Form" || depth >= maxFormDepth || in.forms > maxForms {
		return
	}
	own := x.Key("Resources")
	if own.Kind() != pdf.Dict {
		own = resources
	}
	saved, tm, tlm := in.gs, in.tm, in.tlm
	if m := x.Key("Matrix"); m.Len() == 6 {
		in.gs.ctm = matrix{
			m.Index(0).Float64(), m.Index(1).Float64(), m.Index(2).Float64(),
			m.Index(3).Float64(), m.Index(4).Float64(), m.Index(5).Float64(),
		}.mul(in.gs.ctm)
	}
	in.run(in.d.read(x), own, depth+1)
	in.gs, in.tm, in.tlm = saved, tm, tlm
}

func (in *interpreter) setFont(args []operand, resources pdf.Value) {
	n := len(args)
	if n < 2 || args[n-2].kind != isName || args[n-1].kind != isNumber {
		return
	}
	in.gs.size = args[n-1].num
	in.gs.font = in.d.font(resources, args[n-2].text)
}

func (in *interpreter) textOperator(op string, args []operand) {
	switch op {
	case "BT":
		in.tm, in.tlm = identity, identity
	case "Tc", "Tw", "Tz", "TL", "Ts", "Tr":
		if v, ok := nums(args, 1); ok {
			in.textState(op, v[0])
		}
	case "Td", "TD":
		if v, ok := nums(args, 2); ok {
			if op == "TD" {
				in.gs.leading = -v[1]
			}
			in.nextLine(v[0], v[1])
		}
	case "Tm":
		if v, ok := nums(args, 6); ok {
			in.tlm = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
			in.tm = in.tlm
		}
	case "T*":
		in.nextLine(0, -in.gs.leading)
	case "Tj", "TJ", "'", "\"":
		in.showOperator(op, args)
	}
}

func (in *interpreter) textState(op string, v float64) {
	switch op {
	case "Tc":
		in.gs.charSpace = v
	case "Tw":
		in.gs.wordSpace = v
	case "Tz":
		in.gs.stretch = v / 100
	case "TL":
		in.gs.leading = v
	case "Ts":
		in.gs.rise = v
	case "Tr":
		in.gs.mode = int(v)
	}
}

func (in *interpreter) nextLine(x, y float64) {
	in.tlm = matrix{1, 0, 0, 1, x, y}.mul(in.tlm)
	in.tm = in.tlm
}

func (in *interpreter) showOperator(op string, args []operand) {
	if len(args) == 0 || in.gs.font == nil {
		return
	}
	in.object++
	last := args[len(args)-1]
	switch op {
	case "\"":
		if v, ok := nums(args[:len(args)-1], 2); ok {
			in.gs.wordSpace, in.gs.charSpace = v[0], v[1]
		}
		in.nextLine(0, -in.gs.leading)
	case "'":
		in.nextLine(0, -in.gs.leading)
	}
	if last.kind == isString {
		in.show(last.text)
		return
	}
	for _, o := range last.list {
		switch o.kind {
		case isString:
			in.show(o.text)
		case isNumber:
			in.tm = matrix{1, 0, 0, 1, -o.num / 1000 * in.gs.size * in.gs.stretch, 0}.mul(in.tm)
		}
	}
}

// show draws a string and moves on by its width.
func (in *interpreter) show(s string) {
	gs := &in.gs
	gs.font.decode(s, func(c char) {
		if in.budget <= 0 || len(in.dr.glyphs) >= maxGlyphs {
			return
		}
		advance := c.width*gs.size + gs.charSpace
		if c.space {
			advance += gs.wordSpace
		}
		advance *= gs.stretch
		in.put(c, advance)
		in.tm = matrix{1, 0, 0, 1, advance, 0}.mul(in.tm)
	})
}

// put draws one character at the text matrix.
func (in *interpreter) put(c char, advance float64) {
	gs := &in.gs
	text := c.text
	first := []rune(text)
	if len(first) > 0 && isBlank(first[0]) && len(first) == 1 {
		if n := len(in.dr.glyphs); n > 0 {
			in.dr.glyphs[n-1].brk = true
		}
		return
	}
	hyphen := false
	switch {
	case len(first) == 0 || first[0] == 0 || first[0] == 0xFFFD || isPrivate(first[0]):
		in.dr.unmapped++
		if len(first) == 0 || first[0] == 0 {
			text = "\uFFFD"
		}
	case first[0] == 0xAD:
		text, hyphen = "-", true
	}
	m := in.tm.mul(gs.ctm)
	x, y := m.apply(0, gs.rise)
	if !finite(x, y, m.a, m.b, m.c, m.d) {
		return
	}
	g := drawn{
		text: text, x: x, y: y, hyphen: hyphen, object: in.object,
		advance:   math.Abs(advance) * math.Hypot(m.a, m.b),
		angle:     math.Atan2(m.b, m.a),
		size:      math.Abs(gs.size) * math.Hypot(m.c, m.d),
		font:      gs.font.style.index,
		bold:      gs.font.style.bold || gs.mode == 2,
		italic:    gs.font.style.italic || m.b == 0 && m.a > 0 && m.c > 0.15*m.a && m.c < 0.6*m.a,
		invisible: gs.mode == 3 || gs.mode == 7,
	}
	if gs.font.type3 { // sizes of Type 3 fonts are relative to anything
		g.size *= 1000 * gs.font.scale
	}
	if g.invisible {
		in.dr.invisible++
	}
	in.budget -= len(text)
	in.dr.glyphs = append(in.dr.glyphs, g)
}
