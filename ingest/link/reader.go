package link

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"saksok"
)

// Shelf is where cards are kept. Its lists are in any order.
type Shelf interface {
	// Slots lists the slots that have cards, the latest day first, from the one
	// after the cursor; next is "" at the end.
	Slots(ctx context.Context, after string, limit int) (slots []string, next string, err error)
	// Slot are the cards of a slot.
	Slot(ctx context.Context, slot string) ([]Stored, error)
	// Ref are the cards that have a key of [Card.Refs].
	Ref(ctx context.Context, ref string) ([]Stored, error)
	// Cards are those of one document.
	Cards(ctx context.Context, id saksok.DocumentID) ([]Stored, error)
}

// Reader answers questions of meetings and matters from the cards of a shelf.
// Each looks up only the slots and the references it needs. It is safe for
// concurrent use if the shelf is.
type Reader struct{ shelf Shelf }

// NewReader returns a reader of the shelf.
func NewReader(s Shelf) *Reader { return &Reader{s} }

// groups are the meetings of a slot, in order of their ids, not yet put together.
func (r *Reader) groups(ctx context.Context, slot string) ([]*group, error) {
	cards, err := r.shelf.Slot(ctx, slot)
	if err != nil {
		return nil, fmt.Errorf("cards of slot %s: %w", slot, err)
	}
	return groupCards(cards), nil
}

// Assemble makes the meetings of one slot's cards, in order of their ids.
func Assemble(cards []Stored) []*Meeting {
	var out []*Meeting
	for _, g := range groupCards(cards) {
		out = append(out, g.together())
	}
	return out
}

// inSlot separates the shelf's cursor from the last meeting of a slot that was
// shown.
const inSlot = "~"

// Meetings lists at most limit meetings, the latest day first. next is the cursor
// of the rest, "" at the end.
func (r *Reader) Meetings(ctx context.Context, after string, limit int) (list []Summary, next string, err error) {
	from, last, _ := strings.Cut(after, inSlot)
	for len(list) < limit {
		slots, following, err := r.shelf.Slots(ctx, from, 1)
		if err != nil {
			return nil, "", fmt.Errorf("listing meetings: %w", err)
		}
		for _, s := range slots {
			gs, err := r.groups(ctx, s)
			if err != nil {
				return nil, "", err
			}
			for _, g := range gs {
				if g.id <= last {
					continue
				}
				if len(list) == limit {
					return list, from + inSlot + list[limit-1].ID, nil
				}
				list = append(list, summarise(g.together()))
			}
		}
		if from, last = following, ""; from == "" {
			return list, "", nil
		}
	}
	return list, from, nil
}

// Meeting is one meeting by its id. An id given before more was known of the
// organisation still leads to it, while it is the only one it can mean. An
// unknown id is an error wrapping fs.ErrNotExist.
func (r *Reader) Meeting(ctx context.Context, id string) (*Meeting, error) {
	if len(id) != slotDigits+orgDigits {
		return nil, fmt.Errorf("meeting %q: %w", id, fs.ErrNotExist)
	}
	gs, err := r.groups(ctx, id[:slotDigits])
	if err != nil {
		return nil, err
	}
	for _, g := range gs {
		if g.id == id {
			return g.together(), nil
		}
	}
	if len(gs) == 1 && id[slotDigits:] == orgDigest("") {
		return gs[0].together(), nil
	}
	return nil, fmt.Errorf("meeting %q: %w", id, fs.ErrNotExist)
}

// MeetingOf is the meeting a document is of. One that states no day is joined to
// no other: it comes alone, as a meeting without an id. An unknown document is an
// error wrapping fs.ErrNotExist.
func (r *Reader) MeetingOf(ctx context.Context, id saksok.DocumentID) (*Meeting, error) {
	cards, err := r.shelf.Cards(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("cards of %s: %w", id, err)
	}
	i := slices.IndexFunc(cards, func(c Stored) bool { return c.Part == 0 })
	if i < 0 {
		return nil, fmt.Errorf("meeting of document %s: %w", id, fs.ErrNotExist)
	}
	slot := cards[i].Slot()
	if slot == "" {
		m := Assemble(cards[i : i+1])[0]
		m.ID = ""
		return m, nil
	}
	gs, err := r.groups(ctx, slot)
	if err != nil {
		return nil, err
	}
	for _, g := range gs {
		if slices.ContainsFunc(g.cards, func(m member) bool { return m.Document == id && m.Part == 0 }) {
			return g.together(), nil
		}
	}
	return nil, fmt.Errorf("meeting of document %s: %w", id, fs.ErrNotExist)
}

// maxTreatments bounds a matter: an archive case that has minutes approved in it
// at every meeting for years would go through them all.
const maxTreatments = 100

// errNoRef is what Matters gives for what is no archive case number.
var errNoRef = errors.New("no archive case number")

// Matters are the matters with an archive case number, one for each organisation
// that has it; none is an error wrapping fs.ErrNotExist.
func (r *Reader) Matters(ctx context.Context, caseRef string) ([]Matter, error) {
	ref := CaseRef(caseRef)
	if ref == "" {
		return nil, fmt.Errorf("%q: %w: %w", caseRef, errNoRef, fs.ErrNotExist)
	}
	w := walk{r: r, slots: map[string][]*group{}}
	ms, err := w.holding(ctx, archiveKey(ref))
	if err != nil {
		return nil, err
	}
	var found []treatment
	for _, m := range ms {
		for i := range m.Cases {
			if m.Cases[i].Ref == ref {
				found = append(found, treatment{m, i, LinkArchive})
			}
		}
	}
	var out []Matter
	for _, ts := range matters(ref, found) {
		ts, err = w.chain(ctx, ts)
		if err != nil {
			return nil, err
		}
		out = append(out, matterOf(ref, ts))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("case %s: %w", ref, fs.ErrNotExist)
	}
	return out, nil
}

// slotsOf are the slots of cards, sorted, at most as many as a matter may have.
func slotsOf(cards []Stored) []string {
	var out []string
	for i := range cards {
		if s := cards[i].Slot(); s != "" {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), maxTreatments)]
}

// walk follows the chain of treatments, each slot read once.
type walk struct {
	r     *Reader
	slots map[string][]*group
}

func (w *walk) groups(ctx context.Context, slot string) ([]*group, error) {
	if gs, ok := w.slots[slot]; ok {
		return gs, nil
	}
	gs, err := w.r.groups(ctx, slot)
	if err == nil {
		w.slots[slot] = gs
	}
	return gs, err
}

// holding are the meetings of the cards that have a reference.
func (w *walk) holding(ctx context.Context, ref string) ([]*Meeting, error) {
	cards, err := w.r.shelf.Ref(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("cards with %s: %w", ref, err)
	}
	ids := map[saksok.DocumentID]bool{}
	for i := range cards {
		ids[cards[i].Document] = true
	}
	var out []*Meeting
	for _, slot := range slotsOf(cards) {
		gs, err := w.groups(ctx, slot)
		if err != nil {
			return nil, err
		}
		for _, g := range gs {
			if g.has(ids) {
				out = append(out, g.together())
			}
		}
	}
	return out, nil
}

// chain adds to treatments those their papers speak of, and those whose papers
// speak of them, until there are no more.
func (w *walk) chain(ctx context.Context, ts []treatment) ([]treatment, error) {
	for i := 0; i < len(ts) && len(ts) < maxTreatments; i++ {
		before, err := w.before(ctx, ts[i])
		if err != nil {
			return nil, err
		}
		after, err := w.after(ctx, ts[i])
		if err != nil {
			return nil, err
		}
		for _, t := range slices.Concat(before, after) {
			known := slices.ContainsFunc(ts, func(o treatment) bool { return o.meeting.ID == t.meeting.ID && o.at == t.at })
			if !known {
				ts = append(ts, t)
			}
		}
	}
	return ts, nil
}

// before are the treatments that the papers of one speak of.
func (w *walk) before(ctx context.Context, t treatment) ([]treatment, error) {
	var out []treatment
	c := t.matterCase()
	for _, p := range slices.Concat(c.Proposals, c.Earlier) {
		if p.TreatedBy == nil {
			continue
		}
		slot := slotOf(p.TreatedBy.Body, t.meeting.Meeting.Organisation, p.TreatedBy.Date)
		if slot == "" {
			continue
		}
		gs, err := w.groups(ctx, slot)
		if err != nil {
			return nil, err
		}
		for _, g := range gs {
			if relateOrgs(&t.meeting.Meeting, &g.cards[0].Meeting) == conflict {
				continue
			}
			if i := treatedHere(g.together(), p.TreatedBy, c); i >= 0 {
				out = append(out, treatment{g.together(), i, LinkChain})
			}
		}
	}
	return out, nil
}

// after are the treatments whose papers speak of this one.
func (w *walk) after(ctx context.Context, t treatment) ([]treatment, error) {
	slot := t.meeting.ID[:slotDigits]
	ms, err := w.holding(ctx, treatedKey(slot))
	if err != nil {
		return nil, err
	}
	var out []treatment
	for _, m := range ms {
		for i := range m.Cases {
			if relateOrgs(&t.meeting.Meeting, &m.Meeting) != conflict && speaksOf(m, i, t, slot) {
				out = append(out, treatment{m, i, LinkChain})
			}
		}
	}
	return out, nil
}

// speaksOf reports whether a text of m's case i says that t treated it.
func speaksOf(m *Meeting, i int, t treatment, slot string) bool {
	c := &m.Cases[i]
	return slices.ContainsFunc(slices.Concat(c.Proposals, c.Earlier), func(p Passage) bool {
		return p.TreatedBy != nil && slotOf(p.TreatedBy.Body, m.Meeting.Organisation, p.TreatedBy.Date) == slot &&
			treatedHere(t.meeting, p.TreatedBy, c) == t.at
	})
}
