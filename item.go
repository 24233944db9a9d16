package saksok

// ItemNumber is a case number (saksnummer) as printed, without the word "Sak":
// "28/20", "PS 12/24", "058-2024", "4.1".
type ItemNumber string

// ItemKey is the canonical form of an item number, for matching: "2020-32",
// "2004-37B", "V-4", "4.1". See [ItemNumber.Key].
type ItemKey string

// ItemKind is what a case asks of the body (sakstype).
type ItemKind string

// The item kinds.
const (
	ItemApproval         ItemKind = "approval"           // godkjenning
	ItemOrientation      ItemKind = "orientation"        // orientering, referatsak
	ItemDiscussion       ItemKind = "discussion"         // drøfting, temasak
	ItemEndorsement      ItemKind = "endorsement"        // tilslutning
	ItemDecision         ItemKind = "decision"           // beslutning, politisk sak
	ItemDelegated        ItemKind = "delegated"          // delegert sak
	ItemQuestion         ItemKind = "question"           // interpellasjon, spørsmål
	ItemAnyOtherBusiness ItemKind = "any_other_business" // eventuelt
	ItemOther            ItemKind = "other"
)

// Evidence is how an item was found.
type Evidence string

// The kinds of evidence.
const (
	EvidenceAgenda  Evidence = "agenda"  // a row of the agenda (saksliste)
	EvidenceHeading Evidence = "heading" // a heading over the item's text
	EvidenceHeader  Evidence = "header"  // the header block of a case paper
)

// Item is one case (sak) on one meeting's agenda.
type Item struct {
	Number     ItemNumber `json:"number,omitempty"` // as printed; empty where unnumbered
	Key        ItemKey    `json:"key,omitempty"`
	Title      string     `json:"title"`
	Kind       ItemKind   `json:"kind,omitempty"`
	KindRaw    string     `json:"kind_raw,omitempty"` // the word it was read from
	Presenters []string   `json:"presenters,omitempty"`
	Start      string     `json:"start,omitempty"` // "15:04", local time
	End        string     `json:"end,omitempty"`
	FirstPage  int        `json:"first_page"` // from 1
	LastPage   int        `json:"last_page"`
	Closed     bool       `json:"closed"`                 // behandlet for lukkede dører, unntatt offentlighet
	CaseRef    string     `json:"case_ref,omitempty"`     // arkivsaksnummer, as printed
	Evidence   []Evidence `json:"evidence"`               // never empty
	Text       string     `json:"text"`                   // the body text, furniture left out
	PageStarts []int      `json:"page_starts,omitempty"`  // the byte of Text where each page after FirstPage begins
	Box        Box        `json:"box,omitzero"`           // the heading, or the agenda row without one
	HeadPage   int        `json:"head_page,omitempty"`    // the page Box is on
	MeetingDay Date       `json:"meeting_date,omitempty"` // an earlier meeting's item bound into a pack
	Body       string     `json:"body,omitempty"`         // that meeting's body
	Topics     []Topic    `json:"topics,omitempty"`       // what it is about, the main topic first
}
