package segment

import (
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// What a body is called, and what stands before and behind its name.

// isBodyName reports whether a text is a body's name by itself: what follows the noun
// says of what it is ("utvalg for kultur", "Styret i Lia borettslag", "Styret Lia Vel"),
// and is no verb.
func (f *flow) isBodyName(s string) bool {
	words := strings.Fields(s)
	for i := len(words) - 1; i >= 0; i-- {
		if w := strings.Trim(words[i], ".,:"); f.cues.endsLikeBody(w) && !f.isMeetingWord(w) {
			return i+1 == len(words) || startsUpper(words[i+1]) && !f.endsLikePlace(words) || slices.Contains(f.cues.BodyFront, strings.ToLower(words[i+1]))
		}
	}
	return false
}

// namesBody reports whether one of the words is, or ends like, a body's noun.
func (f *flow) namesBody(s string) bool {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if f.cues.endsLikeBody(w) && !f.isMeetingWord(w) {
			return true
		}
	}
	return false
}

// isMeetingWord reports whether a word is one for a meeting: no assembly, whose meeting is
// the body.
func (f *flow) isMeetingWord(w string) bool {
	w = strings.ToLower(w)
	ends := func(end string) bool { return strings.HasSuffix(w, end) }
	return slices.Contains(f.cues.MeetingWords, w) || slices.ContainsFunc(f.cues.MeetingNouns, ends) && !slices.ContainsFunc(f.cues.Assemblies, ends)
}

// cutBody takes a body's name out of a line: it ends before a date, a dash, a
// weekday, a number or a comma.
func (f *flow) cutBody(s string) string {
	s = strings.TrimSpace(s)
	if d := saksok.FindDates(s, 2000); len(d) > 0 {
		if s = s[:d[0].Start] + "\n" + s[d[0].End:]; d[0].Start > 0 {
			s = s[:d[0].Start]
		}
		s = strings.TrimLeft(s, " \n,:–-") // "3. mai 2024 – Styret"
	}
	for _, sep := range []string{", ", " (", ";", " held ", " kl.", " nr.", " - ", " – ", " — "} {
		if i := strings.Index(s, sep); i > 0 && !(strings.Contains(sep, "-") && f.isOrganisation(s)) {
			s = s[:i]
		}
	}
	words := strings.Fields(s)
	if i := slices.IndexFunc(words, isFigureWord); i > 0 {
		words = words[:i]
	}
	for len(words) > 0 && f.endsTitle(strings.ToLower(strings.Trim(words[len(words)-1], ".,:"))) && (len(words) > 1 || slices.Contains(f.cues.MeetingWords, strings.ToLower(words[0]))) {
		words = words[:len(words)-1]
	}
	for k := 1; k < len(words); k++ { // the first field below: "Skolnämnden Sammanträdesdatum"
		if startsUpper(words[k]) && f.labelsMeeting(strings.ToLower(strings.TrimRight(words[k], ":"))) {
			words = words[:k]
		}
	}
	if n := len(words); n > 0 { // "Fordelingsutvalgmøte" is a meeting of the Fordelingsutvalg
		for _, suffix := range f.cues.MeetingNouns {
			if w, ok := strings.CutSuffix(words[n-1], suffix); ok && f.cues.endsLikeBody(w) {
				words[n-1] = w
			}
		}
	}
	for len(words) > 0 && (strings.Trim(words[0], ":–-") == "" || f.beginsTitle(strings.ToLower(strings.Trim(words[0], ":")))) {
		words = words[1:]
	}
	b := strings.Trim(strings.Join(words, " "), " .:,–-")
	if f.namesBody(b) {
		b = f.cues.sentenceCase(b)
	}
	return b
}

// labelsMeeting reports whether a word is the label of when or where a meeting is.
func (f *flow) labelsMeeting(word string) bool {
	return slices.ContainsFunc([]string{"date", "date_weak", "time", "place", "start", "end", "number"}, func(field string) bool {
		return slices.Contains(f.cues.Fields[field], word)
	})
}

// isFigureWord reports whether a word is a day, a number or the like, which no body's
// name goes on behind.
func isFigureWord(w string) bool {
	digits := 0
	for _, r := range w {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 3
}

// beginsTitle reports whether a word in front of a body's name is none of it: the kind
// of document or of meeting, a preposition.
func (f *flow) beginsTitle(w string) bool {
	return slices.Contains(f.cues.BodyFront, w) || slices.Contains(f.cues.BodyTail, w) || f.isMeetingWord(w) || f.isKindWord(w)
}

// endsTitle is beginsTitle for the word behind it, which may be a number as well.
func (f *flow) endsTitle(w string) bool {
	return f.beginsTitle(w) || strings.ContainsFunc(w, unicode.IsDigit)
}

// isKindWord reports whether a word is, or is a compound of, the kind of a meeting's
// document: "referat", "møteinnkalling", "dagsorden".
func (f *flow) isKindWord(w string) bool {
	return slices.ContainsFunc(f.cues.Kinds, func(k kindCue) bool {
		return (k.Kind == saksok.KindMinutes || k.Kind == saksok.KindNotice || k.Kind == saksok.KindAgenda) &&
			slices.ContainsFunc(k.Words, func(name string) bool { return strings.HasSuffix(w, name) })
	})
}

// isAssembly reports whether a word names the assembly every association has, which
// without the association's name says nothing.
func (f *flow) isAssembly(s string) bool {
	return slices.Contains(f.cues.Assemblies, strings.ToLower(s))
}

// sentenceCase sets a name printed in capitals as it is written elsewhere:
// "HERADSSTYRET" is the Heradsstyret of the next line. Abbreviations stay.
func (c *Cues) sentenceCase(s string) string {
	if s != strings.ToUpper(s) || len([]rune(s)) < 6 {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		r := []rune(strings.ToLower(w))
		if i == 0 || len(r) > 3 && !slices.Contains(c.LowerInNames, string(r)) {
			r[0] = unicode.ToUpper(r[0])
		}
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// capitalised is a body's name as it stands at the start of a line: "styret for
// Havnen" is found in a sentence.
func capitalised(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}
