package saksok

// Meeting (møte) is what the document states of the meeting it belongs to.
// Fields it does not state are empty.
type Meeting struct {
	Body         string `json:"body,omitempty"`         // utvalg, as printed
	Organisation string `json:"organisation,omitempty"` // virksomhet
	Number       string `json:"number,omitempty"`       // møtenummer, as printed: "6/20"
	Date         Date   `json:"date,omitempty"`
	Start        string `json:"start,omitempty"` // "15:04", local time
	End          string `json:"end,omitempty"`
	Place        string `json:"place,omitempty"`
}

// Person is someone a document names in a role.
type Person struct {
	Name         string     `json:"name"`
	Role         PersonRole `json:"role"`
	Organisation string     `json:"organisation"`    // employer or party, as printed
	Item         ItemNumber `json:"item,omitempty"`  // the case it was said of
	Page         int        `json:"page"`            // from 1
	Box          Box        `json:"box,omitzero"`    // where the name stands
	Party        string     `json:"party,omitempty"` // parti, as printed
}

// PersonRole is what a person did (rolle).
type PersonRole string

// The roles.
const (
	RolePresenter   PersonRole = "presenter"    // legger frem
	RoleChair       PersonRole = "chair"        // leder, ordfører, møteleder
	RoleDeputyChair PersonRole = "deputy_chair" // nestleder, varaordfører
	RoleMember      PersonRole = "member"       // medlem
	RoleSubstitute  PersonRole = "substitute"   // varamedlem
	RoleAbsent      PersonRole = "absent"       // forfall
	RoleObserver    PersonRole = "observer"     // observatør
	RoleSecretary   PersonRole = "secretary"    // møtesekretær, referent
	RoleStaff       PersonRole = "staff"        // fra administrasjonen
	RoleCaseOfficer PersonRole = "case_officer" // saksbehandler
	RoleProposer    PersonRole = "proposer"     // forslagsstiller
)
