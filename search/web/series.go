package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"saksok"

	"saksok/search"
	"saksok/search/series"
)

// seriesQuery is a line of tables to follow.
type seriesQuery struct {
	row string
	search.Query
}

var seriesParams = makeSeriesParams()

// makeSeriesParams takes the filters of a search that narrow a series.
func makeSeriesParams() []param[seriesQuery] {
	out := []param[seriesQuery]{{name: "row", doc: "The row label; line numbers, footnote marks and spelling do not matter.",
		read: func(q *seriesQuery, v []string) error { q.row = v[0]; return nil }}}
	for _, p := range searchParams {
		if slices.Contains([]string{"body", "organisation", "figure_year", "currency", "from", "to"}, p.name) {
			out = append(out, param[seriesQuery]{name: p.name, doc: p.doc, many: p.many, number: p.number, values: p.values,
				read: func(q *seriesQuery, v []string) error { return p.read(&q.Query, v) }})
		}
	}
	return out
}

// errNoRow asks for the label.
var errNoRow = both("is needed, with a word in it", "må være med, med et ord i")

func parseSeries(values url.Values) (seriesQuery, error) {
	q := seriesQuery{Query: search.Query{Filters: map[string][]string{}}}
	bad := readParams(values, seriesParams, &q)
	if search.RowKey(q.row) == "" && len(bad.details) == 0 {
		bad.refuse("row", errNoRow)
	}
	return q, bad.orNil()
}

// collect makes a series with the addresses of this site.
func (s *site) collect(ctx context.Context, q seriesQuery) (*series.Series, error) {
	found, err := s.figures.Row(ctx, q.row, q.Query, series.MaxFigures)
	if err != nil {
		return nil, fmt.Errorf("finding figures: %w", err)
	}
	out, err := series.Collect(q.row, addressed(found.Hits))
	if err != nil {
		return nil, fmt.Errorf("making a series: %w", err)
	}
	if found.Total > series.MaxFigures {
		out.Total = found.Total
	}
	return out, nil
}

func (s *site) apiSeries(ctx context.Context, in *rawQuery) (*answer[series.Series], error) {
	q, err := parseSeries(in.Values)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	out, err := s.collect(ctx, q)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &answer[series.Series]{*out}, nil
}

type seriesView struct {
	layout
	Row            string
	Error          string
	Series         *series.Series
	Charts         []chartView
	Lines, More    []lineView
	Contradictions []contradictionView
	Inside         []contradictionView // in one document: maybe of different things
	WithoutYear    []valueView
	Similar        []linkView
	APIURL         string
	Filters        []linkView // in force, each with the address without it
	Hidden         []pair
}

type lineView struct {
	Name     string
	Unsigned bool
	Rows     []valueView
}

type contradictionView struct {
	Year   int
	Name   string
	Values []valueView
}

// valueView is one value with its place.
type valueView struct {
	Year          int // 0 where it is that of the row above
	Text, Unit    string
	Amount        string
	Title, Detail string
	URL           string
	Contradicts   bool
	Apart         bool // nothing ties it to the year before
	Total         bool
}

// shownLines are listed openly; more are folded.
const shownLines = 6

// seriesPage follows one line of tables over the years.
func (s *site) seriesPage(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	v := &seriesView{layout: s.layout("Tall over tid", "")}
	q, err := parseSeries(values)
	v.Row = q.row
	if values.Get("row") == "" && len(values) == 0 {
		return s.render(w, http.StatusOK, "series", v)
	}
	if err == nil {
		err = s.fillSeries(r.Context(), v, q)
	}
	status := http.StatusOK
	if err != nil {
		p := newHTTPProblem(r.Context(), err)
		if p.Status != http.StatusBadRequest {
			return err
		}
		var said []string
		for _, d := range p.Errors {
			said = append(said, d.Name+": "+d.Norwegian)
		}
		status, v.Error = p.Status, strings.Join(said, "; ")
	}
	return s.render(w, status, "series", v)
}

func (s *site) fillSeries(ctx context.Context, v *seriesView, q seriesQuery) error {
	v.Title = q.row + " over tid"
	all, err := s.collect(ctx, q)
	if err != nil {
		return err
	}
	v.Series = all
	base := q.Values()
	for name, values := range q.Filters {
		for _, value := range values {
			without := toggled(base, name, value)
			without.Set("row", q.row)
			v.Filters = append(v.Filters, linkView{Label: facetTitles[name] + ": " + label(name, value), URL: link("/series", without)})
			v.Hidden = append(v.Hidden, pair{name, value})
		}
	}
	base.Set("row", q.row)
	v.APIURL = link("/api/v1/series", base)
	v.Charts = chartsOf(all.Lines)
	for i := range all.Lines {
		l := lineViewOf(&all.Lines[i])
		if i < shownLines {
			v.Lines = append(v.Lines, l)
		} else {
			v.More = append(v.More, l)
		}
	}
	for _, c := range all.Contradictions {
		view := contradictionView{Year: c.Year, Name: lineName(c.Organisation, c.Body, c.Source, strings.Join(c.Groups, " › "), c.Measure, c.Columns)}
		for i := range c.Values {
			view.Values = append(view.Values, valueViewOf(&c.Values[i]))
		}
		if c.SameDocument {
			v.Inside = append(v.Inside, view)
		} else {
			v.Contradictions = append(v.Contradictions, view)
		}
	}
	for i := range all.WithoutYear {
		v.WithoutYear = append(v.WithoutYear, valueViewOf(&all.WithoutYear[i]))
	}
	if all.Figures == 0 {
		v.Similar, err = s.similarRows(ctx, q.row)
	}
	return err
}

func lineViewOf(l *series.Line) lineView {
	v := lineView{Name: lineName(l.Organisation, l.Body, l.Source, strings.Join(l.Groups, " › "), l.Measure, l.Columns), Unsigned: l.Unsigned}
	for _, p := range l.Points {
		for i := range p.Values {
			row := valueViewOf(&p.Values[i])
			if row.Contradicts = !p.Agreed; i == 0 {
				row.Year, row.Apart = p.Year, p.Apart
			}
			v.Rows = append(v.Rows, row)
		}
	}
	return v
}

func valueViewOf(val *series.Value) valueView {
	v := valueView{Text: val.Text, Title: val.Title, URL: val.URL, Total: val.Total}
	v.Unit, v.Amount = besideText(val.Text, val.Unit, val.Minor, val.Currency)
	if v.Title == "" {
		v.Title = "Dokument " + string(val.Document[:min(12, len(val.Document))])
	}
	v.Detail = "side" + nbsp + number(int64(val.Page))
	if d := longDate(val.Date); d != "" {
		v.Detail = d + ", " + v.Detail
	}
	return v
}

// lineName names a line by what its figures share, each said once.
func lineName(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return "Uten utvalg og mål"
	}
	return strings.Join(out, " · ")
}

// shownSimilar is how many other labels a search without result offers.
const shownSimilar = 12

// similarRows are labels with the same words, for a label that is none.
func (s *site) similarRows(ctx context.Context, row string) ([]linkView, error) {
	words := strings.FieldsFunc(row, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = "post:" + w
	}
	res, err := s.searcher.Search(ctx, search.Query{Text: printable(strings.Join(words, " "), maxQuery), Limit: maxLimit,
		Types: []search.HitType{search.TypeFigure}, Facets: []string{"none"}})
	var bad *search.RequestError
	if errors.As(err, &bad) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("finding similar labels: %w", err)
	}
	var out []linkView
	seen := map[string]bool{}
	for _, h := range res.Hits {
		if h.Figure == nil || len(out) == shownSimilar {
			continue
		}
		if key := search.RowKey(h.Figure.Row); key != "" && !seen[key] {
			seen[key] = true
			out = append(out, linkView{Label: h.Figure.Row, URL: link("/series", url.Values{"row": {h.Figure.Row}})})
		}
	}
	return out, nil
}

// followRows gives hits of figures in tables the address of their series.
func (s *site) followRows(hits []hitView) {
	for i := range hits {
		if f := hits[i].Hit.Figure; f != nil {
			hits[i].Figure.Series = s.seriesURL(f)
		}
	}
}

// seriesURL is where the row of a figure is shown over the years, "" for a figure
// in prose, one without unit, and one whose row says nothing.
func (s *site) seriesURL(f *saksok.Figure) string {
	if s.figures == nil || f.Table == nil || f.Unit == "" || search.RowKey(f.Row) == "" || len(f.Row) > maxValue {
		return ""
	}
	return link("/series", url.Values{"row": {f.Row}})
}
