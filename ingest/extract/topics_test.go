package extract_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"saksok"
)

// TestSeedTopics: what the domain notes say the first pack's cases are about.
func TestSeedTopics(t *testing.T) {
	rs, err := readAll(context.Background(), filepath.Join(sharedDir, "seed", "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if len(rs) == 0 {
		t.Skipf("0 documents in %s", filepath.Join(sharedDir, "seed"))
	}
	want := map[saksok.ItemNumber][]saksok.TopicID{
		"28/20": {"styring/moteadministrasjon"},
		"29/20": {"styring/moteadministrasjon"},
		"30/20": {"ehelse/journal"},
		"31/20": {"ehelse/samhandling"},
		"32/20": {"ehelse/nasjonale-losninger", "okonomi/finansiering", "ehelse/legemidler"},
	}
	found := 0
	for _, it := range rs[0].x.Items {
		var got []saksok.TopicID
		for _, tp := range it.Topics {
			got = append(got, tp.ID)
			if len(tp.Terms) == 0 {
				t.Errorf("%s: %s for no reason", it.Number, tp.ID)
			}
		}
		w := want[it.Number]
		if len(w) > 0 {
			found++
		}
		if len(w) > len(got) || !slices.Equal(got[:len(w)], w) {
			t.Errorf("%s: topics %v, want first %v", it.Number, got, w)
		}
		if slices.Contains(got, "ehelse/styring") {
			t.Errorf("%s: the body's name gave it a topic", it.Number)
		}
	}
	if found != len(want) {
		t.Errorf("%d of %d items found", found, len(want))
	}
}
