package link

import (
	"cmp"
	"slices"
	"time"

	"saksok"
)

// Stored is a card with what the ledger knows of its document.
type Stored struct {
	Card
	Seen       time.Time // when the document was first seen: the order of versions
	Gone       bool      // the source no longer has it
	Superseded bool      // every address of it has newer bytes
}

// Role is what a document is in its meeting (dokumentets rolle).
type Role string

// The roles, in the order a meeting's documents come.
const (
	RoleNotice      Role = "notice"       // innkalling, saksliste
	RolePack        Role = "pack"         // innkalling med saksdokumenter
	RoleCasePaper   Role = "case_paper"   // saksframlegg
	RoleSupplement  Role = "supplement"   // tilleggsinnkalling, ettersendt sak
	RoleSlides      Role = "slides"       // presentasjon
	RoleAttachment  Role = "attachment"   // vedlegg og annet
	RoleMinutes     Role = "minutes"      // protokoll
	RoleCaseMinutes Role = "case_minutes" // saksprotokoll, særutskrift
	RoleMinutesCopy Role = "minutes_copy" // protokollen slik den er gjengitt i et annet dokument
)

// Meeting is a meeting with what its documents say together.
type Meeting struct {
	ID        string
	Meeting   saksok.Meeting
	Documents []Document
	Cases     []Case
	Unplaced  []Unplaced
	Versions  []Revision
}

// Document is a document of a meeting.
type Document struct {
	ID         saksok.DocumentID
	Part       int
	Role       Role
	Kind       saksok.DocumentKind
	Title      string
	Why        Evidence // what joined it to the others; "" where it is the only one
	Items      int
	Seen       time.Time
	Gone       bool
	Superseded bool
	// Newer is the version that took its place; its texts then speak for it.
	Newer saksok.DocumentID
}

// Place is where something stands.
type Place struct {
	Document saksok.DocumentID
	Page     int
	Box      saksok.Box
}

// card is a card in a meeting while it is put together.
type card struct {
	member
	role  Role
	newer saksok.DocumentID
}

// assemble makes the meeting of a group.
func assemble(g group) *Meeting {
	cards := rolesOf(g)
	versions := findVersions(cards)
	m := &Meeting{ID: g.id, Versions: versions}
	m.Meeting = facts(cards)
	for _, c := range cards {
		m.Documents = append(m.Documents, Document{ID: c.Document, Part: c.Part, Role: c.role, Kind: c.Kind, Title: c.Title, Why: c.why,
			Items: len(c.Items), Seen: c.Seen, Gone: c.Gone, Superseded: c.Superseded, Newer: c.newer})
	}
	m.Cases, m.Unplaced = casesOf(current(cards), &m.Meeting)
	return m
}

// current are the cards whose texts count: no older versions, and no copy of
// minutes that are there themselves.
func current(cards []card) []card {
	minutes := slices.ContainsFunc(cards, func(c card) bool { return c.role == RoleMinutes })
	return slices.DeleteFunc(slices.Clone(cards), func(c card) bool {
		return c.newer != "" || minutes && c.role == RoleMinutesCopy
	})
}

// facts are the meeting's own, each from the last document that states it: the
// minutes know better than the notice when it ended.
func facts(cards []card) saksok.Meeting {
	var m saksok.Meeting
	for _, c := range slices.Backward(cards) {
		o := c.Meeting
		m.Body, m.Number = cmp.Or(m.Body, o.Body), cmp.Or(m.Number, o.Number)
		m.Date, m.Start, m.End, m.Place = cmp.Or(m.Date, o.Date), cmp.Or(m.Start, o.Start), cmp.Or(m.End, o.End), cmp.Or(m.Place, o.Place)
		if len(o.Organisation) > len(m.Organisation) {
			m.Organisation = o.Organisation
		}
	}
	return m
}

// Summary is a meeting in a list.
type Summary struct {
	ID        string
	Meeting   saksok.Meeting
	Documents int
	Roles     []Role // those its documents have, in order, once each
	Items     int
	Decided   int // decisions its minutes hold
	Unplaced  int
}

func summarise(m *Meeting) Summary {
	s := Summary{ID: m.ID, Meeting: m.Meeting, Items: len(m.Cases), Unplaced: len(m.Unplaced)}
	ids := map[saksok.DocumentID]bool{}
	for _, d := range m.Documents {
		ids[d.ID] = true
		if !slices.Contains(s.Roles, d.Role) {
			s.Roles = append(s.Roles, d.Role)
		}
	}
	s.Documents = len(ids)
	for _, c := range m.Cases {
		s.Decided += len(c.Results)
	}
	return s
}
