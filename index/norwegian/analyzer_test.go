package norwegian_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/index/norwegian"
)

// partsOf are the parts a word is found by.
func partsOf(a *norwegian.Analyzer, word string) string {
	return strings.Join(a.Words(word)[0].Compound, " ")
}

func TestMoreParts(t *testing.T) {
	words := []string{"krok", "laft", "under", "skole", "nær", "legge", "28", "Stor", "budsjettmøte"}
	a := norwegian.NewAnalyzer(words)
	slices.Reverse(words)
	b := norwegian.NewAnalyzer(words)
	for in, want := range map[string]string{
		"skolekroken":      "skol krok",
		"kroklaftene":      "krok laft",
		"krok":             "",
		"underkrok":        "", // no word of the list follows
		"grunnleggende":    "",
		"budsjettkrokplan": "budsjett budsjettkrok krok krokplan plan",
		"skolebudsjettet":  "skol budsjett",
	} {
		if got := partsOf(a, in); got != want {
			t.Errorf("%s is cut into %q, want %q", in, got, want)
		}
		if x, y := partsOf(a, in), partsOf(b, in); x != y {
			t.Errorf("%s is cut into %q and %q with the same words", in, x, y)
		}
	}
	if got := partsOf(norwegian.NewAnalyzer(nil), "skolekroken"); got != "" {
		t.Errorf("without more words it is cut into %q", got)
	}
}

func TestRemembering(t *testing.T) {
	const text = "Skolebudsjettet 28/20 og skolebudsjettet: 1 234 kr. e-helse, E-helse 28/20"
	a := norwegian.NewAnalyzer([]string{"krok"}).Remembering()
	for range 2 {
		if diff := cmp.Diff(norwegian.Analyze(text), a.Analyze(text)); diff != "" {
			t.Errorf("(-without +remembering):\n%s", diff)
		}
	}
}

func TestLearn(t *testing.T) {
	got := norwegian.Learn([]norwegian.Counted{
		{"laft", 9}, {"krok", 5}, {"sjelden", 4}, {"og", 900}, {"skole", 800}, {"under", 700}, {"28", 600},
		{"skolebudsjett", 500}, {"ti", 400}, {"e-post", 300}, {"legge", 200},
	})
	if diff := cmp.Diff([]string{"krok", "laft"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadDictionaries(t *testing.T) {
	dir := t.TempDir()
	if words, err := norwegian.ReadDictionaries(dir); err != nil || words != nil {
		t.Errorf("without dictionaries: %q, %v", words, err)
	}
	for name, list := range map[string]string{
		"nb_NO.dic": "5\nlaft/Bz\nvarde/EJz\nkrok/AE\nr\xf8yskatt/Az\nskole/Az\nOslo/Az\n",
		"nn_NO.dic": "2\nlaft/Bz\nklopp/Cz\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(list), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	words, err := norwegian.ReadDictionaries(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"klopp", "laft", "røyskatt"}, words); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSharing: what is remembered, by several at once, is what is read.
func TestSharing(t *testing.T) {
	texts := []string{
		"Kommunestyret vedtar budsjettet 2025, 28/20 og kr 1 234 567.", "e-helse, Nord-Trøndelag og tilskudds-\nforvalteren",
		"Skolebudsjettet skole skuleskyss 13.11.2020 2020–2023 §", "", "\u00ad\u00ad \xff æøå Å",
	}
	shared := norwegian.NewAnalyzer(nil).Sharing()
	for range 3 {
		t.Run("several", func(t *testing.T) {
			t.Parallel()
			for _, text := range texts {
				if diff := cmp.Diff(norwegian.Analyze(text), shared.Analyze(text)); diff != "" {
					t.Errorf("%q (-read +remembered):\n%s", text, diff)
				}
			}
		})
	}
}
