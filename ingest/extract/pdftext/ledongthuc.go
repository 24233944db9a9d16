package pdftext

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
)

// Bounds of a walk through a file that may lie about itself.
const (
	maxTreeNodes  = 40_000
	maxTreeDepth  = 64
	maxTreePages  = 10_000
	maxPageBytes  = 32 << 20  // of one content stream, inflated
	maxTotalBytes = 200 << 20 // of a document
)

// ledongDoc reads a file through the object layer of ledongthuc/pdf. Its text
// calls are not used: they lose half the words of a quarter of real meeting
// documents without an error.
type ledongDoc struct {
	r     *pdf.Reader
	nodes []pageNode
	names fontList
	cache map[string]*pdfFont // by the font dictionary as printed
	spent int64               // bytes inflated so far
}

// pageNode is a page with what it inherits.
type pageNode struct {
	page      pdf.Value
	resources pdf.Value
	media     rect
	crop      rect
	rotate    int
}

func openLedongthuc(src source) (document, error) {
	in, err := tidy(src)
	if err != nil {
		return nil, err
	}
	r, err := pdf.NewReader(in, in.Size())
	if errors.Is(err, pdf.ErrInvalidPassword) {
		return nil, ErrEncrypted
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	d := &ledongDoc{r: r, cache: map[string]*pdfFont{}}
	w := treeWalk{seen: map[string]bool{}}
	w.walk(r.Trailer().Key("Root").Key("Pages"), pageNode{media: rect{0, 0, 612, 792}}, 0)
	d.nodes = w.pages
	return d, nil
}

// tidied is a file made to fit the library: it takes only headers of PDF 1.0 to
// 1.7 at the very start and only files that end in %%EOF.
type tidied struct {
	io.ReaderAt
	size int64
	tail []byte
}

const tidyHeader = "%PDF-1.7\n"

// tidy skips what stands before the header, rewrites the header and cuts or
// adds the end.
func tidy(src source) (*tidied, error) {
	head := make([]byte, sniffLength)
	n, _ := src.ReadAt(head, 0)
	start := bytes.Index(head[:n], []byte("%PDF-"))
	if start < 0 {
		return nil, fmt.Errorf("%w: no header", ErrDamaged)
	}
	const window = 64 << 10
	from := max(int64(start), src.Size()-window)
	end := make([]byte, src.Size()-from)
	if _, err := src.ReadAt(end, from); err != nil && err != io.EOF {
		return nil, err
	}
	t := &tidied{ReaderAt: io.NewSectionReader(src, int64(start), src.Size()-int64(start)), size: src.Size() - int64(start)}
	if i := bytes.LastIndex(end, []byte("%%EOF")); i >= 0 {
		t.size = from + int64(i) + 5 - int64(start)
	} else {
		t.tail = []byte("\n%%EOF")
	}
	return t, nil
}

func (t *tidied) Size() int64 { return t.size + int64(len(t.tail)) }

func (t *tidied) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < t.size {
		want := p[:min(int64(len(p)), t.size-off)]
		m, err := t.ReaderAt.ReadAt(want, off)
		if m < len(want) {
			return m, err
		}
		n = m
	}
	if at := off + int64(n) - t.size; n < len(p) && at >= 0 && at < int64(len(t.tail)) {
		n += copy(p[n:], t.tail[at:])
	}
	if off < int64(len(tidyHeader)) {
		copy(p[:n], tidyHeader[off:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// treeWalk collects the pages in order, once, without believing any count.
type treeWalk struct {
	seen  map[string]bool // /Kids arrays as printed, which name their objects
	nodes int
	pages []pageNode
}

func (w *treeWalk) walk(v pdf.Value, in pageNode, depth int) {
	if w.nodes++; w.nodes > maxTreeNodes || depth > maxTreeDepth || len(w.pages) >= maxTreePages || v.Kind() != pdf.Dict {
		return
	}
	if r := v.Key("Resources"); r.Kind() == pdf.Dict {
		in.resources = r
	}
	if b, ok := boxOf(v.Key("MediaBox")); ok {
		in.media = b
	}
	if b, ok := boxOf(v.Key("CropBox")); ok {
		in.crop = b
	}
	if r := v.Key("Rotate"); r.Kind() != pdf.Null {
		in.rotate = ((int(r.Float64())%360 + 360) % 360) / 90 * 90
	}
	kids := v.Key("Kids")
	if kids.Kind() != pdf.Array {
		in.page = v
		w.pages = append(w.pages, in)
		return
	}
	if key := kids.String(); kids.Len() > 0 {
		if w.seen[key] {
			return
		}
		w.seen[key] = true
	}
	for i := range kids.Len() {
		w.kid(kids, i, in, depth)
	}
}

// kid walks one child; a broken one costs only itself.
func (w *treeWalk) kid(kids pdf.Value, i int, in pageNode, depth int) {
	defer func() {
		// The library panics on objects it cannot parse.
		_ = recover()
	}()
	if w.nodes <= maxTreeNodes && len(w.pages) < maxTreePages {
		w.walk(kids.Index(i), in, depth+1)
	}
}

func boxOf(v pdf.Value) (rect, bool) {
	if v.Len() != 4 {
		return rect{}, false
	}
	r := rect{v.Index(0).Float64(), v.Index(1).Float64(), v.Index(2).Float64(), v.Index(3).Float64()}.normal()
	return r, !r.empty() && finite(r.x0, r.y0, r.x1, r.y1)
}

func (d *ledongDoc) about() about {
	a := about{Pages: len(d.nodes), Encrypted: d.r.Trailer().Key("Encrypt").Kind() != pdf.Null}
	defer func() {
		// A broken information dictionary is no reason not to read the pages.
		_ = recover()
	}()
	info := d.r.Trailer().Key("Info")
	text := func(key string) string { return strings.ToValidUTF8(strings.TrimSpace(info.Key(key).Text()), "") }
	a.Title, a.Author = text("Title"), text("Author")
	a.Producer, a.Creator = text("Producer"), text("Creator")
	return a
}

func (d *ledongDoc) fonts() []string { return d.names.names }
func (d *ledongDoc) broken() error   { return nil }
func (d *ledongDoc) close()          {}

func (d *ledongDoc) page(n, maxText int) (*drawing, error) {
	if n < 1 || n > len(d.nodes) {
		return nil, fmt.Errorf("there is no page %d", n)
	}
	node := d.nodes[n-1]
	dr := &drawing{engine: EngineLedongthuc, number: n, box: node.media, rotate: node.rotate, ink: -1}
	if crop := node.crop.intersect(node.media); !crop.empty() {
		dr.box = crop
	}
	content, err := d.contents(node.page.Key("Contents"))
	if err != nil {
		return nil, err
	}
	in := newInterpreter(d, dr, maxText)
	in.run(content, node.resources, 0)
	markGaps(dr.glyphs)
	return dr, nil
}

// contents joins the streams of a page, with white space between them as the
// standard wants it. A stream that cannot be read costs only itself.
func (d *ledongDoc) contents(v pdf.Value) ([]byte, error) {
	if v.Kind() != pdf.Array {
		return d.read(v), nil
	}
	var all bytes.Buffer
	var broken error
	for i := range min(v.Len(), maxTreeNodes) {
		if all.Len() > maxPageBytes {
			break
		}
		b, err := d.tryRead(func() pdf.Value { return v.Index(i) })
		if err != nil {
			broken = err
		}
		all.Write(b)
		all.WriteByte('\n')
	}
	if all.Len() == v.Len() && broken != nil {
		return nil, broken
	}
	return all.Bytes(), nil
}

func (d *ledongDoc) tryRead(v func() pdf.Value) (b []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading a stream: %v", r)
		}
	}()
	return d.read(v()), nil
}

// read inflates a stream within the document's budget.
func (d *ledongDoc) read(v pdf.Value) []byte {
	b := readStream(v, min(maxPageBytes, max(0, maxTotalBytes-d.spent)))
	d.spent += int64(len(b))
	return b
}

// font gives a font by its name in the resources, from the cache if any page
// has had the same dictionary.
func (d *ledongDoc) font(resources pdf.Value, name string) (f *pdfFont) {
	defer func() {
		if recover() != nil { // a font that cannot be read has no text
			f = &pdfFont{scale: 0.001, missing: 500}
		}
	}()
	v := resources.Key("Font").Key(name)
	key := v.String()
	if f, ok := d.cache[key]; ok {
		return f
	}
	f = loadFont(v, d.read)
	f.style.index = d.names.number(faceName(v.Key("BaseFont").Name()))
	d.cache[key] = f
	return f
}

// markGaps sets the breaks this engine cannot read off the file: most programs
// place words instead of printing blanks between them.
func markGaps(glyphs []drawn) {
	for i := 1; i < len(glyphs); i++ {
		a, b := &glyphs[i-1], &glyphs[i]
		if a.brk {
			continue
		}
		along, across := b.along(a)
		gap := along - a.advance
		if across > 0.4*a.size || across < -0.4*a.size || gap > 0.17*a.size || gap < -1.5*a.size {
			a.brk = true
		}
		if a.text == "-" && a.brk && across < 0 && along < 0 {
			a.hyphen = true
		}
	}
}
