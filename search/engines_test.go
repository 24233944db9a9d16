package search

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saksok"
	"saksok/index"
	"saksok/index/engine"
	"saksok/index/indextest"
)

// operators are queries with every operator and field of the language, alone and
// with others, and what else a search may ask for.
var operators = []Query{
	{}, {Text: "budsjett"}, {Text: "budsjettet for skolene"}, {Text: `"til orientering"`}, {Text: `budsjett -skole`}, {Text: `-budsjett`}, {Text: "-budsjett -skole -havn"},
	{Text: "budsjett or havn"}, {Text: "(budsjett or havn) -(skole or vei)"}, {Text: `(budsjett "til orientering") or havn`}, {Text: `budsjett or -havn`},
	{Text: "komm*"}, {Text: "budsj* hav*"}, {Text: "-budsj*"}, {Text: "havne*avgift"}, {Text: "helsebudsjettutvalgsmøte"}, {Text: "budjsett"}, {Text: "qqqzzz budsjett"}, {Text: "qqqzzz"},
	{Text: "organ:formannskapet"}, {Text: "body:styret"}, {Text: `virksomhet:"Storvik kommune"`}, {Text: "organisation:kommune"}, {Text: "år:2024"}, {Text: "year:2023..2024"}, {Text: "-år:2024"},
	{Text: "dato:2024-03"}, {Text: "dato:2023-11..2024-03"}, {Text: "date:>2024-03-01"}, {Text: "dato:<=2024-03-14"}, {Text: "14. mars 2024"}, {Text: "-dato:2024-03-14 budsjett"},
	{Text: "type:figure"}, {Text: "type:decision budsjett"}, {Text: "type:person"}, {Text: "type:meeting"}, {Text: "-type:figure budsjett"}, {Text: "type:item or type:decision"},
	{Text: "sak:13/24"}, {Text: "case:13/2024"}, {Text: "13/24"}, {Text: "PS 13/24"}, {Text: "Sak 13/2024"}, {Text: "-13/24 budsjett"}, {Text: "møte:3"}, {Text: "meeting:2024"},
	{Text: "status:vedtatt"}, {Text: "status:adopted -type:figure"}, {Text: "-status:proposed type:decision"}, {Text: "vedtak:utsettelse"}, {Text: "decision:budsjett"}, {Text: "vedtak:godkjenning or vedtak:utsettelse"},
	{Text: "tema:økonomi"}, {Text: "topic:helse"}, {Text: "beløp:>200mill"}, {Text: "beløp:50mill..100mill"}, {Text: "amount:<=1mill"}, {Text: "-beløp:>1mill type:figure"}, {Text: "beløp:1500000"},
	{Text: "over 10 millioner"}, {Text: "mellom 1 og 5 mill budsjett"}, {Text: "minst 1 million"}, {Text: "under 100000"}, {Text: "opptil 22,4 mill"}, {Text: "22,4"}, {Text: "1 500 000"}, {Text: "118 mill"},
	{Text: "post:drift"}, {Text: `row:"sum"`}, {Text: "kolonne:2025"}, {Text: "column:regnskap"}, {Text: "person:leder"}, {Text: "fil:protokoll"}, {Text: "document:innkalling"}, {Text: "språk:nn"}, {Text: "language:sv"},
	{Text: "hva ble vedtatt om budsjettet"}, {Text: "hvor mye penger til helsehus"}, {Text: "ordfører"}, {Text: "budsjett 2025 helse"},
	{Text: "budsjett", Sort: "date"}, {Text: "budsjett", Sort: "-date"}, {Text: "type:figure", Sort: "amount"}, {Text: "budsjett or havn", Sort: "-amount"},
	{Text: "budsjett", Types: []HitType{TypeFigure, TypeDecision}}, {Text: "budsjett", Types: []HitType{TypeDocument, TypeMeeting, TypePerson}},
	{Filters: map[string][]string{"status": {"adopted"}}}, {Filters: map[string][]string{"status": {"-adopted"}, "body": {"missing"}}}, {Text: "budsjett", Filters: map[string][]string{"body": {"-missing"}}},
	{Filters: map[string][]string{"year": {"2024"}, "figure_year": {"2025", "missing"}, "month": {"2024-03"}, "kind": {"minutes", "-pack"}}},
	{Filters: map[string][]string{"item_kind": {"-missing"}, "decision_type": {"missing"}, "topic": {"missing"}, "language": {"nb", "nn"}}},
	{Filters: map[string][]string{"currency": {"NOK"}, "check": {"-missing"}, "organisation": {"-missing"}}},
	{From: "2024-01-01", To: "2024-04-30"}, {Text: "budsjett", From: "2024-04-01"}, {Min: new(int64(1_000_000))}, {Min: new(int64(-5)), Max: new(int64(50_000)), Sort: "amount"}, {Text: "budsjett", Facets: []string{"none"}},
}

// TestEnginesAgree plans every operator of the language, and every query that is
// judged, as a search does and as it does where nothing is found, and holds the
// engine to what the reference engine finds, counts and adds up.
func TestEnginesAgree(t *testing.T) {
	ix, ref := bothEngines(t)
	s, plans := New(ix, Options{}), 0
	judged := judgedQueries(t)
	for i, q := range append(slices.Clone(operators), judged...) {
		all := plansOf(t, s, q)
		if i >= len(operators) && len(all) > 2 { // the plainest and the loosest
			all = []engine.Plan{all[0], all[len(all)-1]}
		}
		for _, plan := range all {
			plans++
			samePlan(t, ix, ref, q, plan)
		}
	}
	t.Logf("%d plans of %d queries with operators and %d judged ones", plans, len(operators), len(judged))
}

// plansOf are the plans that a search may make of a query.
func plansOf(t *testing.T, s *Service, q Query) []engine.Plan {
	t.Helper()
	p, err := newPlanner(q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	if err := s.lookUp(t.Context(), p.senses); err != nil {
		t.Fatal(err)
	}
	plans := []engine.Plan{p.plan(p.words())}
	if len(p.slots) == 0 {
		return plans
	}
	if err := s.widen(t.Context(), p); err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	for _, n := range fromAll(p.words(), p.somewhere()) {
		plans = append(plans, p.plan(n))
	}
	if p.loosen() {
		plans = append(plans, p.plan(p.words()))
	}
	return plans
}

func samePlan(t *testing.T, ix *index.Index, ref engine.Engine, q Query, plan engine.Plan) {
	t.Helper()
	plan.Limit = 100_000
	want, err := ref.Search(t.Context(), plan)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	got, err := ix.Search(t.Context(), plan)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	opts := cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(engine.Hit{}, "Position", "Source")}
	if plan.Score { // the reference does not rank
		opts = append(opts, cmpopts.SortSlices(func(a, b engine.Hit) bool { return a.ID < b.ID }))
	}
	if diff := cmp.Diff(want, got, opts); diff != "" {
		t.Errorf("%+v (-reference +engine):\n%s", q, diff)
	}
}

// bothEngines are an index of our own documents, and the reference engine with the
// same.
func bothEngines(t *testing.T) (*index.Index, engine.Engine) {
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
	ref := indextest.New()
	xs := indextest.Stored(t, "../testdata/golden")
	for _, name := range slices.Sorted(maps.Keys(xs)) {
		x := xs[name]
		ops, err := index.Documents(x)
		if err != nil {
			t.Fatal(err)
		}
		if err := ref.Apply(t.Context(), ops); err != nil {
			t.Fatal(err)
		}
		if err := ix.Put(t.Context(), []*saksok.Extraction{x}); err != nil {
			t.Fatal(err)
		}
	}
	return ix, ref
}

// judgedQueries are those of testdata/queries over our own documents.
func judgedQueries(t *testing.T) []Query {
	t.Helper()
	var out []Query
	for _, name := range []string{"packs.txt", "desk.txt", "readers.txt"} {
		raw, err := os.ReadFile(filepath.Join("../testdata/queries", name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			if line = strings.TrimRight(line, "\n"); line != "" && !strings.ContainsAny(line[:1], "#@[\t") {
				out = append(out, Query{Text: line})
			}
		}
	}
	return out
}
