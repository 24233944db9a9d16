// Package synthetic answers "what would an archive of n documents look like?": it
// makes extractions of the shape real meeting packs have, always the same, so
// that the index can be measured at any size without anybody's documents.
package synthetic

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"unicode"

	"saksok"
)

// What one document is made of. The packs of this project have 1 decision, 8
// figures and just under 1 person to an item; longer ones have more text.
const (
	items          = 4
	figuresPerItem = 6
	pages          = 6
	// PerDocument is how many search documents come of one.
	PerDocument = 1 + 1 + items*(1+1+figuresPerItem+1) + pages
)

// Planted is a word that stands in a known share of what is searched.
type Planted struct {
	Word  string
	Share float64
}

// The planted words. Pair and Partner stand beside each other wherever one does.
var (
	Rare    = Planted{"hvalrosskjønn", 0.0005}
	Word    = Planted{"ferjeleie", 0.016}
	Common  = Planted{"ungdomshall", 0.28}
	Dated   = Planted{"torgplass", 0.26}
	Broad   = Planted{"reguleringsføresegn", 0.14}
	Pair    = Planted{"gangbane", 0.02}
	Partner = "kvartalslys"
	planted = []Planted{Rare, Word, Common, Dated, Broad, Pair}
)

// Extractions makes n documents, one after another.
func Extractions(n int) iter.Seq[*saksok.Extraction] {
	return func(yield func(*saksok.Extraction) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		w := &writer{r: r, words: vocabulary()}
		w.zipf = rand.NewZipf(r, 1.15, 3, uint64(len(w.words)-1))
		for d := range n {
			if !yield(w.document(d)) {
				return
			}
		}
	}
}

// writer writes words as often as they occur: every other one is a small word.
type writer struct {
	r     *rand.Rand
	words []string
	zipf  *rand.Zipf
}

func (w *writer) word() string {
	if w.r.IntN(5) < 2 {
		return small[w.r.IntN(len(small))]
	}
	return w.words[w.zipf.Uint64()]
}

func (w *writer) text(words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.word())
		if i%12 == 11 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// IsPlanted reports whether a word is one of those whose share is known.
func IsPlanted(word string) bool {
	return word == Partner || slices.ContainsFunc(planted, func(p Planted) bool { return p.Word == word })
}

// plant adds each planted word to a text with the chance of its share.
func (w *writer) plant(text string) string {
	for _, p := range planted {
		if w.r.Float64() < p.Share {
			text += " " + p.Word
			if p == Pair {
				text += " " + Partner
			}
		}
	}
	return text
}

func (w *writer) document(d int) *saksok.Extraction {
	year := 2012 + w.r.IntN(14)
	sum := sha256.Sum256(fmt.Append(nil, "synthetic", d))
	x := saksok.NewExtraction(saksok.DocumentID(hex.EncodeToString(sum[:])), 1)
	x.Document.Title, x.Document.Kind, x.Document.Language, x.Document.Pages = w.text(4), kinds[d%len(kinds)], languages[w.r.IntN(len(languages))], pages
	x.Meeting = saksok.Meeting{
		Body: bodies[w.r.IntN(len(bodies))], Organisation: fmt.Sprintf("%s kommune", places[d%len(places)]), Number: fmt.Sprintf("%d/%d", d%9+1, year),
		Date: saksok.NewDate(year, w.r.IntN(12)+1, w.r.IntN(28)+1),
	}
	for i := range items {
		w.item(x, saksok.ItemNumber(fmt.Sprintf("PS %d/%02d", d%300*items+i+1, year%100)), 2*i+1)
	}
	for p := range pages {
		x.Pages = append(x.Pages, saksok.Page{Number: p + 1, Text: w.plant(w.text(250))})
	}
	return x
}

func (w *writer) item(x *saksok.Extraction, number saksok.ItemNumber, page int) {
	page = min(page, pages-1)
	x.Items = append(x.Items, saksok.Item{
		Number: number, Title: w.plant(w.text(6)), Kind: saksok.ItemDecision, FirstPage: page, LastPage: page + 1, Text: w.text(220),
	})
	x.Decisions = append(x.Decisions, saksok.Decision{
		Item: number, Status: statuses[w.r.IntN(len(statuses))], Types: []saksok.DecisionType{saksok.TypeAdoption}, Text: w.text(40), Page: page + 1,
	})
	x.People = append(x.People, saksok.Person{Name: w.name(), Role: saksok.RoleCaseOfficer, Item: number, Page: page})
	row := w.text(2)
	for f := range figuresPerItem {
		thousands := w.r.IntN(1 << 20)
		x.Figures = append(x.Figures, saksok.Figure{
			Item: number, Row: row, Columns: []string{fmt.Sprint(x.Meeting.Date.Year() + f), "Budsjett"}, Year: x.Meeting.Date.Year() + f, Text: fmt.Sprint(thousands),
			Unit: "1000 kr", Currency: "NOK", Minor: int64(thousands) * 100_000, Page: page + 1, Total: f == figuresPerItem-1,
		})
	}
}

func (w *writer) name() string {
	return places[w.r.IntN(len(places))] + " " + places[w.r.IntN(len(places))] + "sen"
}

var (
	kinds     = []saksok.DocumentKind{saksok.KindPack, saksok.KindMinutes, saksok.KindNotice}
	languages = []string{"nb", "nb", "nb", "nn"}
	statuses  = []saksok.DecisionStatus{saksok.StatusProposed, saksok.StatusAdopted, saksok.StatusAdopted}
	bodies    = named("Utvalg for ", firsts, 40)
	places    = named("", crossed(firsts[:24], []string{"vik", "fjord", "nes", "dal", "ås"}), 97)
)

func named(before string, words []string, n int) []string {
	out := make([]string, 0, n)
	for _, w := range words[:min(n, len(words))] {
		name := []rune(before + w)
		name[0] = unicode.ToUpper(name[0])
		out = append(out, string(name))
	}
	return out
}

// vocabulary is some 40 000 compounds in their forms, in an order of chance.
var vocabulary = sync.OnceValue(func() []string {
	out := crossed(crossed(firsts, lasts), endings)
	r := rand.New(rand.NewPCG(3, 4))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
})

func crossed(a, b []string) []string {
	out := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return out
}

var (
	small  = strings.Fields("og i av til for på det som en er med at de om ikke den kan skal vil etter fra ved eller har var blir må denne disse ut opp over under")
	firsts = strings.Fields(`skole vei bru helse plan budsjett areal vann kultur klima havn bygg barne ungdoms eldre omsorgs miljø nærings
		landbruks fiskeri idretts kirke park torg gate sti skog fjell elv strand øy by bygde gårds tomte lønns pensjons innkjøps utviklings drifts
		investerings finans skatte avgifts gebyr tilskudds låne rente energi strøm varme avløps renovasjons brann beredskaps trafikk buss ferje
		sykkel gang parkerings bolig leie sosial`)
	lasts = strings.Fields(`plan tiltak prosjekt område ramme sak tilskudd fond utvalg råd styre nemnd kontor senter anlegg hus hall bygg
		ordning avtale rapport analyse vurdering prosess strategi program budsjett regnskap kostnad inntekt utgift gebyr sats norm regel lov
		forskrift vedtekt reglement vedtak innstilling melding høring uttalelse søknad klage tilsyn kontroll revisjon drift vedlikehold`)
	endings = append(strings.Fields("en et er ene ens ets enes s e"), "")
)
