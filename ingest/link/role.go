package link

import (
	"cmp"
	"slices"
	"strings"

	"saksok"
)

// roleByKind is what a document is where nothing else says more.
var roleByKind = map[saksok.DocumentKind]Role{
	saksok.KindNotice: RoleNotice, saksok.KindAgenda: RoleNotice, saksok.KindPack: RolePack, saksok.KindCasePaper: RoleCasePaper,
	saksok.KindMinutes: RoleMinutes, saksok.KindElectionRecord: RoleMinutes, saksok.KindSlidePack: RoleSlides,
}

var roleOrder = []Role{RoleNotice, RolePack, RoleCasePaper, RoleSupplement, RoleSlides, RoleAttachment, RoleMinutes, RoleCaseMinutes, RoleMinutesCopy}

// Words of titles that say a role or a version (bokmål, nynorsk, dansk, svensk).
var (
	supplementWords  = []string{"tilleggssak", "tilleggsak", "tilleggsinnkalling", "tilleggsliste", "tilleggsdagsorden", "ettersendt", "ettersending", "tillæg", "tilläggs"}
	revisedWords     = []string{"revidert", "endelig", "rettet", "retta", "korrigert", "oppdatert", "ny versjon", "endeleg"}
	caseMinutesWords = []string{"saksprotokoll", "særutskrift", "saksutskrift", "melding om vedtak", "protokollutdrag", "protokollutskrift"}
)

// rolesOf gives each card its role and puts them in order.
func rolesOf(g group) []card {
	cards := make([]card, len(g.cards))
	for i, m := range g.cards {
		cards[i] = card{member: m, role: cmp.Or(roleByKind[m.Kind], RoleAttachment)}
	}
	for i := range cards {
		c := &cards[i]
		switch {
		case c.Part > 0:
			c.role = RoleMinutesCopy
		case says(c.Title, supplementWords) && c.role.before():
			c.role = RoleSupplement
		case c.role == RoleMinutes && (says(c.Title, caseMinutesWords) || excerpt(c, cards)):
			c.role = RoleCaseMinutes
		case (c.role == RolePack || c.role == RoleNotice) && continues(c, cards):
			c.role = RoleSupplement
		}
	}
	slices.SortFunc(cards, func(a, b card) int {
		return cmp.Or(cmp.Compare(slices.Index(roleOrder, a.role), slices.Index(roleOrder, b.role)),
			a.Seen.Compare(b.Seen), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Part, b.Part))
	})
	return cards
}

// before reports whether a document of this role comes before the meeting.
func (r Role) before() bool { return r == RoleNotice || r == RolePack || r == RoleCasePaper }

func says(title string, ws []string) bool {
	t := fold(title)
	return slices.ContainsFunc(ws, func(w string) bool { return strings.Contains(t, w) })
}

// excerpt reports whether minutes of one item are cut out of others here.
func excerpt(c *card, cards []card) bool {
	return len(c.Items) == 1 && slices.ContainsFunc(cards, func(o card) bool {
		to, _ := match(o.Items, c.Items)
		return o.Document != c.Document && o.Part == 0 && o.Kind == c.Kind && len(o.Items) > 1 && to[0] >= 0
	})
}

// continues reports whether a notice's numbers go on where those of another
// notice end, with none in common.
func continues(c *card, cards []card) bool {
	first, ok := bound(c.Items, slices.Min[[]int])
	return ok && slices.ContainsFunc(cards, func(o card) bool {
		last, ok := bound(o.Items, slices.Max[[]int])
		return ok && o.Document != c.Document && o.Part == 0 && (o.Kind == saksok.KindPack || o.Kind == saksok.KindNotice || o.Kind == saksok.KindAgenda) &&
			len(o.Items) > len(c.Items) && last < first
	})
}

// bound is the first or last number of the items' main series.
func bound(items []Item, of func([]int) int) (int, bool) {
	var seqs []int
	for _, it := range items {
		if r, ok := saksok.ParseItemNumber(string(it.Number)); ok && r.Seq > 0 && r.Series != "RS" && r.Series != "DS" {
			seqs = append(seqs, r.Seq)
		}
	}
	if len(seqs) == 0 {
		return 0, false
	}
	return of(seqs), true
}
