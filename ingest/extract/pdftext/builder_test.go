package pdftext

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// builder writes small PDFs. Object 1 is the catalogue, 2 the page tree.
type builder struct {
	objects []string // from object 3
	pages   []int
	trailer string
}

func (b *builder) add(object string) int {
	b.objects = append(b.objects, object)
	return len(b.objects) + 2
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// page adds an A4 page with two standard fonts; entries add to its dictionary.
func (b *builder) page(content, entries, resources string) *builder {
	c := b.add(stream("", content))
	b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s"+
		" /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"+
		" /F2 <</Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding>> >> %s>> >>", c, entries, resources)))
	return b
}

func (b *builder) bytes() []byte {
	var kids []string
	for _, p := range b.pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", p))
	}
	all := append([]string{
		"<</Type /Catalog /Pages 2 0 R>>",
		fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(kids), strings.Join(kids, " ")),
	}, b.objects...)
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range all {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	trailer := strings.ReplaceAll(b.trailer, "XREF", fmt.Sprint(start))
	fmt.Fprintf(&out, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, trailer, start)
	return out.Bytes()
}

func writeFile(tb testing.TB, name string, data []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

func (b *builder) file(tb testing.TB) string { return writeFile(tb, "a.pdf", b.bytes()) }

// latin is text as WinAnsi codes it.
func latin(s string) string {
	var out []byte
	for _, c := range s {
		out = append(out, byte(c))
	}
	return string(out)
}

// textAt shows a string at a place in font F1.
func textAt(x, y, size float64, s string) string {
	return fmt.Sprintf("BT /F1 %g Tf %g %g Td (%s) Tj ET\n", size, x, y, latin(s))
}
