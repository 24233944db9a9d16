package link

import (
	"slices"
	"strings"
)

// Op is what became of words from one text to the next.
type Op string

// The operations.
const (
	Equal   Op = "equal"
	Removed Op = "removed"
	Added   Op = "added"
)

// Piece is a run of words in a difference.
type Piece struct {
	Op   Op
	Text string
}

// maxEdits bounds the work of a difference: two texts that share less than this
// are shown as one replaced by the other.
const maxEdits = 1500

// Diff tells what words became of a in b. The equal and removed pieces joined are
// a's words, the equal and added ones b's; removed stands before added. Equal
// pieces are printed as in b.
func Diff(a, b string) []Piece {
	wa, wb := tokens(a), tokens(b)
	start := 0
	for start < len(wa) && start < len(wb) && same(wa[start], wb[start]) {
		start++
	}
	enda, endb := len(wa), len(wb)
	for enda > start && endb > start && same(wa[enda-1], wb[endb-1]) {
		enda, endb = enda-1, endb-1
	}
	var p pieces
	p.add(Equal, wb[:start]...)
	p.middle(wa[start:enda], wb[start:endb])
	p.add(Equal, wb[endb:]...)
	return p.done()
}

// tokens are the words of a text; one that begins a line has a line break
// before it.
func tokens(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		ws := strings.Fields(line)
		if len(ws) > 0 && len(out) > 0 {
			ws[0] = "\n" + ws[0]
		}
		out = append(out, ws...)
	}
	return out
}

// same compares words: quotation marks around a proposal, and where its lines
// break, are not its words.
func same(a, b string) bool { return a == b || strings.Trim(a, around) == strings.Trim(b, around) }

const around = "\n«»\"“”„"

// pieces gathers words into pieces; between two equal runs, what was removed
// stands before what was added.
type pieces struct {
	out            []Piece
	removed, added []string
	equal          []string
}

func (p *pieces) add(op Op, ws ...string) {
	if len(ws) == 0 {
		return
	}
	switch op {
	case Equal:
		p.changes()
		p.equal = append(p.equal, ws...)
	case Removed:
		p.keep(Equal, &p.equal)
		p.removed = append(p.removed, ws...)
	case Added:
		p.keep(Equal, &p.equal)
		p.added = append(p.added, ws...)
	}
}

func (p *pieces) changes() {
	p.keep(Removed, &p.removed)
	p.keep(Added, &p.added)
}

func (p *pieces) keep(op Op, ws *[]string) {
	if len(*ws) > 0 {
		p.out = append(p.out, Piece{op, strings.ReplaceAll(strings.Join(*ws, " "), " \n", "\n")})
		*ws = nil
	}
}

func (p *pieces) done() []Piece {
	p.keep(Equal, &p.equal)
	p.changes()
	return p.out
}

// middle is the greedy difference of Myers (1986), forwards, with the furthest
// points of each round kept to walk back by.
func (p *pieces) middle(a, b []string) {
	n, m := len(a), len(b)
	if n == 0 || m == 0 {
		p.add(Removed, a...)
		p.add(Added, b...)
		return
	}
	limit := min(n+m, maxEdits)
	v := make([]int, 2*limit+3)
	at := func(k int) *int { return &v[k+limit+1] }
	var rounds [][]int
	for d := 0; d <= limit; d++ {
		rounds = append(rounds, slices.Clone(v[limit+1-d:limit+2+d]))
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && *at(k - 1) < *at(k + 1) {
				x = *at(k + 1)
			} else {
				x = *at(k - 1) + 1
			}
			for x < n && x-k < m && same(a[x], b[x-k]) {
				x++
			}
			*at(k) = x
			if x >= n && x-k >= m {
				p.walk(rounds, a, b)
				return
			}
		}
	}
	p.add(Removed, a...)
	p.add(Added, b...)
}

// walk goes the way back from the end and adds the words in order.
func (p *pieces) walk(rounds [][]int, a, b []string) {
	type step struct {
		op   Op
		x, y int
	}
	var steps []step
	x, y := len(a), len(b)
	for d := len(rounds) - 1; d >= 0; d-- {
		// rounds[d] holds the points before round d, for k from -d to d.
		at := func(k int) int { return rounds[d][k+d] }
		k := x - y
		fromK := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			fromK = k + 1
		}
		fromX := 0
		if d > 0 {
			fromX = at(fromK)
		}
		fromY := fromX - fromK
		if d == 0 {
			fromX, fromY = 0, 0
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			steps = append(steps, step{Equal, x, y})
		}
		if d == 0 {
			break
		}
		if fromK > k {
			y--
			steps = append(steps, step{Added, x, y})
		} else {
			x--
			steps = append(steps, step{Removed, x, y})
		}
	}
	for _, s := range slices.Backward(steps) {
		switch s.op {
		case Removed:
			p.add(Removed, a[s.x])
		default:
			p.add(s.op, b[s.y])
		}
	}
}

// Similarity is the share of the words of two texts that a difference leaves
// equal, from 0 to 1.
func Similarity(a, b string) float64 {
	wa, wb := len(strings.Fields(a)), len(strings.Fields(b))
	if wa == 0 || wb == 0 {
		return 0
	}
	equal := 0
	for _, p := range Diff(a, b) {
		if p.Op == Equal {
			equal += len(strings.Fields(p.Text))
		}
	}
	return 2 * float64(equal) / float64(wa+wb)
}
