package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"sync/atomic"
	"time"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/extract/pdftext"
	"saksok/ingest/ledger"
	"saksok/search/web"
)

// library shows the web what the pipeline keeps.
type library struct {
	house   *house
	started time.Time
	next    func() time.Time // when the schedule runs again; the zero time for never
	paths   []string         // that are looked at
	last    atomic.Pointer[ingest.Summary]
}

var (
	_ web.Library = (*library)(nil)
	_ web.Status  = (*library)(nil)
	_ web.Sources = (*library)(nil)
)

// Documents lists documents, the newest first.
func (l *library) Documents(ctx context.Context, f web.DocumentFilter) ([]web.DocumentSummary, string, error) {
	filter := ledger.Filter{Limit: f.Limit, After: f.After}
	if f.Outcome != "" {
		filter.Outcomes = []ledger.Outcome{ledger.Outcome(f.Outcome)}
	}
	page, err := l.house.pipeline.Ledger.Documents(ctx, filter)
	if errors.Is(err, ledger.ErrCursor) {
		return nil, "", fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	if err != nil {
		return nil, "", err
	}
	out := make([]web.DocumentSummary, len(page.Documents))
	for i, d := range page.Documents {
		_, places, err := l.house.pipeline.Ledger.Document(ctx, d.SHA256)
		if err != nil {
			return nil, "", err
		}
		out[i] = summary(d, places)
	}
	return out, page.Next, nil
}

// Document is one document with its places and the other versions seen there.
func (l *library) Document(ctx context.Context, id saksok.DocumentID) (*web.DocumentRecord, error) {
	d, places, err := l.house.pipeline.Ledger.Document(ctx, id)
	if err != nil {
		return nil, notFound(err)
	}
	r := &web.DocumentRecord{DocumentSummary: summary(d, places), Locations: []web.Location{}, Versions: []web.Version{}}
	for _, p := range places {
		r.Locations = append(r.Locations, web.Location{Address: p.Path, Seen: p.LastSeen, Gone: !p.MissingSince.IsZero()})
		if p.NewerVersion != "" && p.NewerVersion != id {
			r.Versions = append(r.Versions, web.Version{ID: p.NewerVersion, Seen: p.LastSeen})
		}
	}
	return r, nil
}

func summary(d ledger.Document, places []ledger.Place) web.DocumentSummary {
	s := web.DocumentSummary{
		ID: d.SHA256, Title: d.Title, Kind: d.Kind, Body: d.Body, Date: d.MeetingDate,
		Outcome: web.Outcome(d.Outcome), Reason: string(d.Reason), Message: d.Message,
		Pages: d.Pages, UnreadPages: d.UnreadPages, ProblemCount: d.Problems, Bytes: d.Bytes, Seen: d.FirstSeen,
	}
	if len(places) > 0 {
		s.Name = filepath.Base(places[0].Path)
	}
	return s
}

// Extraction is what was read of a document.
func (l *library) Extraction(_ context.Context, id saksok.DocumentID) (*saksok.Extraction, error) {
	x, err := l.house.pipeline.Extractions.Extraction(id)
	return x, notFound(err)
}

// File opens a document's original bytes.
func (l *library) File(_ context.Context, id saksok.DocumentID) (io.ReadSeekCloser, error) {
	f, err := l.house.pipeline.Originals.Open(id)
	if err != nil {
		return nil, notFound(err)
	}
	return f, nil
}

// PageImage draws a page in the PDF worker.
func (l *library) PageImage(ctx context.Context, id saksok.DocumentID, page, width int) ([]byte, error) {
	path, err := l.house.pipeline.Originals.Path(id)
	if err != nil {
		return nil, notFound(err)
	}
	png, err := l.house.reader.Render(ctx, path, page, width)
	switch {
	case err == nil, ctx.Err() != nil:
		return png, err
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: %w", web.ErrNotFound, err)
	case pdftext.Code(err) != "":
		return nil, fmt.Errorf("%w: %w", web.ErrNoImage, err)
	}
	return nil, err
}

func notFound(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	return err
}

// Rebuilding tells whether the index is being made again.
func (l *library) Rebuilding() bool { return l.house.index.Rebuilding() }

// Report is the state of ingest and the counts of the ledger.
func (l *library) Report(ctx context.Context) (*web.Report, error) {
	t, err := l.house.pipeline.Ledger.Totals(ctx)
	if err != nil {
		return nil, err
	}
	r := &web.Report{
		Started: l.started, Ingest: l.ingestState(l.house.pipeline.Status()), Outcomes: map[web.Outcome]int{},
		Rebuilding: l.Rebuilding(),
		Totals:     web.Totals{Pages: t.Pages, Items: t.Items, Decisions: t.Decisions, Figures: t.Figures, Problems: t.Problems},
	}
	for o, n := range t.Documents {
		r.Outcomes[web.Outcome(o)] += n
		if o.InIndex() {
			r.Totals.Documents += n
		}
	}
	for _, o := range []ledger.Outcome{ledger.Skipped, ledger.Duplicate} {
		r.Outcomes[web.Outcome(o)] += t.Places[o]
	}
	return r, nil
}

func (l *library) ingestState(s ingest.Status) web.Ingest {
	in := web.Ingest{Running: s.Running, Done: s.Done, Total: s.Total, LastStart: s.Since}
	if l.next != nil {
		in.Next = l.next()
	}
	if s.Last != nil {
		if !s.Running {
			in.Done, in.Total, in.LastStart = s.Last.Documents, s.Last.Documents, s.Last.Started
		}
		in.LastEnd, in.LastError = s.Last.Ended, s.Last.Error
	}
	return in
}

// Unread lists what was not wholly read.
func (l *library) Unread(ctx context.Context, limit int) ([]web.Unread, int, error) {
	list, total, err := l.house.pipeline.Ledger.Problems(ctx, limit, 0)
	if err != nil {
		return nil, 0, err
	}
	out := make([]web.Unread, len(list))
	for i, p := range list {
		out[i] = web.Unread{Document: p.Document, Address: p.Path, Outcome: web.Outcome(p.Outcome), Reason: string(p.Reason),
			Message: p.Message, Pages: p.UnreadPages, At: p.At}
	}
	return out, total, nil
}

// Ready is nil while the index answers.
func (l *library) Ready(context.Context) error {
	if _, err := l.house.index.Count(); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return nil
}
