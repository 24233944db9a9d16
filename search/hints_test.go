package search_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
)

// TestMissing: where not all words had to occur, each hit says which it lacks.
func TestMissing(t *testing.T) {
	_, s := open(t, titled("Lia barnehage", "Ny brannstasjon på Lia", "Skolekorpset"))
	tests := []struct {
		name, in string
		want     map[string][]string
	}{
		{"all words", "barnehage lia", map[string][]string{"Lia barnehage": nil}},
		{"some", "lia brannstasjon helikopter", map[string][]string{"Ny brannstasjon på Lia": {"helikopter"}}},
		{"one is enough where no two go together", "skolekorps barnehage helikopter ambulanse",
			map[string][]string{"Lia barnehage": {"skolekorps", "helikopter", "ambulanse"}, "Skolekorpset": {"barnehage", "helikopter", "ambulanse"}}},
		{"a year is not told of: it may be that of the meeting", "barnehage 2031 helikopter", map[string][]string{"Lia barnehage": {"helikopter"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := map[string][]string{}
			for _, h := range find(t, s, search.Query{Text: tt.in}).Hits {
				if h.Type == search.TypeItem {
					got[h.Title] = h.Missing
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDoubt: a word that is in a document or two is asked about where one much
// like it is in many, and the hits stay its own.
func TestDoubt(t *testing.T) {
	titles := []string{"Brua over Elvesundet", "Skjenkebeviling til Brygga", "Skjenkebevillinga til kroa"}
	for i := range 30 {
		titles = append(titles, fmt.Sprintf("Skjenkebevilling nummer %d, Bruaveien", i))
	}
	_, s := open(t, titled(titles...))
	tests := []struct{ name, in, want string }{
		{"a misspelling that a document has too", "skjenkebeviling brygga", "skjenkebevilling brygga"},
		{"the frequent one", "skjenkebevilling nummer 7", ""},
		{"another form of it", "skjenkebevillinga", ""},
		{"no word like it", "elvesundet", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := find(t, s, search.Query{Text: tt.in})
			if r.Query.Suggestion != tt.want || r.Query.Taken {
				t.Errorf("suggestion = %q, taken %t, want %q as a question", r.Query.Suggestion, r.Query.Taken, tt.want)
			}
			if r.Total == 0 || r.Query.Relaxed {
				t.Errorf("%d hits, relaxed %t", r.Total, r.Query.Relaxed)
			}
		})
	}
	if r := find(t, s, search.Query{Text: "skjenkebewilling"}); !r.Query.Taken || r.Query.Suggestion != "skjenkebevilling" {
		t.Errorf("suggestion = %q, taken %t", r.Query.Suggestion, r.Query.Taken)
	}
}

// TestSenses: an abbreviation with several meanings is searched for as it stands;
// where that finds nothing, by all the meanings there are, which the other words
// choose between.
func TestSenses(t *testing.T) {
	apart := titled("Fylkeskommune og veg", "Foregangskommune for helse", "Skole")
	written := titled("FK Viken")
	tests := []struct {
		name, in string
		archive  *saksok.Extraction
		hits     []string
		want     []search.Sense
	}{
		{"as it stands", "FK", written, []string{"FK Viken"}, nil},
		{"by all meanings", "FK", apart, []string{"Foregangskommune for helse", "Fylkeskommune og veg"},
			[]search.Sense{{Text: "FK", Meanings: []string{"foregangskommune", "fylkeskommune"}, Queries: []string{"foregangskommune", "fylkeskommune"}, Widened: true}}},
		{"the other words choose", "FK veg", apart, []string{"Fylkeskommune og veg"},
			[]search.Sense{{Text: "FK", Meanings: []string{"foregangskommune", "fylkeskommune"}, Queries: []string{"foregangskommune veg", "fylkeskommune veg"}, Widened: true}}},
		{"no such abbreviation", "skole", apart, []string{"Skole"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, s := open(t, tt.archive)
			r := find(t, s, search.Query{Text: tt.in, Types: []search.HitType{search.TypeItem}})
			got := map[string]bool{}
			for _, h := range r.Hits {
				got[h.Title] = true
			}
			want := map[string]bool{}
			for _, title := range tt.hits {
				want[title] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("hits (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, r.Query.Senses); diff != "" {
				t.Errorf("senses (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMeetingYears: a year of meetings is told where it stands alone, with the
// query without it.
func TestMeetingYears(t *testing.T) {
	_, s := open(t, titled("Skole"))
	tests := []struct {
		in   string
		want []search.MeetingYear
	}{
		{"grunnmur år:2021", []search.MeetingYear{{Year: "2021", Rest: "grunnmur"}}},
		{`YEAR:"2021" grunnmur`, []search.MeetingYear{{Year: "2021", Rest: "grunnmur"}}},
		{"år:2020..2021 grunnmur", nil},
		{`"år:2021" grunnmur`, nil},
		{"begynnelsesår:2021", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, find(t, s, search.Query{Text: tt.in}).Query.Years); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}
