package search_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
)

func find(t testing.TB, s *search.Service, q search.Query) *search.Result {
	t.Helper()
	r, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %q: %v", q.Text, err)
	}
	return r
}

func counts(values []search.FacetValue) map[string]int {
	out := map[string]int{}
	for _, v := range values {
		out[v.Value] = v.Count
	}
	return out
}

// TestRank asks for the order of the first hits.
func TestRank(t *testing.T) {
	s := archive(t)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"the case before what belongs to it", "28/20", []string{"item 28/20 slide_pack", "figure Lisensar 1,2 mill. euro"}},
		{"title before text", "tomt grunnskole", []string{"item PS 28/24 pack"}},
		{"a case, then the cells of a row", "grunnmur", []string{"item 28/20 slide_pack", "figure Felles grunnmur 80,8", "figure Felles grunnmur 209,9"}},
		{"the cell that all words are about", "grunnmur finansiering 2025", []string{"figure Felles grunnmur 209,9"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := labels(find(t, s, search.Query{Text: tt.in}))
			if diff := cmp.Diff(tt.want, got[:min(len(got), len(tt.want))]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestExactBeforeStemBeforePrefix ranks the ways a word may occur.
func TestExactBeforeStemBeforePrefix(t *testing.T) {
	x := saksok.NewExtraction(documentID("ways"), 1)
	for _, title := range []string{"Planleggingen av bygg", "Planen av bygg", "Plan av bygg", "Planer av bygg"} {
		x.Items = append(x.Items, saksok.Item{Title: title, FirstPage: 1, LastPage: 1})
	}
	_, s := open(t, x)
	var got []string
	for _, h := range find(t, s, search.Query{Text: "plan"}).Hits {
		got = append(got, h.Title)
	}
	if len(got) != 4 || got[0] != "Plan av bygg" || got[3] != "Planleggingen av bygg" {
		t.Errorf("order = %q", got)
	}
}

func TestRelaxed(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Text: "grunnskole helikopterlandingsplass"})
	if !r.Query.Relaxed || r.Total == 0 {
		t.Errorf("relaxed = %t with %d hits, want hits for one of the words", r.Query.Relaxed, r.Total)
	}
	r = find(t, s, search.Query{Text: "grunnskole tomt", Filters: map[string][]string{"body": {"Styret"}}})
	if r.Query.Relaxed || r.Total != 0 {
		t.Errorf("relaxed = %t with %d hits: a filter added hits", r.Query.Relaxed, r.Total)
	}
}

func TestFacets(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Text: "grunnskole", Filters: map[string][]string{"status": {"adopted"}}})
	if diff := cmp.Diff([]string{"decision adopted"}, labels(r)); diff != "" {
		t.Errorf("hits (-want +got):\n%s", diff)
	}
	// Counted without its own filter: what the other values would give.
	want := map[string]int{"adopted": 1, "proposed": 1, "rejected": 1, "missing": r.Total + 3}
	got := counts(r.Facets["status"])
	delete(got, "missing")
	delete(want, "missing")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("status (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"decision": 1}, counts(r.Facets["type"])); diff != "" {
		t.Errorf("type (-want +got):\n%s", diff)
	}
	for _, v := range r.Facets["status"] {
		if v.Selected != (v.Value == "adopted") {
			t.Errorf("status %s selected = %t", v.Value, v.Selected)
		}
	}
	i := slices.IndexFunc(r.Facets["status"], func(v search.FacetValue) bool { return v.Value == "proposed" })
	if got, want := r.Facets["status"][i].ToggleURL, "?q=grunnskole&status=adopted&status=proposed"; got != want {
		t.Errorf("toggle_url = %s, want %s", got, want)
	}
}

// What belongs to an item is about what the item is, by the topic and its top.
func TestTopics(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Filters: map[string][]string{"topic": {"oppvekst"}}})
	want := []string{"item PS 28/24 pack", "decision proposed", "person Øyvind Særheim", "figure 209,9 mill. kroner"}
	got := labels(r)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hits (-want +got):\n%s", diff)
	}
	facet := counts(r.Facets["topic"])
	delete(facet, "missing")
	if diff := cmp.Diff(map[string]int{"oppvekst": 4, "oppvekst/grunnskole": 4, "bygg": 4, "bygg/eiendom": 4}, facet); diff != "" {
		t.Errorf("facet (-want +got):\n%s", diff)
	}
	for _, v := range r.Facets["topic"] {
		want := map[string]string{
			"oppvekst": "?", "oppvekst/grunnskole": "?topic=oppvekst%2Fgrunnskole", "bygg": "?topic=oppvekst&topic=bygg",
		}[v.Value]
		if want != "" && v.ToggleURL != want {
			t.Errorf("%s leads to %s, want %s", v.Value, v.ToggleURL, want)
		}
	}
	for _, text := range []string{"tema:oppvekst/grunnskole", "tema:grunnskole", `tema:"barnehage og skole"`, "topic:bygg", "tema:Grunnskole type:sak"} {
		r := find(t, s, search.Query{Text: text, Types: []search.HitType{"item"}})
		if diff := cmp.Diff([]string{"item PS 28/24 pack"}, labels(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	if r := find(t, s, search.Query{Text: "tema:hvalfangst"}); r.Total != 0 {
		t.Errorf("a topic there is not finds %d hits", r.Total)
	}
	if h := find(t, s, search.Query{Text: "tema:grunnskole", Types: []search.HitType{"decision"}}).Hits[0]; len(h.Topics) != 2 || h.Topics[0] != "oppvekst/grunnskole" {
		t.Errorf("topics of a decision = %v", h.Topics)
	}
}

func TestFilters(t *testing.T) {
	s := archive(t)
	figures := []search.HitType{search.TypeFigure}
	tests := []struct {
		name string
		in   search.Query
		want int
	}{
		{"one value", search.Query{Filters: map[string][]string{"currency": {"EUR"}}}, 1},
		{"any of", search.Query{Types: figures, Filters: map[string][]string{"figure_year": {"2024", "2025"}}}, 4},
		{"excluded", search.Query{Types: figures, Filters: map[string][]string{"figure_year": {"-2025"}}}, 3},
		{"missing", search.Query{Types: figures, Filters: map[string][]string{"figure_year": {"missing"}}}, 2},
		{"not missing", search.Query{Types: figures, Filters: map[string][]string{"figure_year": {"-missing"}}}, 4},
		{"missing or a value", search.Query{Types: figures, Filters: map[string][]string{"figure_year": {"missing", "2024"}}}, 3},
		{"two filters", search.Query{Types: figures, Filters: map[string][]string{"figure_year": {"2025"}, "check": {"verified"}}}, 1},
		{"from and to", search.Query{Types: figures, From: "2020-11-13", To: "2020-11-13"}, 1},
		{"after the last", search.Query{From: "2024-06-14"}, 0},
		{"min", search.Query{Min: kroner(209_900_000)}, 3},
		{"max", search.Query{Max: kroner(12_500_000)}, 2},
		{"kind", search.Query{Types: []search.HitType{"document"}, Filters: map[string][]string{"kind": {"minutes"}}}, 1},
		{"language", search.Query{Types: []search.HitType{"item"}, Filters: map[string][]string{"language": {"nn"}}}, 1},
		{"item kind of a figure's case", search.Query{Types: figures, Filters: map[string][]string{"item_kind": {"decision"}}}, 1},
		{"everything but pages", search.Query{}, 20},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := find(t, s, tt.in); r.Total != tt.want {
				tt.in.Limit = 100
				t.Errorf("total = %d, want %d: %q", r.Total, tt.want, labels(find(t, s, tt.in)))
			}
		})
	}
}

func kroner(n int64) *int64 { return &n }

func TestSums(t *testing.T) {
	s := archive(t)
	want := map[string]search.Sum{
		"NOK": {Count: 4, Minor: 8080000000 + 20990000000 + 1250000000 + 20990000000},
		"EUR": {Count: 1, Minor: 120000000},
	}
	if diff := cmp.Diff(want, find(t, s, search.Query{Limit: 1}).Sums); diff != "" {
		t.Errorf("all figures (-want +got):\n%s", diff)
	}
	want = map[string]search.Sum{"NOK": {Count: 2, Minor: 29070000000}}
	if diff := cmp.Diff(want, find(t, s, search.Query{Text: `post:"felles grunnmur"`}).Sums); diff != "" {
		t.Errorf("one row (-want +got):\n%s", diff)
	}
}

func TestRecognisedIsShown(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Text: "grunnmur over 200 millioner", From: "2020-01-01"})
	want := search.QueryEcho{
		Text: "grunnmur over 200 millioner", Parsed: "grunnmur beløp:>200mill",
		Filters:    map[string][]string{"amount": {"beløp:>200mill"}, "from": {"2020-01-01"}},
		Recognised: []search.Recognised{{Text: "over 200 millioner", Filter: "beløp:>200mill", Rest: "grunnmur"}},
	}
	if diff := cmp.Diff(want, r.Query); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHit(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Text: "grunnmur 2025", Types: []search.HitType{"figure"}})
	if len(r.Hits) != 1 {
		t.Fatalf("hits = %q", labels(r))
	}
	h := r.Hits[0]
	if want := "/documents/" + string(documentID("notice")) + "/pages/4?box=100.0,100.0,140.0,112.0&q=grunnmur+2025"; h.URL != want {
		t.Errorf("url = %s, want %s", h.URL, want)
	}
	if h.Title != "Økonomiplan 2025–2028, rammer" || h.Item != "PS 29/24" || h.Body != "Kommunestyret" || h.Date != "2024-06-13" || h.Figure.Minor != 20990000000 {
		t.Errorf("hit = %+v", h)
	}
	want := []search.Part{
		{Text: "Felles "}, {Text: "grunnmur", Match: true, Page: 4}, {Text: " "}, {Text: "2025", Match: true, Page: 4},
		{Text: " · Total finansiering (MNOK) 209,9 MNOK"},
	}
	if diff := cmp.Diff(want, h.Snippet); diff != "" {
		t.Errorf("snippet (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"exact:grunnmur", "exact:2025"}, h.Why); diff != "" {
		t.Errorf("why (-want +got):\n%s", diff)
	}
}

// TestAmountIsMarked shows the printed amount that a number, an amount or a
// range was found by.
func TestAmountIsMarked(t *testing.T) {
	s := archive(t)
	tests := []struct{ in, why string }{
		{"209 900 000", "exact:209900000"},
		{"209,9 mill type:beløp", "exact:209,9 mill"},
		{"over 200 millioner -sum", "beløp:>200mill"},
	}
	for _, tt := range tests {
		r := find(t, s, search.Query{Text: tt.in})
		if len(r.Hits) != 2 {
			t.Errorf("%s: hits = %q", tt.in, labels(r))
		}
		for _, h := range r.Hits {
			marked := ""
			for _, p := range h.Snippet {
				if p.Match {
					marked += "[" + p.Text + "]"
				}
			}
			if marked != "["+h.Figure.Text+"]" || !slices.Contains(h.Why, tt.why) {
				t.Errorf("%s: marked %s because of %q", tt.in, marked, h.Why)
			}
		}
	}
}

// TestSnippet cuts around the words in a long text and loses no character of it.
func TestSnippet(t *testing.T) {
	x := saksok.NewExtraction(documentID("long"), 1)
	text := strings.Repeat("Æ ø å fyllord uten mening. ", 200) + "Her vedtas sjøbunnskartleggingen av fjorden.\n" + strings.Repeat("Mer fyll på slutten. ", 200)
	x.Items = []saksok.Item{{Title: "Havn", FirstPage: 1, LastPage: 1, Text: text}}
	_, s := open(t, x)
	h := find(t, s, search.Query{Text: "sjøbunnskartlegging fjord"}).Hits[0]
	var all, marked []string
	for _, p := range h.Snippet {
		all = append(all, p.Text)
		if p.Match {
			marked = append(marked, p.Text)
		}
	}
	if diff := cmp.Diff([]string{"sjøbunnskartleggingen", "fjorden"}, marked); diff != "" {
		t.Errorf("marked (-want +got):\n%s", diff)
	}
	cut := strings.Join(all, "")
	inner := strings.TrimSuffix(strings.TrimPrefix(cut, "… "), " …")
	if !strings.Contains(strings.ReplaceAll(text, "\n", " "), inner) || len(cut) > 400 || inner == cut {
		t.Errorf("snippet = %q", cut)
	}
}

// TestStatusIsWhatWasRead holds the rule that a proposal is never a decision.
func TestStatusIsWhatWasRead(t *testing.T) {
	s := archive(t)
	want := map[string]saksok.DecisionStatus{}
	for _, x := range []*saksok.Extraction{notice(), minutes(), board()} {
		for _, d := range x.Decisions {
			want[d.Text] = d.Status
		}
	}
	got := map[string]saksok.DecisionStatus{}
	for _, h := range find(t, s, search.Query{Types: []search.HitType{"decision"}, Limit: 100}).Hits {
		got[h.Decision.Text] = h.Decision.Status
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, h := range find(t, s, search.Query{Text: "grunnskole", Filters: map[string][]string{"status": {"adopted"}}, Limit: 100}).Hits {
		if h.Decision == nil || h.Decision.Status != saksok.StatusAdopted {
			t.Errorf("%s passes as adopted", label(h))
		}
	}
}

// TestPaging walks every order in small steps: every hit once, in order.
func TestPaging(t *testing.T) {
	s := archive(t)
	for _, order := range []string{"relevance", "date", "-date", "amount", "-amount"} {
		for _, text := range []string{"", "grunnskole or grunnmur or kommunestyret"} {
			t.Run(order+" "+text, func(t *testing.T) {
				q := search.Query{Text: text, Sort: order, Limit: 100}
				want := ids(find(t, s, q))
				q.Limit = 3
				var got []string
				for {
					r := find(t, s, q)
					got = append(got, ids(r)...)
					if r.Total != len(want) {
						t.Fatalf("total = %d on a later page, want %d", r.Total, len(want))
					}
					if r.Next == "" {
						break
					}
					if q.After = r.Next; len(q.After) > search.MaxCursor || url.QueryEscape(q.After) != q.After {
						t.Errorf("cursor %q is too long for an address", q.After)
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-at once +in steps):\n%s", diff)
				}
			})
		}
	}
}

func ids(r *search.Result) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func TestSortByAmount(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Sort: "-amount", Types: []search.HitType{"figure", "person"}})
	want := []string{
		"figure Sum investeringer 222,4", "figure 209,9 mill. kroner", "figure Felles grunnmur 209,9",
		"figure Felles grunnmur 80,8", "figure Skolebygg 12,5", "figure Lisensar 1,2 mill. euro", "person Øyvind Særheim",
	}
	if diff := cmp.Diff(want, labels(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMistakes asks for the parameter each mistake is in.
func TestMistakes(t *testing.T) {
	s := archive(t)
	tests := []struct {
		param string
		in    search.Query
	}{
		{"sort", search.Query{Sort: "title"}},
		{"limit", search.Query{Limit: 101}},
		{"limit", search.Query{Limit: -1}},
		{"type", search.Query{Types: []search.HitType{"cow"}}},
		{"colour", search.Query{Filters: map[string][]string{"colour": {"red"}}}},
		{"body", search.Query{Filters: map[string][]string{"body": {"-"}}}},
		{"facets", search.Query{Facets: []string{"colour"}}},
		{"from", search.Query{From: "13.11.2020"}},
		{"to", search.Query{To: "2020-02-30"}},
		{"min", search.Query{Min: kroner(1 << 62)}},
		{"after", search.Query{After: "x"}},
		{"after", search.Query{After: "1.2.3.4"}},
		{"q", search.Query{Text: strings.Repeat("x", 257)}},
		{"q", search.Query{Text: strings.Repeat("x ", 17)}},
	}
	for _, tt := range tests {
		_, err := s.Search(t.Context(), tt.in)
		var mistake *search.RequestError
		if !errors.As(err, &mistake) || mistake.Param != tt.param {
			t.Errorf("%+v: error = %v, want one about %s", tt.in, err, tt.param)
		}
	}
	first := find(t, s, search.Query{Limit: 1})
	if _, err := s.Search(t.Context(), search.Query{Text: "other", Limit: 1, After: first.Next}); err == nil {
		t.Error("a cursor of another query is taken")
	}
	whole := strings.SplitN(first.Next, ".", 4)
	for i, part := range []string{"x", "!", "1~!", "1", "zzzzzzzzzzzzzzzzzzzz~1"} {
		broken := slices.Clone(whole)
		broken[min(i, 2)] = part
		after := strings.Join(broken, ".")
		if _, err := s.Search(t.Context(), search.Query{Limit: 1, After: after}); err == nil {
			t.Errorf("cursor %q is taken", after)
		}
	}
}

func TestItem(t *testing.T) {
	s := archive(t)
	found := find(t, s, search.Query{Text: "type:sak 29/24"}).Hits[0]
	h, err := s.Item(t.Context(), found.ID)
	if err != nil {
		t.Fatal(err)
	}
	if h.ItemDetail == nil || h.ItemDetail.Text == "" || h.ItemDetail.LastPage != 4 {
		t.Errorf("item = %+v", h.ItemDetail)
	}
	parts, err := s.Of(t.Context(), found.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range parts[search.TypeFigure] {
		got = append(got, fmt.Sprint(f.Figure.Row, " ", f.Figure.Text))
	}
	want := []string{"Felles grunnmur 80,8", "Felles grunnmur 209,9", "Skolebygg 12,5", "Sum investeringer 222,4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if _, err := s.Item(t.Context(), "nope"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("error = %v, want ErrNotFound", err)
	}
}

func TestDeadlineAndAdmission(t *testing.T) {
	ix, _ := open(t, notice())
	s := search.New(ix, search.Options{Deadline: time.Nanosecond})
	if _, err := s.Search(t.Context(), search.Query{Text: "grunnskole"}); !errors.Is(err, search.ErrDeadline) {
		t.Errorf("error = %v, want ErrDeadline", err)
	}
}
