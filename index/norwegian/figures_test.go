package norwegian_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/index/norwegian"
)

var update = flag.Bool("update", false, "write the golden file")

// TestFigures measures stems and compounds on words written for the purpose. The
// golden file has the figures and every word that comes out wrong.
func TestFigures(t *testing.T) {
	var b strings.Builder
	compoundFigures(t, &b)
	paradigmFigures(t, &b)
	nynorskFigures(t, &b)
	golden := filepath.Join("testdata", "golden", "figures.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("run with -update and read the diff (-want +got):\n%s", diff)
	}
}

// lines are the lines of a file of words, without comments.
func lines(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if w := strings.Fields(s.Text()); len(w) > 0 && w[0] != "#" {
			out = append(out, w)
		}
	}
	return out
}

func compoundFigures(t *testing.T, b *strings.Builder) {
	counts := map[string]int{}
	var wrong []string
	for _, l := range lines(t, "compounds.txt") {
		w := norwegian.Words(l[0])[0]
		got := w.Compound
		for _, p := range w.Parts {
			got = append(got, norwegian.Stem(p))
		}
		verdict := judge(got, l[1:])
		counts[verdict]++
		if verdict != "exact" && verdict != "whole" {
			wrong = append(wrong, fmt.Sprintf("  %s %s: %s", verdict, l[0], strings.Join(got, " ")))
		}
	}
	compounds := counts["exact"] + counts["other"] + counts["missed"]
	fmt.Fprintf(b, "compounds: %d of %d exact, %d cut otherwise, %d missed; %d of %d other words cut\n%s\n",
		counts["exact"], compounds, counts["other"], counts["missed"], counts["false"], counts["false"]+counts["whole"], strings.Join(wrong, "\n"))
}

// judge compares the parts found with those looked for. A part may itself be
// made of parts that follow one another, linked as Norwegian links them.
func judge(got, want []string) string {
	if want[0] == "-" {
		if len(got) > 0 {
			return "false"
		}
		return "whole"
	}
	if len(got) == 0 {
		return "missed"
	}
	var allowed []string
	for i := range want {
		if !slices.Contains(got, norwegian.Stem(want[i])) {
			return "other"
		}
		joined := []string{""}
		for _, w := range want[i:] {
			var longer []string
			for _, j := range joined {
				for _, link := range []string{"", "s", "e"} {
					allowed = append(allowed, norwegian.Stem(j+w), norwegian.Stem(j+w+link))
					longer = append(longer, j+w+link)
				}
			}
			joined = longer
		}
	}
	for _, g := range got {
		if !slices.Contains(allowed, g) {
			return "other"
		}
	}
	return "exact"
}

func paradigmFigures(t *testing.T, b *strings.Builder) {
	type tally struct{ words, one, forms, same int }
	tallies := map[string]*tally{}
	owners := map[string]string{}
	var order, wrong []string
	kind := ""
	for _, l := range lines(t, "paradigms.txt") {
		if l[0] == "nb" || l[0] == "nn" {
			kind = strings.Join(l, " ")
			order = append(order, kind)
			tallies[kind] = &tally{}
			continue
		}
		c := tallies[kind]
		stems := map[string]int{}
		for _, f := range l {
			stems[norwegian.Stem(norwegian.Normalize(f))]++
		}
		best := 0
		for _, n := range stems {
			best = max(best, n)
		}
		c.words, c.forms, c.same = c.words+1, c.forms+len(l), c.same+best
		if len(stems) == 1 {
			c.one++
		} else {
			wrong = append(wrong, fmt.Sprintf("  %s %s", kind, stemsOf(l)))
		}
		own := kind[:3] + norwegian.Stem(l[0])
		if o, taken := owners[own]; taken {
			wrong = append(wrong, fmt.Sprintf("  %s %s and %s are one", kind, o, l[0]))
		}
		owners[own] = l[0]
	}
	for _, k := range order {
		c := tallies[k]
		fmt.Fprintf(b, "forms, %s: %d of %d words have one stem, %d of %d forms that of most\n", k, c.one, c.words, c.same, c.forms)
	}
	fmt.Fprintf(b, "%s\n", strings.Join(wrong, "\n"))
}

func stemsOf(words []string) string {
	var out []string
	for _, w := range words {
		out = append(out, w+"="+norwegian.Stem(norwegian.Normalize(w)))
	}
	return strings.Join(out, " ")
}

func nynorskFigures(t *testing.T, b *strings.Builder) {
	counts := map[bool]int{}
	found := map[bool]int{}
	var wrong []string
	same := true
	for _, l := range lines(t, "nynorsk.txt") {
		if len(l) == 1 {
			same = l[0] == "same"
			continue
		}
		counts[same]++
		if (norwegian.Stem(norwegian.Normalize(l[0])) == norwegian.Stem(norwegian.Normalize(l[1]))) == same {
			found[same]++
		} else {
			wrong = append(wrong, "  "+stemsOf(l))
		}
	}
	fmt.Fprintf(b, "bokmål and nynorsk: %d of %d words have one stem, %d of %d pairs of words have two\n%s\n",
		found[true], counts[true], found[false], counts[false], strings.Join(wrong, "\n"))
}
