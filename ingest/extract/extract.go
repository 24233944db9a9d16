// Package extract turns one PDF into one extraction: everything that was read,
// each fact with its place, and what was not read as problems. It is a pure
// function of the file's bytes and the rules' version: no network, no clock.
package extract

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"

	"saksok"
	"saksok/ingest/extract/figure"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
	"saksok/ingest/extract/segment"
	"saksok/ingest/extract/table"
	"saksok/ingest/extract/topic"
)

// Version is the version of the rules; a stored extraction of another version is
// due to be made again.
const Version = "0.4.0"

// Extractor reads PDFs.
type Extractor struct {
	// OCR reads pages that have no text, or text that is not what is seen; nil
	// leaves them unread and reported. It is set before the first document. It
	// is no part of the version: what was stored without it stays until someone
	// asks to try again.
	OCR Recogniser

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
	x, _, err := e.Look(ctx, path)
	return x, err
}

// Look is Extract with the pages that the extraction was made of, for those who
// want to see what became of them.
func (e *Extractor) Look(ctx context.Context, path string) (*saksok.Extraction, []pdftext.Page, error) {
	id, size, err := hash(path)
	if err != nil {
		return nil, nil, err
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
			return nil, nil, fmt.Errorf("reading %s: %w", path, err)
		}
		x.Problems = append(x.Problems, saksok.Problem{Code: code, Message: err.Error()})
		return x, nil, &Error{code, err}
	}
	x.Document.Engine = info.Engine
	x.Problems = append(x.Problems, info.Problems...)
	if err := e.recognise(ctx, x, path, pages); err != nil {
		return nil, nil, err
	}
	Pages(x, pages, info.Title)
	if err := e.reread(ctx, x, path, pages); err != nil {
		return nil, nil, err
	}
	return x, pages, nil
}

// Pages fills x from pages that are read. It does not open any file.
func Pages(x *saksok.Extraction, pages []pdftext.Page, title string) {
	doc := layout.Build(pages)
	x.Document.Pages = len(pages)
	var found []table.Grid
	for i := range doc.Pages {
		p := &doc.Pages[i]
		notePage(x, p)
		if !p.Garbled {
			grids := table.Find(p)
			if n := len(found); n > 0 {
				if rest, ok := table.Rest(&found[n-1], p, grids); ok {
					found = append(found, rest)
				}
			}
			found = append(found, grids...)
		}
		x.Pages = append(x.Pages, p.Page())
	}
	joined := table.Join(found)
	for i := range joined {
		x.Tables = append(x.Tables, joined[i].Table())
	}
	outline := segment.Into(x, doc, title)
	topic.Into(x)
	figures(x, doc, found, joined, outline)
}

// figures reads the amounts of tables and running text. found are the tables as
// they stand on their pages, joined those of x.Tables in its order.
func figures(x *saksok.Extraction, doc *layout.Document, found, joined []table.Grid, o *segment.Outline) {
	loc := saksok.LocaleOf(x.Document.Language)
	for i := range x.Tables {
		t := &x.Tables[i]
		ctx := figure.Around(&doc.Pages[t.Page-1], &joined[i], found, loc, x.Document.Kind)
		fs, problems := figure.FromTable(t, ctx)
		if t.Caption == "" {
			t.Caption = ctx.Title(t)
		}
		for _, f := range append(fs, figure.InCells(t, loc)...) {
			f.Table = &i
			f.Item = o.ItemIn(t, f.Page, f.Box[1])
			x.Figures = append(x.Figures, f)
		}
		for _, p := range problems {
			p.Item = t.Item
			x.Problems = append(x.Problems, p)
		}
	}
	for _, f := range figure.Prose(doc, prose(doc, found), loc) {
		if loc.OnlyScale(f.Text) && statesUnit(x.Tables, f) {
			continue // "Status per april, 1000 kr." above a table
		}
		f.Item = o.ItemAt(f.Page, f.Box[1])
		x.Figures = append(x.Figures, f)
	}
	slices.SortStableFunc(x.Figures, func(a, b saksok.Figure) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0]))
	})
}

// statesUnit reports whether an amount is the unit of a table below it on its page.
func statesUnit(tables []saksok.Table, f saksok.Figure) bool {
	return slices.ContainsFunc(tables, func(t saksok.Table) bool {
		return t.Page == f.Page && t.Unit == f.Text && f.Box[3] <= t.Box[1]+1
	})
}

// prose is the lines of running text: no furniture, no tables, no garbled pages.
// Of a line that runs from a column of text into a table, the text is kept.
func prose(doc *layout.Document, found []table.Grid) []layout.Line {
	type place struct{ page, line int }
	taken := map[place][]int{} // the words of a line that are in tables
	for _, g := range found {
		for _, w := range g.Words {
			at := place{g.Page, w.Line}
			taken[at] = append(taken[at], w.Word)
		}
	}
	var out []layout.Line
	for _, p := range doc.Pages {
		if p.Garbled {
			continue
		}
		for i, l := range p.Lines {
			if l.Furniture {
				continue
			}
			if l, ok := beside(l, taken[place{p.Number, i}]); ok {
				out = append(out, l)
			}
		}
	}
	return out
}

// beside is a line up to the first of its words that is in a table. What is left
// is running text where it is some words long and stands apart.
func beside(l layout.Line, taken []int) (layout.Line, bool) {
	const fewest = 4
	if len(taken) == 0 {
		return l, true
	}
	first := slices.Min(taken)
	if first < fewest || l.Words[first].Box[0]-l.Words[first-1].Box[2] < l.Size {
		return layout.Line{}, false
	}
	l.Words = l.Words[:first:first]
	l.Box[2] = l.Words[first-1].Box[2]
	return l, true
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
