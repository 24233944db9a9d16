package bleve

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/google/go-cmp/cmp"

	"saksok/index/engine"
)

// occurrencesOf are those of a term in a document.
type occurrencesOf struct {
	Doc           uint32
	Times, Length uint64
	Places        []uint64
}

// TestSegmentFile reads terms from files of segments as Bleve does: frequent ones,
// of several chunks, and rare ones; often in a document, and in long ones; with
// documents gone; all of them, and a few.
func TestSegmentFile(t *testing.T) {
	ix, r := manyLengths(t), rand.New(rand.NewPCG(1, 2))
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		reader := newTermReader(s, nil, new(columnBuilder))
		chunks := 0
		for seg, f := range reader.files {
			if f == nil {
				t.Fatalf("segment %d is not read from its file: has its version changed?", seg)
			}
			for _, key := range []fieldTerm{{"t.x", "=often"}, {"t.x", "=a"}, {"f.x", "once"}, {"f.x", "b"}, {"t.x", "=nowhere"}, {"t.nowhere", "=a"}} {
				n, err := sameInFile(t, reader, seg, key, r)
				if err != nil {
					return err
				}
				chunks = max(chunks, n)
			}
		}
		if chunks < 2 {
			t.Errorf("no term has more than %d chunks", chunks)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sameInFile compares what a term has in the file with what Bleve reads, and returns
// how many chunks it has.
func sameInFile(t *testing.T, reader *termReader, seg int, key fieldTerm, r *rand.Rand) (chunks int, err error) {
	t.Helper()
	want, err := reader.readByBleve(seg, key)
	if err != nil {
		return 0, err
	}
	got, err := reader.read(seg, key)
	if err != nil {
		return 0, err
	}
	if !got.docs.Equals(want.docs) {
		t.Fatalf("%v has %d documents in the file, %d by Bleve", key, got.count(), want.count())
	}
	if got.count() == 0 {
		return 0, nil
	}
	for _, share := range []float64{1, 0.3, 0.01} {
		within := roaring.New()
		for _, doc := range got.docs.ToArray() {
			if r.Float64() < share {
				within.Add(doc)
			}
		}
		for _, placed := range []bool{false, true} {
			byBleve, err := reader.occurrencesByBleve(seg, key, &want, placed, within)
			if err != nil {
				return 0, err
			}
			var inFile fileOccurrences
			inFile.begin(got.packed, placed)
			if diff := cmp.Diff(readAll(t, byBleve, within), readAll(t, &inFile, within)); diff != "" {
				t.Fatalf("%v, places %t (-by Bleve +in the file):\n%s", key, placed, diff)
			}
		}
	}
	return int(got.packed.stored.GetCardinality() / chunkSize), nil
}

// TestSegmentFileCutShort reads what ends too soon, which is an error and no panic.
func TestSegmentFileCutShort(t *testing.T) {
	err := manyLengths(t).view(func(s *scorch.IndexSnapshot) error {
		f := fileOf(s.Segments()[0])
		p, err := f.postings(fieldTerm{"t.x", "=often"})
		if err != nil {
			return err
		}
		docs, whole := p.docs.ToArray(), *p.packed
		for _, size := range []int{0, 1, 2, 3, 5, 9, 100, 1000} {
			cut := whole
			cut.frequencies, cut.places = whole.frequencies[:size], whole.places[:size]
			var o fileOccurrences
			o.begin(&cut, true)
			var err error
			for i := 0; i < len(docs) && err == nil; i++ {
				if _, _, err = o.at(docs[i]); err == nil {
					o.places(nil)
				}
			}
			if err == nil {
				t.Errorf("%d bytes of the occurrences in %d documents are all there is, and no error", size, len(docs))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func readAll(t *testing.T, o occurrences, within *roaring.Bitmap) []occurrencesOf {
	t.Helper()
	var out []occurrencesOf
	for _, doc := range within.ToArray() {
		times, length, err := o.at(doc)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, occurrencesOf{doc, times, length, o.places(nil)})
	}
	return out
}

// manyLengths is an index of documents whose fields are of one to twenty thousand
// words, some of which are gone again.
func manyLengths(t *testing.T) *Index {
	t.Helper()
	ix, err := Create(filepath.Join(t.TempDir(), "ix"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	r := rand.New(rand.NewPCG(3, 4))
	var gone []engine.Op
	for batch, n := range []int{2500, 300} {
		var ops []engine.Op
		for i := range n {
			var words []engine.Token
			length := []int{1, 3, 20, 150}[r.IntN(4)]
			if i == 77 {
				length = 20_000
			}
			for pos := range length {
				words = append(words, engine.Token{Term: []string{"=often", "=often", "=a", "b"}[r.IntN(4)], Pos: pos + 1})
			}
			if i == 5 {
				words = append(words, engine.Token{Term: "once", Pos: length})
			}
			id := fmt.Sprint(batch, "-", i)
			if ops = append(ops, engine.Op{ID: id, Doc: &engine.Doc{Text: map[string][]engine.Token{"x": words}}}); i%7 == 3 {
				gone = append(gone, engine.Op{ID: id})
			}
		}
		if err := ix.Apply(t.Context(), ops); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.Apply(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	return ix
}
