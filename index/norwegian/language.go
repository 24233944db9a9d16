package norwegian

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// The languages a query may be in beside Norwegian, as documents name theirs.
const (
	Danish  = "da"
	Swedish = "sv"
	English = "en"
)

// LanguageOf is the language a query is in where its words tell that it is not
// Norwegian, else "". One word is enough, for queries are short: what no
// Norwegian writes, or a letter that Norwegian has not.
func LanguageOf(query string) string {
	best, most := "", 0
	votes := map[string]int{}
	for _, w := range Words(query) {
		for _, l := range languages().telling[w.Exact] {
			votes[l]++
		}
		if strings.ContainsAny(query[w.Start:w.End], "äöÄÖ") {
			votes[Swedish]++
		}
	}
	for _, l := range []string{Danish, Swedish, English} {
		if votes[l] > most {
			best, most = l, votes[l]
		}
	}
	return best
}

// StopWord reports whether a normalised word says too little to be searched for
// beside others, in a query in the language.
func StopWord(word, language string) bool {
	return stopWords[word] || language != "" && slices.Contains(languages().stop[word], language)
}

// languageLists are languages by the words that tell them, and by those that say
// nothing in them.
type languageLists struct{ telling, stop map[string][]string }

//go:embed languages.yaml
var languageFile []byte

// languages are the lists, read at the first use, as loaded does.
var languages = sync.OnceValue(func() *languageLists {
	l, err := readLanguages(languageFile)
	if err != nil {
		panic(err)
	}
	return l
})

func readLanguages(file []byte) (*languageLists, error) {
	var content map[string]struct {
		Telling []string `yaml:"telling"`
		Stop    []string `yaml:"stop"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(file), yaml.Strict()).Decode(&content); err != nil {
		return nil, fmt.Errorf("reading words of languages: %w", err)
	}
	l := &languageLists{map[string][]string{}, map[string][]string{}}
	for _, language := range []string{Danish, Swedish, English} {
		for _, w := range content[language].Telling {
			w = Normalize(w)
			l.telling[w] = append(l.telling[w], language)
		}
		for _, w := range content[language].Stop {
			w = Normalize(w)
			l.stop[w] = append(l.stop[w], language)
		}
		delete(content, language)
	}
	for language := range content {
		return nil, fmt.Errorf("reading words of languages: %q is none", language)
	}
	return l, nil
}
