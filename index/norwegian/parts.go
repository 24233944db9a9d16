package norwegian

import "strings"

// compoundParts are words that Norwegian compounds of this field are made of. The list
// is our own. A word of it may stand first or last in a compound.
var compoundParts = strings.Fields(`
administrasjon aksje aktivitet alder alternativ amt anbud analyse anlegg ansvar anskaffelse arbeid areal arkiv arkitektur
arrangement arv avdeling avfall avgift avgjørelse avløp avtale avtal
bad bane barn barnehage barnevern bassell behandling behov beløp bemanning beredskap bestemmelse betaling bevilgning bevilling
bibliotek bidrag bilag bolig brann bredbånd brev bro bru bruker brukar budsjett buss by bydel bygd bygg byggesak bygning bærekraft
båt båthavn
dag dagsorden data departement digitalisering direktorat direktør distrikt drift driftssentral dokument
eiendom eigedom eier eldre element elev energi enhet etat evaluering
fag familie fare ferje ferge finans finansiering fisk fisker fjord flom flykning flyktning folke folkehelse fond forbund forbedring
foreldre forening forhandling formann formannskap formål forretning forskning forskrift forslag forsikring forsyning fortau forvaltning forvalter forvaltar
forum framdrift framlegg frist fritid frivillig fullmakt funksjon fylke fylkeskommune fylkesting fylkesvei
gang garanti gate gebyr gevinst gjeld grend grense grunn grunnmur grunnlag grunnskole grunnskule gruppe grendehus
hall handling handlingsplan havn havne havneanlegg havneavgift heim helse helseforetak helsehjelp helsetjeneste helseteneste hensyn herad hjem hjelp hjemmel hovedplan hus hytte hytte høring høyring
idrett idrettshall industri informasjon infrastruktur innbygger innbyggjar innkalling innkjøp innkreving innstilling innsats innvandring innføring integrering inntekt
instans institutt institusjon interesse intern investering
jernbane jord jordbruk journal
kapital kapasitet kart karttjeneste kino kirke kyrkje klage klima klima klinikk kloakk komite komité kommune kommunedel kommunedirektør kommunestyre kompensasjon kompetanse konsekvens konsept konsesjon konsulent kontor kontrakt kontroll kontrollutvalg kontrollutval koordinering
kostnad kraft kraftverk krav kreft krise kultur kulturhus kulturskole kunst kvalitet kvartal kvinne kyst
lag lager land landbruk ledelse leder leiar legemiddel lege leie lekeplass lensmann levering linje liste lisens logistikk lov løsning løysing lån lærer lærar læring lønn løn
mandat mangfold maskin massasje matrikkel media medisin medlem medvirkning melding menighet metode midler miljø ministerium minister modell modernisering mur museum musikk myndighet mål måling møte møtebok målsetting
natur navn nemnd nett næring næringsliv notat
ombud omfang område omorganisering omsorg omsorgstjeneste omstilling oppfølging oppdrag oppgave oppgåve opplæring oppnevning oppvekst ordfører ordførar ordning organ organisasjon organisering orientering orienteringssak oversikt overføring
parkering parti pasient pakke patent penger pensjon periode permisjon person personal personell personvern plan planlegging planprogram plass plassering plattform pleie politi politikk porteføl portefølje post postliste poliklinikk praksis prioritering pris prinsipp problem produksjon produkt prognose program prosedyre prosess prosjekt protokoll prosent psykiatri påvirkning
ramme rapport rapportering rassikring redning redegjørelse refusjon region register regler regel reglement regnskap rekneskap regulering reguleringsplan rehabilitering reinvestering rekruttering renovasjon rente representant ressurs rett rettighet revisjon revisor risiko rolle råd rådgiver rådhus rådmann rom
sak saksbehandling saksbehandler saksframlegg saksfremlegg saksliste samarbeid samferdsel samfunn samhandling samling sang satsing sekretariat sekretær sektor selskap senter sentral sentrum seksjon sertifikat situasjon sjukehus sykehus sykehjem sjukeheim sikkerhet sikring skatt skip skjema skog skole skule skoleskyss skyss slam sosial spesialist spill språk spørsmål stab stasjon stat statsbudsjett status statistikk stemme sti stiftelse stilling stipend strategi strandsone strekning struktur strøm studie student støtte styre styregruppe styring styringsgruppe styringsmodell styremøte summ svømmehall system søknad skatte
tabell tall takst tannhelse tariff tema teknologi teknikk telefon tenester teneste tjeneste tid tiltak tillegg tillatelse tilbud tilbod tilskudd tilskot tilsyn tilsett tilgang tilstand tjern tomt torg trafikk trafikksikkerhet transport trygd trygghet tunnel turisme turn tverrfaglig
ungdom ungdomsråd universitet undersøkelse undervisning utbetaling utbygging utbyggingsavtale utdanning utredning utgift utgreiing utleie utlån utsetting utsikt utskrift utstyr utval utvalg utvikling utvidelse
vald valg val valgstyre vann vass vatn varsel vassdrag vedlegg vedlikehold vedtak vedtekt veg vegvesen vei vei velferd velferdsteknologi verdi verk verksemd verktøy verneplan vern vernetiltak veileder virksomhet vilt vinter vurdering votering vold
ytelse yting
økonomi økonomiplan år årsbudsjett årsmelding årsrapport årsverk
`)

// closedHeads are those that are read at the end of a word only after a word of
// the list: "innstilling" is no stilling, "anledning" has no ledning.
var closedHeads = set(
	"stilling", "setting", "gang", "grunn", "mål", "lag", "land", "gjeld", "tall", "skole", "regel", "turn", "verdi", "plan", "krav",
	"melding", "handling", "levering", "samling", "styring", "læring", "bruker", "støtte", "slam", "pakke", "rente", "skatte", "frist",
	"vatn", "spill", "stemme", "situasjon", "sikring", "vern", "hjelp", "leder", "legemiddel", "trygd", "linje", "aksje", "måling",
	"person", "periode", "folke", "gate", "kunst", "strøm", "havne", "sosial", "intern", "status", "lager", "natur", "partier", "post",
	"prosess", "tilstand", "sentral", "senter", "heim", "hjem", "teknikk", "tverrfaglig", "organ", "kraft", "produkt", "eldre", "barn", "element", "energi", "alder",
)

// firstOnly stand first in compounds and are no words that are searched for.
var firstOnly = []string{"sam", "hoved", "felles", "sær"}

// whole are the words that look like compounds, or are, but mean something else
// than their parts.
var whole = set("samarbeid", "samhandling", "samfunn", "samling", "samferdsel", "samordning", "samtale", "samtykke", "legemiddel")

const (
	minCompound  = 8 // letters of a word that is looked into
	minModifier  = 3 // letters of its first part
	minStranger  = 4 // the same, where it is not on the list
	minOpenHead  = 4 // letters of the stem of a head that may follow a stranger
	maxCompounds = 3 // how often a first part is split again
)

var (
	headStems = map[string]bool{}   // stem of a head → whether a stranger may stand before it
	modifiers = map[string]string{} // as it stands before another, linking letter included → stem
)

// wholeStems are the stems of whole; making them fills the maps above.
var wholeStems = func() map[string]bool {
	stems := map[string]bool{}
	for w := range whole {
		stems[Stem(w)] = true
	}
	for _, w := range compoundParts {
		stem := Stem(w)
		open := !closedHeads[w] && len([]rune(stem)) >= minOpenHead
		headStems[stem] = headStems[stem] || open
		for _, link := range []string{"", "s", "e"} {
			if _, taken := modifiers[w+link]; !taken || link == "" {
				modifiers[w+link] = stem
			}
		}
	}
	for _, w := range firstOnly {
		modifiers[w] = ""
	}
	return stems
}()

// compound returns the stems of the words that a normalised word is made of, nil
// where it is no compound that we know.
func compound(word, stem string) []string {
	if len(word) < minCompound {
		return nil
	}
	return split(stem, maxCompounds)
}

// split cuts a stem before the longest head that leaves a first part of the
// list, or, failing that, one that may be a word.
func split(stem string, depth int) []string {
	if depth == 0 || wholeStems[stem] {
		return nil
	}
	var stranger []string
	for i := range stem {
		if i < minModifier {
			continue
		}
		open, head := headStems[stem[i:]]
		if !head {
			continue
		}
		first := stem[:i]
		if known, ok := modifiers[first]; ok {
			return append(firstParts(known, depth), headParts(stem[i:], depth)...)
		}
		if open && stranger == nil && len([]rune(first)) >= minStranger {
			stranger = append(strangerParts(first, depth), headParts(stem[i:], depth)...)
		}
	}
	return stranger
}

// firstParts are a first part of the list and what it is made of itself.
func firstParts(stem string, depth int) []string {
	if stem == "" {
		return nil
	}
	return append(split(stem, depth-1), stem)
}

// headParts are a head and what it is made of itself.
func headParts(stem string, depth int) []string {
	return append(split(stem, depth-1), stem)
}

// strangerParts are a first part that is not on the list, with and without the s
// that may link it, and what it is made of.
func strangerParts(first string, depth int) []string {
	out := []string{Stem(first)}
	bare := strings.TrimSuffix(first, "s")
	if bare != first && len([]rune(bare)) >= minStranger {
		out = append(out, Stem(bare))
	}
	return append(out, split(Stem(bare), depth-1)...)
}
