package export_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"saksok"
	"saksok/search/export"
)

func cell(r, c, rs, cs int, text string) saksok.Cell {
	return saksok.Cell{Row: r, Col: c, RowSpan: rs, ColSpan: cs, Text: text}
}

// budget is a table with two levels of headers, a wrapped label and a formula.
func budget() []saksok.Table {
	return []saksok.Table{{
		Page: 3, LastPage: 4, Item: "12/24", Caption: "Driftsbudsjett", Unit: "1000 kr", UnitSource: "corner", HeaderRows: 2,
		Cells: []saksok.Cell{
			cell(0, 0, 2, 1, "Tall i 1000 kr"), cell(0, 1, 1, 1, "Regnskap"), cell(0, 2, 1, 2, "Økonomiplan"),
			cell(1, 1, 1, 1, "2023"), cell(1, 2, 1, 1, "2025"), cell(1, 3, 1, 1, "2026"),
			cell(2, 0, 1, 1, "Tilskudd til\x1b[31m andre, herunder kirkelig fellesråd og private barnehager"), cell(2, 1, 1, 1, "-241 306"), cell(2, 2, 1, 1, "252"), cell(2, 3, 1, 1, "–"),
			cell(3, 0, 1, 1, "=Sum"), cell(3, 1, 1, 1, "1"), cell(3, 2, 1, 2, "se note"),
		},
		Checks: []saksok.Check{
			{Kind: "column_sum", Column: 1, Row: 3, Stated: "1", Computed: "2", Status: saksok.CheckMismatch, Reread: saksok.RereadDiffers,
				Terms: []saksok.Term{{Row: 2, Column: 1}}},
			{Kind: "column_sum", Column: 2, Row: 3, Stated: "1", Computed: "1", Status: saksok.CheckVerified},
		},
	}, {Page: 9, LastPage: 9}}
}

func TestTablesText(t *testing.T) {
	var b bytes.Buffer
	if err := export.WriteTablesText(&b, export.Pages(budget(), 4)); err != nil {
		t.Fatal(err)
	}
	want := `Table 1, pages 3–4, case 12/24
Driftsbudsjett
Unit: 1000 kr (corner)

Tall i 1000 kr                             Regnskap  Økonomiplan
                                               2023  2025   2026
─────────────────────────────────────────  ────────  ────  ─────
Tilskudd til[31m andre, herunder kirkelig  -241 306   252      –
fellesråd og private barnehager
=Sum                                              1  se note

Checks: 1 verified, 1 mismatch
  mismatch: column sum of "Regnskap › 2023" in "=Sum": stated 1, computed 2 = "Tilskudd til[31m andre, herunder kirkelig fellesråd og private barnehager" (our reading may be wrong: a second reading finds others)
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestTablesCSV(t *testing.T) {
	var b bytes.Buffer
	if err := export.WriteTablesCSV(&b, export.Pages(budget(), 0)); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"table", "page", "caption", "unit", "row", "c1", "c2", "c3", "c4"},
		{"1", "3", "Driftsbudsjett", "1000 kr", "1", "Tall i 1000 kr", "Regnskap", "Økonomiplan", ""},
		{"1", "3", "Driftsbudsjett", "1000 kr", "2", "", "2023", "2025", "2026"},
		{"1", "3", "Driftsbudsjett", "1000 kr", "3", "Tilskudd til[31m andre, herunder kirkelig fellesråd og private barnehager", "-241 306", "252", "–"},
		{"1", "3", "Driftsbudsjett", "1000 kr", "4", "'=Sum", "1", "se note", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}

func TestTablesHTML(t *testing.T) {
	tables := budget()
	tables[0].Cells[6].Text = "<script>alert(1)</script>"
	var b bytes.Buffer
	if err := export.WriteTablesHTML(&b, "pakke.pdf", export.Pages(tables, 0)); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "th" && n.Data != "td" && n.Data != "script" {
			continue
		}
		s := n.Data
		for _, a := range n.Attr {
			s += " " + a.Key + "=" + a.Val
		}
		if n.FirstChild != nil {
			s += ": " + n.FirstChild.Data
		}
		got = append(got, s)
	}
	want := []string{
		"th rowspan=2 scope=col: Tall i 1000 kr", "th scope=col: Regnskap", "th colspan=2 scope=colgroup: Økonomiplan",
		"th class=n scope=col: 2023", "th class=n scope=col: 2025", "th class=n scope=col: 2026",
		"th scope=row: <script>alert(1)</script>", "td class=n: -241 306", "td class=n: 252", "td class=n: –",
		"th scope=row: =Sum", "td class=n: 1", "td colspan=2: se note",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

// TestTablesKeepEveryCell: any cells, however they overlap, are printed without a
// panic, and those whose slot is free are all there.
func TestTablesKeepEveryCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := saksok.Table{Page: 1, HeaderRows: rapid.IntRange(0, 4).Draw(t, "head")}
		taken := map[[2]int]bool{}
		for i := range rapid.IntRange(0, 12).Draw(t, "cells") {
			r, c := rapid.IntRange(-1, 5).Draw(t, "r"), rapid.IntRange(-1, 5).Draw(t, "c")
			rs, cs := rapid.IntRange(-1, 3).Draw(t, "rs"), rapid.IntRange(-1, 3).Draw(t, "cs")
			tab.Cells = append(tab.Cells, cell(r, c, rs, cs, fmt.Sprintf("w%dx", i)))
			taken[[2]int{r, c}] = true
		}
		tables := export.Pages([]saksok.Table{tab}, 0)
		var text, page, table bytes.Buffer
		if err := export.WriteTablesText(&text, tables); err != nil {
			t.Fatal(err)
		}
		if err := export.WriteTablesHTML(&page, "", tables); err != nil {
			t.Fatal(err)
		}
		if err := export.WriteTablesCSV(&table, tables); err != nil {
			t.Fatal(err)
		}
		for i := range tab.Cells {
			w := fmt.Sprintf("w%dx", i)
			a, b, c := strings.Count(text.String(), w), strings.Count(page.String(), w), strings.Count(table.String(), w)
			if a != b || b != c || a > 1 {
				t.Fatalf("cell %d is %d times in text, %d in HTML, %d in CSV\n%s", i, a, b, c, text.String())
			}
		}
		if first := tab.Cells; len(first) > 0 && first[0].Row >= 0 && first[0].Col >= 0 && !strings.Contains(text.String(), "w0x") {
			t.Fatalf("the first cell is lost:\n%s", text.String())
		}
	})
}
