package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saksok"
)

// span is an item's text in the running text.
type span struct {
	number   saksok.ItemNumber
	title    string
	caseRef  string // printed in the heading
	loose    bool   // found as a heading without a number; see unnumbered
	inTable  bool   // a row of a case table
	start    string // clock time printed before the heading
	head     int    // index of the first line: of the heading, or of a case paper's header
	at       int    // index of the heading's first line
	from, to int    // lines of the text, the heading left out
	page     int    // of the heading
	top      float64
	lastPage int
	evidence saksok.Evidence
	under    int  // for a part: which item it stands under, from 1; 0 for an item
	chapters bool // it has a text with chapters of its own, which is proposed and tells nothing
	// submitted is a proposal in a paper of them, proposer who put it forward.
	submitted bool
	proposer  string
	earlier   *saksok.Meeting // the earlier meeting whose minutes are bound in; nil for this one's
}

func itoa(n int) string { return strconv.Itoa(n) }

// findItems finds the headings that open items and the text under each. A number
// that heads several places is taken where most text follows: the others are a
// table of contents, page headers or dividers.
func (f *flow) findItems(a agenda, kind saksok.DocumentKind) []span {
	f.dropRepeats(a)
	var all []span
	open := saksok.ItemNumber("")
	for i := 0; i < len(f.lines); i++ {
		if a.lines[i] {
			continue
		}
		s, n := f.heading(i, a)
		inRow := f.lines[i].row != nil
		if n == 0 && !inRow {
			s, n = f.unnumbered(i, a)
		}
		if n == 0 && !inRow && len(all) > 1 {
			s, n = f.otherBusiness(i, all[len(all)-1])
		}
		if n == 0 {
			continue
		}
		s.head, s.from = i, i+n
		if s.at == 0 {
			s.at = i
		}
		i += n - 1
		if inRow || !s.number.Same(open) {
			all, open = append(all, s), s.number
		}
	}
	if isFigures(kind) {
		return nil // their numbered headings are chapters
	}
	out := f.titledItems(f.chosen(all, a, kind), a)
	f.close(out)
	spread(out)
	f.bindEarlier(out, a, kind)
	return out
}

// chosen is those of the headings found that are the cases, with their parts; where none
// has a number that a sign goes with, headings by their place in the document.
func (f *flow) chosen(all []span, a agenda, kind saksok.DocumentKind) []span {
	dated := func(spans []span) bool {
		return slices.ContainsFunc(spans, func(s span) bool { return hasYear(s.number) })
	}
	out := f.fullest(f.withoutLoose(f.withoutRows(all, a)))
	if len(out) == 0 {
		if out = f.bareItems(a, kind); len(out) == 0 {
			out = f.headedItems(a, kind)
		}
	} else if !f.hasRows() && !dated(out) {
		out = f.withParts(out)
	}
	if !dated(out) {
		out = f.withLetters(out)
	}
	if heads := f.headsAbove(out, a, kind); heads != nil {
		return heads
	}
	return out
}

// fullest keeps of the headings with one number the one most text follows, the
// first of equals, and of those without a number all.
func (f *flow) fullest(all []span) []span {
	size := func(i int) int {
		end := len(f.lines)
		if i+1 < len(all) {
			end = all[i+1].head
		}
		return end - all[i].from
	}
	var best []int // of the headings with one number, where the fullest is
	var out []span
	for i, s := range all {
		k := slices.IndexFunc(best, func(j int) bool { return all[j].number.Same(s.number) })
		switch {
		case k < 0:
			best = append(best, i)
		case size(i) > size(best[k]):
			best[k] = i
		}
	}
	for i, s := range all {
		if s.number.Key() == "" || slices.Contains(best, i) {
			out = append(out, s)
		}
	}
	return out
}

// titledItems adds items whose headings print the agenda's title without its
// number, in documents whose other items have none either or are missing.
func (f *flow) titledItems(spans []span, a agenda) []span {
	var missing []*entry
	for k := range a.entries {
		e := &a.entries[k]
		if !slices.ContainsFunc(spans, func(s span) bool { return sameCase(s.number, e.number) }) && len(e.title) > 4 {
			missing = append(missing, e)
		}
	}
	if len(missing) == 0 || len(missing) < len(a.entries)/2 {
		return spans // a case that is not treated, not a way of printing
	}
	heads := map[int]bool{}
	for _, s := range spans {
		for i := s.head; i < s.from; i++ {
			heads[i] = true
		}
	}
	from := 0
	for _, e := range missing {
		for i := from; i < len(f.lines); i++ {
			l := f.lines[i]
			if heads[i] || a.lines[i] || l.table >= 0 || !f.standsApart(i) || !similar(l.text, e.title) {
				continue
			}
			spans = append(spans, span{number: e.number, title: l.text, head: i, from: i + 1, evidence: saksok.EvidenceHeading})
			from = i + 1
			break
		}
	}
	slices.SortStableFunc(spans, func(x, y span) int { return x.head - y.head })
	return spans
}

// similar reports whether two titles have nearly all words in common.
func similar(a, b string) bool {
	x, y := strings.Fields(label(a)), strings.Fields(label(b))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return 2*n*10 >= 8*(len(x)+len(y))
}

// items merges what the agenda lists with what the text treats.
func (f *flow) items(a agenda, spans []span, kind saksok.DocumentKind) ([]saksok.Item, []saksok.Problem) {
	used := make([]bool, len(spans))
	out := []saksok.Item{}
	problems := []saksok.Problem{}
	var heads []int // where the items' headings stand; -1 for those in the agenda only
	next := 0       // spans before it are in out
	put := func(i int, e *entry) {
		used[i] = true
		out, heads = append(out, f.item(&spans[i], e)), append(heads, spans[i].head)
	}
	for k := range a.entries {
		e := &a.entries[k]
		j := f.spanFor(spans, used, e)
		if j < 0 {
			it := f.item(nil, e)
			out, heads = append(out, it), append(heads, -1)
			if len(spans) > 0 && expectsBodies(kind) {
				problems = append(problems, saksok.Problem{
					Page: e.page, Code: saksok.ProblemItemNoBody, Item: e.number, Box: e.box.Rounded(),
					Message: "the agenda lists item " + string(e.number) + ", but no text under a heading of its own was found",
				})
			}
			continue
		}
		for ; next < j; next++ {
			if !used[next] && f.inAgendaLater(a, k, spans[next]) < 0 {
				put(next, nil)
			}
		}
		put(j, e)
	}
	for i := range spans {
		if !used[i] {
			put(i, nil)
		}
	}
	inPrint(out, heads)
	if len(out) == 0 && kind == saksok.KindCasePaper && len(f.lines) > 0 {
		out = append(out, f.wholeDocument())
	}
	return out, problems
}

// inPrint puts the items that have a heading in the order of their headings: a case
// may be treated before those that the agenda lists ahead of it. An item without one
// keeps its place.
func inPrint(items []saksok.Item, heads []int) {
	var places []int
	for i, h := range heads {
		if h >= 0 {
			places = append(places, i)
		}
	}
	order := slices.Clone(places)
	slices.SortStableFunc(order, func(a, b int) int { return heads[a] - heads[b] })
	sorted := make([]saksok.Item, len(places))
	for k, i := range order {
		sorted[k] = items[i]
	}
	for k, i := range places {
		items[i] = sorted[k]
	}
}

// wholeDocument is the one item of a case paper that has no heading with a
// number: the paper itself.
func (f *flow) wholeDocument() saksok.Item {
	last := f.lines[len(f.lines)-1]
	it := saksok.Item{
		Title: f.title(f.readHead(), ""), FirstPage: f.lines[0].Page, LastPage: last.Page, HeadPage: f.lines[0].Page,
		Box: box(f.lines[:1]), Evidence: []saksok.Evidence{saksok.EvidenceHeader},
		CaseRef: f.field(f.lines[:min(len(f.lines), headLines)], "case_ref"),
	}
	it.Text, it.PageStarts = f.paged(f.lines, it.FirstPage)
	it.Kind = f.kindOf(it)
	it.Closed = f.saysClosed(it.Text, 10)
	return it
}

// expectsBodies reports whether a document of this kind has text for the items
// its agenda lists.
func expectsBodies(kind saksok.DocumentKind) bool {
	switch kind {
	case saksok.KindPack, saksok.KindMinutes, saksok.KindSlidePack:
		return true
	}
	return false
}

func (f *flow) inAgendaLater(a agenda, from int, s span) int {
	for k := from + 1; k < len(a.entries); k++ {
		if s.number.Same(a.entries[k].number) {
			return k
		}
	}
	return -1
}

func (f *flow) spanFor(spans []span, used []bool, e *entry) int {
	for i, s := range spans {
		if !used[i] && e.number.Key() != "" && sameCase(s.number, e.number) {
			return i
		}
	}
	return -1
}

// sameCase compares numbers as sameKey does their keys, but tells series apart.
func sameCase(a, b saksok.ItemNumber) bool {
	if a.Key() == b.Key() {
		return a.Key() == "" || a.Same(b)
	}
	return sameKey(a.Key(), b.Key())
}

// sameKey compares keys; one without a year ("12") meets one with ("2024-12").
func sameKey(a, b saksok.ItemKey) bool {
	if a == b {
		return true
	}
	_, x, yearA := strings.Cut(string(a), "-")
	_, y, yearB := strings.Cut(string(b), "-")
	switch {
	case yearA && !yearB:
		return x == string(b)
	case yearB && !yearA:
		return y == string(a)
	}
	return false
}

// item makes the item of a span and an agenda entry, either of which may be
// missing.
func (f *flow) item(s *span, e *entry) saksok.Item {
	it := saksok.Item{Evidence: []saksok.Evidence{}}
	if e != nil {
		it.Number, it.Title, it.KindRaw, it.Start, it.End, it.CaseRef = e.number, e.title, e.kindRaw, e.start, e.end, e.caseRef
		it.FirstPage, it.LastPage, it.Box, it.HeadPage = e.page, e.page, e.box.Rounded(), e.page
		for _, p := range e.presenters {
			it.Presenters = append(it.Presenters, p.name)
		}
		it.Evidence = append(it.Evidence, saksok.EvidenceAgenda)
	}
	if s != nil {
		it.Number = orNumber(s.number, it.Number)
		if s.title != "" && (e == nil || !fuller(e.title, s.title)) {
			it.Title = s.title
		}
		if it.Start == "" {
			it.Start = s.start
		}
		it.FirstPage, it.LastPage, it.HeadPage = s.page, s.lastPage, f.lines[s.at].Page
		it.Box = box(f.lines[s.at:max(s.from, s.at+1)])
		it.Text, it.PageStarts = f.paged(f.lines[s.from:s.to], it.FirstPage)
		it.Evidence = append(it.Evidence, s.evidence)
		if it.CaseRef == "" {
			it.CaseRef = s.caseRef
		}
		if it.CaseRef == "" {
			it.CaseRef = f.field(f.lines[s.head:min(s.to, s.from+15)], "case_ref")
		}
	}
	if s != nil && s.earlier != nil {
		it.MeetingDay, it.Body = s.earlier.Date, s.earlier.Body
	}
	it.Key = it.Number.Key()
	it.Kind = f.kindOf(it)
	it.Closed = f.cues.Closed.match(it.Title) || f.saysClosed(it.Text, 3)
	it.Title = f.openTitle(it.Title)
	return it
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// saysClosed reports whether one of a text's first lines begins with the words by
// which a case is kept from the public; the law may be named in any text.
func (f *flow) saysClosed(text string, lines int) bool {
	for l := range strings.SplitSeq(firstLines(text, lines), "\n") {
		if f.cues.Closed.Regexp != nil {
			if m := f.cues.Closed.FindStringIndex(l); m != nil && m[0] < 3 {
				return true
			}
		}
	}
	return false
}

func orNumber(a, b saksok.ItemNumber) saksok.ItemNumber {
	if a != "" {
		return a
	}
	return b
}

func firstLines(s string, n int) string {
	lines := strings.SplitN(s, "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}

// kindOf is the item's kind from its column, its title, or its series.
func (f *flow) kindOf(it saksok.Item) saksok.ItemKind {
	if k := f.itemKind(it.KindRaw); k != "" {
		return k
	}
	first := firstWord(it.Title)
	if k := f.itemKind(first); k != "" {
		return k
	}
	if k := f.itemKind(it.Title); k != "" {
		return k
	}
	if r, ok := saksok.ParseItemNumber(string(it.Number)); ok {
		if k := f.cues.SeriesKinds[strings.ToLower(r.Series)]; k != "" {
			return k
		}
	}
	return saksok.ItemOther
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return strings.Trim(w, ":.,")
}

func (f *flow) itemKind(word string) saksok.ItemKind {
	w := label(word)
	if w == "" {
		return ""
	}
	for _, k := range f.cues.ItemKinds {
		if slices.Contains(k.Words, w) {
			return k.Kind
		}
	}
	return ""
}
