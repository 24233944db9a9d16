package norwegian

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNeighbourFile checks that every line says something that a search without
// it does not know.
func TestNeighbourFile(t *testing.T) {
	n, err := readNeighbours(neighbourFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(n.concepts) < 100 {
		t.Errorf("only %d lines", len(n.concepts))
	}
	for _, c := range n.concepts {
		var all []string
		for _, words := range c {
			for _, w := range words {
				all = append(all, w.stems[0], "before "+Stem(Normalize(w.first+"sted")))
			}
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) < 3 {
			t.Errorf("the line of %q does nothing: %q", c[bokmål][0].text, all)
		}
		for _, w := range slices.Concat(c[dansk], c[svensk]) {
			same := func(o neighbour) bool { return slices.Contains(o.stems, w.stems[0]) }
			if _, native := ownParts.heads[w.stems[0]]; native && !w.other && !slices.ContainsFunc(slices.Concat(c[bokmål], c[nynorskColumn]), same) {
				t.Errorf("%q of the line of %q is a Norwegian word: it needs a \"!\", or a place among the bokmål", w.text, c[bokmål][0].text)
			}
		}
	}
}

func TestReadNeighboursRefuses(t *testing.T) {
	if _, err := readNeighbours("skole | skule | skola"); err == nil {
		t.Error("a line of three columns is accepted")
	}
}

func TestNeighbours(t *testing.T) {
	tests := []struct{ name, in, language, want string }{
		{"bokmål", "barnehagen", "", "børnehav førskol førskolan"},
		{"Danish", "ejendom", "", "eiendom"},
		{"Swedish", "fastigheter", Swedish, "eiendom ejendom"},
		{"compound", "eiendomsskatt", "", "ejendomsskat fastighetsskatt"},
		{"compound of a neighbour", "ejendomsskat", "", "eiendomsskatt fastighetsskatt"},
		{"compound in Swedish", "fastighetsskatt", "", "eiendomsskatt ejendomsskat"},
		{"part that is the same everywhere", "sykkelstrategi", "", "cykelstrategi"},
		{"the other way", "cykelstrategien", "", "sykkelstrategi"},
		{"nynorsk", "omsorgsbustader", "", "omsorgsbolig"},
		{"Norwegian word that is another in Swedish", "bidrag", "", ""},
		{"the same in a Swedish query", "bidrag", Swedish, "tilskudd"},
		{"word that means something else in Norwegian", "gebyr", "", ""},
		{"nynorsk that is another in bokmål", "salg", "", "førsæljning"},
		{"its compound", "vanngebyr", "", "vattenavgift"},
		{"no word of the file", "skredsikring", "", ""},
		{"stop word", "og", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range Words(tt.in) {
				for _, f := range nordic().of(w, tt.language) {
					got = append(got, f.Terms[0])
				}
			}
			all := strings.Join(got, " ")
			for _, want := range strings.Fields(tt.want) {
				if !slices.Contains(got, want) {
					t.Errorf("%q is not among %s", want, all)
				}
			}
			for _, other := range []string{"bidrag", "avgift", "bevilling", "ordfør", "borg", "fast", "kall", "sal", "plat", "vatt", "hæl"} {
				if slices.Contains(got, other) {
					t.Errorf("%q is searched for", other)
				}
			}
			if tt.want == "" && all != "" {
				t.Errorf("found %s", all)
			}
		})
	}
}

func TestLanguageOf(t *testing.T) {
	got := map[string]string{}
	for _, in := range []string{"skatt på eiendom", "bidrag till föreningar", "afgift af grund", "cost of the library", "Åse og Pål", "", "vad kostar"} {
		got[in] = LanguageOf(in)
	}
	want := map[string]string{
		"skatt på eiendom": "", "bidrag till föreningar": Swedish, "afgift af grund": Danish, "cost of the library": English,
		"Åse og Pål": "", "": "", "vad kostar": Swedish,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, file := range []string{"da: [", "fi: {stop: [ja]}", "da: {stops: [af]}"} {
		if _, err := readLanguages([]byte(file)); err == nil {
			t.Errorf("%s is accepted", file)
		}
	}
}
