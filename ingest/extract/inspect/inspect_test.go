package inspect_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saksok"
	"saksok/ingest/extract/inspect"
	"saksok/ingest/extract/pdftext"

	"github.com/google/go-cmp/cmp"
)

// printed prints a line of 10 point print, each character 5 wide, on a page 200
// by 100 points.
func printed(p *pdftext.Page, x, y float64, bold bool, text string) {
	for _, r := range text {
		if r == ' ' {
			p.Glyphs[len(p.Glyphs)-1].Break = true
		} else {
			p.Glyphs = append(p.Glyphs, pdftext.Glyph{Text: string(r), Box: saksok.Box{x, y - 7.5, x + 5, y + 2.5}, Baseline: y, Size: 10, Bold: bold})
		}
		x += 5
	}
}

// document is two pages with one of everything on the second, and its extraction.
func document() ([]pdftext.Page, *saksok.Extraction) {
	pages := []pdftext.Page{
		{Number: 1, Width: 200, Height: 100, Engine: "drawn", Ink: -1},
		{Number: 2, Width: 200, Height: 100, Engine: "drawn", Ink: -1, UnmappedGlyphs: 1},
	}
	p := &pages[1]
	printed(p, 20, 30, true, "Sak 7/24 <Bru>")
	printed(p, 20, 45, false, "Rådet bygger en gang-")
	printed(p, 20, 57, false, "bru.")
	printed(p, 20, 80, false, "Bru")
	printed(p, 100, 80, false, "1 200")
	p.Turned = []pdftext.Glyph{{Text: "K", Box: saksok.Box{190, 40, 195, 50}, Size: 8}}
	p.Rules = []pdftext.Rule{{X0: 20, Y0: 70, X1: 150, Y1: 70, Width: 0.5}}
	p.Images = []saksok.Box{{0, 0, 10, 10}}

	x := saksok.NewExtraction("", 0)
	x.Document.Kind, x.Document.Language, x.Document.Title = saksok.KindMinutes, "nb", "Møte i rådet"
	x.Meeting = saksok.Meeting{Body: "Rådet", Date: "2024-03-14", Start: "18:00"}
	x.Problems = []saksok.Problem{
		{Page: 1, Code: saksok.ProblemTextlessPage, Message: "of the other page"},
		{Page: 2, Code: saksok.ProblemUnitUnknown, Message: "no unit at 1 200"},
	}
	x.Items = []saksok.Item{
		{Number: "6/24", Title: "Vei", FirstPage: 1, LastPage: 2, HeadPage: 1, Box: saksok.Box{20, 20, 80, 30}, Evidence: []saksok.Evidence{saksok.EvidenceAgenda}},
		{Number: "7/24", Title: "<Bru>", FirstPage: 2, LastPage: 2, HeadPage: 2, Box: saksok.Box{20, 22.5, 90, 32.5}, Closed: true,
			Kind: saksok.ItemDecision, Evidence: []saksok.Evidence{saksok.EvidenceAgenda, saksok.EvidenceHeading}},
	}
	yes, no := 5, 2
	x.Decisions = []saksok.Decision{
		{Item: "6/24", Status: saksok.StatusProposed, Types: []saksok.DecisionType{saksok.TypeAdoption}, Text: "of the other page", Page: 1, Rule: "label"},
		{Item: "7/24", Status: saksok.StatusAdopted, Types: []saksok.DecisionType{saksok.TypeAdoption}, Text: "Rådet bygger\nen gangbru.", Page: 2,
			Box: saksok.Box{20, 37.5, 125, 59.5}, Rule: "subject", Label: "Vedtak", Vote: &saksok.Vote{Outcome: saksok.VoteMajority, For: &yes, Against: &no}},
	}
	x.Tables = []saksok.Table{
		{Page: 1, LastPage: 1, Cells: []saksok.Cell{{Text: "of the other page", RowSpan: 1, ColSpan: 1}}},
		{Page: 1, LastPage: 2, Unit: "1000 kr", UnitSource: "caption", Cells: []saksok.Cell{
			{Row: 0, RowSpan: 1, ColSpan: 2, Text: "Utgifter"},
			{Row: 1, RowSpan: 1, ColSpan: 1, Text: "Bru", Box: saksok.Box{20, 72.5, 35, 82.5}, Page: 2},
			{Row: 1, Col: 1, RowSpan: 1, ColSpan: 1, Text: "1 200", Box: saksok.Box{100, 72.5, 125, 82.5}, Page: 2},
		}, Checks: []saksok.Check{{Kind: "column_sum", Column: 1, Row: 1, Stated: "1 200", Computed: "1 100", Status: saksok.CheckMismatch}}, HeaderRows: 1},
	}
	one := 1
	x.Figures = []saksok.Figure{
		{Text: "5 kr", Page: 1},
		{Item: "7/24", Table: &one, Row: "Bru", Columns: []string{"2024", "Budsjett"}, Year: 2024, Text: "1 200", Unit: "1000 kr", Currency: "NOK",
			Minor: -120000005, Page: 2, Box: saksok.Box{100, 72.5, 125, 82.5}, Total: true},
		{Text: "1 200", Context: "Bru til 1 200.", Page: 2, Box: saksok.Box{100, 72.5, 125, 82.5}},
	}
	return pages, x
}

const wantText = `page 2 of 2: 200.0 × 100.0 points, drawn, 41 glyphs, 1 turned, 1 unmapped
body size 10, the document's 10
document: minutes, nb, "Møte i rådet"
meeting: Rådet, 2024-03-14, 18:00
problem unit_unknown: no unit at 1 200

runs: 8
    20.0   22.5   90.0   32.5  run     10.0  bold        font 0  "Sak 7/24 <Bru>"
    20.0   37.5  125.0   47.5  run     10.0              font 0  "Rådet bygger en gang-"
    20.0   49.5   40.0   59.5  run     10.0              font 0  "bru."
    20.0   72.5   35.0   82.5  run     10.0              font 0  "Bru"
   100.0   72.5  125.0   82.5  run     10.0              font 0  "1 200"
   190.0   40.0  195.0   50.0  turned  8.0               font 0  "K"
    20.0   70.0  150.0   70.0  rule    0.5   horizontal
     0.0    0.0   10.0   10.0  image

lines: 4
    20.0   22.5   90.0   32.5  heading  line 1  10.0  bold  h1  block 0  Sak 7/24 <Bru>
    20.0   37.5  125.0   47.5  text     line 2  10.0            block 1  Rådet bygger en gang-
    20.0   49.5   40.0   59.5  text     line 3  10.0            block 1  bru.
    20.0   72.5  125.0   82.5  text     line 4  10.0            block 2  Bru 1 200

blocks: 3
    20.0   22.5   90.0   32.5  text  block 0  1 line   Sak 7/24 <Bru>
    20.0   37.5  125.0   59.5  text  block 1  2 lines  Rådet bygger en gangbru.
    20.0   72.5  125.0   82.5  text  block 2  1 line   Bru 1 200

tables: 1
    20.0   72.5  125.0   82.5  table  table 1  2 × 2, 1 head  pages 1–2  1000 kr (caption)  no item
        20.0   72.5   35.0   82.5  cell   row 1  column 0  Bru
       100.0   72.5  125.0   82.5  cell   row 1  column 1  1 200
           -      -      -      -  check  row 1  column 1  column_sum mismatch: stated 1 200, computed 1 100

items: 3
    20.0   22.5   90.0   32.5  heading  7/24  page 2     agenda+heading  decision, closed  <Bru>
     6.0   22.5   11.0   23.5  text     6/24  pages 1–2                                    text of the item
     6.0   22.5   11.0   82.5  text     7/24  page 2                                       text of the item

decisions: 1
    20.0   37.5  125.0   59.5  adopted  rule subject  item 7/24  adoption  majority 5:2  [under Vedtak] Rådet bygger ⏎ en gangbru.

figures: 2
   100.0   72.5  125.0   82.5  table 1  1 200  -1200000.05 NOK  2024, total  item 7/24  Bru › 2024 › Budsjett
   100.0   72.5  125.0   82.5  prose    1 200  no unit                       no item    Bru til 1 200.
`

func look(t *testing.T) *inspect.Page {
	t.Helper()
	pages, x := document()
	p, err := inspect.Look(pages, x, 2)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestText(t *testing.T) {
	var b strings.Builder
	if err := look(t).WriteText(&b, inspect.Stages()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(wantText, "\n"), strings.Split(b.String(), "\n")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestStages(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []string
		want []inspect.Stage
		err  string
	}{
		{"all", nil, inspect.Stages(), ""},
		{"in their order, once", []string{"figures", "lines", "figures"}, []inspect.Stage{inspect.Lines, inspect.Figures}, ""},
		{"unknown", []string{"lines", "words"}, nil, `unknown stage "words": use runs, lines, blocks, tables, items, decisions or figures`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := inspect.ParseStages(tt.in)
			if fmt.Sprint(err) != tt.err && (err != nil || tt.err != "") {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	var b strings.Builder
	if err := look(t).WriteText(&b, []inspect.Stage{inspect.Decisions}); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); !strings.Contains(s, "\ndecisions: 1\n") || strings.Contains(s, "\nlines") {
		t.Errorf("decisions only:\n%s", s)
	}
}

func TestNoSuchPage(t *testing.T) {
	pages, x := document()
	for _, n := range []int{-1, 0, 3} {
		if _, err := inspect.Look(pages, x, n); err == nil || !strings.Contains(err.Error(), "pages 1 to 2") {
			t.Errorf("page %d: error %v", n, err)
		}
	}
}

// TestHTML: the page has a box for each mark that has a place, escapes what the
// document says, hides nothing that was asked for, and fetches nothing.
func TestHTML(t *testing.T) {
	p := look(t)
	var b strings.Builder
	if err := p.WriteHTML(&b, whitePaper(t, 20, 10), inspect.Stages()); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	placed := 0
	for _, m := range p.Marks {
		if !m.Box.Empty() {
			placed++
		}
	}
	if n := strings.Count(html, `<rect class="box"`); n != placed || n < 20 {
		t.Errorf("%d boxes, want %d", n, placed)
	}
	if n := strings.Count(html, " data-for="); n != placed {
		t.Errorf("%d rows with a box, want %d", n, placed)
	}
	if strings.Contains(html, "<Bru>") || !strings.Contains(html, "&lt;Bru&gt;") {
		t.Error("what the document says is not escaped")
	}
	if strings.Contains(html, "ZgotmplZ") {
		t.Error("the template refused a value")
	}
	if !strings.Contains(html, `<img src="data:image/png;base64,`) {
		t.Error("no page image")
	}
	for _, m := range regexp.MustCompile(`(?:src|href|url|@import)\s*[=(]\s*["']?([^"')\s>]{0,12})`).FindAllStringSubmatch(html, -1) {
		if !strings.HasPrefix(m[1], "data:") {
			t.Errorf("the page fetches %q", m[0])
		}
	}
	hidden := regexp.MustCompile(`<g id="layer-(\w+)" class="off">`)
	var off []string
	for _, m := range hidden.FindAllStringSubmatch(html, -1) {
		off = append(off, m[1])
	}
	if want := []string{"runs", "lines", "blocks"}; !slices.Equal(off, want) {
		t.Errorf("hidden at first: %v, want %v", off, want)
	}
	b.Reset()
	if err := p.WriteHTML(&b, nil, []inspect.Stage{inspect.Lines}); err != nil {
		t.Fatal(err)
	}
	if html := b.String(); hidden.MatchString(html) || strings.Contains(html, "<img") || strings.Contains(html, "layer-figures") {
		t.Error("lines alone on white paper: hidden, with an image, or with figures")
	}
}

func whitePaper(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPNG(t *testing.T) {
	p := look(t)
	for _, tt := range []struct {
		name  string
		paper []byte
		width int
	}{{"on the page", whitePaper(t, 400, 200), 400}, {"on white paper", nil, inspect.PictureWidth}} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := p.WritePNG(&b, tt.paper, []inspect.Stage{inspect.Decisions}); err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(&b)
			if err != nil {
				t.Fatal(err)
			}
			if got := img.Bounds().Size(); got != (image.Pt(tt.width, tt.width/2)) {
				t.Fatalf("size %v, want %d × %d", got, tt.width, tt.width/2)
			}
			// The decision's box is 20 to 125 across, 37.5 to 59.5 down.
			at := func(x, y float64) color.Color {
				s := float64(tt.width) / 200
				return color.RGBAModel.Convert(img.At(int(x*s), int(y*s)))
			}
			white, edge := color.RGBA{255, 255, 255, 255}, color.RGBA{0x14, 0x53, 0x2d, 255}
			if got := at(60, 37.5); got != edge {
				t.Errorf("top edge %v, want %v", got, edge)
			}
			if got := at(60, 30); got != white {
				t.Errorf("above the box %v, want white", got)
			}
			if got := at(60, 50); got == white || got == edge {
				t.Errorf("inside the box %v, want a light green", got)
			}
		})
	}
	if err := p.WritePNG(&bytes.Buffer{}, []byte("no picture"), inspect.Stages()); err == nil {
		t.Error("a page image that is none: no error")
	}
}

// TestColours: the help text says what the colours of every stage stand for.
func TestColours(t *testing.T) {
	for _, s := range inspect.Stages() {
		if !regexp.MustCompile(`(?m)^  ` + string(s) + ` +\S`).MatchString(inspect.Colours()) {
			t.Errorf("no colours of %s", s)
		}
	}
}
