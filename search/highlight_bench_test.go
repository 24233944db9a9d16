package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"saksok/index"
	"saksok/index/norwegian"
)

// BenchmarkHighlight marks the ten hits of a page: sections of 200 words, of
// which the query's occur in some. cpu-ms is the processor time of all ten.
func BenchmarkHighlight(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("kommunestyret vedtar budsjettet for oppvekst og helse med endringer som følge av økte lønnskostnader i barnehagene " +
		"og skolene rådmannen viser til økonomiplanen der investeringer i vannledning og idrettshall er lagt inn fra neste år")
	var hits []*index.Source
	for i := range 10 {
		var text strings.Builder
		for range 200 {
			fmt.Fprint(&text, words[r.IntN(len(words))], strings.Repeat("t", r.IntN(2)*r.IntN(2)), " ")
		}
		hits = append(hits, &index.Source{Kind: index.KindItem, Title: fmt.Sprint("Budsjett for skolen ", i), Text: text.String(), Body: "Kommunestyret"})
	}
	p, err := newPlanner(Query{Text: "budsjett skoler investering"})
	if err != nil {
		b.Fatal(err)
	}
	p.analyze = norwegian.NewAnalyzer(nil).Sharing().Analyze
	b.ReportAllocs()
	before := processorTime(b)
	for b.Loop() {
		m := newMatcher(p)
		for _, h := range hits {
			m.mark(&Hit{}, h)
			m.title(h.Title)
		}
	}
	b.ReportMetric((processorTime(b)-before).Seconds()*1000/float64(b.N), "cpu-ms")
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
