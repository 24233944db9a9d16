package main

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"saksok/index"
	"saksok/index/bleve/plain"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/index/synthetic"
)

// class is a kind of query whose cost is measured.
type class struct {
	name string
	plan engine.Plan
}

func classes() []class {
	three := []engine.Facet{{Name: "body", Field: index.FieldBody}, {Name: "year", Field: index.FieldYear}, {Name: "kind", Field: index.FieldKind}}
	newest := []engine.SortKey{{Field: index.NumberDate, Descending: true}}
	ranked := []engine.SortKey{{Descending: true}}
	return []class{
		{"rare word", engine.Plan{Query: oneWord(synthetic.Rare.Word), Sort: ranked, Score: true}},
		{"selective word", engine.Plan{Query: oneWord(synthetic.Word.Word), Sort: ranked, Score: true}},
		{"common word", engine.Plan{Query: oneWord(synthetic.Common.Word), Sort: ranked, Score: true}},
		{"two words, AND", engine.Plan{Query: engine.And{Nodes: []engine.Node{oneWord(synthetic.Word.Word), oneWord(synthetic.Common.Word)}}, Sort: ranked, Score: true}},
		{"phrase", engine.Plan{Query: phraseOf(synthetic.Pair.Word, synthetic.Partner), Sort: ranked, Score: true}},
		{"common word, 3 facets", engine.Plan{Query: oneWord(synthetic.Common.Word), Sort: ranked, Score: true, Facets: three}},
		{"broad word, 3 facets", engine.Plan{Query: oneWord(synthetic.Broad.Word), Sort: ranked, Score: true, Facets: three}},
		{"common word, 3 facets, by date", engine.Plan{Query: oneWord(synthetic.Common.Word), Sort: newest, Facets: three}},
		{"common word by date", engine.Plan{Query: oneWord(synthetic.Dated.Word), Sort: newest}},
		{"everything, 3 facets", engine.Plan{Query: engine.All{}, Sort: newest, Facets: three}},
	}
}

var benchFields = []struct {
	name  string
	boost float64
}{{index.TextTitle, 3}, {index.TextBody, 1}, {index.TextAbout, 0.5}}

// oneWord is a word as written or by its stem, in the fields of a hit's own.
func oneWord(word string) engine.Node {
	w := norwegian.Words(word)[0]
	var or engine.Or
	for _, f := range benchFields {
		or.Nodes = append(or.Nodes,
			engine.Term{Field: f.name, Term: norwegian.Exact + w.Exact, Boost: 2 * f.boost},
			engine.Term{Field: f.name, Term: w.Stem, Boost: f.boost})
	}
	return or
}

func phraseOf(words ...string) engine.Node {
	var or engine.Or
	for _, f := range benchFields {
		p := engine.Phrase{Field: f.name, Boost: f.boost}
		for _, w := range words {
			p.Terms = append(p.Terms, norwegian.Exact+w)
		}
		or.Nodes = append(or.Nodes, p)
	}
	return or
}

// queries measures every class, on both engines in turn where there are two.
func (b *bench) queries(ctx context.Context, own *index.Index, other *plain.Index) error {
	fmt.Fprint(b.out, "\nCPU per query\thits\tp50 ms\tp99 ms\tplain p50\tplain p99\tratio\t\n")
	for _, c := range classes() {
		c.plan.Limit = 10
		hits, found := 0, 0
		times, err := b.sample(threadTime, func() error {
			a, err := own.Search(ctx, c.plan)
			if err == nil {
				hits = a.Total
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		fmt.Fprintf(b.out, "%s\t%d\t%.3f\t%.3f\t", c.name, hits, quantile(times, 0.5), quantile(times, 0.99))
		if other != nil {
			plainly, err := b.sample(threadTime, func() (err error) {
				found, err = other.Search(ctx, c.plan)
				return err
			})
			if err != nil {
				return fmt.Errorf("%s on plain Bleve: %w", c.name, err)
			}
			if hits != found {
				return fmt.Errorf("%s finds %d, plain Bleve finds %d", c.name, hits, found)
			}
			fmt.Fprintf(b.out, "%.3f\t%.3f\t%.1f\t", quantile(plainly, 0.5), quantile(plainly, 0.99), quantile(plainly, 0.5)/quantile(times, 0.5))
		}
		fmt.Fprintln(b.out)
	}
	return b.out.Flush()
}

// sample calls f until it was called often enough, or for a few seconds, and
// returns what each call took by the clock, in milliseconds and order.
func (b *bench) sample(clock func() time.Duration, f func() error) ([]float64, error) {
	const enough = 5 * time.Second
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := f(); err != nil { // the first reads what the others find in memory
		return nil, err
	}
	var times []float64
	for begin := time.Now(); len(times) < b.samples && (len(times) < 10 || time.Since(begin) < enough); {
		start := clock()
		if err := f(); err != nil {
			return nil, err
		}
		times = append(times, float64(clock()-start)/1e6)
	}
	slices.Sort(times)
	return times, nil
}

func quantile(sorted []float64, q float64) float64 {
	return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
}

// cost is the CPU time of the whole process while f runs.
func cost(f func() error) (time.Duration, error) {
	start := processTime()
	err := f()
	return processTime() - start, err
}
