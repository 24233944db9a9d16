package link

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"saksok"
)

// memory is a shelf that counts what it is asked.
type memory struct {
	cards []Stored
	asked int
}

func (m *memory) Slots(_ context.Context, after string, limit int) ([]string, string, error) {
	days := map[string]saksok.Date{}
	for _, c := range m.cards {
		if s := c.Slot(); s != "" {
			days[s] = c.Meeting.Date
		}
	}
	slots := slices.SortedFunc(maps.Keys(days), func(a, b string) int { return cmp.Or(-cmp.Compare(days[a], days[b]), cmp.Compare(a, b)) })
	if after != "" {
		slots = slots[slices.Index(slots, after)+1:]
	}
	if len(slots) > limit {
		return slots[:limit], slots[limit-1], nil
	}
	return slots, "", nil
}

func (m *memory) pick(keep func(*Stored) bool) ([]Stored, error) {
	m.asked++
	var out []Stored
	for i := range m.cards {
		if keep(&m.cards[i]) {
			out = append(out, m.cards[i])
		}
	}
	return out, nil
}

func (m *memory) Slot(_ context.Context, slot string) ([]Stored, error) {
	return m.pick(func(c *Stored) bool { return c.Slot() == slot })
}

func (m *memory) Ref(_ context.Context, ref string) ([]Stored, error) {
	return m.pick(func(c *Stored) bool { return slices.Contains(c.Refs(), ref) })
}

func (m *memory) Cards(_ context.Context, id saksok.DocumentID) ([]Stored, error) {
	return m.pick(func(c *Stored) bool { return c.Document == id })
}

// saga is a matter through three bodies of one organisation, another
// organisation's matter with the same number, and others that have nothing to do
// with it.
func saga() *memory {
	in := func(body, org string, day saksok.Date) saksok.Meeting {
		return saksok.Meeting{Body: body, Organisation: org, Date: day}
	}
	chain := Text{Item: 0, Status: saksok.StatusRecommended, Text: "Utvalget støtter.", TreatedBy: &saksok.Treatment{Body: "Oppvekstutvalget", Date: "2024-03-05", Number: "7/24"}}
	return &memory{cards: []Stored{
		doc("committee", saksok.KindMinutes, in("Oppvekstutvalget", "", "2024-03-05"), item("7/24|Lia barnehage"), item("8/24|Annet|24/9")),
		doc("board", saksok.KindPack, in("Formannskapet", "Storvik kommune", "2024-03-14"), item("13/24|Lia barnehage, valg av løsning|23/1482")).saying(chain),
		doc("council", saksok.KindMinutes, in("Kommunestyret", "", "2024-03-28"), item("22/24|LIA BARNEHAGE, VALG AV LØSNING|2023/1482")),
		doc("foreign", saksok.KindMinutes, in("Formannskapet", "Brennvik kommune", "2024-03-14"), item("3/24|Salg av eiendom|23/1482")),
		doc("titled", saksok.KindMinutes, in("Ungdomsrådet", "", "2024-03-20"), item("1/24|Lia barnehage, valg av løsning")),
		doc("undated", saksok.KindMinutes, in("Eldrerådet", "Storvik kommune", ""), item("2/24|Lia barnehage|23/1482")),
	}}
}

func TestMatters(t *testing.T) {
	type leg struct {
		Body string
		Why  Link
	}
	for _, ref := range []string{"2023/1482", "23/1482-5"} {
		m := saga()
		ms, err := NewReader(m).Matters(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]leg{}
		for _, o := range ms {
			for _, s := range o.Treatments {
				got[o.Organisation] = append(got[o.Organisation], leg{s.Meeting.Body, s.Why})
			}
		}
		want := map[string][]leg{
			"Storvik kommune":  {{"Oppvekstutvalget", LinkChain}, {"Formannskapet", LinkArchive}, {"Kommunestyret", LinkArchive}},
			"Brennvik kommune": {{"Formannskapet", LinkArchive}},
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", ref, diff)
		}
		if m.asked > 15 {
			t.Errorf("%d look-ups for 4 meetings", m.asked)
		}
	}
	for _, ref := range []string{"2020/1", "nothing"} {
		if _, err := NewReader(saga()).Matters(t.Context(), ref); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", ref, err)
		}
	}
}

// A matter is found from either end of the chain.
func TestMattersFollowTheChainBack(t *testing.T) {
	m := saga()
	m.cards[0].Items[0].Ref = "2022/77" // the committee's archive has another number
	ms, err := NewReader(m).Matters(t.Context(), "2022/77")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range ms[0].Treatments {
		got = append(got, s.Meeting.Body)
	}
	if diff := gocmp.Diff([]string{"Oppvekstutvalget", "Formannskapet"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReader(t *testing.T) {
	r, ctx := NewReader(saga()), t.Context()
	var bodies []string
	for after := ""; ; {
		// Three fall between the two meetings of one slot.
		list, next, err := r.Meetings(ctx, after, 3)
		if err != nil || len(list) > 3 {
			t.Fatal(len(list), err)
		}
		for _, m := range list {
			bodies = append(bodies, string(m.Meeting.Date)+" "+m.Meeting.Body)
			if full, err := r.Meeting(ctx, m.ID); err != nil || full.Meeting != m.Meeting {
				t.Errorf("meeting %s: %+v %v", m.ID, full, err)
			}
		}
		if after = next; after == "" {
			break
		}
	}
	want := []string{"2024-03-28 Kommunestyret", "2024-03-20 Ungdomsrådet", "2024-03-14 Formannskapet", "2024-03-14 Formannskapet", "2024-03-05 Oppvekstutvalget"}
	if diff := gocmp.Diff(want, bodies); diff != "" {
		t.Errorf("meetings (-want +got):\n%s", diff)
	}
	if m, err := r.MeetingOf(ctx, "undated"); err != nil || m.ID != "" || len(m.Documents) != 1 {
		t.Errorf("a document without a day: %+v %v", m, err)
	}
	for _, id := range []string{"", "x", "0123456789abcdef01234567"} {
		if _, err := r.Meeting(ctx, id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("meeting %q: %v", id, err)
		}
	}
	if _, err := r.MeetingOf(ctx, "unknown"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("meeting of an unknown document: %v", err)
	}
}

// An address given while nothing was known of the organisation leads to the
// meeting when it is.
func TestOldAddressStillLeads(t *testing.T) {
	m := &memory{cards: []Stored{doc("a", saksok.KindMinutes, day, item("13/24|Lia barnehage|23/1482"))}}
	r := NewReader(m)
	first, err := r.MeetingOf(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	m.cards = append(m.cards, doc("b", saksok.KindPack, storv, item("13/24|Lia barnehage|23/1482")))
	again, err := r.Meeting(t.Context(), first.ID)
	if err != nil || len(again.Documents) != 2 || again.ID == first.ID {
		t.Errorf("%+v %v", again, err)
	}
}
