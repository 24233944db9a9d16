package saksok

// Table is a table as a grid of cells (tabell).
type Table struct {
	Page       int        `json:"page"` // from 1
	LastPage   int        `json:"last_page"`
	Box        Box        `json:"box"` // its part on Page
	Item       ItemNumber `json:"item,omitempty"`
	Caption    string     `json:"caption,omitempty"`
	Unit       string     `json:"unit"`                  // as printed: "MNOK", "1000 kr"; empty where none is stated
	UnitSource string     `json:"unit_source,omitempty"` // "column header", "corner", "caption", "heading", "page note"
	HeaderRows int        `json:"header_rows"`
	Cells      []Cell     `json:"cells"` // row by row; empty cells left out
	Checks     []Check    `json:"checks"`
}

// Cell is one cell with its text; rows and columns count from 0.
type Cell struct {
	Row     int    `json:"r"`
	Col     int    `json:"c"`
	RowSpan int    `json:"rs"`
	ColSpan int    `json:"cs"`
	Text    string `json:"text"`
	Box     Box    `json:"box,omitzero"`
	Page    int    `json:"page,omitempty"` // where it differs from the table's
}

// CheckStatus is the result of adding up.
type CheckStatus string

// The check results. A mismatch is the source's error, reported as read.
const (
	CheckVerified  CheckStatus = "verified"
	CheckRounding  CheckStatus = "rounding"
	CheckMismatch  CheckStatus = "mismatch"
	CheckUnchecked CheckStatus = "unchecked"
)

// Check is one sum compared with what the table states (kontrollsum).
type Check struct {
	Kind     string      `json:"kind"` // "column_sum", "row_sum", "group_sum", "difference"
	Column   int         `json:"column"`
	Row      int         `json:"row"`
	Stated   string      `json:"stated"`
	Computed string      `json:"computed"` // printed in the table's own decimals
	Status   CheckStatus `json:"status"`
}
