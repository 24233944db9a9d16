package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// pointMark matches what opens a point of a list.
var pointMark = regexp.MustCompile(`^(?:[•●○▪■◦✓✔➢→\x{F0A7}\x{F0B7}*–-]\s|\d{1,2}[.)](?:\s|\p{Lu})|\p{L}\)\s|\(\p{L}\)\s|[a-h]\. \p{Lu})`)

// keyword matches the words that announce a case number ("Sak nr.").
func (f *flow) keyword() *regexp.Regexp { return f.cues.compiled().keyword }

type compiled struct {
	keyword *regexp.Regexp // "Sak nr. " at the start
	heading *regexp.Regexp // keyword, number, rest
	series  *regexp.Regexp // "PS 12/24", rest
	local   *regexp.Regexp // a series only this body has: "FR 21/24", rest
	stamp   *regexp.Regexp // "[17:30] ", rest
	plain   *regexp.Regexp // "4.1. ", rest
	bare    *regexp.Regexp // "12/24 ", rest
	refs    []*regexp.Regexp

	thatClause     *regexp.Regexp // a text that goes on from its label: "at forslaget indgår i …"
	openClause     *regexp.Regexp // a label that is the beginning of the sentence under it
	statedBy       *regexp.Regexp // who a statement is from, in its heading: "Protokolltilførsel fra Lie"
	movedBy        *regexp.Regexp // a proposal's label that says who put it forward
	motionNumber   *regexp.Regexp // "Forslag nr. 2"
	numberedMotion *regexp.Regexp // a motion with a number of its own: "Vedtektsforslag 01: Salg"
	alternative    *regexp.Regexp // the mark of one of several texts set against each other: "B)", "Forslag 2"
	ofAlternative  *regexp.Regexp // the label of one: "Forslag 2 (Lie):"
	motionsHead    *regexp.Regexp // the heading over what was proposed in the meeting
	labelNumber    *regexp.Regexp // the item's number before a label: "FS-sak 41/24 Vedtak"
	labelTail      *regexp.Regexp // a day or the item at the end of a label
	labelBody      *regexp.Regexp // the body a decision's label names: "Beslutning fra Økonomiudvalget, 19-05-2025", "Arbetsutskottets beslut"
	meetingIn      *regexp.Regexp // "Møte i Formannskapet", "referat fra møte 2/2024 i X 3. mai"
	meetingHeld    *regexp.Regexp // "møte i", after which a body and a day follow
	minutesOf      *regexp.Regexp // "Protokoll fra Formannskapet", "Referat Aarhus Byråd"
	ownersMeeting  *regexp.Regexp // a meeting named by whose it is
	ownedBody      *regexp.Regexp // a board named by what it is the board of
	municipality   *regexp.Regexp
	owner          *regexp.Regexp // an owner that meets only through its bodies
	titleWord      *regexp.Regexp
	labelGoesOn    *regexp.Regexp
	clockWord      *regexp.Regexp // a value that breaks off before its time of day
	clockWords     *regexp.Regexp // the time of day in words behind a day: "frå kl. 1800"
	clockTime      *regexp.Regexp // a time of day that is no day of the month
	partyRun       *regexp.Regexp // "Ap (12), Sp (4) og SV (2)"
	partySplit     *regexp.Regexp // between entries of a list of parties or people
	partyEntry     *regexp.Regexp // "12 fra Ap", "Ap 12"
	partyBefore    *regexp.Regexp // what stands before a party that is one letter
	ballotLine     *regexp.Regexp // a line of a count: "For: 28"; named groups for and against
	ballotsBefore  *regexp.Regexp // a count printed as a list before its result: "For: 20 Mot: 11"
}

// compiled is the cues' words as expressions, built at load.
func (c *Cues) compiled() *compiled { return c.exprs }

func (c *Cues) compile() *compiled {
	alt := func(words []string) string {
		if len(words) == 0 {
			return `[^\s\S]` // nothing
		}
		w := slices.Clone(words)
		slices.SortFunc(w, func(a, b string) int { return len(b) - len(a) })
		for i := range w {
			w[i] = strings.ReplaceAll(regexp.QuoteMeta(w[i]), " ", `\s+`)
		}
		return strings.Join(w, "|")
	}
	key := `(?:` + alt(c.ItemWords) + `)(?:\s*nr)?\.?\s*:?\s+`
	that, from, motion, ballots := alt(c.That), alt(c.From), alt(c.ProposalNouns), alt(c.Ballots)
	and, party := alt(c.And), `\p{Lu}[\p{L}-]{0,24} ?\(\d{1,3}\)`
	meeting, clock := alt(c.MeetingNouns), alt(c.Clock)
	counted := func(name string, words []string) string {
		return `(?:` + alt(words) + `)\s*:?\s*(?P<` + name + `>\d{1,4})`
	}
	series := `(?:` + alt(c.Series) + `)`
	return &compiled{
		keyword: regexp.MustCompile(`^(?i:` + key + `)`),
		heading: regexp.MustCompile(`^(?i:` + key + `)(` + headingNumber + `)(\s*[:.–-]*)\s*(.*)$`),
		series:  regexp.MustCompile(`^((?i:` + series + `)\s+\d{1,4}(?:\s?[/-]\s?\d{2,4})?)(\s*[:.–-]*)\s*(.*)$`),
		local:   regexp.MustCompile(`^(\p{Lu}{1,5}(?:-?[Ss][Aa][Kk])?\s+\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(\s*[:.–-]*)(?:\s+(\S.*))?$`),
		stamp:   regexp.MustCompile(`^\[(?:kl\.?\s*)?(\d{1,2}[:.]\d{2}|xx[:.]xx)\]\s+(.+)$`),
		plain:   regexp.MustCompile(`^((?:\p{Lu}\d{0,2}|[Il]|\d{1,2})(?:\.\d{1,2}){0,3})[.)]?\s+(\S.*)$`),
		bare:    regexp.MustCompile(`^(\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(\s*[:.–-]*)\s+(\S.*)$`),
		refs:    c.refs(),

		thatClause:     regexp.MustCompile(`^(?i:` + that + `) `),
		openClause:     regexp.MustCompile(`\b(?i:` + that + `)$`),
		statedBy:       regexp.MustCompile(` (?i:` + from + `) ([^:]{2,80}):?$`),
		movedBy:        regexp.MustCompile(`(?i)(?:` + motion + `) (?:` + from + `) `),
		motionNumber:   regexp.MustCompile(`(?i)(?:` + motion + `)\p{L}{0,3} (?:n[ro]\.? ?)?(\d{1,2})\b`),
		numberedMotion: regexp.MustCompile(`^\p{L}+(?:` + motion + `)\s+(\d{1,3})\s*:\s*(.+)$`),
		alternative:    regexp.MustCompile(`^(?:[^\p{L}\d]{1,3} ?)?(?:\p{Lu}\)|(?i:alternative?|` + motion + `) [\p{Lu}\d])`),
		ofAlternative:  regexp.MustCompile(`(?i)^(?:` + motion + `) (?:n[ro]\.? ?)?(?:\d{1,2}|[a-d]) \(`),
		motionsHead:    regexp.MustCompile(`(?i)^\p{L}*(?:` + motion + `)\b[^.]*:$`),
		labelNumber:    regexp.MustCompile(`^(?:(?:` + alt(c.ItemWords) + `) )?(?:\p{L}{1,6}(?:-sak)? )?\d{1,4}[/-]\d{2,4}[ :.–-]+`),
		labelTail:      regexp.MustCompile(`(?i)\s*[-–]?\s*(?:(?:(?:den|` + from + `) )?\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\p{L}{1,4} (?:` + alt(c.ItemWords) + `) \S+)$`),
		labelBody:      regexp.MustCompile(`(?i)^\p{L}+ (?:` + from + `|i) (.{3,80})$|^(.{3,60}?)s (?:` + alt(c.DecisionNouns) + `)(?: .*)?$`),
		meetingIn:      regexp.MustCompile(`(?i)\p{L}*(?:` + meeting + `)\s+(?:(?:n[ro]\.? |nummer )?\d{1,4}(?:[/-]\d{2,4})?\s+)?(?:` + alt(c.MeetsIn) + `)\s+(.{3,80})$`),
		meetingHeld:    regexp.MustCompile(`(?i)(?:` + meeting + `) (?:` + alt(c.MeetsIn) + `|` + from + `) `),
		minutesOf:      regexp.MustCompile(`(?i)^(?:\p{L}*(?:` + alt(c.PaperNouns) + `))(?:\s+[–-])?(?:\s+(?:` + alt(c.PaperOf) + `))?(?:\s+(?:the|an?))?\s+(.{3,80})$`),
		ownersMeeting:  regexp.MustCompile(`^(\p{L}[\p{L} -]{2,50}?)(?:['’]s|s) (?:[^ ]+ ){0,2}?[^ ]*(?:` + meeting + `)(?:[ ,:.–-]|$)`),
		ownedBody:      regexp.MustCompile(`^(?i:` + alt(c.OwnedBoards) + `) (?:` + alt(c.MeetsIn) + `) (\p{Lu}[^,.:;0-9]* [^,.:;0-9]*)$`),
		municipality:   regexp.MustCompile(`(?:\p{Lu}\p{L}+ [-–] )?\p{Lu}\p{L}+ (?:` + alt(c.Municipalities) + `)`),
		owner:          regexp.MustCompile(`(?i)\b(?:` + alt(slices.Concat(c.Municipalities, c.OtherOwners)) + `)\b`),
		titleWord:      regexp.MustCompile(` (?:` + alt(c.TitleWords) + `) `),
		labelGoesOn:    regexp.MustCompile(`^(?:` + alt(c.LabelGoesOn) + `) `),
		clockWord:      regexp.MustCompile(`(?i)\b(?:` + clock + `)\.?$`),
		clockWords:     regexp.MustCompile(`(?i)^,?\s+(?:(?:` + from + `) )?(?:` + clock + `)\.?\s*(\d{4}|\d{1,2}[.:]\d{2})\b`),
		clockTime:      regexp.MustCompile(`\b\d{1,2}:\d{2}\b|\b(?:` + clock + `)\.? ?\d{1,2}(?:[:.]\d{2})?\b`),
		partyRun:       regexp.MustCompile(party + `(?:(?:, | (?:` + and + `) )` + party + `)*`),
		partySplit:     regexp.MustCompile(`, | (?:` + and + `) |; `),
		partyEntry:     regexp.MustCompile(`^(?:(\d{1,3}) (?:(?:` + from + `) )?)?(\p{Lu}[\p{L}-]{0,24})(?: (\d{1,3}))?$`),
		partyBefore:    regexp.MustCompile(`(?:\b(?:` + from + `)|,|\(|/| (?:` + and + `)| for| til) ?$`),
		ballotLine:     regexp.MustCompile(`(?i)^[^\p{L}\d]*(?:(?:` + ballots + `) )?(?:` + counted("for", c.VotesFor) + `|` + counted("against", c.VotesAgainst) + `)(?: (?:` + ballots + `))?\.?$`),
		ballotsBefore:  regexp.MustCompile(`(?i)^(?:(?:(?:` + ballots + `) )?(?:` + alt(slices.Concat(c.VotesFor, c.VotesAgainst)) + `|blanke?)\s*:\s*\d+[.,;]?\s+){2,}`),
	}
}

// endsLikeBody reports whether a word ends like the name of a body
// ("formannskapet").
func (c *Cues) endsLikeBody(word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(c.BodyNouns, func(noun string) bool { return strings.HasSuffix(word, noun) })
}

// plainBody is how many letters the noun has at most by which any such body is called
// ("styret", "utvalget") and no particular one ("formannskapet").
const plainBody = 9

// isPlainBody reports whether a word, in lower case, is such a noun; an assembly is not
// what a board calls itself.
func (c *Cues) isPlainBody(word string) bool {
	return utf8.RuneCountInString(word) <= plainBody && slices.Contains(c.BodyNouns, word) && !slices.Contains(c.Assemblies, word) &&
		!slices.ContainsFunc(c.BodyNouns, func(noun string) bool { return noun != word && strings.HasSuffix(word, noun) })
}
