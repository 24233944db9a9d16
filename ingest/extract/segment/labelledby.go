package segment

import (
	"regexp"
	"strings"

	"saksok"
)

// labelBody matches the body a decision's label names: "Beslutning fra Økonomiudvalget,
// 19-05-2025", "Vedtak i formannskapet 12.03.2024", "Arbetsutskottets beslut".
var labelBody = regexp.MustCompile(`(?i)^\p{L}+ (?:fra|frå|från|i|av) (.{3,80})$|^(.{3,60}?)s (?:vedtak|beslutning|beslut)(?: .*)?$`)

// labelledBy is the earlier treatment a decision's label names: by another body than the
// one that meets, or on another day. What another body decided is no decision of this one.
func (t *treatment) labelledBy(name string) *saksok.Treatment {
	m := labelBody.FindStringSubmatch(name)
	if m == nil || t.body == "" {
		return nil
	}
	by := &saksok.Treatment{}
	body := m[1] + m[2]
	if d := saksok.FindDates(name, 0); len(d) > 0 {
		by.Date = d[0].From
		body, _, _ = strings.Cut(body, name[d[0].Start:d[0].End])
	}
	by.Body = strings.TrimRight(strings.TrimSuffix(strings.TrimSpace(body), " den"), " ,–-")
	if !t.f.namesBody(by.Body) {
		return nil
	}
	own := t.f.cues.kin(by.Body, t.body)
	if own && (by.Date == "" || t.day == "" || by.Date == t.day) {
		return nil
	}
	return by
}

// kin reports whether two names may be of one body: a word of the one is in the other,
// whatever its ending, or one of them is no body by its nouns.
func (c *Cues) kin(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	known := false
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		for _, w := range strings.Fields(pair[0]) {
			if !c.endsLikeBody(w) {
				continue
			}
			known = known || pair[0] == b
			for _, ending := range []string{"", "et", "en", "t", "n"} {
				if stem := strings.TrimSuffix(w, ending); len(stem) > 3 && strings.Contains(pair[1], stem) {
					return true
				}
			}
		}
	}
	return !known
}
