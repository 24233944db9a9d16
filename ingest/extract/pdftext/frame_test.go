package pdftext

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"saksok"

	"github.com/google/go-cmp/cmp"
)

func samplePage() Page {
	return Page{
		Number: 7, Width: 595.32, Height: 841.92, Engine: EnginePDFium, Turn: 90,
		UnmappedGlyphs: 2, InvisibleGlyphs: 1, Ink: -1,
		Glyphs: []Glyph{
			{Text: "Å", Box: saksok.Box{10, 20, 18.5, 32}, Baseline: 30, Size: 12, Font: 1, Bold: true},
			{Text: "ffi", Box: saksok.Box{18.5, 20, 30, 32}, Baseline: 30, Size: 12, Font: 1, Break: true, Italic: true},
			{Text: "-", Box: saksok.Box{5, 40, 7, 52}, Baseline: 50, Size: 12, Font: 0, Hyphen: true},
		},
		Turned: []Glyph{{Text: "K", Box: saksok.Box{1, 2, 3, 4}, Baseline: 4, Size: 60, Font: 0}},
		Rules:  []Rule{{X0: 1, Y0: 2, X1: 300.25, Y1: 2, Width: 0.5}, {X0: 1, Y0: 2, X1: 1, Y1: 90, Edge: true}},
		Images: []saksok.Box{{0, 0, 100, 50.5}},
	}
}

func TestPackPage(t *testing.T) {
	want := samplePage()
	names := []string{"Calibri", "Calibri-Bold"}
	packed := packPage(nil, &want, names, true)
	// The reader knows the fonts by other numbers.
	known := map[string]int{"Calibri": 0, "Calibri-Bold": 1}
	got, truncated, err := unpackPage(packed, func(n string) int { return known[n] })
	if err != nil || !truncated {
		t.Fatal(truncated, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	for n := range packed {
		if _, _, err := unpackPage(packed[:n], func(string) int { return 0 }); err == nil {
			t.Fatalf("%d of %d bytes are a page", n, len(packed))
		}
	}
}

func FuzzUnpackPage(f *testing.F) {
	p := samplePage()
	f.Add(packPage(nil, &p, []string{"A", "B"}, false))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, truncated, err := unpackPage(b, func(string) int { return 0 })
		if err != nil {
			return
		}
		again, _, err := unpackPage(packPage(nil, &p, []string{""}, truncated), func(string) int { return 0 })
		if err != nil || len(again.Glyphs) != len(p.Glyphs) || len(again.Rules) != len(p.Rules) {
			t.Errorf("packed again: %v", err)
		}
	})
}

func TestReadFrame(t *testing.T) {
	var b bytes.Buffer
	if err := writeFrame(&b, framePage, []byte("abc")); err != nil {
		t.Fatal(err)
	}
	whole := bytes.Clone(b.Bytes())
	kind, payload, err := readFrame(&b)
	if kind != framePage || string(payload) != "abc" || err != nil {
		t.Errorf("got %c %q %v", kind, payload, err)
	}
	if _, _, err := readFrame(bytes.NewReader(whole[:6])); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("half a frame: %v", err)
	}
	if _, _, err := readFrame(bytes.NewReader([]byte{0xff, 0xff, 0xff, 0xff, 'p'})); !errors.Is(err, errFrame) {
		t.Errorf("a frame of 4 GiB: %v", err)
	}
}
