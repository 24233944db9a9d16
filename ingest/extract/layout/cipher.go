package layout

import (
	"math"
	"strings"
	"unicode"

	"saksok/ingest/extract/pdftext"
)

// A text layer may map every letter to another one ("Gftufbwhjgu" for
// "Festeavgift"): it looks like words and is not what is seen. Two signs must
// agree, since a list of names lacks the one and a table of codes the other: the
// letters are not as frequent as in any of our languages, and the small words
// every text is full of are missing.
const (
	cipherLetters    = 200   // letters needed to judge
	cipherWords      = 30    // words needed to judge
	cipherLikelihood = -3.15 // mean log likelihood a letter; text has -2.8 to -2.95, shifted text -3.4 and less
	cipherSmallWords = 0.02  // text has 0.2 to 0.4
)

// smallWords are the commonest words of the languages read here.
var smallWords = setOf("og i er det som på til av for med den at en et de fra har ikke ikkje ein eit om vart ble blir skal ved frå" +
	" af der och att är till från ett inte som the of and to in is that on be by was with from a")

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// letterShare is how often each letter stands in a thousand letters, the mean of
// bokmål, nynorsk, Danish, Swedish and English.
var letterShare = map[rune]float64{
	'e': 140, 'n': 78, 'r': 80, 't': 80, 'a': 70, 'i': 65, 's': 66, 'd': 47, 'o': 55, 'l': 52, 'k': 36, 'g': 36, 'm': 32, 'v': 25,
	'f': 21, 'u': 22, 'p': 18, 'b': 15, 'h': 22, 'y': 9, 'å': 12, 'j': 8, 'ø': 7, 'æ': 3, 'c': 8, 'w': 4, 'ä': 4, 'ö': 3, 'z': 1, 'x': 1, 'q': 1,
}

func enciphered(glyphs []pdftext.Glyph) bool {
	letters, sum := 0, 0.0
	words, small := 0, 0
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words++
			if smallWords[word.String()] {
				small++
			}
			word.Reset()
		}
	}
	for i, g := range glyphs {
		if i > 0 && !follows(glyphs[i-1], g) {
			end()
		}
		for _, r := range strings.ToLower(g.Text) {
			if !unicode.IsLetter(r) {
				end()
				continue
			}
			letters++
			sum += math.Log(max(letterShare[r], 0.5) / 1000)
			word.WriteRune(r)
		}
	}
	end()
	if letters < cipherLetters || words < cipherWords {
		return false
	}
	return sum/float64(letters) < cipherLikelihood && float64(small) < cipherSmallWords*float64(words)
}
