package extract

import (
	"context"
	"fmt"
	"math"

	"golang.org/x/sync/errgroup"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/ocr"
	"saksok/ingest/extract/pdftext"
)

// Recogniser reads the picture of a page, a PNG of so many dots an inch;
// [ocr.Tesseract] is one.
type Recogniser interface {
	Read(ctx context.Context, png []byte, dpi float64) (ocr.Result, error)
}

const (
	// maxRecognised bounds the pages of one document that are recognised: at 2
	// to 4 s of processor time each, a scanned report of thousands of pages
	// would keep others waiting for hours.
	maxRecognised = 200
	recogniseDPI  = 300
	maxPixels     = 18e6 // A3 at 300 dots an inch
	// pagesAtOnce is how many pages of a document are recognised at a time.
	pagesAtOnce = 2
)

// recognise reads the pages that have no text, or text that is not what is
// seen, from their pictures. What cannot be recognised stays as it is and is
// reported as before; only the context's end is an error.
func (e *Extractor) recognise(ctx context.Context, x *saksok.Extraction, path string, pages []pdftext.Page) error {
	var unread []int // indexes
	for i, p := range pages {
		if layout.Unread(p) {
			unread = append(unread, i)
		}
	}
	if e.OCR == nil || len(unread) == 0 {
		return nil
	}
	if len(unread) > maxRecognised {
		x.Problems = append(x.Problems, saksok.Problem{
			Code:    saksok.ProblemTextLimit,
			Message: fmt.Sprintf("%d pages have to be read by text recognition; only the first %d were", len(unread), maxRecognised),
		})
		unread = unread[:maxRecognised]
	}
	notes := make([]string, len(unread)) // in the order of the pages, whoever is ready first
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(pagesAtOnce)
	for i, at := range unread {
		g.Go(func() error {
			r, err := e.picture(gctx, path, pages[at], recogniseDPI)
			if err != nil || len(r.Glyphs) == 0 {
				return gctx.Err() // the page stays unread
			}
			pages[at].Glyphs, pages[at].Turned, pages[at].Engine = r.Glyphs, nil, pdftext.EngineTesseract
			pages[at].UnmappedGlyphs, pages[at].InvisibleGlyphs = 0, 0
			notes[i] = fmt.Sprintf("read by text recognition, confidence %.0f of 100; check against the picture", r.Confidence)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("recognising text of %s: %w", path, err)
	}
	for i, at := range unread {
		if notes[i] != "" {
			x.Document.OCRPages = append(x.Document.OCRPages, pages[at].Number)
			x.Problems = append(x.Problems, saksok.Problem{Page: pages[at].Number, Code: saksok.ProblemOCRPage, Message: notes[i]})
		}
	}
	return nil
}

// picture draws a page at so many dots an inch and has it recognised.
func (e *Extractor) picture(ctx context.Context, path string, p pdftext.Page, dpi float64) (ocr.Result, error) {
	if p.Width <= 0 || p.Height <= 0 {
		return ocr.Result{}, fmt.Errorf("page %d has no area", p.Number)
	}
	// A larger page is drawn coarser: a poster's letters are large.
	width := min(p.Width/72*dpi, pdftext.MaxRenderWidth, math.Sqrt(maxPixels*p.Width/p.Height))
	width = math.Floor(width)
	png, err := e.reader.Render(ctx, path, p.Number, int(width))
	if err != nil {
		return ocr.Result{}, err
	}
	return e.OCR.Read(ctx, png, width/p.Width*72)
}
