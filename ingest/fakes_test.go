package ingest_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/ledger"
	"saksok/ingest/source"
)

// lineReader is an extractor for documents of our own notation, one line each:
//
//	page TEXT      a page with the text; without text a textless page
//	garbled TEXT   a page with a garbled text layer
//	lost           a page no engine could read
//	beyond         a page the reading never came to
//	problem CODE   a problem of the whole document
//	fail CODE      the extractor fails with the code; what was read stands
//	break          it fails with an error that has no code
//	panic          it panics
//	wait           it waits until it is told to stop
type lineReader struct {
	version string

	mu    sync.Mutex
	calls map[saksok.DocumentID]int
}

func newReader() *lineReader {
	return &lineReader{version: "e1", calls: map[saksok.DocumentID]int{}}
}

func (r *lineReader) Version() string { return r.version }

func (r *lineReader) total() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, c := range r.calls {
		n += c
	}
	return n
}

type codeError struct{ code saksok.ProblemCode }

func (e codeError) Error() string            { return "cannot read it: " + string(e.code) }
func (e codeError) Code() saksok.ProblemCode { return e.code }

func (r *lineReader) Extract(ctx context.Context, path string) (*saksok.Extraction, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	id := hashOf(string(b))
	r.mu.Lock()
	r.calls[id]++
	r.mu.Unlock()
	x := saksok.NewExtraction(id, int64(len(b)))
	x.Extractor = r.version
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() {
		if err := readLine(ctx, x, lines.Text()); err != nil {
			if len(x.Pages) == 0 {
				x = nil
			}
			return x, err
		}
	}
	return x, nil
}

func readLine(ctx context.Context, x *saksok.Extraction, line string) error {
	d := &x.Document
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "page", "garbled", "lost":
		d.Pages++
		x.Pages = append(x.Pages, saksok.Page{Number: d.Pages, Text: rest})
		switch {
		case verb == "lost":
			x.Problems = append(x.Problems, saksok.Problem{Page: d.Pages, Code: saksok.ProblemPageFailed})
		case verb == "garbled":
			d.GarbledPages = append(d.GarbledPages, d.Pages)
		case rest == "":
			d.TextlessPages = append(d.TextlessPages, d.Pages)
		}
		if strings.HasPrefix(rest, "Sak ") {
			x.Items = append(x.Items, saksok.Item{Title: rest})
		}
	case "beyond":
		d.Pages++
	case "problem":
		x.Problems = append(x.Problems, saksok.Problem{Code: saksok.ProblemCode(rest), Message: "stated"})
	case "fail":
		return codeError{saksok.ProblemCode(rest)}
	case "break":
		return errors.New("no child could be started")
	case "panic":
		panic("reader")
	case "wait":
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

// document is a PDF in the notation above.
func document(lines ...string) string {
	return "%PDF-1.7\n" + strings.Join(lines, "\n") + "\n%%EOF\n"
}

func hashOf(s string) saksok.DocumentID {
	h := sha256.Sum256([]byte(s))
	return saksok.DocumentID(hex.EncodeToString(h[:]))
}

// fileSink is a durable sink: one synced file per document.
type fileSink struct {
	dir    string
	refuse func(*saksok.Extraction) error // nil: takes all
	before func(xs []*saksok.Extraction)  // called at the beginning of Put

	mu   sync.Mutex
	puts int
}

func newSink(t *testing.T) *fileSink { return &fileSink{dir: t.TempDir()} }

func (s *fileSink) Put(ctx context.Context, xs []*saksok.Extraction) error {
	s.mu.Lock()
	s.puts++
	s.mu.Unlock()
	if s.before != nil {
		s.before(xs)
	}
	for _, x := range xs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.refuse != nil {
			if err := s.refuse(x); err != nil {
				return err
			}
		}
		b, err := json.Marshal(x)
		if err != nil {
			return err
		}
		if err := writeSynced(filepath.Join(s.dir, string(x.Document.SHA256)), b); err != nil {
			return err
		}
	}
	return nil
}

func writeSynced(path string, b []byte) error {
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func (s *fileSink) Delete(_ context.Context, ids []saksok.DocumentID) error {
	for _, id := range ids {
		if err := os.Remove(filepath.Join(s.dir, string(id))); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// documents is what the sink has: each document with its text.
func (s *fileSink) documents(t testing.TB) map[saksok.DocumentID]string {
	t.Helper()
	files, err := os.ReadDir(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	have := map[saksok.DocumentID]string{}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".new") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(s.dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var x saksok.Extraction
		if err := json.Unmarshal(b, &x); err != nil {
			t.Fatalf("sink holds a broken document: %v", err)
		}
		text := ""
		for _, p := range x.Pages {
			text += p.Text + "\n"
		}
		have[saksok.DocumentID(f.Name())] = text
	}
	return have
}

// bench is a pipeline on folders of its own.
type bench struct {
	*ingest.Pipeline
	t      *testing.T
	in     string
	reader *lineReader
	sink   *fileSink
	opts   ingest.Options
	now    time.Time
	events []ingest.Event
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, in: t.TempDir(), reader: newReader(), sink: newSink(t)}
	b.opts = ingest.Options{Data: filepath.Join(t.TempDir(), "data"), Extractor: b.reader, Sink: b.sink, IndexVersion: "i1",
		Settle: source.Settle{Quiet: 20 * time.Millisecond, Stale: 200 * time.Millisecond},
		Now:    func() time.Time { return b.now.Add(time.Since(start)) }}
	b.now = start
	b.opts.Progress = func(e ingest.Event) { b.events = append(b.events, e) }
	b.open()
	t.Cleanup(func() {
		if b.Pipeline != nil {
			b.close()
		}
	})
	return b
}

var start = time.Now()

func (b *bench) open() {
	b.t.Helper()
	p, err := ingest.Open(b.t.Context(), b.opts)
	if err != nil {
		b.t.Fatal(err)
	}
	b.Pipeline = p
}

func (b *bench) close() {
	b.t.Helper()
	if err := b.Pipeline.Close(); err != nil {
		b.t.Error(err)
	}
	b.Pipeline = nil
}

// put writes files into the source folder.
func (b *bench) put(files map[string]string) {
	b.t.Helper()
	for name, body := range files {
		path := filepath.Join(b.in, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
}

// run ingests the source folder as a user's command does.
func (b *bench) run() ingest.Summary {
	b.t.Helper()
	return b.request(ingest.Request{Paths: []string{b.in}, Interactive: true})
}

func (b *bench) request(req ingest.Request) ingest.Summary {
	b.t.Helper()
	s, err := b.Run(b.t.Context(), req)
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// outcome is "outcome reason unread" of a document in the ledger.
func (b *bench) outcome(body string) string {
	b.t.Helper()
	d, _, err := b.Ledger.Document(b.t.Context(), hashOf(body))
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Outcome, d.Reason, d.UnreadPages))
}

func (b *bench) totals() ledger.Totals {
	b.t.Helper()
	t, err := b.Ledger.Totals(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return t
}
