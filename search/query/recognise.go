package query

import (
	"strings"

	"saksok"
	"saksok/index/norwegian"
)

// comparisons are the words before an amount that make it a filter.
var comparisons = []struct {
	words []string
	op    string
}{
	{[]string{"mer", "enn"}, ">"}, {[]string{"meir", "enn"}, ">"}, {[]string{"større", "enn"}, ">"}, {[]string{"over"}, ">"},
	{[]string{"minst"}, ">="},
	{[]string{"mindre", "enn"}, "<"}, {[]string{"under"}, "<"},
	{[]string{"opp", "til"}, "<="}, {[]string{"opptil"}, "<="}, {[]string{"inntil"}, "<="},
	{[]string{"høyst"}, "<="}, {[]string{"maks"}, "<="}, {[]string{"maksimalt"}, "<="},
}

// caseWords may stand before a case number and say no more than it does.
var caseWords = map[string]bool{
	"sak": true, "saken": true, "saka": true, "saksnr": true, "saknr": true, "styresak": true, "ps": true, "rs": true,
	"os": true, "fs": true, "ds": true,
}

var meetingWords = map[string]bool{"møte": true, "møtet": true, "styremøte": true}

// recognise reads a case number, an amount or a date at the current word, or
// returns nil. The longest reading wins.
func (p *parser) recognise() Node {
	words := p.words()
	for _, read := range []func([]token) (Node, int){
		readComparison, readBetween, readDay, readMeeting, readCase, readAmount, readGrouped,
	} {
		n, used := read(words)
		if n == nil {
			continue
		}
		start, end := words[0].start, words[used-1].end
		p.at += used
		p.recognised = append(p.recognised, Recognised{
			Text: p.text[start:end], Node: n,
			Rest: strings.Join(strings.Fields(p.text[:start]+" "+p.text[end:]), " "),
		})
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
	if len(words) < 4 || bare(words[0]) != "mellom" {
		return nil, 0
	}
	for and := 2; and < len(words)-1 && and < 7; and++ {
		if bare(words[and]) != "og" {
			continue
		}
		high, used := moneyAt(words[and+1:])
		low, ok := readMoney(text(words[1:and]))
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

// readMeeting reads "møte 6/20", which is no case number.
func readMeeting(words []token) (Node, int) {
	if len(words) < 2 || !meetingWords[bare(words[0])] || norwegian.CaseKey(bare(words[1])) == "" {
		return nil, 0
	}
	return Match{FieldMeeting, bare(words[1]), false}, 2
}

// readCase reads "28/20", "Sak 28/2020" and "PS 12/24".
func readCase(words []token) (Node, int) {
	for n := 1; n <= 3 && n <= len(words); n++ {
		w := strings.TrimRight(words[n-1].text, ":,;.")
		if norwegian.CaseKey(w) != "" && !yearSpan(w) {
			return Case{w}, n
		}
		if !caseWords[strings.TrimSuffix(bare(words[n-1]), ".")] {
			return nil, 0
		}
	}
	return nil, 0
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
