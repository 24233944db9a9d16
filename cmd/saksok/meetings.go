package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/ledger"
	"saksok/ingest/link"
	"saksok/search/web"
)

// meetings shows the web what the documents say together.
type meetings struct {
	ledger *ledger.Ledger
	links  *link.Reader
}

var _ web.Meetings = (*meetings)(nil)

func newMeetings(l *ledger.Ledger) *meetings { return &meetings{l, ingest.Links(l)} }

// Meetings lists meetings, the latest first.
func (m *meetings) Meetings(ctx context.Context, f web.MeetingFilter) ([]web.MeetingSummary, string, error) {
	list, next, err := m.links.Meetings(ctx, f.After, f.Limit)
	if errors.Is(err, ledger.ErrCursor) {
		return nil, "", fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	if err != nil {
		return nil, "", err
	}
	return each(list, func(s link.Summary) web.MeetingSummary {
		return web.MeetingSummary{ID: s.ID, Meeting: s.Meeting, Documents: s.Documents, Items: s.Items, Decisions: s.Decided, Unplaced: s.Unplaced,
			Roles: each(s.Roles, func(r link.Role) string { return string(r) })}
	}), next, nil
}

// Meeting is one meeting by its id.
func (m *meetings) Meeting(ctx context.Context, id string) (*web.MeetingRecord, error) {
	return m.record(ctx)(m.links.Meeting(ctx, id))
}

// MeetingOf is the meeting of a document.
func (m *meetings) MeetingOf(ctx context.Context, id saksok.DocumentID) (*web.MeetingRecord, error) {
	return m.record(ctx)(m.links.MeetingOf(ctx, id))
}

// Matters are the matters with an archive case number.
func (m *meetings) Matters(ctx context.Context, caseRef string) ([]web.Matter, error) {
	list, err := m.links.Matters(ctx, caseRef)
	if err != nil {
		return nil, notFound(err)
	}
	return each(list, func(o link.Matter) web.Matter {
		return web.Matter{CaseRef: o.Ref, Title: o.Title, Organisation: o.Organisation,
			Treatments: each(o.Treatments, func(t link.Treatment) web.MatterTreatment {
				return web.MatterTreatment{MeetingID: t.MeetingID, Meeting: t.Meeting, Evidence: string(t.Why), Case: meetingCase(t.Case)}
			})}
	}), nil
}

// each is a list with every element changed; never nil, so that its JSON is [].
func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// record makes a meeting one for the web, with the documents' file names.
func (m *meetings) record(ctx context.Context) func(*link.Meeting, error) (*web.MeetingRecord, error) {
	return func(o *link.Meeting, err error) (*web.MeetingRecord, error) {
		if err != nil {
			return nil, notFound(err)
		}
		r := recordOf(o)
		for i := range r.Documents {
			_, places, err := m.ledger.Document(ctx, r.Documents[i].ID)
			if err != nil {
				return nil, notFound(err)
			}
			if len(places) > 0 {
				r.Documents[i].Name = filepath.Base(places[0].Path)
			}
		}
		return r, nil
	}
}

func recordOf(m *link.Meeting) *web.MeetingRecord {
	return &web.MeetingRecord{
		ID: m.ID, Meeting: m.Meeting, Documents: each(m.Documents, meetingDocument), Cases: each(m.Cases, meetingCase),
		Unplaced: each(m.Unplaced, func(u link.Unplaced) web.UnplacedDecision {
			return web.UnplacedDecision{Passage: passage(u.Passage), Item: u.Number, Title: u.Title, Reason: string(u.Reason)}
		}),
		Versions: each(m.Versions, func(v link.Revision) web.MeetingVersion {
			return web.MeetingVersion{Role: string(v.Role), Old: v.Old, New: v.New, Changes: each(v.Changes, change)}
		}),
	}
}

func meetingDocument(d link.Document) web.MeetingDocument {
	return web.MeetingDocument{ID: d.ID, Role: string(d.Role), Kind: d.Kind, Title: d.Title, Evidence: string(d.Why), Items: d.Items,
		Seen: d.Seen, Gone: d.Gone, NewerVersion: d.Newer}
}

func meetingCase(c link.Case) web.MeetingCase {
	return web.MeetingCase{
		Number: c.Number, Key: c.Key, Title: c.Title, CaseRef: c.Ref, Closed: c.Closed,
		Sources:   each(c.Where, func(a link.Appearance) web.Source { return source(a.Place) }),
		Proposals: each(c.Proposals, passage), Motions: each(c.Motions, passage), Earlier: each(c.Earlier, passage),
		Decisions: each(c.Results, decided),
	}
}

func source(p link.Place) web.Source {
	return web.Source{Document: p.Document, Page: p.Page, Box: p.Box}
}

func passage(p link.Passage) web.Passage {
	types := p.Types
	if types == nil {
		types = []saksok.DecisionType{}
	}
	return web.Passage{Status: p.Status, Types: types, Text: p.Text.Text, Printed: p.Printed, Label: p.Label, Proposer: p.Proposer,
		Vote: p.Vote, TreatedBy: p.TreatedBy, Sources: each(p.Places, source)}
}

func decided(r link.Result) web.DecidedPassage {
	d := web.DecidedPassage{Passage: passage(r.Passage), Similarity: r.Like, Diff: each(r.Diff, piece)}
	if r.Proposal >= 0 {
		d.Proposal = &r.Proposal
	}
	if r.Motion >= 0 {
		d.Motion = &r.Motion
	}
	return d
}

func piece(p link.Piece) web.DiffPiece { return web.DiffPiece{Op: string(p.Op), Text: p.Text} }

func change(c link.Change) web.VersionChange {
	return web.VersionChange{Kind: string(c.Kind), Item: c.Number, Title: c.Title, Status: c.Status, Was: c.Was, Diff: each(c.Diff, piece)}
}
