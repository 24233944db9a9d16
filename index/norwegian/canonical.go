package norwegian

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// canonical returns the case numbers and dates a printed number may be: "28/20"
// and "028-2020" are both "#2020-28", "13.11.2020" is "@2020-11-13".
func canonical(raw string) []string {
	if d := day(raw); d != "" {
		return []string{Day + d}
	}
	if key := CaseKey(raw); key != "" {
		return []string{Case + key}
	}
	return nil
}

// CaseKey is the canonical form of a case number written as number and year,
// "" where raw is not one. Two digits are a year from 1970 to 2069.
func CaseKey(raw string) string {
	i := strings.IndexFunc(raw, func(r rune) bool { return r == '/' || hyphen(r) })
	if i < 1 {
		return ""
	}
	number := raw[:i]
	year := strings.TrimLeftFunc(raw[i:], func(r rune) bool { return r == '/' || hyphen(r) })
	seq, err := strconv.ParseUint(number, 10, 32)
	if err != nil || len(number) > 4 || len(year) != 2 && len(year) != 4 {
		return ""
	}
	y, err := strconv.ParseUint(year, 10, 32)
	switch {
	case err != nil:
		return ""
	case len(year) == 4 && (y < 1900 || y > 2199):
		return ""
	case len(year) == 4 && seq >= 1900 && seq <= 2199:
		return "" // "2020/2021" is a span of years
	case len(year) == 2 && y < 70:
		y += 2000
	case len(year) == 2:
		y += 1900
	}
	return fmt.Sprintf("%d-%d", y, seq)
}

// day reads a date written in numbers.
func day(raw string) string {
	for _, layout := range []string{"2.1.2006", "2006-1-2", "2/1/2006"} {
		if t, err := time.Parse(layout, raw); err == nil && t.Year() > 1800 && t.Year() < 2200 {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
