package pdftext

import "strings"

// Font descriptor flags (ISO 32000-1, table 123).
const (
	flagItalic    = 1 << 6
	flagForceBold = 1 << 18
)

// boldWeight is the least weight that reads as bold: 600 is semibold.
const boldWeight = 600

// styleOf tells a font's face from its name, flags and weight: "ABCDEF+Calibri-Bold",
// "Arial,BoldItalic", "TimesNewRomanPS-BoldItalicMT", "LiberationSans-Bold",
// "OpenSans-Semibold". A name that says "Regular" is believed before the weight, which
// is often but a guess from the width of stems: browsers print Noto Sans with stems
// that would be bold elsewhere.
func styleOf(name string, flags, weight int) fontStyle {
	lower := strings.ToLower(name)
	plain := strings.HasSuffix(lower, "regular") || strings.HasSuffix(lower, "-roman") || strings.HasSuffix(lower, "-book")
	return fontStyle{
		bold: !plain && weight >= boldWeight && weight <= 1000 || flags > 0 && flags&flagForceBold != 0 ||
			strings.Contains(lower, "bold") || strings.Contains(lower, "black") ||
			strings.Contains(lower, "heavy") || strings.HasSuffix(lower, "-bd"),
		italic: flags > 0 && flags&flagItalic != 0 ||
			strings.Contains(lower, "italic") || strings.Contains(lower, "oblique"),
	}
}

// faceName is a font's name without the tag of a subset ("ABCDEF+"), which many
// programs make anew on each page.
func faceName(name string) string {
	if len(name) > 7 && name[6] == '+' && strings.ToUpper(name[:6]) == name[:6] {
		return name[7:]
	}
	return name
}
