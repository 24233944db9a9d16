package segment

import (
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
)

// A file may be several documents printed after each other: the notice of a meeting
// and its minutes. Each is read by itself, for the words under one label are a
// decision in the one and a proposal in the other. Minutes of the meeting before that
// are bound into a pack are no part of this kind: see earlier.go.

// part is one of the documents of a file, and the kind its title says it is.
type part struct {
	doc  *layout.Document
	kind saksok.DocumentKind
}

// documents cuts a file where minutes follow a notice or a notice minutes; one document
// where they do not.
func (f *flow) documents() []part {
	doc := f.doc
	kind, from := saksok.DocumentKind(""), 0
	var day saksok.Date
	var out []part
	for i, l := range f.lines {
		k := f.startsPart(i)
		if k == "" || k == kind {
			continue
		}
		d, _ := f.meetingDate(f.lines[i:f.reach(i)], head{lines: f.lines[i:f.reach(i)], big: f.lines[i : i+1]})
		switch {
		case kind == "" && l.Page > doc.Pages[0].Number:
			return nil // the file begins as something else
		case kind == "":
			kind, day = k, d
		case k == saksok.KindMinutes && (d == "" || d < day):
			// of the meeting before
		default:
			at := slices.IndexFunc(doc.Pages, func(p layout.Page) bool { return p.Number == l.Page })
			out = append(out, part{doc.Part(from, at), kind})
			kind, day, from = k, d, at
		}
	}
	return append(out, part{doc.Part(from, len(doc.Pages)), kind})
}

// startsPart is the kind of document whose first page has line i as its title: the
// title is near the top, and fields that say who meets, when and where, or who is
// there, follow it on the page.
func (f *flow) startsPart(i int) saksok.DocumentKind {
	l := f.lines[i]
	top := i
	for top > 0 && f.lines[top-1].Page == l.Page {
		top--
	}
	if i-top >= partTop || len(l.Words) > 6 || endsSentence(l.text) {
		return ""
	}
	kind := saksok.DocumentKind("")
	for _, k := range f.cues.Kinds {
		if (k.Kind == saksok.KindMinutes || k.Kind == saksok.KindNotice) && slices.Contains(k.Words, label(l.text)) {
			kind = k.Kind
			break
		}
	}
	if kind == "" {
		return ""
	}
	fields := 0
	for _, name := range []string{"body", "place", "date", "time"} {
		if f.field(f.lines[i:f.reach(i)], name) != "" {
			fields++
		}
	}
	if fields < 2 {
		return ""
	}
	return kind
}

// partTop is how many lines from the top of its page a document's title stands.
const partTop = 10

// reach is the end of the lines on line i's page, or of those that still say who met.
func (f *flow) reach(i int) int {
	j := i
	for j < min(i+earlierReach, len(f.lines)) && f.lines[j].Page == f.lines[i].Page {
		j++
	}
	return j
}

// intoParts reads the documents of one file into x. The file is what its first
// document is, or minutes where one of them is; of a case that is in several, the first
// with a text is its item.
func intoParts(x *saksok.Extraction, docs []part, metaTitle string) *Outline {
	o := &Outline{}
	for n, p := range docs {
		doc := p.doc
		part := saksok.NewExtraction(x.Document.SHA256, x.Document.Bytes)
		var of []int // the tables of this part, by their index in x
		for i, t := range x.Tables {
			if first, last := doc.Pages[0].Number, doc.Pages[len(doc.Pages)-1].Number; first <= t.Page && t.Page <= last {
				of, part.Tables = append(of, i), append(part.Tables, t)
			}
		}
		po := intoOne(part, newFlow(doc, part.Tables), metaTitle, p.kind)
		for k, i := range of {
			x.Tables[i].Item = part.Tables[k].Item
		}
		if n == 0 {
			x.Document.Language, x.Document.Kind, x.Document.Title, x.Meeting = part.Document.Language, part.Document.Kind, part.Document.Title, part.Meeting
		} else {
			joinMeeting(x, part)
			if t := part.Document.Title; t != "" && t != x.Document.Title {
				x.Document.Title += " / " + t
			}
		}
		if part.Document.Kind == saksok.KindMinutes {
			x.Document.Kind = saksok.KindMinutes // it has what was decided
		}
		x.Items = joinItems(x.Items, part.Items)
		x.Decisions = append(x.Decisions, part.Decisions...)
		x.Statements = append(x.Statements, part.Statements...)
		x.People = append(x.People, part.People...)
		x.Problems = append(x.Problems, part.Problems...)
		o.items = append(o.items, po.items...)
	}
	o.order = x.Items
	return o
}

// joinMeeting takes over what only a later document of the meeting says. What a
// document of another meeting has is marked as that meeting's.
func joinMeeting(x, part *saksok.Extraction) {
	m, p := &x.Meeting, part.Meeting
	if p.Date != "" && m.Date != "" && p.Date != m.Date || p.Body != "" && m.Body != "" && !strings.EqualFold(p.Body, m.Body) {
		for i := range part.Items {
			part.Items[i].MeetingDay, part.Items[i].Body = p.Date, p.Body
		}
		for i := range part.Decisions {
			part.Decisions[i].MeetingDay, part.Decisions[i].Body = p.Date, p.Body
		}
		for i := range part.Statements {
			part.Statements[i].MeetingDay, part.Statements[i].Body = p.Date, p.Body
		}
		return
	}
	for _, f := range []struct{ to, from *string }{{&m.Body, &p.Body}, {&m.Organisation, &p.Organisation}, {&m.Number, &p.Number}, {&m.Start, &p.Start}, {&m.End, &p.End}, {&m.Place, &p.Place}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if m.Date == "" {
		m.Date = p.Date
	}
}

// joinItems adds the items of a later document. A case that is there already stays as
// it is, but gives way where it has no text.
func joinItems(items, more []saksok.Item) []saksok.Item {
	for _, it := range more {
		i := slices.IndexFunc(items, func(o saksok.Item) bool {
			return it.Key != "" && o.Number == it.Number && o.MeetingDay == it.MeetingDay
		})
		if i >= 0 && items[i].Text == "" {
			items, i = slices.Delete(items, i, i+1), -1
		}
		if i < 0 {
			items = append(items, it)
		}
	}
	return items
}
