package segment

import (
	"slices"
	"strings"
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
	rulePart       = "impartiality"      // a sentence by which the body decides who may treat the case
	ruleOpening    = "opening"           // the notice or agenda approved before the first item
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
	told    []bool // those that proceedings read; see there
	out     []saksok.Decision
	mainIdx int               // the decision a vote without an object is on; -1 none
	rows    []headerRow       // of the case paper's table of bodies
	by      *saksok.Treatment // the earlier body whose treatment is being read
	byFrom  int               // the line it begins at
	vote    *saksok.Vote      // a vote read before the decision it is on

	mainVotes []*saksok.Vote // on the main proposal, or on parts of it
	dissent   string         // the line on who dissented that ended the text read last
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
	if kind == saksok.KindMinutes && spans[0].earlier == nil {
		out = append(out, f.opening(f.lines[:spans[0].head])...)
	}
	for i, s := range spans {
		s.number = f.collective(spans, i)
		if s.earlier == nil {
			out = append(out, f.treat(putOrDecided(f.lines[s.from:s.to]), s, kind, m)...)
			continue
		}
		said := len(f.statements)
		for _, d := range f.treat(f.lines[s.from:s.to], s, saksok.KindMinutes, *s.earlier) {
			d.MeetingDay, d.Body = s.earlier.Date, s.earlier.Body
			out = append(out, d)
		}
		for i := range f.statements[said:] {
			f.statements[said+i].MeetingDay, f.statements[said+i].Body = s.earlier.Date, s.earlier.Body
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
	t := &treatment{f: f, kind: kind, body: m.Body, day: m.Date, item: s.number, title: s.title, lines: lines, taken: make([]bool, len(lines)), told: make([]bool, len(lines)), mainIdx: -1}
	for _, l := range f.lines[s.head:max(s.head, s.from)] {
		if r, _ := f.headerRow(l.text); r.number != "" {
			t.rows = append(t.rows, r)
		}
	}
	if f.cues.Resolution.match(string(s.number)) {
		t.resolution(f.lines[s.head:s.from])
		return t.out
	}
	t.proceedings()
	for i := 0; i < len(lines); {
		i = t.step(i)
	}
	if s.submitted {
		t.putForward(s.proposer)
	}
	t.dropIntroductions()
	if kind == saksok.KindMinutes {
		t.settle()
		f.statements = append(f.statements, t.statements()...)
	}
	if !t.decided() && !s.chapters {
		switch kind {
		case saksok.KindMinutes:
			t.resultSentences()
			if !t.decided() {
				t.electionRecord()
			}
		case saksok.KindSlidePack:
			t.subjectSentences()
		case saksok.KindAgenda, saksok.KindNotice:
			t.noted()
		}
	}
	if kind == saksok.KindMinutes {
		t.impartial()
	}
	t.postpone()
	t.dropSupport()
	t.amendRecommendation()
	for i := range t.out {
		t.out[i].Types = withFate(t.out[i].Types, t.out[i].Status)
	}
	return t.out
}

// fates are the types that what became of a text is, whatever the text says.
var fates = map[saksok.DecisionStatus]saksok.DecisionType{
	saksok.StatusRejected: saksok.TypeRejection,
	saksok.StatusDeferred: saksok.TypeDeferral,
}

// withFate adds to the types of a text what became of it: a motion to build that fell is a
// rejection beside what it proposed.
func withFate(types []saksok.DecisionType, st saksok.DecisionStatus) []saksok.DecisionType {
	if fate, ok := fates[st]; ok && !slices.Contains(types, fate) {
		return append(slices.Clip(types), fate)
	}
	return types
}

// dropSupport leaves out the motions that only back the proposal the meeting has before
// it, where what became of that was read: they have no text of their own.
func (t *treatment) dropSupport() {
	if !t.decided() {
		return
	}
	t.out = slices.DeleteFunc(t.out, func(d saksok.Decision) bool {
		return d.Rule == ruleMotion && d.Status != saksok.StatusRejected && t.f.cues.Supports.match(d.Text)
	})
}

// postpone marks what was adopted and only puts the case off as that: a motion to
// postpone that carried decides nothing of the case.
func (t *treatment) postpone() {
	for i, d := range t.out {
		if d.Status == saksok.StatusAdopted && slices.Equal(d.Types, []saksok.DecisionType{saksok.TypeDeferral}) {
			t.out[i].Status = saksok.StatusDeferred
		}
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
	if t.told[i] {
		return i + 1
	}
	if t.f.isOneOf(l.text, t.f.cues.Attachments) {
		return t.skipAttachments(i + 1)
	}
	if t.f.isOneOf(l.text, t.f.cues.History) && t.kind == saksok.KindMinutes {
		return t.history(i + 1)
	}
	if m := t.f.cues.Treated.find(l.text); m != nil {
		t.by, t.byFrom = t.treatedBy(m), i+1
		return t.underTreated(i)
	}
	who := t.f.motion(l.text)
	if st, name, rest, vote := t.labelAt(i); st != "" && !(st == saksok.StatusProposed && rest == "" && who != "" && strings.HasPrefix(l.text, who)) {
		return t.labelledText(i, st, name, rest, vote) // but "Lie la fram følgende forslag til vedtak:" is a motion
	}
	if who, label, n := t.motionAt(i); who != "" {
		j, text := t.collect(i+n, "", false)
		t.mark(i, j)
		t.add(saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMotion, Label: label, Proposer: who}, text, "")
		return j
	}
	if t.kind == saksok.KindMinutes && t.movesInLine(l.text) {
		return t.inlineMotion(i)
	}
	if m := t.f.cues.Moves.find(l.text); m != nil && t.kind == saksok.KindMinutes {
		return t.moves(i, m[1])
	}
	if t.f.isOneOf(l.text, t.f.cues.Dissent) {
		j, _ := t.collect(i+1, "", false)
		t.mark(i, j)
		return j
	}
	if t.kind == saksok.KindMinutes && t.opensTold(i) {
		t.toldMotions(i)
	}
	return i + 1
}

// movesInLine reports whether a line is a motion's lead-in with the text behind it.
func (t *treatment) movesInLine(s string) bool {
	head, rest, ok := strings.Cut(s, ": ")
	return ok && rest != "" && t.f.motion(head+":") != ""
}

// inlineMotion reads the motion that begins in line i, its lead-in and its text.
func (t *treatment) inlineMotion(i int) int {
	l := t.lines[i]
	head, rest, _ := strings.Cut(l.text, ": ")
	j, text := t.collect(i+1, rest, false)
	t.mark(i, j)
	d := saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMotion, Label: head + ":", Proposer: t.f.motion(head + ":")}
	t.add(d, append([]line{l}, text...), rest)
	return j
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

func (t *treatment) mark(i, j int) {
	for k := i; k < j; k++ {
		t.taken[k] = true
	}
}

// add appends a decision with its text, and the vote sentences around it.
func (t *treatment) add(d saksok.Decision, text []line, rest string) {
	if len(text) == 0 {
		return
	}
	if slices.Contains(t.f.cues.SameMover, d.Proposer) {
		d.Proposer = t.lastMover()
	}
	body, vote, result := t.splitVote(text, rest, d.Status)
	if d.Rule == ruleMotion && result != "" {
		d.Status = result
	}
	d.Item, d.Page, d.Box = t.item, text[0].Page, box(text)
	d.Text = body
	if d.TreatedBy == nil {
		d.TreatedBy = t.by
	}
	if d.Status == saksok.StatusProposed {
		if d.Text = t.proposal(body, text, rest); d.Text == "" {
			return
		}
	}
	d.Status = t.saidStatus(d, body)
	t.giveVote(&d, vote)
	if d.Status == saksok.StatusAdopted && t.isTerse(body) {
		t.borrow(&d)
	}
	orders := t.ordered(&d)
	if d.Vote == nil && d.Status != saksok.StatusProposed {
		d.Vote = t.f.cues.dissenting(t.dissent)
	}
	t.dissent = ""
	d.Types = t.types(d)
	t.out = append(t.out, d)
	if d.Status == saksok.StatusAdopted && d.Rule != ruleMotion || d.Status == saksok.StatusProposed && d.Rule == ruleLabel && t.mainIdx < 0 {
		t.mainIdx = len(t.out) - 1
	}
	for _, s := range orders {
		o := saksok.Decision{Status: saksok.StatusAdopted, Rule: d.Rule, Label: d.Label, Item: d.Item, Text: s, Page: d.Page, TreatedBy: d.TreatedBy, Box: box(t.f.linesOf(text, s))}
		o.Types = t.types(o)
		t.out = append(t.out, o)
	}
}

// lastMover is who put forward the last motion, "" where there is none.
func (t *treatment) lastMover() string {
	for i := len(t.out) - 1; i >= 0; i-- {
		if t.out[i].Rule == ruleMotion {
			return t.out[i].Proposer
		}
	}
	return ""
}

// saidStatus is a decision's status by what its text says beside its label.
func (t *treatment) saidStatus(d saksok.Decision, body string) saksok.DecisionStatus {
	switch {
	case d.TreatedBy != nil && d.Status == saksok.StatusUnlabelled && t.f.cues.resultOf(body) == saksok.StatusDeferred:
		return saksok.StatusDeferred
	case d.TreatedBy != nil && d.Status == saksok.StatusUnlabelled:
		return saksok.StatusRecommended // what an earlier body said is no decision here
	case d.Status == saksok.StatusAdopted:
		return t.f.cues.saidOf(body)
	}
	return d.Status
}

// giveVote gives a decision the vote in its own text, or the one read before it; of the
// two the one that counts who was against.
func (t *treatment) giveVote(d *saksok.Decision, own *saksok.Vote) {
	if own != nil && (t.vote == nil || t.vote.Against == nil || own.Against != nil) {
		d.Vote = own
	}
	if d.Status != saksok.StatusProposed && t.vote != nil && d.Vote == nil {
		d.Vote, t.vote = t.vote, nil
	}
}

// saidOf is what a text under a decision's label says became of the case: it may be
// sent on with a recommendation, put off, withdrawn, refused, or a proposal that fell.
// What is refused is rejected wherever it is said: minutes in prose have no label that
// would make "Søknaden avslås" a decision of another kind.
func (c *Cues) saidOf(text string) saksok.DecisionStatus {
	if c.recommends(text) {
		return saksok.StatusRecommended
	}
	if utf8.RuneCountInString(text) >= 160 {
		return saksok.StatusAdopted
	}
	switch st := c.resultOf(text); {
	case st == saksok.StatusDeferred, st == saksok.StatusWithdrawn,
		st == saksok.StatusRejected && slices.Contains(c.ProposalWords, strings.ToLower(firstWord(text))):
		return st
	}
	if ts := c.types(text); len(ts) > 0 && ts[0] == saksok.TypeRejection && !startsPoint(text) {
		return saksok.StatusRejected
	}
	return saksok.StatusAdopted
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
	if d.Status == saksok.StatusAdopted && d.FullText != "" && len(ts) > 1 {
		// What was recommended is decided now.
		ts = slices.DeleteFunc(ts, func(k saksok.DecisionType) bool { return k == saksok.TypeRecommendation })
	}
	if utf8.RuneCountInString(text) < shortResult && t.f.cues.Elections.match(t.title) && !slices.Contains(ts, saksok.TypeElection) {
		ts = append([]saksok.DecisionType{saksok.TypeElection}, ts...)
	}
	if len(ts) > 0 {
		return ts
	}
	switch d.Status {
	case saksok.StatusWithdrawn:
		return []saksok.DecisionType{saksok.TypeProcedural}
	case saksok.StatusDeferred:
		return []saksok.DecisionType{saksok.TypeDeferral}
	}
	if t.f.itemKind(firstWord(t.title)) == saksok.ItemApproval && utf8.RuneCountInString(text) < shortResult {
		return []saksok.DecisionType{saksok.TypeApproval}
	}
	return []saksok.DecisionType{saksok.TypeAdoption}
}

// borrow gives a terse decision the text of the proposal before it.
func (t *treatment) borrow(d *saksok.Decision) {
	for i := len(t.out) - 1; i >= 0; i-- {
		p := t.out[i]
		if (p.Status == saksok.StatusProposed || p.Status == saksok.StatusRecommended) && p.Rule == ruleLabel && !t.isTerse(p.Text) {
			d.TextSource, d.FullText = "proposal", p.Text
			return
		}
	}
}
