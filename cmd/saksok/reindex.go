package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"saksok/index"
	"saksok/ingest"
)

// indexDir is the index's place in a data folder.
func indexDir(data string) string { return filepath.Join(data, "index") }

// dictionaryDir is where the system keeps the word lists of hunspell.
const dictionaryDir = "/usr/share/hunspell"

// requestPause is how often a server looks whether a rebuild was asked for.
const requestPause = 2 * time.Second

// reindexCommand makes the index again.
func reindexCommand() *cobra.Command {
	var c config
	var quiet bool
	cmd := &cobra.Command{
		Use:   "reindex",
		Short: "Make the search index again from what was read",
		Long: `Make the search index again, from the stored extractions; no PDF is read again.
The new index is made beside the old one, which answers until the new one is
whole and takes its place. A rebuild that was broken off is gone on with by the
next command that opens the data folder.

Where another process has the data folder, that process is asked: a server makes
the index again when its present run is done, and goes on answering. "saksok
status" tells how far it is.

Exit status: 0 it was made, or the process that has the folder was asked;
1 an error stopped it; 2 wrong usage.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.load(cmd, nil); err != nil {
				return err
			}
			return reindex(cmd, &c, quiet)
		},
	}
	c.flags(cmd.Flags())
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress, only the result")
	return cmd
}

func reindex(cmd *cobra.Command, c *config, quiet bool) error {
	if _, err := os.Stat(ingest.LedgerPath(c.Data)); errors.Is(err, fs.ErrNotExist) {
		return &exitError{exitFailed, nothingYet(c.Data)}
	}
	p := newProgress(os.Stderr, quiet)
	h, err := openHouse(cmd.Context(), c, c.logger(), p.event)
	if errors.Is(err, ingest.ErrInUse) {
		return askForRebuild(cmd, c, err)
	}
	if err != nil {
		return &exitError{exitFailed, err}
	}
	if err = h.index.Rebuild(cmd.Context()); err == nil {
		err = h.rebuild(cmd.Context())
	}
	p.finish()
	n, countErr := h.index.Count()
	name := h.index.Generation()
	if err = errors.Join(err, countErr, h.Close()); err != nil {
		return &exitError{exitFailed, err}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "index %s has %d search documents\n", name, n)
	return nil
}

// nothingYet tells what to do about an empty data folder.
func nothingYet(data string) error {
	return fmt.Errorf("nothing was ingested into %s yet: use \"saksok ingest PATH\"", data)
}

// askForRebuild leaves the work to the process that has the data folder.
func askForRebuild(cmd *cobra.Command, c *config, inUse error) error {
	if err := index.RequestRebuild(indexDir(c.Data)); err != nil {
		return &exitError{exitFailed, err}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "asked for: %v, and it, or the next command, makes the index again\n", inUse)
	return nil
}

// run does what is asked. An index that is to be made again is made first, one
// that has outgrown the words it learnt afterwards.
func (h *house) run(ctx context.Context, req ingest.Request) (ingest.Summary, error) {
	if err := h.rebuild(ctx); err != nil {
		return ingest.Summary{Started: time.Now(), Err: err, Interrupted: ctx.Err() != nil}, err
	}
	s, err := h.pipeline.Run(ctx, req)
	if err != nil || s.Interrupted || s.Documents == 0 { // nothing to learn from
		return s, err
	}
	return s, h.learn(ctx)
}

// learn makes the index again where it would then know more words. It is asked
// for as another process would, so that it is not forgotten if this one is killed.
func (h *house) learn(ctx context.Context) error {
	outgrown, err := h.index.Outgrown(ctx)
	if err != nil || !outgrown {
		return err
	}
	if err := index.RequestRebuild(indexDir(h.data)); err != nil {
		return err
	}
	if err := h.rebuild(ctx); !errors.Is(err, ingest.ErrRunning) {
		return err
	}
	return nil // the server has begun it
}

// rebuild puts everything that was read into an index that is to be made again,
// and has it take the place of the other. Search goes on meanwhile. Where no
// rebuild was begun or asked for it does nothing.
func (h *house) rebuild(ctx context.Context) error {
	if !h.index.Requested() && !h.index.Rebuilding() {
		return nil
	}
	var generation string
	err := h.pipeline.Reindex(func() (name string, err error) {
		if h.index.Requested() || h.index.Rebuilding() { // still
			err = h.index.Rebuild(ctx)
		}
		generation = h.index.Generation()
		return generation, err
	})
	if err != nil {
		return err
	}
	if _, err := h.pipeline.Run(ctx, ingest.Request{Trigger: "reindex"}); err != nil {
		return err
	}
	return h.index.Promote(generation)
}

// watchRequests makes the index again when another process asks for it.
func (h *house) watchRequests(ctx context.Context, log *slog.Logger) error {
	tick := time.NewTicker(requestPause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if !h.index.Requested() {
			continue
		}
		err := h.rebuild(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, ingest.ErrRunning): // when it is done
		case err != nil:
			log.Error("index could not be made again", "error", err)
		}
	}
}
