package pdftext

import (
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
)

// pdfFont turns the codes of a font into text and widths.
type pdfFont struct {
	style   fontStyle
	wide    bool // a composite font: codes of several bytes
	unicode *charMap
	codes   *charMap          // of a composite font with an encoding of its own; nil is two bytes
	glyphs  map[uint32]string // of an embedded font whose codes are glyph numbers
	text    encoding          // of a simple font
	widths  map[uint32]float64
	missing float64 // width of the rest
	scale   float64 // of widths to text space: 1/1000 but for Type 3
	type3   bool
}

// char is one code of a string.
type char struct {
	text  string
	width float64 // in text space
	space bool    // the one-byte code 32, which word spacing widens
}

// decode cuts a string into characters.
func (f *pdfFont) decode(s string, each func(char)) {
	for len(s) > 0 {
		code, n := uint32(s[0]), 1
		if f.wide {
			code, n = codeOf(s[:min(2, len(s))]), min(2, len(s))
			if f.codes != nil {
				code, n = f.codes.cut(s)
			}
		}
		each(char{text: f.textOf(code), width: f.width(code), space: n == 1 && s[0] == ' '})
		s = s[n:]
	}
}

func (f *pdfFont) textOf(code uint32) string {
	if f.unicode != nil {
		if t, ok := f.unicode.text(code); ok && t != "" && t != "\x00" {
			return t
		}
	}
	if !f.wide {
		return f.text[byte(code)]
	}
	return f.glyphs[code]
}

func (f *pdfFont) width(code uint32) float64 {
	if f.codes != nil {
		if id, ok := f.codes.id(code); ok {
			code = id
		}
	}
	if w, ok := f.widths[code]; ok {
		return w * f.scale
	}
	return f.missing * f.scale
}

// loadFont reads a font dictionary.
func loadFont(v pdf.Value, read func(pdf.Value) []byte) *pdfFont {
	f := &pdfFont{scale: 0.001, widths: map[uint32]float64{}}
	name, subtype := v.Key("BaseFont").Name(), v.Key("Subtype").Name()
	if tu := v.Key("ToUnicode"); tu.Kind() == pdf.Stream {
		f.unicode = parseCharMap(read(tu))
	}
	desc := v.Key("FontDescriptor")
	if subtype == "Type0" {
		desc = f.loadComposite(v, read)
	} else {
		f.loadSimple(v, desc, subtype, name)
	}
	f.style = styleOf(name, int(desc.Key("Flags").Int64()), int(desc.Key("FontWeight").Int64()))
	return f
}

const maxWidths = 70_000 // a font has at most 65 536 glyphs

// loadComposite reads the descendant font and gives its descriptor.
func (f *pdfFont) loadComposite(v pdf.Value, read func(pdf.Value) []byte) pdf.Value {
	f.wide = true
	if enc := v.Key("Encoding"); enc.Kind() == pdf.Stream {
		f.codes = parseCharMap(read(enc))
	}
	d := v.Key("DescendantFonts").Index(0)
	sparse := f.unicode == nil || len(f.unicode.single)+len(f.unicode.ranges) == 0
	if file := d.Key("FontDescriptor").Key("FontFile2"); sparse && f.codes == nil &&
		file.Kind() == pdf.Stream && d.Key("CIDToGIDMap").Kind() != pdf.Stream {
		f.glyphs = glyphText(read(file))
	}
	f.missing = 1000
	if dw := d.Key("DW"); dw.Kind() != pdf.Null {
		f.missing = dw.Float64()
	}
	w := d.Key("W")
	for i := 0; i+1 < w.Len() && len(f.widths) < maxWidths; {
		first, next := uint32(w.Index(i).Int64()), w.Index(i+1)
		if next.Kind() == pdf.Array {
			for k := range min(next.Len(), maxWidths) {
				f.widths[first+uint32(k)] = next.Index(k).Float64()
			}
			i += 2
			continue
		}
		last, width := uint32(next.Int64()), w.Index(i+2).Float64()
		for c := first; c <= last && c-first < maxWidths; c++ {
			f.widths[c] = width
		}
		i += 3
	}
	return d.Key("FontDescriptor")
}

// loadSimple reads a font of one-byte codes.
func (f *pdfFont) loadSimple(v, desc pdf.Value, subtype, name string) {
	f.loadEncoding(v.Key("Encoding"), desc, subtype, name)
	f.missing = desc.Key("MissingWidth").Float64()
	if subtype == "Type3" {
		f.type3 = true
		if f.scale = v.Key("FontMatrix").Index(0).Float64(); f.scale == 0 {
			f.scale = 0.001
		}
	}
	first, widths := v.Key("FirstChar").Int64(), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[uint32(first)+uint32(i)] = widths.Index(i).Float64()
	}
	if widths.Len() == 0 {
		f.standardWidths(name)
	}
}

func (f *pdfFont) loadEncoding(enc, desc pdf.Value, subtype, name string) {
	const symbolic = 4
	base := standard
	face := strings.ToLower(faceName(name))
	symbols := strings.HasPrefix(face, "symbol") || strings.Contains(face, "dingbats") || strings.Contains(face, "wingdings")
	if subtype == "TrueType" {
		base = winAnsi // what the programs that leave the encoding out mean
	}
	baseName := enc.Name()
	if enc.Kind() == pdf.Dict {
		baseName = enc.Key("BaseEncoding").Name()
	}
	switch baseName {
	case "WinAnsiEncoding":
		base = winAnsi
	case "MacRomanEncoding":
		base = macRoman
	case "StandardEncoding":
		base = standard
	}
	f.text = *base
	if symbols && baseName == "" || symbols && desc.Key("Flags").Int64()&symbolic != 0 {
		f.text = encoding{}
		for c, t := range symbolText {
			f.text[c] = t
		}
	}
	code := 0
	diff := enc.Key("Differences")
	for i := range min(diff.Len(), 4096) {
		switch d := diff.Index(i); d.Kind() {
		case pdf.Integer:
			code = int(d.Int64())
		case pdf.Name:
			if code >= 0 && code < 256 {
				if t := textOfName(d.Name()); t != "" || subtype == "Type3" {
					f.text[code] = t
				}
			}
			code++
		}
	}
}

// standardWidths gives the widths of a standard font, whose dictionary may
// leave them out.
func (f *pdfFont) standardWidths(name string) {
	table := helveticaWidths
	switch lower := strings.ToLower(faceName(name)); {
	case strings.HasPrefix(lower, "courier"):
		f.missing = 600
		return
	case strings.HasPrefix(lower, "times"):
		table = timesWidths
	}
	f.missing = 556
	for code, text := range f.text {
		if w, ok := table[text]; ok {
			f.widths[uint32(code)] = w
		}
	}
}

// readStream gives a stream's data up to limit bytes. What cannot be decoded
// after some bytes ends there, as viewers do it.
func readStream(v pdf.Value, limit int64) []byte {
	if v.Kind() != pdf.Stream {
		return nil
	}
	r := v.Reader()
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, limit))
	return b
}
