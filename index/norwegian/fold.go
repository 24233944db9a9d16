package norwegian

import (
	"slices"
	"strings"
)

// fold writes a normalised word as bokmål does: the spellings of keyboards
// without Norwegian letters, and those in which nynorsk differs, as far as the
// word is the same. Words that mean the same but are not the same word are in
// synonyms.yaml. Folding merges "vatn" and "vann" but never two words that an
// exact search would take for one: exact terms are not folded.
func fold(word string) string {
	word = digraphs(word)
	if whole, ok := nynorskWords[word]; ok {
		return whole
	}
	word = nynorsk.Replace(word)
	word = agent(word)
	if strings.HasSuffix(word, "løn") {
		word += "n"
	}
	for _, e := range nynorskEnds {
		if head, ok := strings.CutSuffix(word, e.nynorsk); ok && len(head) > 2 {
			return head + e.bokmål
		}
	}
	return word
}

// digraphs folds spellings from keyboards without Norwegian letters. "skjemaet"
// has no æ: there the e begins an ending.
func digraphs(word string) string {
	if !strings.Contains(word, "aa") && !strings.Contains(word, "ae") && !strings.Contains(word, "oe") {
		return word
	}
	for _, end := range []string{"aet", "aer", "aene", "aets", "aenes"} {
		if head, ok := strings.CutSuffix(word, end); ok && len(head) > 2 {
			return spelling.Replace(head) + end
		}
	}
	return spelling.Replace(word)
}

var spelling = strings.NewReplacer("aa", "å", "ae", "æ", "oe", "ø")

// nynorsk are parts of words. Where the bokmål word begins with the nynorsk one,
// it stands before it as itself.
var nynorsk = strings.NewReplacer(
	"tilskot", "tilskudd", "overskot", "overskudd", "underskot", "underskudd", "forskot", "forskudd",
	"rekneskap", "regnskap", "eigedom", "eiendom", "eigendel", "egenandel", "eigar", "eier",
	"brukar", "bruker", "innbyggjar", "innbygger", "lærar", "lærer", "pleiar", "pleier", "heime", "hjemme",
	"teneste", "tjeneste", "tenesta", "tjenesta", "skule", "skole", "skulane", "skolene", "skular", "skoler", "vatn", "vann", "heim", "hjem",
	"kyrkjeleg", "kirkelig", "kyrkje", "kirke", "kyrkja", "kirka",
	"sjukehus", "sykehus", "sjuke", "syke", "leige", "leie", "leigar", "leier", "løns", "lønns",
	"løyving", "bevilgning", "avskriving", "avskrivning", "avsetjing", "avsetning", "avsetting", "avsetning",
	"meirforbruk", "merforbruk", "meirinntekt", "merinntekt", "utjamning", "utjevning", "oppgjer", "oppgjør",
	"vedlikehald", "vedlikehold", "reinhald", "renhold", "hovud", "hoved", "føremål", "formål", "forsking", "forskning",
	"verksemd", "virksomhet", "oppgåve", "oppgave", "oppgåva", "oppgava", "løysing", "løsning", "vidaregåande", "videregående", "vidare", "videre",
	"offentleg", "offentlig", "statleg", "statlig", "årleg", "årlig", "fagleg", "faglig", "ansvarleg", "ansvarlig", "vesentleg", "vesentlig",
	"endeleg", "endelig", "skriftleg", "skriftlig", "munnleg", "muntlig", "personleg", "personlig", "særleg", "særlig", "rettsleg", "rettslig",
	"tilgjengeleg", "tilgjengelig", "forsvarleg", "forsvarlig", "tidlegare", "tidligere", "moglegheit", "mulighet", "mogleg", "mulig",
	"lovlegheit", "lovlighet", "lovleg", "lovlig", "nødvendigheit", "nødvendighet", "venleg", "vennlig",
	"salsinntekt", "salgsinntekt", "godtgjersle", "godtgjørelse", "godtgjering", "godtgjøring", "frå", "fra", "ikkje", "ikke",
	"høyring", "høring", "høgd", "høyde", "utvalg", "utvalg", "utval", "utvalg", "tilbod", "tilbud", "utgreiing", "utredning", "undersøking", "undersøkelse",
	"fleirtall", "flertall", "fleirtal", "flertall", "mindretall", "mindretall", "mindretal", "mindretall", "folketall", "folketall", "folketal", "folketall",
	"fleire", "flere", "fremlegg", "framlegg", "fremdrift", "framdrift", "fremtid", "framtid", "fremstilling", "framstilling",
	"innkrevjing", "innkreving", "vasskraft", "vannkraft", "vassverk", "vannverk", "vassforsyning", "vannforsyning", "vassavgift", "vannavgift",
	"førebygging", "forebygging", "føretak", "foretak", "leiar", "leder", "hamn", "havn", "fylkesveg", "fylkesvei", "riksveg", "riksvei",
	"sommar", "sommer", "haust", "høst", "månad", "måned", "leiing", "ledelse", "byggje", "bygge", "støtta", "støtte",
	"foreining", "forening", "eining", "enhet", "gjennomføra", "gjennomføre", "berekraft", "bærekraft", "arbeidsløyse", "arbeidsløshet",
	"tryggleik", "trygghet",
)

// nynorskWords are those that are parts of too many other words.
var nynorskWords = map[string]string{
	"val": "valg", "valet": "valget", "vala": "valga", "veg": "vei", "vegen": "veien", "vegar": "veier", "vegane": "veiene", "vegs": "veis",
	"vedteke": "vedtatt", "vedteken": "vedtatt", "vedtekne": "vedtatt", "vedtek": "vedtar", "auke": "øke", "aukar": "øker", "auka": "økt",
	"vass": "vann", "tal": "tall", "eigen": "egen", "eiga": "egen", "eige": "eget", "eigne": "egne", "eigenandel": "egenandel", "talet": "tallet", "kor": "hvor", "eig": "eier", "saman": "sammen",
}

// nynorskEnds are last parts of compounds that are parts of too many other words.
var nynorskEnds = []struct{ nynorsk, bokmål string }{
	{"styreval", "styrevalg"}, {"tingsval", "tingsvalg"}, {"kommuneval", "kommunevalg"}, {"lokalval", "lokalvalg"},
	{"sveg", "svei"}, {"svegen", "sveien"}, {"svegar", "sveier"}, {"svegane", "sveiene"}, {"gangveg", "gangvei"}, {"elveg", "elvei"},
}

// agent writes the nynorsk ending of one who does as bokmål does: "brukarane"
// are "brukerne". A plural in -ar loses its ending as any other.
func agent(word string) string {
	for _, e := range agentEnds {
		head, ok := strings.CutSuffix(word, e.nynorsk)
		if !ok {
			continue
		}
		if len(head) < 3 || slices.ContainsFunc(noAgents, func(s string) bool { return strings.HasSuffix(head+"ar", s) }) {
			return word
		}
		return strings.TrimSuffix(head, "j") + e.bokmål
	}
	return word
}

var agentEnds = []struct{ nynorsk, bokmål string }{
	{"aranes", "ernes"}, {"arane", "erne"}, {"arar", "ere"}, {"aren", "eren"}, {"arens", "erens"}, {"ar", "er"}, {"ars", "ers"},
}

// noAgents end in -ar of their own.
var noAgents = []string{
	"svar", "bar", "far", "tvar", "klar", "par", "litar", "ltar", "ntar", "dtar", "etar", "itar", "otar", "utar", "atar", "dollar",
	"seminar", "kommentar", "honorar", "inventar", "eksemplar", "januar", "februar", "formular", "vikar", "radar", "notar", "kalendar",
	"sekular", "bazar", "hektar", "ordinar", "skar", "egnar", "lokalar", "kollar", "altar", "løyvar", "sparar", "titular", "oscar",
}
