package link

import (
	"cmp"
	"slices"
	"strings"

	"saksok"
)

// Case is one item of a meeting with what was proposed and what became of it.
type Case struct {
	Number saksok.ItemNumber
	Key    saksok.ItemKey
	Title  string
	Ref    string
	Closed bool
	Where  []Appearance

	// Proposals are texts that were before the body: proposed, recommended by
	// another, or with nothing that says their status. None is a decision.
	Proposals []Passage
	// Motions are proposals made in the meeting; their status is what became of
	// each. An adopted one is part of the decision.
	Motions []Passage
	// Results are what the body decided, from minutes only.
	Results []Result
	// Earlier are decisions of other bodies quoted in this meeting's papers.
	Earlier []Passage
}

// Appearance is a document's own heading of a case.
type Appearance struct {
	Place
	Number saksok.ItemNumber
	Title  string
	Match  Match // how it was found to be the same case; "" for the first
}

// Passage is a text with all the places it stands in.
type Passage struct {
	Text
	Places []Place // the first is where Text was taken from
}

// Result is a decision with the proposal it answers.
type Result struct {
	Passage
	// Proposal and Motion are indexes into the case's lists, -1 for none; at most
	// one is set.
	Proposal int
	Motion   int
	Like     float64 // how alike the texts are, from 0 to 1
	Diff     []Piece // from the proposal to the decision
}

// Unplaced is a decision that could not be put beside a proposal.
type Unplaced struct {
	Passage
	Reason Reason
	Title  string // of the item, where there is one
}

// Reason is why a decision is unplaced.
type Reason string

// The reasons.
const (
	NoItem     Reason = "no_item"     // the document says no item, or one that it has not
	NoProposal Reason = "no_proposal" // the item is known, and no proposal for it
	NoMinutes  Reason = "no_minutes"  // says it was adopted, in a document that is no minutes
)

// standing is what a text is to the meeting.
type standing int

const (
	proposal standing = iota
	motion
	result
	earlier
	unproven
)

// casesOf puts the items of a meeting's documents together, with their texts.
func casesOf(cards []card, m *saksok.Meeting) ([]Case, []Unplaced) {
	cases, at := joinItems(cards)
	var unplaced []Unplaced
	core := bodyName(m.Body, m.Organisation).core
	for c := range cards {
		for i := range cards[c].Texts {
			t := cards[c].Texts[i]
			p := Passage{t, []Place{{cards[c].Document, t.Page, t.Box}}}
			if t.Item < 0 || t.Item >= len(at[c]) {
				if decided(t.Status) && cards[c].role.minutes() {
					unplaced = append(unplaced, Unplaced{p, NoItem, ""})
				}
				continue
			}
			cs := &cases[at[c][t.Item]]
			switch stands(&t, &cards[c], core) {
			case proposal:
				cs.Proposals = put(cs.Proposals, p)
			case motion:
				cs.Motions = put(cs.Motions, p)
			case result:
				cs.Results = putResult(cs.Results, p)
			case earlier:
				cs.Earlier = put(cs.Earlier, p)
			case unproven:
				unplaced = append(unplaced, Unplaced{p, NoMinutes, cs.Title})
			}
		}
	}
	for i := range cases {
		unplaced = append(unplaced, cases[i].pair()...)
	}
	return cases, unplaced
}

// joinItems makes one case of the items that are the same in several documents;
// at[c][i] is the case of card c's item i.
func joinItems(cards []card) (cases []Case, at [][]int) {
	var known []Item
	for c := range cards {
		to, how := match(known, cards[c].Items)
		here := make([]int, len(to))
		for i, it := range cards[c].Items {
			place := Appearance{Place{cards[c].Document, it.Page, it.Box}, it.Number, it.Title, how[i]}
			j := to[i]
			if j < 0 {
				j = len(known)
				known = append(known, it)
				cases = append(cases, Case{Number: it.Number, Key: it.Key, Title: it.Title, Ref: it.Ref, Closed: it.Closed})
			} else {
				k, cs := &known[j], &cases[j]
				k.Title, k.Ref, k.Closed = better(k.Title, it.Title), cmp.Or(k.Ref, it.Ref), k.Closed || it.Closed
				if k.Key == "" || k.Series == "" && it.Series != "" {
					k.Number, k.Key, k.Series = it.Number, it.Key, it.Series
				}
				cs.Number, cs.Key, cs.Title, cs.Ref, cs.Closed = k.Number, k.Key, k.Title, k.Ref, k.Closed
			}
			cases[j].Where = append(cases[j].Where, place)
			here[i] = j
		}
		at = append(at, here)
	}
	return cases, at
}

func (r Role) minutes() bool {
	return r == RoleMinutes || r == RoleCaseMinutes || r == RoleMinutesCopy
}

// decided reports whether a status is something a body did.
func decided(s saksok.DecisionStatus) bool {
	switch s {
	case saksok.StatusAdopted, saksok.StatusRejected, saksok.StatusDeferred, saksok.StatusWithdrawn:
		return true
	}
	return false
}

// stands tells what a text is to a meeting of the body with this core.
func stands(t *Text, c *card, core string) standing {
	switch {
	case t.TreatedBy != nil && decided(t.Status):
		return earlier
	case t.TreatedBy != nil:
		return proposal
	case t.Proposer != "":
		return motion
	case t.Status == saksok.StatusRecommended && c.role.minutes() && ownLabel(t.Label, core):
		return result
	case !decided(t.Status):
		return proposal
	case !c.role.minutes():
		return unproven
	}
	return result
}

// ownLabel reports whether a label ("Formannskapets innstilling til
// kommunestyret") names this body as the one that recommends. A label that names
// none leaves it to the minutes: what they call a recommendation is the body's.
func ownLabel(label, core string) bool {
	ws := words(label)
	for _, w := range ws {
		base, _, ok := head(strings.TrimSuffix(w, "s"))
		if ok {
			return base == core || strings.HasSuffix(core, " "+base) || strings.HasPrefix(core, base+" ")
		}
	}
	return true
}

// put adds a passage; one that is there already, in other documents, only gets
// another place.
func put(list []Passage, p Passage) []Passage {
	for i := range list {
		if list[i].Status == p.Status && fold(list[i].Text.Text) == fold(p.Text.Text) {
			list[i].Places = append(list[i].Places, p.Places...)
			list[i].Vote = cmp.Or(list[i].Vote, p.Vote)
			return list
		}
	}
	return append(list, p)
}

func putResult(list []Result, p Passage) []Result {
	for i := range list {
		if list[i].Status == p.Status && fold(list[i].Text.Text) == fold(p.Text.Text) {
			list[i].Places = append(list[i].Places, p.Places...)
			list[i].Vote = cmp.Or(list[i].Vote, p.Vote)
			return list
		}
	}
	return append(list, Result{Passage: p, Proposal: -1, Motion: -1})
}

// likeProposal is how alike a decision must be to a proposal to be its answer
// where there are several. Where there is one, it is what was before the body.
const likeProposal = 0.3

// pair finds for each result the proposal it answers, and the difference. Those
// with none are unplaced.
func (cs *Case) pair() []Unplaced {
	var out []Unplaced
	for i := range cs.Results {
		r := &cs.Results[i]
		if procedural(r.Types) {
			out = append(out, Unplaced{r.Passage, NoProposal, cs.Title})
			continue
		}
		r.choose(cs.Proposals, cs.Motions)
		switch {
		case r.Proposal >= 0:
			r.Diff = Diff(cs.Proposals[r.Proposal].Text.Text, r.Text.Text)
		case r.Motion >= 0:
			r.Diff = Diff(cs.Motions[r.Motion].Text.Text, r.Text.Text)
		default:
			out = append(out, Unplaced{r.Passage, NoProposal, cs.Title})
		}
	}
	return out
}

// choose takes the most alike proposal, else a motion that prevailed, else the
// only proposal there is.
func (r *Result) choose(proposals, motions []Passage) {
	for i, p := range proposals[:min(len(proposals), maxRivals)] {
		if like := r.like(&p); like >= likeProposal && (r.Proposal < 0 || like > r.Like) {
			r.Proposal, r.Like = i, like
		}
	}
	for i, p := range motions[:min(len(motions), maxRivals)] {
		if p.lost() {
			continue
		}
		if like := r.like(&p); like > r.Like && like >= likeProposal {
			r.Proposal, r.Motion, r.Like = -1, i, like
		}
	}
	if r.Proposal >= 0 || r.Motion >= 0 || r.postponed(motions) {
		return
	}
	if i := only(proposals); i >= 0 {
		r.Proposal, r.Like = i, r.like(&proposals[i])
	}
}

// maxRivals bounds the texts of one case that a decision is compared with.
const maxRivals = 60

func (r *Result) like(p *Passage) float64 { return Similarity(p.Text.Text, r.Text.Text) }

// lost reports whether a motion came to nothing.
func (p *Passage) lost() bool {
	return p.Status == saksok.StatusRejected || p.Status == saksok.StatusWithdrawn
}

// only is the index of the one proposal made to this body, else of the one text
// there is; -1 where there are more.
func only(proposals []Passage) int {
	found := -1
	for i, p := range proposals {
		if p.Status != saksok.StatusProposed || p.TreatedBy != nil {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	if found < 0 && len(proposals) == 1 {
		return 0
	}
	return found
}

// postponed finds the motion that a postponement answers: minutes say "Saken
// utsettes." where the motion gives the reason too.
func (r *Result) postponed(motions []Passage) bool {
	if r.Status != saksok.StatusDeferred {
		return false
	}
	for i, p := range motions {
		if !p.lost() && slices.Contains(p.Types, saksok.TypeDeferral) {
			r.Motion, r.Like = i, r.like(&p)
			return true
		}
	}
	return false
}

// procedural reports whether a decision is of the meeting's own order: nobody
// proposes it beforehand.
func procedural(types []saksok.DecisionType) bool {
	return len(types) > 0 && !slices.ContainsFunc(types, func(t saksok.DecisionType) bool { return t != saksok.TypeProcedural })
}
