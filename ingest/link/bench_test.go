package link

import (
	"fmt"
	"strings"
	"testing"

	"saksok"
)

// BenchmarkAssemble puts together a large meeting: pack and minutes of 200 items,
// each decided with a few words changed.
func BenchmarkAssemble(b *testing.B) {
	text := strings.Repeat("Kommunestyret vedtar budsjett for 2025 med en ramme til drift. ", 15)
	pack, minutes := doc("a", saksok.KindPack, storv), doc("b", saksok.KindMinutes, storv)
	for i := range 200 {
		it := item(fmt.Sprintf("PS %d/24|Sak nummer %d|24/%d", i+1, i+1, i+1))
		pack.Items, minutes.Items = append(pack.Items, it), append(minutes.Items, it)
		pack.Texts = append(pack.Texts, says2(i, saksok.StatusProposed, text+"Slik."))
		minutes.Texts = append(minutes.Texts, says2(i, saksok.StatusAdopted, "Slik: "+text))
	}
	for b.Loop() {
		if m := Assemble([]Stored{pack, minutes}); len(m) != 1 || len(m[0].Unplaced) != 0 {
			b.Fatal("not joined")
		}
	}
}

// BenchmarkDiff compares two long texts with a change in every tenth word.
func BenchmarkDiff(b *testing.B) {
	var was, is []string
	for i := range 2000 {
		w := fmt.Sprint("ord", i%97)
		was = append(was, w)
		if i%10 == 0 {
			w = "endret"
		}
		is = append(is, w)
	}
	x, y := strings.Join(was, " "), strings.Join(is, " ")
	for b.Loop() {
		Diff(x, y)
	}
}
