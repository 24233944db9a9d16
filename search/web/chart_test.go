package web

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saksok/search/series"
)

func lineOf(body, currency string, minors ...int64) series.Line {
	l := series.Line{Body: body, Currency: currency}
	for i, m := range minors {
		v := series.Value{Minor: m, Currency: currency, Text: fmt.Sprint(m)}
		l.Points = append(l.Points, series.Point{Year: 2020 + i, Chosen: &v, Agreed: true, Values: []series.Value{v}})
	}
	return l
}

// Lines of one currency and like size share a chart; a line of one year has none.
func TestChartsKeepCurrenciesAndSizesApart(t *testing.T) {
	got := [][]string{}
	for _, c := range chartsOf([]series.Line{
		lineOf("A", "NOK", 100e8, 120e8), lineOf("B", "SEK", 90e8, 80e8), lineOf("C", "NOK", 2e5, 3e5), lineOf("D", "NOK", 50e8, -60e8), lineOf("E", "NOK", 5e8),
	}) {
		names := []string{c.Title}
		for _, l := range c.Lines {
			names = append(names, l.Name)
		}
		got = append(got, names)
	}
	want := [][]string{{"mill. kr", "A", "D"}, {"mill. SEK", "B"}, {"tusen kr", "C"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("charts (-want +got):\n%s", diff)
	}
}

func TestTickLabels(t *testing.T) {
	for _, tt := range []struct {
		v, step float64
		want    string
	}{{250, 50, "250"}, {12500, 500, "12\u00a0500"}, {1.5, 0.5, "1,5"}, {-0.5, 0.5, "−0,5"}, {-2, 1, "−2"}, {0, 0.5, "0,0"}, {1.55, 0.05, "1,55"}} {
		if got := tickLabel(tt.v, tt.step); got != tt.want {
			t.Errorf("tickLabel(%v, %v) = %q, want %q", tt.v, tt.step, got, tt.want)
		}
	}
}

// TestChartsStayInTheirFrame: whatever the amounts, every mark lies between the
// axes and there are a readable number of ticks.
func TestChartsStayInTheirFrame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []series.Line
		for i := range rapid.IntRange(1, 9).Draw(t, "lines") {
			minors := rapid.SliceOfN(rapid.Int64Range(-9e17, 9e17), 2, 12).Draw(t, "amounts")
			if rapid.Bool().Draw(t, "small") {
				for j := range minors {
					minors[j] %= 500
				}
			}
			l := lineOf(fmt.Sprint(i), "NOK", minors...)
			l.Unsigned = rapid.Bool().Draw(t, "unsigned")
			lines = append(lines, l)
		}
		charts := chartsOf(lines)
		if len(charts) == 0 || len(charts) > maxCharts {
			t.Fatalf("%d charts", len(charts))
		}
		for _, c := range charts {
			if len(c.Y) < 2 || len(c.Y) > 8 || len(c.X) < 2 || len(c.X) > 12 || len(c.Lines) > chartLines {
				t.Fatalf("%d ticks up, %d along, %d lines", len(c.Y), len(c.X), len(c.Lines))
			}
			for _, l := range c.Lines {
				for _, m := range l.Marks {
					x, errX := strconv.ParseFloat(m.X, 64)
					y, errY := strconv.ParseFloat(m.Y, 64)
					if errX != nil || errY != nil || x < chartLeft || x > chartWidth-chartRight || y < chartTop-.1 || y > chartHeight-chartBottom+.1 {
						t.Fatalf("mark at %s, %s", m.X, m.Y)
					}
				}
			}
		}
	})
}
