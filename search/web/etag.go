package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"strings"
)

// tagged gives answers of the API a tag by which an asker that comes again is
// told that nothing has changed: a cron job pays for news only. The tag is weak,
// since the time a search took differs while all it found is the same.
func tagged(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := &keptAnswer{header: w.Header(), status: http.StatusOK}
		h(a, r)
		if a.status == http.StatusOK {
			sum := sha256.Sum256(tookMS.ReplaceAll(a.body.Bytes(), nil))
			tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
			w.Header().Set("ETag", tag)
			if knows(r.Header.Values("If-None-Match"), tag) {
				w.Header().Del("Content-Type")
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body.Bytes()) // the reader may have gone
	}
}

var tookMS = regexp.MustCompile(`"took_ms":[0-9]+,`)

// knows tells whether an If-None-Match header holds a tag, or any.
func knows(headers []string, tag string) bool {
	for _, t := range strings.Split(strings.Join(headers, ","), ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// keptAnswer keeps an answer until its tag is known.
type keptAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *keptAnswer) Header() http.Header { return a.header }

func (a *keptAnswer) WriteHeader(status int) { a.status = status }

func (a *keptAnswer) Write(b []byte) (int, error) { return a.body.Write(b) }
