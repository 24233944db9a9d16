package pdftext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"saksok"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
)

// readAll reads a file and fails the test on an error.
func readAll(t *testing.T, r *Reader, path string) ([]Page, Info) {
	t.Helper()
	var pages []Page
	info, err := r.Read(t.Context(), path, func(p Page) error {
		pages = append(pages, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages, info
}

func codes(info Info) (out []saksok.ProblemCode) {
	for _, p := range info.Problems {
		out = append(out, p.Code)
	}
	return out
}

var readers = map[string]*Reader{}

// testReader shares one Reader an engine over the tests.
func testReader(tb testing.TB, engine string) *Reader {
	tb.Helper()
	if readers[engine] == nil {
		readers[engine] = NewReader(Options{Engine: engine})
	}
	return readers[engine]
}

func TestNotReadable(t *testing.T) {
	for _, test := range []struct {
		name, data string
		options    Options
		is         error
		text       string
		code       saksok.ProblemCode
	}{
		{name: "empty", is: ErrNotPDF, text: "empty", code: saksok.ProblemNotPDF},
		{name: "page", data: "<!DOCTYPE html><html>", is: ErrNotPDF, text: "html", code: saksok.ProblemNotPDF},
		{name: "json", data: `{"error":404}`, is: ErrNotPDF, text: "json", code: saksok.ProblemNotPDF},
		{name: "office", data: "PK\x03\x04....", is: ErrNotPDF, text: "zip", code: saksok.ProblemNotPDF},
		{name: "zeros", data: strings.Repeat("\x00", 4096), is: ErrNotPDF, text: "zero bytes", code: saksok.ProblemNotPDF},
		{name: "header only", data: "%PDF-1.7\n", is: ErrDamaged, code: saksok.ProblemDamaged},
		{name: "no pages", data: string((&builder{}).bytes()), is: ErrDamaged, code: saksok.ProblemDamaged},
		{name: "big", data: "%PDF-1.7\n", options: Options{MaxBytes: 4}, is: ErrTooLarge, code: saksok.ProblemTooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := NewReader(test.options)
			defer r.Close()
			_, err := r.Read(t.Context(), writeFile(t, "x.pdf", []byte(test.data)), func(Page) error {
				t.Error("a page")
				return nil
			})
			if !errors.Is(err, test.is) || Code(err) != test.code || !strings.Contains(err.Error(), test.text) {
				t.Errorf("got %v (%s)", err, Code(err))
			}
		})
	}
}

func TestMissingFile(t *testing.T) {
	_, err := testReader(t, "").Read(t.Context(), filepath.Join(t.TempDir(), "no.pdf"), nil)
	if !errors.Is(err, os.ErrNotExist) || Code(err) != "" {
		t.Errorf("got %v (%s)", err, Code(err))
	}
}

func manyPages(n int) *builder {
	b := &builder{}
	for i := range n {
		b.page(textAt(72, 700, 12, fmt.Sprintf("Side %d av boka", i+1)), "", "")
	}
	return b
}

func TestLimits(t *testing.T) {
	for _, test := range []struct {
		name    string
		options Options
		pages   int
	}{
		{"pages", Options{MaxPages: 3}, 3},
		{"text", Options{MaxText: 30}, 3}, // 10 bytes of text a page
		{"text of a page", Options{MaxPageText: 4}, 10},
	} {
		for _, engine := range engines {
			t.Run(test.name+" "+engine, func(t *testing.T) {
				test.options.Engine = engine
				r := NewReader(test.options)
				defer r.Close()
				pages, info := readAll(t, r, manyPages(10).file(t))
				if len(pages) != test.pages || info.Pages != test.pages {
					t.Errorf("%d pages (%d stated), want %d", len(pages), info.Pages, test.pages)
				}
				if !slices.Contains(codes(info), saksok.ProblemTextLimit) {
					t.Errorf("problems %v", info.Problems)
				}
			})
		}
	}
}

func TestEmitStops(t *testing.T) {
	stop := errors.New("enough")
	r := NewReader(Options{})
	defer r.Close()
	n := 0
	_, err := r.Read(t.Context(), manyPages(50).file(t), func(Page) error {
		if n++; n == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 3 || Code(err) != "" {
		t.Errorf("after %d pages: %v", n, err)
	}
}

func TestCancel(t *testing.T) {
	r := NewReader(Options{})
	defer r.Close()
	ctx, cancel := context.WithCancel(t.Context())
	_, err := r.Read(ctx, manyPages(300).file(t), func(p Page) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || Code(err) != "" {
		t.Errorf("got %v", err)
	}
}

// TestHang reads a file whose cross-reference table goes in a circle, which the
// second engine follows for ever.
func TestHang(t *testing.T) {
	b := manyPages(1)
	b.trailer = "/Prev XREF"
	path := b.file(t)
	r := NewReader(Options{Engine: EngineLedongthuc, PageTimeout: 500 * time.Millisecond})
	defer r.Close()
	start := time.Now()
	_, err := r.Read(t.Context(), path, func(Page) error { return nil })
	if !errors.Is(err, ErrTimeout) || Code(err) != saksok.ProblemTimeout {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	readAll(t, r, manyPages(1).file(t)) // a new child takes over
	pages, info := readAll(t, testReader(t, ""), path)
	if len(pages) != 1 || info.Engine != EnginePDFium {
		t.Errorf("%d pages by %s", len(pages), info.Engine)
	}
}

// TestKilledChild kills the child in the middle: finished pages survive, the
// others are read by the next child, each page once and in order.
func TestKilledChild(t *testing.T) {
	const pages = 400
	r := NewReader(Options{})
	defer r.Close()
	path := manyPages(pages).file(t)
	var numbers []int
	info, err := r.Read(t.Context(), path, func(p Page) error {
		numbers = append(numbers, p.Number)
		if p.Number == 5 {
			for _, pid := range childPIDs(t) {
				killGroup(pid)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := make([]int, pages)
	for i := range want {
		want[i] = i + 1
	}
	if diff := cmp.Diff(want, numbers); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	if c := codes(info); !slices.Contains(c, saksok.ProblemEngine) || !slices.Contains(c, saksok.ProblemFallback) {
		t.Errorf("problems %v", info.Problems)
	}
	if info.Engine != EnginePDFium || info.Pages != pages {
		t.Errorf("%d pages by %s", info.Pages, info.Engine)
	}
}

// garbledPages writes a font that says nowhere but in its own table what its
// glyphs stand for, as printing to PDF does; the first engine cannot tell.
func garbledPages(before, after int) *builder {
	b := &builder{}
	file := b.add(stream("", string(cmapFont())))
	for range before {
		b.page(textAt(72, 700, 12, "Dette er en side som kan leses av alle"), "", "")
	}
	font := fmt.Sprintf("/Font <</F9 <</Type /Font /Subtype /Type0 /BaseFont /CIDFont+F1 /Encoding /Identity-H /DescendantFonts"+
		" [<</Type /Font /Subtype /CIDFontType2 /BaseFont /CIDFont+F1 /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"+
		" /CIDToGIDMap /Identity /FontDescriptor <</Type /FontDescriptor /FontName /CIDFont+F1 /Flags 6 /FontFile2 %d 0 R>> >>] >> >>", file)
	c := b.add(stream("", "BT /F9 12 Tf 72 700 Td <"+strings.Repeat("000700080009", 10)+"> Tj ET"))
	b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources <<%s>> >>", c, font)))
	for range after {
		b.page(textAt(72, 700, 12, "Dette er en side som kan leses av alle"), "", "")
	}
	return b
}

func TestGarbled(t *testing.T) {
	for _, test := range []struct {
		name          string
		before, after int
		engine        string // of the document
	}{
		{"all of it", 0, 0, EngineLedongthuc},
		{"a page in the middle", 1, 1, EnginePDFium},
	} {
		t.Run(test.name, func(t *testing.T) {
			pages, info := readAll(t, testReader(t, ""), garbledPages(test.before, test.after).file(t))
			if len(pages) != test.before+1+test.after || info.Engine != test.engine {
				t.Fatalf("%d pages by %s", len(pages), info.Engine)
			}
			p := pages[test.before]
			if got := strings.Join(lines(p.Glyphs), ""); got != strings.Repeat("ABC", 10) || p.Engine != EngineLedongthuc {
				t.Errorf("%q by %s", got, p.Engine)
			}
			if diff := cmp.Diff([]saksok.ProblemCode{saksok.ProblemFallback}, codes(info)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCalibriLigatures(t *testing.T) {
	g := func(text string, font int) Glyph { return Glyph{Text: text, Font: font} }
	in := []Glyph{g("Ɵ", 1), g("ł", 1), g("ł", 2), g("a", 1)}
	spellLigatures(in)
	if diff := cmp.Diff([]Glyph{g("ti", 1), g("fj", 1), g("ł", 2), g("a", 1)}, in); diff != "" {
		t.Errorf("glyphs (-want +got):\n%s", diff)
	}
}

// TestChildIsReused reads many documents with one child, until it is worn.
func TestChildIsReused(t *testing.T) {
	r := NewReader(Options{})
	defer r.Close()
	path := manyPages(1).file(t)
	readAll(t, r, path)
	pid := r.idle[0].cmd.Process.Pid
	for range 5 {
		readAll(t, r, path)
	}
	if len(r.idle) != 1 || r.idle[0].cmd.Process.Pid != pid || r.idle[0].documents != 6 {
		t.Errorf("%d idle children, %d documents", len(r.idle), r.idle[0].documents)
	}
	r.idle[0].documents = childDocuments
	readAll(t, r, path)
	if r.idle[0].cmd.Process.Pid == pid {
		t.Error("a worn child was used again")
	}
}

func TestConcurrentReads(t *testing.T) {
	r := NewReader(Options{})
	defer r.Close()
	path := manyPages(30).file(t)
	var g errgroup.Group
	for range 4 {
		g.Go(func() error {
			n := 0
			_, err := r.Read(t.Context(), path, func(p Page) error {
				n++
				return nil
			})
			if err == nil && n != 30 {
				err = fmt.Errorf("%d pages", n)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}

func TestClosedReader(t *testing.T) {
	r := NewReader(Options{})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(t.Context(), manyPages(1).file(t), nil); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
}

func TestRender(t *testing.T) {
	for _, test := range []struct {
		name, content, entries string
		w, h                   int
		dark                   [2]int // a pixel that is ink
	}{
		{"upright", "0 g 0 742 100 100 re f " + textAt(300, 300, 12, "x"), "", 595, 842, [2]int{50, 50}},
		{"sideways", "0 g 0 742 100 100 re f BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Budsjett) Tj ET", "", 842, 595, [2]int{792, 50}},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := (&builder{}).page(test.content, test.entries, "").file(t)
			b, err := testReader(t, "").Render(t.Context(), path, 1, test.w)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if size := img.Bounds().Size(); size.X != test.w || size.Y != test.h {
				t.Errorf("size %v", size)
			}
			light, _, _, _ := img.At(test.w/2, 20).RGBA()
			dark, _, _, _ := img.At(test.dark[0], test.dark[1]).RGBA()
			if dark > 0x1000 || light < 0xF000 {
				t.Errorf("ink %x, paper %x", dark, light)
			}
		})
	}
	if _, err := testReader(t, "").Render(t.Context(), manyPages(1).file(t), 7, 100); err == nil {
		t.Error("a picture of a page there is not")
	}
}

func TestInk(t *testing.T) {
	pages, _ := readAll(t, testReader(t, EnginePDFium),
		(&builder{}).page("0 g 0 0 595 421 re f", "", "").page("", "", "").file(t))
	if got := pages[0].Ink; math.Abs(got-0.5) > 0.01 {
		t.Errorf("half a page of ink is %g", got)
	}
	if got := pages[1].Ink; got != 0 {
		t.Errorf("an empty page has ink %g", got)
	}
}

func TestEncrypted(t *testing.T) {
	for _, test := range []struct {
		pattern string
		code    saksok.ProblemCode // "" is read
	}{
		{"badpdf/gen__enc-owneronly-*.pdf", ""},
		{"badpdf/gen__enc-userpw-*.pdf", saksok.ProblemEncrypted},
	} {
		files := sharedPDFs(t, test.pattern)
		for _, f := range files {
			n := 0
			info, err := testReader(t, "").Read(t.Context(), f, func(p Page) error {
				n += len(p.Glyphs)
				return nil
			})
			if Code(err) != test.code || err == nil && (n < 1000 || !info.Encrypted) {
				t.Errorf("%s: %d glyphs, encrypted %v, %v", filepath.Base(f), n, info.Encrypted, err)
			}
		}
		fmt.Printf("%s: %d of %d files\n", test.pattern, len(files), len(files))
	}
}

// TestSecond: a page is read again by the engine that did not read it.
func TestSecond(t *testing.T) {
	path := new(builder).page(textAt(72, 700, 12, "Sum 1 250"), "", "").file(t)
	r := NewReader(Options{})
	defer r.Close()
	for _, tt := range []struct {
		name, first, second string
		number              int
		ok                  bool
	}{
		{"PDFium read it", EnginePDFium, EngineLedongthuc, 1, true},
		{"the other read it", EngineLedongthuc, EnginePDFium, 1, true},
		{"no such page", EnginePDFium, "", 2, false},
	} {
		p, err := r.Second(t.Context(), path, Page{Number: tt.number, Engine: tt.first})
		if (err == nil) != tt.ok || p.Engine != tt.second || tt.ok && len(p.Glyphs) == 0 {
			t.Errorf("%s: %d glyphs by %q, error %v", tt.name, len(p.Glyphs), p.Engine, err)
		}
	}
}
