package layout_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// printer prints text on a page, a glyph at a time.
type printer struct{ pdftext.Page }

func newPage(number int) *printer {
	return &printer{pdftext.Page{Number: number, Width: 595, Height: 842, Engine: "drawn", Ink: -1}}
}

// at prints a line with its baseline at y from x on, each character half the
// size wide.
func (p *printer) at(x, y, size float64, bold bool, text string) {
	for i, r := range text {
		if r != ' ' {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			p.Glyphs = append(p.Glyphs, pdftext.Glyph{
				Text: string(r), Box: saksok.Box{x, y - 0.75*size, x + size/2, y + 0.25*size}, Baseline: y, Size: size, Bold: bold,
				Break: next == ' ' || next == utf8.RuneError,
			})
		}
		x += size / 2
	}
}

// lines prints lines of running text under each other and returns the y below.
func (p *printer) lines(x, y float64, text ...string) float64 {
	for _, t := range text {
		p.at(x, y, 10, false, t)
		y += 13
	}
	return y
}

// read is the lines of a page in reading order.
func read(p *printer) []string { return texts(layout.Build([]pdftext.Page{p.Page}).Pages[0]) }

func texts(p layout.Page) []string {
	var out []string
	for _, l := range p.Lines {
		out = append(out, l.Text())
	}
	return out
}

func TestReadingOrder(t *testing.T) {
	left := []string{
		"Kommunen har i år fått mer i", "skatt enn det som var ventet da", "budsjettet ble laget, og det gir",
		"rom for å ruste opp skolene i", "Vika og på Nes før neste vinter.", "Arbeidet begynner til sommeren.",
	}
	right := []string{
		"Det er også satt av penger til", "den nye veien langs Strandgata,", "som mange har bedt om i flere år",
		"og som nå endelig kan bygges om", "alt går slik planen er lagt opp.", "Veien blir ferdig til neste år.",
	}
	for _, tt := range []struct {
		name string
		draw func(p *printer)
		want []string
	}{
		{"one column", func(p *printer) { p.lines(60, 100, left...) }, left},
		{"two columns of prose", func(p *printer) {
			p.lines(60, 100, left...)
			p.lines(320, 100, right...)
		}, slices.Concat(left, right)},
		{"columns under a title", func(p *printer) {
			p.at(60, 80, 18, true, "Budsjettet for neste år er lagt fram")
			p.lines(60, 110, left...)
			p.lines(320, 110, right...)
		}, slices.Concat([]string{"Budsjettet for neste år er lagt fram"}, left, right)},
		{"columns drawn row by row", func(p *printer) {
			for i := range left {
				p.lines(60, 100+13*float64(i), left[i])
				p.lines(320, 100+13*float64(i), right[i])
			}
		}, slices.Concat(left, right)},
		{"text over the full width after columns", func(p *printer) {
			p.lines(60, 100, left...)
			y := p.lines(320, 100, right...)
			p.lines(60, y+10, "Denne setningen går over hele siden, fra den venstre kanten til den høyre, under spaltene.")
		}, slices.Concat(left, right, []string{"Denne setningen går over hele siden, fra den venstre kanten til den høyre, under spaltene."})},
		{"a short line after columns", func(p *printer) {
			y := p.lines(60, 100, left...)
			p.lines(320, 100, right...)
			p.lines(60, y+12, "Rådmannens innstilling:")
			p.lines(60, y+36, "Saken tas til orientering.")
		}, slices.Concat(left, right, []string{"Rådmannens innstilling:", "Saken tas til orientering."})},
		{"the left column is the longer one", func(p *printer) {
			y := p.lines(60, 100, left...)
			p.lines(320, 100, right...)
			p.lines(60, y, "Dette er mer av venstre spalte,", "som er lengst.")
		}, slices.Concat(left, []string{"Dette er mer av venstre spalte,", "som er lengst."}, right)},
		{"minutes in two columns, of short lines most of them", func(p *printer) {
			p.lines(60, 100, minutesLeft...)
			p.lines(320, 104, minutesRight...)
		}, slices.Concat(minutesLeft, minutesRight)},
		{"cases beside what was decided, on one line each", func(p *printer) {
			p.lines(60, 100, minutesLeft[:6]...)
			p.lines(320, 100, minutesRight[:6]...)
		}, besides(minutesLeft[:6], minutesRight[:6])},
		{"letter-spaced words", func(p *printer) {
			for i, r := range []rune("Sak 12/24") {
				if r != ' ' {
					p.at(60+6.5*float64(i), 100, 10, false, string(r))
				}
			}
			p.lines(60, 113, "Ny kai i Vika")
		}, []string{"Sak 12/24", "Ny kai i Vika"}},
		{"signs in columns are no letter-spaced word", func(p *printer) {
			for i, r := range []rune("xxxoxx") {
				p.at(60+20*float64(i), 100, 10, false, string(r))
			}
		}, []string{"x x x o x x"}},
		{"small capitals have the case they are seen in", func(p *printer) {
			p.at(60, 100, 10, false, "t")
			p.Glyphs[0].Break = false
			p.at(65, 100, 7, false, "iLråding tiL utvaLget:")
		}, []string{"Tilråding til utvalget:"}},
		{"large letters before small ones are left", func(p *printer) {
			p.at(60, 100, 10, false, "V")
			p.Glyphs[0].Break = false
			p.at(65, 100, 7, false, "EDTAK")
		}, []string{"VEDTAK"}},
		{"an agenda in two columns", func(p *printer) {
			p.at(60, 80, 14, true, "Saksliste")
			p.lines(60, 100, "PS 8/24 Innkalling", "PS 9/24 Protokoll", "PS 10/24 Ny kai i Vika ved", "den gamle brygga")
			p.lines(320, 100, "PS 11/24 Klage på avslag", "PS 12/24 Årsmelding", "PS 13/24 Eventuelt")
		}, []string{
			"Saksliste", "PS 8/24 Innkalling", "PS 9/24 Protokoll", "PS 10/24 Ny kai i Vika ved", "den gamle brygga",
			"PS 11/24 Klage på avslag", "PS 12/24 Årsmelding", "PS 13/24 Eventuelt",
		}},
		{"points in two columns", func(p *printer) {
			p.lines(60, 100, "1. Opning", "2. Rekneskap")
			p.lines(320, 100, "3. Val", "4. Ymse")
		}, []string{"1. Opning", "2. Rekneskap", "3. Val", "4. Ymse"}},
		{"two numbered lists beside each other", func(p *printer) {
			p.lines(60, 100, "1. Opning", "2. Rekneskap")
			p.lines(320, 100, "1. Kari Nes", "2. Ola Lid")
		}, []string{"1. Opning 1. Kari Nes", "2. Rekneskap 2. Ola Lid"}},
		{"table rows are rows", func(p *printer) {
			for i, row := range [][3]string{{"Skatt på inntekt", "1 200 000", "1 250 000"}, {"Rammetilskudd", "3 400 000", "3 512 650"},
				{"Eiendomsskatt", "880 000", "880 000"}, {"Andre inntekter", "120 000", "98 500"}, {"Renter", "45 000", "51 200"},
				{"Utbytte", "10 000", "9 000"}, {"Sum inntekter", "5 655 000", "5 801 350"}} {
				y := 100 + 13*float64(i)
				p.lines(60, y, row[0])
				p.lines(300, y, row[1])
				p.lines(400, y, row[2])
			}
		}, []string{
			"Skatt på inntekt 1 200 000 1 250 000", "Rammetilskudd 3 400 000 3 512 650", "Eiendomsskatt 880 000 880 000",
			"Andre inntekter 120 000 98 500", "Renter 45 000 51 200", "Utbytte 10 000 9 000", "Sum inntekter 5 655 000 5 801 350",
		}},
		{"agenda rows are rows", func(p *printer) {
			for i, row := range [][2]string{{"Sak 1/24", "Godkjenning av innkalling"}, {"Sak 2/24", "Regnskap for 2023"}, {"Sak 3/24", "Ny kai i Vika"},
				{"Sak 4/24", "Reglement for havna"}, {"Sak 5/24", "Orienteringer fra havnesjefen"}, {"Sak 6/24", "Eventuelt"}} {
				y := 100 + 13*float64(i)
				p.lines(60, y, row[0])
				p.lines(200, y, row[1])
			}
		}, []string{
			"Sak 1/24 Godkjenning av innkalling", "Sak 2/24 Regnskap for 2023", "Sak 3/24 Ny kai i Vika",
			"Sak 4/24 Reglement for havna", "Sak 5/24 Orienteringer fra havnesjefen", "Sak 6/24 Eventuelt",
		}},
		{"letters drawn apart are one word", func(p *printer) {
			for i, r := range []string{"S", "A", "K"} {
				p.at(60+5*float64(i), 100, 10, false, r)
				p.Glyphs[i].Break = false
			}
			p.at(85, 100, 10, false, "12/24")
		}, []string{"SAK 12/24"}},
		{"a raised sign stays on its line", func(p *printer) {
			p.at(60, 100, 10, false, "Vedtatt")
			p.at(96, 97.5, 6, false, "1")
			p.at(105, 100, 10, false, "enstemmig")
		}, []string{"Vedtatt 1 enstemmig"}},
		{"invisible characters", func(p *printer) {
			p.at(60, 100, 10, false, "e\u2011helse\u200b og\u00adså")
		}, []string{"e-helse og-så"}},
		{"nothing", func(*printer) {}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPage(1)
			tt.draw(p)
			if d := cmp.Diff(tt.want, read(p)); d != "" {
				t.Errorf("lines (-want +got):\n%s", d)
			}
		})
	}
}

// minutesLeft and minutesRight are two columns of minutes.
var (
	minutesLeft = []string{
		"Sak 12/24", "Ny kai i Vika", "Kaia er fra 1950 og må skiftes", "ut. Havnesjefen la fram saken.", "Forslag:",
		"Kaia bygges ny.", "Behandling:", "Kari Nes ønsket å utsette saken", "til høsten. Hun fikk to stemmer.", "Vedtak:", "Kaia bygges ny.",
	}
	minutesRight = []string{
		"Sak 13/24", "Klage på avslag", "Klagen gjelder avslag på å sette", "opp naust i Sjøgata 4.", "Vedtak:", "Avslått.", "Sak 14/24",
		"Årsmelding", "Meldinga for 2023 ble lagt fram", "og gjennomgått side for side.", "Vedtak:", "Enst.",
	}
)

// besides are the lines of two columns row by row.
func besides(left, right []string) []string {
	out := make([]string, len(left))
	for i := range left {
		out[i] = left[i] + " " + right[i]
	}
	return out
}

// TestOrderOfDrawing: whole words drawn in another order give the same document;
// the order inside a word is the file's own.
func TestOrderOfDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPage(1)
		var words [][]pdftext.Glyph
		y := 60.0
		for range rapid.IntRange(1, 12).Draw(t, "lines") {
			size := rapid.SampledFrom([]float64{9, 10, 10, 10, 14}).Draw(t, "size")
			x := rapid.Float64Range(40, 120).Draw(t, "x")
			for range rapid.IntRange(1, 6).Draw(t, "words") {
				w := rapid.SampledFrom([]string{"sak", "Kommunestyret", "12/24", "og", "1 200", "–", "vedtar", "e-", "helse"}).Draw(t, "word")
				from := len(p.Glyphs)
				p.at(x, y, size, false, w)
				words = append(words, slices.Clone(p.Glyphs[from:]))
				x += size/2*float64(utf8.RuneCountInString(w)) + rapid.Float64Range(0.3, 8).Draw(t, "gap")*size
			}
			y += size * rapid.Float64Range(1.2, 3).Draw(t, "step")
		}
		want := printDocument(layout.Build([]pdftext.Page{p.Page}))
		order := rapid.Permutation(words).Draw(t, "order")
		other := p.Page
		other.Glyphs = slices.Concat(order...)
		if d := cmp.Diff(want, printDocument(layout.Build([]pdftext.Page{other}))); d != "" {
			t.Fatalf("in another order (-want +got):\n%s", d)
		}
	})
}

// TestEveryGlyphOnce: what is drawn is read, and nothing else; only the case of small
// capitals may change.
func TestEveryGlyphOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPage(1)
		drawn := map[string]int{}
		for range rapid.IntRange(0, 80).Draw(t, "glyphs") {
			x, y := rapid.Float64Range(0, 590).Draw(t, "x"), rapid.Float64Range(10, 840).Draw(t, "y")
			p.at(x, y, rapid.SampledFrom([]float64{6, 10, 24}).Draw(t, "size"), rapid.Bool().Draw(t, "bold"), rapid.SampledFrom([]string{"a", "Ø", "7", ".", "("}).Draw(t, "glyph"))
			p.Glyphs[len(p.Glyphs)-1].Break = rapid.Bool().Draw(t, "break")
		}
		for _, g := range p.Glyphs {
			drawn[strings.ToLower(g.Text)]++
		}
		for _, l := range layout.Build([]pdftext.Page{p.Page}).Pages[0].Lines {
			for _, w := range l.Words {
				for _, r := range w.Text {
					drawn[strings.ToLower(string(r))]--
				}
				if w.Box[0] < l.Box[0] || w.Box[2] > l.Box[2] || w.Box[1] < l.Box[1] || w.Box[3] > l.Box[3] {
					t.Fatalf("word %q at %s stands outside its line %s", w.Text, w.Box, l.Box)
				}
			}
		}
		for g, n := range drawn {
			if n != 0 {
				t.Fatalf("%q: %d not read", g, n)
			}
		}
	})
}

// printDocument prints every line with what was found of it.
func printDocument(d *layout.Document) string {
	var b strings.Builder
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			fmt.Fprintf(&b, "%d block %d heading %d bold %t furniture %t %s: %s\n", l.Page, l.Block, l.Heading, l.Bold, l.Furniture, l.Box, l.Text())
		}
	}
	return b.String()
}

func TestFurniture(t *testing.T) {
	body := []string{"Saken gjelder en ny vei til Vika, som kommunen", "har bedt fylket om å bygge i flere år."}
	for _, tt := range []struct {
		name  string
		pages int
		draw  func(p *printer)
		want  []string // the furniture of the second page
	}{
		{"header and page number", 4, func(p *printer) {
			p.at(60, 40, 8, false, "Lofjord kommune")
			p.at(300, 810, 8, false, fmt.Sprint(p.Number))
		}, []string{"Lofjord kommune", "2"}},
		{"digits that change", 4, func(p *printer) { p.at(60, 40, 8, false, fmt.Sprintf("Sak 12/24 side %d av 4", p.Number)) }, []string{"Sak 12/24 side 2 av 4"}},
		{"header that moves a little", 4, func(p *printer) { p.at(60, 40+float64(p.Number), 8, false, "Lofjord kommune") }, []string{"Lofjord kommune"}},
		{"a line that does not come back", 4, func(p *printer) { p.at(60, 40, 10, false, strings.Repeat("x", p.Number)+" er overskriften") }, nil},
		{"repeated in the middle of the page", 4, func(p *printer) { p.at(60, 420, 10, false, "Forslag til vedtak:") }, nil},
		{"slide titles that come back", 6, func(p *printer) {
			title := "Sak 2/24 Nytt system"
			if p.Number > 2 {
				title = fmt.Sprintf("%s del", strings.Repeat("en ", p.Number))
			}
			p.at(60, 60, 24, true, title)
		}, nil},
		{"rows of tables that differ in the amount", 4, func(p *printer) {
			p.at(60, 800, 10, false, fmt.Sprintf("1 Driftsutgifter %d 915 000", 600+p.Number))
		}, nil},
		{"a number in thousands that stays", 4, func(p *printer) { p.at(60, 810, 8, false, "Org.nr 987 654 321") }, []string{"Org.nr 987 654 321"}},
		{"page number of a single page", 1, func(p *printer) { p.at(300, 810, 8, false, "Side 1 av 1") }, []string{"Side 1 av 1"}},
		{"repeated on two of many pages", 8, func(p *printer) {
			if p.Number < 3 {
				p.at(60, 80, 10, false, "Forslag til vedtak:")
			}
		}, nil},
		{"repeated on pages far apart", 12, func(p *printer) {
			if p.Number%5 == 2 {
				p.at(60, 80, 10, false, "45 Større utstyrsanskaffelser og vedlikehold,")
			}
		}, nil},
		{"on every other page", 8, func(p *printer) {
			if p.Number%2 == 0 {
				p.at(60, 40, 8, false, "Lofjord kommune")
			}
		}, []string{"Lofjord kommune"}},
		{"a year alone, the end of a head", 4, func(p *printer) {
			if p.Number == 2 {
				p.at(240, 80, 10, false, "2024")
			}
		}, nil},
		{"address line", 2, func(p *printer) {
			if p.Number == 2 {
				p.at(60, 810, 8, false, "Postadresse: Boks 1, 1234 Vika Org.nr: 123 456 789")
			}
		}, []string{"Postadresse: Boks 1, 1234 Vika Org.nr: 123 456 789"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var pages []pdftext.Page
			for n := range tt.pages {
				p := newPage(n + 1)
				tt.draw(p)
				p.lines(60, 300, append(body, strings.Repeat("og ", n+1)+"mer")...)
				pages = append(pages, p.Page)
			}
			d := layout.Build(pages)
			var got []string
			for _, l := range d.Pages[min(1, len(d.Pages)-1)].Lines {
				if l.Furniture {
					got = append(got, l.Text())
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("furniture (-want +got):\n%s", d)
			}
		})
	}
}

func TestHeadings(t *testing.T) {
	p := newPage(1)
	p.at(60, 60, 20, true, "Møteprotokoll")
	p.at(60, 100, 14, true, "Sak 12/24")
	p.at(60, 125, 14, false, "Uten fet skrift")
	p.at(60, 150, 10, true, "Vedtak:")
	y := p.lines(60, 165, "Formannskapet vedtar planen for den nye veien til Vika.", "Arbeidet begynner til sommeren og varer i to år.")
	p.at(60, y, 10, true, "Fet")
	p.at(85, y, 10, false, "bare i begynnelsen av linjen.")
	p.lines(60, y+40, "Mer om saken står i vedlegget.")
	d := layout.Build([]pdftext.Page{p.Page})
	if d.BodySize != 10 {
		t.Errorf("body size %v, want 10", d.BodySize)
	}
	var got []string
	blocks := map[int]bool{}
	for _, l := range d.Pages[0].Lines {
		got = append(got, fmt.Sprintf("%d %s", l.Heading, l.Text()))
		blocks[l.Block] = true
	}
	want := []string{
		"21 Møteprotokoll", "15 Sak 12/24", "14 Uten fet skrift", "1 Vedtak:",
		"0 Formannskapet vedtar planen for den nye veien til Vika.", "0 Arbeidet begynner til sommeren og varer i to år.",
		"0 Fet bare i begynnelsen av linjen.", "0 Mer om saken står i vedlegget.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("headings (-want +got):\n%s", d)
	}
	if len(blocks) != 6 {
		t.Errorf("%d blocks, want 6: four headings, a paragraph, a line apart", len(blocks))
	}
}

// TestBoldRunningText: where all running text is called bold, bold heads nothing.
func TestBoldRunningText(t *testing.T) {
	p := newPage(1)
	p.at(60, 60, 14, true, "Sak 12/24 Vei")
	for i := range 20 {
		p.at(60, 100+15*float64(i), 10, true, "Utvalget vedtar planen for den nye veien.")
	}
	d := layout.Build([]pdftext.Page{p.Page})
	for i, l := range d.Pages[0].Lines {
		if head := l.Heading > 0; head != (i == 0) {
			t.Errorf("%q: heading %d", l.Text(), l.Heading)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		name   string
		lines  []string
		before string // words elsewhere in the document
		want   string
	}{
		{"plain", []string{"Saken tas", "til orientering."}, "", "Saken tas til orientering."},
		{"broken word", []string{"Søknaden sendes tilskudds-", "forvalteren i dag."}, "", "Søknaden sendes tilskuddsforvalteren i dag."},
		{"hyphen of its own after one letter", []string{"Direktoratet for e-", "helse"}, "", "Direktoratet for e-helse"},
		{"word known with its hyphen", []string{"det nye RHF-", "ansvaret for lab-", "prøver"}, "lab-prøver tas", "det nye RHF-ansvaret for lab-prøver"},
		{"word known without", []string{"en kommune-", "direktør"}, "kommunedirektør", "en kommunedirektør"},
		{"suspended hyphen", []string{"Reglene om innkallings-", "og møteplikt gjelder."}, "", "Reglene om innkallings- og møteplikt gjelder."},
		{"suspended before eller", []string{"barne-", "eller ungdomsskole"}, "", "barne- eller ungdomsskole"},
		{"abbreviation", []string{"en IKT-", "direktør"}, "", "en IKT-direktør"},
		{"name follows", []string{"Sør-", "Varanger"}, "", "Sør-Varanger"},
		{"span of years", []string{"planen for 2024-", "2027 vedtas"}, "", "planen for 2024-2027 vedtas"},
		{"dash between words", []string{"Møtet -", "som varte lenge"}, "", "Møtet - som varte lenge"},
		{"dash alone", []string{"-", "punkt"}, "", "- punkt"},
		{"three lines", []string{"inn-", "byg-", "gere"}, "", "innbyggere"},
		{"none", nil, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPage(1)
			p.lines(60, 100, tt.lines...)
			n := len(layout.Build([]pdftext.Page{p.Page}).Pages[0].Lines)
			if tt.before != "" {
				p.lines(60, 400, tt.before+" .")
			}
			d := layout.Build([]pdftext.Page{p.Page})
			if got := d.Join(d.Pages[0].Lines[:n]); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUnreadablePages(t *testing.T) {
	prose := "Kommunestyret vedtar at den nye veien til Vika skal bygges før sommeren, og at fylket betaler for den."
	for _, tt := range []struct {
		name              string
		draw              func(p *printer)
		textless, garbled bool
	}{
		{"text", func(p *printer) { p.lines(20, 100, prose, prose) }, false, false},
		{"blank", func(p *printer) { p.Ink = 0 }, false, false},
		{"drawn outlines", func(p *printer) { p.Ink = 0.03 }, true, false},
		{"a scan", func(p *printer) { p.Images = []saksok.Box{{0, 0, 595, 842}} }, true, false},
		{"a scan with a page number", func(p *printer) {
			p.Images = []saksok.Box{{0, 0, 595, 842}}
			p.at(300, 810, 8, false, "Side 2")
		}, true, false},
		{"a logo", func(p *printer) {
			p.Images = []saksok.Box{{0, 0, 100, 50}}
			p.lines(60, 100, "Vedlegg 1")
		}, false, false},
		{"a picture outside the page", func(p *printer) {
			p.Images = []saksok.Box{{-2000, -2000, -10, -10}}
			p.Ink = 0
		}, false, false},
		{"glyph numbers for letters and blanks", func(p *printer) {
			p.lines(20, 100, strings.ReplaceAll(shift(prose, -29), " ", "\x03"))
		}, false, true},
		{"letters one place off", func(p *printer) {
			text := shift("kommunestyret vedtar at den nye veien til vika skal bygges og at fylket betaler for den", 1)
			p.lines(20, 100, text, text, text)
		}, false, true},
		{"Finnish", func(p *printer) {
			p.lines(20, 100, "koulu on vanha ja se ei ole enää turvallinen, joka oli syy asiaan. kunnanhallitus hyväksyy hankkeen.",
				"hanke hyväksyttiin äänin viisi kaksi. asia hyväksyttiin yksimielisesti. silta rakennetaan.", "kokous päättyi kello kaksikymmentä ja pöytäkirja tarkastettiin.")
		}, false, false},
		{"Northern Sámi", func(p *printer) {
			p.lines(20, 100, "sámediggi lea álbmotválljen orgána ja galgá leat sámi álbmoga ovddasteaddji norggas.",
				"dievasčoahkkin mearridii ášši ovttajienalaččat. suohkanstivra dohkkeha bušeahta ja ekonomiijaplána,", "ja bivdá ráđđehusa čuovvolit ášši.")
		}, false, false},
		{"characters nobody knows", func(p *printer) { p.lines(20, 100, strings.Repeat("\ue001\ue002\ue003 ", 40)) }, false, true},
		{"a table of numbers", func(p *printer) {
			for i := range 10 {
				p.lines(20, 100+13*float64(i), "1 234 567 890 1 234 567 890 12,5 13,5")
			}
		}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPage(1)
			tt.draw(p)
			got := layout.Build([]pdftext.Page{p.Page}).Pages[0]
			if got.Textless != tt.textless || got.Garbled != tt.garbled {
				t.Errorf("textless %t, garbled %t, want %t, %t", got.Textless, got.Garbled, tt.textless, tt.garbled)
			}
		})
	}
}

// TestEveryShift: whichever way the letters are moved, the page is not what is seen. Moved
// by four, a becomes e and e becomes i: vowels mostly stay vowels.
func TestEveryShift(t *testing.T) {
	const alphabet = "abcdefghijklmnopqrstuvwxyzæøå"
	letters := []rune(alphabet)
	lines := []string{"kommunestyret vedtar at den nye veien til vika skal bygges før sommeren og at fylket",
		"betaler for den. rådmannen viser til høringen, der ingen hadde merknader. budsjettet for året",
		"dekker bare halvparten av kostnadene, så resten må lånes. saken legges frem på nytt i juni."}
	for k := 1; k < len(letters); k++ {
		if k == 4 {
			continue
		}
		moved := func(r rune) rune {
			if i := slices.Index(letters, r); i >= 0 {
				return letters[(i+k)%len(letters)]
			}
			return r
		}
		p := newPage(1)
		for i, l := range lines {
			p.lines(20, 100+13*float64(i), strings.Map(moved, l))
		}
		if !layout.Build([]pdftext.Page{p.Page}).Pages[0].Garbled {
			t.Errorf("moved by %d: %q passes for text", k, strings.Map(moved, lines[0]))
		}
	}
}

// shift moves every letter by n places, as a text layer of glyph numbers does.
func shift(s string, n rune) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' {
			return r + n
		}
		return r
	}, s)
}

// TestStoredPage: the words of the stored page are its text, in order.
func TestStoredPage(t *testing.T) {
	p := newPage(3)
	y := p.lines(60, 100.04, "Sak 1/24", "Vedtak i saken:")
	p.lines(60, y+30, "Enstemmig.")
	got := layout.Build([]pdftext.Page{p.Page}).Pages[0].Page()
	if want := "Sak 1/24\nVedtak i saken:\n\nEnstemmig."; got.Text != want {
		t.Errorf("text %q, want %q", got.Text, want)
	}
	var words []string
	for _, w := range got.Words {
		words = append(words, w.Text)
		for _, v := range w.Box {
			if math.Abs(v*10-math.Round(v*10)) > 1e-6 {
				t.Errorf("%q: box %v is not rounded", w.Text, w.Box)
			}
		}
	}
	if !slices.Equal(words, strings.Fields(got.Text)) {
		t.Errorf("words %q of text %q", words, got.Text)
	}
	if got.Number != 3 || got.Width != 595 || got.Height != 842 || got.Engine != "drawn" {
		t.Errorf("got page %d, %v × %v by %s", got.Number, got.Width, got.Height, got.Engine)
	}
}

// TestKernedDigits: a blank between digits that touch is the engine's, one with
// room is the file's.
func TestKernedDigits(t *testing.T) {
	for _, tt := range []struct {
		gap  float64
		want string
	}{{-0.7, "211"}, {2.5, "21 1"}} {
		p := newPage(1)
		p.at(60, 300, 10, false, "21")
		p.at(70+tt.gap, 300, 10, false, "1")
		if got := strings.Join(read(p), "\n"); got != tt.want {
			t.Errorf("gap %.1f: %q, want %q", tt.gap, got, tt.want)
		}
	}
}
