package pdftext

import (
	"sort"
	"unicode/utf16"
)

// Limits of a character map. Real ones have some hundreds of entries; a range
// is kept as a range, so a map cannot be large without a large file.
const (
	maxMapEntries = 200_000
	maxMapText    = 64 // bytes one code may stand for
)

// charMap is a CMap: it cuts strings into codes, and gives the text (ToUnicode)
// or the character id (an Encoding) of a code.
type charMap struct {
	spaces []codeSpace
	single map[uint32]string // code to UTF-16BE
	ranges []codeRange
	ids    []codeRange // with id
}

type codeSpace struct {
	size      int
	low, high uint32
}

type codeRange struct {
	low, high uint32
	text      string // UTF-16BE of low; the last unit counts up
	id        uint32
}

// parseCharMap reads a CMap as far as it makes sense.
func parseCharMap(b []byte) *charMap {
	m := &charMap{single: map[uint32]string{}}
	l := &lexer{b: b}
	var args []operand
	for {
		o, ok := l.next()
		if !ok {
			break
		}
		if o.kind != isKeyword {
			if len(args) < maxMapEntries {
				args = append(args, o)
			}
			continue
		}
		switch o.text {
		case "endcodespacerange":
			m.codeSpaces(args)
		case "endbfchar":
			m.chars(args)
		case "endbfrange":
			m.addRanges(args)
		case "endcidchar":
			m.addIDs(args, 2)
		case "endcidrange":
			m.addIDs(args, 3)
		}
		args = args[:0]
	}
	sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].low < m.ranges[j].low })
	sort.SliceStable(m.ids, func(i, j int) bool { return m.ids[i].low < m.ids[j].low })
	return m
}

func codeOf(s string) (v uint32) {
	for i := 0; i < len(s) && i < 4; i++ {
		v = v<<8 | uint32(s[i])
	}
	return v
}

func (m *charMap) codeSpaces(args []operand) {
	for ; len(args) >= 2; args = args[2:] {
		n := len(args[0].text)
		if args[0].kind == isString && n >= 1 && n <= 4 && len(args[1].text) == n && len(m.spaces) < 100 {
			m.spaces = append(m.spaces, codeSpace{n, codeOf(args[0].text), codeOf(args[1].text)})
		}
	}
}

func (m *charMap) chars(args []operand) {
	for ; len(args) >= 2; args = args[2:] {
		m.set(args[0], args[1])
	}
}

func (m *charMap) set(code, text operand) {
	if code.kind == isString && text.kind == isString && len(text.text) <= maxMapText && len(m.single) < maxMapEntries {
		m.single[codeOf(code.text)] = text.text
	}
}

func (m *charMap) addRanges(args []operand) {
	for ; len(args) >= 3; args = args[3:] {
		if args[0].kind != isString || args[1].kind != isString {
			continue
		}
		low, high := codeOf(args[0].text), codeOf(args[1].text)
		switch to := args[2]; to.kind {
		case isArray:
			for i, o := range to.list {
				if c := low + uint32(i); c <= high && o.kind == isString && len(m.single) < maxMapEntries {
					m.single[c] = o.text
				}
			}
		case isString:
			if high >= low && len(to.text) >= 1 && len(to.text) <= maxMapText && len(m.ranges) < maxMapEntries {
				m.ranges = append(m.ranges, codeRange{low: low, high: high, text: to.text})
			}
		}
	}
}

func (m *charMap) addIDs(args []operand, n int) {
	for ; len(args) >= n; args = args[n:] {
		low, high := codeOf(args[0].text), codeOf(args[n-2].text)
		if high >= low && len(m.ids) < maxMapEntries {
			m.ids = append(m.ids, codeRange{low: low, high: high, id: uint32(args[n-1].num)})
		}
	}
}

func find(ranges []codeRange, code uint32) (codeRange, bool) {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].low > code }) - 1
	// Ranges may overlap in broken maps; the nearest one wins, as in order.
	if i >= 0 && code <= ranges[i].high {
		return ranges[i], true
	}
	return codeRange{}, false
}

// text is what a code stands for.
func (m *charMap) text(code uint32) (string, bool) {
	if s, ok := m.single[code]; ok {
		return utf16BE(s), true
	}
	r, ok := find(m.ranges, code)
	if !ok {
		return "", false
	}
	b := []byte(r.text)
	if len(b) == 1 {
		return string(rune(uint32(b[0]) + code - r.low)), true
	}
	k := len(b) - 2
	unit := uint32(b[k])<<8 | uint32(b[k+1])
	unit += code - r.low
	b[k], b[k+1] = byte(unit>>8), byte(unit)
	return utf16BE(string(b)), true
}

// id is the character id of a code.
func (m *charMap) id(code uint32) (uint32, bool) {
	r, ok := find(m.ids, code)
	return r.id + code - r.low, ok
}

func utf16BE(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// cut takes the first code off s by the code space ranges.
func (m *charMap) cut(s string) (code uint32, n int) {
	for n = 1; n <= 4 && n <= len(s); n++ {
		code = code<<8 | uint32(s[n-1])
		for _, r := range m.spaces {
			if r.size == n && code >= r.low && code <= r.high {
				return code, n
			}
		}
	}
	return codeOf(s[:min(2, len(s))]), min(2, len(s))
}
