package saksok

import "strings"

// TopicID names a topic (tema) of the two-level vocabulary: "ehelse", or below
// it "ehelse/journal".
type TopicID string

// Topic is what an item is about, and why that is said of it.
type Topic struct {
	ID    TopicID  `json:"id"`
	Terms []string `json:"terms"` // the words that caused it, in lower case; what says most first
}

// Top is the topic's own top topic: "ehelse" of "ehelse/journal".
func (t TopicID) Top() TopicID {
	top, _, _ := strings.Cut(string(t), "/")
	return TopicID(top)
}

// Overlaps reports whether one of the topics is the other's top topic: whoever
// asks for both asks for the wider one.
func (t TopicID) Overlaps(o TopicID) bool {
	return t != o && (t.Top() == o || o.Top() == t)
}

// Name is the topic's Norwegian name, "" where there is no such topic.
func (t TopicID) Name() string { return topicNames[t] }

// FindTopics are the topics that a person may mean by text: a topic's id, the
// last part of one, or its name, in any case.
func FindTopics(text string) []TopicID {
	text = strings.ToLower(strings.TrimSpace(text))
	var out []TopicID
	for _, t := range vocabulary {
		id := string(t.id)
		if text != "" && (id == text || strings.HasSuffix(id, "/"+text) || strings.ToLower(t.name) == text) {
			out = append(out, t.id)
		}
	}
	return out
}

// TopicIDs is the vocabulary in its order: each top topic, then those below it.
func TopicIDs() []TopicID {
	out := make([]TopicID, len(vocabulary))
	for i, t := range vocabulary {
		out[i] = t.id
	}
	return out
}

var topicNames = func() map[TopicID]string {
	m := make(map[TopicID]string, len(vocabulary))
	for _, t := range vocabulary {
		m[t.id] = t.name
	}
	return m
}()

// vocabulary lists the topics with their names. The terms that tell them are
// with the code that reads them.
var vocabulary = []struct {
	id   TopicID
	name string
}{
	{"styring", "Politisk styring og demokrati"},
	{"styring/moteadministrasjon", "Møter og protokoller"},
	{"styring/valg", "Valg og verv"},
	{"styring/reglement", "Reglement og delegering"},
	{"styring/kontroll", "Kontroll og revisjon"},
	{"styring/innsyn", "Åpenhet, høring og medvirkning"},
	{"okonomi", "Økonomi og budsjett"},
	{"okonomi/budsjett", "Budsjett og økonomiplan"},
	{"okonomi/regnskap", "Regnskap og rapportering"},
	{"okonomi/finansiering", "Finansiering, lån og finansforvaltning"},
	{"okonomi/skatt", "Skatt, avgift og gebyr"},
	{"okonomi/tilskudd", "Tilskudd og støtteordninger"},
	{"okonomi/statsbudsjett", "Statsbudsjett og bevilgning"},
	{"organisasjon", "Organisasjon og personal"},
	{"organisasjon/omorganisering", "Omorganisering og omstilling"},
	{"organisasjon/ansettelse", "Ansettelse og ledelse"},
	{"organisasjon/arbeidsmiljo", "Arbeidsmiljø og HMS"},
	{"organisasjon/lonn-pensjon", "Lønn og pensjon"},
	{"organisasjon/kompetanse", "Kompetanse og bemanning"},
	{"digitalisering", "Digitalisering og IKT"},
	{"digitalisering/ikt-drift", "IKT-drift og infrastruktur"},
	{"digitalisering/digitale-tjenester", "Digitale tjenester"},
	{"digitalisering/informasjonssikkerhet", "Informasjonssikkerhet"},
	{"digitalisering/personvern", "Personvern"},
	{"digitalisering/data-arkiv", "Data, register og arkiv"},
	{"ehelse", "E-helse"},
	{"ehelse/journal", "Journalløsninger"},
	{"ehelse/samhandling", "Digital samhandling"},
	{"ehelse/legemidler", "Digitalisering av legemiddelområdet"},
	{"ehelse/nasjonale-losninger", "Nasjonale e-helseløsninger og veikart"},
	{"ehelse/styring", "Nasjonal styring av e-helse"},
	{"ehelse/velferdsteknologi", "Velferdsteknologi og digital hjemmeoppfølging"},
	{"helse", "Helsetjenester"},
	{"helse/sykehus", "Sykehus og spesialisthelsetjeneste"},
	{"helse/fastlege", "Fastlege og legevakt"},
	{"helse/psykisk-helse-rus", "Psykisk helse og rus"},
	{"helse/folkehelse", "Folkehelse og forebygging"},
	{"helse/smittevern", "Smittevern og pandemi"},
	{"omsorg", "Pleie og omsorg"},
	{"omsorg/sykehjem", "Sykehjem og institusjon"},
	{"omsorg/hjemmetjenester", "Hjemmetjenester"},
	{"omsorg/omsorgsbolig", "Omsorgsboliger"},
	{"omsorg/demens-dagtilbud", "Demensomsorg og dagtilbud"},
	{"omsorg/funksjonsnedsettelse", "Funksjonsnedsettelse og avlastning"},
	{"oppvekst", "Barnehage og skole"},
	{"oppvekst/barnehage", "Barnehage"},
	{"oppvekst/grunnskole", "Grunnskole"},
	{"oppvekst/skolestruktur", "Skolestruktur og skolebygg"},
	{"oppvekst/sfo-skoleskyss", "SFO og skoleskyss"},
	{"oppvekst/videregaende", "Videregående opplæring og voksenopplæring"},
	{"barn-familie", "Barnevern og familie"},
	{"barn-familie/barnevern", "Barnevern"},
	{"barn-familie/helsestasjon", "Helsestasjon og jordmor"},
	{"barn-familie/ungdom", "Ungdom og fritid"},
	{"barn-familie/familie-vold", "Familievern og vold i nære relasjoner"},
	{"barn-familie/ppt", "PPT og tidlig innsats"},
	{"sosial", "Sosiale tjenester og integrering"},
	{"sosial/sosialhjelp", "Økonomisk sosialhjelp"},
	{"sosial/arbeid-kvalifisering", "Arbeid og kvalifisering"},
	{"sosial/integrering", "Flyktninger og integrering"},
	{"sosial/boligsosialt", "Boligsosialt arbeid"},
	{"sosial/likestilling-urfolk", "Likestilling, samisk språk og urfolk"},
	{"plan", "Plan og arealbruk"},
	{"plan/kommuneplan", "Kommuneplan og planstrategi"},
	{"plan/reguleringsplan", "Reguleringsplan"},
	{"plan/dispensasjon", "Dispensasjon"},
	{"plan/utbygging", "Utbyggingsavtaler og byutvikling"},
	{"plan/kart-oppmaling", "Kart, oppmåling og adresser"},
	{"bygg", "Bygg og eiendom"},
	{"bygg/byggesak", "Byggesak"},
	{"bygg/kommunale-bygg", "Kommunale bygg og byggeprosjekter"},
	{"bygg/eiendom", "Kjøp og salg av eiendom"},
	{"bygg/vedlikehold", "Drift og vedlikehold"},
	{"bygg/leie", "Leie og utleie"},
	{"samferdsel", "Samferdsel"},
	{"samferdsel/veg", "Veg"},
	{"samferdsel/kollektiv", "Kollektivtransport"},
	{"samferdsel/trafikksikkerhet", "Trafikksikkerhet"},
	{"samferdsel/parkering", "Parkering og bompenger"},
	{"samferdsel/havn-luft", "Havn og luftfart"},
	{"teknisk", "Vann, avløp, renovasjon og energi"},
	{"teknisk/vann", "Vannforsyning"},
	{"teknisk/avlop", "Avløp og overvann"},
	{"teknisk/renovasjon", "Renovasjon og avfall"},
	{"teknisk/energi", "Energi og kraft"},
	{"teknisk/gebyr-va", "Gebyr for vann, avløp og renovasjon"},
	{"miljo", "Klima, natur og miljø"},
	{"miljo/klima", "Klima"},
	{"miljo/naturmangfold", "Naturmangfold og vern"},
	{"miljo/forurensning", "Forurensning og støy"},
	{"miljo/friluftsliv", "Friluftsliv og park"},
	{"miljo/vilt-vassdrag", "Vilt, fisk og vassdrag"},
	{"naring", "Næring og landbruk"},
	{"naring/naringsutvikling", "Næringsutvikling"},
	{"naring/landbruk", "Landbruk og skogbruk"},
	{"naring/bevilling", "Salgs- og skjenkebevilling"},
	{"naring/reiseliv", "Reiseliv og handel"},
	{"naring/havbruk", "Fiskeri og havbruk"},
	{"kultur", "Kultur, idrett og tro"},
	{"kultur/kulturtilbud", "Kultur og kunst"},
	{"kultur/idrett", "Idrett og anlegg"},
	{"kultur/bibliotek", "Bibliotek"},
	{"kultur/tro-gravplass", "Kirke, tro og gravplass"},
	{"kultur/kulturminne-frivillighet", "Kulturminner og frivillighet"},
	{"beredskap", "Samfunnssikkerhet og beredskap"},
	{"beredskap/kriseberedskap", "Beredskap og ROS"},
	{"beredskap/brann", "Brann og redning"},
	{"beredskap/naturfare", "Flom, skred og naturfare"},
	{"beredskap/politi", "Politi og kriminalitet"},
	{"beredskap/forsvar", "Forsvar og nasjonal sikkerhet"},
	{"anskaffelser", "Anskaffelser, avtaler og eierskap"},
	{"anskaffelser/anskaffelse", "Anskaffelser"},
	{"anskaffelser/eierskap", "Eierskap og selskap"},
	{"anskaffelser/interkommunalt", "Interkommunalt samarbeid"},
	{"anskaffelser/kontrakt", "Avtaler og tvister"},
	{"anskaffelser/klagesak", "Klagesaker"},
	{"utdanning", "Høyere utdanning og forskning"},
	{"utdanning/studieprogram", "Studieprogram og utdanningskvalitet"},
	{"utdanning/forskning", "Forskning"},
	{"utdanning/uh-styring", "Institusjonsstrategi og styring"},
	{"utdanning/student", "Studentforhold"},
	{"utdanning/fagskole", "Fagskole og høyere yrkesfag"},
}
