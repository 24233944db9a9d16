package bleve

import (
	"maps"
	"slices"

	"saksok/index/engine"
)

// facetCounts counts the values of a facet: by code within a segment, by value
// when it is left.
type facetCounts struct {
	facet   engine.Facet
	column  *column
	counts  []int
	values  map[string]int
	missing int
}

func (f *facetCounts) enter(columns *segmentColumns) {
	f.column = columns.fields[keywordPrefix+f.facet.Field]
	f.counts = slices.Grow(f.counts[:0], f.column.size())[:f.column.size()]
	clear(f.counts)
}

func (f *facetCounts) add(docs []uint32) { f.column.codes.count(docs, f.counts) }

func (f *facetCounts) leave() {
	f.missing += f.counts[0]
	for code, n := range f.counts[1:] {
		if n == 0 {
			continue
		}
		for _, v := range f.column.keywords(code + 1) {
			f.values[v] += n
		}
	}
}

// bucketCounts counts the numbers of a histogram.
type bucketCounts struct {
	histogram engine.Histogram
	column    *column
	counts    map[int64]*engine.Bucket // by where they begin
	last      *engine.Bucket           // numbers come in runs
	missing   int
}

func newBucketCounts(h engine.Histogram) bucketCounts {
	b := bucketCounts{histogram: h, counts: map[int64]*engine.Bucket{}}
	for _, empty := range h.Empty() {
		b.counts[empty.Min] = &empty
	}
	return b
}

func (b *bucketCounts) enter(columns *segmentColumns) {
	b.column = columns.fields[numberPrefix+b.histogram.Field]
}

func (b *bucketCounts) add(docs []uint32) {
	for _, doc := range docs {
		n, ok := b.column.number(doc)
		if !ok {
			b.missing++
			continue
		}
		if b.last == nil || n < b.last.Min || n > b.last.Max {
			if b.last = b.bucket(n); b.last == nil {
				b.missing++
				continue
			}
		}
		b.last.Count++
	}
}

// bucket is the bucket of a number, nil where it belongs to none.
func (b *bucketCounts) bucket(n int64) *engine.Bucket {
	found, ok := b.histogram.Bucket(n)
	if !ok {
		return nil
	}
	if b.counts[found.Min] == nil {
		b.counts[found.Min] = &found
	}
	return b.counts[found.Min]
}

func (b *bucketCounts) merged() engine.Buckets {
	out := engine.Buckets{Missing: b.missing}
	for _, min := range slices.Sorted(maps.Keys(b.counts)) {
		out.Buckets = append(out.Buckets, *b.counts[min])
	}
	return out
}

// sums adds up a number by the values of a keyword, the first where a document
// has several.
type sums struct {
	sum        *engine.Sum
	number, by *column
	totals     []engine.Total // by code of the keyword
	total      map[string]engine.Total
}

func newSums(s *engine.Sum) *sums { return &sums{sum: s, total: map[string]engine.Total{}} }

func (s *sums) enter(columns *segmentColumns) {
	if s.sum == nil {
		return
	}
	s.number, s.by = columns.fields[numberPrefix+s.sum.Field], columns.fields[keywordPrefix+s.sum.By]
	s.totals = make([]engine.Total, s.by.size())
}

func (s *sums) add(docs []uint32) {
	if s.sum == nil {
		return
	}
	for _, doc := range docs {
		if n, ok := s.number.number(doc); ok {
			t := &s.totals[s.by.codes.at(doc)]
			t.Count++
			t.Sum = addSaturating(t.Sum, n)
		}
	}
}

func (s *sums) leave() {
	if s.sum == nil {
		return
	}
	for code, t := range s.totals[1:] {
		if t.Count == 0 {
			continue
		}
		key := s.by.keywords(code + 1)[0]
		sum := s.total[key]
		s.total[key] = engine.Total{Count: sum.Count + t.Count, Sum: addSaturating(sum.Sum, t.Sum)}
	}
}
