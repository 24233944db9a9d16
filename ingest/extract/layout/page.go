// Package layout turns the glyphs of a page into words, lines and blocks in
// reading order, tells headings from text, and sets page furniture apart. It
// answers "what would a person read here, in which order, and what stands out?".
package layout

import (
	"strings"

	"saksok"
	"saksok/ingest/extract/pdftext"
)

// Word is glyphs with no white space between them.
type Word struct {
	Text      string
	Box       saksok.Box
	Size      float64 // font size in points, the largest of its glyphs
	Bold      bool    // most glyphs are bold
	Italic    bool
	Font      int
	HyphenEnd bool // ends in a hyphen at a line end
}

// Line is words on one baseline that belong together: a line of a paragraph or
// of one column. Cells of a table row that are far apart are separate [Line]s
// only where a column gap runs through the page; see Gaps.
type Line struct {
	Page     int // from 1
	Words    []Word
	Box      saksok.Box
	Baseline float64
	Size     float64 // the size most of its characters have
	Bold     bool    // all words are bold
	Block    int     // index of its block within the page
	// Furniture is true for a running header or footer (page number,
	// organisation name, address line); it is not part of the text.
	Furniture bool
	// Heading is how much the line stands out, 0 for running text; lines with an
	// equal look have an equal value and a larger value stands out more.
	Heading int
}

// Text is the line's words joined by single spaces.
func (l Line) Text() string {
	parts := make([]string, len(l.Words))
	for i, w := range l.Words {
		parts[i] = w.Text
	}
	return strings.Join(parts, " ")
}

// Page is one page laid out.
type Page struct {
	Number        int
	Width, Height float64
	Lines         []Line // in reading order
	Rules         []pdftext.Rule
	Images        []saksok.Box
	Engine        string
	BodySize      float64 // the font size most of the page's text has
	Textless      bool    // no text, but something is drawn
	Garbled       bool    // a text layer that is not what is seen
}

// Recognised reports whether the page's text was read from its picture.
func (p Page) Recognised() bool { return p.Engine == pdftext.EngineTesseract }

// Document is every page laid out; furniture and headings are judged over all.
type Document struct {
	Pages    []Page
	BodySize float64 // the font size most of the document's text has

	vocabulary map[string]bool
	boldStands bool // bold says something; see boldStandsOut
}

// Part is the pages from index from up to to, as a document of its own.
func (d *Document) Part(from, to int) *Document {
	p := *d
	p.Pages = d.Pages[from:to]
	return &p
}
