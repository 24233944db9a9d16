package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"saksok"
	"saksok/search"
)

// Format is a file format of an export, by the name users give.
type Format string

// The formats.
const (
	CSV         Format = "csv"
	XLSX        Format = "xlsx"
	JSONL       Format = "jsonl"
	DataPackage Format = "datapackage"
)

// Formats lists the formats in the order they are shown.
func Formats() []Format { return []Format{CSV, XLSX, JSONL, DataPackage} }

// MaxRows bounds an export over HTTP, and MaxSheet one as XLSX, which spreadsheet
// programs hold in memory as a whole.
const (
	MaxRows  = 100_000
	MaxSheet = 50_000
)

// Limit is how many rows a file of the format may have when a server makes it.
func (f Format) Limit() int {
	if f == XLSX {
		return MaxSheet
	}
	return MaxRows
}

// Extension is what the name of a file of the format ends in.
func (f Format) Extension() string {
	if f == DataPackage {
		return ".zip"
	}
	return "." + string(f)
}

// MediaType is the media type of the format.
func (f Format) MediaType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8; header=present"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case JSONL:
		return "application/jsonl; charset=utf-8"
	}
	return "application/zip"
}

// Figures are the figures to write, read once while they are written.
type Figures struct {
	Hits iter.Seq2[*search.Hit, error] // figures; other hits are an error
	// FileName names the file of a document; nil: none is named.
	FileName func(saksok.DocumentID) string
	BaseURL  string    // what links begin with: "https://saksok.example.no"
	Query    string    // what was asked for, "" for everything
	Total    int       // how many there are; more than Limit were cut
	Limit    int       // 0: none
	Created  time.Time // for the formats that say when they were made
	BOM      bool      // begin CSV with a byte order mark, which Excel takes for UTF-8
}

// Write writes the figures in a format. After an error what was written is no
// whole file.
func (f *Figures) Write(w io.Writer, format Format) error {
	var err error
	switch format {
	case CSV:
		err = f.writeCSV(w)
	case XLSX:
		err = f.writeXLSX(w)
	case JSONL:
		err = f.writeJSONL(w)
	case DataPackage:
		err = f.writePackage(w)
	default:
		return fmt.Errorf("unknown format %q", format)
	}
	if err != nil {
		return fmt.Errorf("writing figures as %s: %w", format, err)
	}
	return nil
}

// rows gives the rows to write, at most Limit of them.
func (f *Figures) rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		n := 0
		for h, err := range f.Hits {
			if err == nil && h.Figure == nil {
				err = fmt.Errorf("%s is no figure", h.ID)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if n++; f.Limit > 0 && n > f.Limit || !yield(f.row(h), nil) {
				return
			}
		}
	}
}

func (f *Figures) writeJSONL(w io.Writer) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for r, err := range f.rows() {
		if err != nil {
			return err
		}
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return b.Flush()
}
