package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search/web"
)

const meetingID = "0123456789abcdef01234567"

// assembly is one meeting in memory.
type assembly struct{ meeting web.MeetingRecord }

func (a *assembly) Meetings(context.Context, web.MeetingFilter) ([]web.MeetingSummary, string, error) {
	return []web.MeetingSummary{{ID: meetingID, Meeting: a.meeting.Meeting, Documents: 2, Roles: []string{"pack", "minutes"}, Items: 2}}, "older", nil
}

func (a *assembly) Meeting(_ context.Context, id string) (*web.MeetingRecord, error) {
	if id != meetingID {
		return nil, web.ErrNotFound
	}
	m := a.meeting
	return &m, nil
}

func (a *assembly) MeetingOf(_ context.Context, id saksok.DocumentID) (*web.MeetingRecord, error) {
	if id != packID {
		return nil, web.ErrNotFound
	}
	m := a.meeting
	return &m, nil
}

func (a *assembly) Matters(_ context.Context, ref string) ([]web.Matter, error) {
	if ref != "2024/88" {
		return nil, web.ErrNotFound
	}
	return []web.Matter{{CaseRef: ref, Title: "Budsjett 2025", Treatments: []web.MatterTreatment{
		{MeetingID: meetingID, Meeting: a.meeting.Meeting, Evidence: "chain", Case: a.meeting.Cases[1]}}}}, nil
}

// hall is a meeting with a decision that differs from its proposal, a proposal
// nothing answers, a motion that fell and a decision that nobody proposed.
func hall() *assembly {
	at := func(page int) []web.Source {
		return []web.Source{{Document: packID, Page: page, Box: saksok.Box{72, 230, 330, 244}}}
	}
	text := func(status saksok.DecisionStatus, text string) web.Passage {
		return web.Passage{Status: status, Types: []saksok.DecisionType{}, Text: text, Label: "Rådmannens innstilling:", Sources: at(1)}
	}
	zero := 0
	approved := text(saksok.StatusAdopted, "Innkallingen godkjennes.")
	return &assembly{web.MeetingRecord{
		ID:      meetingID,
		Meeting: saksok.Meeting{Body: "Formannskapet", Organisation: "Havnes kommune", Date: "2024-11-13", Start: "10:00"},
		Documents: []web.MeetingDocument{
			{ID: packID, Role: "pack", Title: "Møteinnkalling", Name: "innkalling.pdf", Evidence: "items", Items: 2, NewerVersion: gone},
			{ID: scanID, Role: "minutes", Title: "Protokoll", Evidence: "items", Items: 2, Gone: true}},
		Cases: []web.MeetingCase{
			{Number: "PS 61/24", Title: "Godkjenning av innkalling", Sources: at(1), Decisions: []web.DecidedPassage{{Passage: approved}}},
			{Number: "PS 62/24", Title: "Budsjett 2025", CaseRef: "2024/88", Closed: true, Sources: at(2),
				Proposals: []web.Passage{text(saksok.StatusProposed, "Rammen er 10 mill."), text(saksok.StatusRecommended, "Utvalget støtter rammen.")},
				Motions:   []web.Passage{text(saksok.StatusRejected, "Rammen er 20 mill.")},
				Decisions: []web.DecidedPassage{{Passage: text(saksok.StatusAdopted, "Rammen er 12 mill."), Proposal: &zero, Similarity: 0.75, Diff: []web.DiffPiece{
					{Op: "equal", Text: "Rammen er"}, {Op: "removed", Text: "10"}, {Op: "added", Text: "12"}, {Op: "equal", Text: "mill."}}}}}},
		Unplaced: []web.UnplacedDecision{{Passage: approved, Item: "PS 61/24", Reason: "no_proposal"}},
		Versions: []web.MeetingVersion{{Role: "pack", Old: packID, New: gone, Changes: []web.VersionChange{
			{Kind: "item_retitled", Item: "PS 62/24", Title: "Budsjett 2025", Diff: []web.DiffPiece{{Op: "equal", Text: "Budsjett"}, {Op: "added", Text: "2025"}}}}}},
	}}
}

func TestMeetingPage(t *testing.T) {
	doc := page(t, handler(t), "/meetings/"+meetingID, http.StatusOK)
	for _, tt := range []struct {
		name, selector string
		want           []string
	}{
		{"title", "h1", []string{"Formannskapet, 13. november 2024"}},
		{"left of the difference", "div.before del", []string{"10"}},
		{"right of the difference", "div.after ins", []string{"12"}},
		{"nothing added to the left", "div.before ins", nil},
		{"nothing removed to the right", "div.after del", nil},
		{"statuses to the left", "div.before .status", []string{"FORSLAG", "INNSTILLING"}},
		{"statuses to the right", "div.after .status", []string{"VEDTATT", "VEDTATT"}},
		{"motions", "div.motions .status", []string{"FALT"}},
	} {
		if diff := cmp.Diff(tt.want, texts(doc, tt.selector)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	all := textOf(doc)
	for _, want := range []string{"Ingen forslag til vedtak er funnet.", "Utfallet i protokollen er ikke denne teksten.", "avløst av", "fjernet fra kilden", "innkalling.pdf",
		"Ingen av dokumentene har et forslag", "Ny tittel", "Arkivsak 2024/88", "Lukket"} {
		if !strings.Contains(all, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// Whatever a side that was laid before the body holds, it never says VEDTATT: not
// even for a motion that was adopted.
func TestMotionIsAProposalOnItsSide(t *testing.T) {
	h := hall()
	c := &h.meeting.Cases[1]
	zero := 0
	c.Motions[0].Status = saksok.StatusAdopted
	c.Decisions[0].Proposal, c.Decisions[0].Motion = nil, &zero
	doc := page(t, web.New(web.Options{Searcher: &finder{}, Library: library(), Meetings: h}), "/meetings/"+meetingID, http.StatusOK)
	for _, s := range texts(doc, "div.before .status") {
		if s == "VEDTATT" {
			t.Error("a motion says VEDTATT where it was laid before the body")
		}
	}
	if got := texts(doc, "div.motions .status"); !cmp.Equal(got, []string{"VEDTATT"}) {
		t.Errorf("what became of the motion: %v", got)
	}
}

func TestMeetingsAndMatters(t *testing.T) {
	h := handler(t)
	list := page(t, h, "/meetings", http.StatusOK)
	if got := texts(list, "ul.docs h3"); !cmp.Equal(got, []string{"Formannskapet, 13. november 2024"}) {
		t.Errorf("meetings: %v", got)
	}
	if got := find(list, "a.main"); len(got) != 1 || attr(got[0], "href") != "/meetings?after=older" {
		t.Errorf("the next page: %v", got)
	}
	matter := page(t, h, "/matters?ref=2024%2F88", http.StatusOK)
	if got := textOf(matter); !strings.Contains(got, "Funnet gjennom saksgangen") || !strings.Contains(got, "Budsjett 2025") {
		t.Errorf("matter: %s", got)
	}
	document := page(t, h, "/documents/"+string(packID), http.StatusOK)
	if got := texts(document, "section a"); !strings.Contains(strings.Join(got, "|"), "Hele møtet") {
		t.Errorf("the document does not lead to its meeting: %v", got)
	}
	for target, status := range map[string]int{"/meetings/nope": 404, "/matters?ref=1": 404, "/matters": 400, "/meetings?x=1": 400, "/meetings/" + meetingID + "?q=a": 400} {
		if res, _ := ask(t, h, http.MethodGet, target); res.StatusCode != status {
			t.Errorf("%s: status %d, want %d", target, res.StatusCode, status)
		}
	}
	// The id of a hit of type meeting leads to the meeting of its document.
	if got := texts(page(t, h, "/meetings/m1", http.StatusOK), "h1"); !cmp.Equal(got, []string{"Formannskapet, 13. november 2024"}) {
		t.Errorf("the meeting of a hit: %v", got)
	}
	bare := web.New(web.Options{Searcher: &finder{}, Library: library()})
	if res, _ := ask(t, bare, http.MethodGet, "/meetings"); res.StatusCode != http.StatusNotFound {
		t.Errorf("without meetings: status %d", res.StatusCode)
	}
}
