package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"saksok"
	"saksok/index"
	"saksok/ingest"
	"saksok/ingest/archive"
	"saksok/ingest/ledger"
	"saksok/search"
)

// reading is a data folder that is read, perhaps beside a server that writes it.
type reading struct {
	data   string
	ledger *ledger.Ledger
	names  map[saksok.DocumentID]string
}

// openReading opens what can be read without taking the folder. The caller
// closes it.
func openReading(c *config) (*reading, error) {
	path := ingest.LedgerPath(c.Data)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nothingYet(c.Data)
	}
	l, err := ledger.OpenReadOnly(path)
	if err != nil {
		return nil, err
	}
	return &reading{data: c.Data, ledger: l, names: map[saksok.DocumentID]string{}}, nil
}

func (r *reading) Close() error { return r.ledger.Close() }

// fileName is the file name of a document at its first address.
func (r *reading) fileName(ctx context.Context) func(saksok.DocumentID) string {
	return func(id saksok.DocumentID) string {
		name, known := r.names[id]
		if !known {
			if _, places, err := r.ledger.Document(ctx, id); err == nil && len(places) > 0 {
				name = filepath.Base(places[0].Path)
			}
			r.names[id] = name
		}
		return name
	}
}

// stored gives the figures of all stored extractions; it needs no index, so it
// works beside a running server. An extraction that cannot be read ends it: an
// export that leaves figures out in silence would be wrong.
func (r *reading) stored(ctx context.Context) iter.Seq2[*search.Hit, error] {
	return func(yield func(*search.Hit, error) bool) {
		for x, err := range archive.ReadExtractions(filepath.Join(r.data, "extracted")).All(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, h := range search.Figures(x) {
				if !yield(&h, nil) {
					return
				}
			}
		}
	}
}

// searcher opens the index. An index that a server has open, or that must be made
// again, is an error that says what to do.
func (r *reading) searcher(c *config) (*search.Service, *index.Index, error) {
	ix, err := index.OpenToRead(indexDir(r.data), index.Options{Log: c.logger()})
	switch {
	case errors.Is(err, index.ErrLocked):
		return nil, nil, fmt.Errorf("%s is in use by another saksok: ask that server (/export.csv?q=…), or leave the query out: %w", r.data, err)
	case errors.Is(err, index.ErrRebuild):
		return nil, nil, fmt.Errorf("%w: run \"saksok ingest PATH\" first", err)
	case err != nil:
		return nil, nil, err
	}
	return search.New(ix, search.Options{}), ix, nil
}
