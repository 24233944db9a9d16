package figure

import "strings"

// Cue words, lower case; "x*" matches words that start with x, "*x" words that
// end in it, "*x*" words that hold it: Norwegian builds compounds.

// totalWords start the label of a row or head of a column that sums others.
var totalWords = strings.Fields("sum summa sumtotal total totalt totale totalsum totals samlet samla ialt delsum subtotal totaler")

// totalPhrases are the longer ones, and balances, which are no plain sums.
var totalPhrases = []string{"i alt", "til sammen", "tilsammen", "sammenlagt", "alt i alt", "grand total"}

var balanceWords = strings.Fields("netto brutto resultat årsresultat *resultat overskudd overskot underskudd underskot overskud underskud saldo balanse mindreforbruk merforbruk mer meirforbruk net gross result surplus deficit")

// voteWords say that a table counts votes or seats, not money.
var voteWords = strings.Fields("*stemme* *røyst* mandat* valg* valliste* *veljar* *velger* votes ballot* vote stemmer* seat*")

// subsetWords start rows that show a part of the row above and are never summed.
var subsetWords = strings.Fields("herav hvorav derav av heraf deraf of varav")

// moneyWords name money in heads, captions and labels.
var moneyWords = strings.Fields(`*budsjett* *budget* *regnskap* *rekneskap* *regnskab* bokslut* *beløp* beløb* belopp* *kostnad* *kostnader *utgift* *udgift* *inntekt* *inntekter *indtægt*
 intäkt* intäkter kostnader *tilskudd* *tilskot* *tilskud* *støtte *avgift* *gebyr* *ramme *rammer *bevilgning* *løyving* *bevilling* *finansiering* *investering* *lån *gjeld*
 eiendeler egenkapital *saldo *resultat *pris *priser *lønn* *overskudd *underskudd kroner kr nok *midler amount* revenue* expen* cost* income* fund* levy capital* price* salar* *forbruk*
 *honorar* *skatt* renter *fond *driftsmidler`)

// countWords are heads of numbers that are no money.
var countWords = strings.Fields(`antall antal antalet tal nr nummer note noter side sider kap kapittel post poster *årsverk *stillinger ansatte tilsette stemmer røyster *stemmer velgere
 personer innbyggere innbyggjarar elever barn plasser pasienter brukere timer dager uker km meter kvm dekar m2 m3 mengde volum stk konto ansvar art funksjon prosjektnr dato tid klokkeslett rang
 no number count counts votes fte ftes students page year years rank hours days`)

// numberWords start labels of rows of counts, and headCounts short ones: what follows
// them says which of them are counted ("Innbyggere over 80 år"). Departments are named
// by whom they serve ("Barn og unge"), so words that may be one are not here.
var (
	numberWords = strings.Fields("antall antal antalet number årsværk årsarbetare")
	workWords   = strings.Fields("*årsverk* *månedsverk* *månadsverk* *dagsverk* *timeverk*")
	headCounts  = strings.Fields("stillinger innbyggere innbyggjarar innbyggertall innbyggjartal folketall folketal befolkning elevtall elevtal barnetall barnetal indbyggere invånare inhabitants population ansatte tilsette fte ftes")
)

// shareWords are heads of shares and rates.
var shareWords = strings.Fields("pst prosent* prosentvis andel *andel pct percent* percentage* promille indeks index rate vekst")

// differenceWords are heads of differences of two columns.
var differenceWords = strings.Fields("avvik* *avvik diff differanse differ* endring* afvigelse* variance change changes")

// measures are what a head says was measured, longest first.
var measures = []string{
	"opprinnelig budsjett", "opphavleg budsjett", "justert budsjett", "regulert budsjett", "revidert budsjett", "vedtatt budsjett", "saldert budsjett",
	"årsbudsjett", "periodisert budsjett", "økonomiplan", "budsjettforslag", "årsprognose", "regnskap", "rekneskap", "regnskab", "budsjett", "budget",
	"prognose", "avvik", "differanse", "diff", "forslag", "endring", "gul bok", "finansieringsbehov", "finansiering", "bidrag", "actual", "forecast", "variance",
}

// bookWords name budgets and accounts, whose year is that of their amounts.
var bookWords = strings.Fields("*budsjett* *budget* *regnskap* *rekneskap* *regnskab* bokslut* årsrapport* årsmelding* årsberetning* *økonomiplan* økonomirapport* tertialrapport* kvartalsrapport* accounts")

// leadWords are those of a text that says that a table follows.
var leadWords = strings.Fields("tabell* tabel* table oversikt* oversikten nedenfor nedanfor følgende følgjande følger slik nedanstående following below oppstilling* stilling fordel* posten poster")
