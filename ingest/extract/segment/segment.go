// Package segment cuts a laid-out document into what it says: its kind and
// language, the meeting, the items (saker) with their pages, the decisions
// (vedtak) and proposals with their status, and the people. It answers "what was
// put to whom, and what became of it?".
//
// The rule above all others: a proposal is never an adopted decision. A text is
// adopted only where minutes say so; see decision.go.
//
// The words it goes by are in cues, one file per language.
package segment

import (
	"saksok"
	"saksok/ingest/extract/layout"
)

// Outline says which item's text stands where.
type Outline struct {
	items []span
	order []saksok.Item
}

// Into reads the document into x: kind, title, language, meeting, items,
// decisions and people. The tables are those found on its pages; x keeps them.
// metaTitle is the title the file gives itself, "" where it has none.
func Into(x *saksok.Extraction, doc *layout.Document, metaTitle string) *Outline {
	f := newFlow(doc, x.Tables)
	if docs := f.documents(); len(docs) > 1 {
		return intoParts(x, docs, metaTitle)
	}
	return intoOne(x, f, metaTitle, "")
}

// intoOne reads one document. A notice by its title is no minutes, whatever its words.
func intoOne(x *saksok.Extraction, f *flow, metaTitle string, titled saksok.DocumentKind) *Outline {
	x.Document.Language = f.language()
	head := f.readHead()
	x.Document.Kind = f.kind(head, x.Tables)
	if titled == saksok.KindNotice && x.Document.Kind == saksok.KindMinutes {
		x.Document.Kind = titled
	}
	x.Document.Title = f.title(head, metaTitle)
	agenda := f.readAgenda(x.Tables, x.Document.Kind)
	if isFigures(x.Document.Kind) {
		agenda = noAgenda() // a list of chapters or of accounts looks like one
	}
	spans := f.findItems(agenda, x.Document.Kind)
	if s := f.outlined(agenda, spans, x.Document.Kind); s != nil {
		agenda, spans = noAgenda(), s
		if f.writtenInto(spans) {
			x.Document.Kind = saksok.KindMinutes
		}
	}
	if len(spans) == 0 && len(agenda.entries) == 0 {
		if spans = f.submitted(x.Document.Kind); spans != nil {
			x.Document.Kind = saksok.KindCasePaper
		}
	}
	x.Meeting = f.meeting(head, agenda, spans, x.Document.Kind)
	items, problems := f.items(agenda, spans, x.Document.Kind)
	f.coverRefs(spans, items)
	x.Items = items
	x.Problems = append(x.Problems, problems...)
	x.Decisions = f.decisions(spans, x.Items, x.Document.Kind, x.Meeting)
	x.Statements = f.statements
	x.People = f.people(spans, agenda, x)
	o := &Outline{items: spans, order: items}
	for i := range x.Tables {
		x.Tables[i].Item = o.ItemAt(x.Tables[i].Page, x.Tables[i].Box[1])
	}
	return o
}

// isFigures reports whether a document is a budget or accounts: it belongs to no
// meeting's agenda and has none of its own.
func isFigures(k saksok.DocumentKind) bool {
	return k == saksok.KindBudget || k == saksok.KindAccounts
}

// ItemIn is the number of the item that what stands at height y of the page in a table
// belongs to: the table's, or where cases are the rows of one, that of the row.
func (o *Outline) ItemIn(t *saksok.Table, page int, y float64) saksok.ItemNumber {
	for _, s := range o.items {
		if s.inTable && s.page <= page && page <= s.lastPage {
			return o.ItemAt(page, y)
		}
	}
	return t.Item
}

// ItemAt is the number of the item whose text stands at height y of the page,
// "" outside all items.
func (o *Outline) ItemAt(page int, y float64) saksok.ItemNumber {
	for i := len(o.items) - 1; i >= 0; i-- {
		s := o.items[i]
		if s.page < page || s.page == page && s.top <= y+2 {
			return s.number
		}
	}
	return ""
}
