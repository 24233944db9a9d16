package norwegian

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// Asked is what a question in plain words asks for.
type Asked string

// What questions ask for.
const (
	AskedAmount   Asked = "amount"   // hvor mye, hva koster
	AskedDay      Asked = "day"      // når
	AskedPerson   Asked = "person"   // hvem
	AskedPlace    Asked = "place"    // hvor
	AskedReason   Asked = "reason"   // hvorfor
	AskedDecision Asked = "decision" // hva ble vedtatt om, når ble … vedtatt
)

// Question is a query in plain words, taken apart.
type Question struct {
	Drop []bool  // for each of Words(query): it says what is asked, not about what
	Asks []Asked // in the order they were met
}

// ReadQuestion tells which words of a query make it a question or are there out
// of politeness; the zero Question where there are none. A word that says
// something is always left. Quoted phrases must not be in it.
func ReadQuestion(query string) Question {
	lists := questions()
	words := Words(query)
	q := Question{Drop: make([]bool, len(words))}
	for i := range words {
		q.drop(i, lists.polite.at(words, i).words)
	}
	i := q.next(0)
	began := i
	for p := lists.start.at(words, i); p.words > 0; p = lists.start.at(words, i) {
		q.ask(p.asks)
		q.drop(i, p.words)
		i = q.next(i + p.words)
	}
	if i > began {
		q.ending(lists, words)
		for ; i < len(words); i++ {
			q.drop(i, lists.within.at(words, i).words)
		}
	}
	if !slices.Contains(q.Drop, true) || !q.leaves(words) {
		return Question{}
	}
	return q
}

func (q *Question) drop(from, n int) {
	for i := from; i < from+n; i++ {
		q.Drop[i] = true
	}
}

// next is the first word from i on that is not dropped.
func (q *Question) next(i int) int {
	for i < len(q.Drop) && q.Drop[i] {
		i++
	}
	return i
}

func (q *Question) ask(a Asked) {
	if a != "" && !slices.Contains(q.Asks, a) {
		q.Asks = append(q.Asks, a)
	}
}

// ending drops the longest phrase that the words end with.
func (q *Question) ending(lists *questionLists, words []Word) {
	last := len(words)
	for last > 0 && q.Drop[last-1] {
		last--
	}
	for i := range last {
		if p := lists.end.at(words[:last], i); p.words == last-i && !q.Drop[i] {
			q.ask(p.asks)
			q.drop(i, p.words)
			return
		}
	}
}

// leaves reports whether a word that says something is left.
func (q *Question) leaves(words []Word) bool {
	for i, w := range words {
		if !q.Drop[i] && !w.Stop() {
			return true
		}
	}
	return false
}

// questionPhrases are phrases by their first word.
type questionPhrases map[string][]questionPhrase

type questionPhrase struct {
	words int
	exact []string
	asks  Asked
}

// at returns the longest phrase that the words from i on begin with, or none.
func (l questionPhrases) at(words []Word, i int) questionPhrase {
	var best questionPhrase
	if i >= len(words) {
		return best
	}
	for _, p := range l[words[i].Exact] {
		same := func(a string, w Word) bool { return a == w.Exact }
		if p.words > best.words && i+p.words <= len(words) && slices.EqualFunc(p.exact, words[i:i+p.words], same) {
			best = p
		}
	}
	return best
}

func (l questionPhrases) add(asks Asked, phrases []string) error {
	for _, text := range phrases {
		p := questionPhrase{asks: asks}
		for _, w := range Words(text) {
			p.exact = append(p.exact, w.Exact)
		}
		if p.words = len(p.exact); p.words == 0 || p.words != len(strings.Fields(text)) {
			return fmt.Errorf("phrase %q is not words alone", text)
		}
		l[p.exact[0]] = append(l[p.exact[0]], p)
	}
	return nil
}

type questionLists struct{ start, end, within, polite questionPhrases }

//go:embed questions.yaml
var questionFile []byte

// questions are the lists, read at the first use, as loaded does.
var questions = sync.OnceValue(func() *questionLists {
	l, err := readQuestions(questionFile)
	if err != nil {
		panic(err)
	}
	return l
})

var allAsked = []Asked{"", AskedAmount, AskedDay, AskedPerson, AskedPlace, AskedReason, AskedDecision}

func readQuestions(file []byte) (*questionLists, error) {
	var content struct {
		Start  map[Asked][]string `yaml:"start"`
		End    map[Asked][]string `yaml:"end"`
		Within []string           `yaml:"within"`
		Polite []string           `yaml:"polite"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(file), yaml.Strict()).Decode(&content); err != nil {
		return nil, fmt.Errorf("reading question words: %w", err)
	}
	l := &questionLists{questionPhrases{}, questionPhrases{}, questionPhrases{}, questionPhrases{}}
	add := func(into questionPhrases, from map[Asked][]string) error {
		for _, asks := range slices.Sorted(maps.Keys(from)) {
			if !slices.Contains(allAsked, asks) {
				return fmt.Errorf("reading question words: nothing asks for %q", asks)
			}
			if err := into.add(asks, from[asks]); err != nil {
				return fmt.Errorf("reading question words: %w", err)
			}
		}
		return nil
	}
	for _, err := range []error{
		add(l.start, content.Start), add(l.end, content.End),
		add(l.within, map[Asked][]string{"": content.Within}), add(l.polite, map[Asked][]string{"": content.Polite}),
	} {
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}
