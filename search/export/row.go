package export

import (
	"encoding/json"
	"strconv"
	"strings"

	"saksok"
	"saksok/search"
)

// Row is one figure as it is exported.
type Row struct {
	Row          string             `json:"row"`
	Groups       []string           `json:"groups,omitempty"`
	Columns      []string           `json:"columns"`
	Year         int                `json:"year,omitempty"`
	Measure      string             `json:"measure,omitempty"`
	Text         string             `json:"text"`
	Unit         string             `json:"unit"`
	Currency     string             `json:"currency"`
	Amount       json.Number        `json:"amount,omitempty"` // whole currency units, decimal point; never a float
	Minor        *int64             `json:"minor,omitempty"`
	Total        bool               `json:"total"`
	Check        saksok.CheckStatus `json:"check,omitempty"`
	Bound        saksok.Bound       `json:"bound,omitempty"`
	Context      string             `json:"context,omitempty"`
	Item         saksok.ItemNumber  `json:"item,omitempty"`
	Title        string             `json:"title"`
	Body         string             `json:"body,omitempty"`
	Organisation string             `json:"organisation,omitempty"`
	Date         saksok.Date        `json:"date,omitempty"`
	Document     saksok.DocumentID  `json:"document"`
	File         string             `json:"file,omitempty"`
	Page         int                `json:"page"`
	Box          string             `json:"box,omitempty"`
	Link         string             `json:"link"`
}

func (f *Figures) row(h *search.Hit) *Row {
	g := h.Figure
	r := &Row{
		Row: g.Row, Groups: g.Groups, Columns: g.Columns, Year: g.Year, Measure: g.Measure, Text: g.Text, Unit: g.Unit, Currency: g.Currency,
		Total: g.Total, Check: g.Check, Bound: g.Bound, Context: g.Context, Item: h.Item, Title: h.Title, Body: h.Body,
		Organisation: h.Organisation, Date: h.Date, Document: h.Document, Page: h.Page, Link: f.BaseURL + h.URL,
	}
	if r.Columns == nil {
		r.Columns = []string{}
	}
	if g.Unit != "" { // without a unit nobody knows what the number counts
		r.Minor, r.Amount = &g.Minor, json.Number(Whole(g.Minor, g.Currency))
	}
	if !h.Box.Empty() {
		r.Box = h.Box.String()
	}
	if f.FileName != nil {
		r.File = f.FileName(h.Document)
	}
	return r
}

// Whole prints minor units in whole units of the currency, exactly, with a
// decimal point where there are any: "80800000", "-12.50".
func Whole(minor int64, currency string) string {
	digits := saksok.MinorDigits(currency)
	s, sign := strconv.FormatInt(minor, 10), ""
	if strings.HasPrefix(s, "-") {
		s, sign = s[1:], "-"
	}
	if len(s) <= digits {
		s = strings.Repeat("0", digits+1-len(s)) + s
	}
	whole, rest := s[:len(s)-digits], s[len(s)-digits:]
	if strings.Trim(rest, "0") == "" {
		return sign + whole
	}
	return sign + whole + "." + rest
}

// Kind is the type of a column's values, by its name in a table schema.
type Kind string

// The kinds of value.
const (
	String  Kind = "string"
	Integer Kind = "integer"
	Number  Kind = "number" // with a decimal point
	Boolean Kind = "boolean"
	Date    Kind = "date" // 2020-11-13
)

// Column is a column of every export.
type Column struct {
	Name string
	Kind Kind
	Doc  string
	// Required values are never empty; Values, where given, are all there are.
	Required bool
	Values   []string
	value    func(*Row) string // as it is printed in CSV; "" for none
	width    float64           // in a spreadsheet, in characters
}

// PathSeparator stands between the headers of a column path where a format has
// one cell for them.
const PathSeparator = " › "

// Columns are the columns of an export, in order. JSON Lines has the same names,
// with the paths of groups and columns as lists.
func Columns() []Column {
	return []Column{
		{Name: "row", Kind: String, Doc: "Row label; empty for an amount in running text.", value: func(r *Row) string { return r.Row }, width: 36},
		{Name: "columns", Kind: String, Doc: "Column headers, outermost first, parted by \" › \".", value: func(r *Row) string { return strings.Join(r.Columns, PathSeparator) }, width: 26},
		{Name: "year", Kind: Integer, Doc: "The year the amount is about, where one is stated.", value: func(r *Row) string { return positive(r.Year) }, width: 7},
		{Name: "measure", Kind: String, Doc: "What was measured, as printed: regnskap, budsjett, prognose, avvik …", value: func(r *Row) string { return r.Measure }, width: 14},
		{Name: "text", Kind: String, Required: true, Doc: "The value as printed.", value: func(r *Row) string { return r.Text }, width: 14},
		{Name: "unit", Kind: String, Doc: "The unit as printed; empty where the document states none.", value: func(r *Row) string { return r.Unit }, width: 12},
		{Name: "currency", Kind: String, Doc: "ISO 4217; empty where it is not known.", value: func(r *Row) string { return r.Currency }, width: 9},
		{Name: "amount", Kind: Number, Doc: "The amount in whole units of the currency; empty where no unit is stated.", value: func(r *Row) string { return string(r.Amount) }, width: 17},
		{Name: "minor", Kind: Integer, Doc: "The same in minor units (øre).", value: func(r *Row) string { return optional(r.Minor) }, width: 19},
		{Name: "total", Kind: Boolean, Required: true, Doc: "Whether it is a sum of others; leave these out when adding up.", value: func(r *Row) string { return strconv.FormatBool(r.Total) }, width: 7},
		{Name: "check", Kind: String, Values: []string{"verified", "rounding", "mismatch", "unchecked"}, Doc: "For totals: whether the source adds up.", value: func(r *Row) string { return string(r.Check) }, width: 11},
		{Name: "bound", Kind: String, Values: []string{"approx", "over", "under"}, Doc: "How an amount in running text is hedged: om lag, over, inntil.", value: func(r *Row) string { return string(r.Bound) }, width: 8},
		{Name: "context", Kind: String, Doc: "The sentence an amount in running text stands in.", value: func(r *Row) string { return r.Context }, width: 40},
		{Name: "item", Kind: String, Doc: "Case number as printed.", value: func(r *Row) string { return string(r.Item) }, width: 11},
		{Name: "title", Kind: String, Doc: "Title of the case, or of the document where it is in none.", value: func(r *Row) string { return r.Title }, width: 40},
		{Name: "body", Kind: String, Doc: "The body (utvalg) whose meeting the document is of.", value: func(r *Row) string { return r.Body }, width: 22},
		{Name: "organisation", Kind: String, Doc: "Who the body belongs to.", value: func(r *Row) string { return r.Organisation }, width: 22},
		{Name: "date", Kind: Date, Doc: "Day of the meeting.", value: func(r *Row) string { return string(r.Date) }, width: 12},
		{Name: "document", Kind: String, Required: true, Doc: "SHA-256 of the document.", value: func(r *Row) string { return string(r.Document) }, width: 14},
		{Name: "file", Kind: String, Doc: "File name of the document.", value: func(r *Row) string { return r.File }, width: 30},
		{Name: "page", Kind: Integer, Required: true, Doc: "Page, from 1.", value: func(r *Row) string { return strconv.Itoa(r.Page) }, width: 6},
		{Name: "box", Kind: String, Doc: "Place on the page: x0,y0,x1,y1 in points from the top left.", value: func(r *Row) string { return r.Box }, width: 22},
		{Name: "link", Kind: String, Required: true, Doc: "Address of the page with the place marked.", value: func(r *Row) string { return r.Link }, width: 16},
		{Name: "groups", Kind: String, Doc: "Labels of the groups of rows it stands in, outermost first, parted by \" › \".", value: func(r *Row) string { return strings.Join(r.Groups, PathSeparator) }, width: 26},
	}
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func optional(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}
