package pdftext

import (
	"errors"
	"image"
	"image/color"
	"math"
)

// Kinds of page objects, path segments and fill modes (fpdf_edit.h).
const (
	objectText  = 1
	objectPath  = 2
	objectImage = 3
	objectForm  = 5

	segmentLine   = 0
	segmentBezier = 1
	segmentMove   = 2
)

// Limits on what one page may cost, far above what a budget table draws.
const (
	maxObjects   = 200_000
	maxSegments  = 400_000
	maxFormDepth = 12
)

// objectReader walks the drawn objects of a page for lines and pictures.
type objectReader struct {
	g        *guest
	dr       *drawing
	objects  int
	segments int
	path     pathCollector
	texts    []textObject
}

// textObject is a text-showing operation and the box around what it drew.
type textObject struct {
	object uint64
	box    rect
}

func (d *pdfiumDoc) readObjects(page uint64, dr *drawing) {
	r := objectReader{g: d.g, dr: dr}
	n := d.g.i32("FPDFPage_CountObjects", page)
	for i := 0; i < n && r.more(); i++ {
		r.object(d.g.call("FPDFPage_GetObject", page, uint64(i)), identity, 0)
	}
	r.markOverprints()
}

// markOverprints makes text bold that is printed twice. PDFium gives the
// characters of one of the two only; the other is an object without any.
func (r *objectReader) markOverprints() {
	read := map[uint64]bool{}
	for _, g := range r.dr.glyphs {
		read[g.object] = true
	}
	bold := map[uint64]bool{}
	const maxCompared = 5_000_000
	compared := 0
	for _, t := range r.texts {
		if read[t.object] || t.box.empty() {
			continue
		}
		if compared += len(r.texts); compared > maxCompared {
			break
		}
		slack := t.box.height() / 8
		for _, o := range r.texts {
			if read[o.object] && math.Abs(o.box.x0-t.box.x0) < slack && math.Abs(o.box.y0-t.box.y0) < slack &&
				math.Abs(o.box.x1-t.box.x1) < slack && math.Abs(o.box.y1-t.box.y1) < slack {
				bold[o.object] = true
			}
		}
	}
	if len(bold) == 0 {
		return
	}
	for i, g := range r.dr.glyphs {
		r.dr.glyphs[i].bold = g.bold || bold[g.object]
	}
}

func (r *objectReader) more() bool {
	r.objects++
	return r.g.err == nil && r.objects < maxObjects && r.segments < maxSegments
}

func (r *objectReader) object(obj uint64, form matrix, depth int) {
	if obj == 0 {
		return
	}
	switch r.g.i32("FPDFPageObj_GetType", obj) {
	case objectText:
		g := r.g
		if g.i32("FPDFPageObj_GetBounds", obj, g.at(0), g.at(1), g.at(2), g.at(3)) != 0 { // left, bottom, right, top
			box := form.bounds(rect{g.slotF32(0), g.slotF32(1), g.slotF32(2), g.slotF32(3)})
			r.texts = append(r.texts, textObject{obj, box})
		}
	case objectPath:
		r.drawPath(obj, r.matrixOf(obj).mul(form))
	case objectImage:
		box := r.matrixOf(obj).mul(form).bounds(rect{0, 0, 1, 1}).intersect(r.dr.box)
		if !box.empty() && len(r.dr.images) < maxImages {
			r.dr.images = append(r.dr.images, box)
		}
	case objectForm:
		if depth >= maxFormDepth {
			return
		}
		m := r.matrixOf(obj).mul(form)
		n := r.g.i32("FPDFFormObj_CountObjects", obj)
		for i := 0; i < n && r.more(); i++ {
			r.object(r.g.call("FPDFFormObj_GetObject", obj, uint64(i)), m, depth+1)
		}
	}
}

func (r *objectReader) matrixOf(obj uint64) matrix {
	g := r.g
	if g.i32("FPDFPageObj_GetMatrix", obj, g.at(0)) == 0 {
		return identity
	}
	return matrix{g.slotF32(0), g.slotF32(1), g.slotF32(2), g.slotF32(3), g.slotF32(4), g.slotF32(5)}
}

func (r *objectReader) drawPath(obj uint64, m matrix) {
	g := r.g
	if g.i32("FPDFPath_GetDrawMode", obj, g.at(0), g.at(1)) == 0 {
		return
	}
	fill, stroke := g.slotI32(0) != 0, g.slotI32(1) != 0
	n := g.i32("FPDFPath_CountSegments", obj)
	// A path of very many segments is a drawing or a glyph outline.
	if (!fill && !stroke) || n > maxPathSegments {
		return
	}
	r.segments += n
	r.path.reset(m)
	for i := range n {
		r.segment(g.call("FPDFPath_GetPathSegment", obj, uint64(i)))
	}
	paint := painting{fill: fill, stroke: stroke}
	if stroke {
		g.i32("FPDFPageObj_GetStrokeWidth", obj, g.at(0))
		paint.width = g.slotF32(0) * m.scale()
	}
	if fill {
		paint.white = r.whiteFill(obj)
	}
	r.dr.lines = r.path.lines(r.dr.lines, paint)
}

func (r *objectReader) segment(seg uint64) {
	g := r.g
	kind := g.i32("FPDFPathSegment_GetType", seg)
	g.call("FPDFPathSegment_GetPoint", seg, g.at(0), g.at(1))
	x, y := g.slotF32(0), g.slotF32(1)
	switch kind {
	case segmentMove:
		r.path.moveTo(x, y)
	case segmentLine:
		r.path.lineTo(x, y)
	case segmentBezier:
		r.path.curve()
		r.path.skipTo(x, y)
	}
	if g.i32("FPDFPathSegment_GetClose", seg) != 0 {
		r.path.close()
	}
}

// whiteFill reports a fill that cannot be seen on paper.
func (r *objectReader) whiteFill(obj uint64) bool {
	g := r.g
	if g.i32("FPDFPageObj_GetFillColor", obj, g.at(0), g.at(1), g.at(2), g.at(3)) == 0 {
		return false
	}
	return min(g.slotI32(0), g.slotI32(1), g.slotI32(2)) >= 250 || g.slotI32(3) == 0
}

const maxRenderPixels = 25 << 20 // a bitmap of 100 MB would not fit the guest

var errRender = errors.New("no memory for a picture of the page")

// bitmap renders the page turned clockwise by turn quarters, white below, and
// calls use with the picture, which is only good during the call.
func (d *pdfiumDoc) bitmap(page uint64, w, h, turn int, use func(pix []byte, stride int)) error {
	g := d.g
	const bgrx, annotations = 3, 1
	bmp := g.call("FPDFBitmap_CreateEx", uint64(w), uint64(h), bgrx, 0, 0)
	if bmp == 0 {
		return errRender
	}
	defer g.call("FPDFBitmap_Destroy", bmp)
	g.call("FPDFBitmap_FillRect", bmp, 0, 0, uint64(w), uint64(h), 0xFFFFFFFF)
	g.call("FPDF_RenderPageBitmap", bmp, page, 0, 0, uint64(w), uint64(h), uint64(turn), annotations)
	stride := g.i32("FPDFBitmap_GetStride", bmp)
	buf := g.call("FPDFBitmap_GetBuffer", bmp)
	pix, ok := g.memory.Read(uint32(buf), uint32(stride*h))
	if !ok || g.err != nil {
		return errRender
	}
	use(pix, stride)
	return nil
}

// inkShare is the share of dark pixels at 36 dots an inch: enough to tell an
// empty page from a scan or from text drawn as outlines.
func (d *pdfiumDoc) inkShare(page uint64, dr *drawing) float64 {
	w, h := int(dr.box.width()/2), int(dr.box.height()/2)
	if dr.rotate%180 != 0 {
		w, h = h, w
	}
	w, h = min(max(w, 1), 1000), min(max(h, 1), 1000)
	dark := 0
	err := d.bitmap(page, w, h, 0, func(pix []byte, stride int) {
		for y := range h {
			for x := range w {
				p := pix[y*stride+4*x:]
				if int(p[0])+int(p[1])+int(p[2]) < 3*160 {
					dark++
				}
			}
		}
	})
	if err != nil {
		return -1
	}
	return float64(dark) / float64(w*h)
}

// render draws page n in the frame Page has: width pixels wide, turned by
// turn degrees clockwise in all, of which the file's /Rotate is a part.
func (d *pdfiumDoc) render(n, width, turn int) (image.Image, error) {
	g := d.g
	page := g.call("FPDF_LoadPage", d.doc, uint64(n-1))
	if page == 0 {
		return nil, errors.Join(errors.New("the page cannot be loaded"), g.err)
	}
	defer g.call("FPDF_ClosePage", page)
	box := d.pageBox(page)
	if box.empty() {
		return nil, errors.New("the page has no area")
	}
	rotate := g.i32("FPDFPage_GetRotation", page) * 90
	pw, ph := box.width(), box.height()
	if turn%180 != 0 {
		pw, ph = ph, pw
	}
	height := max(1, int(float64(width)*ph/pw+0.5))
	if width*height > maxRenderPixels {
		return nil, errRender
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	err := d.bitmap(page, width, height, (turn-rotate+360)/90%4, func(pix []byte, stride int) {
		for y := range height {
			for x := range width {
				p := pix[y*stride+4*x:]
				img.SetRGBA(x, y, color.RGBA{p[2], p[1], p[0], 255})
			}
		}
	})
	return img, err
}
