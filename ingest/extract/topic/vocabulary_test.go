package topic

import (
	"strings"
	"testing"
	"unicode/utf8"

	"saksok"

	"github.com/google/go-cmp/cmp"
)

// TestNewLanguage: a language is a file of terms, nothing else.
func TestNewLanguage(t *testing.T) {
	f, err := parseTerms("# Finnish.\nbodies: lautakun\n\nkultur/bibliotek: kirjasto*\nteknisk/vann: vesihuolto*,\n  juomavesi*, ~vesi\n")
	if err != nil {
		t.Fatal(err)
	}
	want := &termFile{bodies: []string{"lautakun"}, topics: map[string][]string{
		"kultur/bibliotek": {"kirjasto*"}, "teknisk/vann": {"vesihuolto*", "juomavesi*", "~vesi"},
	}}
	if d := cmp.Diff(want, f, cmp.AllowUnexported(termFile{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	v, err := compile([]*termFile{f})
	if err != nil {
		t.Fatal(err)
	}
	r := reader{vocabulary: v, names: newNames(nil, nil)}
	got := told(r.of(&saksok.Item{Title: "Vesihuoltolaitoksen vesi, kirjastolautakunta"}, nil))
	if d := cmp.Diff("teknisk/vann: vesihuoltolaitoksen, vesi", got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestBadTermFiles(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"no key", "vannverk*, kloakk", `line 1: "vannverk*, kloakk" is no new key with its terms`},
		{"a key twice", "a/b: x\nc/d: y\na/b: z", `line 3: "a/b: z" is no new key with its terms`},
	} {
		if _, err := parseTerms(tt.in); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// FuzzOf: whatever stands in an item, it has at most three topics, each once and
// with words of the item, and the same ones again.
func FuzzOf(f *testing.F) {
	f.Add("Ny barnehage på Moen", "Låneopptak og avdrag. Felles kommunal journal\u00adløsning, e\u2011resept, ph.d., prop. 1 s", "Utvalg for barnehage")
	f.Add("=+^~*", "\xff\u200b-\u00ad", " ")
	f.Add("İ-barnehage ŁNAV", strings.Repeat("NAV barnehageſ ", 9), "İ")
	f.Fuzz(func(t *testing.T, title, text, body string) {
		it := &saksok.Item{Title: title, Text: text}
		got := Of(it, []string{body}, "nb")
		if len(got) > maxTopics {
			t.Fatalf("%d topics", len(got))
		}
		seen := map[saksok.TopicID]bool{}
		for _, tp := range got {
			if seen[tp.ID] || tp.ID.Name() == "" || len(tp.Terms) == 0 || len(tp.Terms) > maxTerms {
				t.Fatalf("topics %v", got)
			}
			seen[tp.ID] = true
			for _, w := range tp.Terms {
				if w == "" || utf8.ValidString(title) && utf8.ValidString(text) && !utf8.ValidString(w) {
					t.Fatalf("term %q", w)
				}
			}
		}
		if d := cmp.Diff(got, Of(it, []string{body}, "nb")); d != "" {
			t.Fatalf("(-first +again):\n%s", d)
		}
	})
}
