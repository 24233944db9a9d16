package pdftext

import "encoding/binary"

// glyphText reads which glyph of a TrueType font stands for which character,
// from its own table. "Microsoft: Print To PDF", common among municipalities,
// writes an empty ToUnicode and leaves this as the only way to the text.
func glyphText(font []byte) map[uint32]string {
	t := tableOf(font, "cmap")
	if len(t) < 4 {
		return nil
	}
	out := map[uint32]string{}
	for i := range min(int(be16(t, 2)), 32) {
		platform, id := be16(t, 4+8*i), be16(t, 6+8*i)
		// Unicode tables only; a symbol font's table names private places.
		if platform != 0 && (platform != 3 || id != 1 && id != 10) {
			continue
		}
		off := be32(t, 8+8*i)
		if uint64(off) >= uint64(len(t)) {
			continue
		}
		switch sub := t[off:]; be16(sub, 0) {
		case 4:
			segments4(sub, out)
		case 12:
			segments12(sub, out)
		}
	}
	return out
}

func be16(b []byte, i int) uint16 {
	if i < 0 || i+2 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint16(b[i:])
}

func be32(b []byte, i int) uint32 {
	if i < 0 || i+4 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint32(b[i:])
}

// tableOf finds a table of a font file.
func tableOf(font []byte, tag string) []byte {
	for i := range min(int(be16(font, 4)), 64) {
		at := 12 + 16*i
		if at+16 > len(font) {
			return nil
		}
		if string(font[at:at+4]) == tag {
			from, n := uint64(be32(font, at+8)), uint64(be32(font, at+12))
			if from >= uint64(len(font)) {
				return nil
			}
			return font[from:min(from+n, uint64(len(font)))]
		}
	}
	return nil
}

// note keeps the first character of a glyph: the plain one comes first.
func note(out map[uint32]string, glyph uint32, c rune) {
	if _, ok := out[glyph]; !ok && glyph != 0 && c >= 0x20 {
		out[glyph] = string(c)
	}
}

// segments4 reads the format for characters up to U+FFFF.
func segments4(t []byte, out map[uint32]string) {
	n := int(be16(t, 6)) / 2
	end, start, delta, offset := 14, 16+2*n, 16+4*n, 16+6*n
	left := 0x10000 // characters there can be
	for s := range n {
		first, last := int(be16(t, start+2*s)), int(be16(t, end+2*s))
		d, o := be16(t, delta+2*s), int(be16(t, offset+2*s))
		for c := first; c <= last && c < 0xFFFF && left > 0; c++ {
			left--
			glyph := uint16(c) + d
			if o != 0 {
				if glyph = be16(t, offset+2*s+o+2*(c-first)); glyph != 0 {
					glyph += d
				}
			}
			note(out, uint32(glyph), rune(c))
		}
	}
}

// segments12 reads the format for all characters.
func segments12(t []byte, out map[uint32]string) {
	left := 0x20000
	for s := range min(int(be32(t, 12)), (len(t)-16)/12) {
		first, last, glyph := be32(t, 16+12*s), be32(t, 20+12*s), be32(t, 24+12*s)
		for c := first; c <= last && c <= 0x10FFFF && left > 0; c++ {
			left--
			note(out, glyph+c-first, rune(c))
		}
	}
}
