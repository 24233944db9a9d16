package index

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// clauseBreak is where one thing in a sentence ends and the next begins.
var clauseBreak = regexp.MustCompile(`[,;:] |\s(?:og|men|samt|mens|och|and|while)\s`)

// clause is the part of its sentence that figure i is told of: as far as the
// other amounts of it. It is "" where that is all of the sentence, or where it
// cannot be told.
//
// A sentence that lists "helsehus (118 mill.), vannledning (31,5 mill.) og
// svømmehall (22,4 mill.)" has every word for each of its amounts; who asks what
// the health centre costs must not be given the water main first.
func clause(figures []saksok.Figure, i int) string {
	sentence, amount := figures[i].Context, figures[i].Text
	at := strings.Index(sentence, amount)
	if at < 0 || amount == "" || strings.LastIndex(sentence, amount) != at {
		return ""
	}
	other := amountsBeside(figures, i)
	within := func(s string) bool {
		return slices.ContainsFunc(other, func(o string) bool { return strings.Contains(s, o) })
	}
	from, to := 0, len(sentence)
	for _, b := range clauseBreak.FindAllStringIndex(sentence, -1) {
		switch {
		case b[1] <= at && within(sentence[from:at]):
			from = b[1]
		case b[0] >= at+len(amount) && to == len(sentence) && within(sentence[b[1]:]):
			to = b[0]
		}
	}
	if from == 0 && to == len(sentence) {
		return ""
	}
	return sentence[from:to]
}

// amountsBeside are the other amounts of figure i's sentence; they stand beside it
// in the list too.
func amountsBeside(figures []saksok.Figure, i int) []string {
	same := func(k int) bool {
		return k >= 0 && k < len(figures) && figures[k].Page == figures[i].Page && figures[k].Context == figures[i].Context
	}
	var out []string
	for k := i - 1; same(k); k-- {
		out = append(out, figures[k].Text)
	}
	for k := i + 1; same(k); k++ {
		out = append(out, figures[k].Text)
	}
	return out
}
