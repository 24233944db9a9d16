// Package pdftext turns a PDF into pages of positioned glyphs, rules and page
// images. It answers "which characters stand where on this page, and which
// lines are drawn?", whoever printed the file, and is the only package that
// imports a PDF library.
//
// PDF libraries panic, hang and run out of memory on hostile files, so none of
// them runs in the caller's process: [Reader] starts a child of the same binary
// with limits and a deadline and receives one frame per page. The main function
// of a program that reads PDFs (and every TestMain) calls [ServeIfWorker]
// before anything else.
package pdftext

import "saksok"

// The engines, as Page.Engine and Options.Engine name them.
const (
	EnginePDFium     = "pdfium"     // engine of record
	EngineLedongthuc = "ledongthuc" // reads what the first one cannot
	EngineTesseract  = "tesseract"  // text recognition; not of this package
)

// Page is one page as it is seen: upright, origin top left, points.
type Page struct {
	Number        int // from 1
	Width, Height float64
	Glyphs        []Glyph // in the order the file draws them
	// Turned holds glyphs that stand at another angle than most of the page:
	// watermarks, stamps in the margin, sideways headings. They are not part of
	// any line of text; their boxes are right all the same.
	Turned []Glyph
	Rules  []Rule
	Images []saksok.Box // where pictures are drawn
	Engine string       // "pdfium" or "ledongthuc", or who put other glyphs here
	// Turn is how the page was turned, in degrees clockwise (0, 90, 180, 270), to
	// bring its text upright. It is the file's /Rotate unless the text stands
	// sideways on the page as a viewer shows it. Render turns alike.
	Turn int
	// UnmappedGlyphs counts glyphs whose character is not known: the font has no
	// usable map to Unicode. A high share means the text layer is garbled.
	UnmappedGlyphs int
	// InvisibleGlyphs counts glyphs drawn with no ink (render mode 3), the text
	// layer a text recogniser lays under a scan. They are kept in Glyphs.
	InvisibleGlyphs int
	// Ink is the share (0 to 1) of dark pixels; only measured on pages without
	// glyphs, else -1. A textless page with ink is a scan or drawn outlines.
	Ink float64
}

// Glyph is one printed character. Blank characters are left out; the glyph
// before one has Break set.
type Glyph struct {
	Text string // usually one rune, NFC; a ligature is spelled out
	// Box spans the character's advance along the line, so neighbours in a word
	// touch, and a quarter below to three quarters of the size above the
	// baseline across it, so all boxes of a line are alike.
	Box      saksok.Box
	Baseline float64 // y of the line it stands on
	Size     float64 // font size in points as rendered
	Font     int     // index into the document's fonts: equal index, equal font
	Bold     bool
	Italic   bool
	Break    bool // the file has white space after this glyph
	// Hyphen marks a hyphen at a line end that the engine took for a soft one;
	// Text is "-". Whether the word is joined is layout's decision.
	Hyphen bool
}

// Rule is a horizontal or vertical ruled line, or the edge of a filled or
// stroked box. A thin filled box is one rule along its middle.
type Rule struct {
	X0, Y0, X1, Y1 float64 // X0 <= X1, Y0 <= Y1; equal along one axis
	Width          float64 // stroke width in points
	Edge           bool    // the edge of a filled area (shading), not a drawn line
}

// Horizontal reports whether the rule runs along x.
func (r Rule) Horizontal() bool { return r.X1-r.X0 >= r.Y1-r.Y0 }
