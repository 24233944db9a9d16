package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"saksok"
)

type meetingsView struct {
	layout
	Meetings []MeetingSummary
	Next     string
}

// meetingView is a meeting as the page shows it.
type meetingView struct {
	layout
	M         *MeetingRecord
	Documents []meetingDocView
	Cases     []caseView
	Unplaced  []unplacedView
	Versions  []versionView
	NoMinutes bool // no minutes among its documents
}

type meetingDocView struct {
	Role, Name, URL, Why string
	File                 string
	Newer                string // address of the version that took its place
	Gone                 bool
	Items                int
}

// caseView is a case with its texts in rows: what was proposed to the left, what
// was decided to the right.
type caseView struct {
	Number, Title, URL string
	Anchor             string
	Closed             bool
	Ref, MatterURL     string
	Rows               []rowView
	Motions            []passageView
	Earlier            []passageView
	Empty              bool
}

type rowView struct {
	Left, Right *passageView
	Note        string // of the right side
}

// passageView is a text as the page shows it, in pieces.
type passageView struct {
	Status  statusView
	Heading string // the label it stood under, or who proposed it
	Parts   []DiffPiece
	Printed string
	Vote    string
	URL     string
	Page    int
	Also    int // other places it stands in
}

type unplacedView struct {
	passageView
	Item, Title, Reason string
}

type versionView struct {
	Role, OldURL, NewURL string
	Changes              []changeView
}

type changeView struct {
	Kind, Item, Title string
	Status            *statusView
	Was               *statusView
	Parts             []DiffPiece
}

// roleNames are the words for what a document is in its meeting.
var roleNames = map[string]string{
	"notice": "Innkalling", "pack": "Innkalling med saksdokumenter", "case_paper": "Saksframlegg", "supplement": "Tilleggssak",
	"slides": "Presentasjon", "attachment": "Vedlegg", "minutes": "Protokoll", "case_minutes": "Saksprotokoll",
	"minutes_copy": "Protokoll gjengitt i et annet dokument",
}

var evidenceNames = map[string]string{
	"organisation": "samme virksomhet, utvalg og dag", "items": "samme utvalg, dag og saker",
	"day": "samme utvalg og dag; dokumentene sier ikke mer om hva de hører til",
}

var unplacedReasons = map[string]string{
	"no_item":     "Dokumentet sier ikke hvilken sak vedtaket gjelder.",
	"no_proposal": "Ingen av dokumentene har et forslag til vedtak i saken.",
	"no_minutes":  "Teksten sier at noe er vedtatt, men står i et dokument som ikke er en protokoll. Den er ikke regnet som vedtak.",
}

var changeNames = map[string]string{
	"item_added": "Ny sak", "item_removed": "Sak tatt ut", "item_retitled": "Ny tittel",
	"text_added": "Ny tekst", "text_removed": "Tekst tatt ut", "text_changed": "Endret tekst",
}

// meetingPage is one meeting with all its documents together.
func (s *site) meetingPage(w http.ResponseWriter, r *http.Request) error {
	if err := readParams[struct{}](r.URL.Query(), nil, nil).orNil(); err != nil {
		return err
	}
	m, err := s.meeting(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	v := meetingView{layout: s.layout(meetingTitle(&m.Meeting), "meetings"), M: m, NoMinutes: true}
	for _, d := range m.Documents {
		v.Documents = append(v.Documents, meetingDocOf(&d))
		if d.Role == "minutes" || d.Role == "case_minutes" || d.Role == "minutes_copy" {
			v.NoMinutes = false
		}
	}
	for i := range m.Cases {
		v.Cases = append(v.Cases, caseOf(&m.Cases[i], i))
	}
	for i := range m.Unplaced {
		u := &m.Unplaced[i]
		v.Unplaced = append(v.Unplaced, unplacedView{passageOf(&u.Passage), string(u.Item), u.Title, unplacedReasons[u.Reason]})
	}
	for i := range m.Versions {
		v.Versions = append(v.Versions, versionOf(&m.Versions[i]))
	}
	return s.render(w, http.StatusOK, "meeting", v)
}

func meetingTitle(m *saksok.Meeting) string {
	body := m.Body
	if body == "" {
		body = m.Organisation
	}
	if body == "" {
		body = "Møte"
	}
	if m.Date == "" {
		return body
	}
	return body + ", " + longDate(m.Date)
}

func meetingDocOf(d *MeetingDocument) meetingDocView {
	v := meetingDocView{Role: nameOf(roleNames, d.Role), Name: d.Title, File: d.Name, URL: "/documents/" + string(d.ID), Why: evidenceNames[d.Evidence],
		Gone: d.Gone, Items: d.Items}
	if v.Name == "" {
		v.Name = string(d.ID)[:min(12, len(d.ID))]
	}
	if d.NewerVersion != "" {
		v.Newer = "/documents/" + string(d.NewerVersion)
	}
	return v
}

func nameOf(names map[string]string, key string) string {
	if n, ok := names[key]; ok {
		return n
	}
	return key
}

func caseOf(c *MeetingCase, at int) caseView {
	v := caseView{Number: string(c.Number), Title: c.Title, Anchor: caseAnchor(at), Closed: c.Closed, Ref: c.CaseRef}
	if len(c.Sources) > 0 {
		v.URL = c.Sources[0].URL
	}
	if c.CaseRef != "" {
		v.MatterURL = link("/matters", url.Values{"ref": {c.CaseRef}})
	}
	answered := map[int]bool{}
	for i := range c.Decisions {
		v.Rows = append(v.Rows, rowOf(c, &c.Decisions[i]))
		if p := c.Decisions[i].Proposal; p != nil {
			answered[*p] = true
		}
	}
	for i := range c.Proposals {
		if !answered[i] {
			row := rowView{Note: "Ingen protokoll vi har, svarer på denne teksten."}
			if len(c.Decisions) > 0 {
				row.Note = "Utfallet i protokollen er ikke denne teksten."
			}
			p := passageOf(&c.Proposals[i])
			row.Left = &p
			v.Rows = append(v.Rows, row)
		}
	}
	v.Motions, v.Earlier = passagesOf(c.Motions), passagesOf(c.Earlier)
	v.Empty = len(v.Rows) == 0 && len(v.Motions) == 0 && len(v.Earlier) == 0
	return v
}

// rowOf sets a decision beside what it answers, each with its own side of the
// difference marked.
func rowOf(c *MeetingCase, d *DecidedPassage) rowView {
	right := passageOf(&d.Passage)
	row := rowView{Right: &right}
	var left passageView
	switch {
	case d.Proposal != nil && *d.Proposal < len(c.Proposals):
		left = passageOf(&c.Proposals[*d.Proposal])
	case d.Motion != nil && *d.Motion < len(c.Motions):
		// On this side it is what was proposed; what became of it stands among
		// the motions.
		left = passageOf(&c.Motions[*d.Motion])
		left.Status, left.Vote = statusOf(saksok.StatusProposed), ""
	default:
		return row
	}
	row.Left = &left
	if len(d.Diff) == 1 && d.Diff[0].Op == "equal" {
		row.Note = "Ordene er de samme som i forslaget."
		return row
	}
	left.Parts, right.Parts = side(d.Diff, "added"), side(d.Diff, "removed")
	return row
}

// side is a difference without the words of the other side.
func side(diff []DiffPiece, without string) []DiffPiece {
	var out []DiffPiece
	for _, p := range diff {
		if p.Op != without {
			out = append(out, p)
		}
	}
	return out
}

func passagesOf(ps []Passage) []passageView {
	var out []passageView
	for i := range ps {
		out = append(out, passageOf(&ps[i]))
	}
	return out
}

func passageOf(p *Passage) passageView {
	v := passageView{Status: statusOf(p.Status), Heading: strings.TrimSuffix(p.Label, ":"), Parts: []DiffPiece{{"equal", p.Text}}, Printed: p.Printed, Vote: voteText(p.Vote)}
	if p.TreatedBy != nil {
		v.Heading = strings.TrimSuffix(p.TreatedBy.Body+", "+longDate(p.TreatedBy.Date), ", ")
	}
	if v.Heading == "" {
		v.Heading = p.Proposer
	}
	if utf8.RuneCountInString(v.Heading) > 140 {
		v.Heading = string([]rune(v.Heading)[:140]) + "…"
	}
	if len(p.Sources) > 0 {
		v.URL, v.Page, v.Also = p.Sources[0].URL, p.Sources[0].Page, len(p.Sources)-1
	}
	return v
}

func versionOf(m *MeetingVersion) versionView {
	v := versionView{Role: nameOf(roleNames, m.Role), OldURL: "/documents/" + string(m.Old), NewURL: "/documents/" + string(m.New)}
	for _, c := range m.Changes {
		cv := changeView{Kind: nameOf(changeNames, c.Kind), Item: string(c.Item), Title: c.Title, Parts: c.Diff}
		if c.Status != "" {
			st := statusOf(c.Status)
			cv.Status = &st
		}
		if c.Was != "" {
			st := statusOf(c.Was)
			cv.Was = &st
		}
		v.Changes = append(v.Changes, cv)
	}
	return v
}

type matterView struct {
	layout
	Ref     string
	Matters []oneMatterView
}

type oneMatterView struct {
	Title, Ref, Organisation string
	Treatments               []treatmentView
}

type treatmentView struct {
	Heading, URL, Why string
	Case              caseView
}

func matterOf(m Matter) oneMatterView {
	v := oneMatterView{Title: m.Title, Ref: m.CaseRef, Organisation: m.Organisation}
	for i, t := range m.Treatments {
		tv := treatmentView{Heading: meetingTitle(&t.Meeting), URL: t.URL, Case: caseOf(&t.Case, i)}
		if t.Evidence == "chain" {
			tv.Why = "Funnet gjennom saksgangen i et saksframlegg."
		}
		v.Treatments = append(v.Treatments, tv)
	}
	return v
}

// caseAnchor is the place of a meeting's case on its page.
func caseAnchor(at int) string { return "sak-" + strconv.Itoa(at+1) }
