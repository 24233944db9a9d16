package web

import (
	"context"
	"errors"
	"fmt"

	"saksok"
	"saksok/search"
)

// statementView is what minutes put on record beside the decisions. It is never
// shown as one of them.
type statementView struct {
	Kind, By, Text, URL string
	Item                saksok.ItemNumber
	Page                int
	Here                bool // on the page that is shown
}

func statementOf(doc saksok.DocumentID, st *saksok.Statement, here int) statementView {
	return statementView{Kind: label("statement", string(st.Kind)), By: st.By, Text: st.Text, Item: st.Item, Page: st.Page, Here: st.Page == here,
		URL: placeURL(doc, st.Page, st.Box)}
}

// statements are those of a case, in the order of the document. Of cases with one
// number, as where minutes of an earlier meeting are bound in, each has those on
// its pages.
func (s *site) statements(ctx context.Context, h *search.Hit) ([]saksok.Statement, error) {
	out := []saksok.Statement{}
	it := h.ItemDetail
	if it == nil {
		return out, nil
	}
	x, err := s.library.Extraction(ctx, h.Document)
	if errors.Is(err, ErrNotFound) {
		return out, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the extraction of %s: %w", h.Document, err)
	}
	for _, st := range x.Statements {
		if st.Item == it.Number && it.FirstPage <= st.Page && st.Page <= it.LastPage && st.MeetingDay == it.MeetingDay {
			out = append(out, st)
		}
	}
	return out, nil
}
