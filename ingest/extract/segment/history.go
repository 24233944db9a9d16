package segment

import (
	"regexp"
	"strings"

	"saksok"
)

// history reads what earlier bodies did with the case: blocks of fields (body,
// date) and a text each.
func (t *treatment) history(i int) int {
	var by *saksok.Treatment
	from := i
	put := func(to int) {
		if by != nil && to > from {
			t.earlierText(by, t.lines[from:to])
		}
	}
	for ; i < len(t.lines); i++ {
		l := t.lines[i]
		body, isBody := t.f.cues.labelled(l.text, t.f.cues.Fields["body"])
		switch {
		case isBody:
			put(i)
			by, from = &saksok.Treatment{Body: body}, i+1
		case by != nil && i == from && fieldLine.MatchString(l.text):
			if d := saksok.FindDates(l.text, 0); len(d) > 0 {
				by.Date = d[0].From
			}
			from = i + 1
		case t.f.isSection(l.text) || t.f.isOneOf(l.text, t.f.cues.Attachments):
			put(i)
			return i
		}
	}
	put(i)
	return i
}

// fieldLine matches a line that is a label and a short value.
var fieldLine = regexp.MustCompile(`^\p{Lu}[\p{L} .]{2,25}:\s*\S.{0,40}$`)

// earlierText adds what an earlier body decided or recommended, without the
// paragraphs on who dissented.
func (t *treatment) earlierText(by *saksok.Treatment, lines []line) {
	var text []line
	var vote *saksok.Vote
	for _, l := range lines {
		if t.f.cues.onRecord(l.text) {
			vote = t.f.cues.dissenting(t.f.join(lines[len(text):]))
			break
		}
		text = append(text, l)
	}
	if len(text) == 0 {
		return
	}
	if vote == nil {
		vote = t.f.cues.dissenting(t.f.join(text)) // "Et flertal i udvalget kunne tiltræde …"
	}
	for _, p := range t.parts(text) {
		s := t.f.text(p)
		st := orAdopted(t.f.cues.resultOf(s))
		if t.f.cues.recommends(s) {
			st = saksok.StatusRecommended
		}
		d := saksok.Decision{Item: t.item, Status: st, Text: s, Page: p[0].Page, Box: box(p), Rule: ruleHistory, TreatedBy: by, Vote: vote}
		d.Types = t.types(d)
		t.out, vote = append(t.out, d), nil
	}
}

// treatedBy is the earlier body a heading names: "Saksprotokoll i Utvalg for oppvekst -
// 05.03.2024" (groups body and date) or "06.06.2024 Formannskapet – sak 052/24" (day, of
// and number); nil where it is the body that meets. A number that is not in the heading
// is in the case paper's table of bodies.
func (t *treatment) treatedBy(m []string) *saksok.Treatment {
	group := func(names ...string) string {
		for _, name := range names {
			if g := group(t.f.cues.Treated, m, name); g != "" {
				return strings.TrimSpace(g)
			}
		}
		return ""
	}
	by := &saksok.Treatment{Body: group("body", "of"), Number: saksok.ItemNumber(group("number"))}
	if d := saksok.FindDates(group("date", "day"), 0); len(d) > 0 {
		by.Date = d[0].From
	}
	if strings.EqualFold(by.Body, t.body) && (by.Date == t.day || by.Date == "") {
		return nil
	}
	for _, r := range t.rows {
		if by.Number == "" && strings.EqualFold(r.body, by.Body) && r.date == by.Date {
			by.Number = r.number
		}
	}
	return by
}

// underTreated reads what stands under the heading at line i that names a body and a
// day ("ØKONOMIUDVALGET, 19-02-2024", "Anbefales godkendt."), where that is how minutes
// tell what each body decided, and returns the line to go on at.
func (t *treatment) underTreated(i int) int {
	if m := t.f.cues.Treated.find(t.lines[i].text); !t.f.cues.TreatedSays || !t.f.namesBody(m[1]) || t.kind != saksok.KindMinutes || i+1 == len(t.lines) {
		return i + 1
	}
	if t.f.isLabel(t.lines[i+1].text) || t.f.motion(t.lines[i+1].text) != "" {
		return i + 1
	}
	st := saksok.StatusAdopted
	if t.by != nil {
		st = saksok.StatusRecommended
	}
	return t.labelledText(i, st, t.lines[i].text, "", "")
}

// earlierVote is the vote by which the earlier body recommended what is read at line i.
func (t *treatment) earlierVote(i int) *saksok.Vote {
	for _, l := range t.lines[t.byFrom:i] {
		for _, s := range sentences(l.text) {
			if v := t.f.cues.vote(s); v != nil && t.f.cues.resultOf(s) == saksok.StatusAdopted && !t.f.cues.Impartiality.match(s) {
				return v
			}
		}
	}
	return nil
}

// ofEarlierBody is the status of what stands under a label within an earlier body's
// treatment: "Innstilling" alone is what that body recommended. Behind that, the label of
// somebody's own proposal belongs to the paper again.
func (t *treatment) ofEarlierBody(st saksok.DecisionStatus, name string) saksok.DecisionStatus {
	if t.by == nil || st != saksok.StatusProposed {
		return st
	}
	if len(strings.Fields(name)) == 1 {
		return saksok.StatusRecommended
	}
	for _, d := range t.out {
		if d.TreatedBy == t.by && d.Status == saksok.StatusRecommended {
			t.by = nil
			break
		}
	}
	return st
}
