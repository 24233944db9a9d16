package search_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/index/indextest"
	"saksok/search"
)

var update = flag.Bool("update", false, "write the golden files")

const (
	queriesDir  = "../testdata/queries"
	goldenDir   = "../testdata/golden"
	leastRecall = 0.97
	leastRank   = 0.90

	leastElsewhere = 0.90
	leastDesk      = 0.80
	leastReaders   = 0.90
	leastSecond    = 0.75
)

// TestRelevance asks the judged queries over our own documents, as they were
// extracted, and compares the score with the one on file. Those of desk.txt,
// readers.txt and second.txt are of people who had read the documents and not the
// search; many of their words are not those of the papers, or of their language.
func TestRelevance(t *testing.T) {
	c := newCollection(t, storedExtractions(t))
	reports := ""
	for _, set := range []struct {
		name         string
		recall, rank float64
	}{{"packs.txt", leastRecall, leastRank}, {"desk.txt", leastDesk, 0}, {"readers.txt", leastReaders, 0}, {"second.txt", leastSecond, 0}} {
		report, total := c.score(t, readQueries(t, set.name))
		if total.recall() < set.recall || total.rank() < set.rank {
			t.Errorf("%s: recall@10 = %.4f, mean reciprocal rank = %.4f, want at least %.2f and %.2f",
				set.name, total.recall(), total.rank(), set.recall, set.rank)
		}
		reports += set.name + "\n\n" + report + "\n"
	}
	t.Logf("\n%s", reports)
	compareGolden(t, "scores.golden", reports)
}

// storedExtractions are the goldens of the extractor by the names of their
// documents.
func storedExtractions(t *testing.T) map[string]*saksok.Extraction {
	t.Helper()
	return indextest.Stored(t, goldenDir)
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(queriesDir, name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs; read it, then run with -update (-want +got):\n%s", name, diff)
	}
}

// judged is a query with its answers.
type judged struct {
	class, text string
	answers     []answer
	not         []answer
	all         bool // the answers are all there is
	none        bool // nothing must be found
}

// answer names something that is found: the document, the type of hit, and
// pieces of text that say which.
type answer struct {
	line     string
	document string
	kind     search.HitType
	number   string
	status   string
	pieces   []string
}

// anyKind is an answer of any type.
const anyKind = "any"

func readQueries(t *testing.T, name string) []judged {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(queriesDir, name))
	if err != nil {
		t.Fatal(err)
	}
	documents := map[string]string{}
	class := ""
	var out []judged
	for i, line := range strings.Split(string(raw), "\n") {
		last := len(out) - 1
		text, indented := strings.CutPrefix(line, "\t")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '@':
			short, long, _ := strings.Cut(line[1:], " ")
			documents[short] = long
		case line[0] == '[':
			class = strings.Trim(line, "[]")
		case !indented:
			out = append(out, judged{class: class, text: line})
		case text == "all":
			out[last].all = true
		case text == "none":
			out[last].none = true
		case strings.HasPrefix(text, "not "):
			out[last].not = append(out[last].not, readAnswer(t, i+1, strings.TrimPrefix(text, "not "), documents))
		default:
			out[last].answers = append(out[last].answers, readAnswer(t, i+1, text, documents))
		}
	}
	return out
}

func readAnswer(t *testing.T, line int, text string, documents map[string]string) answer {
	t.Helper()
	short, rest, _ := strings.Cut(text, " ")
	kind, rest, _ := strings.Cut(rest, " ")
	a := answer{line: text, document: documents[short], kind: search.HitType(kind)}
	if a.document == "" {
		t.Fatalf("line %d: no document %q", line, short)
	}
	switch a.kind {
	case search.TypeItem:
		a.number = rest
	case search.TypeDecision:
		words, pieces, _ := strings.Cut(rest, " / ")
		a.number = words
		if number, status, ok := strings.Cut(words, " "); ok {
			a.number, a.status = number, status
		}
		rest = pieces
		fallthrough
	default:
		for _, p := range strings.Split(rest, " / ") {
			if p != "" {
				a.pieces = append(a.pieces, strings.ToLower(p))
			}
		}
	}
	return a
}

// collection is an archive with the names of its documents.
type collection struct {
	service *search.Service
	names   map[saksok.DocumentID]string
	hits    []*search.Hit // all there are
}

func newCollection(t *testing.T, extractions map[string]*saksok.Extraction) *collection {
	t.Helper()
	c := &collection{names: map[saksok.DocumentID]string{}}
	var xs []*saksok.Extraction
	for name, x := range extractions {
		c.names[x.Document.SHA256] = name
		xs = append(xs, x)
	}
	slices.SortFunc(xs, func(a, b *saksok.Extraction) int {
		return strings.Compare(string(a.Document.SHA256), string(b.Document.SHA256))
	})
	_, c.service = open(t, xs...)
	found, err := c.service.All(t.Context(), search.Query{}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for h, err := range found.Hits {
		if err != nil {
			t.Fatal(err)
		}
		c.hits = append(c.hits, h)
	}
	return c
}

// is reports whether a hit is the answer.
func (c *collection) is(h *search.Hit, a answer) bool {
	if h.Type != a.kind && a.kind != anyKind || c.names[h.Document] != a.document {
		return false
	}
	if a.number != "" && string(h.Item) != a.number {
		if fields := strings.Fields(string(h.Item)); len(fields) == 0 || fields[len(fields)-1] != a.number {
			return false
		}
	}
	if a.status != "" && (h.Decision == nil || string(h.Decision.Status) != a.status) {
		return false
	}
	text := strings.ToLower(named(h))
	return !slices.ContainsFunc(a.pieces, func(p string) bool { return !strings.Contains(text, p) })
}

// named is what an answer may name a hit by.
func named(h *search.Hit) string {
	parts := []string{h.Title}
	switch {
	case h.Figure != nil:
		parts = append(parts, h.Figure.Row, strings.Join(h.Figure.Columns, " | "), h.Figure.Text, fmt.Sprintf("p%d", h.Page))
		parts = parts[1:]
	case h.Decision != nil:
		parts = append(parts, h.Decision.Text)
	case h.Person != nil:
		parts = append(parts, h.Person.Name)
	}
	return strings.Join(parts, " | ")
}

// tally adds up the scores of queries.
type tally struct {
	queries      int
	recalls, rrs float64
}

func (s tally) recall() float64 { return s.recalls / float64(max(1, s.queries)) }
func (s tally) rank() float64   { return s.rrs / float64(max(1, s.queries)) }

func (s *tally) add(recall, rr float64) {
	s.queries, s.recalls, s.rrs = s.queries+1, s.recalls+recall, s.rrs+rr
}

// score asks every query and writes what came of it.
func (c *collection) score(t *testing.T, queries []judged) (report string, total tally) {
	t.Helper()
	var classes []string
	by := map[string]*tally{}
	var faults bytes.Buffer
	for _, q := range queries {
		for _, a := range slices.Concat(q.answers, q.not) {
			if !slices.ContainsFunc(c.hits, func(h *search.Hit) bool { return c.is(h, a) }) && !slices.ContainsFunc(q.not, func(n answer) bool { return n.line == a.line }) {
				fmt.Fprintf(&faults, "%s: nothing in the archive is %s\n", q.text, a.line)
			}
		}
		if by[q.class] == nil {
			by[q.class] = &tally{}
			classes = append(classes, q.class)
		}
		recall, rr, fault := c.ask(t, q)
		by[q.class].add(recall, rr)
		total.add(recall, rr)
		if fault != "" {
			fmt.Fprintf(&faults, "%s: recall %.2f, rank %.2f\n%s", q.text, recall, rr, fault)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %7s  %9s  %6s\n", "class", "queries", "recall@10", "MRR")
	for _, name := range classes {
		s := by[name]
		fmt.Fprintf(&b, "%-16s %7d  %9.4f  %.4f\n", name, s.queries, s.recall(), s.rank())
	}
	fmt.Fprintf(&b, "%-16s %7d  %9.4f  %.4f\n\n%s", "all", total.queries, total.recall(), total.rank(), faults.String())
	return b.String(), total
}

// ask scores one query; fault says what is not as it should be.
func (c *collection) ask(t *testing.T, q judged) (recall, rr float64, fault string) {
	t.Helper()
	limit := 10
	if q.all || len(q.not) > 0 {
		limit = 100
	}
	r := find(t, c.service, search.Query{Text: q.text, Limit: limit, Facets: []string{"none"}})
	if q.none {
		if r.Total == 0 {
			return 1, 1, ""
		}
		return 0, 0, c.list(r, 3)
	}
	found, wrong := make([]bool, len(q.answers)), 0
	for i := range r.Hits {
		n := slices.IndexFunc(q.answers, func(a answer) bool { return c.is(&r.Hits[i], a) })
		switch {
		case n >= 0 && (i < 10 || q.all):
			for k, a := range q.answers {
				found[k] = found[k] || c.is(&r.Hits[i], a)
			}
			if rr == 0 {
				rr = 1 / float64(i+1)
			}
		case n < 0 && q.all, slices.ContainsFunc(q.not, func(a answer) bool { return c.is(&r.Hits[i], a) }):
			wrong++
		}
	}
	n := 0
	for i, a := range q.answers {
		if found[i] {
			n++
		} else {
			fault += "\tnot found: " + a.line + "\n"
		}
	}
	recall = float64(n) / float64(min(max(10, limit), len(q.answers))+wrong)
	if recall < 1 || rr < 1 {
		fault += c.list(r, 4)
	}
	return recall, rr, fault
}

// list shows the first hits.
func (c *collection) list(r *search.Result, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\tread as %s, %d hits", r.Query.Parsed, r.Total)
	if r.Query.Relaxed {
		b.WriteString(", relaxed")
	}
	b.WriteByte('\n')
	for i := range r.Hits[:min(n, len(r.Hits))] {
		h := &r.Hits[i]
		status := ""
		if h.Decision != nil {
			status = string(h.Decision.Status) + " "
		}
		text := []rune(strings.ReplaceAll(named(h), "\n", " "))
		short, _, _ := strings.Cut(c.names[h.Document], "-")
		fmt.Fprintf(&b, "\t%d. %s %s %s %s%s\n", i+1, short, h.Type, h.Item, status, string(text[:min(60, len(text))]))
	}
	return b.String()
}
