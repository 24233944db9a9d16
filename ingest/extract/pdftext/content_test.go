package pdftext

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ledongthuc/pdf"
)

func tokens(b string) (out []operand) {
	l := &lexer{b: []byte(b)}
	for {
		o, ok := l.next()
		if !ok {
			return out
		}
		out = append(out, o)
	}
}

func TestLexer(t *testing.T) {
	num := func(v float64) operand { return operand{kind: isNumber, num: v} }
	str := func(s string) operand { return operand{kind: isString, text: s} }
	key := func(s string) operand { return operand{kind: isKeyword, text: s} }
	for _, test := range []struct {
		name, in string
		want     []operand
	}{
		{"numbers", "1 -2.5 .5 +3 4. --6 7-8 -", []operand{num(1), num(-2.5), num(.5), num(3), num(4), num(-6), num(7), num(0)}},
		{"strings", `(a\(b\)(c)\346\n\` + "\n" + `d) <48 6 5>`, []operand{str("a(b)(c)\xe6\nd"), str("He")}},
		{"unended", "(abc", []operand{str("abc")}},
		{"unended hex", "<4142", []operand{str("AB")}},
		{"names", "/F1 /A#20B /#zz", []operand{{kind: isName, text: "F1"}, {kind: isName, text: "A B"}, {kind: isName, text: "#zz"}}},
		{"array", "[(a)-20(b)]TJ", []operand{{kind: isArray, list: []operand{str("a"), num(-20), str("b")}}, key("TJ")}},
		{"comment", "1 % two\n3", []operand{num(1), num(3)}},
		{"dictionary", "<</A 1>>BDC", []operand{{kind: isDict, list: []operand{{kind: isName, text: "A"}, num(1)}}, key("BDC")}},
		{"stray", "] ) } q", []operand{{kind: isClose}, key(")"), key("}"), key("q")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, tokens(test.in), cmp.AllowUnexported(operand{})); diff != "" {
				t.Errorf("tokens (-want +got):\n%s", diff)
			}
		})
	}
	tokens(strings.Repeat("[", 1_000_000)) // no deep recursion
}

func FuzzLexer(f *testing.F) {
	for _, s := range []string{"BT /F1 12 Tf [(a)-20<41>] TJ ET", "BI /W 1 ID \x00\x01 EI Q", "((", "<", "<<[<", "%", "1.2.3 --"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l := &lexer{b: b}
		for n := 0; ; n++ {
			before := l.i
			o, ok := l.next()
			if !ok {
				return
			}
			if l.i <= before || n > len(b) {
				t.Fatalf("no way forward at %d", before)
			}
			if o.text == "ID" {
				l.skipImage()
			}
		}
	})
}

// FuzzInterpreter runs content streams of a page without resources, and what
// they draw through the rest of the way to a page.
func FuzzInterpreter(f *testing.F) {
	for _, s := range []string{
		"BT /F1 12 Tf 72 700 Td (a) Tj ET", "q 1 0 0 1 9e9 0 cm 0 0 m 5 0 l S Q Q Q", "0 0 10 10 re f h h l", "/X Do BI ID EI",
		"1 2 3 4 5 6 cm 7 w 1 0 0 0 k 1 2 3 4 5 6 c b* n", "BT 1 0 0 1 1 1 Tm [(a)-1e99(b)] TJ \" ' T*",
		"BT 99999 0 0 99999 100 100 Tm 0 Tr (aa) Tj 99999 0 0 99999 100 100 Tm (aa) Tj ET", // the search for overprints
	} {
		f.Add([]byte(s))
	}
	font := &pdfFont{scale: 0.001, missing: 500, text: *winAnsi}
	f.Fuzz(func(t *testing.T, b []byte) {
		dr := &drawing{engine: EngineLedongthuc, number: 1, box: rect{0, 0, 595, 842}}
		in := newInterpreter(&ledongDoc{}, dr, 1<<16)
		in.gs.font, in.gs.size = font, 10
		in.run(b, pdf.Value{}, 0)
		markGaps(dr.glyphs)
		p := dr.upright()
		if len(p.Glyphs) > len(dr.glyphs) || len(p.Rules) > maxRules {
			t.Errorf("%d glyphs, %d rules", len(p.Glyphs), len(p.Rules))
		}
		for _, r := range p.Rules {
			if r.X0 > r.X1 || r.Y0 > r.Y1 || r.X0 != r.X1 && r.Y0 != r.Y1 {
				t.Errorf("rule %+v", r)
			}
		}
		if _, _, err := unpackPage(packPage(nil, &p, nil, false), func(string) int { return 0 }); err != nil {
			t.Error(err)
		}
	})
}

const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar
2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00E6> <00F8>] endbfrange
endcmap`

func TestCharMap(t *testing.T) {
	m := parseCharMap([]byte(toUnicode))
	for _, test := range []struct {
		code uint32
		want string
		ok   bool
	}{
		{3, " ", true}, {4, "fi", true}, {0x10, "A", true}, {0x12, "C", true}, {0x13, "", false},
		{0x20, "æ", true}, {0x21, "ø", true}, {0x22, "", false},
	} {
		if got, ok := m.text(test.code); got != test.want || ok != test.ok {
			t.Errorf("code %#x: %q %v, want %q %v", test.code, got, ok, test.want, test.ok)
		}
	}
	if code, n := m.cut("\x00\x10rest"); code != 0x10 || n != 2 {
		t.Errorf("cut %#x, %d bytes", code, n)
	}
	ids := parseCharMap([]byte("1 begincodespacerange <00> <80> endcodespacerange 1 begincidrange <10> <20> 100 endcidrange"))
	if id, ok := ids.id(0x12); id != 102 || !ok {
		t.Errorf("id %d %v", id, ok)
	}
	if code, n := ids.cut("\x12\x13"); code != 0x12 || n != 1 {
		t.Errorf("cut %#x, %d bytes", code, n)
	}
}

func FuzzCharMap(f *testing.F) {
	f.Add([]byte(toUnicode), uint32(4))
	f.Add([]byte("999999999 beginbfchar"), uint32(0))
	f.Add([]byte("1 beginbfrange <00000000> <ffffffff> <00> endbfrange"), uint32(1<<31))
	f.Fuzz(func(t *testing.T, b []byte, code uint32) {
		m := parseCharMap(b)
		m.text(code)
		m.id(code)
		if _, n := m.cut("ab"); n < 1 || n > 2 {
			t.Errorf("cut %d bytes", n)
		}
	})
}

func TestGlyphNames(t *testing.T) {
	for name, want := range map[string]string{
		"aring": "å", "Oslash": "Ø", "ae": "æ", "uni00E6": "æ", "u1F600": "😀", "a.alt": "a", "f_i": "ﬁ", "Euro": "€", "zcaron": "ž",
		"longs": "ſ", "ydieresis": "ÿ", "exclamdown": "¡", "asciitilde": "~", "g42": "", "uni": "",
	} {
		if got := textOfName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if winAnsi[0xE5] != "å" || winAnsi[0x80] != "€" || macRoman[0x8C] != "å" || standard[0xF1] != "æ" || standard[0xF9] != "ø" {
		t.Errorf("encodings: %q %q %q %q %q", winAnsi[0xE5], winAnsi[0x80], macRoman[0x8C], standard[0xF1], standard[0xF9])
	}
}

// cmapFont is a font file with nothing but a character table of format 4:
// A to C are glyphs 7 to 9.
func cmapFont() []byte {
	sub := "\x00\x04\x00\x20\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00" + // format, length, language, 2 segments
		"\x00\x43\xff\xff\x00\x00" + "\x00\x41\xff\xff" + "\xff\xc6\x00\x01" + "\x00\x00\x00\x00"
	table := "\x00\x00\x00\x01\x00\x03\x00\x01\x00\x00\x00\x0c" + sub
	return []byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00" +
		"cmap\x00\x00\x00\x00\x00\x00\x00\x1c" + string([]byte{0, 0, 0, byte(len(table))}) + table)
}

func TestGlyphText(t *testing.T) {
	want := map[uint32]string{7: "A", 8: "B", 9: "C"}
	if diff := cmp.Diff(want, glyphText(cmapFont())); diff != "" {
		t.Errorf("glyphs (-want +got):\n%s", diff)
	}
}

func FuzzGlyphText(f *testing.F) {
	f.Add(cmapFont())
	f.Fuzz(func(t *testing.T, b []byte) {
		if n := len(glyphText(b)); n > 32*0x20000 {
			t.Errorf("%d glyphs", n)
		}
	})
}

func TestJoinRules(t *testing.T) {
	h := func(x0, x1, y float64) Rule { return Rule{X0: x0, X1: x1, Y0: y, Y1: y, Width: 1} }
	for _, test := range []struct {
		name     string
		in, want []Rule
	}{
		{"cell by cell", []Rule{h(50, 100, 20), h(0, 50.5, 20.2), h(100.5, 200, 20)}, []Rule{{X0: 0, X1: 200, Y0: 20.2, Y1: 20.2, Width: 1}}},
		{"a gap stays", []Rule{h(0, 50, 20), h(60, 100, 20)}, []Rule{h(0, 50, 20), h(60, 100, 20)}},
		{"a double line stays", []Rule{h(0, 50, 20), h(0, 50, 21)}, []Rule{h(0, 50, 20), h(0, 50, 21)}},
		{"dots", []Rule{h(0, 1, 20), h(3, 4, 20), h(6, 7, 20)}, []Rule{h(0, 7, 20)}},
		{"a speck", []Rule{h(0, 1, 20)}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := joinRules(test.in)
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("rules (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStyleOf(t *testing.T) {
	for _, test := range []struct {
		name          string
		flags, weight int
		bold, italic  bool
	}{
		{"Calibri", 32, 400, false, false},
		{"ABCDEF+Calibri-Bold", 32, 0, true, false},
		{"Arial,BoldItalic", 0, 0, true, true},
		{"CIDFont+F2", 1 << 18, 0, true, false},
		{"CIDFont+F3", 0, 700, true, false},
		{"Helvetica-Oblique", 96, 400, false, true},
		{"OpenSans-Semibold", 32, 600, true, false},
		{"AAAAAA+NotoSans-Regular", 4, 625, false, false},
	} {
		if got := styleOf(test.name, test.flags, test.weight); got.bold != test.bold || got.italic != test.italic {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}
