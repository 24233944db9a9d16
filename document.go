package saksok

import "slices"

// SchemaName names the version of the extraction contract.
const SchemaName = "saksok/extraction/1"

// DocumentID is the lower-case hexadecimal SHA-256 of a document's bytes.
type DocumentID string

// DocumentKind is the sort of meeting document (dokumenttype). The closed list
// follows Noark 5's codes for meeting documents where it has one.
type DocumentKind string

// The document kinds.
const (
	KindNotice         DocumentKind = "notice"          // møteinnkalling (MI)
	KindAgenda         DocumentKind = "agenda"          // saksliste (SL)
	KindCasePaper      DocumentKind = "case_paper"      // saksframlegg (SF)
	KindPack           DocumentKind = "pack"            // innkalling med saksdokumenter
	KindMinutes        DocumentKind = "minutes"         // møteprotokoll (MP)
	KindSlidePack      DocumentKind = "slide_pack"      // presentasjon
	KindBudget         DocumentKind = "budget"          // budsjett, økonomiplan
	KindAccounts       DocumentKind = "accounts"        // regnskap, rapport
	KindElectionRecord DocumentKind = "election_record" // valgstyrets møtebok
	KindAttachment     DocumentKind = "attachment"      // vedlegg (VL)
	KindOther          DocumentKind = "other"
)

// Extraction is everything read from one PDF, each fact with its place. It is a
// pure function of the file's bytes and the version of the rules.
type Extraction struct {
	Schema    string     `json:"schema"`
	Extractor string     `json:"extractor"` // version of the rules
	Document  Document   `json:"document"`
	Meeting   Meeting    `json:"meeting"`
	Items     []Item     `json:"items"`
	Decisions []Decision `json:"decisions"`
	// Statements are what minutes put on record beside the decisions.
	Statements []Statement `json:"statements,omitempty"`
	Tables     []Table     `json:"tables"`
	Figures    []Figure    `json:"figures"`
	People     []Person    `json:"people"`
	Problems   []Problem   `json:"problems"`
	// Pages is the text of every page with its words' places. The command line
	// prints it only when asked; the stored extraction always has it.
	Pages []Page `json:"pages,omitempty"`
}

// Document describes the file itself.
type Document struct {
	SHA256   DocumentID   `json:"sha256"`
	Bytes    int64        `json:"bytes"`
	Pages    int          `json:"pages"`
	Kind     DocumentKind `json:"kind"`
	Title    string       `json:"title"`
	Language string       `json:"language"` // BCP 47: nb nn da sv en, or und
	// Engine is the PDF engine that read the document: "pdfium" or
	// "ledongthuc"; a page read by another one says so itself.
	Engine        string `json:"engine"`
	TextlessPages []int  `json:"textless_pages"`
	OCRPages      []int  `json:"ocr_pages"`
	GarbledPages  []int  `json:"garbled_pages"`
}

// Page is one page as text with the place of each word.
type Page struct {
	Number int     `json:"number"` // from 1
	Width  float64 `json:"width"`  // points
	Height float64 `json:"height"` // points
	Engine string  `json:"engine"`
	// Text is the page in reading order: one printed line per line, an empty
	// line between blocks, page furniture included.
	Text string `json:"text"`
	// Words are the words of Text in order. Joining them by white space gives
	// Text again but for line breaks.
	Words []Word `json:"words,omitempty"`
}

// Word is one printed word and its place.
type Word struct {
	Text string `json:"text"`
	Box  Box    `json:"box"`
}

// NewExtraction returns an extraction whose lists are empty, not nil, so that
// its JSON has [] everywhere.
func NewExtraction(id DocumentID, size int64) *Extraction {
	return &Extraction{
		Schema: SchemaName,
		Document: Document{
			SHA256: id, Bytes: size, Kind: KindOther, Language: "und",
			TextlessPages: []int{}, OCRPages: []int{}, GarbledPages: []int{},
		},
		Items: []Item{}, Decisions: []Decision{}, Tables: []Table{},
		Figures: []Figure{}, People: []Person{}, Problems: []Problem{},
	}
}

// ReadPages counts the pages whose text was read.
func (x *Extraction) ReadPages() int {
	unread := slices.Concat(x.Document.TextlessPages, x.Document.GarbledPages)
	slices.Sort(unread)
	return x.Document.Pages - len(slices.Compact(unread))
}
