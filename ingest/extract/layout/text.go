package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// vocabulary is the lower-case words that stand within lines, by which a word
// broken at a line end is put together again.
func vocabulary(d *Document) map[string]bool {
	v := map[string]bool{}
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			for i, w := range l.Words {
				if i == len(l.Words)-1 && strings.HasSuffix(w.Text, "-") {
					continue
				}
				v[bare(w.Text)] = true
			}
		}
	}
	return v
}

func bare(s string) string {
	return strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// Join makes running text of lines that follow each other: words broken at a
// line end are put together, "e-\nhelse" keeps its hyphen.
func (d *Document) Join(ls []Line) string {
	var b strings.Builder
	for i, l := range ls {
		t := l.Text()
		if i == 0 {
			b.WriteString(t)
			continue
		}
		prev := b.String()
		keep, broken := d.broken(prev, t)
		switch {
		case broken && keep:
			b.WriteString(t)
		case broken:
			s := strings.TrimSuffix(prev, "-")
			b.Reset()
			b.WriteString(s)
			b.WriteString(t)
		default:
			b.WriteByte(' ')
			b.WriteString(t)
		}
	}
	return b.String()
}

// broken reports whether the word at the end of a goes on at the start of b, and
// whether its hyphen is its own.
func (d *Document) broken(a, b string) (keep, broken bool) {
	if !strings.HasSuffix(a, "-") || strings.HasSuffix(a, " -") || a == "-" {
		return false, false
	}
	head := a[strings.LastIndexByte(a, ' ')+1:]
	head = strings.TrimSuffix(head, "-")
	tail, _, _ := strings.Cut(b, " ")
	last, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(tail)
	if !unicode.IsLetter(last) || !unicode.IsLetter(first) {
		return true, unicode.IsDigit(last) && unicode.IsDigit(first)
	}
	switch bare(tail) {
	case "og", "eller", "samt", "och", "and", "or", "til": // innkallings- og møteplikt
		return false, false
	}
	h, t := bare(head), bare(tail)
	switch {
	case d.vocabulary[h+"-"+t]:
		return true, true
	case d.vocabulary[h+t]:
		return false, true
	case head == strings.ToUpper(head) && tail == strings.ToUpper(tail) && utf8.RuneCountInString(h) > 1 && utf8.RuneCountInString(t) > 1:
		return false, true // a word of a title in capitals
	case utf8.RuneCountInString(h) == 1 || unicode.IsUpper(first) || unicode.IsUpper(last):
		return true, true // e-helse, NAV-leder, IKT-direktør
	}
	return false, true
}

// Page returns the page for the extraction: its text in reading order and the
// place of each word. A garbled page has neither.
func (p Page) Page() saksok.Page {
	out := saksok.Page{Number: p.Number, Width: p.Width, Height: p.Height, Engine: p.Engine, Words: []saksok.Word{}}
	if p.Garbled {
		return out // nonsense is not to be found
	}
	var b strings.Builder
	for i, l := range p.Lines {
		if i > 0 {
			b.WriteByte('\n')
			if l.Block != p.Lines[i-1].Block {
				b.WriteByte('\n')
			}
		}
		b.WriteString(l.Text())
		for _, w := range l.Words {
			out.Words = append(out.Words, saksok.Word{Text: w.Text, Box: w.Box.Rounded()})
		}
	}
	out.Text = b.String()
	return out
}
