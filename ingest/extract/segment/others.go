package segment

import (
	"slices"
	"strings"

	"saksok"
)

// Minutes in prose tell of other decisions than their own: "Planen ble vedtatt i 2019",
// "Søknaden ble godkjent av kommunen". None of them is one of this meeting.

// ofOthers reports whether a sentence tells what another body decided, or what was
// decided at another time.
func (t *treatment) ofOthers(s string) bool {
	c := t.f.cues
	return c.Earlier.match(s) || t.byAnother(s) || t.beforeToday(s)
}

// byAnother reports whether a sentence names another body, or somebody else, as who
// decided or where it was: "… ble vedtatt i formannskapet".
func (t *treatment) byAnother(s string) bool {
	c := t.f.cues
	if c.DecidedBy.Regexp == nil {
		return false
	}
	for _, m := range c.DecidedBy.FindAllStringSubmatch(s, -1) {
		for _, w := range m[1:] {
			if w != "" && !t.isBody(w) && (c.endsLikeBody(w) || c.isAuthority(w) || t.f.isOfficer(w) || startsUpper(w) && w != m[2]) {
				return true
			}
		}
	}
	return false
}

// isAuthority reports whether a word is what an organisation is called by: "kommunen".
func (c *Cues) isAuthority(w string) bool {
	return slices.ContainsFunc(c.OrganisationNouns, func(noun string) bool {
		return len(noun) > 3 && strings.HasPrefix(strings.ToLower(w), noun)
	})
}

// beforeToday reports whether a sentence says that something was decided on a day before
// the meeting's.
func (t *treatment) beforeToday(s string) bool {
	on := t.f.cues.DecidedOn
	if t.day == "" || on.Regexp == nil {
		return false
	}
	for _, d := range saksok.FindDates(s, 0) {
		if d.From < t.day && on.match(s[:d.Start]) {
			return true
		}
	}
	return false
}

// isOfficer reports whether a word is what somebody with an office is called:
// "møteleiaren".
func (f *flow) isOfficer(w string) bool {
	w = strings.ToLower(w)
	return slices.ContainsFunc(nounEndings, func(ending string) bool {
		stem, ok := strings.CutSuffix(w, ending)
		return ok && slices.ContainsFunc(f.cues.Titles, func(title string) bool { return strings.HasSuffix(stem, title) })
	})
}
