package topic

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saksok"

	"github.com/google/go-cmp/cmp"
)

const goldenDir = "../../../testdata/golden"

// TestPacks reads the topics of our documents' items, as they were extracted,
// and compares them with what a reader says they are about.
func TestPacks(t *testing.T) {
	raw, err := os.ReadFile("testdata/packs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var x *saksok.Extraction
	items, topics, extra := 0, 0, 0
	for line := range strings.Lines(string(raw)) {
		words := strings.Fields(line)
		switch {
		case words[0] == "#":
			continue
		case len(words) == 1:
			x = golden(t, words[0])
			continue
		}
		want := words[slices.IndexFunc(words, func(w string) bool { return w == "-" || strings.Contains(w, "/") && w[0] >= 'a' }):]
		number := strings.TrimSuffix(line, strings.Join(want, " ")+"\n")
		got := topicsOf(x, saksok.ItemNumber(strings.TrimSpace(number)))
		if want[0] == "-" {
			want = nil
		}
		items++
		topics += len(got)
		if len(got) == 0 && len(want) == 0 {
			continue
		}
		if len(got) == 0 || len(want) == 0 || got[0] != want[0] {
			t.Errorf("%s %s: topics %v, want %v", x.Document.Title, number, got, want)
			continue
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s %s: no topic %s in %v", x.Document.Title, number, w, got)
			}
		}
		for _, g := range got {
			if !slices.Contains(want, g) {
				extra++
				t.Logf("%s %s: %s as well", x.Document.Title, number, g)
			}
		}
	}
	t.Logf("%d items, %d topics, %d not asked for", items, topics, extra)
	if items < 80 || extra*20 > topics {
		t.Errorf("%d items, and %d of %d topics that a reader would not name", items, extra, topics)
	}
}

func golden(t *testing.T, name string) *saksok.Extraction {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(goldenDir, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	x := &saksok.Extraction{}
	if err := json.Unmarshal(raw, x); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for i := range x.Items {
		x.Items[i].Topics = nil
	}
	Into(x)
	return x
}

func topicsOf(x *saksok.Extraction, number saksok.ItemNumber) []string {
	var out []string
	for _, it := range x.Items {
		if it.Number == number {
			for _, tp := range it.Topics {
				out = append(out, string(tp.ID))
			}
			return out
		}
	}
	return []string{"no such item"}
}

// TestTwiceIsTheSame: topics and their terms come in one order.
func TestTwiceIsTheSame(t *testing.T) {
	first := golden(t, "storvik-formannskap-2024-03-14-innkalling")
	for range 20 {
		if d := cmp.Diff(first, golden(t, "storvik-formannskap-2024-03-14-innkalling")); d != "" {
			t.Fatalf("(-first +again):\n%s", d)
		}
	}
}
