package link

import (
	"cmp"
	"slices"

	"saksok"
)

// Revision is two versions of one document of a meeting: the same role and the
// same items in other bytes, and what changed from the one to the next.
type Revision struct {
	Role     Role
	Old, New saksok.DocumentID
	Changes  []Change
}

// ChangeKind is what changed.
type ChangeKind string

// The kinds of change.
const (
	ItemAdded    ChangeKind = "item_added"
	ItemRemoved  ChangeKind = "item_removed"
	ItemRetitled ChangeKind = "item_retitled"
	TextAdded    ChangeKind = "text_added" // a proposal or a decision; Status says which
	TextRemoved  ChangeKind = "text_removed"
	TextChanged  ChangeKind = "text_changed"
)

// Change is one difference between two versions.
type Change struct {
	Kind   ChangeKind
	Number saksok.ItemNumber
	Title  string
	Status saksok.DecisionStatus // of a text, in the newer version that has it
	Was    saksok.DecisionStatus // before, where it is another
	Diff   []Piece
}

// findVersions chains the versions among a meeting's documents, oldest first,
// and tells each the one that took its place.
func findVersions(cards []card) []Revision {
	var out []Revision
	for i := range cards {
		next := -1
		for j := range cards {
			if later(&cards[i], &cards[j]) && versions(&cards[i], &cards[j]) && (next < 0 || later(&cards[j], &cards[next])) {
				next = j
			}
		}
		if next < 0 {
			continue
		}
		cards[i].newer = cards[next].Document
		out = append(out, Revision{cards[i].role, cards[i].Document, cards[next].Document, changes(&cards[i].Card, &cards[next].Card)})
	}
	return out
}

// later reports whether b is the newer version: what the source replaced is
// older, what calls itself revised is newer, and else the order they were first
// seen in says it.
func later(a, b *card) bool {
	rank := func(c *card) int {
		switch {
		case c.Superseded:
			return 0
		case says(c.Title, revisedWords):
			return 2
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Seen.Compare(b.Seen), cmp.Compare(a.Document, b.Document)) < 0
}

// versions reports whether two documents are versions of one: most of the
// smaller one's items are in the other, and they are of one kind.
func versions(a, b *card) bool {
	if a.Part != 0 || b.Part != 0 || a.Kind != b.Kind || a.role != b.role || len(a.Items) == 0 || len(b.Items) == 0 {
		return false
	}
	if a.role == RoleCasePaper || a.role == RoleAttachment || a.role == RoleCaseMinutes {
		// Several papers of one case are no versions of each other unless they
		// are as long as each other and say nearly the same.
		return len(a.Items) == len(b.Items) && sameItems(a, b) == len(a.Items) && alikeTexts(a.Texts, b.Texts)
	}
	return 2*sameItems(a, b) >= min(len(a.Items), len(b.Items)) && sameItems(a, b) > 0 && 2*min(len(a.Items), len(b.Items)) >= max(len(a.Items), len(b.Items))
}

func sameItems(a, b *card) int {
	n := 0
	to, _ := match(a.Items, b.Items)
	for i, j := range to {
		if j >= 0 && (alike(a.Items[j].Title, b.Items[i].Title) >= 0.3 || a.Items[j].Ref != "" && a.Items[j].Ref == b.Items[i].Ref) {
			n++
		}
	}
	return n
}

// alikeTexts reports whether the first texts of two papers say nearly the same.
func alikeTexts(a, b []Text) bool {
	return len(a) > 0 && len(b) > 0 && Similarity(a[0].Text, b[0].Text) >= 0.5
}

// changes are what the new card says that the old one does not, and the reverse.
func changes(old, new *Card) []Change {
	var out []Change
	to, _ := match(old.Items, new.Items)
	kept := make([]bool, len(old.Items))
	for i, j := range to {
		it := &new.Items[i]
		if j < 0 {
			out = append(out, Change{Kind: ItemAdded, Number: it.Number, Title: it.Title})
			out = append(out, textChanges(nil, textsOf(new, i), it)...)
			continue
		}
		kept[j] = true
		if was := old.Items[j].Title; fold(was) != fold(it.Title) {
			out = append(out, Change{Kind: ItemRetitled, Number: it.Number, Title: it.Title, Diff: Diff(was, it.Title)})
		}
		out = append(out, textChanges(textsOf(old, j), textsOf(new, i), it)...)
	}
	for j := range old.Items {
		if !kept[j] {
			out = append(out, Change{Kind: ItemRemoved, Number: old.Items[j].Number, Title: old.Items[j].Title})
		}
	}
	return append(out, textChanges(textsOf(old, -1), textsOf(new, -1), &Item{})...)
}

func textsOf(c *Card, item int) []Text {
	var out []Text
	for _, t := range c.Texts {
		if t.Item == item {
			out = append(out, t)
		}
	}
	return out
}

// likeText is how alike two texts must be to be one that was changed.
const likeText = 0.4

// textChanges pairs the texts of one item, equal ones first, then the most
// alike; what is left was added or removed.
func textChanges(old, new []Text, it *Item) []Change {
	var out []Change
	pair := pairTexts(old, new)
	left := make([]bool, len(old))
	for i, t := range new {
		j := pair[i]
		if j < 0 {
			out = append(out, Change{Kind: TextAdded, Number: it.Number, Title: it.Title, Status: t.Status, Diff: Diff("", t.Text)})
			continue
		}
		left[j] = true
		if o := old[j]; fold(o.Text) != fold(t.Text) || o.Status != t.Status {
			c := Change{Kind: TextChanged, Number: it.Number, Title: it.Title, Status: t.Status, Diff: Diff(o.Text, t.Text)}
			if o.Status != t.Status {
				c.Was = o.Status
			}
			out = append(out, c)
		}
	}
	for j, t := range old {
		if !left[j] {
			out = append(out, Change{Kind: TextRemoved, Number: it.Number, Title: it.Title, Status: t.Status, Diff: Diff(t.Text, "")})
		}
	}
	return out
}

// pairTexts finds for each new text the old one it came from, -1 for none.
func pairTexts(old, new []Text) []int {
	type candidate struct {
		i, j int
		like float64
	}
	var all []candidate
	for i := range new {
		for j := range old {
			like := 0.0
			switch {
			case old[j].Text == new[i].Text:
				like = 1
			case len(old)*len(new) <= maxRivals*maxRivals:
				like = Similarity(old[j].Text, new[i].Text)
			}
			if old[j].Status == new[i].Status {
				like += 0.001 // the same text proposed and adopted: status decides
			}
			if like >= likeText {
				all = append(all, candidate{i, j, like})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return -cmp.Compare(a.like, b.like) })
	pair, used := make([]int, len(new)), make([]bool, len(old))
	for i := range pair {
		pair[i] = -1
	}
	for _, c := range all {
		if pair[c.i] < 0 && !used[c.j] {
			pair[c.i], used[c.j] = c.j, true
		}
	}
	return pair
}
