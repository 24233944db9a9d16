package series

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"saksok"
	"saksok/search"
)

func valueOf(h *search.Hit) Value {
	f := h.Figure
	v := Value{
		Minor: f.Minor, Currency: f.Currency, Text: f.Text, Unit: f.Unit, Row: f.Row, Columns: f.Columns, Year: f.Year, Total: f.Total, Check: f.Check,
		Title: h.Title, Body: h.Body, Date: h.Date, Document: h.Document, Page: h.Page, Box: h.Box, URL: h.URL, step: step(f),
	}
	if v.Columns == nil {
		v.Columns = []string{}
	}
	if f.Table != nil {
		v.table = *f.Table
	}
	return v
}

// step is what one of the last printed digit counts: 10 million øre for "80,8" in
// MNOK. An amount whose text is not understood is as exact as an øre.
func step(f *saksok.Figure) int64 {
	n := saksok.Norwegian.ReadCell(f.Text).Number
	if n.Mantissa != 0 && f.Minor%n.Mantissa == 0 {
		return abs(f.Minor / n.Mantissa)
	}
	if u, ok := saksok.Norwegian.FindUnit(f.Unit); ok && f.Minor == 0 {
		if one, err := u.Minor(saksok.Number{Mantissa: 1, Decimals: n.Decimals}); err == nil {
			return one
		}
	}
	return 1
}

func abs(n int64) int64 {
	switch {
	case n == math.MinInt64:
		return math.MaxInt64
	case n < 0:
		return -n
	}
	return n
}

// agree reports whether two values may be one amount: they differ by no more than
// half of what the coarser one's last digit counts. Signs count within one table.
func agree(a, b *Value) bool {
	x, y := a.Minor, b.Minor
	if a.Document != b.Document || a.table != b.table {
		x, y = abs(x), abs(y)
	}
	low, high := min(x, y), max(x, y)
	diff := high - low
	if diff < 0 { // overflow: they are far apart
		return false
	}
	return diff <= max(a.step, b.step)/2
}

// unsigned reports whether the signs of a line are the tables' own: no table has
// both, and one has other signs than another.
func unsigned(points []Point) bool {
	type table struct {
		document saksok.DocumentID
		n        int
	}
	signs := map[table][2]bool{}
	var all [2]bool
	for _, p := range points {
		for _, v := range p.Values {
			if v.Minor == 0 {
				continue
			}
			i := 0
			if v.Minor < 0 {
				i = 1
			}
			t := table{v.Document, v.table}
			s := signs[t]
			s[i], all[i] = true, true
			signs[t] = s
		}
	}
	for _, s := range signs {
		if s[0] && s[1] {
			return false
		}
	}
	return all[0] && all[1]
}

// settle orders the values of a point, chooses its value, and returns the
// contradiction where they do not agree.
func (l *Line) settle(p *Point) *Contradiction {
	slices.SortFunc(p.Values, newestFirst)
	groups := amounts(p.Values)
	p.Agreed = len(groups) == 1
	if p.Agreed {
		p.Chosen = groups[0]
		return nil
	}
	newest := p.Values[0].Document
	var own []Value
	for _, v := range p.Values {
		if v.Document == newest {
			own = append(own, v)
		}
	}
	if one := amounts(own); len(one) == 1 {
		p.Chosen = one[0]
	}
	c := &Contradiction{Organisation: l.Organisation, Body: l.Body, Source: l.Source, Groups: l.Groups, Measure: l.Measure, Columns: l.Columns, Currency: l.Currency,
		Year: p.Year, SameDocument: len(own) == len(p.Values)}
	for _, g := range groups {
		c.Values = append(c.Values, *g)
	}
	return c
}

// source is one table of one document.
type source struct {
	document saksok.DocumentID
	table    int
}

func (v *Value) source() source { return source{v.Document, v.table} }

// partTables marks the points of a line whose value comes from another table of
// the same document than that of the point before, unless the tables have an
// amount of some year in common, directly or through others. "Sum utgifter" is
// the last line of many tables.
func (l *Line) partTables() {
	root := map[source]source{}
	var find func(source) source
	find = func(s source) source {
		up, ok := root[s]
		if !ok || up == s {
			return s
		}
		root[s] = find(up)
		return root[s]
	}
	for _, p := range l.Points {
		for i := range p.Values {
			for j := range p.Values[:i] {
				if agree(&p.Values[i], &p.Values[j]) {
					root[find(p.Values[i].source())] = find(p.Values[j].source())
				}
			}
		}
	}
	var before *Value
	for i := range l.Points {
		v := l.Points[i].Chosen
		if v == nil {
			continue
		}
		l.Points[i].Apart = before != nil && before.Document == v.Document && find(before.source()) != find(v.source())
		before = v
	}
}

// amounts puts values that agree together and returns the most precise of each
// group, the groups in the order of their first value. A value that agrees with
// several amounts, being coarse, joins the first of them.
func amounts(values []Value) []*Value {
	byStep := make([]*Value, len(values))
	for i := range values {
		v := values[i]
		byStep[i] = &v
	}
	slices.SortStableFunc(byStep, func(a, b *Value) int { return int(max(-1, min(1, a.step-b.step))) })
	var groups []*Value
	for _, v := range byStep {
		if !slices.ContainsFunc(groups, func(g *Value) bool { return agree(g, v) }) {
			groups = append(groups, v)
		}
	}
	slices.SortStableFunc(groups, func(a, b *Value) int { return newestFirst(*a, *b) })
	return groups
}

// besides is what the column headers say beside the year, the unit and the
// measure, so that "Drift" and "Investering" under one year stay apart.
func besides(f *saksok.Figure) string {
	said := strings.FieldsFunc(strings.ToLower(f.Measure+" "+f.Unit), between)
	var out []string
	for _, head := range f.Columns {
		words := strings.FieldsFunc(strings.ToLower(head), between)
		words = slices.DeleteFunc(words, func(w string) bool {
			return !strings.ContainsFunc(w, unicode.IsLetter) || slices.Contains(said, w) || slices.Contains(empty, w)
		})
		if len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return strings.Join(slices.Compact(out), ", ")
}

// between reports whether r stands between words.
func between(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// empty are words of headers that tell no columns apart.
var empty = strings.Fields("i kr kroner tusen hele tall beløp år året for pr per mill nok")
