package pdftext

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Names of characters as fonts use them (the Adobe glyph list), for what
// western documents hold. Each table starts at the code point in its name.
const (
	names0020 = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
		"zero one two three four five six seven eight nine colon semicolon less equal greater question at " +
		"A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore grave " +
		"a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde"
	names00A1 = "exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot " +
		"sfthyphen registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior " +
		"ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE " +
		"Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde " +
		"Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis " +
		"aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex " +
		"otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis"
	names0100 = "Amacron amacron Abreve abreve Aogonek aogonek Cacute cacute Ccircumflex ccircumflex Cdotaccent cdotaccent Ccaron ccaron " +
		"Dcaron dcaron Dcroat dcroat Emacron emacron Ebreve ebreve Edotaccent edotaccent Eogonek eogonek Ecaron ecaron Gcircumflex gcircumflex " +
		"Gbreve gbreve Gdotaccent gdotaccent Gcommaaccent gcommaaccent Hcircumflex hcircumflex Hbar hbar Itilde itilde Imacron imacron " +
		"Ibreve ibreve Iogonek iogonek Idotaccent dotlessi IJ ij Jcircumflex jcircumflex Kcommaaccent kcommaaccent kgreenlandic Lacute lacute " +
		"Lcommaaccent lcommaaccent Lcaron lcaron Ldot ldot Lslash lslash Nacute nacute Ncommaaccent ncommaaccent Ncaron ncaron napostrophe " +
		"Eng eng Omacron omacron Obreve obreve Ohungarumlaut ohungarumlaut OE oe Racute racute Rcommaaccent rcommaaccent Rcaron rcaron " +
		"Sacute sacute Scircumflex scircumflex Scedilla scedilla Scaron scaron Tcommaaccent tcommaaccent Tcaron tcaron Tbar tbar Utilde utilde " +
		"Umacron umacron Ubreve ubreve Uring uring Uhungarumlaut uhungarumlaut Uogonek uogonek Wcircumflex wcircumflex Ycircumflex ycircumflex " +
		"Ydieresis Zacute zacute Zdotaccent zdotaccent Zcaron zcaron longs"
)

// otherNames are names outside the tables, with a few that old programs use.
var otherNames = map[string]rune{
	"nbspace": 0xA0, "nonbreakingspace": 0xA0, "softhyphen": 0xAD, "minus": 0x2212, "hyphenminus": '-', "overscore": 0xAF, "middot": 0xB7,
	"florin": 0x192, "Aringacute": 0x1FA, "aringacute": 0x1FB, "AEacute": 0x1FC, "aeacute": 0x1FD, "Oslashacute": 0x1FE, "oslashacute": 0x1FF,
	"circumflex": 0x2C6, "caron": 0x2C7, "breve": 0x2D8, "dotaccent": 0x2D9, "ring": 0x2DA, "ogonek": 0x2DB, "tilde": 0x2DC, "hungarumlaut": 0x2DD,
	"endash": 0x2013, "emdash": 0x2014, "horizontalbar": 0x2015, "quoteleft": 0x2018, "quoteright": 0x2019, "quotesinglbase": 0x201A,
	"quotedblleft": 0x201C, "quotedblright": 0x201D, "quotedblbase": 0x201E, "dagger": 0x2020, "daggerdbl": 0x2021, "bullet": 0x2022,
	"ellipsis": 0x2026, "perthousand": 0x2030, "guilsinglleft": 0x2039, "guilsinglright": 0x203A, "fraction": 0x2044, "Euro": 0x20AC,
	"trademark": 0x2122, "onethird": 0x2153, "twothirds": 0x2154, "arrowleft": 0x2190, "arrowup": 0x2191, "arrowright": 0x2192, "arrowdown": 0x2193,
	"partialdiff": 0x2202, "Delta": 0x394, "product": 0x220F, "summation": 0x2211, "radical": 0x221A, "infinity": 0x221E, "integral": 0x222B,
	"approxequal": 0x2248, "notequal": 0x2260, "lessequal": 0x2264, "greaterequal": 0x2265, "lozenge": 0x25CA, "filledbox": 0x25A0, "H22073": 0x25A1,
	"checkmark": 0x2713, "ff": 0xFB00, "fi": 0xFB01, "fl": 0xFB02, "ffi": 0xFB03, "ffl": 0xFB04, "f_f": 0xFB00, "f_i": 0xFB01, "f_l": 0xFB02,
	"f_f_i": 0xFB03, "f_f_l": 0xFB04, "alpha": 0x3B1, "beta": 0x3B2, "gamma": 0x3B3, "delta": 0x3B4, "epsilon": 0x3B5, "lambda": 0x3BB,
	"pi": 0x3C0, "sigma": 0x3C3, "tau": 0x3C4, "omega": 0x3C9, "Omega": 0x3A9, "Sigma": 0x3A3, "mu1": 0xB5, "Scommaaccent": 0x218,
	"scommaaccent": 0x219, "zerowidthspace": 0x200B,
}

var runeOfName = func() map[string]rune {
	m := make(map[string]rune, 600)
	for first, names := range map[rune]string{0x20: names0020, 0xA1: names00A1, 0x100: names0100} {
		for i, n := range strings.Fields(names) {
			m[n] = first + rune(i)
		}
	}
	for n, c := range otherNames {
		m[n] = c
	}
	return m
}()

// textOfName is the text of a glyph name: listed, "uni00E6", "u1F600", or one of
// these with a suffix ("a.alt") or joined ("f_i"). "" is unknown.
func textOfName(name string) string {
	if c, ok := runeOfName[name]; ok {
		return string(c)
	}
	if i := strings.IndexByte(name, '.'); i > 0 {
		return textOfName(name[:i])
	}
	if strings.Contains(name, "_") && len(name) < 40 {
		var out strings.Builder
		for part := range strings.SplitSeq(name, "_") {
			t := textOfName(part)
			if t == "" {
				return ""
			}
			out.WriteString(t)
		}
		return out.String()
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if v, err := strconv.ParseUint(hex, 16, 32); err == nil && v > 0 && v < 0x110000 {
				return string(rune(v))
			}
		}
	}
	return ""
}

// encoding gives the text of each code of a simple font.
type encoding [256]string

func encodingOf(cm *charmap.Charmap) *encoding {
	var e encoding
	for i := range e {
		if c := cm.DecodeByte(byte(i)); i >= 0x20 && c != 0xFFFD {
			e[i] = string(c)
		}
	}
	return &e
}

var (
	winAnsi  = withBullets(encodingOf(charmap.Windows1252))
	macRoman = encodingOf(charmap.Macintosh)
	standard = standardEncoding()
)

// withBullets fills the holes of WinAnsiEncoding, which the standard makes
// bullets.
func withBullets(e *encoding) *encoding {
	for i := 0x7F; i < 0xA0; i++ {
		if e[i] == "" || e[i][0] < 0x20 || e[i] == string(rune(i)) {
			e[i] = "•"
		}
	}
	return e
}

func standardEncoding() *encoding {
	var e encoding
	for i, n := range strings.Fields(names0020) {
		e[0x20+i] = textOfName(n)
	}
	e[0x27], e[0x60] = "’", "‘"
	for first, names := range map[int]string{
		0xA1: "exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl",
		0xB1: "endash dagger daggerdbl periodcentered",
		0xB6: "paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand",
		0xBF: "questiondown", 0xC1: "grave acute circumflex tilde macron breve dotaccent dieresis",
		0xCA: "ring cedilla", 0xCD: "hungarumlaut ogonek caron emdash", 0xE1: "AE", 0xE3: "ordfeminine",
		0xE8: "Lslash Oslash OE ordmasculine", 0xF1: "ae", 0xF5: "dotlessi", 0xF8: "lslash oslash oe germandbls",
	} {
		for i, n := range strings.Fields(names) {
			e[first+i] = textOfName(n)
		}
	}
	return &e
}

// symbolText maps the few signs of the Symbol and dingbat fonts that documents
// use as bullets; their letters are no text.
var symbolText = map[byte]string{0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0x6F: "o", 0x2D: "-", 0x20: " ", 0xA8: "□", 0x71: "❑", 0x76: "❖"}
