package extract_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"unicode"

	"saksok"

	"golang.org/x/text/unicode/norm"
)

const scoreFile = goldenDir + "/score.txt"

// truth is what a person read in a document.
type truth struct {
	File  string
	Skip  []string // parts that have no single right reading
	Items []struct {
		Number saksok.ItemNumber
		Title  string
	}
	Decisions []struct {
		Item   saksok.ItemNumber
		Status saksok.DecisionStatus
		Text   string
	}
	FiguresComplete bool `json:"figures_complete"`
	Figures         []struct {
		Page         int
		Row, Context string
		Columns      []string
		Value        json.Number
	}
	Meeting struct{ Date saksok.Date }
}

// hits counts what was found, invented and missed.
type hits struct{ found, invented, missed int }

func (h *hits) add(o hits) {
	h.found, h.invented, h.missed = h.found+o.found, h.invented+o.invented, h.missed+o.missed
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func (h hits) precision() float64 { return share(h.found, h.found+h.invented) }
func (h hits) recall() float64    { return share(h.found, h.found+h.missed) }

// score is how well a document was read.
type score struct {
	name                      string
	items, decisions, figures hits
	status, statusOf          int // decisions found whose status is right
	falseAdopted              int // proposals that were called adopted
}

func (s *score) add(o score) {
	s.items.add(o.items)
	s.decisions.add(o.decisions)
	s.figures.add(o.figures)
	s.status, s.statusOf, s.falseAdopted = s.status+o.status, s.statusOf+o.statusOf, s.falseAdopted+o.falseAdopted
}

// TestScore compares what is read with what a person read and holds the totals
// against those of the last -update: what was reached is not lost again.
func TestScore(t *testing.T) {
	total := score{name: "total"}
	scores := []score{}
	for _, r := range readPacks(t) {
		s := scoreOf(readTruth(t, r.name), r)
		scores = append(scores, s)
		total.add(s)
	}
	got := printScores(append(scores, total))
	t.Logf("\n%s", got)
	if total.falseAdopted > 0 {
		t.Errorf("%d proposals were read as adopted decisions; none may be", total.falseAdopted)
	}
	want, err := os.ReadFile(scoreFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if err == nil {
		compareScores(t, totalLine(want), totalLine(got))
	}
	switch {
	case *update:
		if err := os.WriteFile(scoreFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	case !bytes.Equal(want, got):
		t.Errorf("the score is another than in %s: read the difference, then -update\n%s", scoreFile, want)
	}
}

// totalLine is the columns of the last line.
func totalLine(table []byte) []string {
	rows := strings.Split(strings.TrimSpace(string(table)), "\n")
	return strings.Fields(rows[len(rows)-1])
}

// compareScores names each total that is lower than it was; it does so with
// -update as well, so that nobody writes a loss without reading it.
func compareScores(t *testing.T, want, got []string) {
	t.Helper()
	if len(want) != len(got) {
		t.Logf("the columns of %s are others", scoreFile)
		return
	}
	for i, column := range scoreColumns {
		if i == 0 || column == "false_adopted" {
			continue
		}
		var was, is float64
		if _, err := fmt.Sscan(want[i]+" "+got[i], &was, &is); err != nil {
			t.Errorf("%s: %v", column, err)
			continue
		}
		switch {
		case is < was && *update:
			t.Logf("%s is written down from %s to %s", column, want[i], got[i])
		case is < was:
			t.Errorf("%s fell from %s to %s", column, want[i], got[i])
		case is > was:
			t.Logf("%s rose from %s to %s", column, want[i], got[i])
		}
	}
}

var scoreColumns = []string{"document", "items_P", "items_R", "decisions_P", "decisions_R", "status", "figures_P", "figures_R", "false_adopted"}

func printScores(scores []score) []byte {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(scoreColumns, "\t"))
	for _, s := range scores {
		fmt.Fprintf(w, "%s\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%d\n", s.name,
			s.items.precision(), s.items.recall(), s.decisions.precision(), s.decisions.recall(),
			share(s.status, s.statusOf), s.figures.precision(), s.figures.recall(), s.falseAdopted)
	}
	w.Flush()
	return b.Bytes()
}

func readTruth(t *testing.T, name string) truth {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(truthDir, name+".truth.json"))
	if err != nil {
		t.Fatalf("every document has its truth: %v", err)
	}
	var tr truth
	if err := json.Unmarshal(b, &tr); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if tr.File != name+".pdf" {
		t.Fatalf("%s: the truth is that of %s", name, tr.File)
	}
	return tr
}

func scoreOf(tr truth, r reading) score {
	s := score{name: r.name}
	if !slices.Contains(tr.Skip, "items") {
		s.scoreItems(tr, r.x)
	}
	if !slices.Contains(tr.Skip, "decisions") {
		s.scoreDecisions(tr, r.x)
	}
	pairs := pair(len(tr.Figures), len(r.x.Figures), func(i, j int) float64 {
		t, g := tr.Figures[i], r.x.Figures[j]
		if minorOf(t.Value) != g.Minor || t.Page != g.Page {
			return 0
		}
		return 1 + tokenF1(cmp.Or(t.Row, t.Context), cmp.Or(g.Row, g.Context)) +
			0.5*tokenF1(strings.Join(t.Columns, " "), strings.Join(g.Columns, " "))
	})
	s.figures = hits{len(pairs), len(r.x.Figures) - len(pairs), len(tr.Figures) - len(pairs)}
	if !tr.FiguresComplete {
		s.figures.invented = 0
	}
	return s
}

// itemKey is an item's key; the truth leaves the sign out of "§ 14".
func itemKey(n saksok.ItemNumber) string {
	return strings.TrimPrefix(string(n.Key()), "§")
}

// earlier reports whether a fact is one of an earlier meeting bound into the
// document: neutral where the truth does not have it.
func earlier(day saksok.Date, tr truth) bool { return day != "" && day != tr.Meeting.Date }

func (s *score) scoreItems(tr truth, x *saksok.Extraction) {
	pairs := pair(len(tr.Items), len(x.Items), func(i, j int) float64 {
		t, g := tr.Items[i], x.Items[j]
		alike := tokenF1(t.Title, g.Title)
		if a, b := itemKey(t.Number), itemKey(g.Number); a != "" && b != "" {
			if a != b {
				return 0
			}
			return 1 + alike
		}
		if alike < 0.8 {
			return 0
		}
		return alike
	})
	s.items = hits{found: len(pairs), missed: len(tr.Items) - len(pairs)}
	for j, g := range x.Items {
		if !pairs.got(j) && !earlier(g.MeetingDay, tr) {
			s.items.invented++
		}
	}
}

func (s *score) scoreDecisions(tr truth, x *saksok.Extraction) {
	pairs := pair(len(tr.Decisions), len(x.Decisions), func(i, j int) float64 {
		t, g := tr.Decisions[i], x.Decisions[j]
		f := tokenF1(t.Text, g.Text)
		if f < 0.8 {
			return 0
		}
		// Many decisions of a meeting are worded alike, and so are those of the
		// meeting before it.
		if itemKey(t.Item) == itemKey(g.Item) {
			f += 0.1
		}
		if !earlier(g.MeetingDay, tr) {
			f++
		}
		return f
	})
	s.decisions = hits{found: len(pairs), missed: len(tr.Decisions) - len(pairs)}
	for j, g := range x.Decisions {
		if !pairs.got(j) && !earlier(g.MeetingDay, tr) {
			s.decisions.invented++
		}
	}
	for _, p := range pairs {
		want, have := tr.Decisions[p.truth].Status, x.Decisions[p.got].Status
		s.statusOf++
		if want == have || want == saksok.StatusUnlabelled && have == saksok.StatusProposed {
			s.status++
		}
		// Any text that was not adopted counts, also one that fell or was put off.
		if have == saksok.StatusAdopted && want != saksok.StatusAdopted && !earlier(x.Decisions[p.got].MeetingDay, tr) {
			s.falseAdopted++
		}
	}
}

type match struct {
	truth, got int
	score      float64
}

type matches []match

func (m matches) got(j int) bool {
	return slices.ContainsFunc(m, func(p match) bool { return p.got == j })
}

// pair puts the elements of two lists together, the likest first, each once.
func pair(n, m int, alike func(i, j int) float64) matches {
	var all matches
	for i := range n {
		for j := range m {
			if s := alike(i, j); s > 0 {
				all = append(all, match{i, j, s})
			}
		}
	}
	slices.SortFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.truth, b.truth), cmp.Compare(a.got, b.got))
	})
	var out matches
	usedTruth, usedGot := map[int]bool{}, map[int]bool{}
	for _, p := range all {
		if usedTruth[p.truth] || usedGot[p.got] {
			continue
		}
		usedTruth[p.truth], usedGot[p.got] = true, true
		out = append(out, p)
	}
	return out
}

// tokenF1 compares two texts as bags of words: 1 where they have all words in
// common, 0 where they share none.
func tokenF1(a, b string) float64 {
	ta, tb := tokens(a), tokens(b)
	count := map[string]int{}
	for _, t := range ta {
		count[t]++
	}
	common := 0
	for _, t := range tb {
		if count[t] > 0 {
			count[t]--
			common++
		}
	}
	if common == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(ta)+len(tb))
}

// tokens are a text's words without case; hyphen, slash and per cent belong to
// words, all dashes are hyphens.
func tokens(s string) []string {
	s = strings.ReplaceAll(strings.ToLower(norm.NFC.String(s)), "\u00ad", "")
	return strings.FieldsFunc(strings.Map(func(r rune) rune {
		switch {
		case r >= '\u2010' && r <= '\u2015', r == '\u2212':
			return '-'
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("_%/-", r):
			return r
		}
		return ' '
	}, s), unicode.IsSpace)
}

// minorOf is an amount in whole units as minor units; the truth has at most two
// decimals.
func minorOf(v json.Number) int64 {
	whole, dec, _ := strings.Cut(v.String(), ".")
	var n int64
	for _, r := range strings.TrimPrefix(whole, "-") + (dec + "00")[:2] {
		n = n*10 + int64(r-'0')
	}
	if strings.HasPrefix(whole, "-") {
		return -n
	}
	return n
}

func TestTokenF1(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"Saken utsettes.", "saken  utsettes", 1},
		{"2025–2028", "2025-2028", 1},
		{"Saken utsettes", "Forslaget falt", 0},
		{"en to tre", "en to tre fire fem", 0.75},
		{"", "", 0},
	} {
		if got := tokenF1(tt.a, tt.b); got != tt.want {
			t.Errorf("%q, %q: got %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

// TestScoreSeesFaults: the score falls when something is invented, missed or
// called adopted.
func TestScoreSeesFaults(t *testing.T) {
	var tr truth
	if err := json.Unmarshal([]byte(`{"figures_complete": true,
		"items": [{"number": "1/24", "title": "Budsjett"}, {"number": null, "title": "Eventuelt i møtet"}],
		"decisions": [{"status": "proposed", "text": "Budsjettet vedtas."}],
		"figures": [{"page": 1, "row": "Sum", "columns": ["2024"], "value": -1234.5}]}`), &tr); err != nil {
		t.Fatal(err)
	}
	x := saksok.NewExtraction("ab", 1)
	x.Items = []saksok.Item{{Number: "01/2024", Title: "Annet"}, {Number: "2/24", Title: "Mer"}}
	x.Decisions = []saksok.Decision{{Status: saksok.StatusAdopted, Text: "Budsjettet vedtas"}}
	x.Figures = []saksok.Figure{{Page: 1, Minor: -123450}, {Page: 2, Minor: -123450}}
	got := scoreOf(tr, reading{"x", "", x})
	want := score{name: "x", items: hits{1, 1, 1}, decisions: hits{1, 0, 0}, figures: hits{1, 1, 0}, statusOf: 1, falseAdopted: 1}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
