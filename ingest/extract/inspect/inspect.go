// Package inspect shows what each stage of the reading made of one page: the runs
// of print as the file draws them, lines, blocks, tables, items, decisions and
// figures. It answers "which rule saw what here?", as text and as a picture of the
// page with boxes, for those who write the rules.
//
// It goes by what the stages hand on, never by what they keep to themselves, so a
// stage shows here exactly what the next one has to work with.
package inspect

import (
	"fmt"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
	"saksok/ingest/extract/table"
)

// Stage is one step from print to facts.
type Stage string

// The stages, in the order a page goes through them.
const (
	Runs      Stage = "runs"      // print as the file draws it, ruled lines, pictures
	Lines     Stage = "lines"     // in reading order, with furniture and headings
	Blocks    Stage = "blocks"    // paragraphs, with broken words joined
	Tables    Stage = "tables"    // grids and their cells
	Items     Stage = "items"     // cases (saker): headings and how far their text goes
	Decisions Stage = "decisions" // decisions and proposals
	Figures   Stage = "figures"   // amounts of money
)

// Stages are all stages in order.
func Stages() []Stage {
	return []Stage{Runs, Lines, Blocks, Tables, Items, Decisions, Figures}
}

// ParseStages reads the names of stages; no name is all of them.
func ParseStages(names []string) ([]Stage, error) {
	all := Stages()
	if len(names) == 0 {
		return all, nil
	}
	var out []Stage
	for _, n := range names {
		s := Stage(n)
		if !slices.Contains(all, s) {
			return nil, fmt.Errorf("unknown stage %q: use %s", n, listed(all))
		}
		out = append(out, s)
	}
	return slices.DeleteFunc(all, func(s Stage) bool { return !slices.Contains(out, s) }), nil
}

func listed(stages []Stage) string {
	names := make([]string, len(stages))
	for i, s := range stages {
		names[i] = string(s)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// Mark is one thing a stage made of the page.
type Mark struct {
	Stage Stage
	Kind  string     // what it is within its stage: "heading", "cell", "adopted"
	Box   saksok.Box // the zero Box where it has no place on this page
	Attrs []string   // what the stage knows of it, in the order of the kind; may hold ""
	Text  string     // as printed, or what there is to say
	Label string     // beside its box in a picture
	Part  bool       // part of the mark before it
}

// Page is what the stages made of one page.
type Page struct {
	Number, Of    int
	Width, Height float64
	Title         string   // the document's
	Facts         []string // what is known of the page as a whole, and its problems
	Marks         []Mark   // in the order of the stages
}

// Look shows one page of a document. pages are all of its pages, since layout
// judges a page by the others, and x is the extraction made of them.
func Look(pages []pdftext.Page, x *saksok.Extraction, number int) (*Page, error) {
	if number < 1 || number > len(pages) {
		return nil, fmt.Errorf("page %d: the document has pages 1 to %d", number, len(pages))
	}
	doc := layout.Build(pages)
	raw, laid := &pages[number-1], &doc.Pages[number-1]
	p := &Page{Number: number, Of: len(pages), Width: raw.Width, Height: raw.Height, Title: x.Document.Title}
	p.Facts = facts(raw, laid, doc, x)
	var grids []table.Grid
	if !laid.Garbled {
		grids = table.Find(laid)
	}
	p.Marks = slices.Concat(
		runs(raw), lines(laid), blocks(doc, laid), tables(x, grids, number),
		items(x, laid), decisions(x, number), figures(x, number),
	)
	return p, nil
}

// facts are the page and the document in a few sentences.
func facts(raw *pdftext.Page, laid *layout.Page, doc *layout.Document, x *saksok.Extraction) []string {
	page := fmt.Sprintf("page %d of %d: %.1f × %.1f points, %s, %d glyphs", raw.Number, len(doc.Pages), raw.Width, raw.Height, raw.Engine, len(raw.Glyphs))
	for _, f := range []struct {
		is   bool
		text string
	}{
		{len(raw.Turned) > 0, fmt.Sprintf("%d turned", len(raw.Turned))},
		{raw.UnmappedGlyphs > 0, fmt.Sprintf("%d unmapped", raw.UnmappedGlyphs)},
		{raw.InvisibleGlyphs > 0, fmt.Sprintf("%d invisible", raw.InvisibleGlyphs)},
		{raw.Turn != 0, fmt.Sprintf("turned by %d°", raw.Turn)},
		{raw.Ink >= 0, fmt.Sprintf("ink %.2f %%", 100*raw.Ink)},
		{laid.Textless, "textless"},
		{laid.Garbled, "garbled"},
	} {
		if f.is {
			page += ", " + f.text
		}
	}
	out := []string{
		page,
		fmt.Sprintf("body size %g, the document's %g", laid.BodySize, doc.BodySize),
		fmt.Sprintf("document: %s, %s, %q", x.Document.Kind, x.Document.Language, x.Document.Title),
		meeting(x.Meeting),
	}
	for _, pr := range x.Problems {
		if pr.Page != raw.Number && pr.Page != 0 {
			continue
		}
		out = append(out, fmt.Sprintf("problem %s: %s", pr.Code, pr.Message))
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func meeting(m saksok.Meeting) string {
	if m == (saksok.Meeting{}) {
		return ""
	}
	parts := []string{m.Organisation, m.Body, m.Number, string(m.Date), strings.Trim(m.Start+"–"+m.End, "–"), m.Place}
	return "meeting: " + strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
