package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/spf13/pflag"

	"saksok/ingest/extract"
	"saksok/ingest/extract/ocr"
)

// Tesseract is one reader of pictures.
var _ extract.Recogniser = (*ocr.Tesseract)(nil)

func ocrFlag(f *pflag.FlagSet, to *string) {
	f.StringVar(to, "ocr", defaultOCR, "read pages without text by tesseract where it is installed (`auto`), or not (off) (environment: "+envOCR+")")
}

func checkOCR(mode string) error {
	switch mode {
	case "", "auto", "off":
		return nil
	}
	return fmt.Errorf("text recognition %q: use auto or off", mode)
}

// withOCR has the extractor read pictures when that is wanted and possible.
// Without the program such pages are reported, as ever; a program that is there
// and does not work is worth a warning.
func withOCR(ctx context.Context, e *extract.Extractor, mode string, log *slog.Logger) *extract.Extractor {
	if mode == "off" {
		return e
	}
	t, err := ocr.Find(ctx)
	switch {
	case err == nil:
		log.Info("pages without text are read by tesseract", "version", t.Version, "languages", t.Languages)
		e.OCR = t
	case errors.Is(err, ocr.ErrNotInstalled):
		log.Info("pages without text stay unread", "why", err)
	default:
		log.Warn("pages without text stay unread", "error", err)
	}
	return e
}
