package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// labelAt reads a decision label at line i: its status, the label, the text behind
// its colon and the vote in its parentheses. A label without a colon must stand
// alone.
func (t *treatment) labelAt(i int) (st saksok.DecisionStatus, name, rest, vote string) {
	l := t.lines[i]
	st, name, rest, vote = t.f.labelOf(l.text)
	if st == saksok.StatusAdopted && i+1 == len(t.lines) && slices.Contains(t.f.cues.Single, label(l.text)) && !strings.Contains(l.text, ":") {
		return "", "", "", "" // "Vedtatt" and nothing under it
	}
	if st == "" && !(i > 0 && t.f.isLabelWord(t.lines[i-1].text)) {
		st, name = t.leadInAt(i)
	}
	if st == saksok.StatusAdopted && t.toldOfOthers(name) || st == saksok.StatusProposed && t.kind == saksok.KindMinutes && t.isTerse(rest) {
		return "", "", "", ""
	}
	if st == saksok.StatusProposed && (t.secondThoughts(name) || slices.Contains(t.f.cues.BareProposals, label(name)) && (t.kind != saksok.KindMinutes || !strings.Contains(l.text, ":") && l.Heading == 0)) {
		return "", "", "", ""
	}
	if st == saksok.StatusProposed && onlyCount.MatchString(rest) {
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

// onlyCount matches what is no proposal but the votes for one: "Rådmannens forslag:
// 14 stemmer."
var onlyCount = regexp.MustCompile(`^\d{1,3} \p{L}+\s*(?:[.,;]|$)`)

// leadInAt is leadIn for line i: in a paper that is no minutes who is no body proposes,
// "Kommunedirektøren rår formannskapet til å gjøre slikt vedtak:".
func (t *treatment) leadInAt(i int) (saksok.DecisionStatus, string) {
	s := t.lines[i].text
	st, name := t.f.leadIn(s)
	switch {
	case t.kind == saksok.KindMinutes:
		return st, name
	case t.kind == saksok.KindSlidePack || st != saksok.StatusRecommended || t.f.cues.endsLikeBody(firstWord(s)) || !t.f.isOfficer(firstWord(s)):
		return "", ""
	}
	return saksok.StatusProposed, name
}

// leadIn takes a line for a label that is a clause before a colon, "Et enstemmig styre
// vedtok:"; "" where it is none.
func (f *flow) leadIn(s string) (saksok.DecisionStatus, string) {
	head, ok := strings.CutSuffix(strings.TrimSpace(s), ":")
	if !ok || !startsUpper(head) || len(head) > 160 {
		return "", ""
	}
	for _, c := range f.cues.LeadIns {
		if c.Pattern.match(label(head)) {
			return c.Status, head
		}
	}
	return "", ""
}

// secondThoughts reports whether a label is the section in which the proposal
// that was read already is argued for ("Kommunedirektørens anbefaling").
func (t *treatment) secondThoughts(name string) bool {
	l := strings.ToLower(name)
	return (strings.Contains(l, "anbefaling") || strings.Contains(l, "konklusjon")) && t.mainIdx >= 0
}

// toldOfOthers reports whether a label that is a sentence ("Kommunestyret gjorde slikt
// vedtak:") tells of what another body decided, or of any in a paper that is no minutes.
func (t *treatment) toldOfOthers(name string) bool {
	m := t.f.cues.Told.find(name)
	if m == nil {
		return false
	}
	if t.kind != saksok.KindMinutes {
		return true
	}
	words := strings.Fields(strings.ToLower(t.f.cues.Told.group(name)))
	if len(words) == 0 || !t.f.namesBody(t.body) {
		return false // nothing tells whose minutes these are but their own words
	}
	w := words[len(words)-1]
	return t.f.cues.endsLikeBody(w) && !t.isBody(w)
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
	l, known := f.decisionLabels[s]
	if !known {
		if f.decisionLabels == nil {
			f.decisionLabels = map[string]decisionLabel{}
		}
		l.status, l.name, l.rest, l.vote = f.readLabel(strings.TrimSpace(s))
		f.decisionLabels[s] = l
	}
	return l.status, l.name, l.rest, l.vote
}

// decisionLabel is what labelOf makes of a line. Every step that asks where a
// decision's text ends asks it of the same lines, so the answers are kept.
type decisionLabel struct {
	status           saksok.DecisionStatus
	name, rest, vote string
}

func (f *flow) readLabel(s string) (st saksok.DecisionStatus, name, rest, vote string) {
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
	for _, l := range f.labelForms(head) {
		for _, c := range f.cues.Labels {
			if c.Pattern.match(l) {
				if !colon {
					tail = ""
				}
				return c.Status, strings.TrimSpace(head), strings.TrimSpace(tail), vote
			}
		}
	}
	return "", "", "", ""
}

// labelForms are the forms of a label that the cues are tried on: as printed, without
// the day or the item behind it ("Vedtak 26.09.2023", "Beslutning for Punkt 3"), and
// with a body's long name cut to "utvalgets" ("Hovedutvalg for oppvekst og kulturs
// innstilling"), which the cues know.
func (f *flow) labelForms(head string) []string {
	l := label(head)
	forms := []string{l}
	if plain := f.cues.exprs.labelNumber.ReplaceAllString(l, ""); plain != l && plain != "" {
		l = plain
		forms = append(forms, l)
	}
	if plain := strings.TrimRight(f.cues.exprs.labelTail.ReplaceAllString(l, ""), " -–,"); plain != l && plain != "" {
		l = plain
		forms = append(forms, l)
	}
	words := strings.Fields(l)
	named := false
	for i := 0; i+1 < len(words); i++ {
		if body, ok := strings.CutSuffix(words[i], "s"); ok && !named && f.cues.endsLikeBody(body) {
			if rest := strings.Join(words[i+1:], " "); f.onTreatment(rest) {
				forms = append(forms, rest)
			}
		}
		named = named || f.cues.endsLikeBody(words[i])
		if named && i > 0 && strings.HasSuffix(words[i], "s") {
			rest := strings.Join(words[i+1:], " ")
			for _, any := range f.cues.AnyBody {
				forms = append(forms, any+" "+rest)
			}
			if f.onTreatment(rest) {
				forms = append(forms, rest)
			}
		}
		if named && i > 0 && slices.Contains(f.cues.Possessives, words[i+1]) {
			for _, any := range f.cues.PossessedBody {
				forms = append(forms, any+" "+strings.Join(words[i+1:], " ")) // "Hovudutval for næring si innstilling"
			}
		}
	}
	return forms
}

// onTreatment reports whether words are the heading of the treatment or of the vote.
func (f *flow) onTreatment(words string) bool {
	return slices.Contains(f.cues.Treatment, words) || slices.Contains(f.cues.Voting, words)
}

// atLabels parts a line where a label begins behind a sentence of it: "Røysting: 4 for, 3
// mot. Vedtak: Prisen …". What is quoted has labels of another's.
func (f *flow) atLabels(l line) []line {
	if !strings.Contains(l.text, ". ") || !strings.Contains(l.text, ":") || strings.ContainsAny(l.text, "«»\"”“") {
		return []line{l}
	}
	for k := 1; k < len(l.Words); k++ {
		if !strings.HasSuffix(l.Words[k-1].Text, ".") || !startsUpper(l.Words[k].Text) {
			continue
		}
		behind := wordsOf(l, k, len(l.Words))
		head, rest, ok := strings.Cut(behind.text, ":")
		if !ok || len(strings.Fields(head)) > inlineLabel || abbreviated(strings.TrimSuffix(wordsOf(l, 0, k).text, ".")) {
			continue
		}
		st, _, _, _ := f.labelOf(behind.text)
		if st != "" || len(strings.Fields(rest)) >= inlineText && f.cues.vote(rest) == nil && f.motion(head+":") != "" {
			return append([]line{wordsOf(l, 0, k)}, f.atLabels(behind)...)
		}
	}
	return []line{l}
}

// How many words a label inside a line has at most, and a motion behind it at least.
const (
	inlineLabel = 6
	inlineText  = 3
)

// wordsOf is a line's words from i to j as a line.
func wordsOf(l line, i, j int) line {
	l.Words = l.Words[i:j]
	l.Box = l.Words[0].Box
	for _, w := range l.Words {
		l.Box = l.Box.Union(w.Box)
	}
	l.text = l.Line.Text()
	return l
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
	if slices.ContainsFunc(f.cues.Dissent, func(w string) bool { return strings.Contains(strings.ToLower(s), w) }) {
		return "" // "Omforent forslag fra alle partier. Protokolltilførsel fra H:"
	}
	if len(s) > 200 || !strings.HasSuffix(s, ":") && len(s) > 110 {
		return ""
	}
	for _, p := range f.cues.Motions {
		if m := p.find(s); m != nil && m[1] != "" && !strings.Contains(m[1], ": ") && (strings.IndexFunc(m[1], unicode.IsUpper) >= 0 || strings.HasSuffix(s, ":") && (f.cues.isGroup(m[1]) || slices.Contains(f.cues.SameMover, m[1]))) {
			who := sentences(m[1])
			return strings.Trim(who[len(who)-1], " :")
		}
	}
	return ""
}

// isGroup reports whether a text is what several who move something together are called:
// "studentrepresentantene", "et mindretall".
func (c *Cues) isGroup(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	return len(words) > 0 && len(words) <= groupWords && slices.ContainsFunc(c.GroupNouns, func(noun string) bool {
		return strings.HasSuffix(words[len(words)-1], noun)
	})
}

// groupWords is how many words such a name has at most.
const groupWords = 3

// motionAt is who put forward what follows line i, and how many lines say so: a
// lead-in may wrap. It is "" where line i begins none.
func (t *treatment) motionAt(i int) (who, label string, n int) {
	l := t.lines[i]
	if who = t.f.motion(l.text); who != "" {
		return who, l.text, 1
	}
	if !startsUpper(l.text) || endsSentence(l.text) || t.kind != saksok.KindMinutes || t.f.isSection(l.text) || i > 0 && sameParagraph(t.lines[i-1], l) && !endsSentence(t.lines[i-1].text) && !t.f.isLabel(t.lines[i-1].text) {
		return "", "", 0
	}
	for n = 2; n <= leadInLines && i+n <= len(t.lines) && sameParagraph(t.lines[i+n-2], t.lines[i+n-1]) && t.f.full(t.lines[i+n-2], t.lines[i+n-1]); n++ {
		if text := t.lines[i+n-1].text; !strings.HasSuffix(text, ":") {
			if endsSentence(text) {
				break
			}
			continue
		}
		label = t.f.join(t.lines[i : i+n])
		return t.f.motion(label), label, n
	}
	return "", "", 0
}

// leadInLines is how many lines the lead-in of a motion may take.
const leadInLines = 3

// isSection reports whether a line is the heading of a section that ends a
// decision's text.
func (f *flow) isSection(s string) bool {
	return f.isOneOf(s, f.cues.Sections) || f.isOneOf(s, f.cues.Treatment) || f.isOneOf(s, f.cues.Voting) || f.isOneOf(s, f.cues.Dissent)
}

// isAside reports whether a line notes who sees to a matter, by when, or how it stands.
func (f *flow) isAside(s string) bool {
	head, _, colon := strings.Cut(s, ":")
	return colon && slices.Contains(f.cues.Asides, label(head))
}

// isOneOf reports whether a line is one of the words, alone, numbered, or before
// a colon.
func (f *flow) isOneOf(s string, words []string) bool {
	head, _, _ := strings.Cut(s, ":")
	if !startsUpper(strings.TrimLeftFunc(head, func(r rune) bool { return !unicode.IsLetter(r) })) {
		return false
	}
	l := label(strings.TrimLeft(head, "0123456789. "))
	if slices.Contains(words, l) {
		return true
	}
	return strings.Contains(s, ":") &&
		slices.ContainsFunc(f.labelForms(head), func(l string) bool { return slices.Contains(words, l) })
}

// isDivider reports whether a line comes back so often that it is a divider or
// a letterhead inside the text and not part of any decision.
func (f *flow) isDivider(l line) bool {
	return f.repeats()[label(l.text)] >= 3 && len(strings.Fields(l.text)) <= 8 && !strings.HasSuffix(l.text, ".") &&
		(f.cues.resultOf(l.text) == "" || l.Heading > 0) // "1. Att bifalles" comes back in every item
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
