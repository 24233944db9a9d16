package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"saksok"
)

var sha256Form = regexp.MustCompile(`^[0-9a-f]{64}$`)

// documentID is the document an address names; anything but a hash is a
// document that does not exist, so no path ever reaches the archive.
func documentID(s string) (saksok.DocumentID, error) {
	if !sha256Form.MatchString(s) {
		return "", fmt.Errorf("document %q: %w", printable(s, 80), ErrNotFound)
	}
	return saksok.DocumentID(s), nil
}

// pageNumber is the page an address names.
func pageNumber(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1e6 || strconv.Itoa(n) != s {
		return 0, fmt.Errorf("page %q: %w", printable(s, 20), ErrNotFound)
	}
	return n, nil
}

type fileOptions struct{ inline bool }

var fileParams = []param[fileOptions]{{
	name: "view", doc: "1 shows the file in the browser in place of downloading it.", values: []string{"1"},
	read: func(o *fileOptions, _ []string) error { o.inline = true; return nil },
}}

// file answers the original bytes, whole or in ranges.
func (s *site) file(w http.ResponseWriter, r *http.Request) error {
	var opt fileOptions
	if err := readParams(r.URL.Query(), fileParams, &opt).orNil(); err != nil {
		return err
	}
	id, err := documentID(r.PathValue("sha256"))
	if err != nil {
		return err
	}
	rec, err := s.library.Document(r.Context(), id)
	if err != nil {
		return fmt.Errorf("finding %s: %w", id, err)
	}
	f, err := s.library.File(r.Context(), id)
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("opening %s: %w", id, err)
	}
	defer f.Close()
	disposition := "attachment"
	if opt.inline {
		disposition = "inline"
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": fileName(rec)}))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("ETag", `"`+string(id)+`"`)
	h.Set("Cache-Control", "private, max-age=3600")
	http.ServeContent(&patientWriter{ResponseWriter: w, control: http.NewResponseController(w)}, r, "", time.Time{}, f)
	return nil
}

// answerBytes answers bytes that were made for this request, with a tag by which
// an asker that comes again is told that nothing has changed.
func answerBytes(w http.ResponseWriter, r *http.Request, mediaType string, b []byte) {
	sum := sha256.Sum256(b)
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

// maxName is how many characters of its name a download keeps.
const maxName = 200

// fileName is the name a download gets: the last part of the address it was
// found at, or the hash.
func fileName(rec *DocumentRecord) string {
	name := path.Base(strings.ReplaceAll(printable(rec.Name, maxName), `\`, "/"))
	name = safeName(name)
	if name == "" || name == "/" || name == "_" {
		name = string(rec.ID)[:12]
	}
	if !strings.EqualFold(path.Ext(name), ".pdf") {
		name += ".pdf"
	}
	return name
}

// safeName puts a low line for what file systems do not take in a name.
func safeName(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name), ". ")
}

// patientWriter moves the connection's write deadline at each piece, so that a
// large file may take its time and a reader that takes nothing is dropped.
type patientWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (w *patientWriter) Write(b []byte) (int, error) {
	if err := w.control.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return w.ResponseWriter.Write(b)
}

type imageOptions struct{ width int }

var imageParams = []param[imageOptions]{{
	name: "width", number: true, doc: "Width in pixels, 100 to 2400, rounded up to whole hundreds; default 900.",
	read: func(o *imageOptions, v []string) error { return readInt(&o.width, v[0], minWidth, maxWidth) },
}}

// pageImage answers the picture of one page; n is "40.png".
func (s *site) pageImage(w http.ResponseWriter, r *http.Request) error {
	opt := imageOptions{width: defaultWidth}
	if err := readParams(r.URL.Query(), imageParams, &opt).orNil(); err != nil {
		return err
	}
	id, err := documentID(r.PathValue("sha256"))
	if err != nil {
		return err
	}
	n, err := pageNumber(strings.TrimSuffix(r.PathValue("n"), ".png"))
	if err != nil {
		return err
	}
	png, err := s.images.image(r.Context(), imageKey{id, n, opt.width})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=86400")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(png))
	return nil
}
