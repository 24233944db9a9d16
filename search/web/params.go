package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxQuery  = 256 // characters of q
	maxValue  = 257 // characters of any other value: the longest facet value with a minus
	maxValues = 50  // values of one parameter
	maxLimit  = 100
)

// param is one parameter of an address that is read into a T. The lists of
// params are both what is accepted and what the OpenAPI document says is
// accepted.
type param[T any] struct {
	name   string
	doc    string
	many   bool
	number bool
	values []string // the closed list, where there is one
	read   func(into *T, values []string) error
}

// readParams reads a query string. Empty values count as absent (that is how a
// form sends an empty field); everything else is either understood or refused
// by name.
func readParams[T any](values url.Values, params []param[T], into *T) *paramError {
	bad := &paramError{}
	for _, name := range unknownParams(values, params) {
		bad.refuse(name, both("unknown parameter", "er ikke et kjent felt"))
	}
	for _, p := range params {
		got, err := p.clean(values[p.name])
		if err == nil && len(got) > 0 {
			err = p.read(into, got)
		}
		if err != nil {
			bad.refuse(p.name, err)
		}
	}
	return bad
}

// unknownParams are the names in values that are not on the list, sorted.
func unknownParams[T any](values url.Values, known []param[T]) []string {
	var out []string
	for name := range values {
		if !slices.ContainsFunc(known, func(p param[T]) bool { return p.name == name }) {
			out = append(out, printable(name, 40))
		}
	}
	slices.Sort(out)
	return out
}

// clean drops empty values, makes the rest valid printable text, and holds them
// to the limits.
func (p param[T]) clean(values []string) ([]string, error) {
	var out []string
	for _, v := range values {
		limit := maxValue
		if p.name == "q" {
			limit = maxQuery
		}
		if len(v) > 4*limit || utf8.RuneCountInString(v) > limit {
			return nil, both("is longer than %d characters", "er lengre enn %d tegn", limit)
		}
		if v = strings.TrimSpace(printable(v, limit)); v != "" {
			out = append(out, v)
		}
	}
	if len(out) > 1 && !p.many {
		return nil, both("may be given once only", "kan bare gis én gang")
	}
	if len(out) > maxValues {
		return nil, both("has more than %d values", "har mer enn %d verdier", maxValues)
	}
	for _, v := range out {
		if p.values != nil && !slices.Contains(p.values, v) {
			return nil, both("%q is not one of %s", "%q er ikke en av %s", v, strings.Join(p.values, ", "))
		}
	}
	return out, nil
}

// printable is s without control characters and text-direction overrides, as
// valid NFC, cut after limit characters.
func printable(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if r := []rune(norm.NFC.String(s)); len(r) > limit {
		return string(r[:limit])
	} else {
		return string(r)
	}
}
