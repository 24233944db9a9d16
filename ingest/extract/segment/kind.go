package segment

import (
	"slices"
	"strings"

	"saksok"
)

// anyKind reports whether a line names a kind of document.
func anyKind(c *Cues, s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(c.Kinds, func(k kindCue) bool { return anyPhrase(s, k.Words) })
}

// kind tells the document's kind by its title, its make-up and its words.
func (f *flow) kind(h head, tables []saksok.Table) saksok.DocumentKind {
	scores := map[saksok.DocumentKind]int{}
	big := ""
	for _, l := range h.big {
		big += " " + strings.ToLower(l.text)
	}
	if len(h.lines) > 0 {
		big += " " + strings.ToLower(h.lines[0].text)
	}
	if h.agenda != nil {
		scores[saksok.KindAgenda] += headWeight * 10
	}
	if f.field(h.lines, "case_officer") != "" {
		scores[saksok.KindCasePaper] += headWeight*10 + 10
	}
	if f.hasAttendance() {
		scores[saksok.KindMinutes] += 25 * textWeight
	}
	headText := h.text(f.cues)
	for rank, k := range f.cues.Kinds {
		switch {
		case anyPhrase(big, k.Words):
			scores[k.Kind] += titleWeight*10 - rank
		case anyPhrase(headText, k.Words):
			scores[k.Kind] += headWeight*10 - rank
		}
	}
	if scores[saksok.KindElectionRecord] > 0 && f.hasAttendance() {
		scores[saksok.KindElectionRecord] += 25 * textWeight // it lists who the board is
	}
	full := f.fullText()
	scores[saksok.KindMinutes] += 10 * textWeight * min(4, countPhrases(full, f.cues.MinutesWords))
	scores[saksok.KindNotice] += 15 * textWeight * min(3, countPhrases(full, f.cues.NoticeWords))
	if scores[saksok.KindMinutes] < titleWeight*10-len(f.cues.Kinds) {
		scores[saksok.KindSlidePack] += 10 * deckWeight * f.deckSigns(full)
	}
	best, most := saksok.KindOther, 19
	for _, k := range kindOrder {
		if scores[k] > most {
			best, most = k, scores[k]
		}
	}
	return f.refineKind(best, tables)
}

// titlesFigures reports whether the large print names a budget or accounts, as slides
// of one do: what they show is no meeting's.
func (f *flow) titlesFigures(h head) bool {
	return slices.ContainsFunc(h.big, func(l line) bool {
		text := strings.ToLower(l.text)
		return slices.ContainsFunc(f.cues.Kinds, func(k kindCue) bool { return isFigures(k.Kind) && anyPhrase(text, k.Words) })
	})
}

// hasAttendance reports whether a line lists who met: only minutes do.
func (f *flow) hasAttendance() bool {
	for _, l := range f.lines[:min(len(f.lines), 3*headLines)] {
		if r, _, ok := f.attendanceLabel(l.text); ok && r == saksok.RoleMember && strings.HasSuffix(strings.TrimSpace(l.text), ":") || ok && r == saksok.RoleMember && strings.Contains(l.text, ":") {
			return true
		}
	}
	return false
}

// kindOrder breaks draws: what is more particular comes first.
var kindOrder = []saksok.DocumentKind{
	saksok.KindSlidePack, saksok.KindElectionRecord, saksok.KindMinutes, saksok.KindNotice, saksok.KindCasePaper, saksok.KindAgenda,
	saksok.KindBudget, saksok.KindAccounts, saksok.KindAttachment,
}

// refineKind tells a bare notice from a pack by the case papers bound into it,
// and a budget from accounts by its columns.
func (f *flow) refineKind(k saksok.DocumentKind, tables []saksok.Table) saksok.DocumentKind {
	proposals := 0
	for _, l := range f.lines {
		if st, _, _, _ := f.labelOf(l.text); st == saksok.StatusProposed && !slices.Contains(f.cues.BareProposals, label(l.text)) {
			proposals++
		}
	}
	switch k {
	case saksok.KindNotice, saksok.KindAgenda:
		if proposals >= 2 && len(f.doc.Pages) > 2 {
			return saksok.KindPack
		}
		if f.summons() {
			return saksok.KindNotice // an agenda alone summons nobody
		}
	case saksok.KindBudget:
		if comparesAccounts(f.cues, tables) {
			return saksok.KindAccounts
		}
	case saksok.KindOther:
		if proposals >= 1 {
			return saksok.KindCasePaper
		}
	}
	return k
}

// comparesAccounts reports whether a table sets the accounts against the budget and
// states the difference: what accounts do and a budget does not.
func comparesAccounts(c *Cues, tables []saksok.Table) bool {
	for _, t := range tables {
		accounts, difference := false, false
		for _, cell := range t.Cells {
			if cell.Row <= t.HeaderRows {
				l := strings.ToLower(cell.Text)
				accounts = accounts || anyPhrase(l, c.AccountsColumns)
				difference = difference || anyPhrase(l, c.DifferenceColumns)
			}
		}
		if accounts && difference {
			return true
		}
	}
	return false
}

// deckSigns counts the signs of slides: landscape pages with little text, words
// said at the end of a talk, headings that come back as dividers, many bullets.
func (f *flow) deckSigns(full string) int {
	n := 0
	landscape, words := 0, 0
	for _, p := range f.doc.Pages {
		if p.Width > p.Height*1.15 {
			landscape++
		}
		for _, l := range p.Lines {
			words += len(l.Words)
		}
	}
	pages := len(f.doc.Pages)
	if pages > 0 && landscape*2 > pages && words/pages < 150 {
		n++
		if pages > 4 {
			n++
		}
	}
	n += min(2, countPhrases(full, f.cues.DeckWords))
	bullets := 0
	for _, l := range f.lines {
		if strings.ContainsAny(l.text[:min(len(l.text), 3)], "•●○▪■✓➢") || strings.HasPrefix(l.text, "- ") {
			bullets++
		}
	}
	if bullets*4 > len(f.lines) && len(f.lines) > 20 {
		n++
	}
	if landscape*2 <= pages && n < 2 {
		return 0 // an upright page with bullets is any document
	}
	return n
}
