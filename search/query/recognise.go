package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/index/norwegian"
)

// comparisons are the words before an amount that make it a filter. A negated one
// comes before what it negates.
var comparisons = []struct {
	words []string
	op    string
}{
	{[]string{"ikke", "mer", "enn"}, "<="}, {[]string{"ikke", "over"}, "<="}, {[]string{"ikkje", "meir", "enn"}, "<="}, {[]string{"ikkje", "over"}, "<="},
	{[]string{"ikke", "mindre", "enn"}, ">="}, {[]string{"ikke", "under"}, ">="}, {[]string{"ikkje", "mindre", "enn"}, ">="}, {[]string{"ikkje", "under"}, ">="},
	{[]string{"ikke", "mere", "end"}, "<="}, {[]string{"ikke", "mindre", "end"}, ">="}, {[]string{"inte", "mer", "än"}, "<="}, {[]string{"inte", "över"}, "<="},
	{[]string{"inte", "mindre", "än"}, ">="}, {[]string{"inte", "under"}, ">="}, {[]string{"not", "more", "than"}, "<="}, {[]string{"no", "more", "than"}, "<="},
	{[]string{"not", "over"}, "<="}, {[]string{"not", "less", "than"}, ">="}, {[]string{"no", "less", "than"}, ">="}, {[]string{"not", "under"}, ">="},
	{[]string{"mer", "enn"}, ">"}, {[]string{"meir", "enn"}, ">"}, {[]string{"større", "enn"}, ">"}, {[]string{"over"}, ">"},
	{[]string{"mere", "end"}, ">"}, {[]string{"mer", "än"}, ">"}, {[]string{"över"}, ">"}, {[]string{"more", "than"}, ">"},
	{[]string{"minst"}, ">="}, {[]string{"mindst"}, ">="}, {[]string{"at", "least"}, ">="}, {[]string{"fra", "og", "med"}, ">="},
	{[]string{"mindre", "enn"}, "<"}, {[]string{"under"}, "<"}, {[]string{"mindre", "end"}, "<"}, {[]string{"mindre", "än"}, "<"},
	{[]string{"less", "than"}, "<"},
	{[]string{"opp", "til"}, "<="}, {[]string{"opptil"}, "<="}, {[]string{"inntil"}, "<="}, {[]string{"op", "til"}, "<="},
	{[]string{"upp", "till"}, "<="}, {[]string{"up", "to"}, "<="}, {[]string{"at", "most"}, "<="},
	{[]string{"minimum"}, ">="}, {[]string{"maksimum"}, "<="}, {[]string{"højst"}, "<="}, {[]string{"högst"}, "<="},
	{[]string{"høyst"}, "<="}, {[]string{"maks"}, "<="}, {[]string{"maksimalt"}, "<="},
}

// betweens are the words around two amounts.
var betweens = []struct{ before, and string }{
	{"mellom", "og"}, {"mellem", "og"}, {"mellan", "och"}, {"between", "and"}, {"fra", "til"}, {"frå", "til"}, {"from", "to"},
}

// caseWords may stand before a case number and say no more than it does.
var caseWords = map[string]bool{
	"sak": true, "saken": true, "saka": true, "saksnr": true, "saknr": true, "saksnummer": true, "nr": true, "styresak": true,
}

// archiveWords stand before the number of a case in the archive, which is of
// another form: "2023/1482", "23/1340-7".
var archiveWords = map[string]bool{
	"arkivsak": true, "arkivsaknr": true, "arkivsaksnr": true, "arkivref": true, "journalnr": true, "dnr": true, "sagsnr": true,
}

// archiveSeries is the Series of a number of the archive.
const archiveSeries = "arkivsak"

// section is the sign that numbers the cases of Swedish minutes: "§ 15".
const section = "§"

// series reports whether a word may be the letters of a case number: "PS", "BU",
// "KU-sak". The usual ones may be written in lower case.
func series(w string) bool {
	letters, _ := strings.CutSuffix(strings.TrimRight(w, ".:"), "-sak")
	switch letters {
	case "ps", "rs", "os", "fs", "ds", "ku":
		return true
	}
	n := utf8.RuneCountInString(letters)
	return n >= 2 && n <= 4 && strings.IndexFunc(letters, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

var meetingWords = map[string]bool{"møte": true, "møtet": true, "styremøte": true}

// recognise reads a case number, an amount or a date at the current word, or
// returns nil. The longest reading wins.
func (p *parser) recognise() Node {
	words := p.words()
	for _, read := range []func([]token) (Node, int){
		readComparison, readOperator, readBetween, readSpan, readDay, readMeeting, readCase, readAmount, readGrouped,
	} {
		n, used := read(words)
		if n == nil {
			continue
		}
		p.at += used
		p.recognised = append(p.recognised, p.read(n, words[0].start, words[used-1].end))
		return n
	}
	return nil
}

// words are the words from here on, with nothing but blanks between them.
func (p *parser) words() []token {
	end := p.at
	for end < len(p.tokens) && p.tokens[end].kind == tokenWord {
		end++
	}
	return p.tokens[p.at:end]
}

func bare(t token) string { return strings.ToLower(strings.TrimRight(t.text, ":,;")) }

// readComparison reads "over 200 millioner".
func readComparison(words []token) (Node, int) {
	for _, c := range comparisons {
		if len(words) <= len(c.words) || !begins(words, c.words) {
			continue
		}
		if m, used := moneyAt(words[len(c.words):]); used > 0 && m.sure {
			return compare(FieldAmount, c.op, period{m.minor, m.minor}), len(c.words) + used
		}
	}
	return nil, 0
}

// readOperator reads "> 200 mill" and "<5 mill".
func readOperator(words []token) (Node, int) {
	if len(words) == 0 {
		return nil, 0
	}
	for _, op := range operators {
		rest, ok := strings.CutPrefix(words[0].text, op)
		if !ok {
			continue
		}
		amount, before := words[1:], 1
		if rest != "" {
			amount, before = slices.Concat([]token{{text: rest}}, words[1:]), 0
		}
		if m, used := moneyAt(amount); used > 0 && m.sure {
			return compare(FieldAmount, op, period{m.minor, m.minor}), before + used
		}
		break
	}
	return nil, 0
}

// isOperator reports whether a word is an operator alone.
func isOperator(w string) bool { return slices.Contains(operators, w) }

func begins(words []token, want []string) bool {
	for i, w := range want {
		if bare(words[i]) != w {
			return false
		}
	}
	return true
}

// readBetween reads "mellom 50 og 100 mill".
func readBetween(words []token) (Node, int) {
	if len(words) < 4 {
		return nil, 0
	}
	between := ""
	for _, b := range betweens {
		if bare(words[0]) == b.before {
			between = b.and
		}
	}
	for and := 2; between != "" && and < len(words)-1 && and < 7; and++ {
		if bare(words[and]) != between {
			continue
		}
		high, used := moneyAt(words[and+1:])
		from := text(words[1:and])
		if n := numberWords[strings.ToLower(from)]; n != "" {
			from = n
		}
		low, ok := readMoney(from)
		if used == 0 || !ok || !high.sure {
			return nil, 0
		}
		if low.scale == 0 && !low.sure {
			if low.minor, ok = minorUnits(low.digits, high.scale); !ok {
				return nil, 0
			}
		}
		return Range{FieldAmount, &Bound{Value: low.minor}, &Bound{Value: high.minor}}, and + 1 + used
	}
	return nil, 0
}

// readSpan reads "50 til 100 mill" and "50–100 mill".
func readSpan(words []token) (Node, int) {
	if len(words) < 2 {
		return nil, 0
	}
	first, last, ok := strings.Cut(strings.ReplaceAll(words[0].text, "–", "-"), "-")
	amount, before := slices.Concat([]token{{text: last}}, words[1:]), 0
	if !ok {
		if first, amount, before = words[0].text, words[2:], 2; !spanWords[bare(words[1])] {
			return nil, 0
		}
	}
	high, used := moneyAt(amount)
	if !isNumber(first) || used == 0 || !high.sure || high.scale == 0 || ok && !isNumber(last) {
		return nil, 0
	}
	low, ok := minorUnits(first, high.scale)
	if !ok || low > high.minor {
		return nil, 0
	}
	return Range{FieldAmount, &Bound{Value: low}, &Bound{Value: high.minor}}, before + used
}

// spanWords stand between the ends of a span.
var spanWords = map[string]bool{"til": true, "till": true, "to": true}

func text(words []token) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// moneyAt reads the longest amount at the first word, and says how many words
// it is.
func moneyAt(words []token) (money, int) {
	var best money
	used := 0
	for n := 1; n <= len(words) && n <= 6; n++ {
		if m, ok := readMoney(strings.TrimRight(text(words[:n]), ",;")); ok {
			best, used = m, n
		}
	}
	return best, used
}

func readAmount(words []token) (Node, int) {
	if len(words) == 0 {
		return nil, 0
	}
	m, used := moneyAt(words)
	if used == 0 || !m.sure {
		return nil, 0
	}
	return Amount{text(words[:used]), m.minor}, used
}

// readDay reads "13. november 2020", "13.11.2020" and "2020-11-13".
func readDay(words []token) (Node, int) {
	for _, n := range []int{3, 1} {
		if len(words) < n {
			continue
		}
		p, ok := readPeriod(strings.TrimRight(text(words[:n]), ",;"))
		if ok && p.first == p.last {
			return Day{text(words[:n]), saksok.Date(printDay(p.first))}, n
		}
	}
	return nil, 0
}

// readMeeting reads "møte 6/20" and "møte nr. 6/20", which is no case number.
func readMeeting(words []token) (Node, int) {
	if len(words) < 2 || !meetingWords[bare(words[0])] {
		return nil, 0
	}
	n := 1
	if numberWord := strings.TrimSuffix(bare(words[1]), "."); numberWord == "nr" && len(words) > 2 {
		n = 2
	}
	if norwegian.CaseKey(bare(words[n])) == "" {
		return nil, 0
	}
	return Match{FieldMeeting, bare(words[n]), false}, n + 1
}

// readCase reads "28/20", "Sak 28/2020", "PS 12/24", "arkivsak 2023/1482" and
// "§ 15".
func readCase(words []token) (Node, int) {
	var c Case
	for n := 1; n <= 4 && n <= len(words); n++ {
		raw := words[n-1].text
		w := strings.TrimRight(raw, ":,;.")
		if norwegian.CaseKey(w) != "" && !yearSpan(w) || c.Series == archiveSeries && archiveNumber(w) {
			c.Text = w
			return c, n
		}
		if letters, number := glued(w); n == 1 && number != "" {
			if !caseWords[strings.ToLower(letters)] {
				c.Series = letters
			}
			c.Text = number
			return c, n
		}
		if used := sectionAt(words[n-1:]); used > 0 {
			return Case{Text: section + " " + strings.TrimLeft(strings.TrimRight(words[n+used-2].text, ":,;."), section)}, n + used - 1
		}
		switch name := strings.TrimSuffix(bare(words[n-1]), "."); {
		case c.Series != "" && !caseWords[name]:
			return nil, 0
		case caseWords[name]:
		case archiveWords[name]:
			c.Series = archiveSeries
		case series(raw):
			c.Series = strings.TrimRight(raw, ".:")
		default:
			return nil, 0
		}
	}
	return nil, 0
}

// glued parts "PS12/24" and "sak12/24"; number is "" for other words.
func glued(w string) (letters, number string) {
	i := strings.IndexAny(w, "0123456789")
	if i < 2 || norwegian.CaseKey(w[i:]) == "" || yearSpan(w[i:]) || !strings.Contains(w[i:], "/") {
		return "", ""
	}
	if letters = w[:i]; !series(letters) && !caseWords[strings.ToLower(letters)] {
		return "", ""
	}
	return letters, w[i:]
}

// sectionAt says how many words "§ 15" or "§15" is.
func sectionAt(words []token) int {
	number := strings.TrimRight(words[0].text, ":,;.")
	switch rest, ok := strings.CutPrefix(number, section); {
	case ok && isDigits(rest):
		return 1
	case number == section && len(words) > 1 && isDigits(strings.TrimRight(words[1].text, ":,;.")):
		return 2
	}
	return 0
}

// archiveNumber reports whether w is year/number of an archive.
func archiveNumber(w string) bool {
	year, number, ok := strings.Cut(w, "/")
	return ok && isDigits(year) && len(year) <= 4 && isDigits(strings.ReplaceAll(number, "-", ""))
}

// yearSpan tells "2020/2021" from a case number.
func yearSpan(w string) bool {
	return len(w) == 9 && (w[4] == '/' || w[4] == '-')
}

// readGrouped reads "209 900 000" as one number.
func readGrouped(words []token) (Node, int) {
	used := 0
	for used < len(words) && isDigits(words[used].text) {
		if used == 0 && len(words[0].text) > 3 {
			break
		}
		if used > 0 && (len(words[used].text) != 3 || words[used].start != words[used-1].end+1) {
			break
		}
		used++
	}
	if used < 2 {
		return nil, 0
	}
	return Number{text(words[:used])}, used
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
