package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"saksok"
)

const nbsp = "\u00a0"

var months = [...]string{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"}

// longDate prints "13. november 2020"; what is no date is printed as it is.
func longDate(d saksok.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
}

// clock prints an instant in Norwegian time.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(oslo)
	return fmt.Sprintf("%d. %s %d kl. %s", t.Day(), months[t.Month()-1], t.Year(), t.Format("15.04"))
}

// oslo is Norwegian time, UTC where the machine has no zone files.
var oslo = func() *time.Location {
	if l, err := time.LoadLocation("Europe/Oslo"); err == nil {
		return l
	}
	return time.UTC
}()

// number groups digits as Norwegians do: 12 500. Four digits are not grouped.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	if len(s) <= 4 {
		return sign + s
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(nbsp)
		}
		b.WriteRune(r)
	}
	return sign + b.String()
}

// money prints minor units with a decimal comma where there are any:
// "209 900 000 kr", "12,50 EUR". No currency is no money: "".
func money(minor int64, currency string) string {
	if currency == "" {
		return ""
	}
	unit := currency
	if currency == "NOK" {
		unit = "kr"
	}
	sign := ""
	if minor < 0 {
		sign, minor = "−", -minor
	}
	s := sign + number(minor/100)
	if rest := minor % 100; rest != 0 {
		s += fmt.Sprintf(",%02d", rest)
	}
	return s + nbsp + unit
}

// unbroken keeps the groups of a number on one line: of «kr 12 000 000» broken
// after 12 000 the rest is overlooked.
func unbroken(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	var b strings.Builder
	for i := range len(s) {
		if s[i] == ' ' && digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4) {
			b.WriteString(nbsp)
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// size prints a file size: "214 kB", "3,2 MB".
func size(n int64) string {
	switch {
	case n >= 1e6:
		return strings.Replace(strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64), ".", ",", 1) + nbsp + "MB"
	case n >= 1e3:
		return strconv.FormatInt((n+500)/1000, 10) + nbsp + "kB"
	}
	return strconv.FormatInt(n, 10) + nbsp + "byte"
}

// plural prints a count with its noun: "1 problem", "3 problemer".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1" + nbsp + one
	}
	return number(int64(n)) + nbsp + many
}
