package ocr

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one recognised word, in pixels.
type word struct {
	text                     string
	left, top, right, bottom float64
	conf                     float64
	line                     int // words of one line of the program have equal numbers
}

// columns of the program's TSV: level, page, block, paragraph, line, word,
// left, top, width, height, confidence, text. Level 5 is a word.
const (
	columns   = 12
	levelWord = "5"
	header    = "level\t"
	maxPixels = 1 << 20 // no picture is so wide
)

// parseTSV reads the program's answer. A line that is not of its form is an
// error: half an answer is none.
func parseTSV(b []byte) ([]word, error) {
	if !bytes.HasPrefix(b, []byte(header)) {
		return nil, fmt.Errorf("the answer is not a table of words: %q", firstLine(b))
	}
	var out []word
	line, place := 0, ""
	for i, row := range strings.Split(strings.TrimRight(string(b), "\n"), "\n")[1:] {
		f := strings.SplitN(strings.TrimSuffix(row, "\r"), "\t", columns)
		if f[0] != levelWord {
			continue
		}
		if len(f) != columns {
			return nil, fmt.Errorf("row %d of the answer has %d columns", i+2, len(f))
		}
		var n [5]float64
		for j := range n {
			v, err := strconv.ParseFloat(f[6+j], 64)
			if err != nil {
				return nil, fmt.Errorf("row %d of the answer: %w", i+2, err)
			}
			if !(-maxPixels < v && v < maxPixels) { // NaN neither
				return nil, fmt.Errorf("row %d of the answer says %v", i+2, v)
			}
			n[j] = v
		}
		if p := strings.Join(f[2:5], "/"); p != place {
			place = p
			line++
		}
		text := printed(f[11])
		if text == "" || n[2] <= 0 || n[3] <= 0 {
			continue
		}
		out = append(out, word{text, n[0], n[1], n[0] + n[2], n[1] + n[3], n[4], line})
	}
	return out, nil
}

// printed is a word's text without what was no print: the lines of a table are
// read as bars, the program writes an em dash for the en dash that Nordic print
// has, and takes the paragraph sign for a dollar where it knows no law ("$3"
// became money).
func printed(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = strings.ReplaceAll(s, "—", "–")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, "|¦")
	if len(s) > 1 && s[0] == '$' && '0' <= s[1] && s[1] <= '9' {
		s = "§" + s[1:]
	}
	return s
}
