package link_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest/link"
)

// golden is what is read of a document of testdata/packs.
func golden(t *testing.T, name string) *saksok.Extraction {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "golden", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	x := new(saksok.Extraction)
	if err := json.Unmarshal(b, x); err != nil {
		t.Fatal(err)
	}
	if x.Document.SHA256 == "" {
		x.Document.SHA256 = saksok.DocumentID(name)
	}
	return x
}

func stored(xs ...*saksok.Extraction) []link.Stored {
	var out []link.Stored
	for _, x := range xs {
		for _, c := range link.CardsOf(x) {
			out = append(out, link.Stored{Card: c})
		}
	}
	return out
}

// The pairs of notice and minutes among the packs are one meeting each, and what
// the minutes decide stands beside what was proposed. The tables are made by eye
// from the documents.
func TestPacksAreJoined(t *testing.T) {
	const none = ""
	for _, tt := range []struct {
		name, pack, minutes string
		items               int
		want                map[saksok.ItemKey]string // how the text that was answered begins
		equal               []saksok.ItemKey          // decided word for word as proposed
	}{
		{"Storvik", "storvik-formannskap-2024-03-14-innkalling", "storvik-formannskap-2024-03-14-protokoll", 10,
			map[saksok.ItemKey]string{
				"2024-11": none, "2024-12": none, "2024-17": none, "2024-4": none,
				"2024-13": "1. Lia barnehage rehabiliteres i tråd med alternativ 1 innenfor",
				"2024-14": "1. Brygga Spiseri Storvik AS gis",
				"2024-15": "Saken utsettes til formannskapet har vært på befaring",
				"2024-16": "Formannskapet fordeler tilskudd",
			}, []saksok.ItemKey{"2024-14", "2024-16"}},
		{"Lauvfjord", "lauvfjord-heradsstyre-2024-06-20-innkalling", "lauvfjord-heradsstyre-2024-06-20-moetebok", 8,
			map[saksok.ItemKey]string{
				"2024-31": none, "2024-32": none, "2024-37": none, "2024-38": none,
				"2024-33": "1. Heradsstyret godkjenner årsrekneskapen",
				"2024-34": "1. Heradsstyret tek fyrste tertialrapport 2024 til etterretning.",
				"2024-35": "1. Indre Lauvfjord skule blir lagd ned",
				"2024-36": "«Saka vert utsett. Heradsstyret ynskjer ei ny vurdering",
			}, []saksok.ItemKey{"2024-33", "2024-34", "2024-35"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ms := link.Assemble(stored(golden(t, tt.minutes), golden(t, tt.pack)))
			if len(ms) != 1 || len(ms[0].Documents) != 2 || len(ms[0].Cases) != tt.items {
				t.Fatalf("want one meeting of 2 documents and %d items, got %d: %+v", tt.items, len(ms), ms)
			}
			m := ms[0]
			if m.Documents[0].Role != link.RolePack || m.Documents[1].Role != link.RoleMinutes {
				t.Errorf("roles %s, %s", m.Documents[0].Role, m.Documents[1].Role)
			}
			got, equal := answered(t, m, tt.want)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("what each decision answers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.equal, equal); diff != "" {
				t.Errorf("decided word for word (-want +got):\n%s", diff)
			}
			for _, c := range m.Cases {
				if len(c.Where) != 2 {
					t.Errorf("case %s is in %d documents", c.Number, len(c.Where))
				}
			}
		})
	}
}

// answered tells what the results of a meeting answer, cut to the length of what
// is wanted, and which are word for word the proposal.
func answered(t *testing.T, m *link.Meeting, want map[saksok.ItemKey]string) (map[saksok.ItemKey]string, []saksok.ItemKey) {
	t.Helper()
	got, equal := map[saksok.ItemKey]string{}, []saksok.ItemKey(nil)
	for _, c := range m.Cases {
		for _, r := range c.Results {
			text := ""
			switch {
			case r.Proposal >= 0:
				text = c.Proposals[r.Proposal].Text.Text
			case r.Motion >= 0:
				text = c.Motions[r.Motion].Text.Text
			}
			got[c.Key] += text[:min(len(text), len(want[c.Key]))]
			if len(r.Diff) == 1 && r.Diff[0].Op == link.Equal {
				equal = append(equal, c.Key)
			}
		}
		for _, p := range c.Proposals {
			if p.Status == saksok.StatusAdopted {
				t.Errorf("case %s shows an adopted text as a proposal", c.Number)
			}
		}
	}
	return got, equal
}
