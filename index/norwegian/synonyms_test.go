package norwegian_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/index/norwegian"
)

// TestExpand prints an expansion as words kind weight: forms, a phrase in quotes.
func TestExpand(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"nothing", "skredfare i Granvik", nil},
		{"equivalent", "sakskart", []string{"0-1 synonym 1: sakslist saklist dagsord agend kjøreplan"}},
		{"inflected", "saksdokument avtalen", []string{"1-2 synonym 1: kontrakt", "1-2 neighbour 1: aftal"}},
		{"abbreviation", "HOD svarer", []string{`0-1 abbreviation 1: "=helse =og =omsorgsdepartementet" helsedepartement`}},
		{"the name finds the abbreviation", "brev fra Kunnskapsdepartementet", []string{"2-3 abbreviation 1: =kd"}},
		{"query without capitals", "brev fra kd", []string{"2-3 abbreviation 0.6: kunnskapsdepartement"}},
		{"wrong capitals", "Hod i brev", nil},
		{"abbreviation of small letters in capitals", "Granvik VGS", []string{`1-2 abbreviation 1: "=videregående =skole" "=videregående =skoler" "=vidaregåande =skule" "=vidaregåande =skular"`}},
		{"abbreviation in its small letters", "Granvik vgs", []string{`1-2 abbreviation 1: "=videregående =skole" "=videregående =skoler" "=vidaregåande =skule" "=vidaregåande =skular"`}},
		{"ordinary word", "fin utsikt", nil},
		{"ordinary word in capitals", "brev fra FIN", []string{"2-3 abbreviation 1: finansdepartement"}},
		{"ordinary word is not searched for", "Finansdepartementet", nil},
		{"former", "fylkesmannen", []string{"0-1 former 1: statsforvalt"}},
		{"longest", "nytt forslag til vedtak", []string{`1-4 synonym 1: innstilling tilråding tilrådning "=framlegg =til =vedtak"`}},
		{"phrase with stop words", "tas til vitende", []string{`0-3 synonym 1: "=tas =til =orientering" "=tar =til =orientering" "=tatt =til =orientering" "=tek =til =orientering" "=teke =til =orientering" "=til =vitende"`}},
		{"one way", "habilitet", []string{"0-1 one_way 1: inhabil inhabilit ugild"}},
		{"not the other way", "hospital", nil},
		{"related", "grunnmur", []string{`0-1 related 0.3: grunndat "=felles =grunnmur" tillitstjenest`}},
		{"spelling", "bustad", []string{"0-1 spelling 1: bolig", "0-1 neighbour 1: bolig bostad"}},
		{"neighbours", "ny sykkelstrategi", []string{"1-2 neighbour 1: cykelstrategi"}},
		{"ambiguous", "FK", nil},
		{"case number", "28/20 og PS 12/24", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range norwegian.Expand(tt.in) {
				line := fmt.Sprintf("%d-%d %s %g:", e.From, e.To, e.Kind, e.Weight)
				for _, f := range e.Forms {
					terms := strings.Join(f.Terms, " ")
					if len(f.Terms) > 1 {
						terms = `"` + terms + `"`
					}
					line += " " + terms
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestExpandYears(t *testing.T) {
	e := norwegian.Expand("statsforvalteren i Rogaland")[0]
	want := norwegian.Form{Text: "fylkesmann", Terms: []string{"fylkesmann"}, LastYear: 2020}
	if diff := cmp.Diff(want, e.Forms[len(e.Forms)-1]); diff != "" || e.Note == "" {
		t.Errorf("note %q (-want +got):\n%s", e.Note, diff)
	}
	if got := "statsforvalteren i Rogaland"[e.Start:e.End]; got != "statsforvalteren" {
		t.Errorf("stands for %q", got)
	}
}

func TestExpandIsBounded(t *testing.T) {
	many := strings.Repeat("vedtak avtale bolig protokoll ", 50)
	if n := len(norwegian.Expand(many)); n > 16 {
		t.Errorf("%d expansions", n)
	}
}

func TestSenses(t *testing.T) {
	want := []norwegian.Sense{{From: 1, To: 2, Meanings: []string{"foregangskommune", "fylkeskommune", "forskningskomité", "fagkomité"}}}
	if diff := cmp.Diff(want, norwegian.Senses("vedtak FK")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := norwegian.Senses("Fk vedtak"); got != nil {
		t.Errorf("Fk means %v", got)
	}
}
