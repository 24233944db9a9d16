package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"saksok/search"
	"saksok/search/web"
)

// TestSearchPageSaysWhatWasMeant: what was searched for in place of a word is told
// of, and what only may be meant is asked.
func TestSearchPageSaysWhatWasMeant(t *testing.T) {
	fk := search.Sense{Text: "FK", Meanings: []string{"fylkeskommune", "faglig komité"}, Queries: []string{"fylkeskommune budsjett", `"faglig komité" budsjett`}}
	widened := fk
	widened.Widened = true
	for _, tt := range []struct {
		name, target string
		echo         search.QueryEcho
		want, leads  string
	}{
		{"taken for another word", "/?q=budsjet&type=item&limit=5", search.QueryEcho{Suggestion: "budsjett", Taken: true},
			"Ikke alle ordene finnes slik de er skrevet. Her er treff på budsjett .", "q=budsjett&type=item"},
		{"taken, and nothing found", "/?q=bugsjett&type=item", search.QueryEcho{Suggestion: "budsjett", Taken: true},
			"Mente du budsjett ?", "q=budsjett&type=item"},
		{"asked about", "/?q=budsjett&type=item", search.QueryEcho{Suggestion: "budsjetta"}, "Mente du budsjetta ?", "q=budsjetta&type=item"},
		{"some of the words", "/?q=budsjett+helikopter", search.QueryEcho{Relaxed: true},
			"Ingen treff hadde alle ordene. Her er treff med noen av dem; hvert treff sier hva det mangler.", ""},
		{"an abbreviation of several", "/?q=FK+budsjett", search.QueryEcho{Senses: []search.Sense{fk}},
			"«FK» kan bety fylkeskommune , faglig komité . Det er søkt etter ordet slik det står.", "q=fylkeskommune+budsjett"},
		{"searched for by all of them", "/?q=FK", search.QueryEcho{Senses: []search.Sense{widened}},
			"«FK» kan bety fylkeskommune , faglig komité . Ingen treff har ordet slik det står sammen med resten, så det er søkt etter alle betydningene.", "q=fylkeskommune"},
		{"the year of the meeting", "/?q=grunnmur+%C3%A5r:2021", search.QueryEcho{Years: []search.MeetingYear{{Year: "2021", Rest: "grunnmur"}}},
			"år:2021 er året møtet ble holdt. Tall som gjelder 2021 , kan stå i papirer fra andre år.", "figure_year=2021&q=grunnmur&type=figure"},
		{"no hint", "/?q=budsjett", search.QueryEcho{}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := web.New(web.Options{Searcher: &finder{hits: found(), echo: tt.echo}, Library: library()})
			doc := page(t, h, tt.target, http.StatusOK)
			if got := strings.Join(texts(doc, ".suggest"), "|"); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if a := find(doc, ".suggest a"); tt.leads != "" && !strings.Contains(attr(a[0], "href"), tt.leads) {
				t.Errorf("leads to %s", attr(a[0], "href"))
			}
		})
	}
}

// TestHitSaysWhatItLacks: a hit with some of the words names the others.
func TestHitSaysWhatItLacks(t *testing.T) {
	hits := found()
	hits[0].Missing = []string{"helikopter", "ambulanse"}
	h := web.New(web.Options{Searcher: &finder{hits: hits}, Library: library()})
	if got := texts(page(t, h, "/?q=budsjett", http.StatusOK), ".found"); !slices.Contains(got, "Mangler ordene «helikopter», «ambulanse»") {
		t.Errorf("said: %q", got)
	}
}
