// Package ocr reads pictures of pages. It answers "which words does a person
// see on this page?" where a PDF has no text, or text that is not what is seen,
// by the external program tesseract (5.x) when that is installed.
//
// The program runs as a child with limits and a deadline, gets the picture by
// its standard input and answers by its standard output; nothing is written to
// the disk. One model reads a page: on pages of the fixtures "nor+swe" found no
// word more than "nor" in Norwegian and Danish and took a third longer, while
// Swedish read by "swe" has 92 % of its words against 85 % (the model for
// Norwegian makes å of ä). So nor reads, and a page that turns out Swedish is
// read again.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"saksok/ingest/extract/pdftext"
)

// Limits of one run. A page of A4 at 300 dots an inch takes 1 to 4 s and 130 MB.
const (
	pageTimeout  = 90 * time.Second // on the clock, of one run
	cpuSeconds   = 60
	addressSpace = 1 << 30
	maxOutput    = 8 << 20 // a page of small print is 100 kB
	findTimeout  = 10 * time.Second
	atOnce       = 2 // runs of one Tesseract; the program is told to use one thread
)

// ErrNotInstalled is what Find says where there is no program or no language
// for it.
var ErrNotInstalled = errors.New("tesseract is not installed")

// ErrTimeout is a run that took too long.
var ErrTimeout = errors.New("text recognition took too long")

// ErrTooMuch is a run that says more than a page can hold.
var ErrTooMuch = errors.New("text recognition gave more than a page can hold")

// Tesseract is the program as it was found. It may be used by many goroutines;
// it runs at most two children at a time.
type Tesseract struct {
	// Version is the program's, "5.3.0".
	Version string
	// Languages are the models installed that are read with here, the one that
	// reads first.
	Languages []string

	path    string
	slots   chan struct{}
	timeout time.Duration
}

// preferred are the models in the order they are chosen: the one for Norwegian
// reads Danish as well as the Danish one, and English nearly so.
var preferred = []string{"nor", "dan", "swe", "eng"}

// Find looks for the program and its languages, once: what is installed later
// is not seen. The error wraps ErrNotInstalled where there is nothing to use.
func Find(ctx context.Context) (*Tesseract, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotInstalled, err)
	}
	t := &Tesseract{path: path, slots: make(chan struct{}, atOnce), timeout: findTimeout}
	out, err := t.run(ctx, nil, "--version")
	if err != nil {
		return nil, fmt.Errorf("asking tesseract for its version: %w", err)
	}
	first, _, _ := strings.Cut(string(out), "\n")
	t.Version = strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(first), "tesseract")), "v")
	if major, _, _ := strings.Cut(t.Version, "."); major < "4" || len(major) != 1 {
		return nil, fmt.Errorf("%w: version %q is not one of 4 to 9", ErrNotInstalled, t.Version)
	}
	if out, err = t.run(ctx, nil, "--list-langs"); err != nil {
		return nil, fmt.Errorf("asking tesseract for its languages: %w", err)
	}
	installed := strings.Fields(string(out))
	for _, l := range preferred {
		if slices.Contains(installed, l) {
			t.Languages = append(t.Languages, l)
		}
	}
	if len(t.Languages) == 0 {
		return nil, fmt.Errorf("%w: it has no model for %s", ErrNotInstalled, strings.Join(preferred, ", "))
	}
	t.timeout = pageTimeout
	return t, nil
}

// Result is a page as it was recognised.
type Result struct {
	// Glyphs are its characters in points, origin top left of the picture. The
	// page is straightened: in a picture that hangs by an angle, lines are moved
	// up and down until they are level, by some points at the paper's edges.
	Glyphs []pdftext.Glyph
	// Confidence is the program's own, 0 to 100, the mean over the characters.
	Confidence float64
	// Language is the model that read.
	Language string
}

// Read recognises a picture of a page, a PNG of so many dots an inch. A page
// where no word is seen with some confidence has no glyphs and is no error.
func (t *Tesseract) Read(ctx context.Context, png []byte, dpi float64) (Result, error) {
	lang := t.Languages[0]
	ws, err := t.words(ctx, png, dpi, lang)
	if err != nil {
		return Result{}, err
	}
	if lang != "swe" && slices.Contains(t.Languages, "swe") && isSwedish(ws) {
		lang = "swe"
		if ws, err = t.words(ctx, png, dpi, lang); err != nil {
			return Result{}, err
		}
	}
	ws = legible(ws)
	if lang == "swe" {
		paragraphs(ws)
	}
	r := Result{Confidence: confidence(ws), Language: lang}
	if r.Confidence >= minPageConfidence {
		r.Glyphs = glyphs(ws, 72/dpi)
	}
	return r, nil
}

// segmentation is the program's mode: blocks, columns and lines found by itself.
const segmentation = "3"

func (t *Tesseract) words(ctx context.Context, png []byte, dpi float64, lang string) ([]word, error) {
	out, err := t.run(ctx, bytes.NewReader(png), "stdin", "stdout",
		"-l", lang, "--psm", segmentation, "--dpi", fmt.Sprintf("%.0f", dpi), "tsv")
	if err != nil {
		return nil, fmt.Errorf("recognising text: %w", err)
	}
	ws, err := parseTSV(out)
	if err != nil {
		return nil, fmt.Errorf("recognising text: %w", err)
	}
	return ws, nil
}

// isSwedish reports whether what was read has the small words of Swedish and
// not those of its neighbours.
func isSwedish(ws []word) bool {
	swedish, other := 0, 0
	for _, w := range ws {
		switch strings.ToLower(w.text) {
		case "och", "att", "från", "inte", "för", "är":
			swedish++
		case "og", "at", "fra", "ikke", "ikkje", "for", "er":
			other++
		}
	}
	return swedish >= 3 && swedish > 2*other
}
