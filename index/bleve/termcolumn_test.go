package bleve

import "testing"

// TestColumnsKeepTheirCodes builds one column after the other, of few kinds of
// occurrences and of more than sixteen bits count: a column that was given out is
// not written into by the next.
func TestColumnsKeepTheirCodes(t *testing.T) {
	var b columnBuilder
	sizes := []int{70_000, 3, 80_000, 300, 70_000}
	length := func(n, doc int) int { return max(1, doc-1000*n) } // so that the columns differ in their codes
	var built []*termColumn
	for n, size := range sizes {
		b.begin()
		for i := range size {
			b.add(uint32(i), uint64(n+1), uint64(length(n, i)))
		}
		built = append(built, b.built())
	}
	for n, col := range built {
		if len(col.docs) != sizes[n] {
			t.Fatalf("column %d has %d documents, want %d", n, len(col.docs), sizes[n])
		}
		for i := range col.docs {
			code := col.codes.at(uint32(i))
			if int(code) >= len(col.occurrences) {
				t.Fatalf("column %d, document %d: code %d of %d", n, i, code, len(col.occurrences))
			}
			if got, want := col.occurrences[code], (occurrence{uint32(n + 1), uint32(length(n, i))}); got != want {
				t.Fatalf("column %d, document %d: %v, want %v", n, i, got, want)
			}
		}
	}
}
