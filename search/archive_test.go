package search_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"saksok"
	"saksok/index"
	"saksok/search"
)

// The archive of the tests: the municipality of Granvik, which does not exist.

func documentID(name string) saksok.DocumentID {
	sum := sha256.Sum256([]byte(name))
	return saksok.DocumentID(hex.EncodeToString(sum[:]))
}

func intp(n int) *int { return &n }

// notice is the notice with case papers of a council meeting.
func notice() *saksok.Extraction {
	x := saksok.NewExtraction(documentID("notice"), 1000)
	x.Document.Pages, x.Document.Kind = 4, saksok.KindPack
	x.Document.Title, x.Document.Language = "Møteinnkalling Granvik kommunestyre", "nb"
	x.Meeting = saksok.Meeting{
		Body: "Kommunestyret", Organisation: "Granvik kommune", Number: "3/2024", Date: "2024-06-13",
		Start: "18:00", Place: "Rådhuset, møterom Bølgen",
	}
	x.Items = []saksok.Item{
		{
			Number: "PS 28/24", Key: "2024-28", Title: "Ny grunnskole på Ytre Åsen – valg av tomt", Kind: saksok.ItemDecision,
			FirstPage: 2, LastPage: 3, Evidence: []saksok.Evidence{saksok.EvidenceHeading}, CaseRef: "24/1180",
			Presenters: []string{"Øyvind Særheim"}, Box: saksok.Box{50, 60, 500, 80}, HeadPage: 2,
			Topics: []saksok.Topic{{ID: "oppvekst/grunnskole", Terms: []string{"grunnskole"}}, {ID: "bygg/eiendom", Terms: []string{"valg av tomt"}}},
			Text: "Kommunedirektøren legger frem sak om tomt til ny grunnskole. Legemiddelhåndtering er ikke omtalt.\n" +
				"Samlet kostnad er beregnet til 209,9 mill. kroner. Se også sak 17/2023 om skolestrukturen.",
			PageStarts: []int{strings.Index("Kommunedirektøren legger frem sak om tomt til ny grunnskole. Legemiddelhåndtering er ikke omtalt.\n", "\n") + 1},
		},
		{
			Number: "PS 29/24", Key: "2024-29", Title: "Økonomiplan 2025–2028, rammer", Kind: saksok.ItemOrientation,
			FirstPage: 3, LastPage: 4, Evidence: []saksok.Evidence{saksok.EvidenceAgenda},
			Text: "Rammene for økonomiplanen tas til orientering. E-helse er et satsingsområde, og lederne i sektoren deltar.",
		},
	}
	x.Decisions = []saksok.Decision{{
		Item: "PS 28/24", Status: saksok.StatusProposed, Types: []saksok.DecisionType{saksok.TypeAdoption},
		Text: "Kommunestyret vedtar tomten på Ytre Åsen for ny grunnskole.", Page: 3, Box: saksok.Box{50, 400, 500, 440},
		Rule: "label", Label: "Kommunedirektørens forslag til vedtak",
	}}
	x.Tables = []saksok.Table{{Page: 4, LastPage: 4, Caption: "Investeringer", Unit: "MNOK"}}
	x.Figures = []saksok.Figure{
		cell("Felles grunnmur", "2024", 2024, "80,8", 8080000000, false),
		cell("Felles grunnmur", "2025", 2025, "209,9", 20990000000, false),
		cell("Skolebygg", "2025", 2025, "12,5", 1250000000, false),
		cell("Sum investeringer", "2025", 2025, "222,4", 22240000000, true),
	}
	x.Figures[3].Check = saksok.CheckVerified
	x.Figures = append(x.Figures, saksok.Figure{
		Item: "PS 28/24", Row: "", Columns: []string{}, Text: "209,9 mill. kroner", Unit: "mill. kroner", Currency: "NOK",
		Minor: 20990000000, Context: "Samlet kostnad er beregnet til 209,9 mill. kroner.", Page: 2, Box: saksok.Box{50, 200, 90, 210},
	})
	x.People = []saksok.Person{{Name: "Øyvind Særheim", Role: saksok.RolePresenter, Organisation: "Granvik kommune", Item: "PS 28/24", Page: 2}}
	x.Pages = []saksok.Page{
		{Number: 1, Text: "Møteinnkalling\nKommunestyret"}, {Number: 2, Text: x.Items[0].Text},
		{Number: 3, Text: "Kommunestyret vedtar tomten på Ytre Åsen for ny grunnskole.\nFotnote om sjøbunnskartlegging."},
		{Number: 4, Text: "Investeringer"},
	}
	return x
}

func cell(row, column string, year int, text string, minor int64, total bool) saksok.Figure {
	return saksok.Figure{
		Item: "PS 29/24", Table: intp(0), Row: row, Columns: []string{column, "Total finansiering (MNOK)"}, Year: year,
		Text: text, Unit: "MNOK", Currency: "NOK", Minor: minor, Total: total, Page: 4, Box: saksok.Box{100, 100, 140, 112},
	}
}

// minutes are the minutes of the same meeting.
func minutes() *saksok.Extraction {
	x := saksok.NewExtraction(documentID("minutes"), 900)
	x.Document.Pages, x.Document.Kind = 2, saksok.KindMinutes
	x.Document.Title, x.Document.Language = "Møteprotokoll Granvik kommunestyre", "nb"
	x.Meeting = notice().Meeting
	x.Items = []saksok.Item{{
		Number: "PS 28/24", Key: "2024-28", Title: "Ny grunnskole på Ytre Åsen – valg av tomt", Kind: saksok.ItemDecision,
		FirstPage: 1, LastPage: 2, Evidence: []saksok.Evidence{saksok.EvidenceHeading}, Text: "Saken ble behandlet i møtet.",
	}}
	x.Decisions = []saksok.Decision{
		{
			Item: "PS 28/24", Status: saksok.StatusAdopted, Types: []saksok.DecisionType{saksok.TypeAdoption},
			Text: "Kommunestyret vedtar tomten på Nedre Åsen for ny grunnskole.", Page: 2, Rule: "label", Label: "Vedtak",
			Vote: &saksok.Vote{Outcome: saksok.VoteMajority, For: intp(20), Against: intp(5), Text: "Vedtatt med 20 mot 5 stemmer."},
		},
		{
			Item: "PS 28/24", Status: saksok.StatusRejected, Types: []saksok.DecisionType{saksok.TypeDeferral},
			Text: "Saken utsettes.", Page: 2, Rule: "label", Label: "Forslag fra Kari Ødegård", Proposer: "Kari Ødegård",
		},
	}
	return x
}

// board is a slide pack of another organisation, with an amount in euro.
func board() *saksok.Extraction {
	x := saksok.NewExtraction(documentID("board"), 800)
	x.Document.Pages, x.Document.Kind = 1, saksok.KindSlidePack
	x.Document.Title, x.Document.Language = "Fjordhelse styremøte", "nn"
	x.Meeting = saksok.Meeting{Body: "Styret", Organisation: "Fjordhelse HF", Number: "6/20", Date: "2020-11-13"}
	x.Items = []saksok.Item{{
		Number: "28/20", Key: "2020-28", Title: "Legemiddelområdet og felles grunnmur", Kind: saksok.ItemEndorsement,
		FirstPage: 1, LastPage: 1, Evidence: []saksok.Evidence{saksok.EvidenceHeading},
		Text: "Styret sluttar seg til programmet for digitalisering. Tilskudds\u00adforvalteren har rapportert.",
	}}
	x.Figures = []saksok.Figure{{
		Item: "28/20", Row: "Lisensar", Columns: []string{"EUR"}, Text: "1,2 mill. euro", Unit: "mill. euro", Currency: "EUR",
		Minor: 120000000, Page: 1,
	}}
	return x
}

func open(t testing.TB, extractions ...*saksok.Extraction) (*index.Index, *search.Service) {
	t.Helper()
	ix, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := ix.Put(context.Background(), extractions); err != nil {
		t.Fatal(err)
	}
	return ix, search.New(ix, search.Options{})
}

func archive(t testing.TB) *search.Service {
	_, s := open(t, notice(), minutes(), board())
	return s
}
