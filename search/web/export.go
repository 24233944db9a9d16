package web

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"saksok"
	"saksok/search"
	"saksok/search/export"
)

// Figures gives all that a query finds, for exports and series; [search.Service]
// does.
type Figures interface {
	All(ctx context.Context, q search.Query, limit int) (*search.Found, error)
	Row(ctx context.Context, label string, q search.Query, limit int) (*search.Found, error)
}

// exports are the addresses of exports, in the order the page offers them.
var exports = []struct {
	path, label, note string
	format            export.Format
}{
	{"/export.xlsx", "Excel", "med lenke til siden i hver rad", export.XLSX},
	{"/export.csv", "CSV", "for andre programmer", export.CSV},
	{"/export.jsonl", "JSON Lines", "ett tall per linje", export.JSONL},
	{"/datapackage.zip", "Datapakke", "CSV med beskrivelse av feltene", export.DataPackage},
}

// maxExports is how many exports are made at once; each keeps a search slot busy
// for much of its time.
const maxExports = 2

// exportQuery is a search to export.
type exportQuery struct {
	search.Query
	bom bool
}

// exportParams are the parameters of a search but for its pages and facets.
func exportParams(f export.Format) []param[exportQuery] {
	var out []param[exportQuery]
	for _, p := range searchParams {
		if slices.Contains([]string{"limit", "after", "facets"}, p.name) {
			continue
		}
		one := param[exportQuery]{name: p.name, doc: p.doc, many: p.many, number: p.number, values: p.values,
			read: func(q *exportQuery, v []string) error { return p.read(&q.Query, v) }}
		if p.name == "type" {
			one.many, one.values, one.doc = false, []string{string(search.TypeFigure)}, "Exports are of figures."
		}
		out = append(out, one)
	}
	if f == export.CSV {
		out = append(out, param[exportQuery]{name: "bom", values: []string{"1"}, doc: "1 begins the file with a byte order mark, which Excel takes for UTF-8.",
			read: func(q *exportQuery, _ []string) error { q.bom = true; return nil }})
	}
	return out
}

// exportRoutes adds the downloads, and describes them in the OpenAPI document.
func (s *site) exportRoutes(mux *http.ServeMux, api huma.API, op operation) {
	for _, e := range exports {
		params := exportParams(e.format)
		mux.Handle("GET "+e.path, s.adapt(func(w http.ResponseWriter, r *http.Request) error { return s.export(w, r, e.format, params) }))
		o := op("export_"+string(e.format), "", fmt.Sprintf("The figures of a search as %s, at most %d; header X-Total-Count says how many there are", e.label, e.format.Limit()), openParams(params))
		o.Path = e.path
		o.Responses["200"] = &huma.Response{Description: "The file", Content: map[string]*huma.MediaType{e.format.MediaType(): {}}}
		api.OpenAPI().AddOperation(&o)
	}
}

// export answers a file with the figures of a search. It is sent as it is made;
// what goes wrong on the way breaks the connection off, so that nobody takes half
// a file for a whole one.
func (s *site) export(w http.ResponseWriter, r *http.Request, format export.Format, params []param[exportQuery]) error {
	q := exportQuery{Query: search.Query{Filters: map[string][]string{}}}
	if err := readParams(r.URL.Query(), params, &q).orNil(); err != nil {
		return err
	}
	q.Types = []search.HitType{search.TypeFigure}
	select {
	case s.exporting <- struct{}{}:
		defer func() { <-s.exporting }()
	default:
		return fmt.Errorf("%d exports are being made: %w", maxExports, ErrBusy)
	}
	found, err := s.figures.All(r.Context(), q.Query, format.Limit())
	if err != nil {
		return fmt.Errorf("searching: %w", err)
	}
	f := &export.Figures{Hits: addressed(found.Hits), FileName: s.fileNames(r.Context()), BaseURL: s.origin(r), Query: q.Values().Encode(),
		Total: found.Total, Limit: format.Limit(), Created: time.Now(), BOM: q.bom}
	h := w.Header()
	h.Set("Content-Type", format.MediaType())
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": exportName(q.Text, format)}))
	h.Set("X-Total-Count", strconv.Itoa(found.Total))
	h.Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return nil
	}
	err = f.Write(&patientWriter{ResponseWriter: w, control: http.NewResponseController(w)}, format)
	if err == nil {
		return nil
	}
	if r.Context().Err() == nil {
		s.log.LogAttrs(r.Context(), slog.LevelError, "export broke off", slog.String(keyID, requestID(r.Context())), slog.Any("error", err))
	}
	panic(http.ErrAbortHandler)
}

// addressed gives figures the addresses of this site.
func addressed(hits iter.Seq2[*search.Hit, error]) iter.Seq2[*search.Hit, error] {
	return func(yield func(*search.Hit, error) bool) {
		for h, err := range hits {
			if err == nil {
				h.URL = pageURL(h, "")
			}
			if !yield(h, err) {
				return
			}
		}
	}
}

// fileNames finds the names of documents, each once.
func (s *site) fileNames(ctx context.Context) func(saksok.DocumentID) string {
	names := map[saksok.DocumentID]string{}
	return func(id saksok.DocumentID) string {
		name, known := names[id]
		if !known {
			if d, err := s.library.Document(ctx, id); err == nil {
				name = d.Name
			} else if !errors.Is(err, ErrNotFound) && ctx.Err() == nil {
				s.log.LogAttrs(ctx, slog.LevelWarn, "file name left out of export", slog.Any("error", err))
			}
			names[id] = name
		}
		return name
	}
}

// exportName is the name of a download: "saksok budsjett 2025.csv".
func exportName(text string, format export.Format) string {
	name := strings.TrimSpace(safeName("saksok " + printable(text, 60)))
	if name == "saksok" {
		name = "saksok tall"
	}
	return name + format.Extension()
}

// downloadsOf are the files of the figures of a search.
func (s *site) downloadsOf(q search.Query, res *search.Result) []linkView {
	if s.figures == nil || res.Total == 0 || len(q.Types) > 0 && !slices.Contains(q.Types, search.TypeFigure) {
		return nil
	}
	types := res.Facets["type"]
	if len(types) > 0 && !slices.ContainsFunc(types, func(f search.FacetValue) bool { return f.Value == string(search.TypeFigure) && f.Count > 0 }) {
		return nil
	}
	q.Types, q.Limit, q.After, q.Facets = []search.HitType{search.TypeFigure}, 0, "", nil
	var out []linkView
	for _, e := range exports {
		out = append(out, linkView{Label: e.label, URL: link(e.path, q.Values()), Note: e.note})
	}
	return out
}
