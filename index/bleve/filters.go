package bleve

import (
	"slices"

	"saksok/index/engine"
)

// filters narrows blocks of hits. Entering a segment, it looks up once for every
// code of a column whether it passes.
type filters struct {
	plan    []engine.Filter
	names   []string // of the plan's filters, each once; "" is no name to share
	of      []int    // by filter: which name it has
	codes   []codes  // by filter: the column in this segment
	pass    [][]bool // by filter: which codes pass
	verdict []uint8  // by hit of a block: 0 passed, 1+name stopped by that alone
	passed  []uint32
	scores  []float64
	only    [][]uint32 // by name: the hits stopped by it alone
}

// stopped is the verdict on a hit that no name alone stops.
const stopped = 255

func newFilters(plan []engine.Filter) *filters {
	f := &filters{plan: plan, codes: make([]codes, len(plan)), pass: make([][]bool, len(plan))}
	for _, p := range plan {
		i := slices.Index(f.names, p.Name)
		if i < 0 {
			i = len(f.names)
			f.names = append(f.names, p.Name)
		}
		f.of = append(f.of, i)
	}
	f.only = make([][]uint32, len(f.names))
	return f
}

func (f *filters) enter(columns *segmentColumns) {
	for i, p := range f.plan {
		prefix := keywordPrefix
		if p.Number {
			prefix = numberPrefix
		}
		col := columns.fields[prefix+p.Field]
		f.codes[i], f.pass[i] = col.codes, make([]bool, col.size())
		if p.Number {
			from, to := col.codesOf(p.Min, p.Max)
			for code := from; code < to; code++ {
				f.pass[i][code] = true
			}
			continue
		}
		for code := range f.pass[i] {
			f.pass[i][code] = passes(p, col.keywords(code))
		}
	}
}

// passes tries the keywords of a document.
func passes(f engine.Filter, values []string) bool {
	if len(values) == 0 {
		return !f.Present && (f.Missing || len(f.Any) == 0)
	}
	in := func(list []string) bool {
		return slices.ContainsFunc(values, func(v string) bool { return slices.Contains(list, v) })
	}
	return !in(f.None) && (len(f.Any) == 0 && !f.Missing || in(f.Any))
}

// split returns the hits of a block that pass, with their scores if there are
// any, until the next call.
func (f *filters) split(docs []uint32, scores []float64) ([]uint32, []float64) {
	if len(f.plan) == 0 {
		return docs, scores
	}
	f.judge(docs)
	f.passed, f.scores = f.passed[:0], f.scores[:0]
	for i := range f.only {
		f.only[i] = f.only[i][:0]
	}
	for i, v := range f.verdict {
		switch {
		case v == 0:
			f.passed = append(f.passed, docs[i])
			if len(scores) > 0 {
				f.scores = append(f.scores, scores[i])
			}
		case v != stopped:
			f.only[v-1] = append(f.only[v-1], docs[i])
		}
	}
	return f.passed, f.scores
}

// judge gives every hit its verdict.
func (f *filters) judge(docs []uint32) {
	f.verdict = slices.Grow(f.verdict[:0], len(docs))[:len(docs)]
	clear(f.verdict)
	for i := range f.plan {
		name := uint8(f.of[i] + 1)
		if f.plan[i].Name == "" || f.of[i] >= stopped-1 {
			name = stopped
		}
		codes, pass := f.codes[i], f.pass[i]
		for j, d := range docs {
			switch v := f.verdict[j]; {
			case v == stopped || pass[codes.at(d)]:
			case v == 0 || v == name:
				f.verdict[j] = name
			default:
				f.verdict[j] = stopped
			}
		}
	}
}

// stoppedOnlyBy are the hits of the block that the filters of a name stopped and
// no other.
func (f *filters) stoppedOnlyBy(name string) []uint32 {
	if i := slices.Index(f.names, name); i >= 0 && name != "" {
		return f.only[i]
	}
	return nil
}
