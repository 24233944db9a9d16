package extract_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// TestPromises: what an extraction promises holds for every pack.
func TestPromises(t *testing.T) {
	for _, r := range readPacks(t) {
		for _, broken := range promises(r.x) {
			t.Errorf("%s: %s", r.name, broken)
		}
	}
}

// TestSharedDocuments holds the real documents that stand beside the repository,
// if any, to the schema and to the promises.
func TestSharedDocuments(t *testing.T) {
	patterns := []string{filepath.Join(sharedDir, "seed", "*.pdf"), filepath.Join(sharedDir, "corpus", "pdf", "*.pdf")}
	if testing.Short() {
		patterns = patterns[:1]
	}
	start := time.Now()
	rs, err := readAll(context.Background(), patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if len(rs) == 0 {
		t.Skip("0 documents beside the repository")
	}
	s := compileSchema(t)
	for _, r := range rs {
		validate(t, s, r)
		for _, broken := range promises(r.x) {
			t.Errorf("%s: %s", r.name, broken)
		}
	}
	t.Logf("%d documents, %d pages in %s", len(rs), pages(rs), time.Since(start).Round(time.Millisecond))
}

// promises lists what does not hold of an extraction.
func promises(x *saksok.Extraction) []string {
	c := &checker{x: x, loc: saksok.LocaleOf(x.Document.Language)}
	c.items()
	c.decisions()
	c.tables()
	c.figures()
	c.rest()
	return c.broken
}

type checker struct {
	x      *saksok.Extraction
	loc    saksok.Locale
	broken []string
}

func (c *checker) must(holds bool, format string, args ...any) {
	if !holds {
		c.broken = append(c.broken, fmt.Sprintf(format, args...))
	}
}

// place checks that a page exists and a box lies on it.
func (c *checker) place(what string, page int, b saksok.Box) {
	if page < 1 || page > len(c.x.Pages) {
		c.must(false, "%s: page %d of %d", what, page, len(c.x.Pages))
		return
	}
	p := c.x.Pages[page-1]
	const slack = 0.1 // boxes are rounded to a tenth of a point
	c.must(b[0] <= b[2] && b[1] <= b[3], "%s: box %s is turned around", what, b)
	c.must(b[0] >= -slack && b[1] >= -slack && b[2] <= p.Width+slack && b[3] <= p.Height+slack,
		"%s: box %s is not on page %d (%.1f × %.1f)", what, b, page, p.Width, p.Height)
}

func (c *checker) items() {
	seen := map[string]bool{}
	for i, it := range c.x.Items {
		what := fmt.Sprintf("item %d %q", i, it.Number)
		c.must(it.FirstPage >= 1 && it.FirstPage <= it.LastPage && it.LastPage <= c.x.Document.Pages,
			"%s: pages %d to %d of %d", what, it.FirstPage, it.LastPage, c.x.Document.Pages)
		c.must(it.Key == it.Number.Key(), "%s: key %q, want %q", what, it.Key, it.Number.Key())
		c.must(len(it.Evidence) > 0, "%s: no evidence", what)
		id := string(it.Key) + " " + string(it.MeetingDay) + it.Body
		c.must(it.Key == "" || !seen[id], "%s: twice", what)
		seen[id] = true
		c.must(len(it.PageStarts) <= it.LastPage-it.FirstPage && slices.IsSorted(it.PageStarts),
			"%s: page starts %v for pages %d to %d", what, it.PageStarts, it.FirstPage, it.LastPage)
		for _, at := range it.PageStarts {
			c.must(at < len(it.Text) && utf8.RuneStart(it.Text[at]), "%s: a page starts at %d of %d", what, at, len(it.Text))
		}
		if it.HeadPage > 0 {
			c.place(what, it.HeadPage, it.Box)
		}
	}
}

func (c *checker) decisions() {
	items := map[saksok.ItemNumber]bool{"": true}
	for _, it := range c.x.Items {
		items[it.Number] = true
	}
	for i, d := range c.x.Decisions {
		what := fmt.Sprintf("decision %d %.40q", i, d.Text)
		if d.Status == saksok.StatusAdopted {
			earlier := d.MeetingDay != "" && (c.x.Meeting.Date == "" || d.MeetingDay < c.x.Meeting.Date)
			c.must(c.x.Document.Kind == saksok.KindMinutes || earlier,
				"%s: adopted in a document of kind %s, meeting %q of %q", what, c.x.Document.Kind, d.MeetingDay, c.x.Meeting.Date)
		}
		c.must(strings.TrimSpace(d.Text) != "", "%s: no text", what)
		c.must(len(d.Types) > 0, "%s: no type", what)
		c.must(d.Rule != "", "%s: no rule", what)
		c.must(items[d.Item], "%s: item %q is none of the document's", what, d.Item)
		c.must((d.TextSource == "") == (d.FullText == ""), "%s: source %q, full text %.40q", what, d.TextSource, d.FullText)
		c.place(what, d.Page, d.Box)
	}
}

func (c *checker) tables() {
	for i, t := range c.x.Tables {
		what := fmt.Sprintf("table %d on page %d", i, t.Page)
		c.must(t.LastPage >= t.Page, "%s: ends on page %d", what, t.LastPage)
		c.place(what, t.Page, t.Box)
		rows := 0
		taken := map[[2]int]bool{}
		for _, cell := range t.Cells {
			at := fmt.Sprintf("%s, cell %d,%d %.20q", what, cell.Row, cell.Col, cell.Text)
			c.must(cell.Row >= 0 && cell.Col >= 0 && cell.RowSpan >= 1 && cell.ColSpan >= 1, "%s: spans %d×%d", at, cell.RowSpan, cell.ColSpan)
			c.must(strings.TrimSpace(cell.Text) != "", "%s: empty", at)
			rows = max(rows, cell.Row+cell.RowSpan)
			for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
				for k := cell.Col; k < cell.Col+cell.ColSpan; k++ {
					c.must(!taken[[2]int{r, k}], "%s: overlaps another at %d,%d", at, r, k)
					taken[[2]int{r, k}] = true
				}
			}
			page := cell.Page
			if page == 0 {
				page = t.Page
			}
			c.must(page >= t.Page && page <= t.LastPage, "%s: page %d of %d to %d", at, page, t.Page, t.LastPage)
			if !cell.Box.Empty() {
				c.place(at, page, cell.Box)
			}
		}
		c.must(t.HeaderRows <= rows, "%s: %d head rows of %d", what, t.HeaderRows, rows)
		c.must((t.Unit == "") == (t.UnitSource == ""), "%s: unit %q from %q", what, t.Unit, t.UnitSource)
		for _, k := range t.Checks {
			c.must(k.Row >= 0 && k.Row < rows, "%s: check of row %d of %d", what, k.Row, rows)
		}
	}
}

func (c *checker) figures() {
	unknown := map[int]bool{}
	for _, p := range c.x.Problems {
		if p.Code == saksok.ProblemUnitUnknown {
			unknown[p.Page] = true
		}
	}
	for i, f := range c.x.Figures {
		what := fmt.Sprintf("figure %d %q on page %d", i, f.Text, f.Page)
		c.must(strings.TrimSpace(f.Text) != "", "%s: no text", what)
		c.place(what, f.Page, f.Box)
		c.must(c.amount(f), "%s: minor %d, unit %q", what, f.Minor, f.Unit)
		c.must(f.Unit != "" || f.Currency == "", "%s: currency %q of no unit", what, f.Currency)
		page := f.Page
		if f.Table != nil {
			if *f.Table < 0 || *f.Table >= len(c.x.Tables) {
				c.must(false, "%s: table %d of %d", what, *f.Table, len(c.x.Tables))
				continue
			}
			t := c.x.Tables[*f.Table]
			c.must(f.Page >= t.Page && f.Page <= t.LastPage, "%s: table %d is on pages %d to %d", what, *f.Table, t.Page, t.LastPage)
			page = t.Page
		} else {
			c.must(f.Context != "" || f.Row != "", "%s: neither a sentence nor a label", what)
		}
		c.must(f.Unit != "" || unknown[f.Page] || unknown[page], "%s: no unit, and no problem that says so", what)
	}
}

// amount reports whether a figure's minor units are those of its text: the same
// digits but for zeros at the ends, and a minus where one is printed. Amounts
// in words are believed.
func (c *checker) amount(f saksok.Figure) bool {
	printed := strings.TrimSpace(f.Text)
	if strings.IndexFunc(printed, unicode.IsDigit) < 0 {
		return true
	}
	digits := func(s string) string {
		return strings.Trim(strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s), "0")
	}
	want := digits(fmt.Sprint(f.Minor))
	if f.Minor < 0 && !strings.ContainsAny(printed, "-\u2212–(") {
		return false
	}
	if f.Table != nil {
		return digits(printed) == want || digits(c.loc.ReadCell(printed).Number.String()) == want
	}
	return strings.Contains(digits(printed), want)
}

func (c *checker) rest() {
	for _, p := range c.x.People {
		c.must(p.Name != "", "a person without a name on page %d", p.Page)
		c.place("person "+p.Name, p.Page, p.Box)
	}
	for _, p := range c.x.Problems {
		c.must(p.Page >= 0 && p.Page <= c.x.Document.Pages, "problem %s: page %d of %d", p.Code, p.Page, c.x.Document.Pages)
		c.must(p.Message != "", "problem %s on page %d: no message", p.Code, p.Page)
	}
	c.must(len(c.x.Pages) == c.x.Document.Pages, "%d pages of text, %d pages", len(c.x.Pages), c.x.Document.Pages)
	for i, p := range c.x.Pages {
		c.must(p.Number == i+1, "page %d is numbered %d", i+1, p.Number)
		var words []string
		for _, w := range p.Words {
			words = append(words, w.Text)
			c.place(fmt.Sprintf("word %q", w.Text), p.Number, w.Box)
		}
		c.must(strings.Join(words, " ") == strings.Join(strings.Fields(p.Text), " "), "page %d: the words are not the text", p.Number)
	}
}
