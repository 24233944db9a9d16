package synthetic_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/index"
	"saksok/index/synthetic"
)

// TestShape holds what the benchmark counts on: so many search documents to a
// document, the same every time, with the planted words in their share.
func TestShape(t *testing.T) {
	const n = 50
	first := slices.Collect(synthetic.Extractions(n))
	if diff := cmp.Diff(first, slices.Collect(synthetic.Extractions(n))); diff != "" {
		t.Errorf("made twice (-first +second):\n%s", diff)
	}
	docs, common, items := 0, 0, 0
	for _, x := range first {
		ops, err := index.Documents(x)
		if err != nil {
			t.Fatal(err)
		}
		docs += len(ops)
		for _, it := range x.Items {
			items++
			if strings.Contains(it.Title, synthetic.Common.Word) {
				common++
			}
		}
	}
	if want := n * synthetic.PerDocument; docs != want {
		t.Errorf("%d search documents, want %d", docs, want)
	}
	if share := float64(common) / float64(items); share < 0.2 || share > 0.36 {
		t.Errorf("the common word stands in %.2f of the items, want about %.2f", share, synthetic.Common.Share)
	}
}
