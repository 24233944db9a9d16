package segment

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"saksok"
)

// Minutes in English tell what was done in the order it was done, without labels: who
// moved what and who seconded it, what became of it, what was resolved or agreed.
// proceedings reads them sentence by sentence.

const (
	ruleMoved    = "moved"    // moved by someone, with what became of it
	ruleResolved = "resolved" // a sentence that says what was resolved
)

// said is a sentence of an item's text.
type said struct {
	text     string
	lines    []line
	from, to int  // its paragraph's lines in t.lines
	para     int  // which paragraph it is in
	label    bool // a line that is a label, alone
}

// proceedings reads one item's sentences.
type proceedings struct {
	t    *treatment
	all  []said
	open []int        // the motions on the table, as indexes of t.out
	last int          // what a count of votes is on; -1 none
	at   int          // the sentence last was completed by
	vote *saksok.Vote // counted before what it is on was said
}

// proceedings reads minutes in a language that has words for who moves. What it reads
// is taken from those who look for labels.
func (t *treatment) proceedings() {
	if len(t.f.cues.Movers) == 0 || t.kind != saksok.KindMinutes {
		return
	}
	p := proceedings{t: t, all: t.said(), last: -1}
	for i := 0; i < len(p.all); {
		i = p.read(i)
	}
	p.carried()
	copy(t.told, t.taken)
}

// carried gives the motions no word says the fate of to the count of votes on them, where
// all were for: "Motion by Vale to adjourn. RCV 5-0."
func (p *proceedings) carried() {
	for _, k := range p.open {
		d := &p.t.out[k]
		if d.Vote != nil && d.Vote.For != nil && d.Vote.Against != nil && *d.Vote.For > 0 && *d.Vote.Against == 0 {
			d.Status = p.t.f.cues.unlessAdvice(saksok.StatusAdopted, d.Text)
		}
	}
}

// said parts an item's text into sentences. A line that begins with who moves, or with
// what became of it, is a sentence of its own though no full stop is before it.
func (t *treatment) said() []said {
	var out []said
	for i, para := 0, 0; i < len(t.lines); para++ {
		j := i + 1
		for j < len(t.lines) && sameParagraph(t.lines[j-1], t.lines[j]) && (!t.opensSentence(t.lines[j].text) || t.f.cues.OpenLine.match(t.lines[j-1].text)) && !t.alone(t.lines[j-1].text, t.lines[j].text) &&
			(!endsSentence(t.lines[j-1].text) || !startsDigit(t.lines[j].text)) {
			j++
		}
		if t.f.isLabel(t.lines[i].text) && t.labelAlone(i) {
			out = append(out, said{text: t.lines[i].text, lines: t.lines[i : i+1], from: i, to: i + 1, para: para, label: true})
			i++
			continue
		}
		for _, s := range sentences(t.f.join(t.lines[i:j])) {
			out = append(out, said{text: s, lines: t.f.linesOf(t.lines[i:j], s), from: i, to: j, para: para})
		}
		i = j
	}
	return out
}

// opensSentence reports whether a line begins one of the sentences that proceedings are
// told in.
func (t *treatment) opensSentence(s string) bool {
	c := t.f.cues
	if !startsUpper(s) {
		return false // "The" stands on the line before
	}
	return c.Seconds.match(s) || c.Counted.match(s) || c.outcome(s) != "" && utf8.RuneCountInString(s) < longOutcome || c.moves(s) != nil || c.ResolvedFirst.match(s)
}

// alone reports whether a line is a sentence by itself: who seconded, an outcome that the
// next line does not go on with.
func (t *treatment) alone(s, next string) bool {
	return t.f.cues.Seconds.match(s) || startsUpper(next) && utf8.RuneCountInString(s) < 30 && t.f.cues.outcome(s) != ""
}

// longOutcome is how many characters an outcome may have that begins a line.
const longOutcome = 100

// labelAlone reports whether line i is a label and its text is below.
func (t *treatment) labelAlone(i int) bool {
	_, rest, _ := strings.Cut(t.lines[i].text, ":")
	return strings.TrimSpace(rest) == ""
}

// read reads the sentence at i and returns the one to go on at.
func (p *proceedings) read(i int) int {
	c, u := p.t.f.cues, p.all[i]
	if u.label || c.Impartiality.match(u.text) || c.Earlier.match(u.text) {
		return i + 1
	}
	text := withoutPoint(u.text)
	if st := c.outcome(text); st != "" && len(p.open) > 0 && !c.SayingWhat.match(text) {
		p.settle(i, st) // "The motion was approved." decides nothing by itself
		return i + 1
	}
	if c.toldOfOthers(p.t.title, text) {
		return i + 1
	}
	if st := c.decided(text); st != "" {
		return p.decision(i, st)
	}
	if st := c.outcome(text); st != "" && c.SayingWhat.match(text) {
		p.settle(i, st)
		return i + 1
	}
	if m := c.moves(text); m != nil {
		return p.motion(i, m)
	}
	if c.ThatBe.match(text) {
		return p.bareMotion(i)
	}
	if st := c.outcome(text); st != "" {
		p.settle(i, st)
		return i + 1
	}
	return p.counted(i)
}

// decision adds what a sentence says was decided, with the points under it and the
// outcome of the vote behind it.
func (p *proceedings) decision(i int, st saksok.DecisionStatus) int {
	j := p.withPoints(i)
	if j == i+1 && strings.HasSuffix(p.all[i].text, ":") && p.t.f.cues.ResolvedAlone.match(p.all[i].text) {
		if j == len(p.all) || p.all[j].label {
			return j
		}
		j = p.withPoints(j) // the text is the next paragraph
	}
	for j < len(p.all) && p.all[j].para == p.all[j-1].para && p.onlyOutcome(p.all[j].text) {
		j++
	}
	d := saksok.Decision{Status: st, Rule: ruleResolved}
	if m := p.t.f.cues.moves(withoutPoint(p.all[i].text)); m != nil {
		d.Proposer = strings.Trim(m["who"], " ,.:;")
	}
	p.put(d, i, j)
	p.open = nil
	return j
}

// withPoints is the end of a sentence with the points of a list under it.
func (p *proceedings) withPoints(i int) int {
	j := i + 1
	if !p.t.f.cues.OpenEnd.match(p.all[i].text) {
		return j
	}
	for j < len(p.all) && (startsPoint(p.all[j].text) && !p.all[j].label || j > i+1 && p.all[j].para == p.all[j-1].para) {
		j++
	}
	return j
}

// onlyOutcome reports whether a sentence says nothing but how the vote fell.
func (p *proceedings) onlyOutcome(s string) bool {
	c := p.t.f.cues
	return utf8.RuneCountInString(s) < 160 && c.decided(s) == "" && c.moves(s) == nil && (c.outcome(s) != "" || c.vote(s) != nil)
}

// motion adds what somebody moved. Its text is in the sentence or, under who moved and
// seconded it, below: up to what became of it.
func (p *proceedings) motion(i int, m map[string]string) int {
	d := saksok.Decision{Status: saksok.StatusProposed, Rule: ruleMoved, Proposer: strings.Trim(m["who"], " ,.:;")}
	if m["what"] != "" {
		p.put(d, i, i+1)
		p.open = append(p.open, p.last)
		return i + 1
	}
	from := i + 1
	for from < len(p.all) && p.t.f.cues.Seconds.match(p.all[from].text) {
		from++
	}
	to := from
	for to < len(p.all) && !p.all[to].label && p.t.f.cues.moves(p.all[to].text) == nil && !p.onlyOutcome(p.all[to].text) {
		to++
	}
	if to == len(p.all) || p.all[to].label || !p.onlyOutcome(p.all[to].text) {
		to = min(from+1, to) // nothing says where it ends
	}
	if from >= to {
		if p.last >= 0 && p.t.out[p.last].Proposer == "" {
			p.t.out[p.last].Proposer = d.Proposer // "RESOLVED … Proposed by …"
		}
		return i + 1
	}
	if p.last >= 0 && p.all[i].para == p.all[max(i-1, 0)].para && p.t.out[p.last].Rule == ruleResolved && p.t.out[p.last].Proposer == "" {
		p.t.out[p.last].Proposer = d.Proposer
		return i + 1
	}
	p.put(d, from, to)
	p.t.mark(p.all[i].from, p.all[to-1].to)
	p.open = append(p.open, p.last)
	return to
}

// put adds a decision with the text of sentences i to j.
func (p *proceedings) put(d saksok.Decision, i, j int) {
	t := p.t
	d.Item, d.Page, d.Box = t.item, p.all[i].lines[0].Page, box(p.linesOf(i, j))
	d.Text = p.text(i, j)
	if m := t.f.cues.ResolvedThat.index(d.Text); m != nil && d.Rule == ruleMoved && m[0] < 40 {
		d.Text = strings.TrimSpace(d.Text[m[1]-len("THAT "):])
	}
	quoted := quotedMotion.FindStringSubmatchIndex(d.Text)
	if d.Rule == ruleMoved && quoted != nil {
		d.Label, d.Text = d.Text[:quoted[2]], d.Text[quoted[2]:quoted[3]]
	}
	d.Status = t.f.cues.unlessAdvice(d.Status, d.Text)
	if d.Rule == ruleResolved {
		d.Vote = p.withCount(t.f.cues.vote(d.Text))
	}
	d.Types = t.types(d)
	t.out = append(t.out, d)
	if p.last, p.at = len(t.out)-1, j-1; d.Rule == ruleMoved && quoted != nil {
		p.at = -1 // it ends with its quote
	}
	for _, u := range p.all[i:j] {
		t.mark(u.from, u.to)
	}
}

// quotedMotion matches a motion whose words are quoted: "Ray moved, as an amendment: …".
var quotedMotion = regexp.MustCompile(`: ?([“"].{12,}[”"])\W*$`)

// linesOf are the lines of sentences i to j.
func (p *proceedings) linesOf(i, j int) []line {
	var out []line
	for _, u := range p.all[i:j] {
		out = append(out, u.lines...)
	}
	return out
}

// text is sentences i to j, a paragraph a line.
func (p *proceedings) text(i, j int) string {
	var b strings.Builder
	first := p.all[i].text
	if i+1 == j || !startsPoint(p.all[i+1].text) {
		first = withoutPoint(first) // one point, and not the first of a list
	}
	b.WriteString(first)
	for k := i + 1; k < j; k++ {
		if p.all[k].para != p.all[k-1].para {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(p.all[k].text)
	}
	return b.String()
}

// toldOfOthers reports whether a sentence under an item in which others report, or tell
// what they decided, is no act of the body that meets.
func (c *Cues) toldOfOthers(title, s string) bool {
	return c.Others.match(title) && !c.OwnAct.match(s)
}

// decided is the status of what a sentence says was decided, "" where it does not.
func (c *Cues) decided(s string) saksok.DecisionStatus { return statusOf(c.Resolves, s) }

// outcome is what a sentence says became of the motion on the table.
func (c *Cues) outcome(s string) saksok.DecisionStatus { return statusOf(c.Outcomes, s) }

func statusOf(cues []statusCue, s string) saksok.DecisionStatus {
	folded := fold(s)
	for _, r := range cues {
		if r.Pattern.matchFolded(s, folded) {
			return r.Status
		}
	}
	return ""
}

// moves is who moves something in a sentence and what, nil where nobody does.
func (c *Cues) moves(s string) map[string]string {
	for _, m := range c.Movers {
		x := m.find(s)
		if x == nil {
			continue
		}
		out := map[string]string{}
		for i, name := range m.SubexpNames() {
			if name != "" {
				out[name] = x[i]
			}
		}
		return out
	}
	return nil
}
