package search_test

import (
	"errors"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"saksok/index"
	"saksok/index/synthetic"
	"saksok/search"
)

// hostile are queries made to break things, by what they try.
var hostile = []struct{ name, text string }{
	{"everything by wildcard", "*"}, {"a letter anywhere", "*a*"}, {"four letters or more", "????*"}, {"everything by expression", "/.*/"},
	{"an expression that explodes", "/(.*a.{10}){10}/"}, {"one letter and more", "s*"}, {"three letters and more", "sko*"},
	{"beginnings of many words", "sko* vei* bru* hel* pla* bud* are* van* kul* kli* hav* byg* fyl* til* ram* pro*"},
	{"likeness asked for", "godkjenning~2"}, {"likeness of one letter", "a~2"},
	{"sixteen words that are nowhere", strings.Repeat("skoleqzx ", 16)},
	{"sixteen compounds that are nowhere", "xskolebudsjett yveiutbygging " + strings.Repeat("zhelsebudsjettutvalg ", 10)},
	{"five thousand words", strings.Repeat("ord ", 5000)}, {"five thousand alternatives", strings.Repeat("ord or ", 5000)},
	{"three hundred wildcards", strings.Repeat("*a* ", 300)}, {"one word of 64 KiB", strings.Repeat("a", 64<<10)},
	{"one word of 1 MiB", strings.Repeat("skole", 1<<20/5)}, {"a phrase of 1 MiB", `"` + strings.Repeat("ord ", 1<<18) + `"`},
	{"a word of 256 letters", strings.Repeat("skole", 51)}, {"one character too many", strings.Repeat("a", 257)},
	{"256 combining marks", "a" + strings.Repeat("\u0301", 255)}, {"ten thousand combining marks", "a" + strings.Repeat("\u0301", 10000)},
	{"parentheses as deep as may be", strings.Repeat("(", 8) + "skole" + strings.Repeat(")", 8)}, {"too deep", strings.Repeat("(", 200) + "a"},
	{"nothing but minus signs", strings.Repeat("-", 200)}, {"everything but", "-skole -vei -bru"},
	{"control characters", "\x00\x01\x02skole\u202eloks\x7f"}, {"no text", "\xff\xfe\xc3\x28"},
	{"numbers out of range", "beløp:>99999999999999999999 år:0..9999 dato:9999-99"}, {"page of numbers", "-1 1e18 NaN 0x10"},
}

// TestHostile asks them of an archive of 2,700 search documents: every
// one is answered, or refused with a reason. Time and memory are told, for those
// who change the planner.
func TestHostile(t *testing.T) {
	_, s := open(t, slices.Collect(synthetic.Extractions(60))...)
	slowest, most := time.Duration(0), uint64(0)
	for _, h := range hostile {
		before, start := allocated(), time.Now()
		_, err := s.Search(t.Context(), search.Query{Text: h.text})
		took, grown := time.Since(start), allocated()-before
		slowest, most = max(slowest, took), max(most, grown)
		var mistake *search.RequestError
		if err != nil && !errors.As(err, &mistake) && !errors.Is(err, search.ErrDeadline) {
			t.Errorf("%s: %v", h.name, err)
		}
		t.Logf("%-36s %8.1f ms %8.2f MiB  %v", h.name, took.Seconds()*1000, float64(grown)/(1<<20), err)
	}
	t.Logf("%d of %d answered, the slowest in %v, at most %.1f MiB allocated", len(hostile), len(hostile), slowest, float64(most)/(1<<20))
}

// allocated is all memory ever asked for, which bounds what the heap can grow by.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestRefusedBeforeTheIndex: what is over a limit never gets to the index, which
// is closed here.
func TestRefusedBeforeTheIndex(t *testing.T) {
	ix, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	s := search.New(ix, search.Options{})
	for _, text := range []string{
		strings.Repeat("ord ", 5000), strings.Repeat("a", 257), strings.Repeat("a", 1<<20), strings.Repeat("(", 200) + "a", strings.Repeat("o ", 17),
	} {
		_, err := s.Search(t.Context(), search.Query{Text: text})
		var mistake *search.RequestError
		if _, limit := search.LimitOf(err); !errors.As(err, &mistake) || !limit {
			t.Errorf("%.20q…: error = %v, want a limit", text, err)
		}
	}
}

// TestOdd asks what looks like another language, or like nothing.
func TestOdd(t *testing.T) {
	s := archive(t)
	for _, q := range []string{
		"**", "?*", "a*", "abc*", "abc* abd* abe*", strings.Repeat("- ", 100) + "a", strings.Repeat(")", 200), strings.Repeat("or ", 80),
		`"`, `""`, `"""`, "-", "--", "(", ")", "()", "(-)", "\u202eabc", strings.Repeat("e\u0301", 128), "\ufffd", "ﬁ", "𝓑𝓾𝓭𝓼𝓳𝓮𝓽𝓽",
		"organ:", "organ:*", "beløp:", "beløp:>", "beløp:..", "dato:>2020-13-45", "type:figure -type:figure", "-a", "-a -b", "-(a or b)",
		"og", "og i på", "og OR eller", "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00%ff", "1/0", "0/0", "9999/9999",
		"-0", "1e18", "\n\r\t", "\u00a0", "١٢٣", "a:b:c:d", "::::", "§", "§§ 1", "hvor mye", "hva", "vedtak", "vedtak vedtak", "PS", "arkivsak",
	} {
		_, err := s.Search(t.Context(), search.Query{Text: q})
		var mistake *search.RequestError
		if err != nil && !errors.As(err, &mistake) {
			t.Errorf("%.40q: %v", q, err)
		}
	}
}
