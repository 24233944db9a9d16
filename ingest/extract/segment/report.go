package segment

import (
	"strings"

	"saksok"
)

// Reports and delegated decisions have numbers of their own ("RS 9/25", "DS 101/25") and
// are listed under the item that takes note of them.

// withoutRows leaves out the rows of a list of reports or delegated decisions under an
// item ("DS 101/25 Garasje"): numbers in the look of running text, one under the other
// with nothing between, that the document's agenda does not have.
func (f *flow) withoutRows(all []span, a agenda) []span {
	if len(a.entries) < 2 {
		return all
	}
	row := func(s span) bool {
		return a.find(s.number) < 0 && f.lines[s.at].Heading == 0 && seriesOf(s.number) != ""
	}
	next := func(x, y span) bool { return x.from >= y.head && seriesOf(x.number) == seriesOf(y.number) }
	var out []span
	for i, s := range all {
		if row(s) && (i > 0 && row(all[i-1]) && next(all[i-1], s) || i+1 < len(all) && row(all[i+1]) && next(s, all[i+1])) {
			continue
		}
		out = append(out, s)
	}
	return out
}

func seriesOf(n saksok.ItemNumber) string {
	r, _ := saksok.ParseItemNumber(string(n))
	return strings.ToLower(r.Series)
}

// collective is the item that what is decided under item i is on: where reports are
// listed under an item by their numbers alone, what follows the last is on all of them.
func (f *flow) collective(spans []span, i int) saksok.ItemNumber {
	reports := func(s span) bool {
		k := f.cues.SeriesKinds[seriesOf(s.number)]
		return k == saksok.ItemOrientation || k == saksok.ItemDelegated
	}
	k := i
	for k > 0 && reports(spans[k]) && spans[k-1].from == spans[k].head {
		k--
	}
	if k < i && !reports(spans[k]) && f.itemKind(firstWord(spans[k].title)) == saksok.ItemOrientation {
		return spans[k].number
	}
	return spans[i].number
}
