package ingest_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/ledger"
)

// modelBodies are the contents the model's files can have, with the outcome and
// whether the index has them.
var modelBodies = []struct {
	body    string
	outcome ledger.Outcome
}{
	{document("page Sak 1"), ledger.Indexed},
	{document("page Sak 2"), ledger.Indexed},
	{document("page Sak 3"), ledger.Indexed},
	{document("page Sak 4", "page"), ledger.PartlyIndexed},
	{document("page"), ledger.NoText},
	{document("fail encrypted"), ledger.Encrypted},
	{document("fail damaged"), ledger.Quarantined},
}

// model is the oracle: what the folder holds, and what was ever taken from it.
type model struct {
	b      *bench
	files  map[string]int // name → index of modelBodies
	taken  map[int]bool   // must be in the ledger
	maybe  map[int]bool   // may be: its run was cut short
	broken bool           // the sink takes nothing
	index  int            // generation of the index
}

// Files come, change, move and go, runs succeed or meet a broken index, the
// process starts anew, the index is thrown away: whenever a run has come to its
// end, ledger and index are what the oracle says.
func TestModel(t *testing.T) {
	// Each step writes and syncs files: fewer histories than the default 100.
	if f := flag.Lookup("rapid.checks"); f != nil && f.Value.String() == "100" {
		if err := f.Value.Set("12"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{b: newBench(t), files: map[string]int{}, taken: map[int]bool{}, maybe: map[int]bool{}}
		rt.Repeat(map[string]func(*rapid.T){
			"write":   m.write,
			"remove":  m.remove,
			"rename":  m.rename,
			"run":     m.run,
			"break":   func(*rapid.T) { m.broken = !m.broken },
			"restart": func(*rapid.T) { m.b.close(); m.b.open() },
			"reindex": m.reindex,
		})
		m.broken = false
		m.run(rt)
		m.b.close()
	})
}

var names = rapid.SampledFrom([]string{"a.pdf", "b.pdf", "c.pdf", "sub/d.pdf", "sub/e.PDF"})

func (m *model) path(name string) string { return filepath.Join(m.b.in, name) }

func (m *model) write(t *rapid.T) {
	name, i := names.Draw(t, "name"), rapid.IntRange(0, len(modelBodies)-1).Draw(t, "body")
	m.b.put(map[string]string{name: modelBodies[i].body})
	m.files[name] = i
}

func (m *model) remove(t *rapid.T) {
	name := names.Draw(t, "name")
	if _, ok := m.files[name]; !ok {
		t.Skip("no such file")
	}
	if err := os.Remove(m.path(name)); err != nil {
		t.Fatal(err)
	}
	delete(m.files, name)
}

func (m *model) rename(t *rapid.T) {
	from, to := names.Draw(t, "from"), names.Draw(t, "to")
	i, ok := m.files[from]
	if !ok || from == to {
		t.Skip("nothing to rename")
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(m.path(to)), 0o755), os.Rename(m.path(from), m.path(to))); err != nil {
		t.Fatal(err)
	}
	delete(m.files, from)
	m.files[to] = i
}

func (m *model) reindex(*rapid.T) {
	m.b.close()
	m.index++
	m.b.sink = newSink(m.b.t)
	m.b.opts.Sink, m.b.opts.IndexVersion = m.b.sink, fmt.Sprint("generation ", m.index)
	m.b.open()
}

func (m *model) run(t *rapid.T) {
	m.b.sink.refuse = nil
	if m.broken {
		m.b.sink.refuse = func(*saksok.Extraction) error { return errors.New("no space left on device") }
	}
	_, err := m.b.Run(t.Context(), ingest.Request{Paths: []string{m.b.in}, Interactive: true})
	if err != nil {
		if !m.broken {
			t.Fatalf("run: %v", err)
		}
		for _, i := range m.files {
			m.maybe[i] = true
		}
		return
	}
	for _, i := range m.files {
		m.taken[i] = true
	}
	m.check(t)
}

// check compares ledger and index with the oracle after a run that came to its end.
func (m *model) check(t *rapid.T) {
	here := map[int]bool{}
	for _, i := range m.files {
		here[i] = true
	}
	inSink, want := m.b.sink.documents(m.b.t), map[saksok.DocumentID]bool{}
	documents := 0
	for i, doc := range modelBodies {
		d, _, err := m.b.Ledger.Document(t.Context(), hashOf(doc.body))
		if err != nil {
			if m.taken[i] {
				t.Fatalf("%q was taken and the ledger does not know it: %v", doc.body, err)
			}
			continue
		}
		documents++
		switch {
		case !m.taken[i] && !m.maybe[i]:
			t.Fatalf("%q was never there and the ledger has it", doc.body)
		case d.Outcome == ledger.Deleted && !here[i]:
		case d.Outcome != doc.outcome:
			t.Fatalf("%q is %s (%s), want %s", doc.body, d.Outcome, d.Message, doc.outcome)
		}
		if doc.outcome.InIndex() {
			want[d.SHA256] = true
		}
		if cards, err := m.b.Ledger.DocumentCards(t.Context(), d.SHA256); err != nil || (len(cards) == 1) != doc.outcome.InIndex() {
			t.Fatalf("%q is %s and has %d cards (%v)", doc.body, d.Outcome, len(cards), err)
		}
	}
	got := map[saksok.DocumentID]bool{}
	for id := range inSink {
		got[id] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("index (-want +got):\n%s", diff)
	}
	sum := 0
	for _, n := range m.b.totals().Documents {
		sum += n
	}
	if sum != documents {
		t.Fatalf("the ledger's totals sum to %d, it has %d documents", sum, documents)
	}
}
