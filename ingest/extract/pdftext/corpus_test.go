package pdftext

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

const shared = "../../../../shared"

// sharedPDFs lists documents that stand beside the repository, or skips.
func sharedPDFs(tb testing.TB, patterns ...string) []string {
	tb.Helper()
	var files []string
	for _, p := range patterns {
		m, err := filepath.Glob(filepath.Join(shared, p))
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, m...)
	}
	if len(files) == 0 {
		tb.Skipf("0 of 0 documents: none beside the repository (%s)", strings.Join(patterns, ", "))
	}
	return files
}

// sample is one file in three, or all when SAKSOK_REQUIRE_ALL=1.
func sample(files []string) []string {
	if os.Getenv("SAKSOK_REQUIRE_ALL") == "1" {
		return files
	}
	return slices.DeleteFunc(files, func(f string) bool {
		h := 0
		for _, c := range filepath.Base(f) {
			h = h*31 + int(c)
		}
		return h%3 != 0
	})
}

// plainText joins glyphs to words as simply as can be: enough to compare words.
func plainText(p Page) string {
	var b strings.Builder
	for i, g := range p.Glyphs {
		b.WriteString(g.Text)
		if i+1 == len(p.Glyphs) {
			break
		}
		next := p.Glyphs[i+1]
		if g.Break || math.Abs(next.Baseline-g.Baseline) > 0.5*g.Size || next.Box[0]-g.Box[2] > 0.5*g.Size {
			b.WriteByte(' ')
		}
	}
	b.WriteByte('\n')
	return b.String()
}

func words(text string) map[string]int {
	bag := map[string]int{}
	for _, w := range strings.FieldsFunc(text, func(c rune) bool {
		return !(unicode.IsDigit(c) || unicode.IsLetter(c) && c < 0x250)
	}) {
		bag[w]++
	}
	return bag
}

// f1 compares bags of words; numbers only where digits is set.
func f1(got, want map[string]int, digits bool) (score float64, n int) {
	both, g, w := 0, 0, 0
	count := func(s string) bool { return !digits || unicode.IsDigit(rune(s[0])) }
	for s, k := range got {
		if count(s) {
			g += k
			both += min(k, want[s])
		}
	}
	for s, k := range want {
		if count(s) {
			w += k
		}
	}
	if g+w == 0 {
		return 1, 0
	}
	return 2 * float64(both) / float64(g+w), w
}

// TestWordsAgainstPoppler prints how well both engines' words agree with those
// of pdftotext, where that is installed.
func TestWordsAgainstPoppler(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("0 of 0 documents: pdftotext is not installed")
	}
	files := sample(sharedPDFs(t, "corpus/pdf/*.pdf", "seed/*.pdf"))
	refs := map[string]map[string]int{}
	for _, f := range files {
		text, err := exec.Command("pdftotext", "-q", f, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if bag := words(string(text)); len(bag) >= 30 {
			refs[f] = bag
		}
	}
	for _, engine := range []struct {
		name  string
		least float64
	}{{EnginePDFium, 0.98}, {EngineLedongthuc, 0.96}} {
		t.Run(engine.name, func(t *testing.T) {
			r := NewReader(Options{Engine: engine.name})
			defer r.Close()
			var total, numbers float64
			var low []string
			for f, want := range refs {
				var text strings.Builder
				if _, err := r.Read(t.Context(), f, func(p Page) error {
					text.WriteString(plainText(p))
					return nil
				}); err != nil {
					t.Logf("%s: %v", filepath.Base(f), err)
				}
				bag := words(text.String())
				score, _ := f1(bag, want, false)
				num, _ := f1(bag, want, true)
				total, numbers = total+score, numbers+num
				if score < 0.98 {
					low = append(low, fmt.Sprintf("%.3f %.3f %s", score, num, filepath.Base(f)))
				}
			}
			slices.Sort(low)
			n := float64(len(refs))
			fmt.Printf("%s: %d of %d documents compared, word F1 %.3f, number F1 %.3f, below 0.98: %d\n",
				engine.name, len(refs), len(files), total/n, numbers/n, len(low))
			for _, l := range low {
				t.Log(l)
			}
			if total/n < engine.least {
				t.Errorf("word F1 %.3f, want at least %.3f", total/n, engine.least)
			}
		})
	}
}
