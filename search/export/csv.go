package export

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const byteOrderMark = "\ufeff"

func (f *Figures) writeCSV(w io.Writer) error {
	if f.BOM {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	_, err := f.csvRows(w)
	return err
}

// csvRows writes the header and the rows and returns how many rows there were.
func (f *Figures) csvRows(w io.Writer) (n int, err error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	columns := Columns()
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.Name
	}
	if err := out.Write(record); err != nil {
		return 0, err
	}
	for r, err := range f.rows() {
		if err != nil {
			return n, err
		}
		for i, c := range columns {
			record[i] = c.value(r)
			if c.Kind == String {
				record[i] = Defuse(record[i])
			}
		}
		if err := out.Write(record); err != nil {
			return n, err
		}
		n++
	}
	out.Flush()
	return n, out.Error()
}

// Defuse makes text of a document safe as a CSV cell: one that a spreadsheet
// would run as a formula, because it begins with = + - @ or a form of them (after
// blanks and invisible characters too), gets an apostrophe in front, as ASVS 5.0
// 1.2.10 asks for. A negative number, which is what begins with a minus in
// budgets, stays as it is. White space of every kind becomes a space, so that a
// record is one line; and a formula behind a semicolon gets its apostrophe too,
// for spreadsheets that take semicolons for the separator and pay no regard to
// the quotes around a whole cell.
func Defuse(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	flat := strings.TrimSpace(flatten(text))
	switch {
	case flat == "":
		return ""
	case strictNumber.MatchString(flat):
		return flat
	case first == '\t' || first == '\r' || first == 0 || runs(flat):
		flat = "'" + flat
	}
	if !strings.Contains(flat, ";") {
		return flat
	}
	parts := strings.Split(flat, ";")
	for i, p := range parts[1:] {
		if runs(p) && !strictNumber.MatchString(strings.TrimSpace(p)) {
			parts[i+1] = "'" + p
		}
	}
	return strings.Join(parts, ";")
}

// strictNumber is a printed negative number and nothing else.
var strictNumber = regexp.MustCompile(`^-[ \x{00a0}]?[0-9]{1,3}(?:[ .\x{00a0}\x{2009}\x{202f}]?[0-9]{3})*(?:[.,][0-9]+)?$`)

// runs reports whether a spreadsheet may take text for a formula.
func runs(text string) bool {
	text = strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`"'`, r)
	})
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("=+-@＝＋－＠﹢﹣﹦﹫", r) && text != ""
}

// flatten puts a space for each run of white space and drops other control
// characters.
func flatten(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) && !strings.ContainsAny(text, "\u2028\u2029") {
		return text
	}
	var b strings.Builder
	blank := false
	for _, r := range text {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == ' ':
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		case unicode.IsControl(r):
			continue
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}
