package norwegian

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/encoding/charmap"
)

// Analyzer is the analysis with a list of parts of compounds. The zero value is
// no use; it may be used by several at once.
type Analyzer struct {
	parts *parts
	known map[string]*Word // what Remembering has read, but for its place; may be nil
	often *often           // what Sharing has; may be nil
}

var own = &Analyzer{parts: ownParts}

// Remembering returns an analyzer that reads a word only once. It is for one
// goroutine and the texts of one document, of which it keeps every word.
func (a *Analyzer) Remembering() *Analyzer {
	return &Analyzer{parts: a.parts, known: map[string]*Word{}}
}

// Sharing returns an analyzer that reads frequent words only once, for all who use
// it: texts that are shown again and again.
func (a *Analyzer) Sharing() *Analyzer { return &Analyzer{parts: a.parts, often: &often{}} }

// mostOften bounds what Sharing keeps, about 10 MB; then it begins anew.
const mostOften = 30000

// often are words that were read, by how they are printed, but for their place.
type often struct {
	words sync.Map
	count atomic.Int64
}

func (o *often) get(raw string) *Word {
	v, ok := o.words.Load(raw)
	if !ok {
		return nil
	}
	return v.(*Word)
}

func (o *often) put(raw string, w *Word) {
	if o.count.Add(1) > mostOften {
		o.words.Clear()
		o.count.Store(1)
	}
	o.words.Store(raw, w)
}

// NewAnalyzer returns the analysis that knows words as parts of compounds beside
// its own list. The same words give the same analysis, in any order.
func NewAnalyzer(words []string) *Analyzer {
	if len(words) == 0 {
		return own
	}
	return &Analyzer{parts: ownParts.with(slices.Sorted(slices.Values(words)))}
}

// Counted is a word with how often it occurs.
type Counted struct {
	Word  string
	Count int
}

const (
	learnCount = 5     // occurrences of a word that may be a part
	learnMost  = 20000 // parts learnt, the most frequent; a list of them takes 10 MB
)

// Learn returns the words of a vocabulary that may be parts of compounds, sorted:
// those that stand alone often enough and that the own list does not know.
func Learn(vocabulary []Counted) []string {
	var often []Counted
	for _, c := range vocabulary {
		if c.Count >= learnCount && ownParts.mayBePart(c.Word) {
			often = append(often, c)
		}
	}
	slices.SortFunc(often, func(a, b Counted) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Word, b.Word))
	})
	var out []string
	for _, c := range often[:min(len(often), learnMost)] {
		out = append(out, c.Word)
	}
	slices.Sort(out)
	return out
}

// dictionaries are the spelling lists of Norwegian, as hunspell names them.
var dictionaries = []string{"nb_NO.dic", "nn_NO.dic"}

// ReadDictionaries returns the words of the hunspell lists in a folder that may
// be parts of compounds, sorted; none where there are none.
func ReadDictionaries(folder string) ([]string, error) {
	var out []string
	for _, name := range dictionaries {
		words, err := readDictionary(folder + "/" + name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading dictionary: %w", err)
		}
		out = append(out, words...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// readDictionary reads the nouns that the list allows in compounds: those with
// flag z and one of A, B and C, the endings of nouns. The lists are in Latin 1.
func readDictionary(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(charmap.ISO8859_1.NewDecoder().Reader(f))
	for lines.Scan() {
		word, flags, _ := strings.Cut(lines.Text(), "/")
		if strings.Contains(flags, "z") && strings.ContainsAny(flags, "ABC") && ownParts.mayBePart(word) {
			out = append(out, word)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}
