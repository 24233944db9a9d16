package link

import (
	"cmp"
	"slices"

	"saksok"
)

// Matter is one matter through the meetings that treated it (saksgang).
type Matter struct {
	Ref          string // archive case number, see [CaseRef]
	Title        string
	Organisation string
	Treatments   []Treatment // in order of the day
}

// Treatment is one meeting's treatment of a matter.
type Treatment struct {
	MeetingID string
	Meeting   saksok.Meeting
	Case      Case
	Why       Link
}

// Link is why a treatment belongs to the matter.
type Link string

// The links, strongest first.
const (
	LinkArchive Link = "archive_number" // the archive case number
	LinkChain   Link = "chain"          // a paper of one meeting says the other treated it
)

// treatment is a case of a meeting while matters are put together.
type treatment struct {
	meeting *Meeting
	at      int // index into the meeting's cases
	why     Link
}

func (t treatment) matterCase() *Case { return &t.meeting.Cases[t.at] }

// ofOneMatter reports whether two treatments with the same archive number are of
// one matter: the number alone is no proof, for each organisation counts from
// one. Organisations that agree are the second witness; where one of them states
// none it takes a title, but titles every agenda has are no witness.
func ofOneMatter(a, b treatment) bool {
	switch relateOrgs(&a.meeting.Meeting, &b.meeting.Meeting) {
	case conflict:
		return false
	case agree:
		return true
	}
	return !routineTitle(a.matterCase().Title) && alike(a.matterCase().Title, b.matterCase().Title) >= 0.5
}

// relateOrgs compares organisations only: a matter goes through many bodies.
func relateOrgs(a, b *saksok.Meeting) relation {
	oa, ob := affiliationOf(a), affiliationOf(b)
	switch {
	case len(oa.org) > 0 && len(ob.org) > 0:
		if within(oa.org, ob.org) {
			return agree
		}
		return conflict
	case len(oa.org) > 0 && len(ob.qualifier) > 0 && within(ob.qualifier, oa.org),
		len(ob.org) > 0 && len(oa.qualifier) > 0 && within(oa.qualifier, ob.org),
		len(oa.org) == 0 && len(ob.org) == 0 && len(oa.qualifier) > 0 && slices.Equal(oa.qualifier, ob.qualifier):
		return agree
	}
	return neutral
}

// matters splits treatments of one archive number into matters: each joins the
// first it fits, those that state an organisation standing first.
func matters(ref string, ts []treatment) [][]treatment {
	slices.SortFunc(ts, func(a, b treatment) int {
		return cmp.Or(-cmp.Compare(stated(affiliationOf(&a.meeting.Meeting)), stated(affiliationOf(&b.meeting.Meeting))),
			cmp.Compare(a.meeting.Meeting.Date, b.meeting.Meeting.Date), cmp.Compare(a.meeting.ID, b.meeting.ID), cmp.Compare(a.at, b.at))
	})
	var out [][]treatment
	for _, t := range ts {
		i := slices.IndexFunc(out, func(m []treatment) bool {
			return slices.ContainsFunc(m, func(o treatment) bool { return ofOneMatter(o, t) }) &&
				!slices.ContainsFunc(m, func(o treatment) bool {
					return relateOrgs(&o.meeting.Meeting, &t.meeting.Meeting) == conflict
				})
		})
		if i < 0 {
			out = append(out, []treatment{t})
		} else {
			out[i] = append(out[i], t)
		}
	}
	return out
}

// matterOf is the matter of treatments that belong together.
func matterOf(ref string, ts []treatment) Matter {
	slices.SortFunc(ts, func(a, b treatment) int {
		return cmp.Or(cmp.Compare(a.meeting.Meeting.Date, b.meeting.Meeting.Date), cmp.Compare(a.meeting.ID, b.meeting.ID), cmp.Compare(a.at, b.at))
	})
	m := Matter{Ref: ref}
	for _, t := range ts {
		m.Title = better(m.Title, t.matterCase().Title)
		if o := t.meeting.Meeting.Organisation; len(o) > len(m.Organisation) {
			m.Organisation = o
		}
		m.Treatments = append(m.Treatments, Treatment{t.meeting.ID, t.meeting.Meeting, *t.matterCase(), t.why})
	}
	return m
}

// treatedHere finds the case of a meeting that a paper's line of treatment means:
// by its number, else by the archive number, else by its title; the body and the
// day are the other witness.
func treatedHere(m *Meeting, by *saksok.Treatment, of *Case) int {
	one := func(fits func(*Case) bool) int {
		found := -1
		for i := range m.Cases {
			if !fits(&m.Cases[i]) {
				continue
			}
			if found >= 0 {
				return -1
			}
			found = i
		}
		return found
	}
	if key := by.Number.Key(); key != "" {
		return one(func(c *Case) bool { return c.Key == key && seriesFit(series(c.Number), series(by.Number)) })
	}
	if i := one(func(c *Case) bool { return c.Ref != "" && c.Ref == of.Ref }); i >= 0 {
		return i
	}
	return one(func(c *Case) bool { return !routineTitle(of.Title) && alike(c.Title, of.Title) >= 0.8 })
}
