package web

import (
	"strings"

	"saksok"
	"saksok/search"
)

// labels are the Norwegian words for the values of closed lists, by facet. A
// value that is not here (a body, a year) is shown as it is.
var labels = map[string]map[string]string{
	"type": {
		"item": "Saker", "decision": "Vedtak og forslag", "figure": "Tall", "person": "Personer",
		"meeting": "Møter", "document": "Dokumenter", "page": "Sider",
	},
	"status": {
		"proposed": "Forslag", "recommended": "Innstilling", "adopted": "Vedtatt", "rejected": "Falt",
		"deferred": "Utsatt", "withdrawn": "Trukket", "unlabelled": "Ikke merket",
	},
	"kind": {
		"notice": "Innkalling", "agenda": "Saksliste", "case_paper": "Saksframlegg", "pack": "Innkalling med saksdokumenter",
		"minutes": "Protokoll", "slide_pack": "Presentasjon", "budget": "Budsjett", "accounts": "Regnskap",
		"election_record": "Valgprotokoll", "attachment": "Vedlegg", "other": "Annet",
	},
	"item_kind": {
		"approval": "Godkjenning", "orientation": "Orientering", "discussion": "Drøfting", "endorsement": "Tilslutning",
		"decision": "Beslutning", "delegated": "Delegert sak", "question": "Spørsmål", "any_other_business": "Eventuelt", "other": "Annet",
	},
	"statement": {"dissent": "Protokolltilførsel", "impartiality": "Habilitet"},
	// Nouns: they stand beside proposals as well, and must not sound done.
	"decision_type": {
		"approval": "Godkjenning", "adoption": "Vedtakelse", "endorsement": "Tilslutning", "orientation": "Til orientering",
		"acknowledgement": "Til etterretning", "recommendation": "Anbefaling", "request": "Anmodning", "authorisation": "Fullmakt",
		"appropriation": "Bevilgning", "rejection": "Avslag", "deferral": "Utsettelse", "referral": "Oversendelse", "permit": "Tillatelse",
		"appointment": "Ansettelse", "election": "Valg", "release_from_office": "Fritak", "consultation_response": "Høringsuttalelse",
		"appeal_upheld": "Klage, medhold", "appeal_dismissed": "Klage, ikke medhold", "annulment": "Oppheving",
		"procedural": "Prosedyre", "discussion": "Drøfting", "no_decision": "Uten vedtak", "other": "Annet",
	},
	"language": {"nb": "Bokmål", "nn": "Nynorsk", "da": "Dansk", "sv": "Svensk", "en": "Engelsk", "se": "Nordsamisk", "und": "Ukjent språk"},
	"currency": {"NOK": "Norske kroner", "EUR": "Euro", "USD": "Dollar", "SEK": "Svenske kroner", "DKK": "Danske kroner", "GBP": "Pund"},
	"check": {
		"verified": "Kontrollert sum", "rounding": "Stemmer på avrunding nær", "mismatch": "Stemmer ikke", "unchecked": "Ikke kontrollert",
	},
	"role": {
		"presenter": "legger frem", "chair": "leder", "deputy_chair": "nestleder", "member": "medlem", "substitute": "varamedlem",
		"absent": "forfall", "observer": "observatør", "secretary": "sekretær", "staff": "fra administrasjonen",
		"case_officer": "saksbehandler", "proposer": "forslagsstiller",
	},
	"vote": {
		"unanimous": "Enstemmig", "majority": "Mot stemmer", "acclamation": "Ved akklamasjon", "casting_vote": "Avgjort med leders dobbeltstemme",
		"written_procedure": "Skriftlig behandling", "not_stated": "Votering ikke oppgitt",
	},
	"outcome": {
		"indexed": "Lest", "partly_indexed": "Delvis lest", "stored": "Venter på lesing", "no_text": "Uten tekst", "encrypted": "Kryptert", "quarantined": "Satt til side",
		"duplicate": "Duplikat", "skipped": "Ikke tatt inn", "deleted": "Fjernet fra kilden",
	},
	"problem": {
		"textless_page": "Siden har ingen tekst (skannet bilde)", "garbled_page": "Tekstlaget er ikke teksten man ser",
		"ocr_page":    "Lest med tekstgjenkjenning; kontroller mot bildet",
		"page_failed": "Siden lot seg ikke lese", "text_limit": "Mer tekst eller flere sider enn grensen",
		"fallback_engine": "Lest av reserveleseren", "engine_died": "Leseren stoppet", "unit_unknown": "Beløp uten oppgitt enhet",
		"item_without_body": "Sak på sakslisten uten egen tekst", "cell_unplaced": "Tall i tabell uten plass",
		"table_mismatch": "Oppgitt sum stemmer ikke", "table_is_picture": "Tabellen er et bilde", "encrypted": "Krever passord",
		"damaged": "Filen er skadet", "not_pdf": "Ikke en PDF", "too_large": "For stor", "timeout": "Tidsfristen gikk ut", "no_text": "Ingen side har tekst",
		"permission": "Filen kan ikke åpnes", "unreadable": "Filen lot seg ikke lese", "half_written": "Filen var ikke ferdig skrevet",
		"not_regular": "Ikke en vanlig fil", "vanished": "Filen forsvant",
	},
	"source": {"ok": "Svarer", "failing": "Svarer ikke", "never": "Ikke sett på ennå", "manual": "For hånd"},
	"limit":  {"characters": "tegn", "terms": "ord", "parentheses": "nivåer av parenteser"},
	"bound":  {"approx": "om lag", "over": "over", "under": "under"},
}

// facetTitles are the headings of the sidebar.
var facetTitles = map[string]string{
	"status": "Vedtaksstatus", "body": "Utvalg", "organisation": "Virksomhet", "year": "Møteår", "figure_year": "Tallet gjelder år",
	"month": "Måned", "kind": "Dokumenttype", "item_kind": "Sakstype", "decision_type": "Vedtakstype", "topic": "Tema",
	"currency": "Valuta", "check": "Summer", "language": "Språk",
}

// sortLabels are the choices of the sort list, in the order of sorts.
var sortLabels = map[string]string{
	"relevance": "Mest relevant", "-date": "Nyeste møte først", "date": "Eldste møte først", "-amount": "Største beløp først", "amount": "Minste beløp først",
}

// label is the Norwegian word for a value of a list.
func label(list, value string) string {
	if rest, ok := strings.CutPrefix(value, "-"); ok {
		return "ikke " + label(list, rest)
	}
	if value == "missing" {
		return "uten verdi"
	}
	if s := labels[list][value]; s != "" {
		return s
	}
	if list == "topic" {
		if s := saksok.TopicID(value).Name(); s != "" {
			return s
		}
	}
	if list == "month" {
		if d := longDate(saksok.Date(value + "-01")); strings.HasPrefix(d, "1. ") {
			return d[len("1. "):]
		}
	}
	return value
}

// typeLabel names one hit; a decision's own badge is its status, so that a
// proposal never stands under the word "vedtak".
func typeLabel(t search.HitType) string {
	switch t {
	case search.TypeItem:
		return "Sak"
	case search.TypeFigure:
		return "Tall"
	case search.TypePerson:
		return "Person"
	case search.TypeMeeting:
		return "Møte"
	case search.TypeDocument:
		return "Dokument"
	case search.TypePage:
		return "Side"
	}
	return ""
}

// statusView is how a decision's status is shown: in words, with an icon and a
// class for the colour, and a sentence where the word could be misread.
type statusView struct {
	Class, Word, Icon, Note string
}

var statusViews = map[saksok.DecisionStatus]statusView{
	saksok.StatusProposed:    {"proposed", "FORSLAG", "pencil", "Forslag til vedtak – ikke et vedtak."},
	saksok.StatusRecommended: {"recommended", "INNSTILLING", "forward", "Innstilling fra et organ til et annet – ikke et endelig vedtak."},
	saksok.StatusAdopted:     {"adopted", "VEDTATT", "check", ""},
	saksok.StatusRejected:    {"rejected", "FALT", "cross", "Ble ikke vedtatt."},
	saksok.StatusDeferred:    {"deferred", "UTSATT", "clock", "Saken ble utsatt."},
	saksok.StatusWithdrawn:   {"withdrawn", "TRUKKET", "back", "Forslaget ble trukket."},
	saksok.StatusUnlabelled:  {"unlabelled", "IKKE MERKET", "question", "Dokumentet sier ikke hva som ble av denne teksten."},
}

// by adds which earlier body the text is of, where it is not the body that meets.
func (v statusView) by(t *saksok.Treatment) statusView {
	if t == nil {
		return v
	}
	where := "Behandlet i " + t.Body
	if t.Date != "" {
		where += " " + longDate(t.Date)
	}
	v.Note = strings.TrimSpace(where + ". " + v.Note)
	return v
}

// statusOf shows an unheard-of status as not labelled: never as more than is known.
func statusOf(s saksok.DecisionStatus) statusView {
	if v, ok := statusViews[s]; ok {
		return v
	}
	return statusViews[saksok.StatusUnlabelled]
}

// checkView is how the result of adding up is shown.
type checkView struct {
	Class, Word, Icon string
}

var checkViews = map[saksok.CheckStatus]checkView{
	saksok.CheckVerified:  {"verified", "Kontrollert sum", "check"},
	saksok.CheckRounding:  {"rounding", "Sum stemmer på avrunding nær", "approx"},
	saksok.CheckMismatch:  {"mismatch", "Summen stemmer ikke", "cross"},
	saksok.CheckUnchecked: {"unchecked", "Sum ikke kontrollert", "question"},
}
