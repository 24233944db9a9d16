package table_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the grids found as the grids wanted")

// TestDrawings finds the grids of drawn pages. Each case is a txtar archive of
// files page, in order, and want; the comment says what it shows.
func TestDrawings(t *testing.T) {
	for _, path := range drawings(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			head, want, _ := strings.Cut(string(data), "-- want --\n")
			var grids []table.Grid
			for i, page := range strings.Split(head, "-- page --\n")[1:] {
				p := draw(i+1, page)
				found := table.Find(p)
				if n := len(grids); n > 0 {
					if rest, ok := table.Rest(&grids[n-1], p, found); ok {
						grids = append(grids, rest)
					}
				}
				grids = append(grids, found...)
			}
			got := printGrids(table.Join(grids))
			if *update {
				if err := os.WriteFile(path, []byte(head+"-- want --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("grids (-want +got):\n%s", d)
			}
		})
	}
}

func drawings(t testing.TB) []string {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no drawings: %v", err)
	}
	return paths
}

// printGrids prints a grid as a head line and a line per row; cells as
// column:text, spans as rows×columns.
func printGrids(grids []table.Grid) string {
	var b strings.Builder
	for _, g := range grids {
		fmt.Fprintf(&b, "%s pages %d-%d, %d head rows, %d columns\n", g.Engine, g.Page, g.LastPage, g.HeaderRows, len(g.Columns))
		row := -1
		for _, c := range g.Cells {
			if c.Row != row {
				if row >= 0 {
					b.WriteByte('\n')
				}
				row = c.Row
				fmt.Fprintf(&b, "%2d", row)
			}
			fmt.Fprintf(&b, " | %d", c.Col)
			if c.RowSpan > 1 || c.ColSpan > 1 {
				fmt.Fprintf(&b, "[%d×%d]", c.RowSpan, c.ColSpan)
			}
			b.WriteString(":" + c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// drawnPage draws a page for the laws: a table or prose, moved and in any order.
func drawnPage(t *rapid.T) *layout.Page {
	rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		label := rapid.SampledFrom([]string{"Rammetilskudd", "Skatt på inntekt og formue", "Sum", "", "herav lønn", "12.3 Skole"}).Draw(t, "label")
		line := fmt.Sprintf("%-30s", label)
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			line += fmt.Sprintf("%12s", rapid.SampledFrom([]string{"", "-", "1 234", "-12 345", "0,5", "2020", "12 %", "tekst"}).Draw(t, "v"))
		}
		return line
	}), 1, 12).Draw(t, "rows")
	return draw(1, strings.Join(rows, "\n"))
}

// TestEachWordOnce: a word stands in one cell at most, and cells overlap nowhere.
func TestEachWordOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnPage(t)
		seen := map[table.Ref]bool{}
		for _, g := range table.Find(p) {
			for _, w := range g.Words {
				if seen[w] {
					t.Fatalf("word %v is in two cells", w)
				}
				seen[w] = true
			}
			taken := map[[2]int]bool{}
			for _, c := range g.Cells {
				for r := c.Row; r < c.Row+c.RowSpan; r++ {
					for k := c.Col; k < c.Col+c.ColSpan; k++ {
						if taken[[2]int{r, k}] || r >= g.Rows || k >= len(g.Columns) {
							t.Fatalf("cell %d,%d is taken or outside %d×%d", r, k, g.Rows, len(g.Columns))
						}
						taken[[2]int{r, k}] = true
					}
				}
			}
		}
	})
}

// TestOrderAndPlaceDoNotMatter: words in another order within their lines, and a
// page moved as a whole, give the same grids.
func TestOrderAndPlaceDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnPage(t)
		want := printGrids(table.Find(p))
		dx, dy := rapid.Float64Range(0, 40).Draw(t, "dx"), rapid.Float64Range(0, 40).Draw(t, "dy")
		for i := range p.Lines {
			l := &p.Lines[i]
			slices.Reverse(l.Words)
			l.Baseline += dy
			for j := range l.Words {
				b := &l.Words[j].Box
				b[0], b[1], b[2], b[3] = b[0]+dx, b[1]+dy, b[2]+dx, b[3]+dy
			}
			l.Box[0], l.Box[1], l.Box[2], l.Box[3] = l.Box[0]+dx, l.Box[1]+dy, l.Box[2]+dx, l.Box[3]+dy
		}
		if d := cmp.Diff(want, printGrids(table.Find(p))); d != "" {
			t.Fatalf("moved page (-want +got):\n%s", d)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	var rows []string
	for i := range 50 {
		rows = append(rows, fmt.Sprintf("%-30s %12s %12s %12s %12s", fmt.Sprintf("%d Tiltak nummer %d", 100+i, i), "1 234 567", "-98 765", "12,5", "4 500"))
	}
	p := draw(1, strings.Join(rows, "\n"))
	for b.Loop() {
		if len(table.Find(p)) != 1 {
			b.Fatal("the table was not found")
		}
	}
}
