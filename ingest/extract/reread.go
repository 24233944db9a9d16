package extract

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
)

const (
	// maxReread bounds the pages of one document that are read twice.
	maxReread = 10
	// rereadDPI is for pages that were recognised to begin with: the program is
	// the same, so at least it gets another picture.
	rereadDPI = 200
	aside     = 1 // points that two engines put the same digit apart
)

// secondReading is the pages of a document that were read once more; one that
// nothing could read is there without glyphs.
type secondReading map[int]pdftext.Page

// reread tells a table that does not add up in the source from one we read
// wrong: it has the pages of failed checks read by something else and compares
// the numbers. Only the context's end is an error.
func (e *Extractor) reread(ctx context.Context, x *saksok.Extraction, path string, pages []pdftext.Page) error {
	if !e.reader.HasSecond() {
		return nil
	}
	loc := saksok.LocaleOf(x.Document.Language)
	again := secondReading{}
	for i := range x.Tables {
		t := &x.Tables[i]
		for k := range t.Checks {
			ch := &t.Checks[k]
			if ch.Status != saksok.CheckMismatch {
				continue
			}
			cells := checkedCells(t, *ch, loc)
			for _, c := range cells {
				n := t.PageOf(c)
				if _, ok := again[n]; !ok && len(again) < maxReread {
					again[n] = e.readAgain(ctx, path, pages[n-1])
				}
			}
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("reading pages of %s again: %w", path, err)
			}
			var found string
			ch.Reread, ch.RereadBy, found = again.compare(t, cells)
			tell(x, t, *ch, found)
		}
	}
	return nil
}

// readAgain reads a page by another engine, and by its picture where that finds
// no text. What nothing reads is a page without glyphs.
func (e *Extractor) readAgain(ctx context.Context, path string, first pdftext.Page) pdftext.Page {
	dpi := float64(rereadDPI)
	if first.Engine != pdftext.EngineTesseract {
		p, err := e.reader.Second(ctx, path, first)
		alike := p.Turn == first.Turn && math.Abs(p.Width-first.Width) < 1 && math.Abs(p.Height-first.Height) < 1
		if err == nil && alike && !layout.Unread(p) && len(p.Glyphs) > 0 {
			return p
		}
		dpi = recogniseDPI
	}
	if e.OCR != nil {
		if r, err := e.picture(ctx, path, first, dpi); err == nil {
			return pdftext.Page{Number: first.Number, Glyphs: r.Glyphs, Engine: pdftext.EngineTesseract}
		}
	}
	return pdftext.Page{Number: first.Number}
}

// checkedCells are the cells with numbers that a check may rest on: the whole
// column of a sum of rows, with the one it carries; the row of the others.
func checkedCells(t *saksok.Table, ch saksok.Check, loc saksok.Locale) []saksok.Cell {
	var out []saksok.Cell
	for _, c := range t.Cells {
		in := c.Row == ch.Row
		switch ch.Kind {
		case "column_sum":
			in = c.Col == ch.Column
		case "group_sum":
			in = c.Col == ch.Column || c.Col == ch.Column-1
		}
		if in && c.Row >= t.HeaderRows && loc.ReadCell(c.Text).Kind == saksok.CellNumber {
			out = append(out, c)
		}
	}
	return out
}

// compare holds cells against the second reading. found says what is another.
func (s secondReading) compare(t *saksok.Table, cells []saksok.Cell) (result saksok.Reread, by, found string) {
	for _, c := range cells {
		p := s[t.PageOf(c)]
		if len(p.Glyphs) == 0 {
			return saksok.RereadUnread, "", ""
		}
		if by == "" {
			by = p.Engine
		}
		text := textIn(p.Glyphs, c.Box)
		switch {
		case digits(text) == digits(c.Text) || found != "":
		case text == "":
			found = fmt.Sprintf("nothing in row %q, not %s", rowLabel(t, c.Row), c.Text)
		default:
			found = fmt.Sprintf("%s in row %q, not %s", text, rowLabel(t, c.Row), c.Text)
		}
	}
	if found == "" {
		found = s.unplaced(t, cells)
	}
	if found != "" {
		return saksok.RereadDiffers, by, found
	}
	return saksok.RereadSame, by, ""
}

// unplaced finds digits that stand among the cells on a page and in no cell of
// the table.
func (s secondReading) unplaced(t *saksok.Table, cells []saksok.Cell) string {
	among := map[int]saksok.Box{}
	var order []int
	for _, c := range cells {
		n := t.PageOf(c)
		b, ok := among[n]
		if !ok {
			b, order = c.Box, append(order, n)
		}
		among[n] = saksok.Box{min(b[0], c.Box[0]), min(b[1], c.Box[1]), max(b[2], c.Box[2]), max(b[3], c.Box[3])}
	}
	for _, n := range order {
		var loose []pdftext.Glyph
		for _, g := range s[n].Glyphs {
			placed := slices.ContainsFunc(t.Cells, func(c saksok.Cell) bool { return t.PageOf(c) == n && within(g.Box, c.Box) })
			if !placed && within(g.Box, among[n]) && strings.ContainsAny(g.Text, "0123456789") {
				loose = append(loose, g)
			}
		}
		if len(loose) > 0 {
			at := loose[0].Box
			line := saksok.Box{among[n][0], at[1], among[n][2], at[3]}
			return fmt.Sprintf("%s in no cell", textIn(loose, line))
		}
	}
	return ""
}

// tell completes the problem of a check.
func tell(x *saksok.Extraction, t *saksok.Table, ch saksok.Check, found string) {
	says := "; no second reading of the page"
	switch {
	case ch.Reread == saksok.RereadSame && ch.RereadBy == pdftext.EngineTesseract:
		says = "; the digits are the same in a second reading (text recognition): the source does not add up, or other cells make up the sum"
	case ch.Reread == saksok.RereadSame:
		says = "; the digits are the same in a second reading: the source does not add up, or other cells make up the sum"
	case ch.Reread == saksok.RereadDiffers:
		says = "; our reading may be wrong: a second reading finds " + found
	}
	i := slices.IndexFunc(t.Cells, func(c saksok.Cell) bool { return c.Row == ch.Row && c.Col == ch.Column })
	if i < 0 {
		return
	}
	for k := range x.Problems {
		p := &x.Problems[k]
		if p.Code == saksok.ProblemTableMismatch && p.Page == t.PageOf(t.Cells[i]) && p.Box == t.Cells[i].Box && strings.HasPrefix(p.Message, ch.Kind+" of ") {
			p.Message += says
		}
	}
}

// rowLabel is what stands first in a row.
func rowLabel(t *saksok.Table, row int) string {
	for _, c := range t.Cells {
		if c.Row <= row && row < c.Row+c.RowSpan {
			return c.Text
		}
	}
	return ""
}

// within reports whether the middle of a digit is in a box. A digit's advance may
// reach far behind it, its ink does not.
func within(glyph, box saksok.Box) bool {
	width, height := glyph[2]-glyph[0], glyph[3]-glyph[1]
	x, y := glyph[0]+min(width, 0.5*height)/2, glyph[1]+height/2
	return x > box[0]-aside && x < box[2]+aside && y > box[1] && y < box[3]
}

// textIn is what glyphs in a box say, from left to right.
func textIn(glyphs []pdftext.Glyph, box saksok.Box) string {
	var in []pdftext.Glyph
	for _, g := range glyphs {
		if within(g.Box, box) {
			in = append(in, g)
		}
	}
	slices.SortStableFunc(in, func(a, b pdftext.Glyph) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	var b strings.Builder
	for _, g := range in {
		b.WriteString(g.Text)
		if g.Break {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// digits is a number without what is of no account: spaces, units, the kind of
// its minus sign.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',', r == '(', r == ')':
			return r
		case strings.ContainsRune("-−–‐‑", r):
			return '-'
		}
		return -1
	}, text)
}
