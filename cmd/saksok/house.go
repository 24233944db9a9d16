package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	"saksok/index"
	"saksok/ingest"
	"saksok/ingest/extract"
	"saksok/ingest/extract/pdftext"
)

// The index is a sink of the pipeline, and the extractor its reader.
var (
	_ ingest.Sink      = (*index.Index)(nil)
	_ ingest.Extractor = (*extract.Extractor)(nil)
)

// house is an open data folder: the pipeline that fills it and the index that is
// searched.
type house struct {
	data     string
	reader   *pdftext.Reader
	lock     *ingest.Lock
	index    *index.Index
	pipeline *ingest.Pipeline
}

// openHouse takes the data folder and opens what is in it. An index of another
// version, or a damaged one, is made again by the next run. The caller closes
// the house.
func openHouse(ctx context.Context, c *config, log *slog.Logger, progress func(ingest.Event)) (*house, error) {
	h := &house{data: c.Data, reader: pdftext.NewReader(pdftext.Options{CacheDir: filepath.Join(c.Data, "cache")})}
	if err := h.open(ctx, c, log, progress); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

func (h *house) open(ctx context.Context, c *config, log *slog.Logger, progress func(ingest.Event)) error {
	var err error
	if h.lock, err = ingest.LockData(c.Data); err != nil {
		return err
	}
	if h.index, err = index.Open(indexDir(c.Data), index.Options{Log: log, Dictionaries: dictionaryDir}); err != nil {
		return err
	}
	h.pipeline, err = ingest.Open(ctx, ingest.Options{
		Data: c.Data, Lock: h.lock, Extractor: withOCR(ctx, extract.New(h.reader), c.OCR, log), Sink: h.index,
		IndexVersion: h.index.Generation(), Log: log, Progress: progress,
	})
	return err
}

// Close closes everything that was opened, the lock last.
func (h *house) Close() error {
	var errs []error
	if h.pipeline != nil {
		errs = append(errs, h.pipeline.Close())
	}
	if h.index != nil {
		errs = append(errs, h.index.Close())
	}
	errs = append(errs, h.reader.Close())
	if h.lock != nil {
		errs = append(errs, h.lock.Release())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("closing: %w", err)
	}
	return nil
}
