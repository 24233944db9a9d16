package search_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
)

// titled is a document of items with these titles.
func titled(titles ...string) *saksok.Extraction {
	x := saksok.NewExtraction(documentID(strings.Join(titles, "|")), 1)
	for _, title := range titles {
		x.Items = append(x.Items, saksok.Item{Title: title, FirstPage: 1, LastPage: 1})
	}
	return x
}

// TestWaysRank: exactly above by its stem, above in a compound, above by another
// word for it.
func TestWaysRank(t *testing.T) {
	tests := []struct {
		in     string
		titles []string // as they must come
	}{
		{"skjenkebevilling", []string{"Ny skjenkebevilling her", "Nye skjenkebevillinger her", "Nytt skjenkeløyve her"}},
		{"plan", []string{"En plan her", "Alle planer her", "En arealplan her"}},
		{"fylkesmannen", []string{"Brev fra fylkesmannen", "Brev fra fylkesmann", "Brev fra statsforvalteren"}},
	}
	for _, tt := range tests {
		backwards := slices.Clone(tt.titles)
		slices.Reverse(backwards)
		_, s := open(t, titled(backwards...))
		var got []string
		for _, h := range find(t, s, search.Query{Text: tt.in, Types: []search.HitType{search.TypeItem}}).Hits {
			got = append(got, h.Title)
		}
		if diff := cmp.Diff(tt.titles, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}

// TestWhy: a hit says in which way it was found.
func TestWhy(t *testing.T) {
	_, s := open(t, titled("Lia barnehage", "Brev fra statsforvalteren", "Rehabilitering av gamle rådhuset", "Innkjøp for 12345 kroner",
		"Helse- og omsorgsdepartementets oppdrag"))
	tests := []struct{ in, title, why, suggestion string }{
		{"barnehage", "Lia barnehage", "exact:barnehage", ""},
		{"barnehagene", "Lia barnehage", "stem:barnehagene", ""},
		{"barnehgae", "Lia barnehage", "typo:barnehage", "barnehage"},
		{"lia barnehgae -kino", "Lia barnehage", "typo:barnehage", "lia barnehage -kino"},
		{"fylkesmannen", "Brev fra statsforvalteren", "former:statsforvalter (2021–)", ""},
		{"rådhusrehabilitering", "Rehabilitering av gamle rådhuset", "part:rådhusrehabilitering", ""},
		{"HOD oppdrag", "Helse- og omsorgsdepartementets oppdrag", "synonym:Helse- og omsorgsdepartementet", ""},
		{"12354", "", "", ""},
		{"ba", "", "", ""},
	}
	for _, tt := range tests {
		r := find(t, s, search.Query{Text: tt.in, Types: []search.HitType{search.TypeItem}})
		title, why := "", ""
		if len(r.Hits) > 0 {
			title, why = r.Hits[0].Title, strings.Join(r.Hits[0].Why, " ")
		}
		if title != tt.title || !strings.Contains(why, tt.why) || r.Query.Suggestion != tt.suggestion {
			t.Errorf("%s finds %q because of %q and suggests %q, want %q, %q, %q", tt.in, title, why, r.Query.Suggestion, tt.title, tt.why, tt.suggestion)
		}
	}
}

// TestQuestion: what makes a query a question is not searched for, and the
// answer says so.
func TestQuestion(t *testing.T) {
	s := archive(t)
	r := find(t, s, search.Query{Text: "hvor mye koster grunnskolen på Ytre Åsen?"})
	if r.Query.Parsed != "grunnskolen Ytre Åsen?" || r.Query.Relaxed || r.Total == 0 {
		t.Errorf("read as %q with %d hits", r.Query.Parsed, r.Total)
	}
	if r := find(t, s, search.Query{Text: `"hvor mye"`}); r.Query.Parsed != `"hvor mye"` {
		t.Errorf("a phrase is read as %q", r.Query.Parsed)
	}
}

// TestProposalIsNoDecision: whoever asks what was decided is given decisions;
// a proposal comes up only where its own words are asked for.
func TestProposalIsNoDecision(t *testing.T) {
	s := archive(t)
	for _, text := range []string{"hva ble vedtatt om grunnskole", "vedtak grunnskole", "vedtatt tomt grunnskole"} {
		r := find(t, s, search.Query{Text: text, Types: []search.HitType{search.TypeDecision}})
		if len(r.Hits) == 0 || r.Hits[0].Decision.Status != saksok.StatusAdopted {
			t.Errorf("%s: first of %v is no decision", text, labels(r))
		}
		for _, h := range r.Hits {
			if slices.Contains(h.Why, "status:adopted") && h.Decision.Status != saksok.StatusAdopted {
				t.Errorf("%s: %s is said to be adopted", text, label(h))
			}
		}
	}
}

// TestDecisionsComeFirst: over our own documents too, of the decisions that a
// question about what was decided finds, no proposal comes first, nor where a
// proposal says the same as the decision.
func TestDecisionsComeFirst(t *testing.T) {
	c := newCollection(t, storedExtractions(t))
	for _, text := range []string{
		"vedtak om reguleringsplan neset", "hva ble vedtatt om skulestrukturen", "vedtatt skjenkebevilling brygga", "vedtak lia barnehage",
		"kva vart vedteke om reguleringsplanen", "vedtak tilskudd lag og foreninger", "skuleskyss", "brennevin", "disposisjonsfond avsatt",
	} {
		r := find(t, c.service, search.Query{Text: text, Types: []search.HitType{search.TypeDecision}})
		if len(r.Hits) == 0 || r.Hits[0].Decision.Status == saksok.StatusProposed {
			t.Errorf("%s: a proposal is first of %d", text, r.Total)
		}
	}
}

// TestExcludedByItself: what is excluded is not widened.
func TestExcludedByItself(t *testing.T) {
	_, s := open(t, titled("Skjenkebevilling for kafé", "Skjenkeløyve for kafé"))
	r := find(t, s, search.Query{Text: "kafé -skjenkeløyve", Types: []search.HitType{search.TypeItem}})
	if len(r.Hits) != 1 || r.Hits[0].Title != "Skjenkebevilling for kafé" {
		t.Errorf("found %v", labels(r))
	}
}

// TestPhraseOfSynonym: a name of several words stands for its abbreviation.
func TestPhraseOfSynonym(t *testing.T) {
	_, s := open(t, titled("Ny gang- og sykkelveg langs fjorden", "Gang på gang er sykkelvegen utsatt"))
	r := find(t, s, search.Query{Text: "gs-veg", Types: []search.HitType{search.TypeItem}})
	if len(r.Hits) != 1 || !strings.HasPrefix(r.Hits[0].Title, "Ny gang-") || !slices.Contains(r.Hits[0].Why, "synonym:gang- og sykkelveg") {
		t.Errorf("found %v", labels(r))
	}
}

// TestPagesAreNotEnough: words that only a page has together do not keep the
// cases that have most of them away.
func TestPagesAreNotEnough(t *testing.T) {
	x := titled("Akson journal", "Noe annet")
	x.Pages = []saksok.Page{{Number: 1, Text: "Legges frem av: Akson journal"}}
	_, s := open(t, x)
	r := find(t, s, search.Query{Text: "frem akson journal"})
	if len(r.Hits) != 1 || r.Hits[0].Title != "Akson journal" || !r.Query.Relaxed {
		t.Errorf("found %v, relaxed %t", labels(r), r.Query.Relaxed)
	}
	if r := find(t, s, search.Query{Text: "frem akson journal", Types: []search.HitType{search.TypePage}}); len(r.Hits) != 1 || r.Query.Relaxed {
		t.Errorf("found %v, relaxed %t, want the page", labels(r), r.Query.Relaxed)
	}
}

// TestCompoundLackingAPart: of a compound of three words that is nowhere, two are
// enough, and that is told; of one of two words none is left out.
func TestCompoundLackingAPart(t *testing.T) {
	_, s := open(t, titled("Ny brannstasjon i Granvik", "Brann i rådhuset", "Stasjonsvegen"))
	q := search.Query{Text: "brannstasjonsbygg", Types: []search.HitType{search.TypeItem}}
	r := find(t, s, q)
	if diff := cmp.Diff([]string{"Ny brannstasjon i Granvik"}, titles(r)); diff != "" || !r.Query.Relaxed {
		t.Errorf("relaxed %t (-want +got):\n%s", r.Query.Relaxed, diff)
	}
	all, err := s.All(t.Context(), q, 10)
	if err != nil || all.Total != 1 || !all.Relaxed {
		t.Errorf("exported %d, relaxed %t, %v", all.Total, all.Relaxed, err)
	}
	if r := find(t, s, search.Query{Text: "brannsjef"}); r.Total > 0 {
		t.Errorf("found %q", titles(r))
	}
}

// TestNeighbours: a word finds what Danes and Swedes call it, below what is
// written as asked.
func TestNeighbours(t *testing.T) {
	_, s := open(t, titled("Ejendomsskat for 2025", "Eiendomsskatt for 2025", "Fastighetsskatten", "Formuesskatt"))
	items := func(text string) []string {
		return titles(find(t, s, search.Query{Text: text, Types: []search.HitType{search.TypeItem}}))
	}
	if diff := cmp.Diff([]string{"Eiendomsskatt for 2025", "Ejendomsskat for 2025", "Fastighetsskatten"}, items("eiendomsskatt")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Fastighetsskatten"}, items("vad är fastighetsskatten")[:1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func titles(r *search.Result) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, h.Title)
	}
	return out
}
