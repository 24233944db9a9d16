package inspect

import (
	"fmt"
	"math"
	"strconv"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
)

// How far apart the letters of a run may stand, in em.
const (
	runGap  = 1.0
	runBack = 0.6
)

// runs are the glyphs in the order the file draws them, together while they go on
// along one line in one print; then ruled lines and pictures.
func runs(p *pdftext.Page) []Mark {
	out := append(runsOf(p.Glyphs, "run", follows), runsOf(p.Turned, "turned", sameLook)...)
	for _, r := range p.Rules {
		way := "vertical"
		if r.Horizontal() {
			way = "horizontal"
		}
		kind := "rule"
		if r.Edge {
			kind = "edge"
		}
		out = append(out, Mark{
			Stage: Runs, Kind: kind, Box: saksok.Box{r.X0, r.Y0, r.X1, r.Y1},
			Attrs: []string{fmt.Sprintf("%.1f", r.Width), way, ""},
		})
	}
	for _, b := range p.Images {
		out = append(out, Mark{Stage: Runs, Kind: "image", Box: b, Attrs: []string{"", "", ""}})
	}
	return out
}

func runsOf(glyphs []pdftext.Glyph, kind string, joins func(a, b pdftext.Glyph) bool) []Mark {
	var out []Mark
	for i, g := range glyphs {
		if i == 0 || !joins(glyphs[i-1], g) {
			out = append(out, Mark{
				Stage: Runs, Kind: kind, Label: fmt.Sprintf("%.4g", g.Size),
				Attrs: []string{fmt.Sprintf("%.1f", g.Size), weight(g.Bold, g.Italic), fmt.Sprintf("font %d", g.Font)},
			})
		}
		m := &out[len(out)-1]
		m.Box = m.Box.Union(g.Box)
		m.Text += g.Text
		if g.Break {
			m.Text += " "
		}
	}
	for i := range out {
		out[i].Text = strconv.Quote(out[i].Text) // shows a blank at the end, or none
	}
	return out
}

func sameLook(a, b pdftext.Glyph) bool {
	return a.Font == b.Font && math.Abs(a.Size-b.Size) < 0.05 && a.Bold == b.Bold && a.Italic == b.Italic
}

func follows(a, b pdftext.Glyph) bool {
	gap := (b.Box[0] - a.Box[2]) / max(a.Size, 1)
	return sameLook(a, b) && math.Abs(a.Baseline-b.Baseline) < 0.5 && gap > -runBack && gap < runGap
}

func weight(bold, italic bool) string {
	switch {
	case bold && italic:
		return "bold italic"
	case bold:
		return "bold"
	case italic:
		return "italic"
	}
	return ""
}

// lines are the page's lines in reading order.
func lines(p *layout.Page) []Mark {
	var out []Mark
	for i, l := range p.Lines {
		m := Mark{Stage: Lines, Kind: "text", Box: l.Box, Text: l.Text(), Label: strconv.Itoa(i + 1)}
		heading := ""
		if l.Heading > 0 {
			m.Kind, heading = "heading", fmt.Sprintf("h%d", l.Heading)
			m.Label += " " + heading
		}
		if l.Furniture {
			m.Kind = "furniture"
		}
		m.Attrs = []string{fmt.Sprintf("line %d", i+1), fmt.Sprintf("%.1f", l.Size), weight(l.Bold, false), heading, fmt.Sprintf("block %d", l.Block)}
		out = append(out, m)
	}
	return out
}

// blocks are the page's blocks as running text.
func blocks(doc *layout.Document, p *layout.Page) []Mark {
	var out []Mark
	for i := 0; i < len(p.Lines); {
		j := i
		m := Mark{Stage: Blocks, Kind: "text"}
		for ; j < len(p.Lines) && p.Lines[j].Block == p.Lines[i].Block; j++ {
			m.Box = m.Box.Union(p.Lines[j].Box)
		}
		if p.Lines[i].Furniture {
			m.Kind = "furniture"
		}
		m.Label = strconv.Itoa(p.Lines[i].Block)
		m.Attrs = []string{"block " + m.Label, count(j-i, "line")}
		m.Text = doc.Join(p.Lines[i:j])
		out = append(out, m)
		i = j
	}
	return out
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
