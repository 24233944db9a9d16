package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/search/export"
)

// tableView is a table of a case as it stands in the document (tabell). Every
// amount leads to its place; below stands what was added up.
type tableView struct {
	Caption, Where, URL string
	Unit                string // of all amounts, "" where they differ
	NoUnit              bool   // no amount has one
	Head, Body          [][]slotView
	Failed              []checkedSum // those that do not add up, or only nearly
	Verified            []checkedSum
	Unchecked           int
}

// slotView is one cell; of an amount with where it stands.
type slotView struct {
	export.GridCell
	URL    string
	Unit   string // beside the amount, where the table has several
	NoUnit bool   // an amount without, where others have one
	Series string // of the head of a row: the row over the years
	Check  *checkView
}

// checkedSum is one check (kontrollsum) with the cells it adds up.
type checkedSum struct {
	Check                       checkView
	Of, Terms, Computed, Stated string
	Nearly                      bool // Stated is not what the terms give
	Note, URL                   string
}

// caseTables sets the tables that figures of a case stand in, at most
// shownTables. The figures left are those of no table shown.
func (s *site) caseTables(x *saksok.Extraction, figures []hitView) (tables []tableView, left []hitView) {
	if x == nil {
		return nil, figures
	}
	shown := map[int]bool{}
	for _, h := range figures {
		if t := h.Hit.Figure.Table; t != nil && *t >= 0 && *t < len(x.Tables) && len(shown) < shownTables && !shown[*t] {
			shown[*t] = true
			tables = append(tables, s.tableOf(x, *t))
		}
	}
	left = slices.DeleteFunc(slices.Clone(figures), func(h hitView) bool {
		t := h.Hit.Figure.Table
		return t != nil && shown[*t]
	})
	return tables, left
}

// shownTables bounds the tables of one case that are set; the figures of others
// are listed.
const shownTables = 20

// spot is where a cell stands: figures of tables have the boxes of their cells.
type spot struct {
	page int
	box  saksok.Box
}

// tableMaker sets one table.
type tableMaker struct {
	site    *site
	x       *saksok.Extraction
	table   *saksok.Table
	figures map[spot]*saksok.Figure
	cells   map[[2]int]*saksok.Cell // by row and column
}

func (s *site) tableOf(x *saksok.Extraction, n int) tableView {
	m := &tableMaker{s, x, &x.Tables[n], map[spot]*saksok.Figure{}, map[[2]int]*saksok.Cell{}}
	for i := range x.Figures {
		if f := &x.Figures[i]; f.Table != nil && *f.Table == n {
			m.figures[spot{f.Page, f.Box}] = f
		}
	}
	for i := range m.table.Cells {
		c := &m.table.Cells[i]
		m.cells[[2]int{c.Row, c.Col}] = c
	}
	v := tableView{Caption: m.table.Caption, URL: placeURL(x.Document.SHA256, m.table.Page, m.table.Box),
		Where: "side" + nbsp + strconv.Itoa(m.table.Page)}
	if m.table.LastPage > m.table.Page {
		v.Where += "–" + strconv.Itoa(m.table.LastPage)
	}
	units := m.units()
	if len(units) == 1 {
		v.Unit, v.NoUnit = units[0], units[0] == ""
	}
	head, body := export.Grid(m.table)
	v.Head, v.Body = m.lines(head, units), m.lines(body, units)
	m.sums(&v)
	return v
}

// units are those of the table's amounts, "" among them where one has none.
func (m *tableMaker) units() []string {
	var out []string
	for _, f := range m.figures {
		if !slices.Contains(out, f.Unit) {
			out = append(out, f.Unit)
		}
	}
	return out
}

func (m *tableMaker) lines(rows [][]export.GridCell, units []string) [][]slotView {
	out := make([][]slotView, len(rows))
	for r, row := range rows {
		series := ""
		for _, c := range row {
			v := slotView{GridCell: c}
			if f := m.figure(c.Row, c.Col); f != nil {
				v.URL = placeURL(m.x.Document.SHA256, f.Page, f.Box)
				if len(units) > 1 {
					v.Unit, _ = besideText(f.Text, f.Unit, f.Minor, f.Currency)
					v.NoUnit = f.Unit == ""
				}
				if check, ok := checkViews[f.Check]; ok {
					v.Check = &check
				}
				if series == "" {
					series = m.site.seriesURL(f)
				}
			}
			out[r] = append(out[r], v)
		}
		for i := range out[r] {
			if out[r][i].Scope == "row" && out[r][i].Text != "" {
				out[r][i].Series = series
				break
			}
		}
	}
	return out
}

// figure is the amount in a cell, nil where it holds none.
func (m *tableMaker) figure(row, col int) *saksok.Figure {
	c := m.cells[[2]int{row, col}]
	if c == nil {
		return nil
	}
	return m.figures[m.spot(c)]
}

func (m *tableMaker) spot(c *saksok.Cell) spot {
	return spot{m.table.PageOf(*c), c.Box}
}

func (m *tableMaker) sums(v *tableView) {
	for _, c := range m.table.Checks {
		switch c.Status {
		case saksok.CheckVerified:
			v.Verified = append(v.Verified, m.sum(&c))
		case saksok.CheckRounding, saksok.CheckMismatch:
			v.Failed = append(v.Failed, m.sum(&c))
		default:
			v.Unchecked++
		}
	}
}

// rereadNotes tell what a second reading of a failed check's numbers gave.
var rereadNotes = map[saksok.Reread]string{
	saksok.RereadSame:    "Tallene er lest to ganger, med samme sifre.",
	saksok.RereadDiffers: "Kan være lest feil: en ny lesing ga andre sifre.",
	saksok.RereadUnread:  "Tallene er lest bare én gang.",
}

func (m *tableMaker) sum(c *saksok.Check) checkedSum {
	v := checkedSum{Check: checkViews[c.Status], Of: m.nameOf(c), Terms: m.terms(c), Computed: c.Computed, Stated: c.Stated,
		Nearly: c.Status != saksok.CheckVerified, Note: rereadNotes[c.Reread], URL: m.sumURL(c)}
	return v
}

// nameOf is the row and the column of a total.
func (m *tableMaker) nameOf(c *saksok.Check) string {
	f := m.figure(c.Row, c.Column)
	if f == nil {
		return ""
	}
	return strings.Join(slices.DeleteFunc(slices.Concat(f.Groups, []string{f.Row}, f.Columns), func(s string) bool { return s == "" }), " › ")
}

// shownTerms bounds how many numbers of a sum are told; the page has them marked.
const shownTerms = 8

func (m *tableMaker) terms(c *saksok.Check) string {
	var b strings.Builder
	for i, t := range c.Terms {
		if n := len(c.Terms); n > shownTerms && i == shownTerms/2 {
			b.WriteString(" + … (" + plural(n-shownTerms, "ledd", "ledd") + " til) …")
		}
		if n := len(c.Terms); n > shownTerms && i >= shownTerms/2 && i < n-shownTerms/2 {
			continue
		}
		switch {
		case t.Negative:
			b.WriteString(" − ")
		case i > 0:
			b.WriteString(" + ")
		}
		if cell := m.cells[[2]int{t.Row, t.Column}]; cell != nil {
			b.WriteString(cell.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

// sumURL is the page of a total with the cells of its sum marked, as far as they
// stand on it.
func (m *tableMaker) sumURL(c *saksok.Check) string {
	total := m.cells[[2]int{c.Row, c.Column}]
	if total == nil {
		return ""
	}
	at := m.spot(total)
	boxes := []string{at.box.String()}
	for _, t := range c.Terms {
		if cell := m.cells[[2]int{t.Row, t.Column}]; cell != nil && len(boxes) < maxValues {
			if p := m.spot(cell); p.page == at.page {
				boxes = append(boxes, p.box.String())
			}
		}
	}
	return link("/documents/"+url.PathEscape(string(m.x.Document.SHA256))+"/pages/"+strconv.Itoa(at.page), url.Values{"box": boxes}) + "#treff"
}
