// Package link answers "which documents are of one meeting, what became of each
// proposal, and where else was the matter treated?". It joins extractions and
// changes none of them: what it says is a reading of the cards it is given, a
// pure function of their set, whatever order they came in.
//
// # Cards
//
// A [Card] is what linking needs of one document, small enough to keep beside
// the ledger: its meeting, its items, its decision texts. Minutes of an earlier
// meeting bound into a pack are a card of their own, of that meeting. A card is a
// cache: [CardsOf] makes it again from the stored extraction.
//
// # Meetings
//
// A meeting is an organisation, a body and a day. Few documents state all three,
// so cards are looked up by their slot, which is the core of the body's name and
// the day ("formannskap", 2024-03-14), and [Group] then decides which cards of
// the slot belong together:
//
//   - stated organisations, body names or meeting numbers that differ keep
//     documents apart, always
//   - stated organisations that agree join them
//   - where one of them states none, the items decide: equal case numbers with
//     equal archive numbers or titles join, contradicting ones keep apart
//   - where the items say nothing either, a document joins the only meeting there
//     is, and stays alone where there are two
//
// A document without a day is in no meeting: it is not guessed.
//
// # Items, strongest first
//
// Within a meeting an item is the same when its number is (compared by key and
// series, never as printed), else, where one of the two is not numbered, when the
// archive number is, else when the title is and only one item has it. Between
// meetings the archive number and the chain of treatments (saksgang) say so; a
// title alone never does.
package link
