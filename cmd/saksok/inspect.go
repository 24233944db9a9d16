package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"saksok/ingest/extract"
	"saksok/ingest/extract/inspect"
	"saksok/ingest/extract/pdftext"
)

// inspectOptions are the flags of the inspect command.
type inspectOptions struct {
	page      int
	stages    []string
	png, html string
	engine    string
	ocr       string
}

// inspectCommand shows what each stage made of one page.
func inspectCommand() *cobra.Command {
	var o inspectOptions
	c := &cobra.Command{
		Use:   "inspect FILE.pdf",
		Short: "Show what each stage of the reading made of one page",
		Long: `Show one page stage by stage, to see which rule did what: as text, a line for
each thing with its box (x0 y0 x1 y1 in points from the top left), kind and
attributes, or with --html or --png as a picture of the page with boxes. The
HTML file is whole in itself: layers to switch on and off beside the same text.
A PNG has tables, items, decisions and figures unless stages are named.

The stages and their colours:
` + inspect.Colours() + `
Exit status: 0 the page was shown, 1 the file cannot be read or written, 2 wrong
usage, also a page the document does not have.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			stages, err := inspect.ParseStages(o.stages)
			if err != nil {
				return err
			}
			if err := checkEngine(o.engine); err != nil {
				return err
			}
			if err := checkOCR(o.ocr); err != nil {
				return err
			}
			return o.run(cmd, args[0], stages)
		},
	}
	c.Flags().IntVarP(&o.page, "page", "p", 1, "the page, from 1")
	c.Flags().StringSliceVarP(&o.stages, "stage", "s", nil, "show these stages only: runs, lines, blocks, tables, items, decisions, figures")
	c.Flags().StringVar(&o.html, "html", "", "write a picture with layers and text to this HTML `file`")
	c.Flags().StringVar(&o.png, "png", "", "write a picture with boxes to this PNG `file`")
	c.Flags().StringVar(&o.engine, "engine", "", "read with `pdfium` or ledongthuc only (default: pdfium, then ledongthuc)")
	ocrFlag(c.Flags(), &o.ocr)
	return c
}

func checkEngine(name string) error {
	switch name {
	case "", pdftext.EnginePDFium, pdftext.EngineLedongthuc:
		return nil
	}
	return fmt.Errorf("unknown engine %q: use pdfium or ledongthuc", name)
}

func (o *inspectOptions) run(cmd *cobra.Command, path string, stages []inspect.Stage) error {
	r := pdftext.NewReader(pdftext.Options{Engine: o.engine})
	defer r.Close()
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	x, pages, err := withOCR(cmd.Context(), extract.New(r), o.ocr, log).Look(cmd.Context(), path)
	if err != nil {
		return &exitError{exitFailed, fmt.Errorf("inspecting %s: %w", path, err)}
	}
	p, err := inspect.Look(pages, x, o.page)
	if err != nil {
		return err
	}
	if o.png == "" && o.html == "" {
		if err := p.WriteText(cmd.OutOrStdout(), stages); err != nil {
			return &exitError{exitFailed, err}
		}
		return nil
	}
	paper, err := r.Render(cmd.Context(), path, o.page, inspect.PictureWidth)
	if err != nil {
		if cmd.Context().Err() != nil {
			return &exitError{exitFailed, err}
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "saksok: %v; the boxes are drawn on white paper\n", err)
	}
	if err := o.draw(p, paper, stages); err != nil {
		return &exitError{exitFailed, err}
	}
	return nil
}

// draw writes the pictures that are asked for. paper may be nil.
func (o *inspectOptions) draw(p *inspect.Page, paper []byte, stages []inspect.Stage) error {
	inPNG := stages
	if len(o.stages) == 0 {
		inPNG = inspect.Quiet()
	}
	for _, f := range []struct {
		path   string
		stages []inspect.Stage
		write  func(w io.Writer, paper []byte, stages []inspect.Stage) error
	}{{o.html, stages, p.WriteHTML}, {o.png, inPNG, p.WritePNG}} {
		if f.path == "" {
			continue
		}
		var b bytes.Buffer
		if err := f.write(&b, paper, f.stages); err != nil {
			return err
		}
		if err := os.WriteFile(f.path, b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("writing a picture: %w", err)
		}
	}
	return nil
}
