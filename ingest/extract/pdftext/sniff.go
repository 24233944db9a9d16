package pdftext

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"unicode/utf8"
)

// sniffLength is how far into a file the PDF header may stand, as readers have
// always allowed.
const sniffLength = 1024

// inspect opens a file just long enough to see that it is a PDF of a size worth
// reading. No parser sees anything else.
func inspect(path string, maxBytes int64) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening the PDF: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return fmt.Errorf("opening the PDF: %w", err)
	}
	if !st.Mode().IsRegular() {
		return &NotPDFError{Kind: "not a regular file"}
	}
	if st.Size() > maxBytes {
		return fmt.Errorf("%w: %d bytes, the limit is %d", ErrTooLarge, st.Size(), maxBytes)
	}
	head := make([]byte, sniffLength)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return fmt.Errorf("reading the PDF's header: %w", err)
	}
	if kind := kindOf(head[:n]); kind != "" {
		return &NotPDFError{Kind: kind}
	}
	return nil
}

// kindOf says what a file is by its first bytes; "" is a PDF.
func kindOf(head []byte) string {
	if bytes.Contains(head, []byte("%PDF-")) {
		return ""
	}
	for _, s := range []struct{ prefix, kind string }{
		{"PK\x03\x04", "zip"}, {"\x1f\x8b", "gzip"}, {"\x89PNG", "png"}, {"\xff\xd8\xff", "jpeg"},
		{"GIF8", "gif"}, {"\xd0\xcf\x11\xe0", "old office document"}, {"{\\rtf", "rtf"}, {"%!PS", "postscript"},
		{"II*\x00", "tiff"}, {"MM\x00*", "tiff"}, {"7z\xbc\xaf", "7z"},
	} {
		if bytes.HasPrefix(head, []byte(s.prefix)) {
			return s.kind
		}
	}
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case len(head) == 0:
		return "empty"
	case len(bytes.Trim(head, "\x00")) == 0:
		return "zero bytes"
	case bytes.HasPrefix(text, []byte("<!doctype html")) || bytes.Contains(text, []byte("<html")):
		return "html"
	case bytes.HasPrefix(text, []byte("<?xml")) || bytes.HasPrefix(text, []byte("<")):
		return "xml"
	case bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")):
		return "json"
	case utf8.Valid(head[:max(0, len(head)-4)]) && !bytes.ContainsRune(head, 0):
		return "text"
	}
	return "unknown bytes"
}
