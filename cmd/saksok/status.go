package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"saksok/index"
	"saksok/ingest"
	"saksok/ingest/ledger"
)

// statusCommand tells what is in the data folder and what could not be read.
func statusCommand() *cobra.Command {
	var c config
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell what was read, and what was not and why",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.load(cmd, nil); err != nil {
				return err
			}
			path := ingest.LedgerPath(c.Data)
			if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
				return &exitError{exitFailed, nothingYet(c.Data)}
			}
			l, err := ledger.OpenReadOnly(path)
			if err != nil {
				return &exitError{exitFailed, err}
			}
			defer l.Close()
			totals, err := l.Totals(cmd.Context())
			if err != nil {
				return &exitError{exitFailed, err}
			}
			problems, n, err := l.Problems(cmd.Context(), 200, 0)
			if err != nil {
				return &exitError{exitFailed, err}
			}
			ix, err := readIndexStatus(cmd.Context(), c.Data, l)
			if err != nil {
				return &exitError{exitFailed, err}
			}
			if asJSON {
				e := json.NewEncoder(cmd.OutOrStdout())
				e.SetIndent("", " ")
				return e.Encode(map[string]any{"totals": totals, "problems": problems, "problem_count": n, "index": ix})
			}
			printStatus(cmd.OutOrStdout(), totals, problems, n)
			ix.print(cmd.OutOrStdout())
			return nil
		},
	}
	c.flags(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printStatus(w io.Writer, t ledger.Totals, problems []ledger.Problem, n int) {
	fmt.Fprintf(w, "%d pages, %d cases, %d decisions and proposals, %d figures, %d problems\n", t.Pages, t.Items, t.Decisions, t.Figures, t.Problems)
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, o := range ledger.Outcomes() {
		if k := t.Documents[o]; k > 0 {
			fmt.Fprintf(tw, "  %s\t%d\n", o, k)
		}
	}
	tw.Flush()
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "\nNot, or not wholly, read: %d\n", n)
	for _, p := range problems {
		pages := ""
		if p.UnreadPages != "" {
			pages = " pages " + p.UnreadPages
		}
		fmt.Fprintf(tw, "  %s%s\t%s\t%s\n", p.Outcome, pages, printable(p.Path), printable(p.Message))
	}
	tw.Flush()
}

// indexStatus tells which index answers and how much of the archive it has.
type indexStatus struct {
	index.Description
	Documents int `json:"documents"` // in the generation that answers, or is filled beside it
	Of        int `json:"of"`        // that were read
}

func readIndexStatus(ctx context.Context, data string, l *ledger.Ledger) (indexStatus, error) {
	var s indexStatus
	var err error
	if s.Description, err = index.Describe(indexDir(data)); err != nil {
		return s, err
	}
	s.Of, s.Documents, err = l.InIndex(ctx, cmp.Or(s.Next, s.Generation))
	return s, err
}

func (s indexStatus) print(w io.Writer) {
	switch {
	case s.Generation == "":
		fmt.Fprintln(w, "\nIndex: none that can be read; the next \"saksok ingest\", \"serve\" or \"reindex\" makes it")
		return
	case s.Next != "":
		fmt.Fprintf(w, "\nIndex: %s answers; %s is made beside it and has %d of %d documents\n", s.Generation, s.Next, s.Documents, s.Of)
	case s.Version != index.Version:
		fmt.Fprintf(w, "\nIndex: %s is of another version; the next \"saksok ingest\", \"serve\" or \"reindex\" makes it again\n", s.Generation)
	case s.Incomplete:
		fmt.Fprintf(w, "\nIndex: %s is not whole, it has %d of %d documents\n", s.Generation, s.Documents, s.Of)
	default:
		fmt.Fprintf(w, "\nIndex: %s, %d of %d documents\n", s.Generation, s.Documents, s.Of)
	}
	if s.Requested {
		fmt.Fprintln(w, "It was asked to be made again.")
	}
}
