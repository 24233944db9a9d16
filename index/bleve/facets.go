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

// bucketCounts counts the numbers of a histogram. Codes are in the order of the
// numbers, so that within a segment a bucket is a span of codes.
type bucketCounts struct {
	histogram engine.Histogram
	codes     codes
	from      []uint32 // by span: the code it begins with
	spans     []span
	buckets   map[int64]engine.Bucket // by where they begin
	missing   int
}

// span is a span of codes, which belong to no bucket where it has none.
type span struct {
	bucket engine.Bucket
	none   bool
}

func newBucketCounts(h engine.Histogram) bucketCounts {
	b := bucketCounts{histogram: h, buckets: map[int64]engine.Bucket{}}
	for _, empty := range h.Empty() {
		b.buckets[empty.Min] = empty
	}
	return b
}

func (b *bucketCounts) enter(columns *segmentColumns) {
	col := columns.fields[numberPrefix+b.histogram.Field]
	b.codes, b.from, b.spans = col.codes, []uint32{0}, []span{{none: true}}
	for code := uint32(1); code < uint32(len(col.value)); {
		bucket, ok := b.histogram.Bucket(col.value[code])
		b.from, b.spans = append(b.from, code), append(b.spans, span{bucket, !ok})
		if code++; ok {
			_, code = col.codesOf(nil, &bucket.Max)
		}
	}
}

func (b *bucketCounts) add(docs []uint32) {
	at := 0 // numbers come in runs
	for _, doc := range docs {
		code := b.codes.at(doc)
		if code < b.from[at] || at+1 < len(b.from) && code >= b.from[at+1] {
			i, found := slices.BinarySearch(b.from, code)
			if at = i; !found {
				at--
			}
		}
		b.spans[at].bucket.Count++
	}
}

func (b *bucketCounts) leave() {
	for _, s := range b.spans {
		n := s.bucket.Count
		if s.none {
			b.missing += n
		} else if n > 0 {
			s.bucket.Count += b.buckets[s.bucket.Min].Count
			b.buckets[s.bucket.Min] = s.bucket
		}
	}
}

func (b *bucketCounts) merged() engine.Buckets {
	out := engine.Buckets{Missing: b.missing}
	for _, min := range slices.Sorted(maps.Keys(b.buckets)) {
		out.Buckets = append(out.Buckets, b.buckets[min])
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
