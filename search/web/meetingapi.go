package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"saksok"
	"saksok/search"
)

// meetingParams choose meetings in a list.
var meetingParams = []param[MeetingFilter]{
	{name: "limit", number: true, doc: "Meetings per answer, 1 to 100; default 50. Meetings of one day and one kind of body come together and may be more.",
		read: func(f *MeetingFilter, v []string) error { return readInt(&f.Limit, v[0], 1, maxLimit) }},
	{name: "after", doc: "The cursor next of the previous answer.",
		read: func(f *MeetingFilter, v []string) error { f.After = v[0]; return nil }},
}

// matterFilter chooses a matter.
type matterFilter struct{ ref string }

var matterParams = []param[matterFilter]{
	{name: "ref", doc: "The archive case number, in any of its forms: 2023/1482, 23/1482-5.",
		read: func(f *matterFilter, v []string) error { f.ref = v[0]; return nil }},
}

// meetingAPI registers what the API knows of meetings.
func (s *site) meetingAPI(api huma.API, op operation) {
	huma.Register(api, op("meetings", "/meetings", "List meetings, the latest first, each with all its documents", openParams(meetingParams)), s.apiMeetings)
	huma.Register(api, op("meeting", "/meetings/{id}", "One meeting: documents, cases, proposals beside decisions; also by the id of a hit", nil), s.apiMeeting)
	huma.Register(api, op("matters", "/matters", "One matter through the meetings that treated it, by archive case number", openParams(matterParams)), s.apiMatters)
}

// meetingList is one page of the list of meetings.
type meetingList struct {
	Meetings []MeetingSummary `json:"meetings"`
	Next     string           `json:"next,omitempty"`
}

func (s *site) meetingList(ctx context.Context, v url.Values) (*meetingList, error) {
	f := MeetingFilter{Limit: 50}
	if err := readParams(v, meetingParams, &f).orNil(); err != nil {
		return nil, err
	}
	list, next, err := s.meetings.Meetings(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("listing meetings: %w", err)
	}
	out := &meetingList{Meetings: []MeetingSummary{}, Next: next}
	for _, m := range list {
		m.URL = meetingURL(m.ID)
		out.Meetings = append(out.Meetings, m)
	}
	return out, nil
}

// meeting finds a meeting by its id, or by that of a hit of type meeting.
func (s *site) meeting(ctx context.Context, id string) (*MeetingRecord, error) {
	m, err := s.meetings.Meeting(ctx, id)
	if errors.Is(err, ErrNotFound) {
		h, herr := s.searcher.Item(ctx, id)
		if herr != nil || h.Type != search.TypeMeeting {
			return nil, fmt.Errorf("finding meeting: %w", errors.Join(err, herr))
		}
		m, err = s.meetings.MeetingOf(ctx, h.Document)
	}
	if err != nil {
		return nil, fmt.Errorf("finding meeting: %w", err)
	}
	m.address()
	return m, nil
}

func (s *site) matters(ctx context.Context, v url.Values) ([]Matter, string, error) {
	var f matterFilter
	bad := readParams(v, matterParams, &f)
	if f.ref == "" && len(bad.details) == 0 {
		bad.refuse("ref", both("is needed", "mangler"))
	}
	if err := bad.orNil(); err != nil {
		return nil, "", err
	}
	ms, err := s.meetings.Matters(ctx, f.ref)
	if err != nil {
		return nil, "", fmt.Errorf("finding matter: %w", err)
	}
	for i := range ms {
		for j := range ms[i].Treatments {
			t := &ms[i].Treatments[j]
			t.URL = meetingURL(t.MeetingID)
			t.Case.address()
		}
	}
	return ms, f.ref, nil
}

func meetingURL(id string) string { return "/meetings/" + url.PathEscape(id) }

// address fills in the addresses of a meeting, which only this package knows.
func (m *MeetingRecord) address() {
	for i := range m.Cases {
		m.Cases[i].address()
	}
	for i := range m.Unplaced {
		addressAll(m.Unplaced[i].Sources)
	}
}

func (c *MeetingCase) address() {
	addressAll(c.Sources)
	for _, list := range [][]Passage{c.Proposals, c.Motions, c.Earlier} {
		for i := range list {
			addressAll(list[i].Sources)
		}
	}
	for i := range c.Decisions {
		addressAll(c.Decisions[i].Sources)
	}
}

func addressAll(sources []Source) {
	for i := range sources {
		sources[i].URL = placeURL(sources[i].Document, sources[i].Page, sources[i].Box)
	}
}

func placeURL(id saksok.DocumentID, page int, box saksok.Box) string {
	return pageURL(&search.Hit{Document: id, Page: page, Box: box}, "")
}

func (s *site) apiMeetings(ctx context.Context, in *rawQuery) (*answer[meetingList], error) {
	list, err := s.meetingList(ctx, in.Values)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &answer[meetingList]{*list}, nil
}

func (s *site) apiMeeting(ctx context.Context, in *idPath) (*answer[MeetingRecord], error) {
	if err := readParams[struct{}](in.Values, nil, nil).orNil(); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	m, err := s.meeting(ctx, in.ID)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &answer[MeetingRecord]{*m}, nil
}

// matterList are the matters of one archive case number.
type matterList struct {
	Matters []Matter `json:"matters" doc:"One for each organisation that has the number."`
}

func (s *site) apiMatters(ctx context.Context, in *rawQuery) (*answer[matterList], error) {
	ms, _, err := s.matters(ctx, in.Values)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &answer[matterList]{matterList{ms}}, nil
}

// meetingsPage lists the meetings.
func (s *site) meetingsPage(w http.ResponseWriter, r *http.Request) error {
	list, err := s.meetingList(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	v := meetingsView{layout: s.layout("Møter", "meetings"), Meetings: list.Meetings}
	if list.Next != "" {
		v.Next = link("/meetings", url.Values{"after": {list.Next}})
	}
	return s.render(w, http.StatusOK, "meetings", v)
}

// matterPage is one matter through the bodies that treated it.
func (s *site) matterPage(w http.ResponseWriter, r *http.Request) error {
	ms, ref, err := s.matters(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	v := matterView{layout: s.layout("Saksgang "+ref, "meetings"), Ref: ref}
	for _, m := range ms {
		t := matterOf(m)
		v.Matters = append(v.Matters, t)
	}
	return s.render(w, http.StatusOK, "matter", v)
}
