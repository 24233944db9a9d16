package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest/ledger"
)

// found lists cards as "document data".
func found(t *testing.T, cards []ledger.StoredCard, err error) []string {
	t.Helper()
	check(t, err)
	var out []string
	for _, c := range cards {
		out = append(out, fmt.Sprintf("%.1s %s", c.Document, c.Data))
	}
	return out
}

func TestCards(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	card := func(part int, slot, day, data string, refs ...string) ledger.Card {
		return ledger.Card{Part: part, Slot: slot, Day: saksok.Date(day), Refs: refs, Data: []byte(data)}
	}
	finish := func(id saksok.DocumentID, o ledger.Outcome, cards ...ledger.Card) {
		must[ledger.Taken](t)(l.Take(ctx, at("/"+string(id), 1), id, 7))
		version := ""
		if o.InIndex() {
			version = "i"
		}
		check(t, l.Finish(ctx, day, []ledger.Finished{{ID: id, Outcome: o, IndexVersion: version, Cards: cards}}))
	}
	finish(id("a"), ledger.Indexed, card(0, "s1", "2024-03-14", "pack", "a:2023/1"), card(1, "s0", "2024-02-15", "nested"))
	finish(id("b"), ledger.Indexed, card(0, "s1", "2024-03-14", "minutes", "a:2023/1", "a:2023/2", "a:2023/2"))
	finish(id("c"), ledger.Indexed, card(0, "", "", "undated", "a:2023/1"))
	finish(id("d"), ledger.Indexed, card(0, "s2", "2024-03-14", "other body"))

	for _, tt := range []struct {
		name string
		got  func() ([]ledger.StoredCard, error)
		want []string
	}{
		{"slot", func() ([]ledger.StoredCard, error) { return l.SlotCards(ctx, "s1") }, []string{"a pack", "b minutes"}},
		{"no slot", func() ([]ledger.StoredCard, error) { return l.SlotCards(ctx, "") }, nil},
		{"reference", func() ([]ledger.StoredCard, error) { return l.RefCards(ctx, "a:2023/1") }, []string{"a pack", "b minutes", "c undated"}},
		{"document", func() ([]ledger.StoredCard, error) { return l.DocumentCards(ctx, id("a")) }, []string{"a pack", "a nested"}},
	} {
		cards, err := tt.got()
		if diff := cmp.Diff(tt.want, found(t, cards, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}

	var slots []string
	for after := ""; ; {
		page, next, err := l.Slots(ctx, after, 1)
		check(t, err)
		slots = append(slots, page...)
		if after = next; after == "" {
			break
		}
	}
	if got := strings.Join(slots, " "); got != "s2 s1 s0" {
		t.Errorf("slots %s", got)
	}
	if _, _, err := l.Slots(ctx, "nonsense", 1); !errors.Is(err, ledger.ErrCursor) {
		t.Errorf("a cursor that is none: %v", err)
	}

	finish(id("b"), ledger.Quarantined) // read again, and now it cannot be
	cards, err := l.RefCards(ctx, "a:2023/2")
	if got := found(t, cards, err); got != nil {
		t.Errorf("a document that is not in the index keeps its references: %v", got)
	}
	check(t, l.PutCards(ctx, map[saksok.DocumentID][]ledger.Card{id("b"): {card(0, "s1", "2024-03-14", "x")}, id("a"): {card(0, "s9", "2024-03-14", "y")}}))
	cards, err = l.SlotCards(ctx, "s1")
	if got := found(t, cards, err); got != nil {
		t.Errorf("cards of a document the index has not: %v", got)
	}
	cards, err = l.SlotCards(ctx, "s9")
	if got := found(t, cards, err); len(got) != 1 {
		t.Errorf("cards put anew: %v", got)
	}
}

func TestCardRules(t *testing.T) {
	l := open(t)
	for _, want := range []string{"", "1", "2"} {
		if want != "" {
			check(t, l.SetCardRules(t.Context(), want))
		}
		if got, err := l.CardRules(t.Context()); err != nil || got != want {
			t.Errorf("rules %q (%v), want %q", got, err, want)
		}
	}
}
