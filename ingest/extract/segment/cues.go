package segment

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"saksok"
)

//go:embed cues/*.yaml
var cueFiles embed.FS

// Cues are the words by which documents of one language are understood. They
// are data: a language is added with a file in cues, not with code.
type Cues struct {
	Language string            `yaml:"language" merge:"own"` // BCP 47
	Parts    map[string]string `yaml:"parts" merge:"own"`    // expressions that the others have as {name}
	Also     []string          `yaml:"also" merge:"own"`     // languages whose cues hold as well

	// Small words that expressions are built of; see compile.
	That           []string `yaml:"that"`            // before a clause that says what
	From           []string `yaml:"from"`            // before who a text is from
	ProposalNouns  []string `yaml:"proposal_nouns"`  // what a proposal is called
	BareProposals  []string `yaml:"bare_proposals"`  // labels that may stand over a proposal, or under an election over a name
	DecisionNouns  []string `yaml:"decision_nouns"`  // what a decision is called
	VotesFor       []string `yaml:"votes_for"`       // before the number of those for, in a count printed as a list
	VotesAgainst   []string `yaml:"votes_against"`   // and of those against
	Ballots        []string `yaml:"ballots"`         // what may stand before either, or behind the number
	Clock          []string `yaml:"clock"`           // before a time of day
	MeetingNouns   []string `yaml:"meeting_nouns"`   // a meeting, and what compounds for one end in
	PaperNouns     []string `yaml:"paper_nouns"`     // its papers, and what compounds for them end in
	MeetsIn        []string `yaml:"meets_in"`        // between a meeting and the body: "møte i"
	PaperOf        []string `yaml:"paper_of"`        // between a meeting's papers and the body: "protokoll fra"
	OwnedBoards    []string `yaml:"owned_boards"`    // a board that is named by what it is the board of: "Styret for"
	Municipalities []string `yaml:"municipalities"`  // what a municipality ends in
	OtherOwners    []string `yaml:"other_owners"`    // owners that, as municipalities, meet only through their bodies
	LowerInNames   []string `yaml:"lower_in_names"`  // words in bodies' names that take no capital
	TitleWords     []string `yaml:"title_words"`     // between words of titles, not of bodies' names
	LabelGoesOn    []string `yaml:"label_goes_on"`   // behind a label's word where it is none: "Utval for plan"
	RunningMeeting pattern  `yaml:"running_meeting"` // a word, or part of an address, for a meeting or its papers
	DoneBy         pattern  `yaml:"done_by"`         // by whom something was done, group 1: "utdelt av Fordelingsutvalget"
	UnitLine       pattern  `yaml:"unit_line"`       // a line that says in what a table's figures are
	Abbreviations  []string `yaml:"abbreviations"`   // words with a full stop that ends no sentence
	BeforeNumber   []string `yaml:"before_number"`   // behind which a number and a full stop end one: "i punkt 3."
	// AnyBody are the words the labels know a committee's name by, in the genitive, and
	// PossessedBody before one of Possessives: "utvalgets", "utvalet si".
	AnyBody       []string `yaml:"any_body"`
	PossessedBody []string `yaml:"possessed_body"`
	Possessives   []string `yaml:"possessives"`

	Stopwords []string `yaml:"stopwords" merge:"own"`
	Marks     []string `yaml:"marks" merge:"own"`      // words that tell the language from its neighbours
	WordParts []string `yaml:"word_parts" merge:"own"` // parts of words that do

	Kinds        []kindCue `yaml:"kinds"`
	NoticeWords  []string  `yaml:"notice_words"`
	Submitted    pattern   `yaml:"submitted"` // heading of a proposal sent in: its number, who or what
	Fallback     pattern   `yaml:"fallback"`  // a line that says a proposal is put only where another falls
	Summons      pattern   `yaml:"summons"`   // a sentence by which people are called to a meeting
	MinutesWords []string  `yaml:"minutes_words"`
	DeckWords    []string  `yaml:"deck_words"`

	BodyNouns         []string            `yaml:"body_nouns"`
	Assemblies        []string            `yaml:"assemblies"` // body nouns that need the organisation's name
	Boards            map[string]string   `yaml:"boards"`     // words for a board's meeting → the board, before whose it is
	BodyFront         []string            `yaml:"body_front"` // words before a body's name in a title, no part of it
	BodyTail          []string            `yaml:"body_tail"`  // words behind it
	OrganisationNouns []string            `yaml:"organisation_nouns"`
	ItemWords         []string            `yaml:"item_words"`
	Series            []string            `yaml:"series"`
	Reference         pattern             `yaml:"reference"` // an archive reference as it stands in a heading without a label
	AgendaTitles      []string            `yaml:"agenda_titles"`
	Columns           map[string][]string `yaml:"columns"`      // agenda column → its header words
	CaseColumns       map[string][]string `yaml:"case_columns"` // column of minutes kept in a table → its header words; the first is the label
	NoDecision        pattern             `yaml:"no_decision"`  // all that a cell for the decision says where there is none
	FollowUp          pattern             `yaml:"follow_up"`    // a heading over what became of earlier decisions
	NotItems          []string            `yaml:"not_items"`
	Fields            map[string][]string `yaml:"fields"` // metadata field → its labels
	AccountsColumns   []string            `yaml:"accounts_columns"`
	DifferenceColumns []string            `yaml:"difference_columns"`
	MeetingWords      []string            `yaml:"meeting_words"`
	Began             pattern             `yaml:"began"`       // when the meeting began, told in a sentence: the clock
	Ended             pattern             `yaml:"ended"`       // a sentence that says when the meeting ended
	PlaceNouns        []string            `yaml:"place_nouns"` // what rooms and houses end in

	Sections     []string `yaml:"sections"`
	Endings      []string `yaml:"endings"`
	Attachments  []string `yaml:"attachments"`
	ResultFirst  pattern  `yaml:"result_first"`  // how a sentence begins that opens with its result
	Elections    pattern  `yaml:"elections"`     // titles of items that elect somebody
	Elected      pattern  `yaml:"elected"`       // a sentence that says who was elected
	ElectedMark  pattern  `yaml:"elected_mark"`  // in a list of names: that they were elected, or for how long
	StandsFor    pattern  `yaml:"stands_for"`    // that somebody stands for election or is put forward
	ElectedShort pattern  `yaml:"elected_short"` // a name and that it was elected: "Lise Holm valgt for 1 år"
	CountLead    pattern  `yaml:"count_lead"`    // before a count in a sentence: "Det ble stemt: "
	ToldProposal pattern  `yaml:"told_proposal"` // a sentence that tells of a proposal
	Nominates    pattern  `yaml:"nominates"`     // a sentence that puts somebody forward
	// What more than half of the votes may not carry: changes in by-laws, and what is said to
	// take two thirds, three quarters, or a majority larger than the simple one.
	ByLaws        pattern `yaml:"by_laws"`
	TwoThirds     pattern `yaml:"two_thirds"`
	ThreeQuarters pattern `yaml:"three_quarters"`
	Qualified     pattern `yaml:"qualified_majority"`

	History      []string       `yaml:"history"`      // headings over what earlier bodies did with the case
	Against      pattern        `yaml:"against"`      // a sentence by which somebody voted against
	Proposes     pattern        `yaml:"proposes"`     // a sentence that says it proposes
	Argument     []string       `yaml:"argument"`     // headings of the parts of a proposal that argue for it
	SentOn       pattern        `yaml:"sent_on"`      // a decision that sends the case on, and ends with its block
	Commissions  pattern        `yaml:"commissions"`  // a sentence that orders work beside what is decided
	Recommends   pattern        `yaml:"recommends"`   // a body's sentence that recommends to another
	Narrates     pattern        `yaml:"narrates"`     // a sentence that tells what was said or who was there
	OwnPoint     pattern        `yaml:"own_point"`    // how a point of a list begins that is put and decided by itself
	As           pattern        `yaml:"as"`           // a clause that names what was recommended to the body that decides
	MainWords    []string       `yaml:"main_words"`   // words for the proposal the meeting had before it
	Others       pattern        `yaml:"others"`       // titles of items in which others tell what they did and decided
	OwnAct       pattern        `yaml:"own_act"`      // a sentence in such an item by which the body itself acts
	Treated      pattern        `yaml:"treated"`      // heading of an earlier body's treatment, see treatedBy
	TreatedSays  bool           `yaml:"treated_says"` // that heading stands for the label of what was decided
	Treatment    []string       `yaml:"treatment"`
	Voting       []string       `yaml:"voting"`
	Asides       []string       `yaml:"asides"` // labels of what is noted beside a decision: who sees to it, by when
	Dissent      []string       `yaml:"dissent"`
	DissentSaid  pattern        `yaml:"dissent_said"` // a sentence that puts a dissent on record
	AssentSaid   pattern        `yaml:"assent_said"`  // a sentence that names who agreed
	Impartiality pattern        `yaml:"impartiality"` // a sentence on who is disqualified from treating the case
	Told         pattern        `yaml:"told"`         // a label that is a sentence, of the body in group 1
	Opening      pattern        `yaml:"opening"`      // a sentence that approves notice or agenda before the first item
	Disqualified pattern        `yaml:"disqualified"` // such a sentence by which the body decides it
	Presence     pattern        `yaml:"presence"`     // a sentence on who came and went, or on appeal, behind a decision
	Postponement pattern        `yaml:"postponement"` // a word for putting off, in a sentence on a vote
	Labels       []statusCue    `yaml:"labels"`
	LeadIns      []statusCue    `yaml:"lead_ins"` // clauses before a colon that minutes have for a label: "Styret vedtok:"
	Motions      []pattern      `yaml:"motions"`
	SetAgainst   pattern        `yaml:"set_against"`  // a sentence whose subject was set against what follows, and carried
	Movers       []pattern      `yaml:"movers"`       // a sentence that moves something: groups who, what; see proceedings
	SameMover    []string       `yaml:"same_mover"`   // words for who put the motion before it forward
	Subsidiary   pattern        `yaml:"subsidiary"`   // a word for a motion that is put only where another falls
	ToldMotions  []pattern      `yaml:"told_motions"` // a sentence that tells who moved what: groups who, what
	GroupNouns   []string       `yaml:"group_nouns"`  // what several who move something together are called, the ends of compounds
	Seconds      pattern        `yaml:"seconds"`      // a line that says who seconds
	Outcomes     []statusCue    `yaml:"outcomes"`     // a sentence on what became of the motion before it
	Resolves     []statusCue    `yaml:"resolves"`     // a sentence that says what was decided
	Earlier      pattern        `yaml:"earlier"`      // a sentence on what was decided at another time
	DecidedBy    pattern        `yaml:"decided_by"`   // who decided something: group 1; in which body: group 2
	DecidedOn    pattern        `yaml:"decided_on"`   // the words that say something was decided, at their end, before its day
	Moves        pattern        `yaml:"moves"`        // a sentence by which somebody moves something: who
	MovesWhat    pattern        `yaml:"moves_what"`   // the words in it behind which stands what is moved
	Supports     pattern        `yaml:"supports"`     // a motion that only backs the proposal the meeting has before it
	Grants       pattern        `yaml:"grants"`       // words by which a motion, or who votes, is for
	Refuses      pattern        `yaml:"refuses"`      // and against
	Finding      pattern        `yaml:"finding"`      // what the chair finds the body to decide, group 1
	DecidedNow   pattern        `yaml:"decided_now"`  // that the case is not put off
	Ballot       pattern        `yaml:"ballot"`       // a sentence that says what yes and no are for
	Results      []statusCue    `yaml:"results"`
	Types        []typeCue      `yaml:"types"`
	Unanimous    pattern        `yaml:"unanimous"`
	CastingVote  pattern        `yaml:"casting_vote"`
	Acclamation  pattern        `yaml:"acclamation"`
	Majority     pattern        `yaml:"majority"`      // carried, and not by all
	AgainstBy    pattern        `yaml:"against_by"`    // carried against the votes of those in group 1
	VotedAgainst pattern        `yaml:"voted_against"` // a sentence on who voted against, without a count
	Counted      pattern        `yaml:"counted"`       // a sentence that only counts who voted for or against
	AllMotions   pattern        `yaml:"all_motions"`   // a sentence on several motions at once
	TheMotion    pattern        `yaml:"the_motion"`    // a motion named by its kind, group 1: "endringsforslaget"
	Decides      pattern        `yaml:"decides"`       // how a sentence begins that says what was agreed, whatever its subject
	NoProposal   pattern        `yaml:"no_proposal"`   // a sentence that says there is no proposal
	SentWithout  pattern        `yaml:"sent_without"`  // a motion is sent on without a vote on its matter
	Proceeds     pattern        `yaml:"proceeds"`      // how a sentence begins that tells what went on in the meeting
	ClauseBreak  pattern        `yaml:"clause_break"`  // between two clauses of a sentence that each tell a result
	Relative     pattern        `yaml:"relative"`      // the beginning of a relative clause, or of a second one, at the end of a text
	OnBehalf     pattern        `yaml:"on_behalf"`     // on whose behalf somebody moves, group 1
	OnVote       pattern        `yaml:"on_vote"`       // a word of sentences on a vote taken in the meeting
	Joined       pattern        `yaml:"joined"`        // a word between texts that carried together
	Rivals       pattern        `yaml:"rivals"`        // a word in a sentence on texts that were set against each other
	Score        pattern        `yaml:"score"`         // how many votes one of several texts got: group 1
	Written      pattern        `yaml:"written_procedure"`
	Votes        []pattern      `yaml:"votes"`
	Numbers      map[string]int `yaml:"numbers"`
	Subjects     []string       `yaml:"subjects"`
	// ProposalWords are what a proposal is called that a sentence says fell.
	ProposalWords []string `yaml:"proposal_words"`
	Doubts        []string `yaml:"doubts"` // words of the clause behind "agreed that" that make it no decision
	Terse         []string `yaml:"terse"`  // words of a sentence that says no more than that a proposal was adopted
	Single        []string `yaml:"single"`
	Reported      []string `yaml:"reported"`
	// Minutes that tell what was moved, and numbered resolutions; see proceedings.
	ThatBe         pattern `yaml:"that_be"`        // the words of a motion without the verb that puts or carries it
	OtherFollows   pattern `yaml:"other_follows"`  // the end of a point that another follows
	Recommendation pattern `yaml:"recommendation"` // a sentence that names a recommendation
	SayingWhat     pattern `yaml:"saying_what"`    // an outcome that says what of: "A motion to raise the charges was lost."
	OfMover        pattern `yaml:"of_mover"`       // one that says whose motion it is on, group 1: "Ms Mallow's proposal was defeated."
	Amendment      pattern `yaml:"amendment"`
	MainMotion     pattern `yaml:"main_motion"`    // the motion that was on the table first
	OpenLine       pattern `yaml:"open_line"`      // the end of a line whose sentence goes on: "Proposed by"
	ResolvedFirst  pattern `yaml:"resolved_first"` // the words a resolution begins with, printed in capitals
	ResolvedAlone  pattern `yaml:"resolved_alone"` // a sentence that says that, and not what, was resolved
	OpenEnd        pattern `yaml:"open_end"`       // the end of a sentence that goes on in the points below it
	ResolvedThat   pattern `yaml:"resolved_that"`  // up to the words of a resolution
	ResultWord     pattern `yaml:"result_word"`    // the result at a resolution's end, group 1
	RecordedVote   pattern `yaml:"recorded_vote"`  // where a resolution's text gives way to its vote
	MovedLine      pattern `yaml:"moved_line"`     // who moved a resolution, group 1
	AmendmentLine  pattern `yaml:"amendment_line"` // and an amendment to it

	Resolution   pattern  `yaml:"resolution"`
	OutcomeWords []string `yaml:"outcome_words"` // words that say what became of a matter, as they are spelt
	Outcome      pattern  `yaml:"outcome"`       // those words in a line of its own
	// What may follow the outcome's words in such a line, and what stands before them
	// where the clause is not a main one or tells of another time.
	BehindOutcome pattern `yaml:"behind_outcome"`
	Dependent     pattern `yaml:"dependent"`
	Noted         pattern `yaml:"noted"`   // a line that is an outcome and no more
	Assents       pattern `yaml:"assents"` // words that approve what a heading puts
	Proviso       pattern `yaml:"proviso"` // how a sentence begins that is the condition of the one before
	Tally         pattern `yaml:"tally"`   // a line that only counts votes

	ItemKinds    []itemKindCue              `yaml:"item_kinds"`
	Closed       pattern                    `yaml:"closed"`
	ClosedNotice pattern                    `yaml:"closed_notice"` // by what law the case is kept from the public
	SeriesKinds  map[string]saksok.ItemKind `yaml:"series_kinds"`

	Titles        []string                     `yaml:"titles"`         // offices printed beside a name, the ends of compounds
	And           []string                     `yaml:"and"`            // words before the last entry of a list
	Parties       []string                     `yaml:"parties"`        // abbreviations
	PartyNames    map[string]string            `yaml:"party_names"`    // full names and other abbreviations → abbreviation
	PeopleColumns map[string][]string          `yaml:"people_columns"` // column of a table of people → its header words
	Served        pattern                      `yaml:"served"`         // a sentence that says who served as what: name, role
	Attendance    []roleCue                    `yaml:"attendance"`
	RoleWords     map[string]saksok.PersonRole `yaml:"role_words"`

	exprs *compiled
}

type kindCue struct {
	Kind  saksok.DocumentKind `yaml:"kind"`
	Words []string            `yaml:"words"`
}

type statusCue struct {
	Status  saksok.DecisionStatus `yaml:"status"`
	Pattern pattern               `yaml:"pattern"`
}

type typeCue struct {
	Type    saksok.DecisionType   `yaml:"type"`
	Pattern pattern               `yaml:"pattern"`
	Unless  []saksok.DecisionType `yaml:"unless"` // those before it that say the same
}

type itemKindCue struct {
	Kind  saksok.ItemKind `yaml:"kind"`
	Words []string        `yaml:"words"`
}

type roleCue struct {
	Role  saksok.PersonRole `yaml:"role"`
	Words []string          `yaml:"words"`
}

// pattern is a case-insensitive RE2 expression; the zero pattern matches
// nothing.
type pattern struct {
	*regexp.Regexp
	needs []string // see needs
}

func newPattern(re *regexp.Regexp) pattern { return pattern{re, needs(re.String())} }

// UnmarshalYAML compiles the expression.
func (p *pattern) UnmarshalYAML(b []byte) error {
	var s string
	if err := yaml.Unmarshal(b, &s); err != nil {
		return err
	}
	re, err := regexp.Compile("(?i)" + s)
	if err != nil {
		return fmt.Errorf("pattern %q: %w", s, err)
	}
	*p = newPattern(re)
	return nil
}

// find is the submatches of s, nil where it does not match.
func (p pattern) find(s string) []string {
	if p.Regexp == nil || !hasAny(fold(s), p.needs) {
		return nil
	}
	return p.FindStringSubmatch(s)
}

// index is where s matches first, nil where it does not.
func (p pattern) index(s string) []int {
	if g := p.groups(s); g != nil {
		return g[:2]
	}
	return nil
}

// groups is where s matches first, and its groups; nil where it does not.
func (p pattern) groups(s string) []int {
	if p.Regexp == nil || !hasAny(fold(s), p.needs) {
		return nil
	}
	return p.FindStringSubmatchIndex(s)
}

// group is the first group that matched something in s, "" where it does not match.
func (p pattern) group(s string) string {
	for i, g := range p.find(s) {
		if i > 0 && g != "" {
			return g
		}
	}
	return ""
}

// findAll is the first group of every match in s.
func (p pattern) findAll(s string) []string {
	if p.find(s) == nil {
		return nil
	}
	var out []string
	for _, m := range p.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	return out
}

func (p pattern) match(s string) bool { return p.matchFolded(s, fold(s)) }

// matchFolded is match for those who try many expressions on one text.
func (p pattern) matchFolded(s, folded string) bool {
	return p.Regexp != nil && hasAny(folded, p.needs) && p.MatchString(s)
}

// languages loads every language's cues, each with those it borrows.
var languages = sync.OnceValue(func() map[string]*Cues {
	m, err := loadCues(cueFiles)
	if err != nil {
		panic(err) // embedded at build time; a test reads them
	}
	return m
})

func loadCues(fsys fs.FS) (map[string]*Cues, error) {
	names, err := fs.Glob(fsys, "cues/*.yaml")
	if err != nil {
		return nil, err
	}
	own := map[string]*Cues{}
	var common Cues
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("reading cues: %w", err)
		}
		if b, err = withParts(b); err != nil {
			return nil, fmt.Errorf("reading cues %s: %w", path.Base(name), err)
		}
		var c Cues
		if err := yaml.UnmarshalWithOptions(b, &c, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("reading cues %s: %w", path.Base(name), err)
		}
		if c.Language == "" {
			common = c
			continue
		}
		own[c.Language] = &c
	}
	out := map[string]*Cues{}
	for lang, c := range own {
		merged := *c
		for _, also := range c.Also {
			merged = merge(merged, *own[also])
		}
		merged = merge(merged, common)
		merged.exprs = merged.compile()
		out[lang] = &merged
	}
	return out, nil
}

// withParts puts a cue file's parts where its expressions name them.
func withParts(b []byte) ([]byte, error) {
	var c struct {
		Parts map[string]string `yaml:"parts"`
	}
	if err := yaml.Unmarshal(b, &c); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(c.Parts)) {
		b = bytes.ReplaceAll(b, []byte("{"+name+"}"), []byte("(?:"+c.Parts[name]+")"))
	}
	return b, nil
}

// merge adds b's cues behind a's: every field but those that tell languages apart,
// which are tagged own. A list is lengthened, an expression matches either, and what
// a map has under the same key in both is a's, or both lists.
func merge(a, b Cues) Cues {
	into, from := reflect.ValueOf(&a).Elem(), reflect.ValueOf(b)
	for i := range into.NumField() {
		if f := into.Type().Field(i); f.IsExported() && f.Tag.Get("merge") != "own" {
			into.Field(i).Set(mergeField(into.Field(i), from.Field(i)))
		}
	}
	a.Kinds = byKind(a.Kinds)
	a.Results = byStatus(a.Results)
	return a
}

// mergeField is one field of two languages' cues.
func mergeField(a, b reflect.Value) reflect.Value {
	if p, ok := a.Interface().(pattern); ok {
		return reflect.ValueOf(either(p, b.Interface().(pattern)))
	}
	switch a.Kind() {
	case reflect.Slice:
		return reflect.AppendSlice(copyOf(a), b)
	case reflect.Map:
		return mergeMaps(a, b)
	case reflect.Bool:
		return reflect.ValueOf(a.Bool() || b.Bool())
	}
	panic("cues: no way to merge a field of kind " + a.Kind().String()) // a test loads them
}

// mergeMaps joins two maps.
func mergeMaps(a, b reflect.Value) reflect.Value {
	out := reflect.MakeMap(a.Type())
	for _, m := range []reflect.Value{b, a} {
		for it := m.MapRange(); it.Next(); {
			v := it.Value()
			if old := out.MapIndex(it.Key()); old.IsValid() && v.Kind() == reflect.Slice {
				v = reflect.AppendSlice(copyOf(v), old)
			}
			out.SetMapIndex(it.Key(), v)
		}
	}
	return out
}

// copyOf is a slice of its own, so that a language never writes into another's list.
func copyOf(s reflect.Value) reflect.Value {
	return reflect.AppendSlice(reflect.MakeSlice(s.Type(), 0, s.Len()), s)
}

// byStatus keeps the order of statuses: what rejects is tried before what adopts, in
// whichever language it is said.
func byStatus(cues []statusCue) []statusCue {
	rank := func(s saksok.DecisionStatus) int {
		return slices.Index([]saksok.DecisionStatus{saksok.StatusRejected, saksok.StatusWithdrawn, saksok.StatusDeferred, saksok.StatusRecommended, saksok.StatusAdopted}, s)
	}
	slices.SortStableFunc(cues, func(x, y statusCue) int { return rank(x.Status) - rank(y.Status) })
	return cues
}

// byKind puts the words of one kind of document together, where the kind came first.
func byKind(cues []kindCue) []kindCue {
	var out []kindCue
	for _, k := range cues {
		i := slices.IndexFunc(out, func(o kindCue) bool { return o.Kind == k.Kind })
		if i < 0 {
			out = append(out, k)
			continue
		}
		out[i].Words = slices.Concat(out[i].Words, k.Words)
	}
	return out
}

func either(a, b pattern) pattern {
	switch {
	case a.Regexp == nil:
		return b
	case b.Regexp == nil:
		return a
	}
	return newPattern(regexp.MustCompile(a.String() + "|" + b.String()))
}

// label folds a text for comparison with a cue: lower case, single spaces, no
// colon, number signs or full stops at its ends.
func label(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.TrimSpace(strings.Trim(s, " :.*–-_|"))
}
