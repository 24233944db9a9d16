package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	figureSheet = "Tall"
	aboutSheet  = "Om"
	// maxCell is what a spreadsheet cell may hold, in characters.
	maxCell = 32767
	// exactDigits is how long an integer may be that spreadsheets, whose numbers
	// are doubles, show as it is; longer ones are written as text.
	exactDigits = 15
)

// sheet writes one XLSX file: the figures, and a page that says what they are.
type sheet struct {
	file         *excelize.File
	rows         *excelize.StreamWriter
	head, plain  int // styles
	whole, parts int // of amounts without and with minor units
	date, place  int
}

// writeXLSX writes typed cells, so text is never a formula. The rows are streamed
// to a temporary file past 16 MB. The link of a row is a HYPERLINK formula of our
// own making: as a relation each link would take a look through all before it,
// and a sheet may have 65 530 of them only.
func (f *Figures) writeXLSX(w io.Writer) (err error) {
	s := &sheet{file: excelize.NewFile()}
	defer func() {
		if cerr := s.file.Close(); err == nil {
			err = cerr
		}
	}()
	if err := s.prepare(); err != nil {
		return err
	}
	n := 0
	for r, err := range f.rows() {
		if err != nil {
			return err
		}
		n++
		if err := s.add(n+1, r); err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
	}
	if err := s.filter(n + 1); err != nil {
		return err
	}
	if err := s.rows.Flush(); err != nil {
		return err
	}
	if err := f.about(s.file, n); err != nil {
		return err
	}
	return s.file.Write(w)
}

func (s *sheet) prepare() error {
	if err := s.file.SetSheetName("Sheet1", figureSheet); err != nil {
		return err
	}
	wholes, parts, days := "#,##0", "#,##0.00", "yyyy-mm-dd"
	styles := []struct {
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#E8EEF0"}}}},
		{&s.plain, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.whole, excelize.Style{CustomNumFmt: &wholes}},
		{&s.parts, excelize.Style{CustomNumFmt: &parts}},
		{&s.date, excelize.Style{CustomNumFmt: &days}},
		{&s.place, excelize.Style{Font: &excelize.Font{Color: "#17606F", Underline: "single"}}},
	}
	for _, st := range styles {
		id, err := s.file.NewStyle(&st.style)
		if err != nil {
			return err
		}
		*st.id = id
	}
	var err error
	if s.rows, err = s.file.NewStreamWriter(figureSheet); err != nil {
		return err
	}
	head := []any{}
	for i, c := range Columns() {
		if err := s.rows.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		head = append(head, excelize.Cell{StyleID: s.head, Value: c.Name})
	}
	if err := s.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return s.rows.SetRow("A1", head)
}

// filter gives the header its filter buttons; a table without rows may not be.
func (s *sheet) filter(lines int) error {
	last, err := excelize.CoordinatesToCellName(len(Columns()), lines)
	if err != nil || lines < 2 {
		return err
	}
	return s.rows.AddTable(&excelize.Table{Range: "A1:" + last, Name: figureSheet, StyleName: "TableStyleLight1"})
}

func (s *sheet) add(line int, r *Row) error {
	cells := []any{}
	for _, c := range Columns() {
		v, err := s.cell(c, r)
		if err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
		cells = append(cells, v)
	}
	return s.rows.SetRow("A"+strconv.Itoa(line), cells)
}

// cell is a value with its type, nil where there is none.
func (s *sheet) cell(c Column, r *Row) (any, error) {
	v := c.value(r)
	switch {
	case v == "":
		return nil, nil
	case c.Name == "link":
		quoted := strings.ReplaceAll(v, `"`, `""`)
		return excelize.Cell{StyleID: s.place, Formula: fmt.Sprintf(`HYPERLINK("%s","side %d")`, quoted, r.Page), Value: "side " + strconv.Itoa(r.Page)}, nil
	case c.Kind == Boolean:
		return strconv.ParseBool(v)
	case c.Kind == Date:
		t, err := time.Parse(time.DateOnly, v)
		if err != nil {
			return v, nil // a date as no calendar has it stays text
		}
		return excelize.Cell{StyleID: s.date, Value: t}, nil
	case (c.Kind == Integer || c.Kind == Number) && len(strings.Trim(v, "-.")) <= exactDigits:
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return nil, err
		}
		style := s.plain
		switch {
		case c.Kind == Number && strings.Contains(v, "."):
			style = s.parts
		case c.Kind == Number:
			style = s.whole
		}
		return excelize.Cell{StyleID: style, Value: n}, nil
	}
	return cut(v, maxCell), nil
}

// cut shortens text to n characters, for cells that would make the file
// unreadable.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}

// about says what the file holds, and loudly when it does not hold all.
func (f *Figures) about(x *excelize.File, n int) error {
	if _, err := x.NewSheet(aboutSheet); err != nil {
		return err
	}
	lines := [][2]string{
		{"Hva", "Tall fra møtedokumenter, lest av Saksøk. Kilden er alltid dokumentet selv; hver rad har lenke til siden."},
		{"Søk", f.Query}, {"Laget", f.Created.UTC().Format(time.RFC3339)}, {"Antall rader", strconv.Itoa(n)},
	}
	if f.Total > n {
		lines = append(lines, [2]string{"Kuttet", fmt.Sprintf("Søket har %d tall; filen har de første %d.", f.Total, n)})
	}
	lines = append(lines, [2]string{"", ""})
	for _, c := range Columns() {
		lines = append(lines, [2]string{c.Name, c.Doc})
	}
	for i, l := range lines {
		for j, text := range l {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if err := x.SetCellStr(aboutSheet, cell, cut(text, maxCell)); err != nil {
				return err
			}
		}
	}
	if err := x.SetColWidth(aboutSheet, "A", "A", 16); err != nil {
		return err
	}
	return x.SetColWidth(aboutSheet, "B", "B", 90)
}
