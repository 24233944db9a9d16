package pdftext

import (
	"bytes"
	"math"
	"strconv"
)

// operandKind is the kind of an operand or token.
type operandKind byte

const (
	isNumber operandKind = iota
	isString
	isName
	isArray
	isDict
	isKeyword
	isClose // ] or >>, seen by the lexer only
)

// operand is an object of a content stream or a character map.
type operand struct {
	kind operandKind
	num  float64
	text string // of a string, name or keyword
	list []operand
}

// maxNesting bounds arrays in arrays; real content has one level.
const maxNesting = 16

// lexer cuts content streams, and the character maps of fonts, into operands.
// It never fails: what is not understood is passed over.
type lexer struct {
	b []byte
	i int
}

func isWhite(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// next gives the next operand or keyword, and false at the end.
func (l *lexer) next() (operand, bool) { return l.read(0) }

func (l *lexer) read(depth int) (operand, bool) {
	l.skipWhite()
	if l.i >= len(l.b) {
		return operand{}, false
	}
	c := l.b[l.i]
	switch c {
	case '(':
		return operand{kind: isString, text: l.literal()}, true
	case '<':
		if l.i+1 < len(l.b) && l.b[l.i+1] == '<' {
			l.i += 2
			return operand{kind: isDict, list: l.list(depth)}, true
		}
		return operand{kind: isString, text: l.hex()}, true
	case '>':
		l.i++
		if l.i < len(l.b) && l.b[l.i] == '>' {
			l.i++
		}
		return operand{kind: isClose}, true
	case '[':
		l.i++
		return operand{kind: isArray, list: l.list(depth)}, true
	case ']':
		l.i++
		return operand{kind: isClose}, true
	case '/':
		l.i++
		return operand{kind: isName, text: l.name()}, true
	case '{', '}', ')':
		l.i++
		return operand{kind: isKeyword, text: string(c)}, true
	}
	return l.word(), true
}

func (l *lexer) skipWhite() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case isWhite(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

// list reads up to the closing bracket.
func (l *lexer) list(depth int) []operand {
	if depth >= maxNesting {
		return nil
	}
	var out []operand
	for {
		o, ok := l.read(depth + 1)
		if !ok || o.kind == isClose {
			return out
		}
		out = append(out, o)
	}
}

func (l *lexer) regular() []byte {
	start := l.i
	for l.i < len(l.b) && !isWhite(l.b[l.i]) && !isDelimiter(l.b[l.i]) {
		l.i++
	}
	return l.b[start:l.i]
}

func (l *lexer) name() string {
	raw := l.regular()
	if bytes.IndexByte(raw, '#') < 0 {
		return string(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && hexDigit(raw[i+1]) >= 0 && hexDigit(raw[i+2]) >= 0 {
			out = append(out, byte(hexDigit(raw[i+1])<<4|hexDigit(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return string(out)
}

// word reads a number or a keyword.
func (l *lexer) word() operand {
	raw := l.regular()
	if len(raw) == 0 { // cannot be, but never stand still
		l.i++
		return operand{kind: isKeyword}
	}
	if n, ok := number(raw); ok {
		return operand{kind: isNumber, num: n}
	}
	return operand{kind: isKeyword, text: string(raw)}
}

// number reads what PDF calls a number, and the broken ones real files hold:
// "--5", "1.2.3", "12-3".
func number(raw []byte) (float64, bool) {
	c := raw[0]
	if c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
		return 0, false
	}
	if v, ok := plainNumber(raw); ok {
		return v, true
	}
	for len(raw) > 1 && (raw[0] == '-' || raw[0] == '+') && (raw[1] == '-' || raw[1] == '+') {
		raw = raw[1:]
	}
	end, dot := 1, raw[0] == '.'
	for end < len(raw) && (raw[end] >= '0' && raw[end] <= '9' || raw[end] == '.' && !dot) {
		dot = dot || raw[end] == '.'
		end++
	}
	v, err := strconv.ParseFloat(string(raw[:end]), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, len(raw) == 1 || end > 1 // a lone sign counts as zero
	}
	return v, true
}

// plainNumber is the fast path for digits with at most one point.
func plainNumber(raw []byte) (float64, bool) {
	i, neg := 0, false
	if raw[0] == '-' || raw[0] == '+' {
		neg = raw[0] == '-'
		i++
	}
	if i >= len(raw) || len(raw)-i > 15 {
		return 0, false
	}
	v, scale := int64(0), 0.0
	for ; i < len(raw); i++ {
		switch c := raw[i]; {
		case c >= '0' && c <= '9':
			v = v*10 + int64(c-'0')
			scale *= 10
		case c == '.' && scale == 0:
			scale = 1
		default:
			return 0, false
		}
	}
	f := float64(v)
	if scale > 1 {
		f /= scale
	}
	if neg {
		f = -f
	}
	return f, true
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *lexer) hex() string {
	l.i++
	var out []byte
	high := -1
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		if c == '>' {
			break
		}
		d := hexDigit(c)
		switch {
		case d < 0:
		case high < 0:
			high = d
		default:
			out = append(out, byte(high<<4|d))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return string(out)
}

func (l *lexer) literal() string {
	l.i++
	var out []byte
	for depth := 1; l.i < len(l.b); {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		case '\r':
			if l.i < len(l.b) && l.b[l.i] == '\n' {
				l.i++
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return string(out)
}

func (l *lexer) escape(out []byte) []byte {
	if l.i >= len(l.b) {
		return out
	}
	c := l.b[l.i]
	l.i++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '\r':
		if l.i < len(l.b) && l.b[l.i] == '\n' {
			l.i++
		}
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	v := int(c - '0')
	for n := 0; n < 2 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; n++ {
		v = v*8 + int(l.b[l.i]-'0')
		l.i++
	}
	return append(out, byte(v))
}

// skipImage passes over the data of an inline image, after its ID keyword: the
// data end at an EI that stands alone and has content, not pixels, behind it.
func (l *lexer) skipImage() {
	for l.i < len(l.b) {
		k := bytes.Index(l.b[l.i:], []byte("EI"))
		if k < 0 {
			l.i = len(l.b)
			return
		}
		start, end := l.i+k, l.i+k+2
		l.i = end
		if start > 0 && isWhite(l.b[start-1]) && (end >= len(l.b) || isWhite(l.b[end])) && l.readable(end) {
			return
		}
	}
}

func (l *lexer) readable(from int) bool {
	for _, c := range l.b[from:min(from+12, len(l.b))] {
		if c >= 0x80 || c < 0x20 && !isWhite(c) || c == 0 {
			return false
		}
	}
	return true
}
