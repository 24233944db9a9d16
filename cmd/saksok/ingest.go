package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"saksok/ingest"
)

// The exit codes of ingest: 0 all was read; some of it; nothing, or an error
// stopped it; and the data folder is another process's.
const (
	exitPartial = 3
	exitInUse   = 11
)

// ingestCommand brings PDFs into the data folder.
func ingestCommand() *cobra.Command {
	var c config
	var retry, quiet bool
	cmd := &cobra.Command{
		Use:   "ingest PATH…",
		Short: "Read PDFs into the archive and the index",
		Long: `Take in every PDF at the paths, files or folders: keep the original, read it, and
make what it says searchable. A file that is known is not read again; one that
cannot be read is put aside with the reason and never stops the run.

Exit status: 0 everything was read, 3 some of it (the summary and "saksok
status" say what was not), 1 nothing could be read or an error stopped the run,
2 wrong usage, 11 another process uses the data folder.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.load(cmd, args); err != nil {
				return err
			}
			if len(c.Paths) == 0 {
				return errors.New("say what to ingest: a folder of PDFs, or a PDF")
			}
			p := newProgress(os.Stderr, quiet)
			h, err := openHouse(cmd.Context(), &c, c.logger(), p.event)
			if err != nil {
				return openError(err)
			}
			s, err := h.run(cmd.Context(), ingest.Request{Paths: c.Paths, Interactive: true, Retry: retry})
			p.finish()
			if cerr := h.Close(); err == nil {
				err = cerr
			}
			printSummary(cmd.OutOrStdout(), s)
			return ingestExit(s, err)
		},
	}
	c.flags(cmd.Flags())
	cmd.Flags().BoolVar(&retry, "retry", false, "try again what could not be read before")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress, only the summary")
	return cmd
}

// openError gives a data folder in use its own exit code.
func openError(err error) error {
	if errors.Is(err, ingest.ErrInUse) {
		return &exitError{exitInUse, err}
	}
	return &exitError{exitFailed, err}
}

func ingestExit(s ingest.Summary, err error) error {
	switch {
	case err != nil:
		return &exitError{exitFailed, err}
	case s.Outcome() == ingest.Failed:
		return &exitError{code: exitFailed}
	case s.Outcome() == ingest.Partial:
		return &exitError{code: exitPartial}
	}
	return nil
}

// printSummary tells what a run did.
func printSummary(w io.Writer, s ingest.Summary) {
	fmt.Fprintf(w, "%s: %d files found, %d new, %d unchanged, %d duplicates\n", s.Outcome(), s.Found, s.New, s.Unchanged, s.Duplicates)
	fmt.Fprintf(w, "read %d documents: %d pages, %d cases, %d decisions and proposals, %d figures, %d problems in %s\n",
		s.Documents, s.Pages, s.Items, s.Decisions, s.Figures, s.Problems, s.Took.Round(10*time.Millisecond))
	for _, part := range []struct {
		n    int
		what string
	}{
		{s.PartlyIndexed, "have pages that were not read"},
		{s.NoText, "have no text (scanned, or empty)"},
		{s.Encrypted, "need a password"},
		{s.Quarantined, "could not be read and are put aside"},
		{s.Refused(), "are no PDF"},
		{s.Skipped, "files were passed over"},
	} {
		if part.n > 0 {
			fmt.Fprintf(w, "  %d %s\n", part.n, part.what)
		}
	}
	for _, u := range s.Unreachable {
		fmt.Fprintf(w, "  not reached: %s: %s\n", u.Path, u.Why)
	}
	if s.Unread() > 0 || s.PartlyIndexed > 0 {
		fmt.Fprintln(w, `  "saksok status" lists them with the reasons`)
	}
}
