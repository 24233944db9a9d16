package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"saksok/index"
	"saksok/index/bleve/plain"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/index/synthetic"
)

// words are words of an index by how many search documents have them, as words
// of each class are chosen by the planted ones.
type words struct{ selective, common []string }

// wordsOf picks words of some length that were not planted.
func wordsOf(ctx context.Context, ix *index.Index) (words, error) {
	const most, shortest = 20_000, 6
	terms, err := ix.Terms(ctx, index.TextBody, engine.TermQuery{Prefix: norwegian.Exact, Limit: most})
	if err != nil {
		return words{}, err
	}
	n, err := ix.Count()
	if err != nil {
		return words{}, err
	}
	var w words
	for _, t := range terms {
		word := strings.TrimPrefix(t.Term, norwegian.Exact)
		switch share := float64(t.Count) / float64(n); {
		case len(word) < shortest || synthetic.IsPlanted(word):
		case share >= 0.03 && share < 0.3:
			w.common = append(w.common, word)
		case share >= 0.008 && share < 0.03:
			w.selective = append(w.selective, word)
		}
	}
	return w, nil
}

// firstTime measures queries for words that nobody asked for before: each word is
// asked for once, so that nothing of it is kept in memory but by the system.
func (b *bench) firstTime(ctx context.Context, own *index.Index, other *plain.Index) error {
	w, err := wordsOf(ctx, own)
	if err != nil {
		return err
	}
	classes := []struct {
		name string
		node func(word, common string) engine.Node
	}{
		{"selective word", func(word, _ string) engine.Node { return oneWord(word) }},
		{"two words, AND", func(word, common string) engine.Node {
			return engine.And{Nodes: []engine.Node{oneWord(word), oneWord(common)}}
		}},
		{"phrase", func(word, common string) engine.Node { return phraseOf(word, common) }},
	}
	fmt.Fprint(b.out, "\nfor the first time\tqueries\tp50 ms\tp99 ms\tplain p50\tplain p99\tratio\t\n")
	for i, c := range classes {
		var plans []engine.Plan
		for k := i; k < min(len(w.selective), len(w.common)) && len(plans) < b.samples; k += len(classes) {
			n := c.node(w.selective[k], w.common[k])
			plans = append(plans, engine.Plan{Query: n, Sort: []engine.SortKey{{Descending: true}}, Score: true, Limit: 10})
		}
		if len(plans) == 0 {
			continue // too small an archive
		}
		if err := b.once(ctx, c.name, plans, own, other); err != nil {
			return fmt.Errorf("%s for the first time: %w", c.name, err)
		}
	}
	return b.out.Flush()
}

// once prints a row on plans that are asked once each.
func (b *bench) once(ctx context.Context, name string, plans []engine.Plan, own *index.Index, other *plain.Index) error {
	times, err := timesOf(plans, func(p engine.Plan) error {
		_, err := own.Search(ctx, p)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%s\t%d\t%.3f\t%.3f\t", name, len(plans), quantile(times, 0.5), quantile(times, 0.99))
	if other != nil {
		plainly, err := timesOf(plans, func(p engine.Plan) error {
			_, err := other.Search(ctx, p)
			return err
		})
		if err != nil {
			return fmt.Errorf("on plain Bleve: %w", err)
		}
		fmt.Fprintf(b.out, "%.3f\t%.3f\t%.1f\t", quantile(plainly, 0.5), quantile(plainly, 0.99), quantile(plainly, 0.5)/quantile(times, 0.5))
	}
	fmt.Fprintln(b.out)
	return nil
}

// timesOf is what each plan took in CPU, in milliseconds and order.
func timesOf(plans []engine.Plan, f func(engine.Plan) error) ([]float64, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var times []float64
	for _, p := range plans {
		start := threadTime()
		if err := f(p); err != nil {
			return nil, err
		}
		times = append(times, float64(threadTime()-start)/1e6)
	}
	slices.Sort(times)
	return times, nil
}
