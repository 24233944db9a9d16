package query

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"saksok"
)

// scales are the words that multiply a number, by power of ten.
var scales = map[string]int{
	"tusen": 3, "tnok": 3, "tkr": 3, "t": 3, "k": 3,
	"mill": 6, "mill.": 6, "million": 6, "millioner": 6, "millionar": 6, "mnok": 6, "mkr": 6, "mkr.": 6, "m": 6,
	"mio": 6, "mio.": 6, "miljon": 6, "miljoner": 6,
	"mrd": 9, "mrd.": 9, "milliard": 9, "milliarder": 9, "milliardar": 9,
}

var currencies = map[string]bool{"kr": true, "kr.": true, "kroner": true, "krone": true, "kronor": true, "nok": true}

// numberWords are numbers before a scale: "to millioner".
var numberWords = map[string]string{
	"en": "1", "én": "1", "ein": "1", "éin": "1", "et": "1", "ett": "1", "eit": "1", "to": "2", "tre": "3", "fire": "4", "fem": "5", "seks": "6", "sju": "7",
	"syv": "7", "åtte": "8", "ni": "9", "ti": "10", "tjue": "20", "tretti": "30", "førti": "40", "femti": "50", "hundre": "100",
	"halvannen": "1,5", "halvanna": "1,5", "halvanden": "1,5", "halv": "0,5", "halvt": "0,5", "två": "2", "fyra": "4", "sex": "6", "åtta": "8", "nio": "9", "tio": "10",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10", "half": "0,5",
}

// carriesCurrency are scales that say that it is money.
func carriesCurrency(word string) bool {
	switch word {
	case "tnok", "tkr", "mnok", "mkr", "mkr.":
		return true
	}
	return false
}

// money is an amount as written in a query.
type money struct {
	minor  int64
	digits string // the number without its scale
	scale  int    // power of ten, 0 where none is written
	sure   bool   // has a scale or a currency
}

// readMoney reads "200mill", "kr 1,5 mrd", "209 900 000" and the like.
func readMoney(s string) (money, bool) {
	var m money
	words := strings.Fields(splitUnits(strings.ToLower(s)))
	spelled := false
	for i, w := range words {
		if n, ok := numberWords[w]; ok && !spelled {
			if i+1 < len(words) && strings.HasPrefix(numberWords[words[i+1]], "0,") { // "en halv"
				continue
			}
			spelled, w = true, n
		}
		scale, isScale := scales[w]
		switch {
		case currencies[w]:
			m.sure = true
		case isScale && m.digits != "" && m.scale == 0 && (len(w) > 1 || len(words) == 2):
			m.scale, m.sure = scale, m.sure || len(w) > 1
			m.sure = m.sure || carriesCurrency(w)
		case isNumber(w) && m.scale == 0 && (m.digits == "" || len(w) == 3 && !strings.Contains(m.digits, ",")):
			m.digits += w
		default:
			return money{}, false
		}
	}
	minor, ok := minorUnits(m.digits, m.scale)
	m.minor = minor
	return m, ok && (!spelled || m.scale > 1)
}

// splitUnits sets a blank between a number and the unit glued to it.
func splitUnits(s string) string {
	var b strings.Builder
	digit := false
	for i, r := range s {
		d := r >= '0' && r <= '9'
		if i > 0 && (digit && unicode.IsLetter(r) || d && !digit && !strings.ContainsRune(" ,.", rune(s[i-1]))) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		digit = d
	}
	return strings.ReplaceAll(b.String(), ",-", "")
}

func isNumber(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Trim(s, "0123456789.,") == "" && s[len(s)-1] >= '0'
}

// minorUnits computes digits × 10^scale in øre, exactly.
func minorUnits(digits string, scale int) (int64, bool) {
	whole, fraction, _ := strings.Cut(digits, ",")
	if strings.Contains(whole, ".") {
		groups := strings.Split(whole, ".")
		if fraction == "" && len(groups) == 2 && len(groups[1]) != 3 {
			whole, fraction = groups[0], groups[1] // "1.5 mill"
		} else {
			for i, g := range groups {
				if i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
					return 0, false
				}
			}
			whole = strings.Join(groups, "")
		}
	}
	fraction = strings.TrimRight(fraction, "0")
	exp := scale + 2 - len(fraction)
	if whole == "" || exp < 0 || strings.ContainsAny(fraction, ".,") {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil {
		return 0, false
	}
	for range exp {
		if n > math.MaxInt64/1000 {
			return 0, false
		}
		n *= 10
	}
	return n, true
}

// printMoney writes minor units so that readMoney gives them back.
func printMoney(minor int64) string {
	const mill = 100_000_000
	switch {
	case minor >= mill && minor%(mill/100) == 0:
		return decimal(minor/(mill/100)) + "mill"
	case minor%100 == 0:
		return strconv.FormatInt(minor/100, 10)
	}
	return fmt.Sprintf("%d,%02d", minor/100, minor%100)
}

// decimal writes hundredths with a comma where it needs one.
func decimal(hundredths int64) string {
	s := fmt.Sprintf("%d,%02d", hundredths/100, hundredths%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ",")
}

// period is a day, month or year as its first and last day.
type period struct{ first, last int64 }

var months = map[string]int{
	"januar": 1, "februar": 2, "mars": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8,
	"september": 9, "oktober": 10, "november": 11, "desember": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
	"okt": 10, "nov": 11, "des": 12,
	"januari": 1, "january": 1, "februari": 2, "february": 2, "marts": 3, "march": 3, "maj": 5, "may": 5, "june": 6, "july": 7,
	"augusti": 8, "october": 10, "december": 12,
}

// Month reports whether a word is the name of a month.
func Month(word string) bool { return months[strings.ToLower(word)] > 0 }

// readPeriod reads "2020", "2020-11", "2020-11-13", "13.11.2020",
// "november 2020" and "13. november 2020".
func readPeriod(s string) (period, bool) {
	if !strings.ContainsAny(s, "0123456789") {
		return period{}, false
	}
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	for _, layout := range []string{"2006-01-02", "2006-1-2", "2.1.2006", "2. 1. 2006", "2/1/2006", "2/1-2006", "2.1.06", "January 2, 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return days(t, t)
		}
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return days(t, t.AddDate(0, 1, -1))
	}
	if t, err := time.Parse("2006", s); err == nil {
		return days(t, t.AddDate(1, 0, -1))
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 3 {
		return period{}, false
	}
	month := months[strings.TrimSuffix(words[len(words)-2], ".")]
	year, err := strconv.Atoi(words[len(words)-1])
	if month == 0 || err != nil || len(words[len(words)-1]) != 4 {
		return period{}, false
	}
	t := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	if len(words) == 2 {
		return days(t, t.AddDate(0, 1, -1))
	}
	d, err := strconv.Atoi(strings.TrimSuffix(words[0], "."))
	if err != nil || saksok.NewDate(year, month, d) == "" {
		return period{}, false
	}
	t = t.AddDate(0, 0, d-1)
	return days(t, t)
}

func days(first, last time.Time) (period, bool) {
	number := func(t time.Time) int64 {
		return int64(t.Year()*10000 + int(t.Month())*100 + t.Day())
	}
	if first.Year() < 1800 || first.Year() > 2200 {
		return period{}, false
	}
	return period{number(first), number(last)}, true
}

func printDay(n int64) string {
	return fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100)
}

// readYear reads a year.
func readYear(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && len(s) == 4 && n >= 1800 && n <= 2200
}
