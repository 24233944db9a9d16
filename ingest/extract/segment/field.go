package segment

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// field is the value behind a label ("Møtested: Rådhuset"), on the line itself or,
// where the label stands alone, the next one. A value that breaks off with a dash
// goes on in the next line.
func (f *flow) field(lines []line, name string) string {
	return f.fieldThat(lines, name, func(string) bool { return true })
}

// fieldThat is the value of the first field so labelled that holds what is asked for: a
// line "Plats och tid" may have no day, and "Sammanträdesdatum" stand further down.
func (f *flow) fieldThat(lines []line, name string, holds func(string) bool) string {
	labels := f.cues.Fields[name]
	for i, l := range lines {
		v, ok := labelledIn(l.text, labels, f.allLabels())
		if !ok {
			v, ok = f.cues.labelled(l.text, labels)
		}
		if !ok {
			continue
		}
		next := ""
		if i+1 < len(lines) && lines[i+1].Page == l.Page && !strings.HasSuffix(lines[i+1].text, ":") {
			next = lines[i+1].text
		}
		switch {
		case v == "":
			v = next
		case strings.HasSuffix(v, "–") && startsDigit(next):
			v += next // "kl. 13.15–" over "15.40"
		case f.cues.exprs.clockWord.MatchString(v) && startsDigit(next):
			v += " " + next
		}
		if name == "case_ref" {
			v = uptoField(v)
		}
		if holds(v) {
			return v
		}
	}
	return ""
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// labelled reports whether a line begins with one of the labels and a colon, or
// a wide gap, and returns what follows.
func (c *Cues) labelled(s string, labels []string) (string, bool) {
	s = strings.Trim(s, "* ")
	if head, rest, colon := strings.Cut(s, ":"); colon && slices.Contains(labels, strings.TrimSuffix(label(head), ".")) {
		return strings.TrimSpace(rest), true
	}
	l := strings.ToLower(s)
	long := "" // "plats och tid" goes before "plats"
	for _, w := range labels {
		rest, ok := strings.CutPrefix(strings.Replace(l, w+". ", w+" ", 1), w+" ")
		if ok && !c.exprs.labelGoesOn.MatchString(rest) && startsUpper(s) && len(w) > len(long) && (len(w) > 3 || len(w) == 3 && strings.ContainsAny(rest, "0123456789")) {
			long = w
		}
	}
	if long != "" {
		return strings.TrimLeft(s[len(long):], ". "), true
	}
	return "", slices.Contains(labels, label(s)) && strings.HasSuffix(strings.TrimSpace(s), ":")
}

// isField reports whether a line is a field: its label, a colon and perhaps its value.
func (f *flow) isField(s string) bool {
	head, _, colon := strings.Cut(s, ":")
	return colon && slices.Contains(f.allLabels(), strings.TrimSuffix(label(head), "."))
}

// labelledIn finds a label with a colon inside a line that holds several fields
// ("Møtedato: 20.06.2024 Tid: 16:00"); the value ends at the next field.
func labelledIn(s string, labels, all []string) (string, bool) {
	type mark struct{ from, to int } // of "label:"
	var marks []mark
	l := strings.ToLower(s)
	for i := strings.IndexByte(l, ':'); i >= 0; {
		head := l[:i]
		best := -1
		for _, w := range all {
			if strings.HasSuffix(head, w) && !isLetterBefore(head, len(head)-len(w)) && (best < 0 || len(head)-len(w) < best) {
				best = len(head) - len(w)
			}
		}
		if best >= 0 {
			marks = append(marks, mark{best, i})
		}
		next := strings.IndexByte(l[i+1:], ':')
		if next < 0 {
			break
		}
		i += next + 1
	}
	if len(l) != len(s) || len(marks) == 0 {
		return "", false
	}
	for k, m := range marks {
		if !slices.Contains(labels, l[m.from:m.to]) || m.from > 0 && len(marks) == 1 && !startsUpper(s[m.from:]) {
			continue
		}
		end := len(s)
		if k+1 < len(marks) {
			end = marks[k+1].from
		}
		if v := strings.TrimSpace(s[m.to+1 : end]); v != "" {
			return v, true
		}
	}
	return "", false
}

// allLabels are the labels of every field.
func (f *flow) allLabels() []string {
	if f.labels == nil {
		for _, name := range slices.Sorted(maps.Keys(f.cues.Fields)) {
			f.labels = append(f.labels, f.cues.Fields[name]...)
		}
	}
	return f.labels
}

// uptoField is a value without the next field of its line, whose label the cues do
// not know: "EMN-2024-00417 Forvaltning: Teknik".
func uptoField(v string) string {
	if m := nextField.FindStringIndex(v); m != nil {
		return v[:m[0]]
	}
	return v
}

var nextField = regexp.MustCompile(`\s+\p{Lu}[\p{Ll}.-]+:(?:\s|$)`)

// coverRefs fills in the case reference that stands over an item's heading, in the
// block a case paper begins with ("Vår ref.: 24/00417-6").
func (f *flow) coverRefs(spans []span, items []saksok.Item) {
	labels := f.cues.Fields["case_ref"]
	for i, l := range f.lines {
		v, ok := labelledIn(l.text, labels, f.allLabels())
		if !ok {
			v, ok = f.cues.labelled(l.text, labels)
		}
		s := spanOf(spans, f.lines, i)
		if !ok || v == "" || s == nil || s.head <= i || s.earlier != nil {
			continue
		}
		for k := range items {
			if it := &items[k]; it.Number == s.number && it.CaseRef == "" && it.MeetingDay == "" {
				it.CaseRef = uptoField(v)
			}
		}
	}
}
