package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"unicode"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"saksok/ingest"
	"saksok/ingest/ledger"
)

// progress shows how far a run is: a bar on a terminal, a line per document
// elsewhere.
type progress struct {
	mu    sync.Mutex
	out   io.Writer
	quiet bool
	bars  *mpb.Progress
	bar   *mpb.Bar
	name  string // of the document being read
}

func newProgress(f *os.File, quiet bool) *progress {
	p := &progress{out: f, quiet: quiet}
	if quiet || !term.IsTerminal(int(f.Fd())) {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(f), mpb.WithWidth(40))
	p.bar = p.bars.AddBar(0,
		mpb.PrependDecorators(decor.CountersNoUnit("%d / %d documents ")),
		mpb.AppendDecorators(decor.Percentage(), decor.Any(func(decor.Statistics) string { return "  " + p.current() })))
	return p
}

// event takes one event of the run.
func (p *progress) event(e ingest.Event) {
	if p.quiet {
		return
	}
	name := printable(filepath.Base(e.Path))
	if p.bar != nil {
		p.mu.Lock()
		p.name = name
		p.mu.Unlock()
		p.bar.SetTotal(int64(e.Total), false)
		p.bar.SetCurrent(int64(e.Done))
		return
	}
	switch e.Kind {
	case ingest.Done:
		fmt.Fprintf(p.out, "%d/%d %s: %s\n", e.Done, e.Total, name, outcomeText(e))
	case ingest.Passed:
		fmt.Fprintf(p.out, "passed over %s: %s\n", name, printable(e.Message))
	case ingest.Warning:
		fmt.Fprintf(p.out, "warning: %s %s\n", name, printable(e.Message))
	}
}

func outcomeText(e ingest.Event) string {
	if e.Outcome == ledger.Indexed || e.Message == "" {
		return fmt.Sprintf("%s, %d pages", e.Outcome, e.Pages)
	}
	return fmt.Sprintf("%s: %s", e.Outcome, printable(e.Message))
}

func (p *progress) current() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.name
}

// finish ends the bar so that what is printed next stands below it.
func (p *progress) finish() {
	if p.bar != nil {
		p.bar.SetTotal(-1, true)
		p.bars.Wait()
	}
}

// printable makes a file name or a message safe for a terminal: untrusted names
// may hold line breaks, escape sequences and direction marks.
func printable(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if !unicode.IsPrint(r) {
			r = '\uFFFD'
		}
		out = append(out, r)
	}
	return string(out)
}
