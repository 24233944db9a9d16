package web

import (
	"context"
	"time"

	"saksok"
)

// Meetings are the meetings the documents are of, each with all its documents
// together. All methods wrap ErrNotFound for what is unknown.
type Meetings interface {
	// Meetings lists meetings, the latest first, with the cursor of the next ones.
	Meetings(ctx context.Context, f MeetingFilter) (list []MeetingSummary, next string, err error)
	Meeting(ctx context.Context, id string) (*MeetingRecord, error)
	// MeetingOf is the meeting of a document. One without a day comes alone, as a
	// meeting without an id.
	MeetingOf(ctx context.Context, id saksok.DocumentID) (*MeetingRecord, error)
	// Matters are the matters with an archive case number: one for each
	// organisation that has it.
	Matters(ctx context.Context, caseRef string) ([]Matter, error)
}

// MeetingFilter chooses meetings for [Meetings.Meetings].
type MeetingFilter struct {
	Limit int    // 1 to 100
	After string // the cursor of an earlier answer
}

// MeetingSummary is one meeting in a list.
type MeetingSummary struct {
	ID string `json:"id"`
	saksok.Meeting
	Documents int      `json:"documents"`
	Roles     []string `json:"roles" doc:"What its documents are: notice pack case_paper supplement slides attachment minutes case_minutes minutes_copy."`
	Items     int      `json:"items"`
	Decisions int      `json:"decisions" doc:"Decisions in its minutes."`
	Unplaced  int      `json:"unplaced" doc:"Of those, decisions without an item or without a proposal."`
	URL       string   `json:"url"`
}

// MeetingRecord is one meeting: what its documents say together.
type MeetingRecord struct {
	ID        string             `json:"id"`
	Meeting   saksok.Meeting     `json:"meeting"`
	Documents []MeetingDocument  `json:"documents"`
	Cases     []MeetingCase      `json:"cases"`
	Unplaced  []UnplacedDecision `json:"unplaced"`
	Versions  []MeetingVersion   `json:"versions"`
}

// MeetingDocument is a document of a meeting.
type MeetingDocument struct {
	ID           saksok.DocumentID   `json:"sha256"`
	Role         string              `json:"role"`
	Kind         saksok.DocumentKind `json:"kind"`
	Title        string              `json:"title"`
	Name         string              `json:"name,omitempty" doc:"File name at its first address."`
	Evidence     string              `json:"evidence,omitempty" doc:"What joins it to the others, beside body and day: organisation, items, day (nothing more)."`
	Items        int                 `json:"items"`
	Seen         time.Time           `json:"seen,omitzero"`
	Gone         bool                `json:"gone,omitempty"`
	NewerVersion saksok.DocumentID   `json:"newer_version,omitempty"`
}

// Source is where a text or a heading stands.
type Source struct {
	Document saksok.DocumentID `json:"document"`
	Page     int               `json:"page"`
	Box      saksok.Box        `json:"box,omitzero"`
	URL      string            `json:"url"`
}

// MeetingCase is one case of a meeting.
type MeetingCase struct {
	Number    saksok.ItemNumber `json:"number,omitempty"`
	Key       saksok.ItemKey    `json:"key,omitempty"`
	Title     string            `json:"title"`
	CaseRef   string            `json:"case_ref,omitempty" doc:"Archive case number: year/number."`
	Closed    bool              `json:"closed"`
	Sources   []Source          `json:"sources"`
	Proposals []Passage         `json:"proposals" doc:"What was before the body; none is a decision."`
	Motions   []Passage         `json:"motions" doc:"Proposals made in the meeting; status is what became of each."`
	Decisions []DecidedPassage  `json:"decisions" doc:"What the body decided, from minutes only."`
	Earlier   []Passage         `json:"earlier" doc:"Decisions of other bodies, quoted in this meeting's papers."`
}

// Passage is a proposal or a decision with the places it stands in.
type Passage struct {
	Status    saksok.DecisionStatus `json:"status"`
	Types     []saksok.DecisionType `json:"types"`
	Text      string                `json:"text"`
	Printed   string                `json:"printed,omitempty" doc:"Where text is the proposal's: the terse sentence the minutes have."`
	Label     string                `json:"label,omitempty"`
	Proposer  string                `json:"proposer,omitempty"`
	Vote      *saksok.Vote          `json:"vote,omitempty"`
	TreatedBy *saksok.Treatment     `json:"treated_by,omitempty"`
	Sources   []Source              `json:"sources"`
}

// DecidedPassage is a decision beside the proposal it answers.
type DecidedPassage struct {
	Passage
	Proposal   *int        `json:"proposal,omitempty" doc:"Index of the proposal it answers."`
	Motion     *int        `json:"motion,omitempty" doc:"Index of the motion it answers."`
	Similarity float64     `json:"similarity" doc:"Share of words in common with it, 0 to 1."`
	Diff       []DiffPiece `json:"diff" doc:"From the proposal to the decision, word by word."`
}

// DiffPiece is a run of words that two texts share or not.
type DiffPiece struct {
	Op   string `json:"op" enum:"equal,removed,added"`
	Text string `json:"text"`
}

// UnplacedDecision is a decision that stands beside no proposal.
type UnplacedDecision struct {
	Passage
	Item   saksok.ItemNumber `json:"item,omitempty"`
	Title  string            `json:"title,omitempty"`
	Reason string            `json:"reason" enum:"no_item,no_proposal,no_minutes"`
}

// MeetingVersion is what changed from one version of a document to the next.
type MeetingVersion struct {
	Role    string            `json:"role"`
	Old     saksok.DocumentID `json:"old"`
	New     saksok.DocumentID `json:"new"`
	Changes []VersionChange   `json:"changes"`
}

// VersionChange is one difference between two versions.
type VersionChange struct {
	Kind   string                `json:"kind" enum:"item_added,item_removed,item_retitled,text_added,text_removed,text_changed"`
	Item   saksok.ItemNumber     `json:"item,omitempty"`
	Title  string                `json:"title,omitempty"`
	Status saksok.DecisionStatus `json:"status,omitempty"`
	Was    saksok.DecisionStatus `json:"was,omitempty"`
	Diff   []DiffPiece           `json:"diff,omitempty"`
}

// Matter is one matter through the meetings that treated it (saksgang).
type Matter struct {
	CaseRef      string            `json:"case_ref"`
	Title        string            `json:"title"`
	Organisation string            `json:"organisation,omitempty"`
	Treatments   []MatterTreatment `json:"treatments"`
}

// MatterTreatment is one meeting's treatment of a matter.
type MatterTreatment struct {
	MeetingID string         `json:"meeting_id"`
	Meeting   saksok.Meeting `json:"meeting"`
	Evidence  string         `json:"evidence" enum:"archive_number,chain"`
	Case      MeetingCase    `json:"case"`
	URL       string         `json:"url"`
}
