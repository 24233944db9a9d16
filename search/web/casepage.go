package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"saksok/search"
)

// itemView is one case with all that was read of it.
type itemView struct {
	layout
	Hit        hitView
	Meeting    string
	MeetingURL string // "" where nothing joins documents to meetings
	BesideURL  string // where the meeting has the case, proposals beside decisions
	MatterRef  string // the archive case, "" for none
	MatterURL  string
	Decisions  []hitView
	Statements []statementView
	Tables     []tableView
	Figures    []hitView // those in no table above
	Cut        bool      // more belongs to the case than is listed
	People     []hitView
	Text       [][]textPart
	Similar    []alikeView
	APIURL     string
}

// casePage shows a case: what was proposed and decided, its figures, and its text.
func (s *site) casePage(w http.ResponseWriter, r *http.Request) error {
	id := printable(r.PathValue("id"), maxValue)
	it, err := s.item(r.Context(), &idPath{rawQuery: rawQuery{r.URL.Query()}, ID: id})
	if err != nil {
		return err
	}
	v := &itemView{layout: s.layout(it.Item.Title, "search"), Hit: hitOf(&it.Item, s.coverage(r.Context(), []search.Hit{it.Item})),
		Decisions: hitViews(it.Decisions, nil), People: hitViews(it.People, nil), Cut: len(it.Cut) > 0, APIURL: "/api/v1/items/" + it.Item.ID}
	v.Tables, v.Figures = s.caseTables(it.read, hitViews(it.Figures, nil))
	s.followRows(v.Figures)
	if v.Title == "" {
		v.Title = v.Hit.Heading
	}
	for i := range it.Similar {
		v.Similar = append(v.Similar, alikeOf(&it.Similar[i]))
	}
	for i := range it.Statements {
		v.Statements = append(v.Statements, statementOf(it.Item.Document, &it.Statements[i], 0))
	}
	if d := it.Item.ItemDetail; d != nil {
		v.Text = textParts(d.Text, nil)
	}
	if err := s.fillCaseMeeting(r.Context(), v, &it.Item); err != nil {
		return err
	}
	return s.render(w, http.StatusOK, "case", v)
}

// fillCaseMeeting finds the meeting that treated the case, and the matter.
func (s *site) fillCaseMeeting(ctx context.Context, v *itemView, h *search.Hit) error {
	if s.meetings == nil {
		return nil
	}
	m, err := s.meetings.MeetingOf(ctx, h.Document)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finding the meeting of %s: %w", h.Document, err)
	}
	if m.ID != "" {
		v.Meeting, v.MeetingURL = meetingTitle(&m.Meeting), meetingURL(m.ID)
	}
	for i, c := range m.Cases {
		if c.Number != h.Item || h.Item == "" {
			continue
		}
		if v.BesideURL = v.MeetingURL + "#" + caseAnchor(i); m.ID == "" {
			v.BesideURL = ""
		}
		if c.CaseRef != "" {
			v.MatterRef, v.MatterURL = c.CaseRef, link("/matters", url.Values{"ref": {c.CaseRef}})
		}
	}
	return nil
}
