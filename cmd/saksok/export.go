package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"saksok/search"
	"saksok/search/export"
)

// exportCommand writes what is in the data folder for other programs.
func exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export", Short: "Write figures as CSV, XLSX, JSON Lines or a data package"}
	c.AddCommand(exportFiguresCommand())
	return c
}

type exportOptions struct {
	config
	format, out, url string
	bom              bool
}

func exportFiguresCommand() *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "figures [QUERY…]",
		Short: "Write all figures, or those a query finds",
		Long: `Write the figures of the archive, or those a query finds, in the query language
of the search page. Every row has the amount as printed, its row label, columns,
year, unit, currency, the amount in whole and in minor units, its case, document,
page and place, and a link to the page.

Formats:
  csv          RFC 4180: commas, CRLF, UTF-8, one header line. Cells that a
               spreadsheet would run as formulas have an apostrophe in front;
               negative numbers stay numbers. For Norwegian Excel, which wants
               semicolons, use xlsx.
  xlsx         typed cells, a link to the page in each row
  jsonl        one JSON object a line, the columns as a list
  datapackage  a zip with the CSV and its schema (Frictionless Data Package)

Without a query all stored extractions are read, also beside a running server;
with one the index is searched, which only one program can have open.`,
		Example: `  saksok export figures --format xlsx --out tall.xlsx
  saksok export figures --format csv 'rammetilskudd beløp:>100mill'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.load(cmd, nil); err != nil {
				return err
			}
			if !slices.Contains(export.Formats(), export.Format(o.format)) {
				return fmt.Errorf("unknown format %q: use csv, xlsx, jsonl or datapackage", o.format)
			}
			if o.bom && o.format != string(export.CSV) {
				return errors.New("--bom goes with --format csv only")
			}
			if err := o.run(cmd.Context(), strings.Join(args, " "), cmd.OutOrStdout()); err != nil {
				return &exitError{exitFailed, err}
			}
			return nil
		},
	}
	o.flags(cmd.Flags())
	cmd.Flags().StringVar(&o.format, "format", "csv", "write `csv`, xlsx, jsonl or datapackage")
	cmd.Flags().StringVar(&o.out, "out", "", "write to this `file`, whole or not at all (default: standard output)")
	cmd.Flags().StringVar(&o.url, "url", "http://"+defaultAddr, "begin links with this `address` of the server")
	cmd.Flags().BoolVar(&o.bom, "bom", false, "begin CSV with a byte order mark, so that Excel takes it for UTF-8")
	return cmd
}

func (o *exportOptions) run(ctx context.Context, query string, stdout io.Writer) (err error) {
	r, err := openReading(&o.config)
	if err != nil {
		return err
	}
	defer r.Close()
	f := &export.Figures{FileName: r.fileName(ctx), BaseURL: strings.TrimSuffix(o.url, "/"), Query: query, Created: time.Now(), BOM: o.bom}
	if query == "" {
		f.Hits = r.stored(ctx)
	} else {
		s, ix, err := r.searcher(&o.config)
		if err != nil {
			return err
		}
		defer ix.Close()
		found, err := s.All(ctx, search.Query{Text: query, Types: []search.HitType{search.TypeFigure}}, 1<<30)
		if err != nil {
			return err
		}
		if found.Relaxed {
			fmt.Fprintln(os.Stderr, "saksok: no figure has all the words; these have some of them")
		}
		f.Hits, f.Total = found.Hits, found.Total
	}
	return writeWhole(o.out, stdout, func(w io.Writer) error { return f.Write(w, export.Format(o.format)) })
}

// writeWhole writes to standard output, or to a file that is there only when it
// is whole.
func writeWhole(path string, stdout io.Writer, write func(io.Writer) error) (err error) {
	if path == "" {
		b := bufio.NewWriter(stdout)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("creating %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	if err := errors.Join(write(tmp), tmp.Chmod(0o644), tmp.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.Rename(tmp.Name(), path)
}
