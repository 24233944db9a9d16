package query

import (
	"strconv"
	"strings"
)

// operators of a range, longest first.
var operators = []string{">=", "<=", "≥", "≤", ">", "<"}

// readRange reads the value of a field that has ranges.
func readRange(f Field, s string) (Node, bool) {
	for _, op := range operators {
		if value, ok := strings.CutPrefix(s, op); ok {
			p, ok := readInterval(f, strings.TrimSpace(value), 0)
			return compare(f, op, p), ok
		}
	}
	from, to, isRange := strings.Cut(s, "..")
	if !isRange {
		p, ok := readInterval(f, s, 0)
		return Range{f, &Bound{Value: p.first}, &Bound{Value: p.last}}, ok
	}
	r := Range{Field: f}
	scale := 0
	if to = strings.TrimSpace(to); to != "" {
		p, ok := readInterval(f, to, 0)
		if !ok {
			return nil, false
		}
		r.High = &Bound{Value: p.last}
		if m, ok := readMoney(to); ok {
			scale = m.scale
		}
	}
	if from = strings.TrimSpace(from); from != "" {
		p, ok := readInterval(f, from, scale)
		if !ok {
			return nil, false
		}
		r.Low = &Bound{Value: p.first}
	}
	return r, r.Low != nil || r.High != nil
}

// compare makes the range an operator says; a month is passed when it is over.
func compare(f Field, op string, p period) Range {
	switch op {
	case ">":
		return Range{f, &Bound{p.last, true}, nil}
	case "<":
		return Range{f, nil, &Bound{p.first, true}}
	case ">=", "≥":
		return Range{f, &Bound{p.first, false}, nil}
	}
	return Range{f, nil, &Bound{p.last, false}}
}

// readInterval reads a value as the first and last number it covers. An amount
// without a scale takes that of the other end.
func readInterval(f Field, s string, scale int) (period, bool) {
	switch f {
	case FieldAmount:
		m, ok := readMoney(s)
		if ok && m.scale == 0 && scale > 0 {
			m.minor, ok = minorUnits(m.digits, scale)
		}
		return period{m.minor, m.minor}, ok
	case FieldDate:
		return readPeriod(s)
	case FieldYear:
		y, ok := readYear(s)
		return period{y, y}, ok
	}
	return period{}, false
}

func (r Range) String() string {
	low, high := r.print(r.Low), r.print(r.High)
	name := string(r.Field) + ":"
	switch {
	case r.Low == nil && r.High.Open:
		return name + "<" + high
	case r.Low == nil:
		return name + "<=" + high
	case r.High == nil && r.Low.Open:
		return name + ">" + low
	case r.High == nil:
		return name + ">=" + low
	case low == high:
		return name + low
	}
	return name + low + ".." + high
}

func (r Range) print(b *Bound) string {
	switch {
	case b == nil:
		return ""
	case r.Field == FieldAmount:
		return printMoney(b.Value)
	case r.Field == FieldDate:
		return printDay(b.Value)
	}
	return strconv.FormatInt(b.Value, 10)
}
