package saksok

// Bound is how a prose amount is hedged (tallforbehold).
type Bound string

// The bounds.
const (
	BoundNone   Bound = ""
	BoundApprox Bound = "approx" // om lag, ca., rundt
	BoundOver   Bound = "over"   // over, minst, mer enn
	BoundUnder  Bound = "under"  // under, inntil, opptil
)

// Figure is one amount of money (beløp) with everything needed to cite it.
type Figure struct {
	Item     ItemNumber  `json:"item,omitempty"`
	Table    *int        `json:"table,omitempty"`  // index into Extraction.Tables; nil for prose
	Groups   []string    `json:"groups,omitempty"` // labels of the groups of rows it stands in, outermost first
	Row      string      `json:"row"`              // row label
	Columns  []string    `json:"columns"`          // header path, outermost first
	Year     int         `json:"year,omitempty"`   // the year it is about; 0 where none is stated
	Text     string      `json:"text"`             // as printed
	Unit     string      `json:"unit"`             // as printed: "MNOK", "mill. kroner", "kr"; "" unknown
	Currency string      `json:"currency"`         // ISO 4217; "" where the unit is unknown
	Minor    int64       `json:"minor"`            // minor units (øre), unit applied
	Total    bool        `json:"total"`            // a sum of other rows
	Bound    Bound       `json:"bound"`
	Context  string      `json:"context"` // the sentence, for prose
	Page     int         `json:"page"`    // from 1
	Box      Box         `json:"box"`
	Check    CheckStatus `json:"check,omitempty"`   // result of the check it takes part in as a total
	Measure  string      `json:"measure,omitempty"` // regnskap, budsjett, prognose, avvik …, lower case as printed
}
