package segment

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
)

// TestItemIn: what stands in a case table belongs to the case of its row, though the
// table stands under none.
func TestItemIn(t *testing.T) {
	doc, tables := drawn(`-- page --
# Referat fra styremøte i Lia borettslag
Dato: 6. mai 2025
Til stede: Kari Vik, Ole Bø

+--------+---------------------------------+---------------------------+
| Sak    | Referat                         | Vedtak                    |
+--------+---------------------------------+---------------------------+
|        | Taket koster 40 000 kroner, og  | Styret bevilger pengene.  |
| 4/25   | det er ikke penger på budsjettet|                           |
| Tak    | til mer enn det i år.           |                           |
+--------+---------------------------------+---------------------------+
|        | Gjerdet koster 9 000 kroner, og | Styret venter til høsten. |
| 5/25   | det er ikke noe som haster.     |                           |
| Gjerde |                                 |                           |
+--------+---------------------------------+---------------------------+
`)
	x := saksok.NewExtraction("ab", 1)
	x.Tables = tables
	o := Into(x, doc, "")
	got := map[string]saksok.ItemNumber{}
	for _, l := range doc.Pages[0].Lines {
		for _, w := range l.Words {
			if w.Text == "40" || w.Text == "9" {
				got[w.Text] = o.ItemIn(&x.Tables[0], 1, w.Box[1])
			}
		}
	}
	if d := cmp.Diff(map[string]saksok.ItemNumber{"40": "4/25", "9": "5/25"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
