package link

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saksok"
)

// doc is a stored card in a few words.
func doc(id string, kind saksok.DocumentKind, m saksok.Meeting, items ...Item) Stored {
	return Stored{Card: Card{Document: saksok.DocumentID(id), Kind: kind, Meeting: m, Items: items}}
}

func (s Stored) saying(texts ...Text) Stored { s.Texts = texts; return s }

func (s Stored) titled(title string) Stored { s.Title = title; return s }

func (s Stored) seen(hour int) Stored {
	s.Seen = time.Date(2024, 3, 1, hour, 0, 0, 0, time.UTC)
	return s
}

// item is "number|title|archive number".
func item(s string) Item {
	part := append(strings.Split(s, "|"), "", "")
	n := saksok.ItemNumber(part[0])
	return Item{Number: n, Key: n.Key(), Series: series(n), Title: part[1], Ref: CaseRef(part[2])}
}

func says2(item int, status saksok.DecisionStatus, text string) Text {
	return Text{Item: item, Status: status, Text: text, Page: 1}
}

var (
	day    = saksok.Meeting{Body: "Formannskapet", Date: "2024-03-14"}
	storv  = saksok.Meeting{Body: "Formannskapet", Organisation: "Storvik kommune", Date: "2024-03-14"}
	brennv = saksok.Meeting{Body: "Formannskapet", Organisation: "Brennvik kommune", Date: "2024-03-14"}
)

func TestGroup(t *testing.T) {
	lia, salg := item("13/24|Lia barnehage, valg av løsning|23/1482"), item("13/24|Salg av eiendom|24/9")
	routineOnly := item("11/24|Godkjenning av innkalling og saksliste")
	for _, tt := range []struct {
		name  string
		cards []Stored
		want  string // documents of each meeting with the evidence of each
	}{
		{"two organisations on one day", []Stored{doc("a", saksok.KindPack, storv, lia), doc("b", saksok.KindMinutes, brennv, lia)}, "a; b"},
		{"the organisation stated by one, the items agree", []Stored{doc("a", saksok.KindPack, storv, lia), doc("b", saksok.KindMinutes, day, lia), doc("c", saksok.KindPack, brennv, salg)},
			"a items, b items; c"},
		{"none states one, the items agree", []Stored{doc("a", saksok.KindPack, day, lia), doc("b", saksok.KindMinutes, day, lia)}, "a items, b items"},
		{"none states one, the items contradict", []Stored{doc("a", saksok.KindPack, day, lia), doc("b", saksok.KindMinutes, day, salg)}, "a; b"},
		{"the items say nothing, one meeting there", []Stored{doc("a", saksok.KindPack, storv, lia), doc("b", saksok.KindSlidePack, day)}, "a day, b day"},
		{"the items say nothing, two meetings there", []Stored{doc("a", saksok.KindPack, storv, lia), doc("b", saksok.KindPack, brennv, salg), doc("c", saksok.KindSlidePack, day)},
			"a; b; c"},
		{"titles every agenda has prove nothing", []Stored{doc("a", saksok.KindPack, storv, routineOnly), doc("b", saksok.KindPack, brennv, routineOnly), doc("c", saksok.KindMinutes, day, routineOnly)},
			"a; b; c"},
		{"a bare name is too little", []Stored{doc("a", saksok.KindPack, saksok.Meeting{Body: "Styret", Date: "2024-03-14"}, lia), doc("b", saksok.KindSlidePack, saksok.Meeting{Body: "Styret", Date: "2024-03-14"})}, "a; b"},
		{"same organisation, whatever the items", []Stored{doc("a", saksok.KindPack, storv, lia), doc("b", saksok.KindMinutes, storv, salg)}, "a organisation, b organisation"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := printed(Assemble(tt.cards)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// printed tells which documents are together and why, in order of the documents.
func printed(ms []*Meeting) string {
	var groups []string
	for _, m := range ms {
		var ds []string
		for _, d := range m.Documents {
			ds = append(ds, strings.TrimSpace(fmt.Sprintf("%s %s", d.ID, d.Why)))
		}
		slices.Sort(ds)
		groups = append(groups, strings.Join(ds, ", "))
	}
	slices.Sort(groups)
	return strings.Join(groups, "; ")
}

func TestSlots(t *testing.T) {
	slot := func(m saksok.Meeting) string { return (&Card{Meeting: m}).Slot() }
	if slot(storv) != slot(saksok.Meeting{Body: "STORVIK FORMANNSKAP", Date: storv.Date}) || len(slot(storv)) != slotDigits {
		t.Error("two forms of one body's name have two slots")
	}
	for name, m := range map[string]saksok.Meeting{"no day": {Body: "Formannskapet"}, "nobody": {Date: "2024-03-14"}} {
		if slot(m) != "" {
			t.Errorf("%s: slot %q", name, slot(m))
		}
	}
	if slot(storv) == slot(saksok.Meeting{Body: "Formannskapet", Date: "2024-03-15"}) {
		t.Error("two days have one slot")
	}
}

func TestRoles(t *testing.T) {
	full := []Item{item("PS 11/24|A"), item("PS 12/24|B"), item("PS 13/24|C")}
	cards := []Stored{
		doc("m", saksok.KindMinutes, storv, full...),
		doc("x", saksok.KindMinutes, storv, item("PS 12/24|B")),
		doc("y", saksok.KindMinutes, storv, item("PS 99/24|Z")).titled("Særutskrift av sak 99"),
		doc("s", saksok.KindSlidePack, storv),
		doc("t", saksok.KindPack, storv, item("PS 14/24|D")),
		doc("u", saksok.KindCasePaper, storv, item("PS 15/24|E")).titled("Tilleggssak – E"),
		doc("p", saksok.KindPack, storv, full...),
		doc("n", saksok.KindNotice, storv, full...),
		doc("b", saksok.KindBudget, storv),
		doc("c", saksok.KindCasePaper, storv, item("PS 11/24|A")),
	}
	cards = append(cards, Stored{Card: Card{Document: "z", Part: 1, Kind: saksok.KindMinutes, Meeting: storv}})
	ms := Assemble(cards)
	var got []string
	for _, d := range ms[0].Documents {
		got = append(got, fmt.Sprint(d.ID, " ", d.Role))
	}
	want := []string{"n notice", "p pack", "c case_paper", "t supplement", "u supplement", "s slides", "b attachment", "m minutes", "x case_minutes", "y case_minutes", "z minutes_copy"}
	if diff := cmp.Diff(want, got); diff != "" || len(ms) != 1 {
		t.Errorf("%d meetings; roles (-want +got):\n%s", len(ms), diff)
	}
}

func TestItemsMatch(t *testing.T) {
	for _, tt := range []struct {
		name, a, b string
		want       Match // "" for none
	}{
		{"padded", "011/24|A", "11/24|A", ByNumber},
		{"series in one place", "PS 11/24|A", "11/24|Other words altogether", ByNumber},
		{"another series, another case", "PS 3/24|A", "RS 3/24|B", ""},
		{"another prefix, same archive number", "K-sak 3/24|A|24/1", "PS 3/24|B|24/1", ByNumber},
		{"unnumbered, same archive number", "3/24|A|24/1", "|B|24/1", ByArchive},
		{"unnumbered, same title", "3/24|Lia barnehage", "|LIA BARNEHAGE", ByTitle},
		{"numbered, same title", "3/24|Referatsaker", "4/24|Referatsaker", ""},
		{"unnumbered, same title, other archive numbers", "3/24|A|24/1", "|A|24/2", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, how := match([]Item{item(tt.a)}, []Item{item(tt.b)})
			_, back := match([]Item{item(tt.b)}, []Item{item(tt.a)})
			if how[0] != tt.want || back[0] != tt.want {
				t.Errorf("%q, back %q, want %q", how[0], back[0], tt.want)
			}
		})
	}
	to, _ := match([]Item{item("PS 3/24|A"), item("RS 3/24|B")}, []Item{item("RS 3/24|B"), item("PS 3/24|A")})
	if diff := cmp.Diff([]int{1, 0}, to); diff != "" {
		t.Errorf("two series (-want +got):\n%s", diff)
	}
	to, _ = match([]Item{item("|Orientering"), item("|Orientering")}, []Item{item("1/24|Orientering")})
	if to[0] != -1 {
		t.Error("a title two items have decides between them")
	}
}

func TestPairs(t *testing.T) {
	it := item("13/24|Lia barnehage")
	const text = "1. Lia barnehage rehabiliteres innenfor 38 mill. kroner."
	earlierBody := &saksok.Treatment{Body: "Utvalg for oppvekst", Date: "2024-03-05"}
	recommended := Text{Status: saksok.StatusRecommended, Text: "Utvalget støtter forslaget.", TreatedBy: earlierBody}
	motion := Text{Status: saksok.StatusAdopted, Text: "Saken utsettes til høsten.", Proposer: "A (B)", Types: []saksok.DecisionType{saksok.TypeDeferral}}
	for _, tt := range []struct {
		name          string
		pack, minutes []Text
		want          string
	}{
		{"word for word", []Text{says2(0, saksok.StatusProposed, text)}, []Text{says2(0, saksok.StatusAdopted, text)}, "adopted<-proposed 1.00"},
		{"nothing like it, but the only one", []Text{says2(0, saksok.StatusProposed, text)}, []Text{says2(0, saksok.StatusAdopted, "Avslås.")}, "adopted<-proposed 0.00"},
		{"the most alike of two", []Text{recommended, says2(0, saksok.StatusProposed, text)}, []Text{says2(0, saksok.StatusAdopted, text+" Tillegg.")}, "adopted<-proposed 0.94"},
		{"postponed on a motion", []Text{says2(0, saksok.StatusProposed, text)}, []Text{motion, says2(0, saksok.StatusDeferred, "Saken utsettes.")}, "deferred<-motion"},
		{"nothing proposed", nil, []Text{says2(0, saksok.StatusAdopted, text)}, "adopted<-nothing; unplaced no_proposal"},
		{"no item", []Text{says2(0, saksok.StatusProposed, text)}, []Text{says2(-1, saksok.StatusAdopted, text)}, "unplaced no_item"},
		{"said in a pack", []Text{says2(0, saksok.StatusAdopted, text)}, nil, "unplaced no_minutes"},
		{"of another body", []Text{{Status: saksok.StatusAdopted, Text: text, TreatedBy: earlierBody}}, nil, "earlier"},
		{"this body recommends", nil, []Text{{Status: saksok.StatusRecommended, Text: text, Label: "Formannskapets innstilling til kommunestyret"}}, "recommended<-nothing; unplaced no_proposal"},
		{"another body recommended", nil, []Text{{Status: saksok.StatusRecommended, Text: text, Label: "Oppvekstutvalgets innstilling"}}, "proposal recommended"},
		{"procedure", []Text{says2(0, saksok.StatusProposed, text)}, []Text{{Status: saksok.StatusAdopted, Text: "Møtet ble lukket.", Types: []saksok.DecisionType{saksok.TypeProcedural}}},
			"adopted<-nothing; unplaced no_proposal; proposal proposed"},
		{"repeated in the minutes", []Text{says2(0, saksok.StatusProposed, text)}, []Text{says2(0, saksok.StatusProposed, text), says2(0, saksok.StatusAdopted, text)}, "adopted<-proposed 1.00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ms := Assemble([]Stored{doc("b", saksok.KindMinutes, storv, it).saying(tt.minutes...), doc("a", saksok.KindPack, storv, it).saying(tt.pack...)})
			if got := outcome(ms[0]); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// outcome prints a meeting of one case.
func outcome(m *Meeting) string {
	var out []string
	c := m.Cases[0]
	answered := map[int]bool{}
	for _, r := range c.Results {
		switch {
		case r.Proposal >= 0:
			answered[r.Proposal] = true
			out = append(out, fmt.Sprintf("%s<-%s %.2f", r.Status, c.Proposals[r.Proposal].Status, r.Like))
		case r.Motion >= 0:
			return fmt.Sprintf("%s<-motion", r.Status)
		default:
			out = append(out, fmt.Sprintf("%s<-nothing", r.Status))
		}
	}
	for _, u := range m.Unplaced {
		out = append(out, "unplaced "+string(u.Reason))
	}
	for i, p := range c.Proposals {
		if !answered[i] && len(answered) == 0 && m.Unplaced == nil || !answered[i] && len(c.Results) > 0 && len(answered) == 0 {
			out = append(out, "proposal "+string(p.Status))
		}
	}
	for range c.Earlier {
		out = append(out, "earlier")
	}
	return strings.Join(out, "; ")
}

func TestVersions(t *testing.T) {
	a, b, c := item("11/24|Alfa"), item("12/24|Beta"), item("13/24|Gamma")
	old := doc("z", saksok.KindPack, storv, a, b, item("14/24|Delta")).seen(1).saying(says2(1, saksok.StatusProposed, "Rammen er 10 mill."))
	renamed := item("12/24|Beta med tillegg")
	next := doc("a", saksok.KindPack, storv, a, renamed, c).seen(2).saying(says2(1, saksok.StatusProposed, "Rammen er 12 mill."), says2(2, saksok.StatusProposed, "Ja."))
	minutes := doc("m", saksok.KindMinutes, storv, a, renamed, c).seen(3).saying(says2(1, saksok.StatusAdopted, "Rammen er 12 mill."))
	m := Assemble([]Stored{next, minutes, old})[0]
	want := []Revision{{RolePack, "z", "a", []Change{
		{Kind: ItemRetitled, Number: "12/24", Title: "Beta med tillegg", Diff: []Piece{{Equal, "Beta"}, {Added, "med tillegg"}}},
		{Kind: TextChanged, Number: "12/24", Title: "Beta med tillegg", Status: saksok.StatusProposed, Diff: []Piece{{Equal, "Rammen er"}, {Removed, "10"}, {Added, "12"}, {Equal, "mill."}}},
		{Kind: ItemAdded, Number: "13/24", Title: "Gamma"},
		{Kind: TextAdded, Number: "13/24", Title: "Gamma", Status: saksok.StatusProposed, Diff: []Piece{{Added, "Ja."}}},
		{Kind: ItemRemoved, Number: "14/24", Title: "Delta"},
	}}}
	if diff := cmp.Diff(want, m.Versions); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	if m.Documents[0].Newer != "a" || m.Documents[1].Newer != "" {
		t.Errorf("documents: %+v", m.Documents)
	}
	for _, c := range m.Cases {
		if len(c.Where) != 2 || c.Title == "Delta" {
			t.Errorf("case %s %s stands in %d documents: the old version speaks", c.Number, c.Title, len(c.Where))
		}
	}
	// Seen the other way round, the one the source replaced is still the old one.
	old, next = old.seen(3), next.seen(1)
	old.Superseded = true
	if v := Assemble([]Stored{old, next})[0].Versions; len(v) != 1 || v[0].Old != "z" {
		t.Errorf("a superseded document is the newer: %+v", v)
	}
}

func TestNoVersions(t *testing.T) {
	for name, cards := range map[string][]Stored{
		"notice and pack":      {doc("a", saksok.KindNotice, storv, item("1/24|A")), doc("b", saksok.KindPack, storv, item("1/24|A"))},
		"papers of one case":   {doc("a", saksok.KindCasePaper, storv, item("1/24|A")), doc("b", saksok.KindCasePaper, storv, item("1/24|A"))},
		"slides of two cases":  {doc("a", saksok.KindSlidePack, storv, item("1/24|A")), doc("b", saksok.KindSlidePack, storv, item("2/24|B"))},
		"numbers, other cases": {doc("a", saksok.KindPack, storv, item("1/24|Budsjett for skolene")), doc("b", saksok.KindPack, storv, item("1/24|Lia barnehage"))},
	} {
		if m := Assemble(cards)[0]; len(m.Versions) > 0 {
			t.Errorf("%s: %+v", name, m.Versions)
		}
	}
}

func TestCardsOfNestedMinutes(t *testing.T) {
	x := saksok.NewExtraction("d", 1)
	x.Document.Kind, x.Meeting = saksok.KindPack, storv
	x.Items = []saksok.Item{{Number: "20/24", Key: "2024-20", Title: "Ny", FirstPage: 1, CaseRef: "24/5"},
		{Number: "11/24", Key: "2024-11", Title: "Gammel", FirstPage: 9, MeetingDay: "2024-02-15"}}
	x.Decisions = []saksok.Decision{{Item: "20/24", Status: saksok.StatusProposed, Text: "Ja."},
		{Item: "11/24", Status: saksok.StatusAdopted, Text: "Nei.", MeetingDay: "2024-02-15", Body: "Formannskapet"},
		{Item: "20/24", Status: saksok.StatusAdopted, Text: "Enstemmig vedtatt.", TextSource: "proposal", FullText: "Ja."}}
	cards := CardsOf(x)
	if len(cards) != 2 || cards[1].Part != 1 || cards[1].Kind != saksok.KindMinutes || cards[1].Meeting.Date != "2024-02-15" || cards[1].Meeting.Organisation != "Storvik kommune" {
		t.Fatalf("cards: %+v", cards)
	}
	if len(cards[0].Texts) != 2 || len(cards[1].Texts) != 1 || cards[1].Texts[0].Item != 0 {
		t.Errorf("texts: %+v", cards)
	}
	if got := cards[0].Texts[1]; got.Text != "Ja." || got.Printed != "Enstemmig vedtatt." {
		t.Errorf("terse decision: %+v", got)
	}
	ms := Assemble([]Stored{{Card: cards[1]}})
	if ms[0].Documents[0].Role != RoleMinutesCopy || len(ms[0].Cases[0].Results) != 1 {
		t.Errorf("the earlier meeting: %+v", ms[0])
	}
	// The real minutes of that meeting speak for it where they are there.
	real := doc("r", saksok.KindMinutes, cards[1].Meeting, item("11/24|Gammel")).saying(says2(0, saksok.StatusAdopted, "Nei, aldri."))
	ms = Assemble([]Stored{{Card: cards[1]}, real})
	if c := ms[0].Cases[0]; len(ms) != 1 || len(c.Results) != 1 || c.Results[0].Text.Text != "Nei, aldri." {
		t.Errorf("the copy speaks beside the minutes: %+v", c)
	}
}

// The order documents come in does not matter, and every document is in exactly
// one meeting, every text in at most one place.
func TestOrderDoesNotMatter(t *testing.T) {
	kinds := []saksok.DocumentKind{saksok.KindNotice, saksok.KindPack, saksok.KindCasePaper, saksok.KindSlidePack, saksok.KindMinutes, saksok.KindOther}
	orgs := []string{"", "", "Storvik kommune", "Brennvik kommune"}
	bodies := []string{"Formannskapet", "Storvik formannskap", "FORMANNSKAPET"}
	titles := []string{"Lia barnehage", "Salg av eiendom", "Referatsaker", "Budsjett 2025 for skolene"}
	statuses := []saksok.DecisionStatus{saksok.StatusProposed, saksok.StatusAdopted, saksok.StatusRecommended, saksok.StatusDeferred}
	card := rapid.Custom(func(t *rapid.T) Stored {
		s := doc("", rapid.SampledFrom(kinds).Draw(t, "kind"), saksok.Meeting{Body: rapid.SampledFrom(bodies).Draw(t, "body"),
			Organisation: rapid.SampledFrom(orgs).Draw(t, "org"), Date: "2024-03-14"}).seen(rapid.IntRange(0, 2).Draw(t, "seen"))
		for range rapid.IntRange(0, 4).Draw(t, "items") {
			s.Items = append(s.Items, item(fmt.Sprintf("%s%d/24|%s|%s", rapid.SampledFrom([]string{"", "PS ", "RS "}).Draw(t, "series"), rapid.IntRange(1, 4).Draw(t, "seq"),
				rapid.SampledFrom(titles).Draw(t, "title"), rapid.SampledFrom([]string{"", "24/1", "24/2"}).Draw(t, "ref"))))
			s.Texts = append(s.Texts, says2(rapid.IntRange(-1, len(s.Items)-1).Draw(t, "at"), rapid.SampledFrom(statuses).Draw(t, "status"), rapid.SampledFrom(titles).Draw(t, "text")))
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		cards := rapid.SliceOfN(card, 1, 7).Draw(t, "cards")
		for i := range cards {
			cards[i].Document = saksok.DocumentID(fmt.Sprint("d", i))
		}
		want := Assemble(slices.Clone(cards))
		shuffled := rapid.Permutation(cards).Draw(t, "shuffled")
		if diff := cmp.Diff(want, Assemble(shuffled)); diff != "" {
			t.Fatalf("another order, another answer (-first +second):\n%s", diff)
		}
		documents, ids := map[saksok.DocumentID]int{}, map[string]bool{}
		for _, m := range want {
			if ids[m.ID] || len(m.ID) != slotDigits+orgDigits {
				t.Fatalf("id %q", m.ID)
			}
			ids[m.ID] = true
			for _, d := range m.Documents {
				documents[d.ID]++
			}
			for _, c := range m.Cases {
				for _, p := range c.Proposals {
					if decided(p.Status) {
						t.Fatalf("%s stands among the proposals", p.Status)
					}
				}
			}
		}
		for _, c := range cards {
			if documents[c.Document] != 1 {
				t.Fatalf("%s is in %d meetings", c.Document, documents[c.Document])
			}
		}
	})
}
