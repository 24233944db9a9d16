package layout

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Furniture stands in the outer parts of the page and comes back on others.
const (
	edgeShare     = 0.13 // of the page's height, at the top and at the bottom
	edgeLines     = 5    // at most this many lines from the edge
	repeatPages   = 3    // pages a line must stand on; one less where there are three or fewer
	nearPages     = 3    // within which it comes back
	shortDocument = 3    // pages
	sameHeight    = 8.0  // points its place may move between pages
)

// pageNumber matches a line that is nothing but a page number.
var pageNumber = regexp.MustCompile(`(?i)^[-–—\s]*(?:(?:side|s\.|page|sida|sidan)\s*:?\s*)?\d{1,4}(?:\s*(?:av|of|/|\(|fra)\s*\d{1,4}\)?)?[-–—\s.]*$`)

// year matches a line that is nothing but a year: the last line of a head at the top
// of a page. Documents of as many pages as the first year have pages of that number.
var year = regexp.MustCompile(`^\s*(?:19|20)\d\d\s*$`)

const firstYear = 1900

// amount matches a number in groups of thousands.
var amount = regexp.MustCompile(`\d{1,3}(?:[ .\x{a0}\x{2009}\x{202f}]\d{3})+(?:\D|$)`)

// addressWords are labels of the letterhead and footer of a public body.
var addressWords = []string{"postadresse", "besøksadresse", "besøksadr", "telefaks", "telefon:", "tlf.", "org.nr", "org. nr", "organisasjonsnr", "bankkonto", "bankgiro", "e-post:", "postmottak@", "internett:", "www."}

type edgeKey struct {
	text string
	y    int // distance from the nearer edge, in steps of sameHeight
}

// markFurniture flags running headers and footers: lines near the page's edge
// that repeat (digits apart) at the same height, and page numbers.
func markFurniture(d *Document) {
	seen := map[edgeKey][]int{}
	for i := range d.Pages {
		p := &d.Pages[i]
		for _, j := range edges(p) {
			for _, k := range keys(p, p.Lines[j]) {
				if n := len(seen[k]); n == 0 || seen[k][n-1] != i {
					seen[k] = append(seen[k], i)
				}
			}
		}
	}
	need := repeatPages
	if len(d.Pages) <= shortDocument {
		need = shortDocument - 1
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		for _, j := range edges(p) {
			l := &p.Lines[j]
			l.Furniture = isFurniture(*l, repeats(p, *l, seen, i), need, len(d.Pages), d.BodySize)
		}
	}
}

// repeats counts the pages a line of page i stands on, 0 where none of them is
// near: in a long document the same row of a table may stand at the same height on
// three pages far apart.
func repeats(p *Page, l Line, seen map[edgeKey][]int, i int) int {
	n := 0
	for _, k := range keys(p, l) {
		at := seen[k]
		here, _ := slices.BinarySearch(at, i)
		if here > 0 && i-at[here-1] <= nearPages || here+1 < len(at) && at[here+1]-i <= nearPages {
			n = max(n, len(at))
		}
	}
	return n
}

// isFurniture reports whether a line that stands on n pages is furniture.
func isFurniture(l Line, n, need, pages int, body float64) bool {
	text := l.Text()
	switch {
	case pageNumber.MatchString(text) && !pastLast(text) && !(year.MatchString(text) && pages < firstYear):
		return true
	case n < need:
		return addressLine(text) && pages > 1
	case l.Size > 1.3*body:
		// Large print at the top is a slide's title: it is furniture only when
		// most pages have it.
		return n*2 > pages && pages > 2
	}
	return true
}

// keys are the two cells of the height grid a line may be counted in, so that a
// line on a cell's border still meets its likes. An amount is no page number: rows
// of tables that differ in it only are not the same line.
func keys(p *Page, l Line) []edgeKey {
	y := l.Baseline
	sign := 1
	if y > p.Height/2 {
		y, sign = p.Height-y, -1
	}
	t := l.Text()
	if !amount.MatchString(t) {
		t = normal(t)
	}
	k := int(math.Floor(y / sameHeight))
	return []edgeKey{{t, sign * (k + 1)}, {t, sign * (k + 2)}}
}

// normal folds what changes from page to page: digits and white space.
func normal(s string) string {
	var b strings.Builder
	prev := rune(0)
	for _, r := range strings.ToLower(s) {
		if unicode.IsDigit(r) {
			r = '#'
			if prev == '#' {
				continue
			}
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

func addressLine(s string) bool {
	s = strings.ToLower(s)
	n := 0
	for _, w := range addressWords {
		if strings.Contains(s, w) {
			n++
		}
	}
	return n >= 2
}

// edges are the indexes of the lines in the page's outer parts.
func edges(p *Page) []int {
	var top, bottom []int
	for i, l := range p.Lines {
		switch {
		case l.Box[3] <= edgeShare*p.Height:
			top = append(top, i)
		case l.Box[1] >= (1-edgeShare)*p.Height:
			bottom = append(bottom, i)
		}
	}
	if len(top) > edgeLines {
		top = top[:edgeLines]
	}
	if len(bottom) > edgeLines {
		bottom = bottom[len(bottom)-edgeLines:]
	}
	return append(top, bottom...)
}

// pastLast reports whether a line like a page's number and the number of pages cannot be
// one: "62/25" is a case's.
func pastLast(text string) bool {
	m := ofPages.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	page, _ := strconv.Atoi(m[1])
	pages, _ := strconv.Atoi(m[2])
	return page > pages
}

var ofPages = regexp.MustCompile(`^\s*(\d{1,4})\s*/\s*(\d{1,4})\s*$`)
