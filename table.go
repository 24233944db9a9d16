package saksok

import "cmp"

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

// PageOf is the page a cell of the table stands on.
func (t *Table) PageOf(c Cell) int { return cmp.Or(c.Page, t.Page) }

// CheckStatus is the result of adding up.
type CheckStatus string

// The check results. A mismatch is reported as read; Check.Reread tells whether it
// is the source's error or may be ours.
const (
	CheckVerified  CheckStatus = "verified"
	CheckRounding  CheckStatus = "rounding"
	CheckMismatch  CheckStatus = "mismatch"
	CheckUnchecked CheckStatus = "unchecked"
)

// Reread is what a second reading of the numbers of a failed check gives.
type Reread string

// The results of a second reading. Same numbers speak against an error of
// reading, others for one; that the right cells were added up neither says.
const (
	RereadSame    Reread = "same"    // digit for digit
	RereadDiffers Reread = "differs" // a number is another, or in no cell of ours
	RereadUnread  Reread = "unread"  // nothing else could read the page
)

// Check is one sum compared with what the table states (kontrollsum). The
// numbers of a mismatch are read once more by something else than read them
// first: the other PDF engine, or text recognition where that reads nothing. The
// column of a sum of rows is compared whole, with what stands in it outside the
// cells; of a sum of columns the row. Reread is empty but for a mismatch, and
// where one engine was asked for.
type Check struct {
	Kind     string      `json:"kind"` // "column_sum", "row_sum", "group_sum", "difference"
	Column   int         `json:"column"`
	Row      int         `json:"row"`
	Stated   string      `json:"stated"`
	Computed string      `json:"computed"` // printed in the table's own decimals
	Status   CheckStatus `json:"status"`
	Reread   Reread      `json:"reread,omitempty"`
	RereadBy string      `json:"reread_by,omitempty"` // "ledongthuc", "pdfium", "tesseract"
	// Terms are the cells that were added up, in the order of rows or columns; the
	// total is the cell at Row and Column.
	Terms []Term `json:"terms,omitempty"`
}

// Term is a cell that a check counts (ledd).
type Term struct {
	Row      int  `json:"r"`
	Column   int  `json:"c"`
	Negative bool `json:"negative,omitempty"` // taken away, in a difference
}
