// Package extract turns one PDF into one extraction: everything that was read,
// each fact with its place, and what was not read as problems. It is a pure
// function of the file's bytes and the rules' version: no network, no clock.
package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
	"saksok/ingest/extract/segment"
	"saksok/ingest/extract/table"
)

// Version is the version of the rules; a stored extraction of another version is
// due to be made again.
const Version = "0.1.0"

// Extractor reads PDFs.
type Extractor struct {
	reader *pdftext.Reader
}

// New makes an extractor that reads PDFs with r, which the caller closes.
func New(r *pdftext.Reader) *Extractor { return &Extractor{reader: r} }

// Version is the version of the rules.
func (*Extractor) Version() string { return Version }

// Error is why a file could not be read at all.
type Error struct {
	code saksok.ProblemCode
	err  error
}

func (e *Error) Error() string { return e.err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.err }

// Code is the problem the file is refused with.
func (e *Error) Code() saksok.ProblemCode { return e.code }

// Extract reads the file at path. When the file itself cannot be read it returns
// an extraction with the problem and an [*Error]; a cancelled context or a
// missing file is another error and no extraction.
func (e *Extractor) Extract(ctx context.Context, path string) (*saksok.Extraction, error) {
	id, size, err := hash(path)
	if err != nil {
		return nil, err
	}
	x := saksok.NewExtraction(id, size)
	x.Extractor = Version
	var pages []pdftext.Page
	info, err := e.reader.Read(ctx, path, func(p pdftext.Page) error {
		pages = append(pages, p)
		return nil
	})
	if err != nil {
		code := pdftext.Code(err)
		if code == "" {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		x.Problems = append(x.Problems, saksok.Problem{Code: code, Message: err.Error()})
		return x, &Error{code, err}
	}
	x.Document.Engine = info.Engine
	x.Problems = append(x.Problems, info.Problems...)
	Pages(x, pages, info.Title)
	return x, nil
}

// Pages fills x from pages that are read. It does not open any file.
func Pages(x *saksok.Extraction, pages []pdftext.Page, title string) {
	doc := layout.Build(pages)
	x.Document.Pages = len(pages)
	var grids []table.Grid
	for i := range doc.Pages {
		p := &doc.Pages[i]
		notePage(x, p)
		if !p.Garbled {
			grids = append(grids, table.Find(p)...)
		}
		x.Pages = append(x.Pages, p.Page())
	}
	for _, g := range table.Join(grids) {
		x.Tables = append(x.Tables, g.Table())
	}
	segment.Into(x, doc, title)
}

// notePage reports a page whose text is missing or not to be trusted.
func notePage(x *saksok.Extraction, p *layout.Page) {
	switch {
	case p.Textless:
		x.Document.TextlessPages = append(x.Document.TextlessPages, p.Number)
		x.Problems = append(x.Problems, saksok.Problem{
			Page: p.Number, Code: saksok.ProblemTextlessPage,
			Message: "the page is a picture without text and was not read",
		})
	case p.Garbled:
		x.Document.GarbledPages = append(x.Document.GarbledPages, p.Number)
		x.Problems = append(x.Problems, saksok.Problem{
			Page: p.Number, Code: saksok.ProblemGarbledPage,
			Message: "the page's text layer is not the text that is seen; what it says was not used",
		})
	}
}

// hash is the file's SHA-256 and size.
func hash(path string) (saksok.DocumentID, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return "", 0, fmt.Errorf("hashing %s: %w", path, err)
	}
	return saksok.DocumentID(hex.EncodeToString(h.Sum(nil))), n, nil
}
