package inspect

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"saksok"
)

// noBox is printed for what has no place on the page; as wide as a box.
const noBox = "     -      -      -      -"

// WriteText prints the stages one under the other, a line for each mark: its box
// (x0 y0 x1 y1 in points), kind, attributes and text. Equal columns stand under
// each other, so that the eye finds the line that is not like the others.
func (p *Page) WriteText(w io.Writer, stages []Stage) error {
	out := bufio.NewWriter(w)
	for _, f := range p.Facts {
		fmt.Fprintln(out, f)
	}
	for _, s := range stages {
		marks := p.of(s)
		fmt.Fprintf(out, "\n%s: %d\n", s, countWhole(marks))
		widths := map[bool][]int{}
		for _, m := range marks {
			widths[m.Part] = widen(widths[m.Part], m.columns())
		}
		for _, m := range marks {
			indent := "  "
			if m.Part {
				indent = "      "
			}
			line := indent + boxText(m.Box)
			for i, c := range m.columns() {
				if width := widths[m.Part][i]; width > 0 {
					line += "  " + c + strings.Repeat(" ", width-utf8.RuneCountInString(c))
				}
			}
			fmt.Fprintln(out, strings.TrimRight(line+"  "+m.Text, " "))
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("printing page %d: %w", p.Number, err)
	}
	return nil
}

// of are the marks of a stage.
func (p *Page) of(s Stage) []Mark {
	return slices.DeleteFunc(slices.Clone(p.Marks), func(m Mark) bool { return m.Stage != s })
}

// countWhole counts marks without their parts.
func countWhole(marks []Mark) int {
	n := 0
	for _, m := range marks {
		if !m.Part {
			n++
		}
	}
	return n
}

func (m Mark) columns() []string { return append([]string{m.Kind}, m.Attrs...) }

func widen(widths []int, columns []string) []int {
	for i, c := range columns {
		if i == len(widths) {
			widths = append(widths, 0)
		}
		widths[i] = max(widths[i], utf8.RuneCountInString(c))
	}
	return widths
}

func boxText(b saksok.Box) string {
	if b.Empty() {
		return noBox
	}
	return fmt.Sprintf("%6.1f %6.1f %6.1f %6.1f", b[0], b[1], b[2], b[3])
}
