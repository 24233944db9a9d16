package link

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"saksok"
)

// Version names what cards hold and how slots are made; with another one all
// cards are made again.
const Version = "1"

// Card is what linking needs of one document, or of the minutes of one earlier
// meeting bound into it.
type Card struct {
	Document saksok.DocumentID   `json:"document"`
	Part     int                 `json:"part,omitempty"` // 0: the document's own meeting
	Kind     saksok.DocumentKind `json:"kind"`
	Title    string              `json:"title,omitempty"`
	Meeting  saksok.Meeting      `json:"meeting"`
	Items    []Item              `json:"items,omitempty"`
	Texts    []Text              `json:"texts,omitempty"`
}

// Item is a case on a card.
type Item struct {
	Number saksok.ItemNumber `json:"number,omitempty"`
	Key    saksok.ItemKey    `json:"key,omitempty"`
	Series string            `json:"series,omitempty"` // PS, RS, V: not in the key
	Title  string            `json:"title,omitempty"`
	Ref    string            `json:"ref,omitempty"` // archive case number, see [CaseRef]
	Closed bool              `json:"closed,omitempty"`
	Page   int               `json:"page,omitempty"`
	Box    saksok.Box        `json:"box,omitzero"`
}

// Text is a decision text on a card, of whatever status.
type Text struct {
	Item      int                   `json:"i"` // index into Items, -1 for none
	Number    saksok.ItemNumber     `json:"number,omitempty"`
	Status    saksok.DecisionStatus `json:"status"`
	Text      string                `json:"text"`
	Printed   string                `json:"printed,omitempty"` // where Text is the proposal's: what the document says
	Label     string                `json:"label,omitempty"`
	Proposer  string                `json:"proposer,omitempty"`
	Types     []saksok.DecisionType `json:"types,omitempty"`
	Vote      *saksok.Vote          `json:"vote,omitempty"`
	TreatedBy *saksok.Treatment     `json:"treated_by,omitempty"`
	Page      int                   `json:"page"`
	Box       saksok.Box            `json:"box,omitzero"`
}

// CardsOf makes the cards of an extraction: its own meeting's first, then those
// of the earlier meetings whose minutes are bound in.
func CardsOf(x *saksok.Extraction) []Card {
	type meeting struct {
		day  saksok.Date
		body string
	}
	own := Card{Document: x.Document.SHA256, Kind: x.Document.Kind, Title: x.Document.Title, Meeting: x.Meeting}
	cards, at := []Card{own}, map[meeting]int{{}: 0}
	// card is the index of the card an item or a decision belongs to.
	card := func(day saksok.Date, body string) int {
		if day == "" || day == x.Meeting.Date && (body == "" || body == x.Meeting.Body) {
			return 0
		}
		m := meeting{day, cmp.Or(body, x.Meeting.Body)}
		i, ok := at[m]
		if !ok {
			i = len(cards)
			at[m] = i
			cards = append(cards, Card{Document: own.Document, Part: i, Kind: saksok.KindMinutes, Title: own.Title,
				Meeting: saksok.Meeting{Body: m.body, Organisation: x.Meeting.Organisation, Date: m.day}})
		}
		return i
	}
	for _, it := range x.Items {
		c := &cards[card(it.MeetingDay, it.Body)]
		c.Items = append(c.Items, Item{Number: it.Number, Key: it.Key, Series: series(it.Number), Title: it.Title, Ref: CaseRef(it.CaseRef), Closed: it.Closed,
			Page: cmp.Or(it.HeadPage, it.FirstPage), Box: it.Box})
	}
	for i := range x.Decisions {
		d := &x.Decisions[i]
		c := &cards[card(d.MeetingDay, d.Body)]
		c.Texts = append(c.Texts, textOf(d, c.Items))
	}
	return cards
}

func textOf(d *saksok.Decision, items []Item) Text {
	t := Text{Item: itemOf(d.Item, items), Number: d.Item, Status: d.Status, Text: d.Text, Label: d.Label, Proposer: d.Proposer,
		Types: d.Types, Vote: d.Vote, TreatedBy: d.TreatedBy, Page: d.Page, Box: d.Box}
	if d.TextSource == "proposal" && d.FullText != "" {
		t.Text, t.Printed = d.FullText, d.Text
	}
	return t
}

// itemOf finds the item a number names: as printed, else by its key where only
// one item has it. -1 is none.
func itemOf(n saksok.ItemNumber, items []Item) int {
	if n == "" {
		return -1
	}
	if i := slices.IndexFunc(items, func(it Item) bool { return it.Number == n }); i >= 0 {
		return i
	}
	found := -1
	key := n.Key()
	for i, it := range items {
		if key == "" || it.Key != key {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// slotDigits is the length of a slot, and of the part of a meeting's id that is
// its slot.
const slotDigits = 16

// Slot is where cards of one meeting are looked up: the core of the body's name
// and the day. "" is no meeting: a card without a day, or with nothing that says
// whose meeting it is.
func (c *Card) Slot() string { return slotOf(c.Meeting.Body, c.Meeting.Organisation, c.Meeting.Date) }

func slotOf(body, organisation string, day saksok.Date) string {
	core := bodyName(body, organisation).core
	if day == "" || core == "" {
		return ""
	}
	return digest(core, string(day))[:slotDigits]
}

// digest is a hash of strings, in hexadecimal.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Refs are the other keys a card is looked up by: the archive case numbers of its
// items, and the slots of the earlier bodies it says treated them.
func (c *Card) Refs() []string {
	var out []string
	for _, it := range c.Items {
		if it.Ref != "" {
			out = append(out, archiveKey(it.Ref))
		}
	}
	for _, t := range c.Texts {
		if t.TreatedBy == nil {
			continue
		}
		if s := slotOf(t.TreatedBy.Body, c.Meeting.Organisation, t.TreatedBy.Date); s != "" {
			out = append(out, treatedKey(s))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func archiveKey(ref string) string  { return "a:" + ref }
func treatedKey(slot string) string { return "t:" + slot }
