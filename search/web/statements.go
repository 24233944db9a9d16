package web

import "saksok"

// statementView is what minutes put on record beside the decisions. It is never
// shown as one of them.
type statementView struct {
	Kind, By, Text, URL string
	Item                saksok.ItemNumber
	Page                int
	Here                bool // on the page that is shown
}

func statementOf(doc saksok.DocumentID, st *saksok.Statement, here int) statementView {
	return statementView{Kind: label("statement", string(st.Kind)), By: st.By, Text: st.Text, Item: st.Item, Page: st.Page, Here: st.Page == here,
		URL: placeURL(doc, st.Page, st.Box)}
}

// statementsOf are those of a case, in the order of the document. Of cases with
// one number, as where minutes of an earlier meeting are bound in, each has those
// on its pages.
func statementsOf(x *saksok.Extraction, it *saksok.Item) []saksok.Statement {
	out := []saksok.Statement{}
	if x == nil || it == nil {
		return out
	}
	for _, st := range x.Statements {
		if st.Item == it.Number && it.FirstPage <= st.Page && st.Page <= it.LastPage && st.MeetingDay == it.MeetingDay {
			out = append(out, st)
		}
	}
	return out
}
