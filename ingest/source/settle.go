package source

import (
	"bytes"
	"cmp"
	"time"
)

// Settle is how long a file must lie still before it counts as finished. The
// zero Settle is 5 s and 60 s.
type Settle struct {
	Quiet time.Duration // with %%EOF at its end; 0 is 5 s
	Stale time.Duration // without; 0 is 60 s
	// Interactive trusts a file whose end has %%EOF at once, and one without
	// after Quiet: a user who just made a file and names it means it.
	Interactive bool
}

// QuietTime is how long to wait before a second look.
func (s Settle) QuietTime() time.Duration { return cmp.Or(s.Quiet, 5*time.Second) }

// Finished reports whether a file is finished that was last modified at mod,
// whose size and time were first seen as they are at sighted (zero: now), and
// whose end has %%EOF or not. A modification time in the future says nothing.
func (s Settle) Finished(now, mod, sighted time.Time, eof bool) bool {
	if s.Interactive && eof {
		return true
	}
	still := now.Sub(mod)
	if !sighted.IsZero() {
		still = max(still, now.Sub(sighted))
	}
	stale := cmp.Or(s.Stale, time.Minute)
	if s.Interactive {
		stale = s.QuietTime()
	}
	return eof && still >= s.QuietTime() || still >= stale
}

// headSize and tailSize are how far from the ends the marks may stand: PDF
// readers accept junk of up to 1 024 bytes before the one and after the other.
const (
	headSize = 1024
	tailSize = 1024 + len("%%EOF")
)

// hasEOF reports whether a file's last bytes hold the mark of a complete PDF.
func hasEOF(tail []byte) bool { return bytes.Contains(tail, []byte("%%EOF")) }

// Sniff says what a file is by its first bytes: "pdf", or what else it looks
// like, for the message to the user.
func Sniff(head []byte) string {
	trimmed := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\x00"))
	switch {
	case bytes.Contains(head[:min(len(head), headSize)], []byte("%PDF-")):
		return "pdf"
	case len(head) == 0:
		return "empty"
	case len(trimmed) == 0:
		return "blank"
	case bytes.HasPrefix(trimmed, []byte("<!doctype html")), bytes.HasPrefix(trimmed, []byte("<html")),
		bytes.HasPrefix(trimmed, []byte("<head")):
		return "html"
	case bytes.HasPrefix(trimmed, []byte("<")):
		return "xml"
	case bytes.HasPrefix(trimmed, []byte("{")), bytes.HasPrefix(trimmed, []byte("[")):
		return "json"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "zip or office document"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "old office document"
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return "gzip"
	case bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")),
		bytes.HasPrefix(head, []byte("GIF8")), bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")):
		return "image"
	case bytes.HasPrefix(head, []byte("%!PS")):
		return "postscript"
	}
	return "unknown bytes"
}
