package index

// The text fields: words and phrases are matched in them.
const (
	TextTitle        = "title"
	TextBody         = "text"
	TextAbout        = "about" // the item's title, table caption and headers around it
	TextCommittee    = "body"
	TextOrganisation = "organisation"
	TextPerson       = "person"
	TextColumn       = "column"
	TextFile         = "file"
	TextWhen         = "when" // the meeting day in words, but for figures with a year of their own
)

// The keyword fields: matched, filtered and counted whole.
const (
	FieldType         = "type"
	FieldDocument     = "document"
	FieldItemID       = "item_id"
	FieldCase         = "case"     // every form of the case number, see CaseForms
	FieldOwnCase      = "own_case" // the same, on the item itself
	FieldMeeting      = "meeting"
	FieldDay          = "day"
	FieldBody         = "body"
	FieldOrganisation = "organisation"
	FieldYear         = "year"
	FieldFigureYear   = "figure_year"
	FieldMonth        = "month"
	FieldKind         = "kind"
	FieldItemKind     = "item_kind"
	FieldStatus       = "status"
	FieldDecisionType = "decision_type"
	FieldTopic        = "topic"
	FieldLanguage     = "language"
	FieldCurrency     = "currency"
	FieldCheck        = "check"
	FieldRow          = "row"    // what labels of one line of tables share, see norwegian.LabelKey
	FieldAmount       = "amount" // the amount in minor units, for exact matches
)

// The number fields.
const (
	NumberDate   = "date"   // meeting day as yyyymmdd
	NumberYear   = "year"   // of the meeting
	NumberMinor  = "minor"  // amount in minor units
	NumberPlace  = "place"  // document, page and order on it
	NumberAddend = "addend" // the same, where it may be added up: totals rows left out
)
