package query_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saksok/search/query"
)

// pieces are what the queries of the law are put together from: every clause of
// the language, and the marks between them, well and badly placed.
var pieces = []string{
	"skole", "budsjett", `"tas til orientering"`, "-vei", "-", "or", "(", ")", "organ:heradsstyret", `body:"Nordbekk bydelsutvalg"`,
	"virksomhet:storvik", "år:2020", "year:>=2019", "år:2019..2021", "dato:2020-11..2021-03", "date:>13.11.2020", "dato:13. november 2020",
	"type:vedtak", "type:rart", "sak:28/20", "case:058-2024", "møte:6/20", "meeting:3/24", "status:vedtatt", "vedtak:valg", "decision:election",
	"tema:barnehage", "beløp:>200mill", "beløp:50mill..100mill", "amount:<=1 mrd", "post:rammetilskudd", `row:"avdrag på lån"`, "kolonne:2025",
	"person:rismyr", "fil:budsjett", "document:a", "språk:nynorsk", "language:da", "28/20", "Sak 28/2020", "PS", "BU 24/61", "§", "15", "§ 15",
	"arkivsak", "2023/1482", "209,9", "209 900 000", "13.", "november", "2020", "over", "200 millioner", "mellom 50 og 100 mill", "minst", "under",
	"opptil", "10 mill", "kr", "mill", `"`, "«", "beløp:", "organ:", ":", "*", "plan*", "2A", "og", "møte",
}

// TestParsePrintParse is the law: what is printed is read as it was.
func TestParsePrintParse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(rt, "pieces"), rapid.SampledFrom([]string{" ", " ", " ", ""}).Draw(rt, "between"))
		q, err := query.Parse(text)
		var limit *query.LimitError
		if errors.As(err, &limit) {
			return
		}
		if err != nil {
			rt.Fatalf("Parse(%q): %v", text, err)
		}
		again(t, q)
		if t.Failed() {
			rt.Fatalf("query %q", text)
		}
	})
}
