package ocr

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"saksok/ingest/extract/pdftext"

	"github.com/google/go-cmp/cmp"
)

const top = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

func TestParseTSV(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []word
		bad      bool
	}{
		{name: "nothing on the page", in: top + "1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t\n"},
		{name: "lines are numbered through blocks", in: top +
			"5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tSak\n5\t1\t1\t1\t1\t2\t50\t20\t30\t8\t90\t1/24\n5\t1\t2\t1\t1\t1\t10\t40\t30\t8\t80\tVedtak\n",
			want: []word{{"Sak", 10, 20, 40, 28, 96.5, 1}, {"1/24", 50, 20, 80, 28, 90, 1}, {"Vedtak", 10, 40, 40, 48, 80, 2}}},
		{name: "bars, blanks and dashes", in: top +
			"5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t50\t|\n5\t1\t1\t1\t1\t2\t1\t1\t9\t9\t50\t \n5\t1\t1\t1\t1\t3\t1\t1\t9\t9\t50\t|Sum\n5\t1\t1\t1\t1\t4\t1\t1\t9\t9\t50\t—\n",
			want: []word{{"Sum", 1, 1, 10, 10, 50, 1}, {"–", 1, 1, 10, 10, 50, 1}}},
		{name: "a law is no money", in: top + "5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t50\t$3-1\n5\t1\t1\t1\t1\t2\t1\t1\t9\t9\t50\t$\n",
			want: []word{{"§3-1", 1, 1, 10, 10, 50, 1}, {"$", 1, 1, 10, 10, 50, 1}}},
		{name: "a word without area", in: top + "5\t1\t1\t1\t1\t1\t1\t1\t0\t9\t50\tx\n"},
		{name: "no answer", in: "", bad: true},
		{name: "another answer", in: "Sak 1/24\n", bad: true},
		{name: "half an answer", in: top + "5\t1\t1\t1\t1\t1\t10\t20", bad: true},
		{name: "not a place", in: top + "5\t1\t1\t1\t1\t1\tNaN\t20\t30\t8\t96\tSak\n", bad: true},
		{name: "no number", in: top + "5\t1\t1\t1\t1\t1\tx\t20\t30\t8\t96\tSak\n", bad: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parseTSV([]byte(tt.in))
			if (err != nil) != tt.bad {
				t.Fatalf("error %v", err)
			}
			if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(word{})); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func FuzzParseTSV(f *testing.F) {
	f.Add(top + "5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tSak\n")
	f.Add(top + "5\t1\t1\t1\t1\t1\tNaN\t1e300\t-Inf\t8\t96.5\tSak\n")
	f.Fuzz(func(t *testing.T, s string) {
		ws, err := parseTSV([]byte(s))
		if err != nil {
			return
		}
		for _, g := range glyphs(legible(ws), 0.24) {
			for _, v := range append(g.Box[:], g.Baseline, g.Size) {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%q: %+v", s, g)
				}
			}
		}
	})
}

func TestLegible(t *testing.T) {
	for _, tt := range []struct {
		text string
		conf float64
		want bool
	}{
		{"Sak", 96, true},
		{"1/24", 31, true},
		{"1/24", 29, false},
		{"ev", 12, false},
		{"linjeforeningen:", 0, true},
		{"Kostnadsrammen", 27, true},
		{"vrvrrv", 0, false},
		{"eeeeevvv", 0, false},
		{".......vvvrr", 70, false},
	} {
		if got := len(legible([]word{{text: tt.text, conf: tt.conf}})) == 1; got != tt.want {
			t.Errorf("%q of confidence %v: %v, want %v", tt.text, tt.conf, got, tt.want)
		}
	}
	bullet := legible([]word{{text: "e", conf: 60, line: 1}, {text: "Ordstyrer", conf: 90, line: 1}, {text: "e", conf: 90, line: 2}})
	if bullet[0].text != "•" || bullet[2].text != "e" {
		t.Errorf("a bullet: %v", bullet)
	}
}

func TestParagraphs(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"8 14 Fastställande", "§ 14 Fastställande"},
		{"8 120 345", "8 120 345"},
		{"8 14", "8 14"},
		{"8 personer var", "8 personer var"},
		{"Ärende 8 14 Meddelanden", "Ärende 8 14 Meddelanden"},
	} {
		var ws []word
		for w := range strings.FieldsSeq(tt.in) {
			ws = append(ws, word{text: w, line: 1})
		}
		paragraphs(ws)
		var got []string
		for _, w := range ws {
			got = append(got, w.text)
		}
		if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, d)
		}
	}
}

// drawn is words as the program boxes them on a page that hangs by slope: ems
// are 40 pixels, letters half an em wide.
func drawn(slope float64, lines ...string) []word {
	var out []word
	for i, l := range lines {
		x := 300.0
		for w := range strings.FieldsSeq(l) {
			n := float64(len([]rune(w)))
			low, high := 0.0, small
			if strings.ContainsAny(w, "gjpqy") {
				low = hang
			}
			if strings.ContainsAny(w, "bdfhiklt0123456789ABCDEFGHIJKLMNOPRSTUV") {
				high = tall
			}
			y0, y1 := 500+80*float64(i)+slope*x, 500+80*float64(i)+slope*(x+20*n)
			out = append(out, word{w, x, min(y0, y1) - 40*high, x + 20*n, max(y0, y1) + 40*low, 90, i})
			x += 20*n + 14
		}
	}
	return out
}

// TestLevel: whatever the slope, a line's glyphs have one baseline and the size
// they were printed in, and a blank is no wider than before.
func TestLevel(t *testing.T) {
	text := []string{
		"Styret ber kommunestyret om en driftsgaranti for hele anlegget og alle bryggene",
		"Vedtak",
		"Innkallingen godkjennes av samtlige som var til stede ved behandlingen i går",
		"kr 1 500 000 – 742 000",
	}
	for _, slope := range []float64{0, 0.001, 0.014, -0.014, 0.05, -0.05} {
		gs := glyphs(drawn(slope, text...), 0.24)
		at := map[int][]pdftext.Glyph{}
		i := 0
		for n, l := range text {
			for range strings.ReplaceAll(l, " ", "") {
				at[n] = append(at[n], gs[i])
				i++
			}
		}
		if i != len(gs) {
			t.Fatalf("slope %v: %d glyphs, want %d", slope, len(gs), i)
		}
		for n, line := range at {
			for _, g := range line {
				if abs(g.Baseline-line[0].Baseline) > 0.8 || g.Size < 9 || g.Size > 10.2 {
					t.Errorf("slope %v, line %d: %q stands at %.1f of %.1f, size %v", slope, n, g.Text, g.Baseline, line[0].Baseline, g.Size)
					break
				}
			}
			if n > 0 && abs(line[0].Baseline-at[n-1][0].Baseline-19.2) > 1.2 {
				t.Errorf("slope %v: lines %d and %d are %.1f apart, not 19.2", slope, n-1, n, line[0].Baseline-at[n-1][0].Baseline)
			}
		}
	}
}

// sheet is a page without print, with dust on it or not.
func sheet(t *testing.T, dust bool) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 1240, 1754))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	if dust {
		r := rand.New(rand.NewPCG(1, 2))
		for range 3000 {
			x, y := r.IntN(1230), r.IntN(1740)
			for k := range 1 + r.IntN(9) {
				img.SetGray(x+k%3, y+k/3, color.Gray{40})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
