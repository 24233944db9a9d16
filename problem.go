package saksok

// ProblemCode names what could not be read. The list is closed.
type ProblemCode string

// The problem codes.
const (
	ProblemTextlessPage  ProblemCode = "textless_page"     // a scan, or outlines, without text
	ProblemGarbledPage   ProblemCode = "garbled_page"      // a text layer that is not the text seen
	ProblemOCRPage       ProblemCode = "ocr_page"          // read from its picture, with errors to be expected
	ProblemPageFailed    ProblemCode = "page_failed"       // no engine could read the page
	ProblemTextLimit     ProblemCode = "text_limit"        // more text or pages than the limits allow
	ProblemFallback      ProblemCode = "fallback_engine"   // read by the second engine
	ProblemEngine        ProblemCode = "engine_died"       // an engine crashed, hung or ran out of memory
	ProblemUnitUnknown   ProblemCode = "unit_unknown"      // an amount without a stated unit
	ProblemItemNoBody    ProblemCode = "item_without_body" // an agenda item with no text of its own
	ProblemCellUnplaced  ProblemCode = "cell_unplaced"     // a number in a table that fits no column
	ProblemTableMismatch ProblemCode = "table_mismatch"    // a stated total that does not add up
	ProblemTablePicture  ProblemCode = "table_is_picture"  // a table drawn as an image
	ProblemEncrypted     ProblemCode = "encrypted"         // needs a password
	ProblemDamaged       ProblemCode = "damaged"           // no engine could open the file
	ProblemNotPDF        ProblemCode = "not_pdf"           // other bytes under a PDF's name
	ProblemTooLarge      ProblemCode = "too_large"         // over the size limit
	ProblemTimeout       ProblemCode = "timeout"           // the deadline passed
	ProblemNoText        ProblemCode = "no_text"           // no page has text
)

// Problem is something that could not be read, with its place.
type Problem struct {
	Page    int         `json:"page"` // from 1; 0 is the whole document
	Code    ProblemCode `json:"code"`
	Message string      `json:"message"`
	Item    ItemNumber  `json:"item,omitempty"`
	Box     Box         `json:"box,omitzero"`
}
