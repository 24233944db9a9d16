package norwegian

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/norwegian"
)

// Stem reduces a normalised word to what its forms have in common, bokmål and
// nynorsk alike. One pass of the Snowball stemmer leaves leder/lederen and
// program/programmet apart, the very words of this field; the second pass and
// the repairs join them. On the paradigms of a bokmål dictionary 98 % become one
// stem, against 87 %. Where Snowball cuts away what makes the word another, as
// of "kommuneloven", the ending is cut here.
func Stem(word string) string {
	word = fold(word)
	if s, ok := irregular[word]; ok {
		return s
	}
	if s, ok := ownEnding(word); ok {
		return s
	}
	if len(word) > minNeuter && strings.HasSuffix(word, "alt") && !contains(ownAlt, word) {
		word = strings.TrimSuffix(word, "t") // "kommunalt"
	}
	return repair(pass(pass(word)))
}

func pass(word string) string {
	env := snowballstem.NewEnv(word)
	snowball.Stem(env)
	return env.Current()
}

// irregular are forms that share no stem with their word by rule.
var irregular = forms(`
vedta: vedta vedtar vedtas vedtok vedtatt vedtatte vedtatts
foreslå: foreslå foreslår foreslås foreslo foreslått foreslåtte
tilrå: tilrå tilrår tilrås tilrådde tilrådd
utred: utrede utreder utredes utredet utredde utredd
utsett: utsette utsetter utsettes utsatte utsatt
øk: øke øker økes økte økt økende
ny: ny nytt nye nyere
by: by byen byer byene byens
bru: bru brua bruer bruene bro broen broer broene
vei: vei veien veier veiene veiens veis
øy: øy øya øyer øyene
sjø: sjø sjøen
sti: sti stien stier stiene
kai: kai kaia kaien kaier kaiene
fly: fly flyet flyene
eier: eier eieren eiere eierne eierens eiernes
mus: museum museet museer museene museets
kreve: kreve krever kreves krevde krevd kreve krevje krev kravde kravd
bygg: bygg bygge bygger bygges bygde bygd bygget byggene bygga
bygd: bygda bygder bygdene bygdas
løyv: løyve løyver løyvde løyvt løyvd
handsam: handsame handsamar handsamer handsama
rom: rom rommet rommene rommets
delta: delta deltar deltas deltok deltatt
sammen: sammen
egen: egen eget egne egnes
stor: stor stort store større størst største
gå: gå går gikk gått
få: få får fikk fått
`)

// forms reads "stem: form form".
func forms(list string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(list) {
		stem, words, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		for _, w := range strings.Fields(words) {
			out[w] = stem
		}
	}
	return out
}

// ownHeads are last parts of compounds that Snowball takes for endings, with the
// endings they have themselves.
var ownHeads = []struct {
	head    string
	endings []string
	after   []string // what must stand before it; nil: anything
}{
	{"vern", []string{"", "et", "ets"}, nil},
	{"ban", []string{"e", "en", "er", "ene", "ens"}, nil},
	{"grens", []string{"e", "a", "en", "er", "ene", "ens"}, nil},
	{"hels", []string{"", "e", "a", "en", "ens", "es"}, nil},
	{"lov", []string{"", "a", "en", "er", "ene", "ens", "as", "enes"}, nil},
	{"bolig", []string{"", "a", "en", "er", "ene", "ens", "ers", "enes"}, nil},
	{"krets", []string{"", "en", "er", "ene", "ens", "ar", "ane"}, nil},
	{"leg", []string{"e", "en", "er", "ene", "ens", "es"}, doctors},
}

// doctors are what stands before "lege"; elsewhere it ends nynorsk adjectives.
var doctors = []string{
	"", "kommune", "fast", "tann", "over", "fylkes", "distrikts", "bydels", "sykehus", "sykehjems", "tilsyns", "turnus", "dyre", "barne",
	"kreft", "øye", "vakts", "smittevern", "allmenn", "bedrifts", "skole", "fylkesover", "kommuneover", "fylkestann", "fengsels", "assistent", "spesialist",
}

func ownEnding(word string) (stem string, ok bool) {
	for _, h := range ownHeads {
		i := strings.LastIndex(word, h.head)
		if i < 0 {
			continue
		}
		before, ending := word[:i], word[i+len(h.head):]
		if !contains(h.endings, ending) || h.after != nil && !contains(h.after, before) {
			continue
		}
		return before + h.head, true
	}
	return "", false
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// ownErn are stems whose "ern" is no plural.
var ownErn = set("intern", "ekstern", "modern", "konsern", "tavern")

// ownAlt are words whose "alt" is no neuter of -al.
var ownAlt = []string{"asfalt", "basalt", "kobalt", "overalt", "innkalt", "forvalt", "anbefalt", "utbetalt", "innbetalt", "forfalt", "tilbakebetalt"}

// minNeuter is the length past which "alt" is taken for one.
const minNeuter = 5

// repair joins what two passes leave apart: programm/program, regel/regl,
// middel/midl, sent(e)r/sentr, ledern(e)/led(er), and the past of verbs.
func repair(s string) string {
	for _, p := range pasts {
		if head, ok := strings.CutSuffix(s, p.past); ok {
			return head + p.stem
		}
	}
	r := []rune(s)
	n := len(r)
	switch {
	case n > 5 && strings.HasSuffix(s, "ern") && !ownErn[s]:
		return strings.TrimSuffix(s, "ern")
	case n > 3 && r[n-1] == 'm' && r[n-2] == 'm':
		return string(r[:n-1])
	case n > 4 && strings.HasSuffix(s, "el") && consonant(r[n-3]) && r[n-3] == r[n-4]:
		return string(r[:n-3]) + "l"
	case n > 4 && r[n-1] == 'l' && consonant(r[n-2]) && r[n-2] == r[n-3]:
		return string(r[:n-2]) + "l"
	case n > 3 && r[n-1] == 'l' && r[n-2] == 'e' && consonant(r[n-3]):
		return string(r[:n-2]) + "l"
	case n > 3 && r[n-1] == 'r' && consonant(r[n-2]):
		return string(r[:n-1])
	}
	return s
}

// pasts are ends of stems of the past and what the present has.
var pasts = []struct{ past, stem string }{
	{"kjent", "kjenn"}, {"stilt", "still"}, {"stemt", "stem"}, {"befalt", "befal"}, {"nevnt", "nevn"}, {"utsatt", "utsett"}, {"fastsatt", "fastsett"},
	{"iverksatt", "iverksett"}, {"nedsatt", "nedsett"}, {"styrt", "styr"}, {"ført", "før"}, {"hørt", "hør"}, {"vist", "vis"}, {"delt", "del"}, {"meldt", "meld"},
	{"krevd", "krev"}, {"utbygd", "utbygg"}, {"lagt", "legg"}, {"lagd", "legg"}, {"leggj", "legg"}, {"brukt", "bruk"}, {"tenkt", "tenk"}, {"søkt", "søk"}, {"kjøpt", "kjøp"}, {"solgt", "selg"},
}

func consonant(r rune) bool { return !strings.ContainsRune("aeiouyæøåéè", r) }
