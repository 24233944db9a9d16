package ocr

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"saksok/ingest/extract/pdftext"

	"github.com/google/go-cmp/cmp"
)

const (
	scanned = "../../../testdata/packs/skarvvik-havn-2024-02-12-protokoll-skannet.pdf"
	source  = "../../../testdata/sources/skarvvik-havn/skarvvik-havn.html"
	dpi     = 300
)

func TestMain(m *testing.M) {
	pdftext.ServeIfWorker()
	os.Exit(m.Run())
}

// find is the program, or the end of the test.
func find(t testing.TB) *Tesseract {
	t.Helper()
	tess, err := Find(t.Context())
	if errors.Is(err, ErrNotInstalled) {
		if os.Getenv("SAKSOK_REQUIRE_ALL") == "1" {
			t.Fatalf("tesseract is needed: %v", err)
		}
		t.Skipf("skipped: %v; reading pictures is not checked", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tess
}

// picture draws a page of the scanned fixture.
func picture(t testing.TB, page int) []byte {
	t.Helper()
	r := pdftext.NewReader(pdftext.Options{})
	defer r.Close()
	png, err := r.Render(t.Context(), scanned, page, 2480)
	if err != nil {
		t.Fatal(err)
	}
	return png
}

// truthWords is what the print says that was scanned, part by part.
func truthWords(t *testing.T, part int) []string {
	t.Helper()
	b, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(b), "<hr>")
	return split(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(parts[part], " ")))
}

func split(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if w = strings.Trim(w, ".,:;()_-–"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// spelled is the words glyphs make.
func spelled(gs []pdftext.Glyph) string {
	var b strings.Builder
	for _, g := range gs {
		b.WriteString(g.Text)
		if g.Break {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// TestScan reads the scanned pages of the fixtures and counts the words that
// are right.
func TestScan(t *testing.T) {
	tess := find(t)
	for page := 2; page <= 3; page++ {
		r, err := tess.Read(t.Context(), picture(t, page), dpi)
		if err != nil {
			t.Fatal(err)
		}
		want, got := truthWords(t, page-1), split(spelled(r.Glyphs))
		left := map[string]int{}
		for _, w := range want {
			left[w]++
		}
		right := 0
		for _, w := range got {
			if left[w] > 0 {
				left[w]--
				right++
			}
		}
		recall, precision := float64(right)/float64(len(want)), float64(right)/float64(len(got))
		t.Logf("page %d: %d words, recall %.3f, precision %.3f, confidence %.1f", page, len(want), recall, precision, r.Confidence)
		if recall < 0.97 || precision < 0.97 || r.Confidence < 90 {
			t.Errorf("page %d is read worse than it was:\n%s", page, spelled(r.Glyphs))
		}
	}
}

// TestScanIsLevel: the page hangs by 0.8 degrees; what was one line of print has
// one baseline, and lines of one print have one size.
func TestScanIsLevel(t *testing.T) {
	tess := find(t)
	png := picture(t, 2)
	r, err := tess.Read(t.Context(), png, dpi)
	if err != nil {
		t.Fatal(err)
	}
	heading, row := baselines(r.Glyphs, "PROTOKOLL", "1/2024"), baselines(r.Glyphs, "Anløpsavgift", "400")
	for _, b := range [][]pdftext.Glyph{heading, row} {
		if len(b) != 2 || abs(b[0].Baseline-b[1].Baseline) > 1 {
			t.Errorf("the ends of a line stand at %+v", b)
		}
	}
	body := baselines(r.Glyphs, "Innkallingen")
	if len(heading) == 2 && len(body) == 1 && heading[0].Size < 1.2*body[0].Size {
		t.Errorf("the heading of 15 points is read as %v, the text of 10 as %v", heading[0].Size, body[0].Size)
	}
	again, err := tess.Read(t.Context(), png, dpi)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(r, again); d != "" {
		t.Errorf("read twice, two results:\n%s", d)
	}
}

// baselines is the first glyph of each of the words, where they first stand one
// after the other.
func baselines(gs []pdftext.Glyph, words ...string) []pdftext.Glyph {
	var out []pdftext.Glyph
	start := 0
	for i, g := range gs {
		if !g.Break {
			continue
		}
		w := strings.TrimSpace(spelled(gs[start : i+1]))
		if len(out) < len(words) && w == words[len(out)] {
			out = append(out, gs[start])
		}
		start = i + 1
	}
	return out
}

func abs(f float64) float64 { return max(f, -f) }

// TestNothingToRead: neither a blank page nor rubbish on one is text.
func TestNothingToRead(t *testing.T) {
	tess := find(t)
	for name, png := range map[string][]byte{"blank": sheet(t, false), "speckled": sheet(t, true)} {
		r, err := tess.Read(t.Context(), png, dpi)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Glyphs) > 0 {
			t.Errorf("%s: %q was read where nothing is printed (confidence %v)", name, spelled(r.Glyphs), r.Confidence)
		}
	}
	if _, err := tess.Read(t.Context(), []byte("no picture"), dpi); err == nil {
		t.Error("what is no picture was read")
	}
}

// program makes a Tesseract of a shell script.
func program(t *testing.T, script string) *Tesseract {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return &Tesseract{path: path, Languages: []string{"nor"}, slots: make(chan struct{}, 1), timeout: 20 * time.Second}
}

// TestKilled: when the time is up, or the caller leaves, nothing is left of the
// child nor of what it started.
func TestKilled(t *testing.T) {
	if _, err := os.Stat("/proc/self/cmdline"); err != nil {
		t.Skip("skipped: this system does not tell its processes; that children are killed is not checked")
	}
	for _, tt := range []struct {
		name    string
		timeout time.Duration // the program's
		leave   time.Duration // the caller's
		want    error
	}{
		{"deadline", time.Second, time.Minute, ErrTimeout},
		{"caller leaves", time.Minute, time.Second, context.DeadlineExceeded},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := program(t, "(sleep 600; true) &\ncat > /dev/null\nwait\n")
			p.timeout = tt.timeout
			ctx, cancel := context.WithTimeout(t.Context(), tt.leave)
			defer cancel()
			start, done := time.Now(), make(chan error)
			go func() {
				_, err := p.Read(ctx, []byte("picture"), dpi)
				done <- err
			}()
			if n := await(p.path, 2); n != 2 {
				t.Errorf("%d processes run, want the program and what it started", n)
			}
			if err := <-done; !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if n := await(p.path, 0); n != 0 {
				t.Errorf("%d processes are left", n)
			}
			if len(p.slots) != 0 {
				t.Error("the slot is not free again")
			}
		})
	}
}

// TestTesseractKilled: the same with the program itself.
func TestTesseractKilled(t *testing.T) {
	tess := find(t)
	png := picture(t, 2)
	tess.timeout = 50 * time.Millisecond
	if _, err := tess.Read(t.Context(), png, dpi); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v, want %v", err, ErrTimeout)
	}
	tess.timeout = pageTimeout
	if _, err := tess.Read(t.Context(), png, dpi); err != nil {
		t.Errorf("after a run that was killed: %v", err)
	}
}

// await waits until n processes run the script, and tells how many do.
func await(script string, n int) int {
	have := 0
	for range 500 {
		if have = running(script); have == n {
			return n
		}
		time.Sleep(10 * time.Millisecond)
	}
	return have
}

// running counts the processes that run the script. What is dead has no
// command line any more, reaped or not.
func running(script string) int {
	n := 0
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, f := range files {
		if b, err := os.ReadFile(f); err == nil && strings.Contains(string(b), script) {
			n++
		}
	}
	return n
}

// TestLimits: what the child says is bounded, and it runs with limits.
func TestLimits(t *testing.T) {
	if _, err := program(t, "cat > /dev/null\nyes\n").Read(t.Context(), nil, dpi); !errors.Is(err, ErrTooMuch) {
		t.Errorf("endless output: got %v, want %v", err, ErrTooMuch)
	}
	_, err := program(t, "cat > /dev/null\necho tired >&2\nexit 3\n").Read(t.Context(), nil, dpi)
	if err == nil || !strings.Contains(err.Error(), "tired") {
		t.Errorf("the reason is not told: %v", err)
	}
	if _, err := os.Stat("/proc/self/limits"); err != nil {
		t.Skip("skipped: no limits can be set from outside on this system")
	}
	out, err := program(t, "cat > /dev/null\nulimit -v\nulimit -t\nulimit -f\necho $OMP_THREAD_LIMIT$HOME\n").run(t.Context(), strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("%d\n%d\n0\n1\n", addressSpace>>10, cpuSeconds)
	if d := cmp.Diff(want, string(out)); d != "" {
		t.Errorf("memory, seconds, file size, threads (-want +got):\n%s", d)
	}
}

// BenchmarkRead is the cost of a page; the child's processor time beside it.
func BenchmarkRead(b *testing.B) {
	tess := find(b)
	png := picture(b, 2)
	before := childSeconds(b)
	for b.Loop() {
		if _, err := tess.Read(b.Context(), png, dpi); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((childSeconds(b)-before)/float64(b.N), "cpu-s/op")
}

func childSeconds(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
