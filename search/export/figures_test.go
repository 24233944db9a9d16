package export_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"saksok"
	"saksok/search"
	"saksok/search/export"
)

const sha = saksok.DocumentID("aa00bb11cc22dd33aa00bb11cc22dd33aa00bb11cc22dd33aa00bb11cc22dd33")

func hitOf(f saksok.Figure) *search.Hit {
	f.Page, f.Box = 7, saksok.Box{100, 200.5, 150, 212}
	return &search.Hit{Type: search.TypeFigure, ID: "f", Item: "12/24", Title: "Budsjett 2025", Body: "Formannskapet", Organisation: "Storvik kommune",
		Date: "2024-11-13", Document: sha, Page: 7, Box: f.Box, URL: "/documents/" + string(sha) + "/pages/7?box=" + f.Box.String(), Figure: &f}
}

func each(hits ...*search.Hit) iter.Seq2[*search.Hit, error] {
	return func(yield func(*search.Hit, error) bool) {
		for _, h := range hits {
			if !yield(h, nil) {
				return
			}
		}
	}
}

// sample are figures of every sort.
func sample() []*search.Hit {
	return []*search.Hit{
		hitOf(saksok.Figure{Row: "Rammetilskudd", Groups: []string{"Drift", "Inntekter"}, Columns: []string{"Budsjett", "2025"}, Year: 2025, Measure: "budsjett", Text: "-263 415", Unit: "1000 kr", Currency: "NOK", Minor: -26341500000}),
		hitOf(saksok.Figure{Row: "Sum \"drift\", netto", Columns: []string{"2025"}, Text: "12,50", Unit: "kr", Currency: "NOK", Minor: 1250, Total: true, Check: saksok.CheckVerified}),
		hitOf(saksok.Figure{Text: "17,0", Context: "Det ble\nbrukt om lag 17,0.", Bound: saksok.BoundApprox}),
		hitOf(saksok.Figure{Row: "Yen", Text: "5 000", Unit: "JPY", Currency: "JPY", Minor: 5000}),
		hitOf(saksok.Figure{Row: "Null", Text: "0", Unit: "kr", Currency: "NOK"}),
	}
}

func figures(hits ...*search.Hit) *export.Figures {
	return &export.Figures{Hits: each(hits...), BaseURL: "https://saksok.example.no", Query: "rammetilskudd", Total: len(hits),
		Created: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), FileName: func(saksok.DocumentID) string { return "budsjett 2025.pdf" }}
}

func write(t *testing.T, f *export.Figures, format export.Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// table reads CSV as its readers do.
func table(t *testing.T, raw []byte) (head []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatalf("reading the CSV: %v", err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, v := range r {
			row[all[0][i]] = v
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestCSV(t *testing.T) {
	raw := write(t, figures(sample()...), export.CSV)
	if n := bytes.Count(raw, []byte("\r\n")); n != 6 || bytes.Count(raw, []byte("\n")) != 6 {
		t.Errorf("%d lines end in CRLF, want 6", n)
	}
	_, rows := table(t, raw)
	want := map[string]string{
		"row": "Rammetilskudd", "groups": "Drift › Inntekter", "columns": "Budsjett › 2025", "year": "2025", "measure": "budsjett", "text": "-263 415", "unit": "1000 kr",
		"currency": "NOK", "amount": "-263415000", "minor": "-26341500000", "total": "false", "check": "", "bound": "", "context": "",
		"item": "12/24", "title": "Budsjett 2025", "body": "Formannskapet", "organisation": "Storvik kommune", "date": "2024-11-13",
		"document": string(sha), "file": "budsjett 2025.pdf", "page": "7", "box": "100.0,200.5,150.0,212.0",
		"link": "https://saksok.example.no/documents/" + string(sha) + "/pages/7?box=100.0,200.5,150.0,212.0",
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Errorf("first row (-want +got):\n%s", diff)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r["amount"]+"|"+r["minor"]+"|"+r["context"]+"|"+r["total"])
	}
	wantAmounts := []string{"-263415000|-26341500000||false", "12.50|1250||true", "||Det ble brukt om lag 17,0.|false", "5000|5000||false", "0|0||false"}
	if diff := cmp.Diff(wantAmounts, got); diff != "" {
		t.Errorf("amounts (-want +got):\n%s", diff)
	}
	f := figures(sample()...)
	f.BOM = true
	if !bytes.HasPrefix(write(t, f, export.CSV), []byte("\xef\xbb\xbfrow,")) {
		t.Error("no byte order mark where one is asked for")
	}
}

// dangerous cells, and what a CSV has of them.
var dangerous = []struct{ in, want string }{
	{"=1+1", "'=1+1"},
	{`=HYPERLINK("http://evil.example","x")`, `'=HYPERLINK("http://evil.example","x")`},
	{"+1+1", "'+1+1"},
	{"-1+1", "'-1+1"},
	{"@SUM(A1)", "'@SUM(A1)"},
	{"\t=1+1", "'=1+1"},
	{"\r=1+1", "'=1+1"},
	{"\x00=1+1", "'=1+1"},
	{"\tharmless", "'harmless"},
	{" =1+1", "'=1+1"},
	{"\n=1+1", "'=1+1"},
	{"＝1+1", "'＝1+1"},
	{"＋1", "'＋1"},
	{"－1", "'－1"},
	{"＠SUM(A1)", "'＠SUM(A1)"},
	{"=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"},
	{"- Lønn", "'- Lønn"},
	{"-2 500 kr", "'-2 500 kr"},
	{"\u200b=1+1", "'\u200b=1+1"},
	{`"=1+1"`, `'"=1+1"`},
	{"post;=1+1;x", "post;'=1+1;x"},
	{"a\r\n=1+1", "a =1+1"},
}

// negatives are numbers, or no formulas, and stay as they are.
var negatives = []string{"-2 500", "-2500", "-1", "- 5 548", "-263\u00a0415", "-1.234.567", "-12,50", "−241 306", "(5 548)", "5-3", "a@b.no", "2024=100"}

func TestCSVCellsDoNotRun(t *testing.T) {
	var hits []*search.Hit
	for _, d := range dangerous {
		hits = append(hits, hitOf(saksok.Figure{Row: d.in, Text: d.in, Context: d.in, Groups: []string{d.in}, Columns: []string{d.in}}))
	}
	_, rows := table(t, write(t, figures(hits...), export.CSV))
	for i, d := range dangerous {
		for _, column := range []string{"row", "groups", "text", "context", "columns"} {
			if got := rows[i][column]; got != d.want {
				t.Errorf("%s of %q: %q, want %q", column, d.in, got, d.want)
			}
		}
	}
	for _, n := range negatives {
		if got := export.Defuse(n); got != n {
			t.Errorf("Defuse(%q) = %q", n, got)
		}
	}
}

func TestXLSX(t *testing.T) {
	var hits []*search.Hit
	hits = append(hits, sample()...)
	for _, d := range dangerous {
		hits = append(hits, hitOf(saksok.Figure{Row: d.in, Text: "1", Context: d.in}))
	}
	f := figures(hits...)
	f.Total = 1000
	x, err := excelize.OpenReader(bytes.NewReader(write(t, f, export.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	column := map[string]string{}
	for i, c := range export.Columns() {
		if column[c.Name], err = excelize.ColumnNumberToName(i + 1); err != nil {
			t.Fatal(err)
		}
	}
	types := []struct {
		cell string
		kind excelize.CellType
		raw  string
	}{
		{column["row"] + "2", excelize.CellTypeInlineString, "Rammetilskudd"},
		{column["text"] + "2", excelize.CellTypeInlineString, "-263 415"},
		{column["amount"] + "2", excelize.CellTypeUnset, "-263415000"},
		{column["minor"] + "2", excelize.CellTypeUnset, "-26341500000"},
		{column["year"] + "2", excelize.CellTypeUnset, "2025"},
		{column["total"] + "3", excelize.CellTypeBool, "1"},
		{column["amount"] + "3", excelize.CellTypeUnset, "12.5"},
		{column["date"] + "2", excelize.CellTypeUnset, "45609"},
		{column["amount"] + "4", excelize.CellTypeUnset, ""},
	}
	for _, tt := range types {
		kind, err := x.GetCellType("Tall", tt.cell)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := x.GetCellValue("Tall", tt.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if kind != tt.kind || raw != tt.raw {
			t.Errorf("%s is %v %q, want %v %q", tt.cell, kind, raw, tt.kind, tt.raw)
		}
	}
	shown, err := x.GetCellValue("Tall", column["date"]+"2")
	if err != nil || shown != "2024-11-13" {
		t.Errorf("the date is shown as %q, %v", shown, err)
	}
	checkFormulas(t, x, column["link"], len(hits))
	about, err := x.GetCols("Om")
	if err != nil || !slices.Contains(about[1], fmt.Sprintf("Søket har 1000 tall; filen har de første %d.", len(hits))) {
		t.Errorf("the sheet Om does not say that the file is cut: %v", err)
	}
}

// checkFormulas wants a link in every row, and no other formula.
func checkFormulas(t *testing.T, x *excelize.File, link string, rows int) {
	t.Helper()
	links := 0
	for line := 1; line <= rows+1; line++ {
		for i := range export.Columns() {
			cell, err := excelize.CoordinatesToCellName(i+1, line)
			if err != nil {
				t.Fatal(err)
			}
			formula, err := x.GetCellFormula("Tall", cell)
			if err != nil {
				t.Fatal(err)
			}
			want := fmt.Sprintf(`HYPERLINK("https://saksok.example.no/documents/%s/pages/7?box=100.0,200.5,150.0,212.0","side 7")`, sha)
			switch {
			case formula == want && cell == link+strconv.Itoa(line):
				links++
			case formula != "":
				t.Errorf("%s is the formula %q", cell, formula)
			}
		}
	}
	if links != rows {
		t.Errorf("%d of %d rows have their link", links, rows)
	}
}

func TestJSONL(t *testing.T) {
	dec := json.NewDecoder(bytes.NewReader(write(t, figures(sample()...), export.JSONL)))
	dec.UseNumber()
	n := 0
	names := map[string]bool{}
	for ; ; n++ {
		row := map[string]any{}
		if err := dec.Decode(&row); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for name := range row {
			names[name] = true
		}
		if n == 0 && (row["amount"] != json.Number("-263415000") || row["minor"] != json.Number("-26341500000")) {
			t.Errorf("amount %v, minor %v", row["amount"], row["minor"])
		}
		if _, has := row["minor"]; has != (row["unit"] != "") {
			t.Errorf("row %d has an amount without a unit, or a unit without an amount: %v", n, row)
		}
	}
	if n != len(sample()) {
		t.Errorf("%d lines", n)
	}
	for _, c := range export.Columns() {
		if !names[c.Name] {
			t.Errorf("no line has %s", c.Name)
		}
		delete(names, c.Name)
	}
	if len(names) > 0 {
		t.Errorf("JSON has columns that CSV has not: %v", names)
	}
}

// TestPackageFitsItsSchema reads the data package as any reader would: by its
// descriptor alone.
func TestPackageFitsItsSchema(t *testing.T) {
	f := figures(append(sample(), hitOf(saksok.Figure{Row: "=1+1", Text: "-5", Unit: "kr", Currency: "NOK", Minor: -500}))...)
	f.Limit, f.Total = 5, 6
	raw := write(t, f, export.DataPackage)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Schema    string `json:"$schema"`
		Rows      int
		Total     int
		Truncated bool
		Resources []struct {
			Path, Hash string
			Bytes      int64
			Dialect    struct{ Delimiter, LineTerminator string }
			Schema     struct {
				Fields []struct {
					Name, Type  string
					Constraints struct {
						Required bool
						Enum     []string
					}
				}
			}
		}
	}
	if err := json.Unmarshal(unzip(t, z, "datapackage.json"), &d); err != nil {
		t.Fatal(err)
	}
	r := d.Resources[0]
	data := unzip(t, z, r.Path)
	sum := sha256.Sum256(data)
	if r.Bytes != int64(len(data)) || r.Hash != "sha256:"+hex.EncodeToString(sum[:]) || !d.Truncated || d.Rows != 5 || d.Total != 6 {
		t.Errorf("the descriptor says %d bytes, hash %s, %d of %d rows, truncated %t", r.Bytes, r.Hash, d.Rows, d.Total, d.Truncated)
	}
	head, rows := table(t, data)
	if len(rows) != 5 || r.Dialect.Delimiter != "," {
		t.Errorf("%d rows, delimiter %q", len(rows), r.Dialect.Delimiter)
	}
	for i, field := range r.Schema.Fields {
		if head[i] != field.Name {
			t.Errorf("column %d is %s, the schema says %s", i, head[i], field.Name)
		}
		for n, row := range rows {
			v := row[field.Name]
			if v == "" {
				if field.Constraints.Required {
					t.Errorf("row %d: %s is required and empty", n, field.Name)
				}
				continue
			}
			if !lexical[field.Type].MatchString(v) {
				t.Errorf("row %d: %s is %q, no %s", n, field.Name, v, field.Type)
			}
			if e := field.Constraints.Enum; e != nil && !slices.Contains(e, v) {
				t.Errorf("row %d: %s is %q, not one of %v", n, field.Name, v, e)
			}
		}
	}
}

// lexical are the forms of values that the table schema standard gives each type.
var lexical = map[string]*regexp.Regexp{
	"string": regexp.MustCompile(`(?s)^.*$`), "integer": regexp.MustCompile(`^-?[0-9]+$`), "number": regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`),
	"boolean": regexp.MustCompile(`^(true|false)$`), "date": regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`),
}

func unzip(t *testing.T, z *zip.Reader, name string) []byte {
	t.Helper()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBrokenOffExportsAreErrors: what ends in an error is never a whole file.
func TestBrokenOffExportsAreErrors(t *testing.T) {
	broken := errors.New("index closed")
	for _, format := range export.Formats() {
		f := figures()
		f.Hits = func(yield func(*search.Hit, error) bool) {
			if yield(sample()[0], nil) {
				yield(nil, broken)
			}
		}
		if err := f.Write(io.Discard, format); !errors.Is(err, broken) {
			t.Errorf("%s: %v", format, err)
		}
	}
	if err := figures().Write(io.Discard, "pdf"); err == nil {
		t.Error("an unknown format is written")
	}
}
