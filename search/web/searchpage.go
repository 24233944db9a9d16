package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"saksok"
	"saksok/search"
)

const (
	pageHits    = 20
	shownValues = 8 // values of a facet before "vis flere"
	landingHits = 6
)

type searchView struct {
	layout
	Form     formView
	Landing  bool
	Error    string
	Details  []refusal
	Tabs     []linkView
	Chips    []linkView
	Facets   []facetView
	Bars     *barsView
	Amounts  *barsView
	Result   *search.Result
	Hits     []hitView
	Sums     []sumView
	SumYears int // how many years the amounts are about, where more than one
	// SumUndated says that the year of some is not known.
	SumUndated bool
	// Downloads are the files of the figures found.
	Downloads []linkView
	Hints     hintsView
	Next      string
	First     string // back to the first hits, on later ones
	Recent    []linkView
	Examples  []linkView
	Totals    *Totals
	Reading   *Ingest
	// Rebuilding says that hits may be missing.
	Rebuilding bool
	APIURL     string
}

// formView is the search form; Hidden keeps the filters that have no field.
type formView struct {
	From, To, Min, Max, Sort string
	Hidden                   []pair
	Sorts                    []choice
	Active                   int // filters in force
}

type pair struct{ Name, Value string }

type choice struct {
	Value, Label string
	Selected     bool
}

type linkView struct {
	Label, URL string
	Count      int
	HasCount   bool
	Selected   bool
	Note       string // said to screen readers, or in small
	Below      bool   // a part of the value before it
}

type facetView struct {
	Title  string
	Values []linkView
	More   []linkView
	Open   bool
}

type sumView struct {
	Amount string
	Count  int
}

// searchPage is the front page and the page of hits.
func (s *site) searchPage(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	q, err := parseSearch(values)
	v := &searchView{layout: s.layout("Søk", "search"), Examples: examples}
	v.Q = q.Text
	v.Form = formOf(q)
	v.Rebuilding = s.status != nil && s.status.Rebuilding()
	if len(values) == 0 {
		v.Landing = true
		v.Title = ""
		s.fillLanding(r.Context(), v)
		return s.render(w, http.StatusOK, "search", v)
	}
	status := http.StatusOK
	if err == nil {
		if q.Limit == 0 {
			q.Limit = pageHits
		}
		err = s.fillResult(r.Context(), v, q, values)
	}
	if err != nil {
		p := newHTTPProblem(r.Context(), err)
		if p.Status != http.StatusBadRequest {
			return err
		}
		status, v.Error, v.Details = p.Status, p.Detail, p.Errors
	}
	if q.Text != "" {
		v.Title = q.Text
	}
	return s.render(w, status, "search", v)
}

// fillLanding shows what there is to search in. Nothing on it is needed, so
// what cannot be had is left out and logged.
func (s *site) fillLanding(ctx context.Context, v *searchView) {
	var err error
	if v.Recent, err = s.recentMeetings(ctx); err != nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "recent meetings left out", slog.Any("error", err))
	}
	if s.status == nil {
		return
	}
	rep, err := s.status.Report(ctx)
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "totals left out", slog.Any("error", err))
		return
	}
	v.Totals = &rep.Totals
	if rep.Ingest.Running {
		v.Reading = &rep.Ingest
	}
}

// recentMeetings are the latest meetings: each once with all its documents, or
// where nothing joins those, as the documents have them.
func (s *site) recentMeetings(ctx context.Context) ([]linkView, error) {
	var out []linkView
	if s.meetings != nil {
		list, _, err := s.meetings.Meetings(ctx, MeetingFilter{Limit: landingHits})
		for _, m := range list[:min(landingHits, len(list))] {
			note := []string{m.Organisation, plural(m.Documents, "dokument", "dokumenter")}
			if m.Items > 0 {
				note = append(note, plural(m.Items, "sak", "saker"))
			}
			out = append(out, linkView{Label: meetingTitle(&m.Meeting), URL: meetingURL(m.ID), Note: sentence(note)})
		}
		return out, err
	}
	res, err := s.searcher.Search(ctx, search.Query{
		Types: []search.HitType{search.TypeMeeting}, Sort: "-date", Limit: landingHits, Facets: []string{"none"},
	})
	if err != nil {
		return nil, err
	}
	annotate(res, search.Query{}, "/")
	for _, h := range hitViews(res.Hits, nil) {
		out = append(out, linkView{Label: h.Heading, URL: h.URL, Note: sentence([]string{longDate(h.Date), h.Organisation})})
	}
	return out, nil
}

// sentence joins what is not empty.
func sentence(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func (s *site) fillResult(ctx context.Context, v *searchView, q search.Query, values url.Values) error {
	res, err := s.searcher.Search(ctx, q)
	if err != nil {
		return fmt.Errorf("searching: %w", err)
	}
	links := q
	links.Limit = 0
	if q.Limit != pageHits {
		links.Limit = q.Limit
	}
	annotate(res, links, "/")
	v.Result = res
	v.Hits = hitViews(res.Hits, s.coverage(ctx, res.Hits))
	v.Tabs = tabsOf(links, res)
	v.Chips = chipsOf(links, res)
	v.Facets = facetsOf(links, res)
	v.Bars, v.Amounts = dateBars(res), amountBars(res, links)
	v.Sums = sumsOf(res)
	if n := figureYears(res); n > 1 {
		v.SumYears = n
	}
	v.SumUndated = undatedFigures(res)
	v.Downloads = s.downloadsOf(links, res)
	s.followRows(v.Hits)
	v.Form.Active = len(v.Chips)
	base := links.Values()
	v.APIURL = link("/api/v1/search", base)
	for _, f := range feedPaths {
		v.Feeds = append(v.Feeds, linkView{Label: f.label, URL: link(f.path, base), Note: f.mediaType})
	}
	v.Hints = hintsOf(links, res)
	if values.Get("after") != "" {
		v.First = searchURL("/", base)
	}
	if res.Next != "" {
		next := links.Values()
		next.Set("after", res.Next)
		v.Next = link("/", next)
	}
	return nil
}

// coverage finds how much was read of the documents behind the hits. Without
// it the hits still stand, so an error only costs the remark.
func (s *site) coverage(ctx context.Context, hits []search.Hit) map[saksok.DocumentID]DocumentSummary {
	out := map[saksok.DocumentID]DocumentSummary{}
	for _, h := range hits {
		if _, known := out[h.Document]; known || h.Document == "" {
			continue
		}
		rec, err := s.library.Document(ctx, h.Document)
		if err != nil {
			s.log.LogAttrs(ctx, slog.LevelWarn, "coverage left out", slog.String("doc", string(h.Document)), slog.Any("error", err))
			continue
		}
		out[h.Document] = rec.DocumentSummary
	}
	return out
}

func formOf(q search.Query) formView {
	f := formView{From: string(q.From), To: string(q.To), Sort: q.Sort}
	if q.Min != nil {
		f.Min = number(*q.Min)
	}
	if q.Max != nil {
		f.Max = number(*q.Max)
	}
	for _, t := range q.Types {
		f.Hidden = append(f.Hidden, pair{"type", string(t)})
	}
	for _, name := range facetNames {
		for _, value := range q.Filters[name] {
			f.Hidden = append(f.Hidden, pair{name, value})
		}
	}
	for _, s := range sorts {
		f.Sorts = append(f.Sorts, choice{s, sortLabels[s], s == q.Sort})
	}
	return f
}

// tabsOf is one tab for everything and one for each type of hit.
func tabsOf(q search.Query, res *search.Result) []linkView {
	counts := map[string]int{}
	for _, f := range res.Facets["type"] {
		counts[f.Value] = f.Count
	}
	tab := func(text, value string) linkView {
		one := q
		one.Types = nil
		if value != "" {
			one.Types = []search.HitType{search.HitType(value)}
		}
		n, known := counts[value]
		selected := value == "" && len(q.Types) == 0 || slices.Contains(q.Types, search.HitType(value))
		known = known || value != "" && res.Facets["type"] != nil
		return linkView{Label: text, URL: searchURL("/", one.Values()), Count: n, HasCount: known, Selected: selected}
	}
	out := []linkView{tab("Alle", "")}
	for _, t := range hitTypes {
		out = append(out, tab(label("type", string(t)), string(t)))
	}
	return out
}

// chipsOf are the filters in force, each with the address without it; those
// that were recognised in the words come last and say so.
func chipsOf(q search.Query, res *search.Result) []linkView {
	var out []linkView
	base := q.Values()
	without := func(text, name, value string) {
		out = append(out, linkView{Label: text, URL: searchURL("/", toggled(base, name, value))})
	}
	for _, name := range facetNames {
		for _, value := range q.Filters[name] {
			without(facetTitles[name]+": "+label(name, value), name, value)
		}
	}
	if q.From != "" {
		without("Fra "+longDate(q.From), "from", string(q.From))
	}
	if q.To != "" {
		without("Til "+longDate(q.To), "to", string(q.To))
	}
	if q.Min != nil {
		without("Minst "+money(*q.Min*100, "NOK"), "min", strconv.FormatInt(*q.Min, 10))
	}
	if q.Max != nil {
		without("Høyst "+money(*q.Max*100, "NOK"), "max", strconv.FormatInt(*q.Max, 10))
	}
	for _, rec := range res.Query.Recognised {
		v := q.Values()
		v.Del("q")
		if rec.Rest != "" {
			v.Set("q", rec.Rest)
		}
		out = append(out, linkView{Label: rec.Filter, URL: searchURL("/", v), Note: "lest av «" + rec.Text + "»"})
	}
	return out
}

// partialFacets belong to one type of hit: that the others have no value there
// says nothing.
var partialFacets = []string{"status", "figure_year", "item_kind", "decision_type", "topic", "currency", "check"}

func facetsOf(q search.Query, res *search.Result) []facetView {
	var out []facetView
	for _, name := range facetNames {
		f := facetView{Title: facetTitles[name], Open: len(q.Filters[name]) > 0 || len(out) < 4}
		values := res.Facets[name]
		if name == "topic" {
			values = topicTree(values)
		}
		for _, fv := range values {
			if fv.Value == "missing" && !fv.Selected && slices.Contains(partialFacets, name) {
				continue
			}
			l := linkView{Label: label(name, fv.Value), URL: fv.ToggleURL, Count: fv.Count, HasCount: true, Selected: fv.Selected}
			l.Below = name == "topic" && strings.Contains(fv.Value, "/")
			if len(f.Values) < shownValues || fv.Selected {
				f.Values = append(f.Values, l)
			} else {
				f.More = append(f.More, l)
			}
		}
		alone := len(f.Values) == 1 && res.Facets[name][0].Value == "missing" && !f.Values[0].Selected
		if len(f.Values) > 0 && !alone {
			out = append(out, f)
		}
	}
	return out
}

// figureYears counts the years the figures found are about. Amounts of several
// are not added up on the page: nobody has that money in any year.
func figureYears(res *search.Result) int {
	selected, all := 0, 0
	for _, v := range res.Facets["figure_year"] {
		switch {
		case v.Selected:
			selected++
		case v.Value != "missing" && v.Count > 0 && !v.Excluded:
			all++
		}
	}
	if selected > 0 {
		return selected
	}
	return all
}

// undatedFigures tells whether there are figures whose year is not known, which may
// be the budget and the accounts of one line. They are not added up either.
func undatedFigures(res *search.Result) bool {
	dated := 0
	for _, v := range res.Facets["figure_year"] {
		if v.Selected {
			return v.Value == "missing"
		}
		if v.Value != "missing" && !v.Excluded {
			dated += v.Count
		}
	}
	for _, v := range res.Facets["type"] {
		if v.Value == string(search.TypeFigure) && len(res.Facets["figure_year"]) > 0 {
			return v.Count > dated && v.Count > 1
		}
	}
	return false
}

// sumsOf are the sums by currency, the largest number of figures first.
func sumsOf(res *search.Result) []sumView {
	var out []sumView
	for currency, sum := range res.Sums {
		if sum.Count > 0 && currency != "" {
			out = append(out, sumView{money(sum.Minor, currency), sum.Count})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Amount < out[j].Amount
	})
	return out
}

// examples show the query language on the front page.
var examples = []linkView{
	{Label: "budsjett", URL: "/?q=budsjett", Note: "ett ord"},
	{Label: `"tas til orientering"`, URL: "/?q=%22tas+til+orientering%22", Note: "en hel frase"},
	{Label: "digitalisering -skole", URL: "/?q=digitalisering+-skole", Note: "uten et ord"},
	{Label: "skole or barnehage", URL: "/?q=skole+or+barnehage", Note: "enten eller"},
	{Label: "budsjett over 200 millioner", URL: "/?q=budsjett+over+200+millioner", Note: "beløp slik man skriver dem"},
	{Label: "beløp:50mill..100mill", URL: "/?q=bel%C3%B8p%3A50mill..100mill&type=figure", Note: "beløp mellom"},
	{Label: "år:2020 status:vedtatt", URL: "/?q=%C3%A5r%3A2020+status%3Avedtatt", Note: "felt og verdi"},
	{Label: "sak:28/20", URL: "/?q=sak%3A28%2F20", Note: "et saksnummer"},
	{Label: "dato:2020-11..2021-03", URL: "/?q=dato%3A2020-11..2021-03", Note: "møter mellom to datoer"},
}
