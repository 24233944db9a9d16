package series_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"saksok"
	"saksok/search"
	"saksok/search/series"
)

// document is an extraction of one table; each cell is "label|head|text|minor",
// with "group>" before it where it stands in one.
func document(name, body string, date saksok.Date, unit, currency string, cells ...string) *saksok.Extraction {
	x := saksok.NewExtraction(saksok.DocumentID(fmt.Sprintf("%-64s", name)), 1)
	x.Document.Pages, x.Document.Title = 1, name
	x.Meeting = saksok.Meeting{Body: body, Organisation: body, Date: date}
	for i, c := range cells {
		group, c, grouped := strings.Cut(c, ">")
		if !grouped {
			group, c = "", group
		}
		part := strings.Split(c, "|")
		table := 0
		if len(part) > 4 {
			table = 1
		}
		var minor int64
		fmt.Sscan(part[3], &minor)
		f := saksok.Figure{Table: &table, Row: part[0], Columns: strings.Split(part[1], "/"), Text: part[2], Unit: unit, Currency: currency,
			Minor: minor, Page: 1, Box: saksok.Box{10, float64(20 * i), 30, float64(20*i + 10)}}
		if grouped {
			f.Groups = []string{group}
		}
		for _, w := range strings.FieldsFunc(part[1], func(r rune) bool { return r == ' ' || r == '/' }) {
			switch low := strings.ToLower(w); low {
			case "regnskap", "rekneskap", "budsjett":
				f.Measure = low
			default:
				if len(w) == 4 {
					fmt.Sscan(w, &f.Year)
				}
			}
		}
		x.Figures = append(x.Figures, f)
	}
	return x
}

func hits(xs ...*saksok.Extraction) iter.Seq2[*search.Hit, error] {
	return func(yield func(*search.Hit, error) bool) {
		for _, x := range xs {
			for _, h := range search.Figures(x) {
				if !yield(&h, nil) {
					return
				}
			}
		}
	}
}

func collect(t testing.TB, row string, xs ...*saksok.Extraction) *series.Series {
	t.Helper()
	s, err := series.Collect(row, hits(xs...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drawn prints lines: "body measure columns CUR: 2023=5 2024=?".
func drawn(s *series.Series) []string {
	var out []string
	for _, l := range s.Lines {
		var b strings.Builder
		b.WriteString(strings.Join(strings.Fields(l.Body+" "+strings.Join(l.Groups, "/")+" "+l.Measure+" "+l.Columns), " ") + " " + l.Currency)
		if l.Unsigned {
			b.WriteString(" unsigned")
		}
		for _, p := range l.Points {
			v := "?"
			if p.Chosen != nil {
				v = p.Chosen.Text
			}
			if p.Apart {
				b.WriteString(" |")
			}
			fmt.Fprintf(&b, " %d=%s/%d", p.Year, v, len(p.Values))
		}
		out = append(out, b.String())
	}
	return out
}

func contradictions(s *series.Series) []string {
	var out []string
	for _, c := range s.Contradictions {
		var texts []string
		for _, v := range c.Values {
			texts = append(texts, v.Text+"@"+strings.TrimSpace(string(v.Document)))
		}
		where := ""
		if c.SameDocument {
			where = " in one document"
		}
		out = append(out, fmt.Sprintf("%s %s %d: %s%s", c.Body, c.Measure, c.Year, strings.Join(texts, " "), where))
	}
	return out
}

func TestCollect(t *testing.T) {
	tests := []struct {
		name  string
		in    []*saksok.Extraction
		lines []string
		says  []string
	}{
		{"one line over documents and spellings", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "1000 kr", "NOK", "1 Rammetilskudd|Regnskap/2022|240|24000000", "1 Rammetilskudd|Budsjett/2024|250|25000000", "2 Skatt|Budsjett/2024|9|900000"),
			document("b", "Storvik", "2024-11-01", "1000 kr", "NOK", "Rammetilskot|Rekneskap/2023|245|24500000", "RAMMETILSKUDD*|Budsjett/2025|255|25500000"),
		}, []string{"Storvik budsjett NOK 2024=250/1 2025=255/1", "Storvik regnskap NOK 2022=240/1 2023=245/1"}, nil},
		{"the same amount in other units is one value", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "MNOK", "NOK", "Rammetilskudd|Budsjett 2024|209,9|20990000000"),
			document("b", "Storvik", "2024-02-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|209 912 345|20991234500"),
		}, []string{"Storvik budsjett NOK 2024=209 912 345/2"}, nil},
		{"a different amount contradicts, the newest meeting is drawn", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|100|10000"),
			document("b", "Storvik", "2024-02-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|120|12000"),
		}, []string{"Storvik budsjett NOK 2024=120/2"}, []string{"Storvik budsjett 2024: 120@b 100@a"}},
		{"a document that contradicts itself draws nothing", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|100|10000", "Rammetilskudd|Budsjett 2024|120|12000|other"),
		}, []string{"Storvik budsjett NOK 2024=?/2"}, []string{"Storvik budsjett 2024: 100@a 120@a in one document"}},
		{"tables of one document with nothing in common are parted", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2023|100|10000", "Rammetilskudd|Budsjett 2024|110|11000", "Rammetilskudd|Budsjett 2025|9|900|other"),
		}, []string{"Storvik budsjett NOK 2023=100/1 2024=110/1 | 2025=9/1"}, nil},
		{"tables of one document with an amount in common are one", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2023|100|10000", "Rammetilskudd|Budsjett 2023|100|10000|other", "Rammetilskudd|Budsjett 2025|9|900|other"),
		}, []string{"Storvik budsjett NOK 2023=100/2 2025=9/1"}, nil},
		{"signs of different tables are their own", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|-100|-10000"),
			document("b", "Storvik", "2024-02-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|100|10000", "Rammetilskudd|Budsjett 2025|110|11000"),
		}, []string{"Storvik budsjett NOK unsigned 2024=100/2 2025=110/1"}, nil},
		{"signs within one table count", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|-100|-10000", "Rammetilskudd|Budsjett 2024|100|10000", "Rammetilskudd|Budsjett 2025|110|11000"),
		}, []string{"Storvik budsjett NOK 2024=?/2 2025=110/1"}, []string{"Storvik budsjett 2024: -100@a 100@a in one document"}},
		{"currencies and bodies and columns stay apart", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024/Drift|100|10000", "Rammetilskudd|Budsjett 2024/Investering|7|700"),
			document("b", "Storvik", "2023-11-01", "kr", "SEK", "Rammetilskudd|Budsjett 2024/Drift|101|10100"),
			document("c", "Solvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024/Drift|102|10200"),
		}, []string{"Solvik budsjett drift NOK 2024=102/1", "Storvik budsjett drift NOK 2024=100/1", "Storvik budsjett drift SEK 2024=101/1", "Storvik budsjett investering NOK 2024=7/1"}, nil},
		{"groups of rows stay apart, also in what contradicts", []*saksok.Extraction{
			document("a", "Storvik", "2023-11-01", "kr", "NOK", "Inntekter>Rammetilskudd|Budsjett 2024|100|10000", "Utgifter>Rammetilskudd|Budsjett 2024|7|700|other"),
			document("b", "Storvik", "2024-11-01", "kr", "NOK", "1 Inntekter>Rammetilskudd|Budsjett 2024|120|12000", "Utgifter>Rammetilskudd|Budsjett 2025|8|800|other"),
		}, []string{"Storvik Utgifter budsjett NOK 2024=7/1 2025=8/1", "Storvik 1 Inntekter budsjett NOK 2024=120/2"}, []string{"Storvik budsjett 2024: 120@b 100@a"}},
		{"documents without a body are not one body", []*saksok.Extraction{
			document("a", "", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|100|10000"),
			document("b", "", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|120|12000"),
		}, []string{"budsjett NOK 2024=100/1", "budsjett NOK 2024=120/1"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := collect(t, "rammetilskudd", tt.in...)
			if diff := cmp.Diff(tt.lines, drawn(s)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.says, contradictions(s)); diff != "" {
				t.Errorf("contradictions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatHasNoPlaceInALineIsSetApart(t *testing.T) {
	x := document("a", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett|100|10000", "Rammetilskudd|Budsjett 2024|120|12000")
	bare := document("b", "Storvik", "2023-11-01", "", "", "Rammetilskudd|Budsjett 2024|17|1700")
	prose := document("c", "Storvik", "2023-11-01", "kr", "NOK", "Rammetilskudd|Budsjett 2024|19|1900")
	prose.Figures[0].Table = nil
	s := collect(t, "Rammetilskudd", x, bare, prose)
	if len(s.WithoutYear) != 1 || len(s.WithoutUnit) != 1 || s.Figures != 3 || len(s.Contradictions) != 0 {
		t.Errorf("%d without year, %d without unit, %d figures, %d contradictions", len(s.WithoutYear), len(s.WithoutUnit), s.Figures, len(s.Contradictions))
	}
	if got := collect(t, "2024", x); got.Figures != 0 {
		t.Errorf("a label without a word has %d figures", got.Figures)
	}
	broken := errors.New("index closed")
	if _, err := series.Collect("x", func(yield func(*search.Hit, error) bool) { yield(nil, broken) }); !errors.Is(err, broken) {
		t.Errorf("the error of the hits is lost: %v", err)
	}
}

// TestSeriesOfGeneratedArchives: documents that print one truth, each in its own
// unit, sign and order, never contradict; every amount that is changed by more
// than is printed does; and nothing depends on the order of the documents.
func TestSeriesOfGeneratedArchives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := map[int]int64{} // thousands of kroner by year
		for y := 2020; y < 2020+rapid.IntRange(1, 6).Draw(t, "years"); y++ {
			truth[y] = rapid.Int64Range(1000, 9_000_000).Draw(t, "amount")
		}
		var xs []*saksok.Extraction
		for i := range rapid.IntRange(1, 5).Draw(t, "documents") {
			thousands := rapid.Bool().Draw(t, "thousands")
			minus := rapid.Bool().Draw(t, "minus")
			var cells []string
			for y := 2020; y < 2020+len(truth); y++ {
				n := truth[y] // in thousands
				text, minor := fmt.Sprint(n), n*100_000
				if !thousands { // in millions with one decimal
					tenth := (n + 50) / 100
					text, minor = fmt.Sprintf("%d,%d", tenth/10, tenth%10), tenth*10_000_000
				}
				if minus {
					text, minor = "-"+text, -minor
				}
				cells = append(cells, fmt.Sprintf("Rammetilskudd|Regnskap/%d|%s|%d", y, text, minor))
			}
			unit := "1000 kr"
			if !thousands {
				unit = "MNOK"
			}
			xs = append(xs, document(fmt.Sprint("d", i), "Storvik", saksok.NewDate(2021+i, 1, 1), unit, "NOK", cells...))
		}
		s, err := series.Collect("rammetilskudd", hits(xs...))
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Lines) != 1 || len(s.Contradictions) != 0 || len(s.Lines[0].Points) != len(truth) {
			t.Fatalf("one truth: %q, contradictions %q", drawn(s), contradictions(s))
		}
		for i, p := range s.Lines[0].Points {
			if !p.Agreed || len(p.Values) != len(xs) || i > 0 && p.Year <= s.Lines[0].Points[i-1].Year {
				t.Fatalf("point %d: %+v", i, p)
			}
		}
		f := &xs[rapid.IntRange(0, len(xs)-1).Draw(t, "liar")].Figures[0]
		f.Minor, f.Text = 3*f.Minor, fmt.Sprint(f.Minor/100*3)
		rand.Shuffle(len(xs), func(i, j int) { xs[i], xs[j] = xs[j], xs[i] })
		lied, err := series.Collect("rammetilskudd", hits(xs...))
		if err != nil {
			t.Fatal(err)
		}
		if want := min(1, len(xs)-1); len(lied.Contradictions) != want || want == 1 && lied.Contradictions[0].Year != 2020 {
			t.Fatalf("one amount changed: contradictions %q", contradictions(lied))
		}
		rand.Shuffle(len(xs), func(i, j int) { xs[i], xs[j] = xs[j], xs[i] })
		again, err := series.Collect("rammetilskudd", hits(xs...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lied, again, cmpopts.IgnoreUnexported(series.Value{})); diff != "" {
			t.Fatalf("the order of documents matters:\n%s", diff)
		}
	})
}
