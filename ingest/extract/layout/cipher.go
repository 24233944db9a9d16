package layout

import (
	"math"
	"strings"
	"unicode"

	"saksok/ingest/extract/pdftext"
)

// A text layer may map every letter to another one ("Gftufbwhjgu" for
// "Festeavgift"): it looks like words and is not what is seen. Two signs must
// agree, since a table of codes has the one and a language we have no words of the
// other: the letters are not as frequent as in any of our languages, and vowels and
// consonants do not take turns as they do in every language.
const (
	cipherLetters    = 200   // letters needed to judge
	cipherWords      = 30    // words needed to judge
	cipherLikelihood = -3.15 // mean log likelihood a letter; text has -2.8 to -2.95, shifted text -3.4 and less
	cipherTurns      = 1.38  // see turns; text has 1.4 and more (Finnish and Sámi too), shifted text 0.6 to 1.25
)

// letterShare is how often each letter stands in a thousand letters, the mean of
// bokmål, nynorsk, Danish, Swedish and English.
var letterShare = map[rune]float64{
	'e': 140, 'n': 78, 'r': 80, 't': 80, 'a': 70, 'i': 65, 's': 66, 'd': 47, 'o': 55, 'l': 52, 'k': 36, 'g': 36, 'm': 32, 'v': 25,
	'f': 21, 'u': 22, 'p': 18, 'b': 15, 'h': 22, 'y': 9, 'å': 12, 'j': 8, 'ø': 7, 'æ': 3, 'c': 8, 'w': 4, 'ä': 4, 'ö': 3, 'z': 1, 'x': 1, 'q': 1,
}

func enciphered(glyphs []pdftext.Glyph) bool {
	letters, vowels, words, sum := 0, 0, 0, 0.0
	pairs, turns := 0, 0 // of letters side by side; those of a vowel and a consonant
	before := ' '
	for i, g := range glyphs {
		if i > 0 && !follows(glyphs[i-1], g) {
			before = ' '
		}
		for _, r := range strings.ToLower(g.Text) {
			if !unicode.IsLetter(r) {
				before = ' '
				continue
			}
			letters++
			sum += math.Log(max(letterShare[r], 0.5) / 1000)
			if isVowel(r) {
				vowels++
			}
			if before == ' ' {
				words++
			} else if pairs++; isVowel(before) != isVowel(r) {
				turns++
			}
			before = r
		}
	}
	if letters < cipherLetters || words < cipherWords || sum/float64(letters) >= cipherLikelihood {
		return false
	}
	share := float64(vowels) / float64(letters)
	chance := 2 * share * (1 - share) // of a turn between letters in any order
	return float64(turns) < cipherTurns*chance*float64(pairs)
}
