package index

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"saksok/index/engine"
	"saksok/index/norwegian"
)

// An index learns parts of compounds from its own words, but only when it is made
// again: text that was analysed before they were known lies in it as it was. So
// it is made again when there is much more to learn from than there was. Since
// that is twice as much, all that is written again over the years is no more than
// what the index holds; and it is written from the stored extractions, which takes
// a small part of what reading the PDFs took.
const (
	// learnFrom is how many search documents are worth learning from: a hundred
	// meeting packs.
	learnFrom = 5000
	// learnGrowth is how many times as many there must be as when it last learnt.
	learnGrowth = 2
	// learnAnew is how many new words are worth making an index again for.
	learnAnew = 20
)

// Outgrown reports whether the index would know more parts of compounds if it
// were made again. It is dear only when the index has grown to twice what it was.
func (ix *Index) Outgrown(ctx context.Context) (bool, error) {
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.RLock()
	live, busy := ix.live, ix.next != nil || ix.partial || ix.wanted
	ix.mu.RUnlock()
	if busy {
		return false, nil
	}
	n, err := live.engine.Count()
	if err != nil || n < ix.learnFrom || n < learnGrowth*max(live.LearntFrom, ix.nothingNewAt) {
		return false, err
	}
	known, err := readParts(filepath.Join(ix.dir, live.folder), live.Parts)
	if err != nil {
		return false, fmt.Errorf("reading parts of compounds: %w", err)
	}
	words, _, err := ix.partWords(ctx)
	if err != nil {
		return false, err
	}
	words = slices.DeleteFunc(words, func(w string) bool {
		_, found := slices.BinarySearch(known, w)
		return found
	})
	if len(words) >= learnAnew {
		return true, nil
	}
	ix.nothingNewAt = n
	return false, nil
}

// vocabularySize is how many words of an index are looked at, the most frequent.
const vocabularySize = 200_000

// partWords are the words that a new generation knows as parts of compounds beside
// the own list: those of the dictionaries that the system has, and those that
// stand alone often enough in the generation that answers, of so many search
// documents.
func (ix *Index) partWords(ctx context.Context) (words []string, from int, err error) {
	if words, err = norwegian.ReadDictionaries(ix.dictionaries); err != nil {
		return nil, 0, err
	}
	from, err = ix.live.engine.Count()
	var terms []engine.TermCount
	if err == nil {
		terms, err = ix.live.engine.Terms(ctx, TextBody, engine.TermQuery{Prefix: norwegian.Exact, Limit: vocabularySize})
	}
	switch {
	case ctx.Err() != nil:
		return nil, 0, ctx.Err()
	case err != nil: // it is damaged, which may be why it is made again
		ix.log.Warn("no words can be learnt from the index", "err", err)
		return words, 0, nil
	}
	vocabulary := make([]norwegian.Counted, len(terms))
	for i, t := range terms {
		vocabulary[i] = norwegian.Counted{Word: strings.TrimPrefix(t.Term, norwegian.Exact), Count: t.Count}
	}
	words = append(words, norwegian.Learn(vocabulary)...)
	slices.Sort(words)
	return slices.Compact(words), from, nil
}
