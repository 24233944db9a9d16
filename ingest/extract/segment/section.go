package segment

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// sectionSign matches the numbered sections Swedish minutes are cut into: "§ 14 Title",
// "Ks § 14", "§ 14/24", "14 §". What follows may stand on the next line, behind an
// archive reference.
var sectionSign = regexp.MustCompile(`^(?:\p{Lu}\p{L}{0,4} )?(?:§\s?(\d{1,4}(?:[/:]\s?\d{2,4})?)|(\d{1,4})\s?§)[.:]?(?:\s+(?:[–-]\s)?\s*(\p{Lu}.*|«.*|”.*|\d{4}\s?[/:-].*|(?i:dnr).*))?$`)

// section is a section's heading at line i: the rest of the line is its title, or a
// reference, or nothing, and then the title is below.
func (f *flow) section(i int, number saksok.ItemNumber, rest string) (span, int) {
	title, ref := f.withoutRef(rest)
	if title != "" {
		return f.withTitle(i, number, rest)
	}
	j := i + 1
	for j < min(i+sectionReach, len(f.lines)) && f.isRef(f.lines[j].text) {
		if _, r := f.withoutRef(f.lines[j].text); ref == "" {
			ref = r
		}
		j++
	}
	if j >= len(f.lines) || f.lines[j].Page != f.lines[i].Page || f.isLabel(f.lines[j].text) || !titleStart(f.lines[j].text) ||
		sectionSign.MatchString(f.lines[j].text) || f.lines[j].Heading == 0 && endsSentence(f.lines[j].text) {
		return span{number: number, caseRef: ref, evidence: saksok.EvidenceHeading}, j - i
	}
	s, n := f.withTitle(j, number, f.lines[j].text)
	if s.caseRef == "" {
		s.caseRef = ref
	}
	return s, j - i + n
}

// sectionReach is how many lines below a section's number its title may stand.
const sectionReach = 4

// archiveRef matches an archive reference behind its label.
const archiveRef = `[\p{L}\d][\p{L}\d/:._-]*(?:[ /]\d[\d/:._-]*)*`

// withoutRef parts a heading from the archive reference in it: "Ny skola, dnr KS
// 2024/15", "Dnr 2024-00123 Ny skola", "Ny skole (sagsnr. 24/1234)".
func (f *flow) withoutRef(s string) (title, ref string) {
	s = strings.Trim(s, " :–-")
	for _, re := range f.cues.compiled().refs {
		m := re.FindStringSubmatchIndex(s)
		if m == nil || !strings.ContainsAny(s[m[2]:m[3]], "0123456789") {
			continue
		}
		title = strings.Trim(s[:m[0]]+" "+s[m[1]:], " ,;:–-")
		return title, s[m[2]:m[3]]
	}
	return s, ""
}

// isRef reports whether a line is an archive reference and nothing more.
func (f *flow) isRef(s string) bool {
	title, ref := f.withoutRef(s)
	return ref != "" && title == ""
}

// refs are the expressions for an archive reference in a heading: behind its label at
// the end or at the start, and without one where the language has a form for it.
func (c *Cues) refs() []*regexp.Regexp {
	labels := slices.Clone(c.Fields["case_ref"])
	slices.SortFunc(labels, func(a, b string) int { return len(b) - len(a) })
	for i := range labels {
		labels[i] = regexp.QuoteMeta(labels[i])
	}
	label := `(?i:` + strings.Join(labels, "|") + `)[.:]*\s*`
	out := []*regexp.Regexp{
		regexp.MustCompile(`(?:^|[\s,;(–-]\s*\(?)` + label + `(` + archiveRef + `)\)?$`),
	}
	if c.Reference.Regexp != nil {
		form := strings.TrimPrefix(c.Reference.String(), "(?i)")
		out = append(out,
			regexp.MustCompile(`^(?:`+label+`)?(`+form+`)(?:\s|$)`),
			regexp.MustCompile(`\s\(?(`+form+`)\)?$`))
	}
	return out
}
