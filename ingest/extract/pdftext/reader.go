package pdftext

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"saksok"
)

// Defaults of Options.
const (
	DefaultPageTimeout     = 15 * time.Second
	DefaultDocumentTimeout = 5 * time.Minute
	DefaultMaxPages        = 5000
	DefaultMaxBytes        = 300 << 20
	DefaultMaxText         = 20 << 20
	DefaultMaxPageText     = 2 << 20
	// MaxRenderWidth is the widest picture Render makes: A4 lying down, A3
	// standing up, at 300 dots an inch.
	MaxRenderWidth = 3508
)

// Options configure a Reader. The zero value works.
type Options struct {
	// Engine is "" for PDFium with the second engine where it fails or finds
	// nothing, or the name of the only engine to use.
	Engine string
	// CacheDir keeps PDFium's compiled code, which makes a start 0.1 s instead
	// of 4 s of CPU. Code is run from it, so nobody else may write there. "" is
	// saksok in the user's cache directory.
	CacheDir string
	// DocumentTimeout limits the time a document may take in all, PageTimeout
	// the time until the file is open and then for each page. Time the caller
	// spends in emit does not count.
	DocumentTimeout, PageTimeout time.Duration

	MaxPages    int   // of a document; the rest is dropped with a problem
	MaxBytes    int64 // of a file
	MaxText     int   // bytes of text of a document; the rest is dropped with a problem
	MaxPageText int   // the same of a page
}

func (o Options) withDefaults() Options {
	defaultTo(&o.DocumentTimeout, DefaultDocumentTimeout)
	defaultTo(&o.PageTimeout, DefaultPageTimeout)
	defaultTo(&o.MaxPages, DefaultMaxPages)
	defaultTo(&o.MaxBytes, DefaultMaxBytes)
	defaultTo(&o.MaxText, DefaultMaxText)
	defaultTo(&o.MaxPageText, DefaultMaxPageText)
	return o
}

func defaultTo[T int | int64 | time.Duration](v *T, d T) {
	if *v <= 0 {
		*v = d
	}
}

// Info is what is known of a document beside its pages.
type Info struct {
	Pages  int    // pages emitted
	Engine string // the engine that opened the file
	// What the file says of itself; any of it may be wrong.
	Title, Author, Producer, Creator string
	Encrypted                        bool     // encrypted, but open to all
	Fonts                            []string // names; Glyph.Font is an index into it
	Problems                         []saksok.Problem
}

// Reader reads PDFs in child processes. It may be used by many goroutines; each
// document being read has a child of its own, and children are used again.
type Reader struct {
	o Options

	mu       sync.Mutex
	idle     []*child
	cacheDir string
	ownCache bool // cacheDir is ours to remove
	closed   bool
}

// NewReader makes a Reader; no process starts before the first document.
func NewReader(o Options) *Reader { return &Reader{o: o.withDefaults()} }

// errClosed is what a closed Reader says.
var errClosed = errors.New("the reader is closed")

// take gives an idle child or starts one.
func (r *Reader) take() (*child, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, errClosed
	}
	for n := len(r.idle); n > 0; n = len(r.idle) {
		c := r.idle[n-1]
		r.idle = r.idle[:n-1]
		c.retire.Stop()
		if !c.worn() {
			return c, nil
		}
		c.stop()
	}
	if r.cacheDir == "" {
		if err := r.findCache(); err != nil {
			return nil, err
		}
	}
	return startChild(r.cacheDir)
}

// findCache settles where compiled code is kept. A directory that others can
// guess and write to will not do, so without a home it lives as long as r.
func (r *Reader) findCache() error {
	r.cacheDir = r.o.CacheDir
	if r.cacheDir == "" {
		if base, err := os.UserCacheDir(); err == nil {
			r.cacheDir = filepath.Join(base, "saksok")
		}
	}
	if abs, err := filepath.Abs(r.cacheDir); r.cacheDir != "" && err == nil {
		r.cacheDir = abs // the child works in another directory
	}
	if r.cacheDir != "" && os.MkdirAll(r.cacheDir, 0o700) == nil {
		return nil
	}
	dir, err := os.MkdirTemp("", "saksok-cache-")
	if err != nil {
		return fmt.Errorf("making a cache for the PDF worker: %w", err)
	}
	r.cacheDir, r.ownCache = dir, true
	return nil
}

// give takes a child back.
func (r *Reader) give(c *child) {
	r.mu.Lock()
	keep := !r.closed && !c.worn()
	if keep {
		r.idle = append(r.idle, c)
		c.retire = time.AfterFunc(idleTimeout, func() { r.dismiss(c) })
	}
	r.mu.Unlock()
	if !keep {
		c.stop()
	}
}

// dismiss ends a child that has been idle for long.
func (r *Reader) dismiss(c *child) {
	r.mu.Lock()
	i := slices.Index(r.idle, c)
	if i >= 0 {
		r.idle = slices.Delete(r.idle, i, i+1)
	}
	r.mu.Unlock()
	if i >= 0 {
		c.stop()
	}
}

// Close ends the idle children. Documents being read are read to their end.
func (r *Reader) Close() error {
	r.mu.Lock()
	idle := r.idle
	r.idle, r.closed = nil, true
	r.mu.Unlock()
	for _, c := range idle {
		c.retire.Stop()
		c.stop()
	}
	if r.ownCache {
		return os.RemoveAll(r.cacheDir)
	}
	return nil
}

// Render draws a page as a PNG, width pixels wide (at most MaxRenderWidth) and
// turned as the Page is, so that boxes scaled by width/Page.Width fit it.
func (r *Reader) Render(ctx context.Context, path string, page, width int) ([]byte, error) {
	if err := inspect(path, r.o.MaxBytes); err != nil {
		return nil, err
	}
	c, err := r.take()
	if err != nil {
		return nil, err
	}
	defer r.give(c)
	req := r.request(path, EnginePDFium)
	req.First, req.Last, req.Width = page, page, min(max(width, 16), MaxRenderWidth)
	t := timeouts{r.o.PageTimeout, r.o.DocumentTimeout}
	var png []byte
	err = c.ask(ctx, req, &t, func(f frame) (bool, error) {
		switch f.kind {
		case framePicture:
			png = f.payload
		case frameDone:
			return true, nil
		case frameError:
			return true, nil
		default:
			return false, errFrame
		}
		return false, nil
	})
	if err == nil && png == nil {
		err = ErrDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("drawing page %d of %s: %w", page, path, err)
	}
	return png, nil
}

// HasSecond reports whether r may read a page with another engine than the
// first: no engine was asked for by name.
func (r *Reader) HasSecond() bool { return r.o.Engine == "" }

// Second reads a page again with the engine that did not read it, to compare.
// Its fonts are not numbered as those of the document are.
func (r *Reader) Second(ctx context.Context, path string, first Page) (Page, error) {
	engine := EngineLedongthuc
	if first.Engine == EngineLedongthuc {
		engine = EnginePDFium
	}
	page, err := r.readOne(ctx, path, engine, first.Number)
	if err != nil {
		return Page{}, fmt.Errorf("reading page %d of %s again by %s: %w", first.Number, path, engine, err)
	}
	return page, nil
}

// readOne reads one page with one engine.
func (r *Reader) readOne(ctx context.Context, path, engine string, number int) (Page, error) {
	if err := inspect(path, r.o.MaxBytes); err != nil {
		return Page{}, err
	}
	c, err := r.take()
	if err != nil {
		return Page{}, err
	}
	defer r.give(c)
	req := r.request(path, engine)
	req.First, req.Last = number, number
	t := timeouts{r.o.PageTimeout, min(r.o.DocumentTimeout, 2*r.o.PageTimeout)}
	var page Page
	result := ErrDamaged // until the page is there
	fonts := map[string]int{}
	err = c.ask(ctx, req, &t, func(f frame) (bool, error) {
		switch f.kind {
		case frameAbout:
		case framePage:
			page, _, result = unpackPage(f.payload, func(name string) int {
				if _, ok := fonts[name]; !ok {
					fonts[name] = len(fonts)
				}
				return fonts[name]
			})
			return false, result
		case frameFailed, frameError:
			_, result = decodeFailure(f.payload)
			return f.kind == frameError, nil
		case frameDone:
			return true, nil
		default:
			return false, errFrame
		}
		return false, nil
	})
	return page, errors.Join(err, result)
}

// request is a request for all of a file with r's limits.
func (r *Reader) request(path, engine string) request {
	// The child has another working directory.
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return request{
		Path: path, Engine: engine, First: 1,
		MaxPages: r.o.MaxPages, MaxText: r.o.MaxText, MaxPageText: r.o.MaxPageText,
	}
}

// Read reads the document at path and calls emit with each page in order, once.
// A page no engine can read is emitted empty, with a problem. Info is good as
// far as the reading came, also with an error; Code tells what to do about one.
// When emit fails, reading stops with its error.
func (r *Reader) Read(ctx context.Context, path string, emit func(Page) error) (Info, error) {
	if err := inspect(path, r.o.MaxBytes); err != nil {
		return Info{}, err
	}
	d := &reading{r: r, path: path, out: emit, fonts: map[string]int{}}
	d.t = timeouts{r.o.PageTimeout, r.o.DocumentTimeout}
	err := d.read(ctx)
	d.info.Pages = d.emitted
	if err != nil {
		return d.info, fmt.Errorf("reading %s: %w", path, err)
	}
	return d.info, nil
}

// decodeFailure reads a failure and makes it an error again.
func decodeFailure(b []byte) (failure, error) {
	var f failure
	if err := json.Unmarshal(b, &f); err != nil {
		return f, errors.Join(errFrame, err)
	}
	kind := ErrEngine
	for _, e := range []error{ErrEncrypted, ErrDamaged, ErrTooLarge, ErrTimeout} {
		if Code(e) == f.Code {
			kind = e
		}
	}
	message, wrapped := strings.CutPrefix(f.Message, kind.Error())
	if wrapped && message == "" {
		return f, kind
	}
	return f, fmt.Errorf("%w: %s", kind, strings.TrimPrefix(message, ": "))
}
