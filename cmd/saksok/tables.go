package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"saksok/ingest/extract"
	"saksok/ingest/extract/pdftext"
	"saksok/search/export"
)

const tablesHelp = `Print the tables of one PDF: each with its pages, case, caption and unit, its
cells with their spans, and whether its sums add up. A column is as wide as its
numbers; longer text is wrapped.

CSV has one line per row of a table, with the table's number, page, caption and
unit before the cells. Cells that a spreadsheet would run as formulas have an
apostrophe in front.

Exit status: 0 there are tables, 1 there are none or the file could not be read,
2 wrong usage.`

// tablesCommand prints the tables of one PDF.
func tablesCommand() *cobra.Command {
	var page int
	var format string
	c := &cobra.Command{
		Use:   "tables FILE.pdf",
		Short: "Print the tables of one PDF as text, CSV or HTML",
		Long:  tablesHelp,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			write, ok := tableWriters[format]
			if !ok {
				return fmt.Errorf("unknown format %q: use text, csv or html", format)
			}
			if page < 0 {
				return fmt.Errorf("page %d: pages count from 1", page)
			}
			r := pdftext.NewReader(pdftext.Options{})
			defer r.Close()
			x, err := extract.New(r).Extract(cmd.Context(), args[0])
			if err != nil {
				return &exitError{exitFailed, err}
			}
			tables := export.Pages(x.Tables, page)
			if len(tables) == 0 {
				where := filepath.Base(args[0])
				if page > 0 {
					where = fmt.Sprintf("page %d of %s", page, where)
				}
				return &exitError{exitFailed, fmt.Errorf("no tables on %s", where)}
			}
			if err := write(cmd.OutOrStdout(), filepath.Base(args[0]), tables); err != nil {
				return &exitError{exitFailed, err}
			}
			return nil
		},
	}
	c.Flags().IntVar(&page, "page", 0, "only tables that touch this `page`")
	c.Flags().StringVar(&format, "format", "text", "print as `text`, csv or html")
	return c
}

var tableWriters = map[string]func(w io.Writer, title string, tables []export.Table) error{
	"text": func(w io.Writer, _ string, t []export.Table) error { return export.WriteTablesText(w, t) },
	"csv":  func(w io.Writer, _ string, t []export.Table) error { return export.WriteTablesCSV(w, t) },
	"html": export.WriteTablesHTML,
}
