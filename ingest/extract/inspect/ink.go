package inspect

import (
	"fmt"
	"image/color"
	"strings"

	"saksok"
)

// ink is how a mark is drawn: the colour of its outline, and how much of it
// covers the box.
type ink struct {
	color color.RGBA
	fill  float64
	thin  bool
	why   string // what it stands for, in the legend
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}

// inks are the colours of a stage's kinds; "" is for those not listed. They keep
// apart for those who do not tell red from green: what was adopted is dark and
// filled, what was rejected is light.
var inks = map[Stage]map[string]ink{
	Runs: {
		"run": {rgb(0x64748b), 0.06, true, "run"}, "turned": {rgb(0xa21caf), 0.10, true, "turned"},
		"rule": {rgb(0x0f172a), 0, false, "ruled line"}, "edge": {rgb(0xca8a04), 0, true, "edge of a filled area"},
		"image": {rgb(0x92400e), 0.05, false, "picture"},
	},
	Lines: {
		"text": {rgb(0x2563eb), 0.05, true, "line"}, "heading": {rgb(0x7c3aed), 0.16, false, "heading"},
		"furniture": {rgb(0x78716c), 0.22, true, "furniture"},
	},
	Blocks: {"text": {rgb(0x0891b2), 0.05, false, "block"}, "furniture": {rgb(0x78716c), 0.22, true, "furniture"}},
	Tables: {
		"table": {rgb(0x0f766e), 0, false, "table"}, "head": {rgb(0x0f766e), 0.20, true, "head cell"},
		"cell": {rgb(0x0f766e), 0.05, true, "cell"},
	},
	Items: {"heading": {rgb(0xea580c), 0.15, false, "item's heading"}, "text": {rgb(0xea580c), 0.55, true, "item's text"}},
	Decisions: {
		string(saksok.StatusAdopted): {rgb(0x14532d), 0.20, false, "adopted"}, string(saksok.StatusProposed): {rgb(0xb45309), 0.12, false, "proposed"},
		string(saksok.StatusRecommended): {rgb(0xd97706), 0.12, false, "recommended"}, string(saksok.StatusUnlabelled): {rgb(0x0369a1), 0.12, false, "unlabelled"},
		"": {rgb(0xdc2626), 0.08, false, "rejected, deferred, withdrawn"},
	},
	Figures: {"prose": {rgb(0xdb2777), 0.18, false, "figure in prose"}, "": {rgb(0xbe185d), 0.12, true, "figure in a table"}},
}

func (m Mark) ink() ink {
	of := inks[m.Stage]
	if k, ok := of[m.Kind]; ok {
		return k
	}
	return of[""]
}

func (k ink) hex() string { return fmt.Sprintf("#%02x%02x%02x", k.color.R, k.color.G, k.color.B) }

// legend names the colours of a stage in the order its marks come.
func (p *Page) legend(s Stage) []ink {
	var out []ink
	seen := map[string]bool{}
	for _, m := range p.of(s) {
		if k := m.ink(); k.why != "" && !seen[k.why] && !m.Box.Empty() {
			seen[k.why] = true
			out = append(out, k)
		}
	}
	return out
}

// Colours says in one line for each stage which colour is what, for the help text.
func Colours() string {
	var b strings.Builder
	for _, s := range Stages() {
		fmt.Fprintf(&b, "  %-10s %s\n", s, colourNames[s])
	}
	return b.String()
}

var colourNames = map[Stage]string{
	Runs:      "grey; turned print purple, ruled lines black, edges of fills yellow, pictures brown",
	Lines:     "blue; headings violet, furniture filled grey",
	Blocks:    "light blue; furniture filled grey",
	Tables:    "sea green; head cells filled",
	Items:     "orange: the heading, and a bar in the margin beside the text",
	Decisions: "adopted dark green, proposed and recommended brown, unlabelled blue, the rest red",
	Figures:   "pink",
}
