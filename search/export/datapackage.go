package export

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"
)

// The Data Package standard, version 2 (https://datapackage.org).
const (
	packageProfile  = "https://datapackage.org/profiles/2.0/datapackage.json"
	resourceProfile = "https://datapackage.org/profiles/2.0/dataresource.json"
	schemaProfile   = "https://datapackage.org/profiles/2.0/tableschema.json"
	dialectProfile  = "https://datapackage.org/profiles/2.0/tabledialect.json"
)

// descriptor is datapackage.json.
type descriptor struct {
	Profile     string     `json:"$schema"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Created     string     `json:"created"`
	Query       string     `json:"query,omitempty"`
	Total       int        `json:"total"`     // how many figures were found
	Rows        int        `json:"rows"`      // how many of them are here
	Truncated   bool       `json:"truncated"` // whether that is fewer
	Resources   []resource `json:"resources"`
}

type resource struct {
	Profile  string  `json:"$schema"`
	Name     string  `json:"name"`
	Type     string  `json:"type"`
	Path     string  `json:"path"`
	Format   string  `json:"format"`
	Media    string  `json:"mediatype"`
	Encoding string  `json:"encoding"`
	Bytes    int64   `json:"bytes"`
	Hash     string  `json:"hash"`
	Dialect  dialect `json:"dialect"`
	Schema   schema  `json:"schema"`
}

type dialect struct {
	Profile        string `json:"$schema"`
	Header         bool   `json:"header"`
	Delimiter      string `json:"delimiter"`
	QuoteChar      string `json:"quoteChar"`
	LineTerminator string `json:"lineTerminator"`
}

type schema struct {
	Profile       string   `json:"$schema"`
	Fields        []field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
}

type field struct {
	Name        string      `json:"name"`
	Type        Kind        `json:"type"`
	Description string      `json:"description"`
	DecimalChar string      `json:"decimalChar,omitempty"`
	Constraints *constraint `json:"constraints,omitempty"`
}

type constraint struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

func tableSchema() schema {
	s := schema{Profile: schemaProfile, MissingValues: []string{""}}
	for _, c := range Columns() {
		f := field{Name: c.Name, Type: c.Kind, Description: c.Doc}
		if c.Kind == Number {
			f.DecimalChar = "."
		}
		if c.Required || c.Values != nil {
			f.Constraints = &constraint{c.Required, c.Values}
		}
		s.Fields = append(s.Fields, f)
	}
	return s
}

// writePackage writes the zip: the CSV first, since the descriptor tells its size
// and hash.
func (f *Figures) writePackage(w io.Writer) error {
	const name = "figures.csv"
	z := zip.NewWriter(w)
	part := func(name string) (io.Writer, error) {
		return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: f.Created.UTC()})
	}
	data, err := part(name)
	if err != nil {
		return err
	}
	count := &counter{w: data, sum: sha256.New()}
	n, err := f.csvRows(count)
	if err != nil {
		return err
	}
	d := descriptor{
		Profile: packageProfile, Name: "saksok-figures", Title: "Figures read from meeting documents",
		Description: "Amounts of money read by Saksøk from the meeting documents public bodies publish, each with its document, page and place. " +
			"Text that a spreadsheet would run as a formula has an apostrophe in front. Nothing was repaired; amounts without a stated unit have no amount.",
		Created: f.Created.UTC().Format(time.RFC3339), Query: f.Query, Total: max(f.Total, n), Rows: n, Truncated: f.Total > n,
		Resources: []resource{{
			Profile: resourceProfile, Name: "figures", Type: "table", Path: name, Format: "csv", Media: "text/csv", Encoding: "utf-8",
			Bytes: count.n, Hash: "sha256:" + hex.EncodeToString(count.sum.Sum(nil)),
			Dialect: dialect{dialectProfile, true, ",", `"`, "\r\n"}, Schema: tableSchema(),
		}},
	}
	out, err := part("datapackage.json")
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return fmt.Errorf("datapackage.json: %w", err)
	}
	return z.Close()
}

// counter counts and hashes what goes through it.
type counter struct {
	w   io.Writer
	n   int64
	sum hash.Hash
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.sum.Write(b[:n])
	return n, err
}
