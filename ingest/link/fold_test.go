package link

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saksok"
)

func TestBodyName(t *testing.T) {
	for _, tt := range []struct{ body, organisation, core, qualifier string }{
		{"Formannskapet", "", "formannskap", ""},
		{"FORMANNSKAPET", "Storvik kommune", "formannskap", ""},
		{"Formannskap", "", "formannskap", ""},
		{"Storvik formannskap", "Storvik kommune", "formannskap", "storvik"},
		{"Storvik formannskap", "", "formannskap", "storvik"},
		{"Kontrollutvalget i Brennvik", "", "kontrollutvalg", "brennvik"},
		{"Kontrollutvalet", "", "kontrollutvalg", ""},
		{"Styret for Midtfjord sykehus HF", "Midtfjord sykehus HF", "styre", "hf midtfjord sykehus"},
		{"Styret for Midtfjord sykehus HF", "", "styre", "hf midtfjord sykehus"},
		{"Utvalg for oppvekst og kultur", "", "utvalg oppvekst kultur", ""},
		{"Utvalet for oppvekst, kultur", "", "utvalg oppvekst kultur", ""},
		{"Administrativt utvalg", "", "administrativt utvalg", ""},
		{"Regionalt helsedatastyre", "", "helsedatastyre", "regionalt"},
		{"Nordbekk bydelsutvalg", "Nordbekk bydel", "bydelsutvalg", "nordbekk"},
		{"Larkmoor Township Council", "", "township council", "larkmoor"},
		{"Økonomiudvalget", "", "økonomiudvalg", ""},
		{"", "Tallmo kommun", "tallmo kommun", ""},
		{"", "", "", ""},
	} {
		n := bodyName(tt.body, tt.organisation)
		if got := strings.Join(n.qualifier, " "); n.core != tt.core || got != tt.qualifier {
			t.Errorf("bodyName(%q, %q) = %q, %q; want %q, %q", tt.body, tt.organisation, n.core, got, tt.core, tt.qualifier)
		}
	}
}

func TestCaseRef(t *testing.T) {
	for in, want := range map[string]string{
		"2023/1482": "2023/1482", "23/1482": "2023/1482", "09/810": "2009/810", "15/40-1": "2015/40", "2014/711-26/012": "2014/711",
		"2015/ 4": "2015/4", "BMHE-14/16780-5  90768/14": "2014/16780", "035/2009": "2009/35", "98/02734": "1998/2734", "24/0205": "2024/205",
		"033 &17": "", "": "", "FE-400, FA-H12": "", "2023/0": "",
	} {
		if got := CaseRef(in); got != want {
			t.Errorf("CaseRef(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRelate(t *testing.T) {
	for _, tt := range []struct {
		name string
		a, b saksok.Meeting
		want relation
	}{
		{"same organisation", saksok.Meeting{Organisation: "Storvik kommune"}, saksok.Meeting{Organisation: "STORVIK KOMMUNE"}, agree},
		{"its short name", saksok.Meeting{Organisation: "Storvik"}, saksok.Meeting{Organisation: "Storvik kommune, sentraladministrasjonen"}, agree},
		{"names that share words", saksok.Meeting{Organisation: "Helse Nord RHF"}, saksok.Meeting{Organisation: "Helse Vest RHF"}, conflict},
		{"none states any", saksok.Meeting{Body: "Formannskapet"}, saksok.Meeting{Body: "Formannskapet"}, neutral},
		{"one states any", saksok.Meeting{Body: "Formannskapet", Organisation: "Storvik kommune"}, saksok.Meeting{Body: "Formannskapet"}, neutral},
		{"the place in the body's name", saksok.Meeting{Body: "Storvik formannskap"}, saksok.Meeting{Body: "Formannskapet", Organisation: "Storvik kommune"}, agree},
		{"another place", saksok.Meeting{Body: "Kontrollutvalget i Brennvik"}, saksok.Meeting{Body: "Kontrollutvalget i Storvik"}, conflict},
		{"two of a kind in one organisation", saksok.Meeting{Body: "Regionalt helsestyre", Organisation: "X"}, saksok.Meeting{Body: "Nasjonalt helsestyre", Organisation: "X"}, conflict},
		{"the number in two forms", saksok.Meeting{Number: "6/20", Organisation: "X"}, saksok.Meeting{Number: "6/2020", Organisation: "X"}, agree},
		{"the number without its year", saksok.Meeting{Number: "6", Organisation: "X"}, saksok.Meeting{Number: "6/2020", Organisation: "X"}, agree},
		{"another number", saksok.Meeting{Number: "6/20", Organisation: "X"}, saksok.Meeting{Number: "7/20", Organisation: "X"}, conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := affiliationOf(&tt.a), affiliationOf(&tt.b)
			if got, back := relate(a, b), relate(b, a); got != tt.want || back != tt.want {
				t.Errorf("%d and back %d, want %d", got, back, tt.want)
			}
		})
	}
}

func TestAlike(t *testing.T) {
	for _, tt := range []struct {
		a, b     string
		from, to float64
	}{
		{"Skulestruktur – framtida for Indre Lauvfjord skule", "SKULESTRUKTUR – FRAMTIDA FOR INDRE LAUVFJORD", 1, 1},
		{"Godkjenning av protokoll fra møte i mai", "Godkjenning av protokoll fra møtet i mai", 0.8, 1},
		{"Budsjett 2025", "Lia barnehage", 0, 0},
		{"", "Lia barnehage", 0, 0},
	} {
		if got := alike(tt.a, tt.b); got < tt.from || got > tt.to || got != alike(tt.b, tt.a) {
			t.Errorf("alike(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}

func TestDiff(t *testing.T) {
	for _, tt := range []struct {
		name, a, b string
		want       []Piece
	}{
		{"equal", "Saken utsettes.", "Saken  utsettes.", []Piece{{Equal, "Saken utsettes."}}},
		{"quotation marks and lines are no words", "«Saken\nutsettes.»", "Saken utsettes.", []Piece{{Equal, "Saken utsettes."}}},
		{"a word in the middle", "rammen er 10 mill. kroner", "rammen er 12 mill. kroner", []Piece{{Equal, "rammen er"}, {Removed, "10"}, {Added, "12"}, {Equal, "mill. kroner"}}},
		{"a point at the end", "1. Ja", "1. Ja\n2. Nei", []Piece{{Equal, "1. Ja"}, {Added, "\n2. Nei"}}},
		{"nothing before", "", "ja", []Piece{{Added, "ja"}}},
		{"nothing after", "ja", "", []Piece{{Removed, "ja"}}},
		{"nothing at all", "", "", nil},
		{"nothing in common", "a b", "c d", []Piece{{Removed, "a b"}, {Added, "c d"}}},
		{"two places", "a b c d e", "a x c d y", []Piece{{Equal, "a"}, {Removed, "b"}, {Added, "x"}, {Equal, "c d"}, {Removed, "e"}, {Added, "y"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Diff(tt.a, tt.b)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A difference holds all the words of both texts in order, no equal run stands
// beside another, and its length is the least there is.
func TestDiffLaws(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "\ne"}), 0, 30).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		var was, is []string
		edits := 0
		var last Op
		for _, p := range Diff(a, b) {
			ws := strings.Fields(p.Text)
			if p.Op != Added {
				was = append(was, ws...)
			}
			if p.Op != Removed {
				is = append(is, ws...)
			}
			if p.Op != Equal {
				edits += len(ws)
			}
			if p.Op == last || len(ws) == 0 || p.Op == Removed && last == Added {
				t.Fatalf("piece %v after %s", p, last)
			}
			last = p.Op
		}
		if strings.Join(was, " ") != strings.Join(strings.Fields(a), " ") || strings.Join(is, " ") != strings.Join(strings.Fields(b), " ") {
			t.Fatalf("%q to %q: the difference holds %q and %q", a, b, was, is)
		}
		if least := leastEdits(strings.Fields(a), strings.Fields(b)); edits != least {
			t.Fatalf("%d edits, the least is %d", edits, least)
		}
		if s, back := Similarity(a, b), Similarity(b, a); s != back || s < 0 || s > 1 {
			t.Fatalf("similarity %v, back %v", s, back)
		}
	})
}

// leastEdits is the textbook table of the longest common subsequence.
func leastEdits(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return len(a) + len(b) - 2*row[len(b)]
}

// Two long texts with nothing in common are one replaced by the other, quickly.
func TestDiffIsBounded(t *testing.T) {
	a, b := strings.Repeat("a ", 20000), strings.Repeat("b ", 20000)
	if got := Diff(a, b); len(got) != 2 || got[0].Op != Removed || got[1].Op != Added {
		t.Errorf("%d pieces", len(got))
	}
}
