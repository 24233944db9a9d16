package inspect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"
)

// tables are the extraction's tables with the part of each that stands on the
// page; grids, found on this page alone, say by which engine.
func tables(x *saksok.Extraction, grids []table.Grid, page int) []Mark {
	var out []Mark
	for i, t := range x.Tables {
		cells := slices.DeleteFunc(slices.Clone(t.Cells), func(c saksok.Cell) bool { return t.PageOf(c) != page })
		if len(cells) == 0 {
			continue
		}
		m := Mark{Stage: Tables, Kind: "table", Text: t.Caption, Label: fmt.Sprintf("table %d", i)}
		for _, c := range cells {
			m.Box = m.Box.Union(c.Box)
		}
		if t.Page == page {
			m.Box = t.Box
		}
		m.Attrs = []string{m.Label, tableSize(t), engineOf(grids, m.Box), pageRange(t.Page, t.LastPage), tableUnit(t), itemName(t.Item)}
		if t.Unit != "" {
			m.Label += ", " + t.Unit
		}
		out = append(out, m)
		for _, c := range cells {
			kind := "cell"
			if c.Row < t.HeaderRows {
				kind = "head"
			}
			out = append(out, Mark{
				Stage: Tables, Kind: kind, Part: true, Box: c.Box, Text: c.Text,
				Attrs: []string{place("row", c.Row, c.RowSpan), place("column", c.Col, c.ColSpan)},
			})
		}
		out = append(out, checks(t)...)
	}
	return out
}

func checks(t saksok.Table) []Mark {
	var out []Mark
	for _, c := range t.Checks {
		out = append(out, Mark{
			Stage: Tables, Kind: "check", Part: true,
			Attrs: []string{place("row", c.Row, 1), place("column", c.Column, 1)},
			Text:  fmt.Sprintf("%s %s: stated %s, computed %s%s", c.Kind, c.Status, c.Stated, c.Computed, terms(c)),
		})
	}
	return out
}

// terms are the cells that a check adds up, as row and column: " of 1:2 3:2".
func terms(c saksok.Check) string {
	var b strings.Builder
	for i, t := range c.Terms {
		if i == 0 {
			b.WriteString(" of")
		}
		fmt.Fprintf(&b, " %d:%d", t.Row, t.Column)
	}
	return b.String()
}

func tableSize(t saksok.Table) string {
	rows, cols := 0, 0
	for _, c := range t.Cells {
		rows, cols = max(rows, c.Row+c.RowSpan), max(cols, c.Col+c.ColSpan)
	}
	return fmt.Sprintf("%d × %d, %s", rows, cols, count(t.HeaderRows, "head"))
}

func tableUnit(t saksok.Table) string {
	if t.Unit == "" {
		return "no unit"
	}
	return fmt.Sprintf("%s (%s)", t.Unit, t.UnitSource)
}

// engineOf is the engine of the grid that covers most of a box.
func engineOf(grids []table.Grid, b saksok.Box) string {
	best, name := 0.0, ""
	for _, g := range grids {
		over := max(0, min(g.Box[2], b[2])-max(g.Box[0], b[0])) * max(0, min(g.Box[3], b[3])-max(g.Box[1], b[1]))
		if over > best {
			best, name = over, string(g.Engine)
		}
	}
	return name
}

func place(what string, at, span int) string {
	if span > 1 {
		return fmt.Sprintf("%s %d–%d", what, at, at+span-1)
	}
	return fmt.Sprintf("%s %d", what, at)
}

func pageRange(first, last int) string {
	if first == last {
		return fmt.Sprintf("page %d", first)
	}
	return fmt.Sprintf("pages %d–%d", first, last)
}

func itemName(n saksok.ItemNumber) string {
	if n == "" {
		return "no item"
	}
	return "item " + string(n)
}

// barWidth is how wide the bar beside an item's text is, barGap its distance.
const barWidth, barGap = 5, 14

// items are the headings (or agenda rows) on the page, and for each item with text
// on the page a bar beside it: from its heading, or the page's top, to the next
// item's or the end of the print.
func items(x *saksok.Extraction, p *layout.Page) []Mark {
	var heads, texts []Mark
	left, top, bottom := extent(p)
	for _, it := range x.Items {
		name := cmp.Or(string(it.Number), "(unnumbered)")
		if it.HeadPage == p.Number {
			heads = append(heads, Mark{
				Stage: Items, Kind: "heading", Box: it.Box, Label: name, Text: it.Title,
				Attrs: []string{name, pageRange(it.FirstPage, it.LastPage), evidence(it), itemFlags(it)},
			})
		}
		if it.FirstPage > p.Number || it.LastPage < p.Number {
			continue
		}
		from := top
		if it.FirstPage == p.Number && it.HeadPage == p.Number {
			from = it.Box[1]
		}
		texts = append(texts, Mark{
			Stage: Items, Kind: "text", Label: name, Text: "text of the item",
			Box:   saksok.Box{left, from, left + barWidth, bottom},
			Attrs: []string{name, pageRange(it.FirstPage, it.LastPage), "", ""},
		})
	}
	slices.SortStableFunc(texts, func(a, b Mark) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	for i := 1; i < len(texts); i++ {
		texts[i-1].Box[3] = max(texts[i-1].Box[1]+1, texts[i].Box[1]-2)
	}
	return append(heads, texts...)
}

// extent is where a bar stands beside the page's text, and from where to where.
func extent(p *layout.Page) (left, top, bottom float64) {
	left, top = p.Width, p.Height
	for _, l := range p.Lines {
		if !l.Furniture {
			left, top, bottom = min(left, l.Box[0]), min(top, l.Box[1]), max(bottom, l.Box[3])
		}
	}
	if bottom == 0 {
		return 1, 1, p.Height - 1
	}
	return max(1, left-barGap), top, bottom
}

func evidence(it saksok.Item) string {
	parts := make([]string, len(it.Evidence))
	for i, e := range it.Evidence {
		parts[i] = string(e)
	}
	return strings.Join(parts, "+")
}

func itemFlags(it saksok.Item) string {
	flags := []string{string(it.Kind)}
	if it.Closed {
		flags = append(flags, "closed")
	}
	if it.CaseRef != "" {
		flags = append(flags, it.CaseRef)
	}
	if it.MeetingDay != "" {
		flags = append(flags, "meeting of "+string(it.MeetingDay))
	}
	if len(it.Presenters) > 0 {
		flags = append(flags, "presented by "+strings.Join(it.Presenters, ", "))
	}
	return strings.Join(slices.DeleteFunc(flags, func(s string) bool { return s == "" }), ", ")
}

// decisions are the decisions and proposals that begin on the page.
func decisions(x *saksok.Extraction, page int) []Mark {
	var out []Mark
	for _, d := range x.Decisions {
		if d.Page != page {
			continue
		}
		types := make([]string, len(d.Types))
		for i, t := range d.Types {
			types[i] = string(t)
		}
		out = append(out, Mark{
			Stage: Decisions, Kind: string(d.Status), Box: d.Box, Text: decisionNotes(d) + oneLine(d.Text),
			Label: fmt.Sprintf("%s · %s", d.Status, d.Rule),
			Attrs: []string{"rule " + d.Rule, itemName(d.Item), strings.Join(types, "+"), vote(d.Vote)},
		})
	}
	return out
}

func vote(v *saksok.Vote) string {
	if v == nil {
		return ""
	}
	s := string(v.Outcome)
	if v.For != nil && v.Against != nil {
		s += fmt.Sprintf(" %d:%d", *v.For, *v.Against)
	}
	return s
}

// decisionNotes are what else is known of a decision, in brackets.
func decisionNotes(d saksok.Decision) string {
	var notes []string
	for _, n := range []struct{ what, text string }{
		{"under", d.Label}, {"by", d.Proposer}, {"text of", d.TextSource}, {"meeting of", string(d.MeetingDay)},
	} {
		if n.text != "" {
			notes = append(notes, n.what+" "+oneLine(n.text))
		}
	}
	if len(notes) == 0 {
		return ""
	}
	return "[" + strings.Join(notes, ", ") + "] "
}

// figures are the amounts on the page.
func figures(x *saksok.Extraction, page int) []Mark {
	var out []Mark
	for _, f := range x.Figures {
		if f.Page != page {
			continue
		}
		kind, text := "prose", f.Context
		if f.Table != nil {
			kind, text = fmt.Sprintf("table %d", *f.Table), ""
		}
		where := strings.Join(slices.DeleteFunc(append([]string{f.Row}, f.Columns...), func(s string) bool { return s == "" }), " › ")
		if text != "" && where != "" {
			where += " | "
		}
		out = append(out, Mark{
			Stage: Figures, Kind: kind, Box: f.Box, Label: amount(f), Text: oneLine(where + text),
			Attrs: []string{f.Text, amount(f), figureFlags(f), itemName(f.Item)},
		})
	}
	return out
}

// amount is a figure in whole currency, or that its unit is not known.
func amount(f saksok.Figure) string {
	if f.Unit == "" {
		return "no unit"
	}
	sign, minor := "", uint64(f.Minor)
	if f.Minor < 0 {
		sign, minor = "-", -minor
	}
	return fmt.Sprintf("%s%d.%02d %s", sign, minor/100, minor%100, f.Currency)
}

func figureFlags(f saksok.Figure) string {
	var flags []string
	if f.Year != 0 {
		flags = append(flags, fmt.Sprint(f.Year))
	}
	flags = append(flags, f.Measure, string(f.Bound))
	if f.Total {
		flags = append(flags, "total")
	}
	flags = append(flags, string(f.Check))
	return strings.Join(slices.DeleteFunc(flags, func(s string) bool { return s == "" }), ", ")
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ⏎ ") }
