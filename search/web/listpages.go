package web

import (
	"fmt"
	"net/http"
	"net/url"
)

type documentsView struct {
	layout
	Docs     []DocumentSummary
	Outcome  Outcome
	Outcomes []choice
	Next     string
}

// documentsPage lists the documents with what became of each.
func (s *site) documentsPage(w http.ResponseWriter, r *http.Request) error {
	f := DocumentFilter{Limit: 50}
	if err := readParams(r.URL.Query(), listParams, &f).orNil(); err != nil {
		return err
	}
	docs, next, err := s.library.Documents(r.Context(), f)
	if err != nil {
		return fmt.Errorf("listing documents: %w", err)
	}
	v := documentsView{layout: s.layout("Dokumenter", "documents"), Docs: docs, Outcome: f.Outcome}
	for _, o := range outcomes {
		v.Outcomes = append(v.Outcomes, choice{string(o), label("outcome", string(o)), o == f.Outcome})
	}
	if next != "" {
		q := url.Values{"after": {next}}
		if f.Outcome != "" {
			q.Set("outcome", string(f.Outcome))
		}
		v.Next = link("/documents", q)
	}
	return s.render(w, http.StatusOK, "documents", v)
}

type statusPageView struct {
	layout
	Report      *Report
	Outcomes    []linkView
	Unread      []Unread
	UnreadTotal int
	Sources     []SourceStatus
	Failing     int
}

// shownUnread is how much of what was not read the status page lists.
const shownUnread = 100

// statusPage tells how far ingest is and, as loudly, what it could not read.
func (s *site) statusPage(w http.ResponseWriter, r *http.Request) error {
	if err := readParams[struct{}](r.URL.Query(), nil, nil).orNil(); err != nil {
		return err
	}
	rep, err := s.status.Report(r.Context())
	if err != nil {
		return fmt.Errorf("reporting: %w", err)
	}
	v := statusPageView{layout: s.layout("Status", "status"), Report: rep}
	for _, o := range outcomes {
		v.Outcomes = append(v.Outcomes, linkView{Label: label("outcome", string(o)), Count: rep.Outcomes[o], HasCount: true,
			URL: link("/documents", url.Values{"outcome": {string(o)}}), Note: string(o)})
	}
	if v.Unread, v.UnreadTotal, err = s.status.Unread(r.Context(), shownUnread); err != nil {
		return fmt.Errorf("listing what was not read: %w", err)
	}
	if s.sources != nil {
		if v.Sources, err = s.sources.Sources(r.Context()); err != nil {
			return fmt.Errorf("listing sources: %w", err)
		}
		v.Failing = failing(v.Sources)
	}
	return s.render(w, http.StatusOK, "status", v)
}
