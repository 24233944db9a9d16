package norwegian_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"saksok/index/norwegian"
)

// TestAnalyze prints tokens as position:term.
func TestAnalyze(t *testing.T) {
	tests := []struct {
		name, in string
		want     string
	}{
		{"word and stem", "Programmet", "1:=programmet 1:program"},
		{"stop word keeps its place", "tas til orientering", "1:=tas 1:tas 2:=til 3:=orientering 3:orientering"},
		{"hyphen", "e-helse", "1:=ehelse 1:ehels 1:=e 1:e 1:=helse 1:hels"},
		{"hyphen of another kind", "e\u2011helse", "1:=ehelse 1:ehels 1:=e 1:e 1:=helse 1:hels"},
		{"hyphen that waits for a word", "helse- og", "1:=helse 1:hels 2:=og"},
		{"soft hyphen", "råd\u00adet", "1:=rådet 1:råd"},
		{"decomposed", "ra\u030adet", "1:=rådet 1:råd"},
		{"broken over lines", "tilskudds-\nmidler", "1:=tilskuddsmidler 1:tilskuddsmidl 1:+tilskudd 1:+midl 1:=tilskudds 1:tilskudd 1:=midler 1:midl"},
		{"ligature", "ﬁnans", "1:=finans 1:finan"},
		{"Swedish letters", "Ärende över", "1:=ærende 1:ærend 2:=øver 2:øver"},
		{"case number", "28/20", "1:=28/20 1:#2020-28"},
		{"case number, padded", "058-2024", "1:=058-2024 1:#2024-58 1:=058 1:=2024"},
		{"year span", "2020/2021", "1:=2020/2021 1:=2020 1:=2021"},
		{"year span with a dash", "2021–2025", "1:=2021-2025 1:=2021 1:=2025"},
		{"year span with a minus", "2021\u22122025", "1:=2021-2025 1:=2021 1:=2025"},
		{"year span with a long dash", "2021—2025", "1:=2021-2025 1:=2021 1:=2025"},
		{"groups with figure spaces", "209\u2007900", "1:=209900 1:=209 1:=900"},
		{"below zero", "\u2212263 415", "1:=263415 1:=263 1:=415"},
		{"a character that could not be read", "råd\ufffdet", "1:=råd 1:råd 2:=et"},
		{"decimal", "209,9", "1:=209,9"},
		{"groups", "1 234 567", "1:=1234567 1:=1 1:=234 1:=567"},
		{"groups with no-break spaces", "209\u00a0900", "1:=209900 1:=209 1:=900"},
		{"groups with dots", "1.234.567", "1:=1234567"},
		{"group before a case number", "12 028/20", "1:=12 2:=028/20 2:#2020-28"},
		{"date", "13.11.2020", "1:=13.11.2020 1:@2020-11-13"},
		{"ISO date", "2020-11-13", "1:=2020-11-13 1:@2020-11-13 1:=2020 1:=11 1:=13"},
		{"letters on a number", "2A 60-plus", "1:=2a 2:=60 3:=plus 3:plus"},
		{"digraphs share the stem", "moete møte", "1:=moete 1:møt 2:=møte 2:møt"},
		{"compound", "legemiddelområdet", "1:=legemiddelområdet 1:legemiddelområd 1:+legemidl 1:+områd"},
		{"no compound", "samarbeidet innstillingen", "1:=samarbeidet 1:samarbeid 2:=innstillingen 2:innstilling"},
		{"nothing", " .-–* ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, tok := range norwegian.Analyze(tt.in) {
				got = append(got, string(rune('0'+tok.Pos))+":"+tok.Term)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCompounds holds compounds with their parts, and words that are none.
func TestCompounds(t *testing.T) {
	tests := []struct {
		in    string
		parts []string // words whose stems must be among the parts
	}{
		{"statsbudsjettet", []string{"stat", "budsjett"}},
		{"samfinansiering", []string{"finansiering"}},
		{"tilskuddsforvalteren", []string{"tilskudd", "forvalter"}},
		{"spesialisthelsetjenesten", []string{"spesialist", "helsetjeneste", "tjeneste"}},
		{"kontrollutvalgets", []string{"kontroll", "utvalg"}},
		{"reguleringsplanene", []string{"regulering", "plan"}},
		{"grendehuset", []string{"hus"}},
		{"driftssenteret", []string{"drift", "senter"}},
		{"skulebudsjettet", []string{"skule", "budsjett"}},
		{"orientering", nil},
		{"representerer", nil},
		{"administrasjon", nil},
		{"anledning", nil},
	}
	for _, tt := range tests {
		w := norwegian.Words(tt.in)[0]
		if tt.parts == nil && len(w.Compound) > 0 {
			t.Errorf("%s is cut into %q", tt.in, w.Compound)
		}
		for _, p := range tt.parts {
			if !contains(w.Compound, norwegian.Stem(p)) {
				t.Errorf("%s is cut into %q, without %s", tt.in, w.Compound, p)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func TestCaseKey(t *testing.T) {
	tests := map[string]string{
		"28/20": "2020-28", "28/2020": "2020-28", "058-2024": "2024-58", "17/98": "1998-17", "1/70": "1970-1",
		"2020": "", "/20": "", "28/": "", "28/202": "", "12345/20": "", "a/20": "", "28/20/1": "", "2020/2021": "", "": "",
	}
	for in, want := range tests {
		if got := norwegian.CaseKey(in); got != want {
			t.Errorf("CaseKey(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzAnalyze holds that tokens lie within the text, in order, on whole runes.
func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"e-helse 28/20", "1 234 567,8", "tilskudds-\nforvalteren", "\xff\u00ad-a", "ra\u030a 2020–2021", "1.2.3.4-5/6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := norwegian.Token{}
		for _, tok := range norwegian.Analyze(s) {
			if tok.Start < 0 || tok.End > len(s) || tok.Start >= tok.End || tok.Start < last.Start || tok.Pos < last.Pos {
				t.Fatalf("token %+v after %+v in %q", tok, last, s)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[tok.Start:tok.End]) {
				t.Fatalf("token %+v cuts a character of %q", tok, s)
			}
			if len(tok.Term) < 1 {
				t.Fatalf("empty term in %q", s)
			}
			last = tok
		}
	})
}
