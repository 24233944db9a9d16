package web

import (
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/search"
)

// entryView is one line of the side panel.
type entryView struct {
	Label, Text, URL string
	Page             int
	Here             bool // on the page that is shown
	Status           *statusView
	Figure           *figureView
	Facts            string
	onPage           bool // a page is shown, so that what is elsewhere is folded
}

// openly are the entries to show at once: those of the page that is shown, all
// where no page is or none has any.
func openly(all []entryView) []entryView {
	if !slices.ContainsFunc(all, func(e entryView) bool { return e.Here }) {
		if len(all) > 0 && all[0].onPage {
			return nil
		}
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(e entryView) bool { return !e.Here })
}

// folded are the others.
func folded(all []entryView) []entryView {
	if len(openly(all)) == len(all) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all), func(e entryView) bool { return e.Here })
}

type problemView struct {
	Text, Detail, URL string
	Page              int
}

func (v *docView) fillPanel(x *saksok.Extraction, here int) {
	at := func(page int, box saksok.Box) string {
		return pageURL(&search.Hit{Document: v.Record.ID, Page: page, Box: box}, "")
	}
	for i := range x.Items {
		it := &x.Items[i]
		page := it.FirstPage
		if it.HeadPage > 0 {
			page = it.HeadPage
		}
		v.Items = append(v.Items, entryView{Label: string(it.Number), Text: it.Title, URL: at(page, it.Box), Page: it.FirstPage,
			Here: it.FirstPage <= here && here <= it.LastPage, Facts: itemFacts(it)})
	}
	for i := range x.Decisions {
		d := &x.Decisions[i]
		st := statusOf(d.Status).by(d.TreatedBy)
		v.Decisions = append(v.Decisions, entryView{Label: string(d.Item), Text: d.Text, URL: at(d.Page, d.Box), Page: d.Page,
			Here: d.Page == here, Status: &st, Facts: voteText(d.Vote)})
	}
	for i := range x.Statements {
		v.Statements = append(v.Statements, statementOf(v.Record.ID, &x.Statements[i], here))
	}
	v.fillFigures(x, here, at)
	for i := range x.People {
		p := &x.People[i]
		v.People = append(v.People, entryView{Label: p.Name, Text: personText(p), URL: at(p.Page, p.Box), Page: p.Page, Here: p.Page == here})
	}
	for _, list := range [][]entryView{v.Items, v.Decisions, v.Figures} {
		for i := range list {
			list[i].onPage = here > 0
		}
	}
	v.fillProblems(x, at)
}

func (v *docView) fillProblems(x *saksok.Extraction, at func(int, saksok.Box) string) {
	for _, p := range x.Problems {
		pv := problemView{Text: label("problem", string(p.Code)), Page: p.Page}
		if p.Item != "" {
			pv.Text += ", sak " + string(p.Item)
		}
		if slices.Contains(tellingProblems, p.Code) {
			pv.Detail = p.Message
		}
		if p.Page > 0 {
			pv.URL = at(p.Page, p.Box)
		}
		v.allProblems = append(v.allProblems, pv)
	}
	v.Problems = v.allProblems[:min(panelProblems, len(v.allProblems))]
	v.MoreProblems = len(v.allProblems) - len(v.Problems)
}

// fillFigures lists the figures of this page first, then the others, as far as
// there is room.
func (v *docView) fillFigures(x *saksok.Extraction, here int, at func(int, saksok.Box) string) {
	var rest []entryView
	for i := range x.Figures {
		f := &x.Figures[i]
		e := entryView{Label: string(f.Item), URL: at(f.Page, f.Box), Page: f.Page, Here: f.Page == here, Figure: figureOf(f, nil)}
		if e.Here {
			v.Figures = append(v.Figures, e)
		} else {
			rest = append(rest, e)
		}
	}
	room := max(0, panelFigures-len(v.Figures))
	if len(rest) > room {
		v.MoreFigures = len(rest) - room
		rest = rest[:room]
	}
	v.Figures = append(v.Figures, rest...)
}

func itemFacts(it *saksok.Item) string {
	var parts []string
	if it.Kind != "" {
		parts = append(parts, strings.ToLower(label("item_kind", string(it.Kind))))
	}
	if len(it.Presenters) > 0 {
		parts = append(parts, strings.Join(it.Presenters, ", "))
	}
	if it.Start != "" {
		parts = append(parts, "kl. "+it.Start+"–"+it.End)
	}
	if it.Closed {
		parts = append(parts, "lukket")
	}
	span := "side" + nbsp + strconv.Itoa(it.FirstPage)
	if it.LastPage > it.FirstPage {
		span += "–" + strconv.Itoa(it.LastPage)
	}
	return strings.Join(append(parts, span), " · ")
}
