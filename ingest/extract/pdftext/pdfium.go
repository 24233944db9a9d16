package pdftext

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf16"
)

// PDFium's error numbers (fpdfview.h: FPDF_ERR_*).
const (
	fpdfErrPassword = 4
	fpdfErrSecurity = 5
)

// pdfiumDoc is a file open in an instance of PDFium.
type pdfiumDoc struct {
	g     *guest
	doc   uint64
	names fontList
	// styles holds what is known of a font by PDFium's handle of it, which is
	// only good while the page is loaded.
	styles map[uint64]fontStyle
}

// fontStyle is a font as far as a glyph shows it.
type fontStyle struct {
	index        int
	bold, italic bool
}

// fontList numbers fonts by name.
type fontList struct {
	names []string
	index map[string]int
}

func (l *fontList) number(name string) int {
	if i, ok := l.index[name]; ok {
		return i
	}
	if l.index == nil {
		l.index = map[string]int{}
	}
	l.index[name] = len(l.names)
	l.names = append(l.names, name)
	return len(l.names) - 1
}

func (e *wasmEngine) open(ctx context.Context, src source) (document, error) {
	g, err := e.newGuest(ctx)
	if err != nil {
		return nil, err
	}
	access, err := g.openFile(io.NewSectionReader(src, 0, src.Size()), src.Size())
	if err != nil {
		g.close()
		return nil, err
	}
	doc := g.call("FPDF_LoadCustomDocument", access, 0)
	if doc == 0 {
		err := openError(g)
		g.close()
		return nil, err
	}
	return &pdfiumDoc{g: g, doc: doc, styles: map[uint64]fontStyle{}}, nil
}

func openError(g *guest) error {
	code := g.i32("FPDF_GetLastError")
	switch {
	case g.err != nil:
		return fmt.Errorf("%w: %w", ErrDamaged, g.err)
	case code == fpdfErrPassword:
		return ErrEncrypted
	case code == fpdfErrSecurity:
		return fmt.Errorf("%w: unknown kind of encryption", ErrEncrypted)
	}
	return fmt.Errorf("%w: pdfium error %d", ErrDamaged, code)
}

func (d *pdfiumDoc) fonts() []string { return d.names.names }
func (d *pdfiumDoc) broken() error   { return d.g.err }
func (d *pdfiumDoc) close()          { d.g.close() }

func (d *pdfiumDoc) about() about {
	return about{
		Pages:     d.g.i32("FPDF_GetPageCount", d.doc),
		Title:     d.meta("Title"),
		Author:    d.meta("Author"),
		Producer:  d.meta("Producer"),
		Creator:   d.meta("Creator"),
		Encrypted: d.g.i32("FPDF_GetSecurityHandlerRevision", d.doc) >= 0,
	}
}

func (d *pdfiumDoc) meta(key string) string {
	name := d.g.call("malloc", uint64(len(key)+1))
	if name == 0 {
		return ""
	}
	defer d.g.call("free", name)
	d.g.memory.Write(uint32(name), append([]byte(key), 0))
	return utf16String(d.g.bytesFrom("FPDF_GetMetaText", 16<<10, d.doc, name))
}

func utf16String(b []byte) string {
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])|uint16(b[i+1])<<8)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(utf16.Decode(u)), "\x00", ""))
}

func (d *pdfiumDoc) page(n, maxText int) (*drawing, error) {
	g := d.g
	page := g.call("FPDF_LoadPage", d.doc, uint64(n-1))
	if page == 0 {
		if g.err != nil {
			return nil, g.err
		}
		return nil, fmt.Errorf("pdfium error %d", g.i32("FPDF_GetLastError"))
	}
	defer g.call("FPDF_ClosePage", page)
	clear(d.styles)
	dr := &drawing{engine: EnginePDFium, number: n, ink: -1}
	dr.rotate = g.i32("FPDFPage_GetRotation", page) * 90
	if dr.box = d.pageBox(page); dr.box.empty() || !finite(dr.box.x0, dr.box.y0, dr.box.x1, dr.box.y1) {
		return nil, fmt.Errorf("the page has no area")
	}
	d.readText(page, dr, maxText)
	if g.err == nil {
		d.readObjects(page, dr)
	}
	if g.err == nil && len(dr.glyphs) == 0 {
		dr.ink = d.inkShare(page, dr)
	}
	if g.err != nil {
		return nil, g.err
	}
	return dr, nil
}

// pageBox is the visible part of the page: the crop box inside the media box.
func (d *pdfiumDoc) pageBox(page uint64) rect {
	g := d.g
	if g.i32("FPDF_GetPageBoundingBox", page, g.at(0)) == 0 {
		return rect{}
	}
	// FS_RECTF is left, top, right, bottom.
	return rect{g.slotF32(0), g.slotF32(3), g.slotF32(2), g.slotF32(1)}.normal()
}

// readText collects the page's characters. A text object shares font, size and
// matrix, so those are asked for once an object.
func (d *pdfiumDoc) readText(page uint64, dr *drawing, maxText int) {
	g := d.g
	text := g.call("FPDFText_LoadPage", page)
	if text == 0 {
		return
	}
	defer g.call("FPDFText_ClosePage", text)
	r := textReader{d: d, g: g, text: text, dr: dr}
	n, size := g.i32("FPDFText_CountChars", text), 0
	for i := 0; i < n && g.err == nil; i++ {
		size += r.char(i)
		if size > maxText {
			dr.truncated = true
			return
		}
	}
}

// textReader walks the characters of one page.
type textReader struct {
	d      *pdfiumDoc
	g      *guest
	text   uint64
	dr     *drawing
	object uint64
	run    drawn // what the glyphs of object have in common
	matrix matrix
	piece  rune // high half of a surrogate pair
	// guessed says that the break behind the last glyph is PDFium's own: no blank
	// is drawn there.
	guessed bool
}

// char reads character i and gives the size of its text.
func (r *textReader) char(i int) int {
	g := r.g
	c := rune(g.call("FPDFText_GetUnicode", r.text, uint64(i)))
	if r.piece != 0 {
		c, r.piece = utf16.DecodeRune(r.piece, c), 0
	} else if utf16.IsSurrogate(c) {
		r.piece = c
		return 0
	}
	if isBlank(c) {
		r.blank(i)
		return 0
	}
	object := g.call("FPDFText_GetTextObject", r.text, uint64(i))
	if object == 0 { // a generated character: nothing is drawn
		return 0
	}
	if object != r.object {
		r.enter(object, i)
	}
	glyph := r.run
	// U+0002 is PDFium's mark for a hyphen at a line end, but also what a font
	// without a map may give; U+00AD is a soft hyphen that is drawn.
	if c == 0xAD || c == 0x02 && g.i32("FPDFText_IsHyphen", r.text, uint64(i)) == 1 {
		c, glyph.hyphen = '-', true
	}
	if c < 0x20 || c == 0xFFFD || isPrivate(c) || g.i32("FPDFText_HasUnicodeMapError", r.text, uint64(i)) == 1 {
		r.dr.unmapped++
	}
	if c < 0x20 {
		c = 0xFFFD
	}
	glyph.text = string(c)
	r.place(&glyph, i)
	if glyph.hyphen && glyph.tight.empty() {
		return 0 // a soft hyphen that is not drawn
	}
	r.add(glyph)
	return len(glyph.text)
}

// blank marks a break behind the last glyph, and whether it is a guess.
func (r *textReader) blank(i int) {
	n := len(r.dr.glyphs)
	if n == 0 {
		return
	}
	last := &r.dr.glyphs[n-1]
	r.guessed = (r.guessed || !last.brk) && r.g.i32("FPDFText_IsGenerated", r.text, uint64(i)) == 1
	last.brk = true
}

// add appends the glyph, or joins it to the one before when both are pieces of
// one drawn shape: PDFium gives a ligature as several characters of one origin.
func (r *textReader) add(g drawn) {
	if g.invisible {
		r.dr.invisible++
	}
	if n := len(r.dr.glyphs); n > 0 {
		last := &r.dr.glyphs[n-1]
		if r.guessed && touches(*last, g) {
			last.brk = false
		}
		r.guessed = false
		if last.object == g.object && last.x == g.x && last.y == g.y && pieces(last.tight, g.tight) && !last.brk {
			last.text += g.text
			last.advance, last.tight = max(last.advance, g.advance), last.tight.union(g.tight)
			return
		}
	}
	r.dr.glyphs = append(r.dr.glyphs, g)
}

// pieces reports whether b is the box of the same shape as a, or the part of it right
// of a: the characters of a ligature have the whole box each or share it.
func pieces(a, b rect) bool {
	const room = 0.01 // points
	return a == b || a.y0 == b.y0 && a.y1 == b.y1 && math.Abs(b.x0-a.x1) < room
}

// touches reports whether b starts where a's advance ends. PDFium breaks words
// there, too, in files that draw each glyph by itself, as some browsers print.
func touches(a, b drawn) bool {
	const room = 0.03 // em
	return a.advance > 0 && b.advance > 0 && a.size == b.size && math.Abs(a.y-b.y) < room*a.size && math.Abs(a.x+a.advance-b.x) < room*a.size
}

// place asks for the origin, the ink box and the advance of character i.
func (r *textReader) place(glyph *drawn, i int) {
	g := r.g
	if g.i32("FPDFText_GetCharOrigin", r.text, uint64(i), g.at(0), g.at(2)) != 0 {
		glyph.x, glyph.y = g.slotF64(0), g.slotF64(2)
	}
	if g.i32("FPDFText_GetCharBox", r.text, uint64(i), g.at(0), g.at(2), g.at(4), g.at(6)) != 0 {
		// left, right, bottom, top
		glyph.tight = rect{g.slotF64(0), g.slotF64(4), g.slotF64(2), g.slotF64(6)}.normal()
	}
	// The loose box ends at the advance, but only for text that runs upright.
	if r.matrix.b == 0 && r.matrix.a > 0 &&
		g.i32("FPDFText_GetLooseCharBox", r.text, uint64(i), g.at(0)) != 0 {
		glyph.advance = g.slotF32(2) - glyph.x
	}
}

// enter starts a text object at character i.
func (r *textReader) enter(object uint64, i int) {
	g := r.g
	r.object = object
	r.matrix = identity
	if g.i32("FPDFText_GetMatrix", r.text, uint64(i), g.at(0)) != 0 {
		r.matrix = matrix{g.slotF32(0), g.slotF32(1), g.slotF32(2), g.slotF32(3), g.slotF32(4), g.slotF32(5)}
	}
	m := r.matrix
	style := r.d.style(g.call("FPDFTextObj_GetFont", object))
	mode := g.i32("FPDFTextObj_GetTextRenderMode", object)
	r.run = drawn{
		object: object,
		angle:  math.Atan2(m.b, m.a),
		size:   math.Abs(g.f64("FPDFText_GetFontSize", r.text, uint64(i))) * math.Hypot(m.c, m.d),
		font:   style.index,
		// Fill and stroke together is the other way to make a heavy face.
		bold:      style.bold || mode == 2,
		italic:    style.italic || m.b == 0 && m.a > 0 && m.c > 0.15*m.a && m.c < 0.6*m.a,
		invisible: mode == 3 || mode == 7,
	}
}

// style looks a font up by PDFium's handle.
func (d *pdfiumDoc) style(font uint64) fontStyle {
	if s, ok := d.styles[font]; ok || font == 0 {
		return s
	}
	g := d.g
	name := faceName(strings.TrimRight(string(g.bytesFrom("FPDFFont_GetBaseFontName", 1<<10, font)), "\x00"))
	flags := g.i32("FPDFFont_GetFlags", font)
	s := styleOf(name, flags, g.i32("FPDFFont_GetWeight", font))
	s.index = d.names.number(name)
	d.styles[font] = s
	return s
}
