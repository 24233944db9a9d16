package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"saksok"
)

//go:embed static templates
var embedded embed.FS

// assets are the static files by their public name, which holds a hash of the
// bytes: a name's content never changes, so browsers may keep it for ever.
var assets, assetNames = loadAssets()

func loadAssets() (byName map[string][]byte, names map[string]string) {
	byName, names = map[string][]byte{}, map[string]string{}
	entries, err := embedded.ReadDir("static")
	if err != nil {
		panic(err) // the embedded files are part of the program
	}
	for _, e := range entries {
		b, err := embedded.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(b)
		ext := path.Ext(e.Name())
		public := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:4]) + ext
		byName[public], names[e.Name()] = b, "/static/"+public
	}
	return byName, names
}

// assetTypes are the media types of the static files; nothing is sniffed.
var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

func (s *site) asset(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("file")
	b, ok := assets[name]
	if !ok {
		return fmt.Errorf("static file: %w", ErrNotFound)
	}
	w.Header().Set("Content-Type", assetTypes[path.Ext(name)])
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	return nil
}

var templateFuncs = template.FuncMap{
	"asset":    func(name string) string { return assetNames[name] },
	"date":     longDate,
	"clock":    clock,
	"label":    label,
	"money":    money,
	"number":   func(n int) string { return number(int64(n)) },
	"plural":   plural,
	"size":     size,
	"status":   statusOf,
	"meeting":  func(m saksok.Meeting) string { return meetingTitle(&m) },
	"role":     func(r string) string { return nameOf(roleNames, r) },
	"openly":   openly,
	"folded":   folded,
	"unbroken": unbroken,
	"add":      func(a, b int) int { return a + b },
	"short": func(id saksok.DocumentID) string {
		return string(id)[:min(12, len(id))]
	},
}

// pages are the templates by page, each with the layout around it.
var pages = loadPages()

func loadPages() map[string]*template.Template {
	out := map[string]*template.Template{}
	for _, name := range []string{"search", "case", "documents", "document", "page", "status", "sources", "meetings", "meeting", "matter", "series", "error"} {
		out[name] = template.Must(template.New("layout.html").Funcs(templateFuncs).ParseFS(embedded,
			"templates/layout.html", "templates/parts.html", "templates/meetingparts.html", "templates/"+name+".html"))
	}
	return out
}

// layout is what every page has around it.
type layout struct {
	Title     string
	Nav       string // the entry of the navigation that is this page
	Q         string // shown in the search box of the head
	Version   string
	HasStatus bool
	// HasMeetings is false where nothing joins documents to meetings.
	HasMeetings bool
	HasSuggest  bool
	Feeds       []linkView // of what the page shows; Note is the media type
}

func (s *site) layout(title, nav string) layout {
	return layout{Title: title, Nav: nav, Version: s.version, HasStatus: s.status != nil, HasMeetings: s.meetings != nil, HasSuggest: s.advisor != nil}
}

// render builds the whole page before the first byte is sent, so that an error
// in the middle is still an error page.
func (s *site) render(w http.ResponseWriter, status int, name string, data any) error {
	var b bytes.Buffer
	if err := pages[name].Execute(&b, data); err != nil {
		return fmt.Errorf("rendering page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader may have gone; there is nobody to tell
	return nil
}

// errorTexts are what a person is told, by status.
var errorTexts = map[int][2]string{
	http.StatusBadRequest:         {"Forespørselen er ikke forstått", "Noe i adressen er ukjent eller feil skrevet."},
	http.StatusNotFound:           {"Fant ikke siden", "Det finnes ikke noe på denne adressen. Dokumentet kan være fjernet, eller lenken er feil."},
	http.StatusMethodNotAllowed:   {"Ikke tillatt", "Denne adressen kan bare leses."},
	http.StatusRequestURITooLong:  {"Adressen er for lang", "Gjør søket kortere."},
	http.StatusTooManyRequests:    {"For mange forespørsler", "Det kommer for mange forespørsler fra din adresse. Vent litt, og prøv igjen."},
	http.StatusServiceUnavailable: {"Prøv igjen om litt", "Tjenesten er opptatt akkurat nå."},
}

type errorView struct {
	layout
	Heading, Text string
	Status        int
	RequestID     string
	Details       []refusal
}

func (s *site) errorPage(w http.ResponseWriter, _ *http.Request, p *httpProblem) {
	t, ok := errorTexts[p.Status]
	if !ok {
		t = [2]string{"Noe gikk galt", "Feilen er notert. Oppgi feilkoden under om du melder fra."}
	}
	v := errorView{s.layout(t[0], ""), t[0], t[1], p.Status, p.RequestID, slices.Clone(p.Errors)}
	if err := s.render(w, p.Status, "error", v); err != nil {
		http.Error(w, t[0], p.Status)
	}
}
