package web

import "saksok/search"

// hintsView is what the page says of how the query was understood, beside the
// filters that were read from it.
type hintsView struct {
	Instead *linkView // the query with likelier words
	Taken   bool      // the hits are those of Instead too
	Relaxed bool
	Senses  []senseView
	Years   []linkView // figures of a year, where meetings of it were asked for
}

// senseView is a word with several meanings, each with a search for it.
type senseView struct {
	Text     string
	Widened  bool
	Meanings []linkView
}

// hintsOf reads the hints from an answer; q is the search as it was asked for.
func hintsOf(q search.Query, res *search.Result) hintsView {
	e := res.Query
	v := hintsView{Taken: e.Taken && len(res.Hits) > 0, Relaxed: e.Relaxed}
	at := func(text string, more ...pair) string {
		values := q.Values()
		values.Set("q", text)
		for _, m := range more {
			values.Set(m.Name, m.Value)
		}
		return searchURL("/", values)
	}
	if e.Suggestion != "" {
		v.Instead = &linkView{Label: e.Suggestion, URL: at(e.Suggestion)}
	}
	for _, s := range e.Senses {
		sense := senseView{Text: s.Text, Widened: s.Widened}
		for i, m := range s.Meanings {
			sense.Meanings = append(sense.Meanings, linkView{Label: m, URL: at(s.Queries[i])})
		}
		v.Senses = append(v.Senses, sense)
	}
	for _, y := range e.Years {
		v.Years = append(v.Years, linkView{Label: y.Year, URL: at(y.Rest, pair{"figure_year", y.Year}, pair{"type", string(search.TypeFigure)})})
	}
	return v
}
