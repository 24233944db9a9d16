package layout

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const minListRows = 2 // entries of each column of a list

// listRows counts the rows of a numbered list in two columns, cut at x: the right
// column goes on counting where the left one ends, which neither a table's columns
// nor a list and its notes do. Agendas (sakslister) are printed so. 0 is no such list.
func listRows(rs []row, x float64) int {
	var left, right []int
	n := 0
	for n < len(rs) && !straddles(rs[n], x) {
		words := rs[n].words
		k := slices.IndexFunc(words, func(f fragment) bool { return f.word.Box.CenterX() > x })
		if k < 0 {
			k = len(words)
		}
		for _, side := range []struct {
			words   []fragment
			numbers *[]int
		}{{words[:k], &left}, {words[k:], &right}} {
			number := leadingNumber(side.words)
			if number == 0 {
				continue // the rest of an entry
			}
			if at := *side.numbers; len(at) > 0 && number != at[len(at)-1]+1 {
				return 0
			}
			*side.numbers = append(*side.numbers, number)
		}
		if len(left) == 0 || len(right) == 0 {
			return 0 // both begin on the first row
		}
		n++
	}
	if len(left) < minListRows || len(right) < minListRows || right[0] != left[len(left)-1]+1 {
		return 0
	}
	return beforeFullWidth(rs[:n], x)
}

// leadingNumber is the number that words begin with, behind a word of letters if there
// is one: 12 for "12. Title", "12/24 Title" and "PS 12/24 Title". 0 is none.
func leadingNumber(words []fragment) int {
	for i, f := range words[:min(2, len(words))] {
		word := f.word.Text
		digits := word[:len(word)-len(strings.TrimLeft(word, "0123456789"))]
		if n, err := strconv.Atoi(digits); err == nil && len(digits) <= 4 && len(words) > i+1 {
			return n
		}
		if word != "§" && strings.IndexFunc(word, func(c rune) bool { return !unicode.IsLetter(c) }) >= 0 {
			return 0
		}
	}
	return 0
}
