package link

import (
	"cmp"
	"slices"

	"saksok"
)

// maxSlot bounds how many cards of one slot are grouped; grouping compares each
// with all. No body's meeting has as many documents.
const maxSlot = 400

// group is a set of cards of one meeting, in canonical order.
type group struct {
	id      string
	cards   []member
	meeting *Meeting // once it is asked for
}

// together makes the group's meeting, once.
func (g *group) together() *Meeting {
	if g.meeting == nil {
		g.meeting = assemble(*g)
	}
	return g.meeting
}

// has reports whether one of the documents is in the group, at its own meeting or
// with minutes bound in.
func (g *group) has(ids map[saksok.DocumentID]bool) bool {
	return slices.ContainsFunc(g.cards, func(m member) bool { return ids[m.Document] })
}

// member is a card in a group, with what joined it.
type member struct {
	*Stored
	why Evidence
	aff affiliation
}

// Evidence is why a document counts as one of a meeting, beside the day and the
// body.
type Evidence string

// The kinds of evidence, strongest first.
const (
	ByOrganisation Evidence = "organisation" // the organisation, or the place in the body's name, is the same
	ByItems        Evidence = "items"        // the same case numbers with the same archive numbers or titles
	ByDay          Evidence = "day"          // nothing but the body and the day, and no other meeting there
)

// affiliation is what a card states of which body of which organisation it is.
type affiliation struct {
	org, qualifier []string
	number         saksok.ItemRef // the meeting's
	numbered       bool
}

func affiliationOf(m *saksok.Meeting) affiliation {
	n := bodyName(m.Body, m.Organisation)
	a := affiliation{org: orgWords(m.Organisation), qualifier: n.qualifier}
	if m.Number != "" {
		a.number, a.numbered = saksok.ParseItemNumber(m.Number)
	}
	return a
}

// relation is what two affiliations say of each other.
type relation int

const (
	conflict relation = iota - 1
	neutral
	agree
)

func relate(a, b affiliation) relation {
	r := neutral
	if len(a.org) > 0 && len(b.org) > 0 {
		if !within(a.org, b.org) {
			return conflict
		}
		r = agree
	}
	if a.numbered && b.numbered && !sameNumber(a.number, b.number) {
		return conflict
	}
	if len(a.qualifier) == 0 && len(b.qualifier) == 0 {
		return r
	}
	orgs := slices.Concat(a.org, b.org)
	qa, qb := without(a.qualifier, orgs), without(b.qualifier, orgs)
	switch {
	case len(qa) > 0 && len(qb) > 0:
		if !within(qa, qb) {
			return conflict
		}
		return agree
	case len(a.qualifier) > 0 && len(qa) == 0 && len(b.org) > 0 && len(a.org) == 0,
		len(b.qualifier) > 0 && len(qb) == 0 && len(a.org) > 0 && len(b.org) == 0:
		return agree
	}
	return r
}

// agreement counts for and against two cards having the same items: an archive
// number weighs more than a title, and a title every agenda has weighs nothing.
func agreement(a, b []Item) int {
	score := 0
	for _, x := range a {
		for _, y := range b {
			if x.Key == "" || x.Key != y.Key || !seriesFit(x.Series, y.Series) {
				continue
			}
			like := alike(x.Title, y.Title)
			switch {
			case x.Ref != "" && y.Ref != "" && x.Ref == y.Ref:
				score += 3
			case x.Ref != "" && y.Ref != "":
				score -= 3
			case routineTitle(x.Title) || routineTitle(y.Title):
			case like >= 0.6:
				score++
			case like < 0.3:
				score--
			}
		}
	}
	return score
}

// groupCards decides which cards of a slot are of one meeting. The answer depends
// on the set of cards, not on their order; the groups are in order of their ids.
func groupCards(cards []Stored) []*group {
	members := make([]member, len(cards))
	for i := range cards {
		members[i] = member{&cards[i], "", affiliationOf(&cards[i].Meeting)}
	}
	slices.SortFunc(members, func(a, b member) int {
		return cmp.Or(-cmp.Compare(stated(a.aff), stated(b.aff)), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Part, b.Part))
	})
	members = members[:min(len(members), maxSlot)]
	var groups []*group
	for _, m := range members {
		i, why := bestGroup(groups, m)
		if i < 0 {
			groups = append(groups, &group{cards: []member{m}})
			continue
		}
		m.why = why
		groups[i].cards = append(groups[i].cards, m)
	}
	for i := range groups {
		groups[i].explainFirst()
	}
	identify(groups)
	slices.SortFunc(groups, func(a, b *group) int { return cmp.Compare(a.id, b.id) })
	return groups
}

// stated ranks a card by how much it says of its organisation.
func stated(a affiliation) int {
	return 100*min(len(a.org), 1) + 10*min(len(a.qualifier), 1) + len(a.org)
}

// bestGroup finds the group a card belongs to, -1 for one of its own.
func bestGroup(groups []*group, m member) (int, Evidence) {
	best, bestScore, bestWhy, open := -1, 0, ByDay, 0
	for i, g := range groups {
		agrees, score, ok := g.fit(m)
		if !ok {
			continue
		}
		open++
		switch {
		case agrees:
			score += 1000
		case score < 0:
			continue
		}
		if score > bestScore {
			best, bestScore, bestWhy = i, score, ByItems
			if agrees {
				bestWhy = ByOrganisation
			}
		}
	}
	if best >= 0 || open != 1 || generic(&m.Meeting) {
		return best, bestWhy
	}
	for i, g := range groups { // the only one there is, if nothing speaks against it
		if _, score, ok := g.fit(m); ok && score == 0 {
			return i, ByDay
		}
	}
	return -1, ""
}

// generic reports whether a body's name says too little to stand for itself.
func generic(m *saksok.Meeting) bool {
	core := bodyName(m.Body, m.Organisation).core
	_, bare, _ := head(core)
	return core == "" || bare
}

// fit tells how a card fits a group: ok is false where something stated keeps it out.
func (g *group) fit(m member) (agrees bool, score int, ok bool) {
	for _, o := range g.cards {
		switch relate(o.aff, m.aff) {
		case conflict:
			return false, 0, false
		case agree:
			agrees = true
		}
		if s := agreement(o.Items, m.Items); s < 0 && score <= 0 || s > 0 && s > score {
			score = s
		}
	}
	return agrees, score, true
}

// explainFirst gives the first card, which the others were joined to, the
// strongest reason they have.
func (g *group) explainFirst() {
	order := []Evidence{ByOrganisation, ByItems, ByDay}
	best := len(order)
	for _, m := range g.cards[1:] {
		best = min(best, slices.Index(order, m.why))
	}
	if best < len(order) {
		g.cards[0].why = order[best]
	}
}

// identify gives each group its id: the slot, then a hash of the organisation.
// Groups of one slot that state the same, or nothing, take their first document
// in.
func identify(groups []*group) {
	seen := map[string]int{}
	for i := range groups {
		groups[i].id = orgDigest(groups[i].orgName())
		seen[groups[i].id]++
	}
	for i := range groups {
		g := groups[i]
		if seen[g.id] > 1 {
			g.id = digest(g.orgName(), string(g.smallest()))[:orgDigits]
		}
		g.id = g.cards[0].Slot() + g.id
	}
}

const orgDigits = 8

func orgDigest(name string) string { return digest(name)[:orgDigits] }

// orgName is the organisation the group states, folded: the first card's, for
// those that state one stand first.
func (g *group) orgName() string {
	var name string
	for _, m := range g.cards {
		if n := fold(m.Meeting.Organisation); len(n) > len(name) || len(n) == len(name) && n < name {
			name = n
		}
	}
	return name
}

func (g *group) smallest() saksok.DocumentID {
	return slices.MinFunc(g.cards, func(a, b member) int { return cmp.Compare(a.Document, b.Document) }).Document
}
