package table_test

import (
	"strings"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
)

// The size of a drawn character and line, in points.
const (
	charWidth  = 5.0
	lineHeight = 12.0
	fontSize   = 10.0
)

// draw makes a page of a drawing: one line of print per line, a character every
// five points. A row of dashes is a ruled line, bars under each other are one; a
// plus belongs to both. A line that ends in a tilde is page furniture.
func draw(number int, text string) *layout.Page {
	rows := strings.Split(strings.TrimRight(text, "\n"), "\n")
	p := &layout.Page{Number: number, Width: 600, Height: 840, BodySize: fontSize, Engine: "drawn"}
	cells := make([][]rune, len(rows))
	for i, r := range rows {
		cells[i] = []rune(r)
	}
	p.Rules = append(across(cells), down(cells)...)
	for i, r := range rows {
		if l, ok := drawLine(number, i, r); ok {
			p.Lines = append(p.Lines, l)
		}
	}
	return p
}

func at(cells [][]rune, r, c int) rune {
	if r < 0 || r >= len(cells) || c < 0 || c >= len(cells[r]) {
		return ' '
	}
	return cells[r][c]
}

func middle(r, c int) (x, y float64) {
	return (float64(c) + 0.5) * charWidth, (float64(r)+0.5)*lineHeight + 40
}

func across(cells [][]rune) []pdftext.Rule {
	var out []pdftext.Rule
	for r := range cells {
		for c := 0; c < len(cells[r]); {
			end := c
			for at(cells, r, end) == '-' || at(cells, r, end) == '+' {
				end++
			}
			if end-c >= 3 {
				x0, y := middle(r, c)
				x1, _ := middle(r, end-1)
				out = append(out, pdftext.Rule{X0: x0, Y0: y, X1: x1, Y1: y, Width: 0.5})
			}
			c = max(end, c+1)
		}
	}
	return out
}

func down(cells [][]rune) []pdftext.Rule {
	var out []pdftext.Rule
	width := 0
	for _, r := range cells {
		width = max(width, len(r))
	}
	for c := range width {
		for r := 0; r < len(cells); {
			end := r
			for at(cells, end, c) == '|' || at(cells, end, c) == '+' {
				end++
			}
			if end-r >= 2 {
				x, y0 := middle(r, c)
				_, y1 := middle(end-1, c)
				out = append(out, pdftext.Rule{X0: x, Y0: y0, X1: x, Y1: y1, Width: 0.5})
			}
			r = max(end, r+1)
		}
	}
	return out
}

func drawLine(page, i int, text string) (layout.Line, bool) {
	y := float64(i)*lineHeight + 40
	text, furniture := strings.CutSuffix(text, " ~")
	l := layout.Line{Page: page, Baseline: y + 9, Size: fontSize, Furniture: furniture}
	for c := 0; c < len(text); {
		end := c
		for end < len(text) && text[end] != ' ' {
			end++
		}
		word := text[c:end]
		if word != "" && strings.Trim(word, "|+") != "" && (len(word) < 3 || strings.Trim(word, "-+|") != "") {
			x0 := float64(utf8.RuneCountInString(text[:c])) * charWidth
			x1 := x0 + float64(utf8.RuneCountInString(word))*charWidth
			box := saksok.Box{x0, y + 1.5, x1, y + 11.5}
			l.Words = append(l.Words, layout.Word{Text: word, Box: box, Size: fontSize})
			l.Box = l.Box.Union(box)
		}
		c = max(end, c+1)
	}
	return l, len(l.Words) > 0
}
