package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a query. The only error is a *LimitError.
func Parse(s string) (*Query, error) {
	if n := utf8.RuneCountInString(s); n > MaxCharacters {
		return nil, &LimitError{"characters", MaxCharacters, n}
	}
	p := &parser{text: Clean(s)}
	p.mixed = strings.ToUpper(p.text) != p.text
	if n := utf8.RuneCountInString(p.text); n > MaxCharacters {
		return nil, &LimitError{"characters", MaxCharacters, n}
	}
	p.tokens = lex(p.text)
	if n := depth(p.tokens); n > MaxDepth {
		return nil, &LimitError{"parentheses", MaxDepth, n}
	}
	root := p.either()
	for p.at < len(p.tokens) { // a parenthesis closed that was never opened
		p.at++
		root = and([]Node{root, p.either()})
	}
	if root == nil && strings.Trim(p.text, marks) != "" {
		root = Word{Text: p.text} // signs alone: nothing is found, rather than everything
	}
	if n := terms(root); n > MaxTerms {
		return nil, &LimitError{"terms", MaxTerms, n}
	}
	return &Query{Root: root, Recognised: p.recognised, Years: p.years}, nil
}

// marks are the signs of the language and what else may be typed by mistake.
const marks = ` "()-*`

func depth(tokens []token) int {
	open, deepest := 0, 0
	for _, t := range tokens {
		switch t.kind {
		case tokenOpen:
			open++
		case tokenClose:
			open = max(0, open-1)
		}
		deepest = max(deepest, open)
	}
	return deepest
}

func terms(n Node) int {
	switch n := n.(type) {
	case nil:
		return 0
	case And:
		return sum(n.Nodes)
	case Or:
		return sum(n.Nodes)
	case Not:
		return terms(n.Node)
	}
	return 1
}

func sum(nodes []Node) int {
	total := 0
	for _, n := range nodes {
		total += terms(n)
	}
	return total
}

type parser struct {
	text       string
	mixed      bool // not all capitals, so that words in capitals are operators
	tokens     []token
	at         int
	recognised []Recognised
	years      []Recognised
}

// read is the part of the text that was read as n.
func (p *parser) read(n Node, start, end int) Recognised {
	return Recognised{
		Text: p.text[start:end], Node: n,
		Rest: strings.Join(strings.Fields(p.text[:start]+" "+p.text[end:]), " "),
	}
}

func (p *parser) peek(kind tokenKind) bool {
	return p.at < len(p.tokens) && p.tokens[p.at].kind == kind
}

// either reads "a or b".
func (p *parser) either() Node {
	nodes := []Node{p.every()}
	for p.orHere() {
		p.at++
		nodes = append(nodes, p.every())
	}
	return or(nodes)
}

// The operators that other searches write in capitals, and Norwegians too.
var (
	orWords  = map[string]bool{"ELLER": true}
	andWords = map[string]bool{"AND": true, "OG": true}
	notWords = map[string]bool{"NOT": true, "IKKE": true, "IKKJE": true}
)

// operatorWord reports whether a word may be an operator: "or", or one in capitals.
func operatorWord(w string) bool {
	return strings.EqualFold(w, "or") || orWords[w] || andWords[w] || notWords[w]
}

// orHere reports whether "or" stands between two things here.
func (p *parser) orHere() bool {
	if !p.peek(tokenWord) {
		return false
	}
	w := p.tokens[p.at].text
	return (strings.EqualFold(w, "or") || p.mixed && orWords[w]) && p.followed()
}

// capitals reports whether the word here is one of list, and something follows.
func (p *parser) capitals(list map[string]bool) bool {
	return p.mixed && p.peek(tokenWord) && list[p.tokens[p.at].text] && p.followed()
}

// followed reports whether something follows the word here.
func (p *parser) followed() bool {
	return p.at+1 < len(p.tokens) && p.tokens[p.at+1].kind != tokenClose
}

// every reads what stands side by side.
func (p *parser) every() Node {
	var nodes []Node
	for p.at < len(p.tokens) && !p.peek(tokenClose) {
		if len(nodes) > 0 && p.orHere() {
			break
		}
		if len(nodes) > 0 && p.capitals(andWords) {
			p.at++
			continue
		}
		if n := p.term(); n != nil {
			nodes = append(nodes, n)
		}
	}
	return and(nodes)
}

// term reads one thing: a word, a phrase, a field, a group, or the negation of
// one.
func (p *parser) term() Node {
	t := p.tokens[p.at]
	switch t.kind {
	case tokenNot:
		p.at++
		if p.at >= len(p.tokens) || p.peek(tokenClose) || p.tokens[p.at].start != t.end && !p.signs(t) {
			return nil
		}
		return not(p.term())
	case tokenOpen:
		p.at++
		n := p.either()
		if p.peek(tokenClose) {
			p.at++
		}
		return n
	case tokenPhrase:
		p.at++
		return Phrase{t.text}
	case tokenField:
		return p.field(t)
	}
	if _, used := readComparison(p.words()); used == 0 && p.capitals(notWords) { // "IKKE over 5 mill" is "at most"
		p.at++
		return not(p.term())
	}
	if n := p.recognise(); n != nil {
		return n
	}
	p.at++
	if t.text == section || isOperator(t.text) {
		return nil
	}
	return plainWord(t.text)
}

// signs reports whether only more minus signs stand between t and what follows.
func (p *parser) signs(t token) bool {
	return strings.Trim(p.text[t.end:p.tokens[p.at].start], "-") == ""
}

// plainWord is a word, or the beginning of one where it ends in a star after at
// least three letters.
func plainWord(s string) Node {
	stem, star := strings.CutSuffix(s, "*")
	if star && utf8.RuneCountInString(stem) >= 3 && strings.IndexFunc(stem, notLetter) < 0 {
		return Word{Text: stem, Prefix: true}
	}
	return Word{Text: s}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// field reads "name:value". Where the value is none of the field's, all of it is
// a word.
func (p *parser) field(t token) Node {
	p.at++
	_, value, _ := strings.Cut(t.text, ":")
	quoted := false
	if value == "" {
		if !p.peek(tokenPhrase) || p.tokens[p.at].start != t.end {
			return Word{Text: t.text}
		}
		value, quoted = p.tokens[p.at].text, true
		p.at++
	}
	switch t.field {
	case FieldAmount, FieldDate, FieldYear:
		if !quoted {
			value = p.extend(t.field, value)
		}
		if n, ok := readRange(t.field, value); ok {
			if t.field == FieldYear {
				p.years = append(p.years, p.read(n, t.start, p.tokens[p.at-1].end))
			}
			return n
		}
	case FieldType, FieldStatus, FieldLanguage:
		if v, ok := closed[t.field][strings.ToLower(value)]; ok {
			return Value{t.field, v}
		}
	default:
		if hasWordRune(value) {
			return Match{t.field, value, quoted}
		}
	}
	if quoted {
		return and([]Node{Word{Text: t.text}, Phrase{value}})
	}
	return Word{Text: t.text}
}

// extend takes in the words after an amount or date that belong to it:
// "beløp:>200 mill", "dato:13. november 2020".
func (p *parser) extend(f Field, value string) string {
	best, bestAt := value, p.at
	longer := value
	for at := p.at; at < len(p.tokens) && at < p.at+6 && p.tokens[at].kind == tokenWord; at++ {
		longer += " " + p.tokens[at].text
		if _, ok := readRange(f, longer); ok {
			best, bestAt = longer, at+1
		}
	}
	p.at = bestAt
	return best
}
