package pdftext

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"

	"saksok"
)

// The frames of the conversation between a Reader and its child: a length of
// four bytes, a kind, a payload. Requests and short answers are JSON; pages,
// of which a document has many with thousands of glyphs each, are packed.
const (
	frameConfig  = 'c' // to the child: config, once
	frameReady   = 'r' // from the child: it serves
	frameWarm    = 'w' // PDFium is loaded
	frameRequest = 'q' // to the child: request
	frameAbout   = 'a' // the file is open: about
	framePage    = 'p' // a page, packed
	frameFailed  = 'f' // a page could not be read: failure
	framePicture = 'g' // a PNG
	frameDone    = 'd' // the request is done: done
	frameError   = 'e' // the request cannot be met: failure
)

// maxFrame bounds what a parent takes from a child in one piece. A page of 2
// MiB of text packs into some 12 MiB.
const maxFrame = 48 << 20

var errFrame = errors.New("malformed frame")

func writeFrame(w io.Writer, kind byte, payload []byte) error {
	head := [5]byte{4: kind}
	binary.LittleEndian.PutUint32(head[:], uint32(len(payload)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(payload)
	return err
}

func readFrame(r io.Reader) (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > maxFrame {
		return 0, nil, fmt.Errorf("%w: %d bytes", errFrame, n)
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(r, payload)
	return head[4], payload, err
}

// Coordinates travel as hundredths of a point.
const unit = 100

// Bits of a packed glyph.
const (
	bitBold = 1 << iota
	bitItalic
	bitBreak
	bitHyphen
	bitSame // baseline, box height, size and font are the glyph's before
)

// packPage appends the page to b. fonts names the fonts glyphs point at; only
// those the page uses are sent, so that the reader can number fonts over
// children.
func packPage(b []byte, p *Page, fonts []string, truncated bool) []byte {
	b = binary.AppendUvarint(b, uint64(p.Number))
	b = packNumbers(b, p.Width, p.Height)
	b = packString(b, p.Engine)
	for _, n := range []int{p.Turn, p.UnmappedGlyphs, p.InvisibleGlyphs, truth(truncated)} {
		b = binary.AppendVarint(b, int64(n))
	}
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.Ink))
	local := map[int]int{}
	var names []string
	for _, list := range [][]Glyph{p.Glyphs, p.Turned} {
		for _, g := range list {
			if _, ok := local[g.Font]; !ok && g.Font < len(fonts) {
				local[g.Font] = len(names)
				names = append(names, fonts[g.Font])
			}
		}
	}
	b = binary.AppendUvarint(b, uint64(len(names)))
	for _, n := range names {
		b = packString(b, n)
	}
	b = packGlyphs(b, p.Glyphs, local)
	b = packGlyphs(b, p.Turned, local)
	b = binary.AppendUvarint(b, uint64(len(p.Rules)))
	for _, r := range p.Rules {
		b = append(b, byte(truth(r.Edge)))
		b = packNumbers(b, r.X0, r.Y0, r.X1, r.Y1, r.Width)
	}
	b = binary.AppendUvarint(b, uint64(len(p.Images)))
	for _, i := range p.Images {
		b = packNumbers(b, i[:]...)
	}
	return b
}

func truth(v bool) int {
	if v {
		return 1
	}
	return 0
}

func packString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func packNumbers(b []byte, vs ...float64) []byte {
	for _, v := range vs {
		b = binary.AppendVarint(b, hundredths(v))
	}
	return b
}

func hundredths(v float64) int64 {
	if !finite(v) {
		return 0
	}
	return int64(math.Round(v * unit))
}

func packGlyphs(b []byte, glyphs []Glyph, local map[int]int) []byte {
	b = binary.AppendUvarint(b, uint64(len(glyphs)))
	var last Glyph
	x := int64(0)
	for i, g := range glyphs {
		bits := truth(g.Bold)*bitBold | truth(g.Italic)*bitItalic | truth(g.Break)*bitBreak | truth(g.Hyphen)*bitHyphen
		same := i > 0 && g.Baseline == last.Baseline && g.Box[1] == last.Box[1] && g.Box[3] == last.Box[3] &&
			g.Size == last.Size && g.Font == last.Font
		if same {
			bits |= bitSame
		}
		b = append(b, byte(bits))
		b = packString(b, g.Text)
		x0, x1 := hundredths(g.Box[0]), hundredths(g.Box[2])
		b = binary.AppendVarint(b, x0-x)
		b = binary.AppendVarint(b, x1-x0)
		x = x1
		if !same {
			b = packNumbers(b, g.Baseline, g.Box[1], g.Box[3], g.Size)
			b = binary.AppendUvarint(b, uint64(local[g.Font]))
		}
		last = g
	}
	return b
}

// unpacker reads a packed page. After the first mistake everything is zero.
type unpacker struct {
	b   []byte
	bad bool
}

func (u *unpacker) fail() { u.b, u.bad = nil, true }

func (u *unpacker) uint() uint64 {
	v, n := binary.Uvarint(u.b)
	if n <= 0 {
		u.fail()
		return 0
	}
	u.b = u.b[n:]
	return v
}

func (u *unpacker) int() int64 {
	v, n := binary.Varint(u.b)
	if n <= 0 {
		u.fail()
		return 0
	}
	u.b = u.b[n:]
	return v
}

func (u *unpacker) number() float64 { return float64(u.int()) / unit }

// count is a number of things that take at least size bytes each.
func (u *unpacker) count(size int) int {
	n := u.uint()
	if n > uint64(len(u.b)/size) {
		u.fail()
		return 0
	}
	return int(n)
}

func (u *unpacker) byte() byte {
	if len(u.b) == 0 {
		u.fail()
		return 0
	}
	v := u.b[0]
	u.b = u.b[1:]
	return v
}

func (u *unpacker) string() string {
	n := u.count(1)
	s := string(u.b[:n])
	u.b = u.b[n:]
	if !utf8.ValidString(s) {
		u.fail()
		return ""
	}
	return s
}

func (u *unpacker) box() saksok.Box {
	return saksok.Box{u.number(), u.number(), u.number(), u.number()}
}

// unpackPage reads a page; number gives the document's index of a font.
func unpackPage(b []byte, number func(font string) int) (p Page, truncated bool, err error) {
	u := &unpacker{b: b}
	p.Number = int(u.uint() & math.MaxInt32)
	p.Width, p.Height = u.number(), u.number()
	p.Engine = u.string()
	p.Turn, p.UnmappedGlyphs, p.InvisibleGlyphs = int(u.int()), int(u.int()), int(u.int())
	truncated = u.int() != 0
	if len(u.b) < 8 {
		return Page{}, false, errFrame
	}
	p.Ink = math.Float64frombits(binary.LittleEndian.Uint64(u.b))
	u.b = u.b[8:]
	fonts := make([]int, u.count(1))
	for i := range fonts {
		fonts[i] = number(u.string())
	}
	p.Glyphs = u.glyphs(fonts)
	p.Turned = u.glyphs(fonts)
	for range u.count(6) {
		edge := u.byte() != 0
		p.Rules = append(p.Rules, Rule{u.number(), u.number(), u.number(), u.number(), u.number(), edge})
	}
	for range u.count(4) {
		p.Images = append(p.Images, u.box())
	}
	if u.bad || len(u.b) > 0 {
		return Page{}, false, errFrame
	}
	return p, truncated, nil
}

func (u *unpacker) glyphs(fonts []int) []Glyph {
	n := u.count(4)
	if n == 0 {
		return nil
	}
	out := make([]Glyph, 0, n)
	var last Glyph
	x := int64(0)
	for i := 0; i < n && !u.bad; i++ {
		bits := u.byte()
		g := last
		g.Text = u.text()
		g.Bold, g.Italic = bits&bitBold != 0, bits&bitItalic != 0
		g.Break, g.Hyphen = bits&bitBreak != 0, bits&bitHyphen != 0
		x0 := x + u.int()
		x = x0 + u.int()
		g.Box[0], g.Box[2] = float64(x0)/unit, float64(x)/unit
		if bits&bitSame == 0 {
			g.Baseline, g.Box[1], g.Box[3], g.Size = u.number(), u.number(), u.number(), u.number()
			g.Font = 0
			if f := u.uint(); f < uint64(len(fonts)) {
				g.Font = fonts[f]
			} else if f > 0 {
				u.fail()
			}
		}
		out = append(out, g)
		last = g
	}
	return out
}

// asciiText shares the strings of the commonest glyphs.
var asciiText = func() (t [128]string) {
	for i := range t {
		t[i] = string(rune(i))
	}
	return t
}()

// text is string without an allocation for one plain character.
func (u *unpacker) text() string {
	if len(u.b) >= 2 && u.b[0] == 1 && u.b[1] < 128 {
		s := asciiText[u.b[1]]
		u.b = u.b[2:]
		return s
	}
	return u.string()
}
