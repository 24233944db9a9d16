package saksok

// DecisionStatus tells a proposal from a decision. Adopted needs minutes that
// say so; nothing else makes a text adopted.
type DecisionStatus string

// The decision statuses.
const (
	StatusProposed    DecisionStatus = "proposed"    // forslag til vedtak
	StatusRecommended DecisionStatus = "recommended" // innstilling fra et organ til et annet
	StatusAdopted     DecisionStatus = "adopted"     // vedtatt
	StatusRejected    DecisionStatus = "rejected"    // falt, ikke vedtatt
	StatusDeferred    DecisionStatus = "deferred"    // utsatt
	StatusWithdrawn   DecisionStatus = "withdrawn"   // trukket
	StatusUnlabelled  DecisionStatus = "unlabelled"  // a decision's wording with nothing that says what became of it
)

// DecisionType is what a decision does (vedtakstype).
type DecisionType string

// The decision types, from the pattern list of the domain catalogue.
const (
	TypeApproval             DecisionType = "approval"              // godkjenning
	TypeAdoption             DecisionType = "adoption"              // vedtar
	TypeEndorsement          DecisionType = "endorsement"           // tilslutning
	TypeOrientation          DecisionType = "orientation"           // tas til orientering
	TypeAcknowledgement      DecisionType = "acknowledgement"       // tas til etterretning
	TypeRecommendation       DecisionType = "recommendation"        // anbefaler, innstiller
	TypeRequest              DecisionType = "request"               // ber om
	TypeAuthorisation        DecisionType = "authorisation"         // gir fullmakt
	TypeAppropriation        DecisionType = "appropriation"         // bevilger
	TypeRejection            DecisionType = "rejection"             // avslår
	TypeDeferral             DecisionType = "deferral"              // utsettes
	TypeReferral             DecisionType = "referral"              // oversendes
	TypePermit               DecisionType = "permit"                // dispensasjon, tillatelse
	TypeAppointment          DecisionType = "appointment"           // ansetter
	TypeElection             DecisionType = "election"              // velges
	TypeReleaseFromOffice    DecisionType = "release_from_office"   // fritak
	TypeConsultationResponse DecisionType = "consultation_response" // høringsuttalelse
	TypeAppealUpheld         DecisionType = "appeal_upheld"         // klagen tas til følge
	TypeAppealDismissed      DecisionType = "appeal_dismissed"      // klagen tas ikke til følge
	TypeAnnulment            DecisionType = "annulment"             // oppheves
	TypeProcedural           DecisionType = "procedural"            // habilitet, lukking av møtet
	TypeDiscussion           DecisionType = "discussion"            // drøftet
	TypeNoDecision           DecisionType = "no_decision"           // ingen vedtak
	TypeOther                DecisionType = "other"
)

// VoteOutcome is how a vote fell (resultat av votering).
type VoteOutcome string

// The vote outcomes.
const (
	VoteUnanimous        VoteOutcome = "unanimous"         // enstemmig
	VoteMajority         VoteOutcome = "majority"          // mot stemmer
	VoteCasting          VoteOutcome = "casting_vote"      // dobbeltstemme
	VoteWrittenProcedure VoteOutcome = "written_procedure" // sirkulasjon
	VoteAcclamation      VoteOutcome = "acclamation"       // ved akklamasjon
	VoteNotStated        VoteOutcome = "not_stated"
)

// Vote (votering) is what the document says of the vote. For and Against are
// nil where no count is printed.
type Vote struct {
	Outcome        VoteOutcome `json:"outcome"`
	For            *int        `json:"for,omitempty"`
	Against        *int        `json:"against,omitempty"`
	PartiesFor     []string    `json:"parties_for,omitempty"`
	PartiesAgainst []string    `json:"parties_against,omitempty"`
	Text           string      `json:"text,omitempty"` // as printed
}

// Decision is a decision text (vedtak) or a proposal for one; Status says which.
type Decision struct {
	Item       ItemNumber     `json:"item,omitempty"`
	Status     DecisionStatus `json:"status"`
	Types      []DecisionType `json:"types"` // first is the main one
	Text       string         `json:"text"`  // as printed
	Page       int            `json:"page"`  // from 1; where the text begins
	Box        Box            `json:"box"`   // the part of it on Page
	Vote       *Vote          `json:"vote,omitempty"`
	Rule       string         `json:"rule"`                  // the rule that found it
	Label      string         `json:"label,omitempty"`       // the heading it stood under, as printed
	Proposer   string         `json:"proposer,omitempty"`    // forslagsstiller, as printed
	TextSource string         `json:"text_source,omitempty"` // "proposal": FullText is the proposal's
	FullText   string         `json:"full_text,omitempty"`
	MeetingDay Date           `json:"meeting_date,omitempty"` // an earlier meeting's decision bound into a pack
	Body       string         `json:"body,omitempty"`
	TreatedBy  *Treatment     `json:"treated_by,omitempty"`
}

// Treatment is an earlier body's treatment quoted inside a case paper.
type Treatment struct {
	Body   string     `json:"body"`
	Date   Date       `json:"date,omitempty"`
	Number ItemNumber `json:"number,omitempty"`
}

// StatementKind says what a statement puts on record.
type StatementKind string

// The kinds of statement.
const (
	StatementDissent      StatementKind = "dissent"      // protokolltilførsel, særuttalelse, reservasjon
	StatementImpartiality StatementKind = "impartiality" // habilitet
)

// Statement is what minutes put on record beside the decisions of an item: who
// dissented, who was found impartial or not. It decides nothing.
type Statement struct {
	Kind       StatementKind `json:"kind"`
	Item       ItemNumber    `json:"item,omitempty"`
	By         string        `json:"by,omitempty"`           // as printed in its heading
	Text       string        `json:"text"`                   // as printed
	Page       int           `json:"page"`                   // from 1; where the text begins
	Box        Box           `json:"box"`                    // the part of it on Page
	MeetingDay Date          `json:"meeting_date,omitempty"` // of an earlier meeting bound into a pack
	Body       string        `json:"body,omitempty"`
}
