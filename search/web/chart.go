package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saksok/search/series"
)

// The size of a chart in its own units, and the room around the lines.
const (
	chartWidth, chartHeight = 600.0, 320.0
	chartLeft, chartRight   = 62.0, 16.0
	chartTop, chartBottom   = 14.0, 34.0
	// chartLines are drawn in one chart; more could not be told apart.
	chartLines = 6
)

// chartView is a line chart of one currency, ready to be drawn. Amounts become
// floats here only, for places on the screen.
type chartView struct {
	Title    string // what the axis counts: "mill. kr"
	Width    string
	Height   string
	Y        []tickView
	X        []tickView
	Lines    []plotView
	LeftOut  int  // lines that are not drawn
	Cut      bool // the axis does not begin at nought
	Zero     string
	From, To int // years
	Bottom   string
	Left     string
	Right    string
}

type tickView struct{ At, Label string }

// plotView is one line of a chart.
type plotView struct {
	Class string // colour and mark
	Name  string
	Paths []string // one for each run of years with a value
	Marks []markView
}

// markView is one point, a link to its page.
type markView struct {
	X, Y  string
	Shape string
	URL   string
	Label string
	Odd   bool // contradicts the point that the line goes through
}

// scales are the units of an axis, largest first.
var scales = []struct {
	minor float64
	name  string
}{{1e11, "mrd. "}, {1e8, "mill. "}, {1e5, "tusen "}, {100, ""}}

// flat is how much larger than another's a line's amounts may be in one chart:
// past it, the smaller line would lie on the axis.
const flat = 25

// maxCharts bounds the charts of a page.
const maxCharts = 4

// chartsOf draws the lines that have two years or more: those of one currency and
// like size in one chart.
func chartsOf(lines []series.Line) []chartView {
	type group struct {
		currency string
		large    float64
		lines    []series.Line
	}
	long := slices.DeleteFunc(slices.Clone(lines), func(l series.Line) bool { return len(l.Points) < 2 })
	bySize := slices.Clone(long)
	slices.SortStableFunc(bySize, func(a, b series.Line) int { return cmp.Compare(sizeOf(&b), sizeOf(&a)) })
	var groups []*group
	in := func(l *series.Line) func(*group) bool {
		return func(g *group) bool {
			return g.currency == l.Currency && g.large <= flat*sizeOf(l) && sizeOf(l) <= g.large
		}
	}
	for i := range bySize { // the largest line of a chart sets what goes into it
		if l := &bySize[i]; !slices.ContainsFunc(groups, in(l)) {
			groups = append(groups, &group{currency: l.Currency, large: sizeOf(l)})
		}
	}
	for i := range long {
		g := groups[slices.IndexFunc(groups, in(&long[i]))]
		g.lines = append(g.lines, long[i])
	}
	var out []chartView
	for _, g := range groups[:min(len(groups), maxCharts)] {
		out = append(out, drawChart(g.currency, g.lines))
	}
	return out
}

// sizeOf is the largest amount of a line, at least one minor unit.
func sizeOf(l *series.Line) float64 {
	size := 1.0
	for _, p := range l.Points {
		for _, v := range p.Values {
			size = math.Max(size, math.Abs(float64(v.Minor)))
		}
	}
	return size
}

// plane maps years and amounts to places.
type plane struct {
	from, to  int
	low, high float64
}

func (p plane) x(year int) float64 {
	span := float64(max(1, p.to-p.from))
	return chartLeft + (chartWidth-chartLeft-chartRight)*float64(year-p.from)/span
}

func (p plane) y(amount float64) float64 {
	return chartTop + (chartHeight-chartTop-chartBottom)*(p.high-amount)/(p.high-p.low)
}

func drawChart(currency string, lines []series.Line) chartView {
	c := chartView{LeftOut: max(0, len(lines)-chartLines), Width: place(chartWidth), Height: place(chartHeight)}
	lines = lines[:min(len(lines), chartLines)]
	p, lowest, highest := span(lines)
	scale := scales[len(scales)-1]
	for _, s := range scales {
		if math.Max(math.Abs(lowest), math.Abs(highest)) >= s.minor {
			scale = s
			break
		}
	}
	unit := currency
	if currency == "NOK" {
		unit = "kr"
	}
	c.Title = scale.name + unit
	step := niceStep((highest - lowest) / 4 / scale.minor)
	p.low, p.high = math.Floor(lowest/scale.minor/step)*step, math.Ceil(highest/scale.minor/step)*step
	if p.high <= p.low {
		p.high = p.low + step
	}
	for i := 0; ; i++ {
		v := p.low + float64(i)*step
		if v > p.high+step/2 {
			break
		}
		c.Y = append(c.Y, tickView{place(p.y(v)), tickLabel(v, step)})
	}
	c.Cut = p.low > 0 || p.high < 0
	if p.low < 0 && p.high > 0 {
		c.Zero = place(p.y(0))
	}
	every := 1 + (p.to-p.from)/10
	for year := p.from; year <= p.to; year += every {
		c.X = append(c.X, tickView{place(p.x(year)), strconv.Itoa(year)})
	}
	c.From, c.To = p.from, p.to
	c.Bottom, c.Left, c.Right = place(chartHeight-chartBottom), place(chartLeft), place(chartWidth-chartRight)
	for i := range lines {
		c.Lines = append(c.Lines, plot(p, &lines[i], i, scale.minor))
	}
	return c
}

// span is the years and amounts that lines cover. The axis begins at nought
// unless that would press the lines flat.
func span(lines []series.Line) (p plane, lowest, highest float64) {
	p.from, p.to = math.MaxInt, math.MinInt
	lowest, highest = math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		for _, pt := range l.Points {
			p.from, p.to = min(p.from, pt.Year), max(p.to, pt.Year)
			for _, v := range pt.Values {
				lowest, highest = math.Min(lowest, drawn(&l, &v)), math.Max(highest, drawn(&l, &v))
			}
		}
	}
	switch {
	case lowest > 0 && lowest < highest/2:
		lowest = 0
	case highest < 0 && highest > lowest/2:
		highest = 0
	case lowest == highest:
		lowest, highest = math.Min(0, lowest), math.Max(0, highest)
	}
	if lowest == highest {
		highest += 100
	}
	return p, lowest, highest
}

// drawn is a value as the chart of its line has it: the size alone, where the
// tables of the line differ in sign.
func drawn(l *series.Line, v *series.Value) float64 {
	if l.Unsigned {
		return math.Abs(float64(v.Minor))
	}
	return float64(v.Minor)
}

func plot(p plane, l *series.Line, n int, scale float64) plotView {
	v := plotView{Class: "s" + strconv.Itoa(n+1), Name: lineName(l.Organisation, l.Body, l.Source, strings.Join(l.Groups, " › "), l.Measure, l.Columns)}
	path := ""
	end := func() {
		if strings.Contains(path, "L") {
			v.Paths = append(v.Paths, path)
		}
		path = ""
	}
	for _, pt := range l.Points {
		values := slices.Clone(pt.Values)
		if pt.Apart {
			end()
		}
		if pt.Chosen != nil {
			x, y := p.x(pt.Year), p.y(drawn(l, pt.Chosen)/scale)
			verb := "L"
			if path == "" {
				verb = "M"
			}
			path += verb + place(x) + " " + place(y)
			v.Marks = append(v.Marks, mark(x, y, n, v.Name, pt.Year, pt.Chosen, false))
			values = slices.DeleteFunc(values, func(o series.Value) bool { return drawn(l, &o) == drawn(l, pt.Chosen) })
		} else {
			end()
		}
		if pt.Agreed {
			continue
		}
		for i := range values {
			v.Marks = append(v.Marks, mark(p.x(pt.Year), p.y(drawn(l, &values[i])/scale), n, v.Name, pt.Year, &values[i], true))
		}
	}
	end()
	return v
}

func mark(x, y float64, n int, name string, year int, v *series.Value, odd bool) markView {
	unit, _ := besideText(v.Text, v.Unit, v.Minor, v.Currency)
	m := markView{X: place(x), Y: place(y), Shape: shape(n, x, y), URL: v.URL, Odd: odd,
		Label: fmt.Sprintf("%s, %d: %s %s, %s side %d", name, year, v.Text, unit, v.Title, v.Page)}
	if odd {
		m.Label += " (andre kilder sier noe annet)"
	}
	return m
}

// shape is the outline of a line's mark, so that lines differ in more than
// colour: circle, square, triangle, diamond, cross-square, flat triangle.
func shape(n int, x, y float64) string {
	outlines := [][]float64{
		nil,
		{-4.5, -4.5, 4.5, -4.5, 4.5, 4.5, -4.5, 4.5},
		{0, -6, 5.5, 4.5, -5.5, 4.5},
		{0, -6.5, 6.5, 0, 0, 6.5, -6.5, 0},
		{-6, -3, 6, -3, 6, 3, -6, 3},
		{0, 6, 5.5, -4.5, -5.5, -4.5},
	}
	o := outlines[n%len(outlines)]
	if o == nil {
		return fmt.Sprintf("M%s %sa5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", place(x-5), place(y))
	}
	var b strings.Builder
	for i := 0; i < len(o); i += 2 {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		b.WriteString(verb + place(x+o[i]) + " " + place(y+o[i+1]))
	}
	return b.String() + "z"
}

// niceStep is 1, 2 or 5 times a power of ten, at least n.
func niceStep(n float64) float64 {
	if n <= 0 || math.IsInf(n, 0) || math.IsNaN(n) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(n)))
	for _, k := range []float64{1, 2, 5} {
		if n <= k*power*1.0001 {
			return k * power
		}
	}
	return 10 * power
}

// tickLabel prints a number of the axis with as many decimals as its steps have.
func tickLabel(v, step float64) string {
	decimals := 0
	for s := step; decimals < 4 && math.Abs(s-math.Round(s)) > 1e-9; s *= 10 {
		decimals++
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, rest, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return s
	}
	sign := ""
	if n == 0 && v < -step/2 {
		sign = "−"
	}
	if rest != "" {
		return sign + number(n) + "," + rest
	}
	return number(n)
}

// place prints a coordinate.
func place(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}
