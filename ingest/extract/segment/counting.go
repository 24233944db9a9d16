package segment

import (
	"strings"

	"saksok"
)

// Headings in the print of the text under them are told by their numbers: "VR 41-23
// Søknader", "VR 42-23 Kantina" count up through the document, each at the start of a
// paragraph.

// countingRun is how many numbers must follow each other; without letters before them
// they may be dates or fractions, and more must.
const (
	countingRun     = 2
	bareCountingRun = 3
)

// countsUp reports whether line i is one of those whose case numbers count up through
// the text.
func (f *flow) countsUp(i int) bool {
	if f.countingUp == nil {
		f.countingUp = f.countUp()
	}
	return f.countingUp[f.lines[i].text]
}

// countUp finds the lines whose numbers, of one series and year, each follow the one
// before. They are known by their text, since lines are dropped later.
func (f *flow) countUp() map[string]bool {
	type series struct {
		letters string
		year    int
	}
	runs := map[series][]string{}
	last := map[series]int{}
	out := map[string]bool{}
	end := func(s series) {
		need := bareCountingRun
		if s.letters != "" {
			need = countingRun
		}
		if len(runs[s]) >= need {
			for _, text := range runs[s] {
				out[text] = true
			}
		}
	}
	for i, l := range f.lines {
		r, ok := f.numberedTitle(i)
		s := series{r.Series, r.Year}
		switch {
		case !ok || r.Seq == last[s]:
			continue
		case r.Seq != last[s]+1:
			end(s)
			runs[s] = nil
		}
		runs[s], last[s] = append(runs[s], l.text), r.Seq
	}
	for s := range runs {
		end(s)
	}
	return out
}

// numberedTitle reads a line that could be a heading by its words: a number with a
// year and a title that is no sentence, where a paragraph begins; the title may stand
// below.
func (f *flow) numberedTitle(i int) (saksok.ItemRef, bool) {
	l, x := f.lines[i], f.cues.compiled()
	m := x.local.FindStringSubmatch(l.text)
	if m == nil {
		m = x.bare.FindStringSubmatch(l.text)
	}
	if m == nil || l.table >= 0 || m[3] != "" && !titleStart(m[3]) || m[3] == "" && !f.titleBelow(i) || strings.HasSuffix(l.text, ".") || len(l.text) > longTitle {
		return saksok.ItemRef{}, false
	}
	if i > 0 && !f.standsApart(i) && !endsSentence(f.lines[i-1].text) {
		return saksok.ItemRef{}, false
	}
	r, ok := saksok.ParseItemNumber(strings.Join(strings.Fields(m[1]), " "))
	return r, ok && r.Year != 0
}
