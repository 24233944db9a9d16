package inspect

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"unicode/utf8"

	"saksok"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// noisy are the stages that are not shown at first where all are there: their
// boxes hide the others.
var noisy = []Stage{Runs, Lines, Blocks}

// Quiet are the stages that make a picture together.
func Quiet() []Stage {
	return slices.DeleteFunc(Stages(), func(s Stage) bool { return slices.Contains(noisy, s) })
}

type htmlView struct {
	*Page
	Paper  template.URL // the page image as a data URI, "" for white paper
	Layers []htmlLayer
}

type htmlLayer struct {
	Stage  Stage
	Count  int
	Shown  bool
	Legend []htmlInk
	Marks  []htmlMark
}

type htmlInk struct{ Color, Why string }

type htmlMark struct {
	Mark
	ID        string
	Color     string
	Fill, Pen float64
	BoxText   string
	Tag       *htmlTag
	Columns   []string
}

// htmlTag is the label at a box's corner.
type htmlTag struct{ X, Y, Width, Height, TextX, TextY, Size float64 }

// WriteHTML writes one self-contained page: the page image with the boxes of the
// stages as layers to be switched on and off, beside the same marks as text. It
// needs no network. paper is the page as a PNG, nil for white paper.
func (p *Page) WriteHTML(w io.Writer, paper []byte, stages []Stage) error {
	v := htmlView{Page: p}
	if paper != nil {
		v.Paper = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(paper))
	}
	for _, s := range stages {
		l := htmlLayer{Stage: s, Marks: p.htmlMarks(s), Count: countWhole(p.of(s))}
		l.Shown = len(stages) < len(Stages()) || !slices.Contains(noisy, s)
		for _, k := range p.legend(s) {
			l.Legend = append(l.Legend, htmlInk{k.hex(), k.why})
		}
		v.Layers = append(v.Layers, l)
	}
	if err := pageTemplate.Execute(w, v); err != nil {
		return fmt.Errorf("writing page %d as HTML: %w", p.Number, err)
	}
	return nil
}

func (p *Page) htmlMarks(s Stage) []htmlMark {
	var out []htmlMark
	for i, m := range p.of(s) {
		k := m.ink()
		h := htmlMark{
			Mark: m, ID: fmt.Sprintf("%s-%d", s, i), Color: k.hex(), Fill: k.fill, Pen: 1.2,
			BoxText: boxText(m.Box), Columns: slices.DeleteFunc(m.columns(), func(c string) bool { return c == "" }),
		}
		if k.thin {
			h.Pen = 0.5
		}
		h.Tag = p.tagFor(m)
		out = append(out, h)
	}
	return out
}

// tagFor places a mark's label on top of its box: at the left end, for decisions
// at the right one, since a label in the print often stands on the left. Lines have
// it in the left margin, blocks in the right one, and what is small and close
// together has none.
func (p *Page) tagFor(m Mark) *htmlTag {
	if m.Label == "" || m.Box.Empty() || m.Stage == Runs || m.Stage == Figures || m.Stage == Items && m.Kind == "text" {
		return nil
	}
	size := p.Width / 110 // as large on a slide as on A4
	t := &htmlTag{Size: size, Width: size * (0.61*float64(utf8.RuneCountInString(m.Label)) + 0.7), Height: 1.28 * size}
	t.X, t.Y = m.Box[0], m.Box[1]-t.Height
	switch m.Stage {
	case Decisions:
		t.X = m.Box[2] - t.Width
	case Lines:
		t.X, t.Y = m.Box[0]-t.Width, m.Box[1]
	case Blocks:
		t.X, t.Y = m.Box[2], m.Box[1]
	}
	t.X, t.Y = max(0, min(t.X, p.Width-t.Width)), max(0, t.Y)
	t.TextX, t.TextY = t.X+0.35*size, t.Y+0.98*size
	return t
}

// X, Y, W and H are a mark's place for SVG.
func (m Mark) X() float64 { return m.Box[0] }

// Y is its top.
func (m Mark) Y() float64 { return m.Box[1] }

// W is its width, enough to be seen.
func (m Mark) W() float64 { return max(0.5, m.Box.Width()) }

// H is its height, enough to be seen.
func (m Mark) H() float64 { return max(0.5, m.Box.Height()) }

// Placed reports whether it has a place on the page.
func (m Mark) Placed() bool { return m.Box != (saksok.Box{}) }
