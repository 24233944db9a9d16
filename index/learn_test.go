package index

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saksok"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// TestPartsAreLearnt finds a part of a compound that only the index itself and
// the dictionary of the system know as a word.
func TestPartsAreLearnt(t *testing.T) {
	dictionary := t.TempDir()
	done(t, os.WriteFile(filepath.Join(dictionary, "nb_NO.dic"), []byte("2\nfaks\xf8yling/Az\nlaft/Bz\nvarde/EJz\n"), 0o644))
	dir := t.TempDir()
	ix := opened(t, dir, Options{Dictionaries: dictionary})
	words := func(n int, text string) *saksok.Extraction {
		x := archived(n)
		x.Pages[0].Text = text
		return x
	}
	archive := []*saksok.Extraction{words(0, "Skolekroken og vannlafta")}
	for i := 1; i < 6; i++ {
		archive = append(archive, words(i, "En krok er her."))
	}
	found := func(term string) int {
		a, err := ix.Search(t.Context(), engine.Plan{Query: engine.Term{Field: TextBody, Term: term, Boost: 1}})
		done(t, err)
		return a.Total
	}
	done(t, ix.Put(t.Context(), archive))
	if krok, laft := found("+krok"), found("+laft"); krok != 0 || laft != 1 {
		t.Errorf("before: krok %d, laft %d; want 0 and 1", krok, laft)
	}
	done(t, ix.Rebuild(t.Context()))
	done(t, ix.Put(t.Context(), archive))
	done(t, ix.Promote(ix.Generation()))
	if krok, laft := found("+krok"), found("+laft"); krok != 1 || laft != 1 {
		t.Errorf("made again: krok %d, laft %d; want 1 each", krok, laft)
	}
	done(t, ix.Close())
	ix = opened(t, dir, Options{}) // the words are the index's own now
	defer ix.Close()
	done(t, ix.Put(t.Context(), []*saksok.Extraction{words(7, "Skolekroker")}))
	if krok := found("+krok"); krok != 2 {
		t.Errorf("opened again: krok %d, want 2", krok)
	}
	knows := func(t norwegian.Token) bool { return t.Term == norwegian.Part+"krok" }
	if tokens := ix.Analyze("skolekrok"); !slices.ContainsFunc(tokens, knows) {
		t.Errorf("tokens %+v, want one that is made of krok", tokens)
	}
}

// TestOutgrown makes an index again when it has twice what it learnt from, and
// new words among it, and not before.
func TestOutgrown(t *testing.T) {
	dir := t.TempDir()
	const enough = 8 * perArchived
	ix := opened(t, dir, Options{learnFrom: enough})
	defer func() { done(t, ix.Close()) }()
	n := 0
	put := func(documents int, text string) {
		for range documents {
			x := archived(n)
			x.Pages[0].Text = text
			n++
			done(t, ix.Put(t.Context(), []*saksok.Extraction{x}))
		}
	}
	is := func(what string, want bool) {
		t.Helper()
		if got, err := ix.Outgrown(t.Context()); err != nil || got != want {
			t.Errorf("%s: outgrown = %t, %v, want %t", what, got, err, want)
		}
	}
	var words []string
	for _, beginning := range strings.Split("b d f g j k l m n p r s t v bl br fl fr gr kn kr pl sk sl st tr", " ") {
		words = append(words, beginning+"orv")
	}
	put(7, strings.Join(words, " "))
	is("too small", false)
	put(1, "skolekorven")
	is("large enough", true)
	done(t, ix.Rebuild(t.Context()))
	is("being made again", false)
	for i := range n {
		x := archived(i)
		if x.Pages[0].Text = strings.Join(words, " "); i == 7 {
			x.Pages[0].Text = "skolekorven"
		}
		done(t, ix.Put(t.Context(), []*saksok.Extraction{x}))
	}
	done(t, ix.Promote(ix.Generation()))
	is("made again", false)
	if a, err := ix.Search(t.Context(), engine.Plan{Query: engine.Term{Field: TextBody, Term: "+korv", Boost: 1}}); err != nil || a.Total != 1 {
		t.Errorf("made again, the compound is found by its part in %d documents, %v", a.Total, err)
	}
	put(8, "bru")
	is("grown by nothing new", false)
	put(8, strings.ReplaceAll(strings.Join(words, " "), "orv", "eld"))
	is("nothing new was there until lately", false)
	done(t, ix.Close())
	ix = opened(t, dir, Options{learnFrom: enough})
	is("opened again", true)
}

// TestPartsOfAnother are not those an index was made with.
func TestPartsOfAnother(t *testing.T) {
	dictionary := t.TempDir()
	done(t, os.WriteFile(filepath.Join(dictionary, "nn_NO.dic"), []byte("laft/Bz\n"), 0o644))
	dir := t.TempDir()
	ix := opened(t, dir, Options{Dictionaries: dictionary})
	done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(1)}))
	done(t, ix.Close())
	done(t, os.WriteFile(filepath.Join(dir, folders(t, dir)[0], partsFile), []byte("loft\n"), 0o644))
	ix = opened(t, dir, Options{})
	defer ix.Close()
	if holds(t, ix, 0); !ix.Rebuilding() {
		t.Error("an index with other parts is taken for right")
	}
}
