package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"saksok"
	"saksok/ingest/archive"
	"saksok/ingest/ledger"
	"saksok/ingest/link"
)

// Links reads meetings and matters from the ledger's cards.
func Links(l *ledger.Ledger) *link.Reader { return link.NewReader(shelf{l}) }

// shelf is the ledger as the place cards are kept.
type shelf struct{ ledger *ledger.Ledger }

func (s shelf) Slots(ctx context.Context, after string, limit int) ([]string, string, error) {
	return s.ledger.Slots(ctx, after, limit)
}

func (s shelf) Slot(ctx context.Context, slot string) ([]link.Stored, error) {
	return stored(s.ledger.SlotCards(ctx, slot))
}

func (s shelf) Ref(ctx context.Context, ref string) ([]link.Stored, error) {
	return stored(s.ledger.RefCards(ctx, ref))
}

func (s shelf) Cards(ctx context.Context, id saksok.DocumentID) ([]link.Stored, error) {
	return stored(s.ledger.DocumentCards(ctx, id))
}

func stored(rows []ledger.StoredCard, err error) ([]link.Stored, error) {
	if err != nil {
		return nil, err
	}
	out := make([]link.Stored, len(rows))
	for i, r := range rows {
		out[i] = link.Stored{Seen: r.FirstSeen, Gone: r.Gone, Superseded: r.Superseded}
		if err := json.Unmarshal(r.Data, &out[i].Card); err != nil {
			return nil, fmt.Errorf("card of %s: %w", r.Document, err)
		}
	}
	return out, nil
}

// cardsOf are the rows of an extraction's cards.
func cardsOf(x *saksok.Extraction) ([]ledger.Card, error) {
	var out []ledger.Card
	for _, c := range link.CardsOf(x) {
		data, err := json.Marshal(c)
		if err != nil {
			return nil, fmt.Errorf("card of %s: %w", x.Document.SHA256, err)
		}
		out = append(out, ledger.Card{Part: c.Part, Slot: c.Slot(), Day: c.Meeting.Date, Refs: c.Refs(), Data: data})
	}
	return out, nil
}

// cards are cardsOf where they can be made. A document that cannot be linked is
// still to be found: it is told and goes on without.
func (p *Pipeline) cards(x *saksok.Extraction) []ledger.Card {
	var out []ledger.Card
	err := safely(func() error {
		var err error
		out, err = cardsOf(x)
		return err
	})
	if err != nil {
		p.opts.Log.Error("document cannot be linked", "doc", x.Document.SHA256, "error", err)
		return nil
	}
	return out
}

// linkAgain makes all cards anew where they are of other rules than ours: after
// an upgrade, and where an earlier one was killed before its end.
func (p *Pipeline) linkAgain(ctx context.Context) error {
	have, err := p.Ledger.CardRules(ctx)
	if err != nil || have == link.Version {
		return err
	}
	return p.RebuildLinks(ctx)
}

// linkBatch is how many documents' cards share one transaction.
const linkBatch = 200

// RebuildLinks makes the cards of all documents again from their stored
// extractions. It must not run beside a run.
func (p *Pipeline) RebuildLinks(ctx context.Context) error {
	began, n := p.opts.Now(), 0
	batch := map[saksok.DocumentID][]ledger.Card{}
	flush := func() error {
		n += len(batch)
		err := p.Ledger.PutCards(ctx, batch)
		clear(batch)
		return err
	}
	for x, err := range p.Extractions.All(ctx) {
		if errors.Is(err, archive.ErrDamaged) {
			p.opts.Log.Warn("stored extraction is damaged, its document is not linked", "error", err)
			continue
		}
		if err != nil {
			return fmt.Errorf("linking: %w", err)
		}
		batch[x.Document.SHA256] = p.cards(x)
		if len(batch) >= linkBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if err := p.Ledger.SetCardRules(ctx, link.Version); err != nil {
		return err
	}
	if n > 0 {
		p.opts.Log.Info("documents linked again", "documents", n, "took", p.opts.Now().Sub(began))
	}
	return nil
}
