package pdftext

import (
	"cmp"
	"math"
	"slices"
)

// Limits and tolerances of ruled lines, in points.
const (
	maxPathSegments = 4000 // more is a map, a chart or outlined text
	maxImages       = 2000
	maxLines        = 50_000 // before collinear pieces are joined
	maxRules        = 4000   // after
	thinBox         = 3.0    // a filled box thinner than this is a line
	shortRule       = 3.0    // a piece shorter than this is no rule
	ruleSlack       = 0.3    // pieces this far apart across are in one line
	ruleGap         = 1.0    // pieces this far apart along are joined
	dotGap          = 4.0    // the same for dots and dashes
)

// painting is how a path is painted.
type painting struct {
	fill, stroke, white bool
	width               float64 // of the stroke, in user space
}

// pathCollector turns the segments of one path into lines. Both engines feed it.
type pathCollector struct {
	m    matrix
	subs []subpath
}

type subpath struct {
	points [][2]float64
	closed bool
	curved bool
}

func (p *pathCollector) reset(m matrix) { p.m, p.subs = m, p.subs[:0] }

func (p *pathCollector) moveTo(x, y float64) {
	x, y = p.m.apply(x, y)
	p.subs = append(p.subs, subpath{points: [][2]float64{{x, y}}})
}

func (p *pathCollector) lineTo(x, y float64) {
	if len(p.subs) == 0 {
		p.moveTo(x, y)
		return
	}
	x, y = p.m.apply(x, y)
	s := &p.subs[len(p.subs)-1]
	if s.closed { // after a close the path goes on from its start
		p.subs = append(p.subs, subpath{points: [][2]float64{s.points[0]}})
		s = &p.subs[len(p.subs)-1]
	}
	s.points = append(s.points, [2]float64{x, y})
}

// curve marks the current part as curved; its straight pieces still count.
func (p *pathCollector) curve() {
	if len(p.subs) > 0 {
		p.subs[len(p.subs)-1].curved = true
	}
}

// skipTo moves on without a line, as a curve does.
func (p *pathCollector) skipTo(x, y float64) {
	x, y = p.m.apply(x, y)
	p.subs = append(p.subs, subpath{points: [][2]float64{{x, y}}, curved: true})
}

func (p *pathCollector) close() {
	if len(p.subs) > 0 {
		p.subs[len(p.subs)-1].closed = true
	}
}

// rectangle adds a closed box, as the re operator draws it.
func (p *pathCollector) rectangle(x, y, w, h float64) {
	p.moveTo(x, y)
	p.lineTo(x+w, y)
	p.lineTo(x+w, y+h)
	p.lineTo(x, y+h)
	p.close()
}

// lines appends what the painted path shows as rules.
func (p *pathCollector) lines(dst []line, paint painting) []line {
	for _, s := range p.subs {
		if len(dst) > maxLines {
			return dst
		}
		if box, ok := s.box(); ok {
			dst = boxLines(dst, box, paint)
			continue
		}
		if !paint.stroke {
			continue
		}
		n := len(s.points)
		for i := 1; i < n; i++ {
			dst = appendLine(dst, s.points[i-1], s.points[i], paint.width)
		}
		if s.closed && n > 2 {
			dst = appendLine(dst, s.points[n-1], s.points[0], paint.width)
		}
	}
	return dst
}

// box reports whether the part is an upright rectangle.
func (s subpath) box() (rect, bool) {
	pts := s.points
	if len(pts) == 5 && near(pts[0], pts[4]) {
		pts = pts[:4]
	}
	if len(pts) != 4 || s.curved {
		return rect{}, false
	}
	r := rect{pts[0][0], pts[0][1], pts[2][0], pts[2][1]}
	a := near(pts[1], [2]float64{r.x1, r.y0}) && near(pts[3], [2]float64{r.x0, r.y1})
	b := near(pts[1], [2]float64{r.x0, r.y1}) && near(pts[3], [2]float64{r.x1, r.y0})
	return r.normal(), a || b
}

func near(a, b [2]float64) bool {
	return math.Abs(a[0]-b[0]) < 0.2 && math.Abs(a[1]-b[1]) < 0.2
}

// boxLines is a rectangle as rules: one along the middle of a thin one, else its
// four edges. A white fill cannot be seen and has no edges, but a thin white one
// parts coloured cells.
func boxLines(dst []line, b rect, paint painting) []line {
	w, h := b.width(), b.height()
	if min(w, h) < thinBox && max(w, h) > 2*min(w, h) {
		width := min(w, h)
		if !paint.fill {
			width = paint.width
		}
		x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2
		if w >= h {
			return append(dst, line{b.x0, y, b.x1, y, width, false})
		}
		return append(dst, line{x, b.y0, x, b.y1, width, false})
	}
	if max(w, h) < thinBox || !paint.stroke && paint.white {
		return dst
	}
	edge, width := !paint.stroke, paint.width
	return append(dst,
		line{b.x0, b.y0, b.x1, b.y0, width, edge}, line{b.x0, b.y1, b.x1, b.y1, width, edge},
		line{b.x0, b.y0, b.x0, b.y1, width, edge}, line{b.x1, b.y0, b.x1, b.y1, width, edge})
}

// appendLine adds a stroke if it runs along an axis.
func appendLine(dst []line, a, b [2]float64, width float64) []line {
	dx, dy := math.Abs(a[0]-b[0]), math.Abs(a[1]-b[1])
	switch {
	case dy <= 0.5 && dy <= 0.02*dx+0.1:
		y := (a[1] + b[1]) / 2
		return append(dst, line{min(a[0], b[0]), y, max(a[0], b[0]), y, width, false})
	case dx <= 0.5 && dx <= 0.02*dy+0.1:
		x := (a[0] + b[0]) / 2
		return append(dst, line{x, min(a[1], b[1]), x, max(a[1], b[1]), width, false})
	}
	return dst
}

// joinRules merges collinear pieces: programs draw a table's line cell by cell,
// and a dotted line dot by dot. It sorts rules.
func joinRules(rules []Rule) []Rule {
	across := func(r Rule) (at, from, to float64) {
		if r.Horizontal() {
			return r.Y0, r.X0, r.X1
		}
		return r.X0, r.Y0, r.Y1
	}
	kind := func(r Rule) int {
		k := 0
		if r.Horizontal() {
			k = 1
		}
		if r.Edge {
			k += 2
		}
		return k
	}
	slices.SortFunc(rules, func(a, b Rule) int {
		aa, af, at := across(a)
		ba, bf, bt := across(b)
		return cmp.Or(cmp.Compare(kind(a), kind(b)), cmp.Compare(aa, ba), cmp.Compare(af, bf), cmp.Compare(at, bt))
	})
	var out []Rule
	for i := 0; i < len(rules); {
		j, first := i+1, rules[i]
		at, _, _ := across(first)
		for j < len(rules) && kind(rules[j]) == kind(first) {
			if a, _, _ := across(rules[j]); a-at > ruleSlack {
				break
			}
			j++
		}
		out = append(out, joinRow(rules[i:j], across)...)
		i = j
	}
	return longest(out)
}

// joinRow merges pieces that lie on one line.
func joinRow(row []Rule, across func(Rule) (at, from, to float64)) []Rule {
	slices.SortStableFunc(row, func(a, b Rule) int {
		_, af, _ := across(a)
		_, bf, _ := across(b)
		return cmp.Compare(af, bf)
	})
	var out []Rule
	for _, r := range row {
		if n := len(out); n > 0 {
			last := &out[n-1]
			_, lf, lt := across(*last)
			_, f, t := across(r)
			gap := ruleGap
			if t-f < dotGap && min(lt-lf, t-f) < dotGap {
				gap = dotGap
			}
			if f-lt <= gap {
				if r.Horizontal() {
					last.X1 = max(last.X1, r.X1)
				} else {
					last.Y1 = max(last.Y1, r.Y1)
				}
				last.Width = max(last.Width, r.Width)
				continue
			}
		}
		out = append(out, r)
	}
	return slices.DeleteFunc(out, func(r Rule) bool {
		return max(r.X1-r.X0, r.Y1-r.Y0) < shortRule
	})
}

// longest keeps the longest rules in place when there are too many: the frames
// and columns of a table outlive the hatching of a chart.
func longest(rules []Rule) []Rule {
	if len(rules) <= maxRules {
		return rules
	}
	lengths := make([]float64, len(rules))
	for i, r := range rules {
		lengths[i] = max(r.X1-r.X0, r.Y1-r.Y0)
	}
	slices.Sort(lengths)
	least := lengths[len(lengths)-maxRules]
	kept := slices.DeleteFunc(rules, func(r Rule) bool { return max(r.X1-r.X0, r.Y1-r.Y0) < least })
	return kept[:min(len(kept), maxRules)]
}
