package web

import (
	"slices"
	"strings"

	"saksok"
	"saksok/search"
)

// hitView is one hit as the page shows it.
type hitView struct {
	*search.Hit
	TypeLabel string
	Heading   string
	// HeadingParts is Heading with the matches marked, where there are any.
	HeadingParts []search.Part
	Found        string // why it was found, in words
	CaseURL      string // the case it belongs to, "" for none
	Snippet      []search.Part
	SnippetPage  int      // where the words in it stand, 0 where the hit is on that page only
	Facts        []string // date, body, meeting, case, page
	Status       *statusView
	Vote         string
	Types        []string
	Figure       *figureView
	Role         string
	Warning      string // what was not read of the document behind the hit
}

// figureView is a figure as the page shows it: the value with its unit, or
// loudly without one.
type figureView struct {
	Text, Unit string
	NoUnit     bool
	Amount     string       // the amount in whole currency units, "" where no unit is known
	Path       [][]textPart // groups of rows, row, then column headers, outermost first
	Year       int
	Total      bool
	Bound      string
	Measure    string
	Context    []textPart // the sentence, for prose
	Short      []textPart // the same, from shortly before the amount
	Check      *checkView
	Series     string // the address of its row over the years, "" for none
}

// figureOf shows a figure with the words that matched marked in its labels.
func figureOf(f *saksok.Figure, words []string) *figureView {
	v := &figureView{
		Text: f.Text, Unit: f.Unit, NoUnit: f.Unit == "", Year: f.Year, Total: f.Total,
		Bound: hedge(f), Context: proseOf(f, words), Short: shortProse(f, words),
	}
	v.Unit, v.Amount = besideText(f.Text, f.Unit, f.Minor, f.Currency)
	said := ""
	for _, l := range slices.Concat(f.Groups, []string{f.Row}, f.Columns) {
		if l != "" {
			v.Path = append(v.Path, markedLine(l, words))
			said += " " + strings.ToLower(l)
		}
	}
	if !strings.Contains(said, strings.ToLower(f.Measure)) {
		v.Measure = f.Measure
	}
	if c, ok := checkViews[f.Check]; ok {
		v.Check = &c
	}
	return v
}

// besideText is what stands beside a figure's printed text: its unit, where the
// text does not hold it, and the amount, where that says more than the text.
func besideText(text, unit string, minor int64, currency string) (shown, amount string) {
	if unit == "" {
		return "", ""
	}
	shown, amount = unit, money(minor, currency)
	if saysUnit(text, unit) {
		shown = ""
	} else if unit[0] >= '0' && unit[0] <= '9' {
		shown = "i " + unit // "500 1000 kr" would be another number
	}
	if wholeKroner[strings.ToLower(unit)] && digitsOf(text) == digitsOf(amount) {
		amount = ""
	}
	return shown, amount
}

// saysUnit tells whether a printed amount holds its unit: "93 mill. kroner",
// "kr 7 331 000", and around the number in "kr 4,5 millioner".
func saysUnit(text, unit string) bool {
	words := strings.Fields(text)
	return strings.HasSuffix(text, unit) || strings.HasPrefix(text, unit) ||
		!slices.ContainsFunc(strings.Fields(unit), func(w string) bool { return !slices.Contains(words, w) })
}

// wholeKroner are the units that leave the printed number as it is.
var wholeKroner = map[string]bool{"kr": true, "kr.": true, "nok": true, "kroner": true}

// digitsOf is a number without what groups and names it; a minus stays.
func digitsOf(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == ',':
			return r
		case r == '-', r == '−', r == '–':
			return '-'
		}
		return -1
	}, s)
	return strings.TrimSuffix(s, ",00")
}

// whyKinds are the ways a word is found that are not the word itself.
var whyKinds = map[string]string{
	"stem": "bøyning av", "part": "sammensatt ord med", "prefix": "ord som begynner på", "synonym": "annet ord:", "former": "før eller nå kalt", "related": "beslektet ord:", "typo": "nærmeste kjente ord",
}

// shownWhy is how many reasons a hit gives.
const shownWhy = 4

// whyText says in words why a hit was found, "" where it has the very words.
func whyText(why []string) string {
	said := map[string]bool{}
	for _, w := range why {
		if kind, word, _ := strings.Cut(w, ":"); kind == "exact" {
			said[word] = true
		}
	}
	var out []string
	for _, w := range why {
		kind, word, _ := strings.Cut(w, ":")
		if how := whyKinds[kind]; how != "" && !said[word] && len(out) < shownWhy {
			said[word] = true
			out = append(out, how+" «"+word+"»")
		}
	}
	return strings.Join(out, ", ")
}

func hitViews(hits []search.Hit, docs map[saksok.DocumentID]DocumentSummary) []hitView {
	out := make([]hitView, len(hits))
	for i := range hits {
		out[i] = hitOf(&hits[i], docs)
	}
	return out
}

func hitOf(h *search.Hit, docs map[saksok.DocumentID]DocumentSummary) hitView {
	v := hitView{Hit: h, TypeLabel: typeLabel(h.Type), Heading: h.Title, Found: whyText(h.Why), Facts: factsOf(h)}
	if h.Type == search.TypeDecision {
		v.decision(h.Decision)
	}
	if h.Figure != nil {
		v.Figure = figureOf(h.Figure, matchedWords(h.Snippet))
		if v.Heading == "" {
			v.Heading = h.Figure.Row
		}
	}
	if h.Person != nil {
		v.Heading = h.Person.Name
		v.Role = personText(h.Person)
	}
	if v.Heading == "" {
		v.Heading = fallbackHeading(h)
	}
	if v.Heading == h.Title && len(matchedWords(h.TitleParts)) > 0 {
		v.HeadingParts = h.TitleParts
	}
	if h.ItemID != "" {
		v.CaseURL = caseURL(h.ItemID)
	}
	if it := h.ItemDetail; it != nil && it.LastPage > it.FirstPage {
		v.SnippetPage = h.SnippetPage
	}
	if v.Snippet = h.Snippet; v.says(plainText(h.Snippet)) {
		v.Snippet = nil
	}
	if d, ok := docs[h.Document]; ok {
		v.Warning = coverageWarning(d)
	}
	return v
}

// decision shows what became of a decision; d is nil where that was not read.
func (v *hitView) decision(d *saksok.Decision) {
	if d == nil {
		st := statusOf("")
		v.Status = &st
		return
	}
	st := statusOf(d.Status).by(d.TreatedBy)
	v.Status, v.Vote = &st, voteText(d.Vote)
	for _, t := range d.Types {
		if t != saksok.TypeAdoption { // says nothing beside the status, and must not be taken for one
			v.Types = append(v.Types, label("decision_type", string(t)))
		}
	}
}

// says reports whether the hit says all of its snippet elsewhere: in its heading,
// in a figure's labels, in the party or office of a person.
func (v *hitView) says(snippet string) bool {
	return snippet == v.Heading || v.Figure != nil || v.Person != nil && strings.Contains(v.Role, snippet)
}

// matchedWords are the words of a snippet that matched.
func matchedWords(parts []search.Part) []string {
	var out []string
	for _, p := range parts {
		if p.Match {
			out = append(out, p.Text)
		}
	}
	return out
}

// plainText is a snippet without its marks.
func plainText(parts []search.Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

func fallbackHeading(h *search.Hit) string {
	switch {
	case h.Type == search.TypeMeeting && h.Date != "":
		return "Møte " + longDate(h.Date)
	case h.Item != "":
		return "Sak " + string(h.Item)
	case h.Body != "":
		return h.Body
	}
	return "Uten tittel"
}

func factsOf(h *search.Hit) []string {
	var out []string
	add := func(prefix, s string) {
		if s != "" {
			out = append(out, prefix+s)
		}
	}
	add("", h.Body)
	if h.Organisation != h.Body {
		add("", h.Organisation)
	}
	add("", longDate(h.Date))
	add("møte ", h.Meeting)
	add("sak ", string(h.Item))
	switch h.Type {
	case search.TypeDocument, search.TypePage:
		add("", label("kind", string(h.Kind)))
	case search.TypeMeeting: // its notice and its minutes each tell of it
		if h.Kind != "" && h.Kind != saksok.KindOther {
			add("slik det står i ", strings.ToLower(label("kind", string(h.Kind))))
		}
	}
	if h.ItemKind != "" && h.ItemKind != saksok.ItemOther {
		add("", strings.ToLower(label("item_kind", string(h.ItemKind))))
	}
	if h.ItemDetail != nil && h.ItemDetail.Closed {
		add("", "lukket")
	}
	if where := pagesText(h); where != "" && h.Type != search.TypePage && h.Kind != "" && h.Kind != saksok.KindOther {
		add("", strings.ToLower(label("kind", string(h.Kind)))+", "+where) // a proposal in the notice, a decision in the minutes
	} else {
		add("", where)
	}
	if h.ItemDetail != nil {
		add("", topicText(h.ItemDetail.Topics))
	}
	return out
}

// pagesText is where a hit stands; a meeting or a document is not at one page.
func pagesText(h *search.Hit) string {
	switch {
	case h.Page < 1 || h.Type == search.TypeMeeting || h.Type == search.TypeDocument:
		return ""
	case h.ItemDetail != nil && h.ItemDetail.LastPage > h.ItemDetail.FirstPage:
		return "side" + nbsp + number(int64(h.ItemDetail.FirstPage)) + "–" + number(int64(h.ItemDetail.LastPage))
	}
	return "side" + nbsp + number(int64(h.Page))
}

func personText(p *saksok.Person) string {
	s := label("role", string(p.Role))
	if p.Party != "" {
		s += " (" + p.Party + ")"
	}
	if p.Organisation != "" && p.Organisation != p.Party {
		s += ", " + p.Organisation
	}
	return s
}

func voteText(v *saksok.Vote) string {
	if v == nil {
		return ""
	}
	s := label("vote", string(v.Outcome))
	if v.For != nil && v.Against != nil {
		s += " (" + number(int64(*v.For)) + " mot " + number(int64(*v.Against)) + ")"
	}
	return s
}

// coverageWarning says what was not read, "" where all of it was.
func coverageWarning(d DocumentSummary) string {
	if d.Outcome == OutcomeDeleted {
		return "Dokumentet er fjernet fra kilden."
	}
	if unread := d.Pages - d.ReadPages(); unread > 0 {
		which := ""
		if d.UnreadPages != "" {
			which = " (side " + d.UnreadPages + ")"
		}
		return plural(unread, "side", "sider") + " av " + number(int64(d.Pages)) + " i dokumentet er ikke lest" + which + "."
	}
	return ""
}
