package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"saksok/ingest"
	"saksok/ingest/ledger"
	origin "saksok/ingest/source"
	"saksok/search/web"
)

// ran remembers what a run said of the sources; one that did not take place
// because another was under way says nothing.
func (l *library) ran(s ingest.Summary, err error) {
	if errors.Is(err, ingest.ErrRunning) || s.Interrupted {
		return
	}
	l.last.Store(&s)
}

// Sources lists the paths that are looked at, and what came from elsewhere.
func (l *library) Sources(ctx context.Context) ([]web.SourceStatus, error) {
	last := l.last.Load()
	elsewhere, err := l.source(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []web.SourceStatus
	for _, path := range l.paths {
		root, err := origin.Abs(path)
		if err != nil {
			return nil, err
		}
		s, err := l.source(ctx, root)
		if err != nil {
			return nil, err
		}
		s.Address = path
		if s.State = web.SourceNever; last != nil {
			s.State, s.Checked = web.SourceOK, last.Started.Add(last.Took).UTC()
			if why := unreached(last, path, root); why != "" {
				s.State, s.Message = web.SourceFailing, why
			}
		}
		elsewhere.Documents -= s.Documents
		elsewhere.Skipped -= s.Skipped
		elsewhere.Gone -= s.Gone
		out = append(out, s)
	}
	if elsewhere.Documents > 0 || elsewhere.Skipped > 0 || elsewhere.Gone > 0 {
		elsewhere.State = web.SourceManual
		out = append(out, elsewhere)
	}
	return out, nil
}

// source counts what is known at and below a path.
func (l *library) source(ctx context.Context, root string) (web.SourceStatus, error) {
	b, err := l.house.pipeline.Ledger.Below(ctx, origin.Kind, root)
	if err != nil {
		return web.SourceStatus{}, err
	}
	s := web.SourceStatus{Skipped: b.Places[ledger.Skipped], Gone: b.Places[ledger.Deleted], LastSeen: b.LastSeen.UTC()}
	for _, n := range b.Places {
		s.Documents += n
	}
	s.Documents -= s.Skipped + s.Gone
	return s, nil
}

// unreached is why a path, or a folder below it, could not be looked at.
func unreached(s *ingest.Summary, path, root string) string {
	if s.Err != nil {
		return "innlesingen stoppet: " + s.Err.Error()
	}
	for _, u := range s.Unreachable {
		if u.Path == path || u.Path == root || strings.HasPrefix(u.Path, root+string(filepath.Separator)) {
			return u.Path + ": " + u.Why
		}
	}
	return ""
}
