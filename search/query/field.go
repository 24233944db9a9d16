package query

import "strings"

// Field is a field of the query language, by the name it is printed with.
type Field string

// The fields.
const (
	FieldBody         Field = "organ"
	FieldOrganisation Field = "virksomhet"
	FieldYear         Field = "år" // of the meeting
	FieldDate         Field = "dato"
	FieldType         Field = "type"
	FieldCase         Field = "sak"
	FieldMeeting      Field = "møte"
	FieldStatus       Field = "status"
	FieldDecision     Field = "vedtak"
	FieldTopic        Field = "tema"
	FieldAmount       Field = "beløp"
	FieldRow          Field = "post"
	FieldColumn       Field = "kolonne"
	FieldPerson       Field = "person"
	FieldFile         Field = "fil"
	FieldLanguage     Field = "språk"
)

// fieldNames are the Norwegian and English names, and those typed without
// Norwegian letters.
var fieldNames = map[string]Field{
	"organ": FieldBody, "utvalg": FieldBody, "body": FieldBody,
	"virksomhet": FieldOrganisation, "verksemd": FieldOrganisation, "organisation": FieldOrganisation,
	"år": FieldYear, "aar": FieldYear, "year": FieldYear,
	"dato": FieldDate, "date": FieldDate,
	"type": FieldType,
	"sak":  FieldCase, "case": FieldCase,
	"møte": FieldMeeting, "moete": FieldMeeting, "meeting": FieldMeeting,
	"status": FieldStatus,
	"vedtak": FieldDecision, "decision": FieldDecision,
	"tema": FieldTopic, "topic": FieldTopic,
	"beløp": FieldAmount, "beloep": FieldAmount, "belop": FieldAmount, "amount": FieldAmount,
	"post": FieldRow, "row": FieldRow,
	"kolonne": FieldColumn, "column": FieldColumn,
	"person": FieldPerson,
	"fil":    FieldFile, "document": FieldFile, "dokument": FieldFile,
	"språk": FieldLanguage, "spraak": FieldLanguage, "language": FieldLanguage,
}

// closed are the fields with a list of values, and the names of each value.
var closed = map[Field]map[string]string{
	FieldType: names(
		"item sak", "decision vedtak", "figure beløp tall", "page side", "person", "meeting møte", "document dokument fil"),
	FieldStatus: names(
		"proposed foreslått forslag", "recommended innstilt innstilling tilråding", "adopted vedtatt vedteke",
		"rejected avvist falt", "deferred utsatt", "withdrawn trukket", "unlabelled uavklart"),
	FieldLanguage: names(
		"nb bokmål", "nn nynorsk", "en engelsk", "sv svensk", "da dansk", "se samisk", "und"),
}

// names makes a lookup of lines that begin with the value itself.
func names(lines ...string) map[string]string {
	out := map[string]string{}
	for _, line := range lines {
		words := strings.Fields(line)
		for _, w := range words {
			out[w] = words[0]
		}
	}
	return out
}
