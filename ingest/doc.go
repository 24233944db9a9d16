// Package ingest answers "how does a published document become a finding, and
// what became of each one?". It brings documents from their sources into the
// archive, has them read, stores what was read, hands that to the index and
// records one outcome for each in the ledger.
//
// # What an outcome means
//
// The closed list and its meanings are package ledger's. What a reading leads to
// is decided from the stored extraction alone, see [Judge], so that a replay
// after a crash decides the same:
//
//   - pages were read, all of them: indexed; all but some: partly_indexed
//   - no page was read, and the extraction has a problem for the whole document:
//     encrypted, skipped (it is no PDF) or quarantined (everything else)
//   - no page was read for lack of text: no_text
//
// Documents with no text and encrypted ones go to the index too, so that they are
// found, with their problem. Quarantined ones do not: nothing is known of them
// but the failure, and that is on the list of problems.
//
// # The order of writing
//
// For each document, each step durable before the next begins:
//
//	original in the archive → ledger "stored" → ledger counts a try → extraction
//	→ extraction stored → sink has it → ledger has the outcome
//
// The last is the acknowledgement. A process killed anywhere loses nothing: what
// is "stored" is found again by the next run, which replays the stored extraction
// where there is one of this extractor. The sink keys by document, so putting one
// twice is putting it once.
//
// # What stops a run
//
// A bad file never does. A full disk, a ledger or an archive that cannot be
// written, and an index that takes nothing do: then nothing could be
// acknowledged, and the next run continues where this one stood.
package ingest
