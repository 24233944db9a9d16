package norwegian

// stopWords say nothing of what a text is about. The list is short: a word that
// names anything, or negates, is not on it.
var stopWords = set(
	// bokmål
	"og", "i", "på", "av", "til", "for", "med", "om", "som", "er", "det", "den", "de", "en", "et",
	"at", "ved", "fra", "har", "ble", "blir", "bli", "skal", "kan", "vil", "dette", "denne", "disse",
	"eller", "men", "var", "sin", "sitt", "sine", "seg", "også", "så", "da", "når", "hva", "etter",
	"ut", "opp", "inn", "her", "der", "kunne", "skulle", "ville", "være", "vært", "han", "hun", "vi",
	"jeg", "du", "dei", "blitt", "hadde",
	// nynorsk
	"frå", "ein", "eit", "ei", "vert", "vart", "blei", "vere", "vore", "eg", "desse",
	"kva", "ho", "sidan",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
