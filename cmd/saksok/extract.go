package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"saksok/ingest/extract"
	"saksok/ingest/extract/pdftext"
)

// extractCommand prints the extraction of one PDF as JSON.
func extractCommand() *cobra.Command {
	var engine, recognition string
	var pages, compact bool
	c := &cobra.Command{
		Use:   "extract FILE.pdf",
		Short: "Print what one PDF says as JSON",
		Long: `Print everything that was read from one PDF as one JSON document: its kind and
meeting, items, decisions, tables, figures and people, each with its page and
place, and what was not read as problems. "saksok schema" prints its schema.

Exit status: 0 something was read, 1 nothing could be read (the JSON is printed
all the same, with one problem that says why), 2 wrong usage.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch engine {
			case "", "pdfium", "ledongthuc":
			default:
				return fmt.Errorf("unknown engine %q: use pdfium or ledongthuc", engine)
			}
			if err := checkOCR(recognition); err != nil {
				return err
			}
			r := pdftext.NewReader(pdftext.Options{Engine: engine})
			defer r.Close()
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
			x, err := withOCR(cmd.Context(), extract.New(r), recognition, log).Extract(cmd.Context(), args[0])
			var refused *extract.Error
			if err != nil && !errors.As(err, &refused) {
				return &exitError{exitFailed, err}
			}
			if !pages {
				x.Pages = nil
			}
			out := json.NewEncoder(cmd.OutOrStdout())
			out.SetEscapeHTML(false)
			if !compact {
				out.SetIndent("", " ")
			}
			if err := out.Encode(x); err != nil {
				return &exitError{exitFailed, fmt.Errorf("printing the extraction: %w", err)}
			}
			if refused != nil || x.ReadPages() <= 0 {
				return &exitError{code: exitFailed}
			}
			return nil
		},
	}
	c.Flags().StringVar(&engine, "engine", "", "read with `pdfium` or ledongthuc only (default: pdfium, then ledongthuc)")
	ocrFlag(c.Flags(), &recognition)
	c.Flags().BoolVar(&pages, "pages", false, "print the text of each page and the place of each word as well")
	c.Flags().BoolVar(&compact, "compact", false, "print on one line")
	return c
}
