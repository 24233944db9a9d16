package source_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok/ingest/source"
)

const pdf = "%PDF-1.7\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n"

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, body := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// walk lists path and renders each entry as "name", or "name: why not".
func walk(t *testing.T, path string) ([]string, source.Listing) {
	t.Helper()
	f, err := source.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []string
	listing, err := f.Walk(t.Context(), func(e source.Entry) error {
		rel, err := filepath.Rel(path, e.Path)
		if err != nil {
			t.Error(err)
		}
		rel = filepath.ToSlash(rel)
		file, err := e.Open()
		if err != nil {
			got = append(got, rel+": "+err.Error())
			return nil
		}
		got = append(got, rel)
		return file.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	return got, listing
}

func TestWalkFindsCandidatesByName(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.pdf": pdf, "B.PDF": pdf, "sub/dyp/c.Pdf": pdf, "tom.pdf": "", "login.pdf": "<html>",
		"no extension": pdf, "no extension, text": "hei", "Sak 12.24": pdf, "Møte 1. utkast": pdf,
		"word.docx": "PK", "pdf.txt": pdf, "mappe.pdf/d.pdf": pdf,
		"half.pdf.part": pdf, "half.pdf.crdownload": pdf, "x.tmp": pdf, "old.pdf~": pdf,
		".nfs000123": pdf, "._a.pdf": "mac", ".git/e.pdf": pdf,
		"-rf.pdf": pdf, "ny\nlinje\".pdf": pdf, "\u202egpj.pdf": pdf, "bla\xff.pdf": pdf, "a\u030a.pdf": pdf,
	})
	got, listing := walk(t, dir)
	want := []string{"-rf.pdf", "B.PDF", "Møte 1. utkast", "Sak 12.24", "a.pdf", "a\u030a.pdf", "bla\xff.pdf", "login.pdf",
		"mappe.pdf/d.pdf", "no extension", "ny\nlinje\".pdf", "sub/dyp/c.Pdf", "tom.pdf", "\u202egpj.pdf"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if want := (source.Listing{Entries: len(want), Complete: true}); listing != want {
		t.Errorf("listing %+v, want %+v", listing, want)
	}
}

func TestSingleFileIsTakenWhateverItsName(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"innkalling.txt": pdf, ".skjult": pdf})
	if err := os.Symlink("innkalling.txt", filepath.Join(dir, "lenke")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"innkalling.txt", ".skjult", "lenke"} {
		path := filepath.Join(dir, name)
		got, listing := walk(t, path)
		if diff := cmp.Diff([]string{"."}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if listing.Complete {
			t.Errorf("%s: a single file's listing says what its folder lacks", name)
		}
	}
	if _, err := source.Open(filepath.Join(dir, "nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path that is not there: %v", err)
	}
}

// Nothing in a folder may lead outside it, and nothing may block the walk.
func TestWalkStaysInsideAndNeverBlocks(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, map[string]string{"secret.pdf": pdf + "SECRET"})
	dir := t.TempDir()
	write(t, dir, map[string]string{"inner/real.pdf": pdf})
	links := map[string]string{
		"absolute.pdf": filepath.Join(outside, "secret.pdf"),
		"dotdot.pdf":   "../" + filepath.Base(outside) + "/secret.pdf",
		"loop.pdf":     "loop.pdf",
		"zero.pdf":     "/dev/zero",
		"dangling.pdf": "nowhere",
		"inner.pdf":    "inner/real.pdf",
		"folder":       outside,
		"round":        ".",
	}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.pdf"), 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "s.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	got, _ := walk(t, dir)
	want := []string{
		"absolute.pdf: symbolic link: not a regular file", "dangling.pdf: symbolic link: not a regular file",
		"dotdot.pdf: symbolic link: not a regular file", "inner/real.pdf", "inner.pdf: symbolic link: not a regular file",
		"loop.pdf: symbolic link: not a regular file", "pipe.pdf: pipe: not a regular file",
		"s.pdf: socket: not a regular file", "zero.pdf: symbolic link: not a regular file",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// A file swapped for a link or a pipe after it was listed is not followed.
func TestOpenRefusesWhatWasSwapped(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.pdf")
	write(t, filepath.Dir(outside), map[string]string{"secret.pdf": pdf})
	dir := t.TempDir()
	for _, tt := range []struct {
		name string
		swap func(path string) error
	}{
		{"link", func(p string) error { return os.Symlink(outside, p) }},
		{"pipe", func(p string) error { return syscall.Mkfifo(p, 0o600) }},
		{"folder", func(p string) error { return os.Mkdir(p, 0o700) }},
		{"nothing", func(string) error { return nil }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, "a.pdf")
			write(t, dir, map[string]string{"a.pdf": pdf})
			defer os.Remove(path)
			f, err := source.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			_, err = f.Walk(t.Context(), func(e source.Entry) error {
				if err := errors.Join(os.Remove(path), tt.swap(path)); err != nil {
					t.Fatal(err)
				}
				if file, err := e.Open(); err == nil {
					t.Errorf("opened %s", file.Name())
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestUnreadableFolderIsReported(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": pdf, "shut/b.pdf": pdf, "c.pdf": pdf})
	for _, name := range []string{"shut", "c.pdf"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Join(dir, "shut"), 0o755)
	got, listing := walk(t, dir)
	if len(got) != 3 || got[0] != "a.pdf" || !strings.Contains(got[1], "permission denied") || !strings.Contains(got[2], "permission denied") {
		t.Errorf("entries %q", got)
	}
	if listing.Complete {
		t.Error("a listing without a folder's content calls itself complete")
	}
}

func TestWalkStops(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": pdf, "b.pdf": pdf})
	f, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enough := errors.New("enough")
	if _, err := f.Walk(t.Context(), func(source.Entry) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("Walk = %v, want visit's error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	_, err = f.Walk(ctx, func(source.Entry) error { n++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("Walk = %v after %d entries, want cancelled after 1", err, n)
	}
}

// Many files: the listing's memory is one folder's names, whatever the number.
func TestManyFiles(t *testing.T) {
	dir := t.TempDir()
	const folders, each = 20, 250
	for i := range folders {
		sub := filepath.Join(dir, fmt.Sprint(i))
		if err := os.Mkdir(sub, 0o755); err != nil {
			t.Fatal(err)
		}
		for j := range each {
			if err := os.WriteFile(filepath.Join(sub, fmt.Sprint(j, ".pdf")), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	f, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	listing, err := f.Walk(t.Context(), func(source.Entry) error { return nil })
	if err != nil || listing.Entries != folders*each {
		t.Fatalf("%+v %v", listing, err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("the walk holds on to %d bytes", grown)
	}
}

func TestInspect(t *testing.T) {
	dir := t.TempDir()
	junk := strings.Repeat("x", 1000)
	for _, tt := range []struct {
		name, body, want string
		eof              bool
	}{
		{"pdf", pdf, "pdf", true},
		{"junk around", junk + pdf + junk, "pdf", true},
		{"too much junk before", strings.Repeat("x", 1020) + pdf, "unknown bytes", true},
		{"cut", pdf[:30], "pdf", false},
		{"the mark is long ago", pdf + strings.Repeat("1 0 obj", 1000), "pdf", false},
		{"empty", "", "empty", false},
		{"zeros", strings.Repeat("\x00", 5000), "blank", false},
		{"html", "\xef\xbb\xbf \n<!DOCTYPE HTML><title>Logg inn", "html", false},
		{"html without doctype", "<HTML>", "html", false},
		{"xml", "<?xml version='1.0'?>", "xml", false},
		{"json", `{"error": "not found"}`, "json", false},
		{"zip", "PK\x03\x04", "zip or office document", false},
		{"doc", "\xd0\xcf\x11\xe0\xa1", "old office document", false},
		{"gzip", "\x1f\x8b\x08", "gzip", false},
		{"png", "\x89PNG\r\n", "image", false},
		{"tiff", "II*\x00", "image", false},
		{"postscript", "%!PS-Adobe-3.0", "postscript", false},
		{"text", "Møteinnkalling", "unknown bytes", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, "f")
			if err := os.WriteFile(path, []byte(tt.body), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			look, err := source.Inspect(f)
			if err != nil || look.Type != tt.want || look.EOF != tt.eof || look.Size != int64(len(tt.body)) {
				t.Errorf("%+v %v, want %s, EOF %v", look, err, tt.want, tt.eof)
			}
			all, err := io.ReadAll(f)
			if err != nil || !bytes.Equal(all, []byte(tt.body)) {
				t.Errorf("after Inspect the file gives %d bytes of %d (%v)", len(all), len(tt.body), err)
			}
		})
	}
}

func TestSettle(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	ago := func(s int) time.Time { return now.Add(time.Duration(-s) * time.Second) }
	var never time.Time
	for _, tt := range []struct {
		name         string
		mod, sighted time.Time
		eof          bool
		scheduled    bool
		interactive  bool
	}{
		{"just written, whole", ago(1), never, true, false, true},
		{"just written, cut", ago(1), never, false, false, false},
		{"quiet, whole", ago(5), never, true, true, true},
		{"quiet, cut", ago(5), never, false, false, true},
		{"stale, cut", ago(60), never, false, true, true},
		{"from the future, whole", ago(-3600), never, true, false, true},
		{"from the future, cut", ago(-3600), never, false, false, false},
		{"from the future, whole, seen before", ago(-3600), ago(6), true, true, true},
		{"from the future, cut, seen before", ago(-3600), ago(6), false, false, true},
		{"from the future, cut, seen long before", ago(-3600), ago(61), false, true, true},
		{"seen a moment ago", ago(1), ago(2), true, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (source.Settle{}).Finished(now, tt.mod, tt.sighted, tt.eof); got != tt.scheduled {
				t.Errorf("scheduled: %v, want %v", got, tt.scheduled)
			}
			if got := (source.Settle{Interactive: true}).Finished(now, tt.mod, tt.sighted, tt.eof); got != tt.interactive {
				t.Errorf("interactive: %v, want %v", got, tt.interactive)
			}
		})
	}
}
