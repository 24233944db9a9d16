package saksok

import (
	"fmt"
	"math"
)

// Box is a rectangle on a page: x0, y0, x1, y1 in points, origin at the top left
// of the page as seen, x0 <= x1 and y0 <= y1. The zero Box is "no place known".
type Box [4]float64

// Width is the box's width in points.
func (b Box) Width() float64 { return b[2] - b[0] }

// Height is the box's height in points.
func (b Box) Height() float64 { return b[3] - b[1] }

// Empty reports whether b is the zero Box.
func (b Box) Empty() bool { return b == Box{} }

// CenterX is the middle of the box along x.
func (b Box) CenterX() float64 { return (b[0] + b[2]) / 2 }

// CenterY is the middle of the box along y.
func (b Box) CenterY() float64 { return (b[1] + b[3]) / 2 }

// Union is the smallest box around both; an empty one adds nothing.
func (b Box) Union(o Box) Box {
	switch {
	case b.Empty():
		return o
	case o.Empty():
		return b
	}
	return Box{min(b[0], o[0]), min(b[1], o[1]), max(b[2], o[2]), max(b[3], o[3])}
}

// Intersects reports whether the boxes share more than an edge.
func (b Box) Intersects(o Box) bool {
	return b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]
}

// Contains reports whether the centre of o lies in b.
func (b Box) Contains(o Box) bool {
	x, y := o.CenterX(), o.CenterY()
	return b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3]
}

// Rounded is the box to a tenth of a point, the precision that is stored.
func (b Box) Rounded() Box {
	for i := range b {
		b[i] = math.Round(b[i]*10) / 10
	}
	return b
}

// String prints the box as "x0,y0,x1,y1".
func (b Box) String() string {
	return fmt.Sprintf("%.1f,%.1f,%.1f,%.1f", b[0], b[1], b[2], b[3])
}
