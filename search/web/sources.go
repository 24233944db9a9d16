package web

import (
	"context"
	"fmt"
	"net/http"
)

// sourceList is the answer of the API.
type sourceList struct {
	Sources []SourceStatus `json:"sources"`
}

func (s *site) apiSources(ctx context.Context, in *rawQuery) (*answer[sourceList], error) {
	if err := readParams[struct{}](in.Values, nil, nil).orNil(); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	list, err := s.sources.Sources(ctx)
	if err != nil {
		return nil, s.problemOf(ctx, fmt.Errorf("listing sources: %w", err))
	}
	return &answer[sourceList]{sourceList{append([]SourceStatus{}, list...)}}, nil
}

type sourcesView struct {
	layout
	Sources []SourceStatus
}

func (s *site) sourcesPage(w http.ResponseWriter, r *http.Request) error {
	if err := readParams[struct{}](r.URL.Query(), nil, nil).orNil(); err != nil {
		return err
	}
	list, err := s.sources.Sources(r.Context())
	if err != nil {
		return fmt.Errorf("listing sources: %w", err)
	}
	return s.render(w, http.StatusOK, "sources", sourcesView{s.layout("Kilder", "status"), list})
}

// failing counts the sources that could not be reached.
func failing(list []SourceStatus) int {
	n := 0
	for _, src := range list {
		if src.State == SourceFailing {
			n++
		}
	}
	return n
}
