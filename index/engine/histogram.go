package engine

import (
	"math"
	"slices"
)

// Period is a span of the calendar.
type Period int

// The periods of a histogram over days.
const (
	NoPeriod Period = iota
	Month
	Year
)

// Histogram counts a number field in buckets, over the hits that pass every
// filter but those of its own name. With Edges there is a bucket below the first
// edge, one from each edge to below the next, and one from the last edge on; all
// are returned. With a Period the numbers are days as yyyymmdd and the buckets
// are the months or years that have any; a number that is no day is missing.
type Histogram struct {
	Name, Field string
	Edges       []int64 // ascending, above the least int64
	Period      Period
}

// Bucket counts the numbers from Min to Max, both included, as a Filter takes them.
type Bucket struct {
	Min, Max int64
	Count    int
}

// Buckets are the counts of a histogram in order, and of the documents that have
// no number.
type Buckets struct {
	Buckets []Bucket
	Missing int
}

// Bucket is where a number belongs, without its count; false where it belongs to
// none.
func (h Histogram) Bucket(n int64) (Bucket, bool) {
	switch h.Period {
	case Month:
		return Bucket{Min: n/100*100 + 1, Max: n/100*100 + 31}, day(n)
	case Year:
		return Bucket{Min: n/10000*10000 + 101, Max: n/10000*10000 + 1231}, day(n)
	}
	i, found := slices.BinarySearch(h.Edges, n)
	if found {
		i++
	}
	return h.edge(i), true
}

// Empty lists the buckets that are returned whatever is in them.
func (h Histogram) Empty() []Bucket {
	if h.Period != NoPeriod {
		return nil
	}
	out := make([]Bucket, 0, len(h.Edges)+1)
	for i := range len(h.Edges) + 1 {
		out = append(out, h.edge(i))
	}
	return out
}

// edge is the bucket below edge i.
func (h Histogram) edge(i int) Bucket {
	b := Bucket{Min: math.MinInt64, Max: math.MaxInt64}
	if i > 0 {
		b.Min = h.Edges[i-1]
	}
	if i < len(h.Edges) {
		b.Max = h.Edges[i] - 1
	}
	return b
}

// day reports whether n may be a day written as yyyymmdd.
func day(n int64) bool {
	d, m := n%100, n/100%100
	return n >= 10000 && n <= 99991231 && d >= 1 && d <= 31 && m >= 1 && m <= 12
}
