package pdftext

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"saksok"
)

// outcome reads a file through the wall and says how it ended.
func outcome(t *testing.T, r *Reader, path string) string {
	t.Helper()
	glyphs, failed := 0, 0
	info, err := r.Read(t.Context(), path, func(p Page) error {
		glyphs += len(p.Glyphs)
		return nil
	})
	if err != nil {
		code := Code(err)
		if code == "" {
			t.Errorf("%s: no code for %v", filepath.Base(path), err)
		}
		return string(code)
	}
	if info.Pages == 0 {
		t.Errorf("%s: no error and no pages", filepath.Base(path))
	}
	for _, p := range info.Problems {
		if p.Code == saksok.ProblemPageFailed {
			failed++
		}
	}
	switch {
	case glyphs == 0 && failed > 0:
		return "no text, pages failed"
	case glyphs == 0:
		return "no text"
	case failed > 0:
		return "text, pages failed"
	case info.Engine == EngineLedongthuc:
		return "text by " + info.Engine
	}
	return "text"
}

// TestHostileFiles reads files made to break parsers. Each must end in a known
// way, without a child left behind and without this process growing. The
// default run takes a sample; SAKSOK_REQUIRE_ALL=1 takes all.
func TestHostileFiles(t *testing.T) {
	files := sharedPDFs(t, "badpdf/*.pdf")
	all := os.Getenv("SAKSOK_REQUIRE_ALL") == "1"
	total := len(files)
	files = sample(files)
	// Short deadlines: what is slow here is hung.
	o := Options{PageTimeout: 3 * time.Second, DocumentTimeout: 8 * time.Second}
	if all {
		o.PageTimeout, o.DocumentTimeout = 8*time.Second, 25*time.Second
	}
	r := NewReader(o)
	counts := map[string]int{}
	var peak int64
	for _, f := range files {
		start := time.Now()
		out := outcome(t, r, f)
		counts[out]++
		if took := time.Since(start); took > 2*time.Second {
			t.Logf("%s: %s after %v", filepath.Base(f), out, took.Round(100*time.Millisecond))
		}
		if rss, ok := residentBytes(os.Getpid()); ok {
			peak = max(peak, rss)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	fmt.Printf("hostile files: %d of %d read (of %d there are), peak memory here %d MiB\n",
		sum(counts), len(files), total, peak>>20)
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		fmt.Printf("  %4d %s\n", counts[k], k)
	}
	if peak > 512<<20 {
		t.Errorf("this process took %d MiB", peak>>20)
	}
	for _, r := range readers { // of other tests
		r.Close()
	}
	clear(readers)
	if n := len(childPIDs(t)); n != 0 {
		t.Errorf("%d children are left", n)
	}
}

func sum(m map[string]int) (n int) {
	for _, k := range m {
		n += k
	}
	return n
}

// childPIDs lists the live processes whose parent this one is.
func childPIDs(t *testing.T) (pids []int) {
	t.Helper()
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, s := range stats {
		b, err := os.ReadFile(s)
		if err != nil {
			continue
		}
		// pid (name) state ppid ...
		pid, rest := string(b), string(b[strings.LastIndexByte(string(b), ')')+1:])
		fields := strings.Fields(rest)
		if len(fields) > 1 && fields[1] == strconv.Itoa(os.Getpid()) {
			n, err := strconv.Atoi(pid[:strings.IndexByte(pid, ' ')])
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, n)
		}
	}
	return pids
}
