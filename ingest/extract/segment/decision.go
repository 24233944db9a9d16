package segment

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// How a decision or proposal was found, the Rule it carries.
const (
	ruleLabel      = "label"             // a label on its own line or before a colon
	ruleMotion     = "motion"            // put forward by someone in the meeting
	ruleSubject    = "subject-verb"      // a sentence with the body as its subject
	ruleResult     = "result-sentence"   // a sentence of minutes that says what became of a matter
	ruleTerse      = "terse-result"      // "Enstemmig vedtatt." under a proposal
	ruleHistory    = "case-history"      // an earlier body's treatment, listed under the case
	ruleResolution = "resolution"        // a numbered resolution with its result
	ruleOutside    = "label-not-minutes" // a decision's label in a document that is no minutes
)

// treatment is what one item's text says was put and decided, as it is read.
type treatment struct {
	f       *flow
	kind    saksok.DocumentKind
	body    string
	day     saksok.Date // of the meeting
	item    saksok.ItemNumber
	title   string // of the item
	lines   []line
	taken   []bool // lines that belong to a decision or are no running text
	out     []saksok.Decision
	mainIdx int               // the decision a vote without an object is on; -1 none
	by      *saksok.Treatment // the earlier body whose treatment is being read
	vote    *saksok.Vote      // a vote read before the decision it is on
	dissent string            // the line on who dissented that ended the text read last
}

// decisions reads the proposals and decisions of every item. A document without
// items is read as one.
func (f *flow) decisions(spans []span, items []saksok.Item, kind saksok.DocumentKind, m saksok.Meeting) []saksok.Decision {
	out := []saksok.Decision{}
	if len(spans) == 0 {
		number := saksok.ItemNumber("")
		if len(items) == 1 {
			number = items[0].Number
		}
		return append(out, f.treat(f.lines, span{number: number}, kind, m)...)
	}
	for _, s := range spans {
		if s.earlier == nil {
			out = append(out, f.treat(f.lines[s.from:s.to], s, kind, m)...)
			continue
		}
		for _, d := range f.treat(f.lines[s.from:s.to], s, saksok.KindMinutes, *s.earlier) {
			d.MeetingDay, d.Body = s.earlier.Date, s.earlier.Body
			out = append(out, d)
		}
	}
	// Meeting by meeting: an earlier one's decisions go before this one's.
	slices.SortStableFunc(out, func(a, b saksok.Decision) int { return earlierFirst(a) - earlierFirst(b) })
	return out
}

func earlierFirst(d saksok.Decision) int {
	if d.MeetingDay != "" {
		return 0
	}
	return 1
}

func (f *flow) treat(lines []line, s span, kind saksok.DocumentKind, m saksok.Meeting) []saksok.Decision {
	t := &treatment{f: f, kind: kind, body: m.Body, day: m.Date, item: s.number, title: s.title, lines: lines, taken: make([]bool, len(lines)), mainIdx: -1}
	if f.cues.Resolution.match(string(s.number)) {
		t.resolution()
		return t.out
	}
	for i := 0; i < len(lines); {
		i = t.step(i)
	}
	t.dropIntroductions()
	if kind == saksok.KindMinutes {
		t.settle()
	}
	if !t.decided() {
		switch kind {
		case saksok.KindMinutes:
			t.resultSentences()
		case saksok.KindSlidePack:
			t.subjectSentences()
		}
	}
	return t.out
}

// dropIntroductions leaves out a text under a proposal's label that proposes
// nothing, where another one does: what introduces the case under "Indstilling fra
// …", before "Det indstilles:".
func (t *treatment) dropIntroductions() {
	proposes := func(d saksok.Decision) bool { return len(t.f.cues.types(d.Text)) > 0 }
	labelled := func(d saksok.Decision) bool { return d.Rule == ruleLabel && d.Status == saksok.StatusProposed }
	if !slices.ContainsFunc(t.out, func(d saksok.Decision) bool { return labelled(d) && proposes(d) }) {
		return
	}
	main := t.mainIdx
	kept := t.out[:0:0]
	for i, d := range t.out {
		if labelled(d) && !proposes(d) && !startsPoint(d.Text) {
			if i <= main {
				t.mainIdx--
			}
			continue
		}
		kept = append(kept, d)
	}
	t.out = kept
	if t.mainIdx < 0 && main >= 0 {
		t.mainIdx = slices.IndexFunc(kept, labelled)
	}
}

// decided reports whether something beside proposals was read.
func (t *treatment) decided() bool {
	return slices.ContainsFunc(t.out, func(d saksok.Decision) bool {
		return d.Status != saksok.StatusProposed && d.Status != saksok.StatusRecommended
	})
}

// step reads what begins at line i and returns the line to go on at.
func (t *treatment) step(i int) int {
	l := t.lines[i]
	if t.f.isOneOf(l.text, t.f.cues.Attachments) {
		return t.skipAttachments(i + 1)
	}
	if t.f.isOneOf(l.text, t.f.cues.History) && t.kind == saksok.KindMinutes {
		return t.history(i + 1)
	}
	if m := t.f.cues.Treated.find(l.text); m != nil {
		t.by = t.treatedBy(m)
		return i + 1
	}
	if st, name, rest, vote := t.labelAt(i); st != "" {
		return t.labelledText(i, st, name, rest, vote)
	}
	if who := t.f.motion(l.text); who != "" {
		j, text := t.collect(i+1, "")
		t.mark(i, j)
		t.add(saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMotion, Label: l.text, Proposer: who}, text, "")
		return j
	}
	if t.f.isOneOf(l.text, t.f.cues.Dissent) {
		j, _ := t.collect(i+1, "")
		t.mark(i, j)
		return j
	}
	return i + 1
}

// skipAttachments passes over a list of attachments, whose names look like labels.
func (t *treatment) skipAttachments(i int) int {
	for ; i < len(t.lines); i++ {
		l := t.lines[i]
		if st, _, _, _ := t.labelAt(i); st != "" && strings.HasSuffix(strings.TrimSpace(l.text), ":") {
			break
		}
		if t.f.isSection(l.text) && !t.f.isOneOf(l.text, t.f.cues.Attachments) && !t.f.isLabelWord(l.text) {
			break
		}
	}
	return i
}

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
		body, isBody := labelled(l.text, t.f.cues.Fields["body"])
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
		if t.f.cues.DissentSaid.match(l.text) {
			vote = t.f.cues.dissenting(t.f.join(lines[len(text):]))
			break
		}
		text = append(text, l)
	}
	if len(text) == 0 {
		return
	}
	s := t.f.text(text)
	st := orAdopted(t.f.cues.resultOf(s))
	if t.f.cues.Recommends.match(s) {
		st = saksok.StatusRecommended
	}
	d := saksok.Decision{Item: t.item, Status: st, Text: s, Page: text[0].Page, Box: box(text), Rule: ruleHistory, TreatedBy: by, Vote: vote}
	d.Types = t.types(d)
	t.out = append(t.out, d)
}

// treatedBy is the earlier body a heading like "Saksprotokoll i Utvalg for
// oppvekst - 05.03.2024" names; nil where it is the body that meets.
func (t *treatment) treatedBy(m []string) *saksok.Treatment {
	by := &saksok.Treatment{Body: strings.TrimSpace(m[1])}
	if d := saksok.FindDates(m[2], 0); len(d) > 0 {
		by.Date = d[0].From
	}
	if strings.EqualFold(by.Body, t.body) && (by.Date == t.day || by.Date == "") {
		return nil
	}
	return by
}

func (t *treatment) mark(i, j int) {
	for k := i; k < j; k++ {
		t.taken[k] = true
	}
}

// labelledText reads the text under a decision label.
func (t *treatment) labelledText(i int, st saksok.DecisionStatus, name, rest, vote string) int {
	if vote != "" && t.kind == saksok.KindMinutes {
		t.vote = t.f.cues.vote(vote)
	}
	j, text := t.collect(i+1, rest)
	t.mark(i, j)
	if rest != "" && t.kind == saksok.KindMinutes && t.isVoteOnly(rest) && len(text) > 0 {
		t.vote, rest = t.f.cues.vote(rest), "" // "Vedtak: Samrøystes" over the text
	}
	if rest != "" {
		text = append([]line{t.lines[i]}, text...)
	}
	if len(text) == 0 {
		return j
	}
	if s := t.f.join(text); t.f.cues.Closed.match(s) && utf8.RuneCountInString(s) < 80 {
		return j // "Vedtaket er unntatt offentlighet." tells that there is one, not what
	}
	d := saksok.Decision{Status: st, Rule: ruleLabel, Label: name}
	if st == saksok.StatusAdopted && t.kind != saksok.KindMinutes && t.f.isSection(name) {
		return i + 1 // "Konklusjon" is where a case paper sums up
	}
	if st == saksok.StatusAdopted && t.kind != saksok.KindMinutes {
		// Only minutes make a text adopted. What stands under "Vedtak" elsewhere
		// may be an earlier body's decision or a form to fill in.
		d.Status, d.Rule = saksok.StatusUnlabelled, ruleOutside
	}
	t.add(d, text, rest)
	return j
}

// add appends a decision with its text, and the vote sentences around it.
func (t *treatment) add(d saksok.Decision, text []line, rest string) {
	if len(text) == 0 {
		return
	}
	c := t.f.cues
	body, vote, result := t.splitVote(text, rest, d.Status)
	if d.Rule == ruleMotion && result != "" {
		d.Status = result
	}
	d.Item, d.Page, d.Box = t.item, text[0].Page, box(text)
	d.Text, d.TreatedBy = body, t.by
	if d.Status == saksok.StatusProposed && utf8.RuneCountInString(body) > longMotion {
		d.Text = t.condense(body)
	}
	if d.TreatedBy != nil && d.Status == saksok.StatusUnlabelled {
		d.Status = saksok.StatusRecommended // what an earlier body said is no decision here
	}
	if d.Status == saksok.StatusAdopted && c.Recommends.match(body) {
		d.Status = saksok.StatusRecommended
	}
	if d.Status == saksok.StatusAdopted && utf8.RuneCountInString(body) < 160 {
		switch st := c.resultOf(body); st {
		case saksok.StatusDeferred, saksok.StatusWithdrawn:
			d.Status = st
		}
	}
	if vote != nil {
		d.Vote = vote
	}
	if d.Status != saksok.StatusProposed && t.vote != nil && d.Vote == nil {
		d.Vote, t.vote = t.vote, nil
	}
	if d.Status == saksok.StatusAdopted && isTerse(c, body) {
		t.borrow(&d)
	}
	if d.Vote == nil && d.Status != saksok.StatusProposed {
		d.Vote = t.f.cues.dissenting(t.dissent)
	}
	t.dissent = ""
	d.Types = t.types(d)
	t.out = append(t.out, d)
	if d.Status == saksok.StatusAdopted || d.Status == saksok.StatusProposed && d.Rule == ruleLabel && t.mainIdx < 0 {
		t.mainIdx = len(t.out) - 1
	}
}

// longMotion is how many characters a proposal may have before its reasoning is
// told from what it proposes.
const longMotion = 900

// condense takes what is proposed out of a motion that argues at length: from the
// sentence that proposes or has the body as its subject, with the points under
// it. A text that begins with points is all proposal.
func (t *treatment) condense(s string) string {
	paras := strings.Split(s, "\n")
	if startsPoint(paras[0]) {
		return s
	}
	for i, p := range paras {
		for _, one := range sentences(p) {
			after, isBody := t.afterSubject(one)
			if !(isBody && !t.reports(after) && len(t.f.cues.types(one)) > 0) && !t.f.cues.Proposes.match(one) {
				continue
			}
			out := []string{one}
			for j := i + 1; j < len(paras) && startsPoint(paras[j]); j++ {
				out = append(out, paras[j])
			}
			return strings.Join(out, "\n")
		}
	}
	return s
}

// shortResult is how many characters a result may have that needs the item's title
// to say what it is about: "Godkjent ved akklamasjon."
const shortResult = 60

// types are the types of a decision's text, of the proposal's where it stands for
// one.
func (t *treatment) types(d saksok.Decision) []saksok.DecisionType {
	text := d.Text
	if d.FullText != "" {
		text = d.FullText
	}
	ts := t.f.cues.types(text)
	if utf8.RuneCountInString(text) < shortResult && t.f.cues.Elections.match(t.title) && !slices.Contains(ts, saksok.TypeElection) {
		ts = append([]saksok.DecisionType{saksok.TypeElection}, ts...)
	}
	if len(ts) > 0 {
		return ts
	}
	return []saksok.DecisionType{saksok.TypeAdoption}
}

// borrow gives a terse decision the text of the proposal before it.
func (t *treatment) borrow(d *saksok.Decision) {
	for i := len(t.out) - 1; i >= 0; i-- {
		p := t.out[i]
		if (p.Status == saksok.StatusProposed || p.Status == saksok.StatusRecommended) && p.Rule == ruleLabel {
			d.TextSource, d.FullText = "proposal", p.Text
			return
		}
	}
}

// isTerse reports whether a text says no more than that something was adopted.
func isTerse(c *Cues, s string) bool {
	if utf8.RuneCountInString(s) > 90 || c.resultOf(s) == "" {
		return false
	}
	n := 0
	for _, w := range strings.Fields(s) {
		w = label(w)
		if !slices.Contains(terseWords, w) && !c.Unanimous.match(w) && c.resultOf(w) == "" {
			n++
		}
	}
	return n == 0
}

var terseWords = []string{"innstillingen", "innstilling", "innstillinga", "tilrådinga", "forslaget", "forslag", "framlegget", "ble", "vart", "vert", "blir",
	"rådmannens", "rådmannen", "kommunedirektørens", "kommunedirektøren", "til", "vedtak", "som", "foreslått", "framlagt", "fremlagt", "er", "sitt", "si", "the", "motion", "was"}

// splitVote parts a decision's lines into its text and the sentence that says how
// the vote fell, which follows it in many minutes. The third result is what that
// sentence says became of the text.
func (t *treatment) splitVote(text []line, rest string, st saksok.DecisionStatus) (string, *saksok.Vote, saksok.DecisionStatus) {
	s := t.f.text(text)
	if rest != "" {
		if k := strings.Index(s, rest); k >= 0 {
			s = s[k:]
		} else if _, after, ok := strings.Cut(s, ":"); ok {
			s = strings.TrimSpace(after)
		}
	}
	if t.kind != saksok.KindMinutes {
		return s, nil, ""
	}
	paras := strings.Split(s, "\n")
	paras, dissent := t.withoutDissent(paras)
	for len(paras) > 1 && t.isVoteOnly(paras[len(paras)-1]) {
		last := paras[len(paras)-1]
		if v := t.f.cues.vote(last); v != nil {
			return strings.Join(paras[:len(paras)-1], "\n"), v, t.f.cues.resultOf(last)
		}
		paras = paras[:len(paras)-1]
	}
	s = strings.Join(paras, "\n")
	if st != saksok.StatusAdopted {
		return s, nil, ""
	}
	v := t.f.cues.vote(s)
	if v == nil {
		v = t.f.cues.dissenting(dissent)
	}
	return s, v, ""
}

// withoutDissent cuts a decision's text before the sentence that puts a dissent on
// record, the second result.
func (t *treatment) withoutDissent(paras []string) ([]string, string) {
	for i, p := range paras {
		ss := sentences(p)
		for k, s := range ss {
			if i == 0 && k == 0 || !t.f.cues.DissentSaid.match(s) {
				continue
			}
			out := slices.Clone(paras[:i])
			if k > 0 {
				out = append(out, strings.Join(ss[:k], " "))
			}
			return out, s
		}
	}
	return paras, ""
}

// isVoteOnly reports whether a paragraph only tells how the vote fell.
func (t *treatment) isVoteOnly(s string) bool {
	c := t.f.cues
	return utf8.RuneCountInString(s) < 240 && !startsPoint(s) &&
		(isTerse(c, s) || c.vote(s) != nil && (c.resultOf(s) != "" || strings.Contains(strings.ToLower(s), "stem")))
}

// collect gathers the lines of a decision's text from line i on: to the next
// label, section, motion or more prominent heading. Furniture never counts.
func (t *treatment) collect(i int, rest string) (int, []line) {
	var out []line
	look := -1
	for ; i < len(t.lines); i++ {
		l := t.lines[i]
		if st, _, _, _ := t.labelAt(i); st != "" || t.f.motion(l.text) != "" || t.f.isSection(l.text) {
			break
		}
		if look < 0 && rest == "" {
			look = l.Heading
		}
		if l.Heading > max(look, 0) && !(l.Heading == 1 && len(l.text) > 90) {
			break
		}
		if len(out) > 0 && t.kind == saksok.KindSlidePack && (l.Page != out[0].Page || t.f.isDivider(l)) {
			break
		}
		if t.kind == saksok.KindMinutes && (len(out) > 0 || rest != "") && slices.Contains(t.f.cues.Single, label(l.text)) {
			break // the result of what is proposed here
		}
		if t.f.isDivider(l) || t.f.ends(l.text) || t.f.cues.Treated.find(l.text) != nil {
			break
		}
		if t.kind == saksok.KindMinutes && (len(out) > 0 || rest != "") && t.endsWithVote(out, l) {
			break
		}
		if len(out) > 0 && t.f.cues.DissentSaid.match(l.text) {
			t.dissent = l.text
			break
		}
		if len(out) > 0 && t.leavesProposal(out, i) {
			break
		}
		out = append(out, l)
		if strings.HasPrefix(out[0].text, "«") && strings.HasSuffix(strings.TrimRight(l.text, "."), "»") {
			return i + 1, out // a quoted text ends with its quote
		}
	}
	return i, out
}

// leavesProposal reports whether a proposal in a case paper is over at line i: a new
// block opens that is no point and decides nothing, behind one that did.
func (t *treatment) leavesProposal(out []line, i int) bool {
	l, last := t.lines[i], out[len(out)-1]
	if t.kind == saksok.KindMinutes || t.kind == saksok.KindSlidePack || last.Block == l.Block && last.Page == l.Page || startsPoint(l.text) {
		return false
	}
	j := i + 1
	for j < len(t.lines) && sameParagraph(t.lines[j-1], t.lines[j]) {
		j++
	}
	return last.Page == l.Page && !strings.HasSuffix(strings.TrimSpace(last.text), ":") &&
		len(t.f.cues.types(t.f.join(t.lines[i:j]))) == 0 && len(t.f.cues.types(t.f.join(out))) > 0
}

// endsWithVote reports whether the text is over: its last paragraph was a vote's
// result and l opens another.
func (t *treatment) endsWithVote(out []line, l line) bool {
	if len(out) == 0 {
		return false
	}
	last := out[len(out)-1]
	if sameParagraph(last, l) {
		return false
	}
	k := len(out) - 1
	for k > 0 && sameParagraph(out[k-1], out[k]) {
		k--
	}
	return t.isVoteOnly(t.f.join(out[k:]))
}

// labelAt reads a decision label at line i: its status, the label, the text behind
// its colon and the vote in its parentheses. A label without a colon must stand
// alone.
func (t *treatment) labelAt(i int) (st saksok.DecisionStatus, name, rest, vote string) {
	l := t.lines[i]
	st, name, rest, vote = t.f.labelOf(l.text)
	if st == saksok.StatusProposed && t.secondThoughts(name) {
		return "", "", "", ""
	}
	if st == "" || rest != "" || strings.HasSuffix(strings.TrimSpace(l.text), ":") || l.Heading > 0 || i == 0 {
		return st, name, rest, vote
	}
	p := t.lines[i-1]
	if p.Page == l.Page && p.Block == l.Block && !strings.HasSuffix(p.text, ".") && len(p.text) > 50 {
		return "", "", "", ""
	}
	return st, name, rest, vote
}

// secondThoughts reports whether a label is the section in which the proposal
// that was read already is argued for ("Kommunedirektørens anbefaling").
func (t *treatment) secondThoughts(name string) bool {
	l := strings.ToLower(name)
	return (strings.Contains(l, "anbefaling") || strings.Contains(l, "konklusjon")) && t.mainIdx >= 0
}

// ends reports whether a line ends all text of an item: the meeting closed, a
// certified copy.
func (f *flow) ends(s string) bool {
	l := strings.ToLower(s)
	return slices.ContainsFunc(f.cues.Endings, func(e string) bool { return strings.HasPrefix(l, e) })
}

// labelOf takes a line apart as a decision label; "" where it is none. What
// stands in parentheses behind the label tells of the vote: "Vedtak
// (enstemmig):".
func (f *flow) labelOf(s string) (st saksok.DecisionStatus, name, rest, vote string) {
	s = strings.TrimSpace(s)
	if !startsUpper(s) || len(s) > 400 {
		return "", "", "", ""
	}
	head, tail, colon := strings.Cut(s, ":")
	if len(head) > 120 || !colon && strings.HasSuffix(s, ".") {
		return "", "", "", "" // "Enstemmig vedtatt." is a sentence
	}
	if open := strings.IndexByte(head, '('); open > 0 && strings.HasSuffix(head, ")") {
		head, vote = strings.TrimSpace(head[:open]), head[open+1:len(head)-1]
	}
	l := label(head)
	for _, c := range f.cues.Labels {
		if c.Pattern.match(l) {
			if !colon {
				tail = ""
			}
			return c.Status, strings.TrimSpace(head), strings.TrimSpace(tail), vote
		}
	}
	return "", "", "", ""
}

// isLabelWord reports whether a line is a decision label.
func (f *flow) isLabelWord(s string) bool {
	st, _, _, _ := f.labelOf(s)
	return st != ""
}

func (f *flow) isLabel(s string) bool {
	st, _, _, _ := f.labelOf(s)
	return st != "" || f.isSection(s)
}

// motion returns who put forward what follows, "" where the line is no lead-in.
func (f *flow) motion(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 200 || !strings.HasSuffix(s, ":") && len(s) > 110 {
		return ""
	}
	for _, p := range f.cues.Motions {
		if m := p.FindStringSubmatch(s); m != nil && m[1] != "" && startsUpper(m[1]) {
			return strings.Trim(m[1], " :")
		}
	}
	return ""
}

// isSection reports whether a line is the heading of a section that ends a
// decision's text.
func (f *flow) isSection(s string) bool {
	return f.isOneOf(s, f.cues.Sections) || f.isOneOf(s, f.cues.Treatment) || f.isOneOf(s, f.cues.Voting) || f.isOneOf(s, f.cues.Dissent)
}

// isOneOf reports whether a line is one of the words, alone, numbered, or before
// a colon.
func (f *flow) isOneOf(s string, words []string) bool {
	head, _, _ := strings.Cut(s, ":")
	if !startsUpper(strings.TrimLeftFunc(head, func(r rune) bool { return !unicode.IsLetter(r) })) {
		return false
	}
	l := label(strings.TrimLeft(head, "0123456789. "))
	return slices.Contains(words, l)
}

// isDivider reports whether a line comes back so often that it is a divider or
// a letterhead inside the text and not part of any decision.
func (f *flow) isDivider(l line) bool {
	return f.repeats()[label(l.text)] >= 3 && len(strings.Fields(l.text)) <= 8 && !strings.HasSuffix(l.text, ".")
}

// repeats counts equal lines over the document.
func (f *flow) repeats() map[string]int {
	if f.repeated == nil {
		f.repeated = map[string]int{}
		for _, l := range f.lines {
			f.repeated[label(l.text)]++
		}
	}
	return f.repeated
}

// settle reads the vote sentences that stand outside labelled text and gives
// each to what it is on: a motion by its proposer's name, else the main
// proposal.
func (t *treatment) settle() {
	for _, p := range t.paragraphs() {
		for _, s := range sentences(p.text) {
			if head, rest, ok := strings.Cut(s, ": "); ok && t.f.isOneOf(head, t.f.cues.Voting) {
				s = rest
			}
			v := t.f.cues.vote(s)
			st := t.f.cues.resultOf(s)
			if v == nil || st == "" || !t.speaksOfVote(s) {
				continue
			}
			if !t.settlePostponement(s, st, v) && !t.settleMotions(s, st, v) {
				t.settleMain(p, s, st, v)
			}
		}
	}
}

// settlePostponement gives the vote on putting the case off to the motion for it
// and to the decision that says it is.
func (t *treatment) settlePostponement(s string, st saksok.DecisionStatus, v *saksok.Vote) bool {
	if !t.f.cues.Postponement.match(s) {
		return false
	}
	found := false
	for i := range t.out {
		d := &t.out[i]
		switch {
		case d.Rule == ruleMotion && slices.Contains(d.Types, saksok.TypeDeferral):
			d.Status, d.Vote, found = st, v, true
			if st == saksok.StatusDeferred {
				d.Status = saksok.StatusAdopted // the motion to put off carried
			}
		case d.Status == saksok.StatusDeferred && d.Rule == ruleLabel && d.Vote == nil:
			d.Vote, found = v, true
		}
	}
	return found
}

// speaksOfVote reports whether a sentence is on a vote taken in the meeting.
func (t *treatment) speaksOfVote(s string) bool {
	l := strings.ToLower(s)
	for _, w := range []string{"forslag", "innstilling", "framlegg", "tilråding", "votering", "røyst", "stem", "vedtatt", "vedteke", "alternativ", "indstilling", "carried", "beslut", "enstemmig", "samrøystes"} {
		if strings.Contains(l, w) {
			return true
		}
	}
	return false
}

// settleMotions gives a vote sentence to the motions it names by proposer or
// party, and reports whether it names one. Where it sets texts against each
// other, what stands last before the word "vedtatt" won and the others fell.
func (t *treatment) settleMotions(s string, st saksok.DecisionStatus, v *saksok.Vote) bool {
	at := t.resultAt(s, st)
	first, last := map[int]int{}, map[int]int{}
	for i, d := range t.out {
		if d.Rule != ruleMotion {
			continue
		}
		if a, b, ok := mentions(s, d.Proposer, at); ok {
			first[i], last[i] = a, b
		}
	}
	if len(first) == 0 {
		return false
	}
	mainFirst, mainLast := t.mainAt(s, at)
	winner := -1 // the main proposal
	best := mainLast
	for _, i := range slices.Sorted(maps.Keys(last)) {
		if last[i] > best {
			winner, best = i, last[i]
		}
	}
	for _, i := range slices.Sorted(maps.Keys(first)) {
		d := &t.out[i]
		switch {
		case st != saksok.StatusAdopted:
			if mainFirst < 0 || first[i] < mainFirst {
				d.Status, d.Vote = st, v
			}
		case i == winner:
			d.Status, d.Vote = st, v
		default:
			d.Status, d.Vote = saksok.StatusRejected, swapped(v)
		}
	}
	return winner >= 0 || st != saksok.StatusAdopted
}

// resultAt is where the sentence says what became of it.
func (t *treatment) resultAt(s string, st saksok.DecisionStatus) int {
	for _, r := range t.f.cues.Results {
		if r.Status == st {
			if m := r.Pattern.FindStringIndex(s); m != nil {
				return m[0]
			}
		}
	}
	return len(s)
}

// mentions finds the first and the last place before at where a sentence names a
// proposer: a name or party of theirs.
func mentions(s, proposer string, at int) (first, last int, ok bool) {
	first = len(s)
	for _, w := range strings.FieldsFunc(proposer, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if len(w) < 2 || !startsUpper(w) {
			continue
		}
		for from := 0; ; {
			i := strings.Index(s[from:], w)
			if i < 0 {
				break
			}
			i += from
			from = i + len(w)
			if isLetterBefore(s, i) {
				continue
			}
			if i < at {
				first, last, ok = min(first, i), max(last, i), true
			}
		}
	}
	return first, last, ok
}

// mainAt finds the first and last place before at where a sentence names the
// proposal the meeting had before it; -1 where it does not.
func (t *treatment) mainAt(s string, at int) (first, last int) {
	first, last = -1, -1
	l := strings.ToLower(s)
	for _, w := range t.f.cues.MainWords {
		if i := strings.Index(l, w); i >= 0 && i < at && (first < 0 || i < first) {
			first = i
		}
		if i := strings.LastIndex(l[:min(at, len(l))], w); i > last {
			last = i
		}
	}
	return first, last
}

// settleMain gives a vote to the decision it adopted; where the minutes print
// no decision of their own, the result sentence stands for the proposal.
func (t *treatment) settleMain(p paragraph, s string, st saksok.DecisionStatus, v *saksok.Vote) {
	for i := range t.out {
		d := &t.out[i]
		settled := d.Status == saksok.StatusAdopted || d.Status == saksok.StatusRecommended && i > 0 || d.Status == saksok.StatusDeferred
		if settled && d.Rule == ruleLabel && d.TreatedBy == nil && st == saksok.StatusAdopted {
			if d.Vote == nil {
				d.Vote = v
			}
			return
		}
	}
	if t.mainIdx < 0 || t.out[t.mainIdx].Status != saksok.StatusProposed {
		return
	}
	d := saksok.Decision{Status: st, Rule: ruleTerse, Item: t.item, Text: s, Page: p.lines[0].Page, Box: box(p.lines), Vote: v,
		TextSource: "proposal", FullText: t.out[t.mainIdx].Text}
	d.Types = t.types(d)
	t.out = append(t.out, d)
	t.mark(p.from, p.to)
	t.mainIdx = len(t.out) - 1
}

// paragraph is lines that make one paragraph; from and to index t.lines.
type paragraph struct {
	lines    []line
	from, to int
	text     string
}

// paragraphs are the paragraphs outside what was read under labels.
func (t *treatment) paragraphs() []paragraph {
	var out []paragraph
	for i := 0; i < len(t.lines); {
		if t.taken[i] {
			i++
			continue
		}
		j := i + 1
		for j < len(t.lines) && !t.taken[j] && sameParagraph(t.lines[j-1], t.lines[j]) {
			j++
		}
		out = append(out, paragraph{t.lines[i:j], i, j, t.f.join(t.lines[i:j])})
		i = j
	}
	return out
}

// sentences parts running text at full stops before a capital letter.
func sentences(s string) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		rest := strings.TrimLeft(s[i+1:], " ")
		if rest == "" || len(rest) == len(s[i+1:]) || !startsUpper(rest) || abbreviated(s[from:i]) {
			continue
		}
		out = append(out, strings.TrimSpace(s[from:i+1]))
		from = i + 1
	}
	if last := strings.TrimSpace(s[from:]); last != "" {
		out = append(out, last)
	}
	return out
}

// abbreviated reports whether the text ends in an abbreviation or a number that
// takes a full stop.
func abbreviated(s string) bool {
	w := s[strings.LastIndexAny(s, " (")+1:]
	if w == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(w)
	if unicode.IsDigit(last) && len(w) <= 2 {
		return true
	}
	switch strings.ToLower(w) {
	case "nr", "kl", "jf", "jfr", "ca", "pr", "mill", "kr", "st", "adm", "evt", "bl.a", "f.eks", "mr", "dr", "s", "j", "no", "art", "pkt", "vs":
		return true
	}
	return utf8.RuneCountInString(w) == 1
}
