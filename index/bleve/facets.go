package bleve

import (
	"maps"
	"slices"

	"saksok/index/engine"
)

// segmentFilter is a filter made ready for one segment: for keywords, what each
// ordinal does is looked up once.
type segmentFilter struct {
	filter   engine.Filter
	keywords *keywordColumn
	wanted   []bool
	unwanted []bool
	numbers  *numberColumn
}

func compileFilter(f engine.Filter, columns []*segmentColumns) []segmentFilter {
	out := make([]segmentFilter, len(columns))
	for i, c := range columns {
		s := segmentFilter{filter: f}
		if f.Number {
			s.numbers = c.numbers[f.Field]
		} else {
			s.keywords = c.keywords[f.Field]
			s.wanted = make([]bool, len(s.keywords.values))
			s.unwanted = make([]bool, len(s.keywords.values))
			for ord, v := range s.keywords.values {
				s.wanted[ord] = slices.Contains(f.Any, v)
				s.unwanted[ord] = slices.Contains(f.None, v)
			}
		}
		out[i] = s
	}
	return out
}

func (s *segmentFilter) pass(doc uint32) bool {
	if s.numbers != nil {
		return s.numbers.has[doc] && within(s.numbers.value[doc], s.filter.Min, s.filter.Max)
	}
	if s.keywords.first[doc] == 0 {
		return !s.filter.Present && (s.filter.Missing || len(s.filter.Any) == 0)
	}
	ok, stop := len(s.filter.Any) == 0 && !s.filter.Missing, false
	s.keywords.each(doc, func(ord uint32) {
		ok = ok || s.wanted[ord]
		stop = stop || s.unwanted[ord]
	})
	return ok && !stop
}

// facetCounts counts the values of a facet by ordinal in each segment.
type facetCounts struct {
	columns []*keywordColumn
	counts  [][]int
	missing int
}

func newFacetCounts(f engine.Facet, columns []*segmentColumns) facetCounts {
	var fc facetCounts
	for _, c := range columns {
		col := c.keywords[f.Field]
		fc.columns = append(fc.columns, col)
		fc.counts = append(fc.counts, make([]int, len(col.values)))
	}
	return fc
}

func (f *facetCounts) add(seg int, doc uint32) {
	col := f.columns[seg]
	if col.first[doc] == 0 {
		f.missing++
		return
	}
	counts := f.counts[seg]
	col.each(doc, func(ord uint32) { counts[ord]++ })
}

func (f *facetCounts) merged() engine.Counts {
	out := engine.Counts{Values: map[string]int{}, Missing: f.missing}
	for seg, col := range f.columns {
		for ord, n := range f.counts[seg] {
			if n > 0 {
				out.Values[col.values[ord]] += n
			}
		}
	}
	return out
}

// bucketCounts counts the numbers of a histogram.
type bucketCounts struct {
	histogram engine.Histogram
	columns   []*numberColumn
	counts    map[int64]*engine.Bucket // by where they begin
	last      *engine.Bucket           // numbers come in runs
	missing   int
}

func newBucketCounts(h engine.Histogram, columns []*segmentColumns) bucketCounts {
	b := bucketCounts{histogram: h, counts: map[int64]*engine.Bucket{}}
	for _, c := range columns {
		b.columns = append(b.columns, c.numbers[h.Field])
	}
	for _, empty := range h.Empty() {
		b.counts[empty.Min] = &empty
	}
	return b
}

func (b *bucketCounts) add(seg int, doc uint32) {
	col := b.columns[seg]
	if !col.has[doc] {
		b.missing++
		return
	}
	n := col.value[doc]
	if b.last == nil || n < b.last.Min || n > b.last.Max {
		found, ok := b.histogram.Bucket(n)
		if !ok {
			b.missing++
			return
		}
		if b.counts[found.Min] == nil {
			b.counts[found.Min] = &found
		}
		b.last = b.counts[found.Min]
	}
	b.last.Count++
}

func (b *bucketCounts) merged() engine.Buckets {
	out := engine.Buckets{Missing: b.missing}
	for _, min := range slices.Sorted(maps.Keys(b.counts)) {
		out.Buckets = append(out.Buckets, *b.counts[min])
	}
	return out
}
