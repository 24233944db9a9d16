package saksok

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// amounts makes the amounts of a chain once its unit is known: one with two ends
// for a range, else one for each number. "Fra 290 til 200" is a change, not a
// range. It returns nil where an amount is not a whole number of minor units.
func (f *finder) amounts(parts []part, s suffixed) []Amount {
	if f.isRange(parts) {
		low, ok := f.amount(parts[0], s.end, s)
		high, okHigh := f.amount(parts[1], s.end, s)
		if !ok || !okHigh {
			return nil
		}
		if n, fits := spreadThousands(parts); fits {
			if m, err := s.unit.Minor(n); err == nil {
				low.Number, low.Minor = n, m
			}
		}
		low.Range, low.High, low.MinorHigh = true, high.Number, high.Minor
		return []Amount{low}
	}
	out := make([]Amount, 0, len(parts))
	for i, p := range parts {
		end := p.end
		if i == len(parts)-1 {
			end = max(end, s.end)
		}
		a, ok := f.amount(p, end, s)
		if !ok {
			return nil
		}
		out = append(out, a)
	}
	return out
}

func (f *finder) isRange(parts []part) bool {
	if len(parts) != 2 {
		return false
	}
	switch before := wordBefore(f.t, parts[0].start); before {
	case "fra", "frå", "från", "from":
		return false
	case "mellom", "mellem", "mellan", "between":
		return true
	}
	return parts[1].join == "span"
}

// spreadThousands gives the low end of "75-80 000" its thousands.
func spreadThousands(parts []part) (Number, bool) {
	low, high := parts[0].scan, parts[1].scan
	if low.grouped || !high.grouped || low.n.Decimals > 0 || high.n.Decimals > 0 || low.n.Mantissa >= 1000 {
		return Number{}, false
	}
	lead, n := high.n.Mantissa, low.n
	for lead >= 1000 && lead%1000 == 0 {
		lead /= 1000
		n.Mantissa *= 1000
	}
	return n, low.n.Mantissa < lead && n != low.n
}

// amount makes one amount. A sub-øre reading ("kr 12,345") gives way to the one
// with thousands where there is one.
func (f *finder) amount(p part, end int, s suffixed) (Amount, bool) {
	n := p.n
	minor, err := s.unit.Minor(n)
	if err != nil && p.hasAlt {
		n = p.alt
		minor, err = s.unit.Minor(n)
	}
	if err != nil {
		return Amount{}, false
	}
	if strings.ContainsFunc(f.t[p.start:p.raw], isDash) {
		n, minor = n.Neg(), -minor
	}
	_, bound := HedgeBefore(f.t[:p.start])
	return Amount{
		Start: p.start, End: end, Text: f.t[p.start:end],
		Number: n, High: n, Unit: s.unit, Minor: minor, MinorHigh: minor,
		Bound: bound, Per: s.per,
	}, true
}

// boundWords are the words before an amount that hedge it, longest first.
var boundWords = []struct {
	words string
	bound Bound
}{
	{"ikke mindre enn", BoundOver}, {"ikkje mindre enn", BoundOver}, {"i underkant av", BoundUnder}, {"ikkje meir enn", BoundUnder},
	{"ikke mere end", BoundUnder}, {"ikke mindre end", BoundOver}, {"inte mindre än", BoundOver}, {"i overkant av", BoundOver},
	{"not more than", BoundUnder}, {"not less than", BoundOver}, {"ikke mer enn", BoundUnder}, {"inte mer än", BoundUnder},
	{"no more than", BoundUnder}, {"no less than", BoundOver}, {"inte över", BoundUnder}, {"inte under", BoundOver},
	{"ikke over", BoundUnder}, {"ikkje over", BoundUnder}, {"not exceeding", BoundUnder}, {"ikke under", BoundOver}, {"ikkje under", BoundOver},
	{"om lag", BoundApprox}, {"mer enn", BoundOver}, {"meir enn", BoundOver}, {"mere end", BoundOver}, {"more than", BoundOver}, {"mer än", BoundOver},
	{"mindre enn", BoundUnder}, {"less than", BoundUnder}, {"at least", BoundOver}, {"up to", BoundUnder}, {"opp til", BoundUnder}, {"op til", BoundUnder},
	{"upp till", BoundUnder}, {"opp mot", BoundUnder}, {"opptil", BoundUnder}, {"inntil", BoundUnder}, {"indtil", BoundUnder}, {"høyst", BoundUnder},
	{"høgst", BoundUnder}, {"højst", BoundUnder}, {"högst", BoundUnder}, {"maks", BoundUnder}, {"maks.", BoundUnder}, {"maksimalt", BoundUnder},
	{"maksimum", BoundUnder}, {"under", BoundUnder}, {"nesten", BoundUnder}, {"over", BoundOver}, {"över", BoundOver}, {"minst", BoundOver},
	{"mindst", BoundOver}, {"minimum", BoundOver}, {"ca", BoundApprox}, {"ca.", BoundApprox}, {"cirka", BoundApprox}, {"circa", BoundApprox},
	{"omtrent", BoundApprox}, {"rundt", BoundApprox}, {"omkring", BoundApprox}, {"kring", BoundApprox}, {"anslagsvis", BoundApprox},
	{"tilnærmet", BoundApprox}, {"nær", BoundApprox}, {"about", BoundApprox}, {"approximately", BoundApprox}, {"around", BoundApprox},
}

// HedgeBefore reads how an amount is hedged by the words right before it: those words,
// in lower case, and what they mean; BoundNone where they hedge nothing.
func HedgeBefore(before string) (words string, bound Bound) {
	const longest = 24
	before = strings.TrimRightFunc(before, isSpace)
	for len(before) > longest {
		_, size := utf8.DecodeRuneInString(before)
		before = before[max(size, len(before)-longest):]
		for before != "" && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
	}
	before = strings.Join(strings.Fields(strings.ToLower(before)), " ")
	for _, b := range boundWords {
		head, ok := strings.CutSuffix(before, b.words)
		if r, _ := utf8.DecodeLastRuneInString(head); ok && (head == "" || !unicode.IsLetter(r)) {
			return b.words, b.bound
		}
	}
	return "", BoundNone
}

// numberWords are small numbers in words, as they stand before a scale or a
// currency ("en halv million kroner").
var numberWords = map[string]Number{
	"en halv": {5, 1}, "ein halv": {5, 1}, "et halvt": {5, 1}, "halvannen": {15, 1}, "halvanna": {15, 1}, "en og en halv": {15, 1}, "to og en halv": {25, 1},
	"en": {1, 0}, "én": {1, 0}, "ein": {1, 0}, "éin": {1, 0}, "ei": {1, 0}, "et": {1, 0}, "ett": {1, 0}, "to": {2, 0}, "två": {2, 0},
	"tre": {3, 0}, "fire": {4, 0}, "fyra": {4, 0}, "fem": {5, 0}, "seks": {6, 0}, "sex": {6, 0}, "sju": {7, 0}, "syv": {7, 0},
	"åtte": {8, 0}, "otte": {8, 0}, "ni": {9, 0}, "nio": {9, 0}, "ti": {10, 0}, "tio": {10, 0}, "elleve": {11, 0}, "tolv": {12, 0}, "hundre": {100, 0},
}

// atWord reads an amount whose number is in words, where a currency says that it
// is one; else it steps over the word.
func (f *finder) atWord(i, size int) (next int, found []Amount) {
	r, _ := utf8.DecodeRuneInString(f.t[i:])
	if !unicode.IsLetter(r) {
		return i + size, nil
	}
	end := f.wordEnd(i)
	if end-i > 9 || i > 0 && f.t[i-1] == '-' || f.l.Numbers == DecimalPoint {
		return end, nil
	}
	at, n, ok := end, Number{}, false
	for words, stop := 1, end; words <= 4; words++ {
		if v, hit := numberWords[strings.ToLower(f.t[i:stop])]; hit {
			n, at, ok = v, stop, true
		}
		start := f.skipSpace(stop)
		if start == stop || start >= len(f.t) || !letterAt(f.t, start) {
			break
		}
		stop = f.wordEnd(start)
	}
	if !ok {
		return end, nil
	}
	if f.isShare(i) {
		return end, nil
	}
	parts := []part{{scan: scan{n: n, grouped: true, end: at}, start: i, raw: i}}
	s, ok := f.suffix(parts, at, unitWord{}, false)
	if !ok || !s.explicit {
		return end, nil
	}
	return s.end, f.amounts(parts, s)
}

// isShare reports whether the number in words at i is the whole of a share: "fire av
// ti kroner" says how large a part, not how much money.
func (f *finder) isShare(i int) bool {
	before := strings.Fields(f.t[max(0, i-40):i]) // the last words: a text may hold many numbers
	if len(before) < 2 {
		return false
	}
	of, part := strings.ToLower(before[len(before)-1]), strings.ToLower(before[len(before)-2])
	_, number := numberWords[part]
	return number && (of == "av" || of == "af")
}

func (f *finder) wordEnd(i int) int {
	for i < len(f.t) {
		r, size := utf8.DecodeRuneInString(f.t[i:])
		if !unicode.IsLetter(r) {
			break
		}
		i += size
	}
	return i
}
