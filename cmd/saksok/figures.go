package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"saksok/index"
	"saksok/search"
	"saksok/search/series"
)

const figuresHelp = `Print the amounts that stand in lines with this label, in all documents, as one
series per body, group of rows, measure and currency: a value per year with its page, and where
sources contradict each other. Line numbers, footnote marks and the spellings in
which bokmål and nynorsk differ do not matter.

Amounts are compared as far as they are printed ("209,9 MNOK" is 209 912 345 kr).
Signs are compared within one table only: tables print revenue with a minus or
without, and do not say so.

Exit status: 0 there are figures, 1 there are none, 2 wrong usage.`

// figuresCommand follows one line of tables over documents and years.
func figuresCommand() *cobra.Command {
	var c config
	var row, body string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "figures --series LABEL",
		Short: "Follow one line of tables over documents and years",
		Long:  figuresHelp,
		Example: `  saksok figures --series Rammetilskudd
  saksok figures --series "Netto driftsresultat" --body Formannskapet`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.load(cmd, nil); err != nil {
				return err
			}
			if search.RowKey(row) == "" {
				return errors.New("say which line: --series LABEL, with a word in it")
			}
			s, err := collectSeries(cmd.Context(), &c, row, body)
			if err != nil {
				return &exitError{exitFailed, err}
			}
			if asJSON {
				e := json.NewEncoder(cmd.OutOrStdout())
				e.SetEscapeHTML(false)
				e.SetIndent("", " ")
				err = e.Encode(s)
			} else {
				printSeries(cmd.OutOrStdout(), s)
			}
			if err == nil && s.Figures == 0 {
				return &exitError{exitFailed, fmt.Errorf("no table has a line %q", row)}
			}
			return err
		},
	}
	c.flags(cmd.Flags())
	cmd.Flags().StringVar(&row, "series", "", "the `label` of the line")
	cmd.Flags().StringVar(&body, "body", "", "only figures of this `body`, as it is printed")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// collectSeries asks the index, or, where a server has it or it is to be made
// again, reads the stored extractions.
func collectSeries(ctx context.Context, c *config, row, body string) (*series.Series, error) {
	r, err := openReading(c)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s, ix, err := r.searcher(c)
	if errors.Is(err, index.ErrLocked) || errors.Is(err, index.ErrRebuild) {
		return series.Collect(row, ofBody(body, r.stored(ctx)))
	}
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	q := search.Query{}
	if body != "" {
		q.Filters = map[string][]string{"body": {body}}
	}
	found, err := s.Row(ctx, row, q, series.MaxFigures)
	if err != nil {
		return nil, err
	}
	out, err := series.Collect(row, found.Hits)
	if err == nil && found.Total > series.MaxFigures {
		out.Total = found.Total
	}
	return out, err
}

func ofBody(body string, hits iter.Seq2[*search.Hit, error]) iter.Seq2[*search.Hit, error] {
	return func(yield func(*search.Hit, error) bool) {
		for h, err := range hits {
			if err == nil && body != "" && h.Body != body {
				continue
			}
			if !yield(h, err) {
				return
			}
		}
	}
}

func printSeries(w io.Writer, s *series.Series) {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, l := range s.Lines {
		fmt.Fprintf(w, "%s\n", printable(lineName(l.Organisation, l.Body, l.Source, strings.Join(l.Groups, " › "), l.Measure, l.Columns, l.Currency)))
		for _, p := range l.Points {
			for i, v := range p.Values {
				year, mark := "", ""
				if i == 0 {
					year = fmt.Sprint(p.Year)
				}
				switch {
				case !p.Agreed:
					mark = "contradicts"
				case p.Apart:
					mark = "another table, perhaps of something else"
				}
				fmt.Fprintf(tw, "  %s\t%s\t%s\t%s\n", year, printable(amountText(v)), printable(placeText(v)), mark)
			}
		}
		tw.Flush()
		fmt.Fprintln(w)
	}
	if len(s.Contradictions) > 0 {
		fmt.Fprintf(w, "Contradictions: %d\n", len(s.Contradictions))
	}
	for _, c := range s.Contradictions {
		where := ""
		if c.SameDocument {
			where = " (all in one document: they may be of different things)"
		}
		fmt.Fprintf(w, "  %d %s%s\n", c.Year, printable(lineName(c.Organisation, c.Body, c.Source, strings.Join(c.Groups, " › "), c.Measure, c.Columns, c.Currency)), where)
		for _, v := range c.Values {
			fmt.Fprintf(tw, "    %s\t%s\n", printable(amountText(v)), printable(placeText(v)))
		}
		tw.Flush()
	}
	if n := len(s.WithoutYear) + len(s.WithoutUnit); n > 0 {
		fmt.Fprintf(w, "Left out: %d without a year, %d without a unit\n", len(s.WithoutYear), len(s.WithoutUnit))
	}
	if s.Total > s.Figures {
		fmt.Fprintf(w, "Only %d of %d figures were looked at\n", s.Figures, s.Total)
	}
	if s.Figures > 0 {
		fmt.Fprintf(w, "Note: %s\n", s.Signs)
	}
}

// lineName names a line by what its figures share, each said once.
func lineName(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(slices.Compact(parts), ", ")
}

// amountText is a value as printed with its unit.
func amountText(v series.Value) string {
	return v.Text + " " + v.Unit
}

// placeText is where a value stands.
func placeText(v series.Value) string {
	return fmt.Sprintf("%s, page %d (%s)", v.Title, v.Page, v.Document[:min(12, len(v.Document))])
}
