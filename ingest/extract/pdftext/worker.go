package pdftext

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"saksok"
)

// workerVariable marks a process as the child; it is the child's whole
// environment.
const workerVariable = "SAKSOK_PDF_WORKER"

// Limits of a child. The kernel keeps the first two where it can.
const (
	childAddressSpace = 1200 << 20 // beyond what the Go runtime reserves at start
	childCPUSeconds   = 1200       // over its whole life; the parent watches each page
	childGoMemory     = 400 << 20
	childStack        = 64 << 20
	childRecycle      = 400 << 20 // resident bytes after which it is replaced
	childKill         = 560 << 20 // resident bytes at which it is killed
	childDocuments    = 200       // documents after which it is replaced
)

// missingPages in a row mean that the file's page count is a lie.
const missingPages = 50

// config is the first thing a child is told.
type config struct {
	CacheDir string `json:"cache_dir"`
}

// request asks for the pages of a file, or for a picture of one.
type request struct {
	Path        string `json:"path"`
	Engine      string `json:"engine"`
	First, Last int    // pages; Last 0 is the end
	MaxPages    int    `json:"max_pages"`
	MaxText     int    `json:"max_text"`      // bytes, all pages
	MaxPageText int    `json:"max_page_text"` // bytes, one page
	Width       int    `json:"width"`         // in pixels; not 0 asks for a picture of First
}

// failure is why a page or a request failed.
type failure struct {
	Page    int                `json:"page"`
	Code    saksok.ProblemCode `json:"code"`
	Message string             `json:"message"`
}

// done closes a request.
type done struct {
	Truncated bool `json:"truncated"` // the text limit ended it
	Lie       bool `json:"lie"`       // the stated page count is wrong
}

// ServeIfWorker is the first line of main, and of each TestMain, of a program
// that reads PDFs: in a process that a Reader started it serves that Reader and
// exits. In any other process it returns at once.
func ServeIfWorker() {
	if os.Getenv(workerVariable) == "" {
		return
	}
	out := os.Stdout
	os.Stdout = os.Stderr // a library that prints must not break the frames
	if err := serve(os.Stdin, out); err != nil && !errors.Is(err, io.EOF) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// worker is the child's side of the wall.
type worker struct {
	out  *bufio.Writer
	conf config
	wasm *wasmEngine
	buf  []byte
}

func serve(in io.Reader, out io.Writer) error {
	if err := setLimits(); err != nil {
		return err
	}
	runtime.GOMAXPROCS(2)
	debug.SetMaxStack(childStack)
	debug.SetMemoryLimit(childGoMemory)
	w := &worker{out: bufio.NewWriterSize(out, 256<<10)}
	requests := make(chan request)
	go w.listen(bufio.NewReader(in), requests)
	if err := w.send(frameReady, nil); err != nil {
		return err
	}
	for req := range requests {
		if err := w.serve(req); err != nil {
			return err
		}
		if rss, ok := residentBytes(os.Getpid()); ok && rss > childRecycle/2 {
			debug.FreeOSMemory()
		}
	}
	return nil
}

// listen reads requests. When the parent is gone the child goes too, whatever
// it is doing.
func (w *worker) listen(in io.Reader, requests chan<- request) {
	for {
		kind, payload, err := readFrame(in)
		if err != nil {
			os.Exit(0)
		}
		switch kind {
		case frameConfig:
			err = json.Unmarshal(payload, &w.conf)
		case frameRequest:
			var req request
			if err = json.Unmarshal(payload, &req); err == nil {
				requests <- req
			}
		default:
			err = errFrame
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func (w *worker) send(kind byte, payload []byte) error {
	if err := writeFrame(w.out, kind, payload); err != nil {
		return err
	}
	return w.out.Flush()
}

func (w *worker) sendJSON(kind byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return w.send(kind, b)
}

func (w *worker) fail(page int, err error) failure {
	code := Code(err)
	if code == "" {
		code = saksok.ProblemEngine
	}
	msg, _, _ := strings.Cut(err.Error(), "\n") // a trap brings its stack
	return failure{page, code, strings.ToValidUTF8(msg[:min(len(msg), 500)], "?")}
}

// serve meets one request. Only an error of the pipe is an error.
func (w *worker) serve(req request) error {
	f, err := os.Open(req.Path)
	if err != nil {
		return w.sendJSON(frameError, failure{Message: err.Error()})
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return w.sendJSON(frameError, failure{Message: err.Error()})
	}
	src, err := newSource(f, st.Size())
	if err != nil {
		return w.sendJSON(frameError, failure{Message: err.Error()})
	}
	open := func() (document, error) { return w.open(req.Engine, src) }
	doc, err := open()
	if err != nil {
		return w.sendJSON(frameError, w.fail(0, err))
	}
	if req.Width > 0 {
		defer doc.close()
		return w.picture(doc, req)
	}
	return w.pages(req, doc, open)
}

// newSource holds files of common size in memory: engines read in small pieces.
func newSource(f *os.File, size int64) (source, error) {
	const inMemory = 64 << 20
	if size > inMemory {
		return io.NewSectionReader(f, 0, size), nil
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	return bytes.NewReader(b), nil
}

func (w *worker) open(engine string, src source) (doc document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("%w: %s: %v", ErrDamaged, engine, r)
		}
	}()
	if engine == EngineLedongthuc {
		return openLedongthuc(src)
	}
	// The child has no deadline of its own: the parent kills it.
	ctx := context.Background()
	if w.wasm == nil {
		if w.wasm, err = newWasmEngine(ctx, w.conf.CacheDir); err != nil {
			return nil, err
		}
		if err := w.send(frameWarm, nil); err != nil {
			return nil, err
		}
	}
	return w.wasm.open(ctx, src)
}

// pages sends the pages of a document, one frame each.
func (w *worker) pages(req request, doc document, open func() (document, error)) error {
	defer func() {
		if doc != nil {
			doc.close()
		}
	}()
	about, err := aboutOf(doc)
	if err != nil {
		return w.sendJSON(frameError, w.fail(0, err))
	}
	if err := w.sendJSON(frameAbout, about); err != nil {
		return err
	}
	last := min(about.Pages, req.MaxPages)
	if req.Last > 0 {
		last = min(last, req.Last)
	}
	end, err := w.sendPages(req, last, &doc, open)
	if err != nil || doc == nil {
		return err
	}
	return w.sendJSON(frameDone, end)
}

// sendPages sends the pages up to last. When the document breaks and cannot be
// opened again, that is said and doc is nil.
func (w *worker) sendPages(req request, last int, docp *document, open func() (document, error)) (end done, err error) {
	doc := *docp
	defer func() { *docp = doc }()
	var failed []failure // held back: a page count may be a lie
	text := req.MaxText
	for n := req.First; n <= last; n++ {
		if text <= 0 {
			end.Truncated = true
			break
		}
		size, err := w.page(doc, n, min(text, req.MaxPageText), func() error { return w.flushFailed(&failed) })
		text -= size
		if err != nil {
			if failed = append(failed, w.fail(n, err)); len(failed) >= missingPages {
				failed, end.Lie = nil, true
				break
			}
		}
		if doc.broken() == nil {
			continue
		}
		// A trap is the page's own doing and may have taken long.
		if err := w.flushFailed(&failed); err != nil {
			return end, err
		}
		doc.close()
		if doc, err = open(); err != nil {
			doc = nil
			return end, w.sendJSON(frameError, w.fail(n, err))
		}
	}
	return end, w.flushFailed(&failed)
}

func aboutOf(doc document) (a about, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	a = doc.about()
	return a, doc.broken()
}

func (w *worker) flushFailed(failed *[]failure) error {
	for _, f := range *failed {
		if err := w.sendJSON(frameFailed, f); err != nil {
			return err
		}
	}
	*failed = nil
	return nil
}

// page reads and sends a page; its error is the page's. The size of its text
// counts against the document's limit. Errors of the pipe end the process.
func (w *worker) page(doc document, n, maxText int, before func() error) (size int, err error) {
	p, truncated, err := readPage(doc, n, maxText)
	if err != nil {
		return 0, err
	}
	for _, g := range p.Glyphs {
		size += len(g.Text)
	}
	if err := before(); err != nil {
		os.Exit(0) // the parent is gone
	}
	w.buf = packPage(w.buf[:0], &p, doc.fonts(), truncated)
	if err := w.send(framePage, w.buf); err != nil {
		os.Exit(0)
	}
	return size, nil
}

// readPage catches a panic: one bad page must not cost the document.
func readPage(doc document, n, maxText int) (p Page, truncated bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	d, err := doc.page(n, maxText)
	if err != nil {
		return Page{}, false, err
	}
	return d.upright(), d.truncated, nil
}

// picture sends a PNG of a page, turned as its Page is.
func (w *worker) picture(doc document, req request) error {
	pd, ok := doc.(*pdfiumDoc)
	if !ok {
		return w.sendJSON(frameError, failure{Message: "only pdfium draws pages"})
	}
	p, _, err := readPage(doc, req.First, req.MaxPageText)
	if err != nil {
		return w.sendJSON(frameError, w.fail(req.First, err))
	}
	img, err := pd.render(req.First, req.Width, p.Turn)
	if err != nil {
		return w.sendJSON(frameError, w.fail(req.First, err))
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		return w.sendJSON(frameError, w.fail(req.First, err))
	}
	if err := w.send(framePicture, b.Bytes()); err != nil {
		return err
	}
	return w.sendJSON(frameDone, done{})
}
