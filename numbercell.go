package saksok

import (
	"strings"
)

// CellKind is what the text of a table cell is.
type CellKind int

// The cell kinds.
const (
	CellText    CellKind = iota
	CellNil              // empty or dashes: nothing to state
	CellNumber           // a number, perhaps with its own unit
	CellPercent          // "3,5 %"
)

// NumberCell is a table cell read as a number.
type NumberCell struct {
	Kind   CellKind
	Number Number
	Unit   Unit   // the unit printed in the cell itself; zero where there is none
	Aside  string // what stands behind in parentheses: "347 426 (-1 002)"
	alt    Number
	hasAlt bool
}

// Money applies a unit to the cell's number, taking the reading with thousands of
// "12,345" where the one with decimals is no whole number of minor units. The
// cell's own unit goes first.
func (c NumberCell) Money(u Unit) (Number, int64, error) {
	if c.Unit.Known() {
		u = c.Unit
	}
	minor, err := u.Minor(c.Number)
	if err != nil && c.hasAlt {
		minor, err = u.Minor(c.alt)
		return c.alt, minor, err
	}
	return c.Number, minor, err
}

// Plain is the cell without its own unit, for those who know a better one.
func (c NumberCell) Plain() NumberCell {
	c.Unit = Unit{}
	return c
}

// ReadCell reads the text of a table cell: a number alone, with "kr" or ",-" or
// "%" beside it, with a deviation in parentheses behind it, or nothing.
func (l Locale) ReadCell(text string) NumberCell {
	t := strings.TrimFunc(text, isSpace)
	if IsNil(t) {
		return NumberCell{Kind: CellNil}
	}
	if body, ok := strings.CutSuffix(t, "%"); ok {
		if n, ok := ParseNumber(body, l.Numbers); ok {
			return NumberCell{Kind: CellPercent, Number: n}
		}
		return NumberCell{}
	}
	if n, ok := l.shortThousands(t); ok {
		return NumberCell{Kind: CellNumber, Number: n}
	}
	if s, ok := parseScan(t, l.Numbers); ok {
		c := NumberCell{Kind: CellNumber, Number: s.n, alt: s.alt, hasAlt: s.hasAlt}
		if head := strings.TrimRightFunc(t, isDash); head != t && strings.HasSuffix(head, ",") {
			c.Unit = Unit{Printed: ",-", Currency: l.Krone} // "2000,-" is whole kroner
		}
		return c
	}
	if head, aside, ok := strings.Cut(t, "("); ok && head != "" && strings.HasSuffix(aside, ")") {
		if s, ok := parseScan(head, l.Numbers); ok {
			if _, ok := ParseNumber(strings.TrimSuffix(aside, ")"), l.Numbers); ok {
				return NumberCell{Kind: CellNumber, Number: s.n, alt: s.alt, hasAlt: s.hasAlt, Aside: "(" + aside}
			}
		}
	}
	found := l.FindAmounts(t)
	if len(found) == 1 && found[0].Start == 0 && strings.TrimSuffix(t[found[0].End:], ".") == "" && !found[0].Range {
		return NumberCell{Kind: CellNumber, Number: found[0].Number, Unit: found[0].Unit}
	}
	return NumberCell{}
}

// shortThousands reads "260k", which is 260 000.
func (l Locale) shortThousands(t string) (Number, bool) {
	body, ok := strings.CutSuffix(t, "k")
	if !ok || body == "" || !isDigit(body[len(body)-1]) {
		return Number{}, false
	}
	n, ok := ParseNumber(body, l.Numbers)
	m, err := shift(n.Mantissa, 3-n.Decimals)
	return Number{Mantissa: m}, ok && err == nil
}
