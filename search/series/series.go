// Package series answers "how did this line of the budget go over the years, and
// do the sources agree?": it puts the figures of one row label, from all
// documents, into lines of one body, group of rows, measure and currency with a
// point per year, each value with its place, and lists what contradicts.
//
// Nothing is mixed: amounts of different currencies never share a line, amounts
// without a stated unit or year are set apart, and a body that is not named is
// taken for another in every document. Amounts are compared in minor units, so
// that "209,9 MNOK" and "209 912 (1000 kr)" are one amount printed with different
// precision.
//
// Signs are compared within one table only. One table prints revenue with a
// minus, the next one does not, and neither says so; between tables it is the
// size of an amount that counts.
package series

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"saksok"
	"saksok/search"
)

// MaxFigures bounds the figures that a series is made of.
const MaxFigures = 5000

// SignNote says how signs are compared, for those who show a series.
const SignNote = "signs are compared within one table only; between tables the size of an amount counts"

// Series are the figures of one row label over documents and years.
type Series struct {
	Row            string          `json:"row" doc:"The label asked for."`
	Labels         []string        `json:"labels" doc:"The labels found, as printed."`
	Figures        int             `json:"figures" doc:"How many figures the series is made of."`
	Total          int             `json:"total" doc:"How many there are; more than figures were left out."`
	Lines          []Line          `json:"lines"`
	Contradictions []Contradiction `json:"contradictions"`
	WithoutYear    []Value         `json:"without_year" doc:"Amounts whose year is not stated."`
	WithoutUnit    []Value         `json:"without_unit" doc:"Numbers whose unit is not stated: no amounts."`
	Signs          string          `json:"signs"`
}

// Line is one measure of one body in one currency, over the years.
type Line struct {
	Organisation string   `json:"organisation,omitempty"`
	Body         string   `json:"body,omitempty"`
	Source       string   `json:"source,omitempty" doc:"The document's title, where no body is named."`
	Groups       []string `json:"groups,omitempty" doc:"The groups of rows it stands in, outermost first."`
	Measure      string   `json:"measure,omitempty"`
	Columns      string   `json:"columns,omitempty" doc:"What the column headers say beside year, unit and measure."`
	Currency     string   `json:"currency"`
	// Unsigned says that tables of the line differ in sign throughout, so that
	// the sizes are to be drawn.
	Unsigned bool    `json:"unsigned,omitempty" doc:"The tables of the line print opposite signs: only sizes compare."`
	Points   []Point `json:"points" doc:"By year."`
}

// Point is one year of a line.
type Point struct {
	Year int `json:"year"`
	// Chosen is the value of the point: the one all agree on, as precise as it
	// is printed, else that of the newest meeting. Nil where that one contradicts
	// itself.
	Chosen *Value `json:"chosen,omitempty"`
	Agreed bool   `json:"agreed" doc:"Whether all values are one amount, as far as they are printed."`
	// Apart says that nothing ties this point to the one before.
	Apart  bool    `json:"apart,omitempty" doc:"The value is from another table of the same document than that of the point before, and no year ties the two tables: they may be of different things."`
	Values []Value `json:"values" doc:"All values, those of the newest meeting first."`
}

// Value is one figure with its place.
type Value struct {
	Minor    int64              `json:"minor"`
	Currency string             `json:"currency"`
	Text     string             `json:"text"`
	Unit     string             `json:"unit"`
	Row      string             `json:"row"`
	Columns  []string           `json:"columns"`
	Year     int                `json:"year,omitempty"`
	Total    bool               `json:"total"`
	Check    saksok.CheckStatus `json:"check,omitempty"`
	Title    string             `json:"title"`
	Body     string             `json:"body,omitempty"`
	Date     saksok.Date        `json:"date,omitempty"`
	Document saksok.DocumentID  `json:"document"`
	Page     int                `json:"page"`
	Box      saksok.Box         `json:"box,omitzero"`
	URL      string             `json:"url"`

	table int   // index in its document
	step  int64 // what the last printed digit counts, in minor units
}

// Contradiction is one body's amounts for one year and measure that differ by
// more than the digits they are printed with.
type Contradiction struct {
	Organisation string   `json:"organisation,omitempty"`
	Body         string   `json:"body,omitempty"`
	Source       string   `json:"source,omitempty"`
	Groups       []string `json:"groups,omitempty"`
	Measure      string   `json:"measure,omitempty"`
	Columns      string   `json:"columns,omitempty"`
	Currency     string   `json:"currency"`
	Year         int      `json:"year"`
	SameDocument bool     `json:"same_document" doc:"All of them stand in one document, in different tables or rows: they may be of different things."`
	Values       []Value  `json:"values" doc:"One of each amount, those of the newest meeting first."`
}

// lineKey is what the figures of a line share.
type lineKey struct {
	organisation, body, groups, measure, columns, currency string
	document                                               saksok.DocumentID // where no body is known
}

// Collect makes the series of row out of figures; those of other rows are passed
// over. An error of hits ends it.
func Collect(row string, hits iter.Seq2[*search.Hit, error]) (*Series, error) {
	b := &builder{key: search.RowKey(row), lines: map[lineKey]*Line{}, labels: map[string]bool{},
		s: &Series{Row: row, Labels: []string{}, Lines: []Line{}, Contradictions: []Contradiction{},
			WithoutYear: []Value{}, WithoutUnit: []Value{}, Signs: SignNote}}
	for h, err := range hits {
		if err != nil {
			return nil, err
		}
		b.add(h)
	}
	return b.finish(), nil
}

type builder struct {
	key    string
	s      *Series
	lines  map[lineKey]*Line
	labels map[string]bool
}

func (b *builder) add(h *search.Hit) {
	f := h.Figure
	if f == nil || f.Table == nil || b.key == "" || search.RowKey(f.Row) != b.key {
		return
	}
	if b.s.Total++; b.s.Figures == MaxFigures {
		return
	}
	b.s.Figures++
	b.labels[f.Row] = true
	v := valueOf(h)
	switch {
	case f.Unit == "" || f.Currency == "":
		b.s.WithoutUnit = append(b.s.WithoutUnit, v)
		return
	case f.Year == 0:
		b.s.WithoutYear = append(b.s.WithoutYear, v)
		return
	}
	rest := besides(f)
	key := lineKey{search.RowKey(h.Organisation), search.RowKey(h.Body), groupKey(f.Groups), search.RowKey(f.Measure), search.RowKey(rest), f.Currency, ""}
	if key.body == "" && key.organisation == "" {
		key.document = h.Document
	}
	l := b.lines[key]
	if l == nil {
		l = &Line{Organisation: h.Organisation, Body: h.Body, Groups: f.Groups, Measure: f.Measure, Columns: rest, Currency: f.Currency}
		if key.document != "" {
			l.Source = h.Title
		}
		b.lines[key] = l
	}
	if slices.Compare(f.Groups, l.Groups) < 0 {
		l.Groups = f.Groups // of spellings that are one, whichever document comes first
	}
	i, found := slices.BinarySearchFunc(l.Points, f.Year, func(p Point, year int) int { return cmp.Compare(p.Year, year) })
	if !found {
		l.Points = slices.Insert(l.Points, i, Point{Year: f.Year})
	}
	p := &l.Points[i]
	if !slices.ContainsFunc(p.Values, func(o Value) bool { return o.Document == v.Document && o.Page == v.Page && o.Box == v.Box }) {
		p.Values = append(p.Values, v)
	}
}

func (b *builder) finish() *Series {
	s := b.s
	s.Labels = append(s.Labels, slices.Sorted(maps.Keys(b.labels))...)
	for _, l := range b.lines {
		l.Unsigned = unsigned(l.Points)
		for i := range l.Points {
			if c := l.settle(&l.Points[i]); c != nil {
				s.Contradictions = append(s.Contradictions, *c)
			}
		}
		l.partTables()
		s.Lines = append(s.Lines, *l)
	}
	slices.SortFunc(s.Lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(len(b.Points), len(a.Points)), cmp.Compare(a.name(), b.name()),
			cmp.Compare(a.Points[0].Values[0].Document, b.Points[0].Values[0].Document))
	})
	slices.SortFunc(s.Contradictions, func(a, b Contradiction) int {
		return cmp.Or(boolOrder(a.SameDocument, b.SameDocument), cmp.Compare(b.Year, a.Year),
			cmp.Compare(a.name(), b.name()),
			cmp.Compare(a.Values[0].Document, b.Values[0].Document))
	})
	for _, list := range [][]Value{s.WithoutUnit, s.WithoutYear} {
		slices.SortFunc(list, newestFirst)
	}
	return s
}

// name is what a line is sorted by.
func (l *Line) name() string {
	return strings.Join([]string{l.Organisation, l.Body, l.Source, strings.Join(l.Groups, "\x00"), l.Measure, l.Columns, l.Currency}, "\x00")
}

// name is what a contradiction is sorted by within its year.
func (c *Contradiction) name() string {
	return strings.Join([]string{c.Organisation, c.Body, strings.Join(c.Groups, "\x00"), c.Measure, c.Columns}, "\x00")
}

// groupKey is what the groups of a row are compared by: "Renter" of the revenue
// and "Renter" of the costs are two lines.
func groupKey(groups []string) string {
	keys := make([]string, len(groups))
	for i, g := range groups {
		keys[i] = search.RowKey(g)
	}
	return strings.Join(keys, "\x00")
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// newestFirst orders values by the day of their meeting, then by place.
func newestFirst(a, b Value) int {
	return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Page, b.Page),
		cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0]), cmp.Compare(a.Minor, b.Minor))
}
