package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
)

func TestTopicTree(t *testing.T) {
	values := func(selected string, list ...string) []search.FacetValue {
		var out []search.FacetValue
		for _, v := range list {
			out = append(out, search.FacetValue{Value: v, Selected: v == selected})
		}
		return out
	}
	all := []string{"okonomi", "okonomi/budsjett", "ehelse", "ehelse/journal", "ehelse/styring", "okonomi/skatt", "missing"}
	for _, tt := range []struct {
		name, selected string
		in             []string
		want           string
	}{
		{"none in use", "", all, "okonomi ehelse missing"},
		{"a top topic in use", "okonomi", all, "okonomi okonomi/budsjett okonomi/skatt ehelse missing"},
		{"one below it in use", "ehelse/styring", all, "ehelse ehelse/journal ehelse/styring okonomi missing"},
		{"nothing", "", nil, ""},
	} {
		var got []string
		for _, v := range topicTree(values(tt.selected, tt.in...)) {
			got = append(got, v.Value)
		}
		if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestTopicFacet(t *testing.T) {
	res := &search.Result{Facets: map[string][]search.FacetValue{"topic": {
		{Value: "ehelse", Count: 3}, {Value: "ehelse/journal", Count: 2, Selected: true}, {Value: "missing", Count: 9},
	}}}
	got := facetsOf(search.Query{Filters: map[string][]string{"topic": {"ehelse/journal"}}}, res)
	want := []facetView{{Title: "Tema", Open: true, Values: []linkView{
		{Label: "E-helse", Count: 3, HasCount: true},
		{Label: "Journalløsninger", Count: 2, HasCount: true, Selected: true, Below: true},
	}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTopicText(t *testing.T) {
	topics := []saksok.Topic{{ID: "ehelse/journal", Terms: []string{"akson", "journal", "epj", "fkj"}}, {ID: "okonomi/tilskudd", Terms: []string{"tilskudd"}}}
	if got, want := topicText(topics), "Tema: Journalløsninger («akson», «journal», «epj»); Tilskudd og støtteordninger"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := topicText(nil); got != "" {
		t.Error(got)
	}
}

// Asking for a topic takes the place of asking for the wider or narrower one.
func TestTopicToggled(t *testing.T) {
	for _, tt := range []struct{ in, value, want string }{
		{"", "ehelse", "topic=ehelse"},
		{"topic=ehelse", "ehelse", ""},
		{"topic=ehelse", "ehelse/journal", "topic=ehelse%2Fjournal"},
		{"topic=ehelse/journal&topic=ehelse/styring", "ehelse", "topic=ehelse"},
		{"topic=ehelse/journal", "ehelse/styring", "topic=ehelse%2Fjournal&topic=ehelse%2Fstyring"},
		{"topic=okonomi", "ehelse/journal", "topic=okonomi&topic=ehelse%2Fjournal"},
	} {
		v, err := url.ParseQuery(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := toggled(v, "topic", tt.value).Encode(); got != tt.want {
			t.Errorf("%s and %s = %s, want %s", tt.in, tt.value, got, tt.want)
		}
	}
}
