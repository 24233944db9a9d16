package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"saksok"
	"saksok/search"
)

// api registers the JSON API and its OpenAPI document, which is generated from
// the same types and parameter lists that answer.
func (s *site) api(mux *http.ServeMux) {
	api := humago.New(&apiMux{mux, s.adapt(s.pageImage)}, s.openAPI())
	problemSchema := api.OpenAPI().Components.Schemas.Schema(problemType, true, "")
	op := func(id, path, summary string, params []*huma.Param) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary,
			Parameters: params, SkipValidateParams: true,
			Responses: map[string]*huma.Response{"default": {Description: "A problem, RFC 9457",
				Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problemSchema}}}}}
	}
	s.readRoutes(api, op)
	s.fileRoutes(mux, api, op)
	s.feedRoutes(mux, api, op)
	if s.figures != nil {
		s.exportRoutes(mux, api, op)
		huma.Register(api, op("series", "/series", "The figures of one row label over documents and years, and what contradicts", openParams(seriesParams)), s.apiSeries)
	}
	describeProbes(api, op)
	mux.Handle("GET /openapi.json", s.adapt(func(w http.ResponseWriter, r *http.Request) error {
		b, err := json.Marshal(api.OpenAPI())
		if err != nil {
			return fmt.Errorf("describing the API: %w", err)
		}
		answerBytes(w, r, "application/vnd.oai.openapi+json;version=3.1", append(b, '\n'))
		return nil
	}))
}

// operation describes one address of the API.
type operation = func(id, path, summary string, params []*huma.Param) huma.Operation

// readRoutes adds what answers JSON.
func (s *site) readRoutes(api huma.API, op operation) {
	huma.Register(api, op("search", "/search", "Search cases, decisions, figures, people, meetings, documents, pages", append(openParams(searchParams), openParams(boxParams)...)), s.apiSearch)
	huma.Register(api, op("item", "/items/{id}", "One case with its decisions, figures and people", nil), s.apiItem)
	huma.Register(api, op("documents", "/documents", "List documents with outcome and number of problems", openParams(listParams)), s.apiDocuments)
	huma.Register(api, op("document", "/documents/{sha256}", "What was read out of a document, how much of it was read, and where it was found", nil), s.apiDocument)
	huma.Register(api, op("page", "/documents/{sha256}/pages/{n}", "Text and words with their places of one page", nil), s.apiPage)
	if s.status != nil {
		huma.Register(api, op("status", "/status", "How far ingest is, documents by outcome", nil), s.apiStatus)
	}
	if s.advisor != nil {
		huma.Register(api, op("suggest", "/suggest", "Completions of what is being typed: bodies, titles of cases, lines of tables, people", openParams(suggestParams)), s.apiSuggest)
	}
	if s.sources != nil {
		huma.Register(api, op("sources", "/sources", "Where documents are taken from, and how each place is", nil), s.apiSources)
	}
	if s.meetings != nil {
		s.meetingAPI(api, op)
	}
}

// fileRoutes adds the originals, and describes the images of pages, which share the
// pattern of the page.
func (s *site) fileRoutes(mux *http.ServeMux, api huma.API, op operation) {
	mux.Handle("GET /api/v1/documents/{sha256}/file", s.adapt(s.file))
	describe := func(o huma.Operation, mediaType string) {
		o.Parameters = append(o.Parameters, pathParam("sha256"))
		o.Responses["200"] = &huma.Response{Description: "The bytes", Content: map[string]*huma.MediaType{mediaType: {}}}
		api.OpenAPI().AddOperation(&o)
	}
	describe(op("file", "/documents/{sha256}/file", "The original PDF", openParams(fileParams)), "application/pdf")
	describe(op("pageImage", "/documents/{sha256}/pages/{n}.png", "One page as an image", append(openParams(imageParams), pathParam("n"))), "image/png")
}

// describeProbes adds what is not JSON and takes no parameters to the document.
func describeProbes(api huma.API, op operation) {
	for _, p := range []struct{ id, path, summary, mediaType string }{
		{"alive", "/healthz", "Whether the process answers", "text/plain"},
		{"ready", "/readyz", "Whether the index can be searched; 503 where not", "text/plain"},
		{"metrics", "/metrics", "Metrics for Prometheus; to this machine only, and not where the operator has a listener", "text/plain"},
		{"opensearch", "/opensearch.xml", "The search described to browsers", "application/opensearchdescription+xml"},
	} {
		o := op(p.id, "", p.summary, nil)
		o.Path = p.path
		o.Responses["200"] = &huma.Response{Description: "The answer", Content: map[string]*huma.MediaType{p.mediaType: {}}}
		api.OpenAPI().AddOperation(&o)
	}
}

// openAPI is the start of the OpenAPI document and how answers are written.
func (s *site) openAPI() huma.Config {
	format := huma.Format{
		Marshal:   func(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }, // escapes < > &
		Unmarshal: json.Unmarshal,
	}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Saksøk", Version: s.version,
				Description: "Cases, decisions and budget figures read out of public bodies' meeting documents. A proposal is never shown as a decision: see status."},
			Components: &huma.Components{Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)},
		},
		Formats:       map[string]huma.Format{"application/json": format, "json": format}, // the second is for +json
		DefaultFormat: "application/json",
	}
}

// apiMux gives answers a tag, and lets page images share the pattern of pages,
// since ServeMux has no "{n}.png".
type apiMux struct {
	*http.ServeMux
	png http.Handler
}

func (m *apiMux) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	h = tagged(h)
	if !strings.HasSuffix(pattern, "/pages/{n}") {
		m.ServeMux.HandleFunc(pattern, h)
		return
	}
	m.ServeMux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.PathValue("n"), ".png") {
			m.png.ServeHTTP(w, r)
			return
		}
		h(w, r)
	})
}

// rawQuery takes the query string as it came; the parameters are read by our
// own lists, so that pages and API accept the same.
type rawQuery struct {
	Values url.Values `json:"-"`
}

// Resolve is called by huma with the request.
func (in *rawQuery) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.Values = u.Query()
	return nil
}

type answer[T any] struct{ Body T }

// problemOf makes an error a problem document, and logs what is ours.
func (s *site) problemOf(ctx context.Context, err error) error {
	p := newHTTPProblem(ctx, err)
	if p.Status >= http.StatusInternalServerError {
		s.log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String(keyID, p.RequestID), slog.Int(keyStatus, p.Status), slog.Any("error", err))
	}
	if p.Status == http.StatusServiceUnavailable {
		return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {"2"}})
	}
	return p
}

func (s *site) apiSearch(ctx context.Context, in *rawQuery) (*answer[search.Result], error) {
	values, option := maps.Clone(in.Values), boxOption{}
	bad := readParams(url.Values{"boxes": values["boxes"]}, boxParams, &option)
	delete(values, "boxes")
	q, err := parseSearch(values)
	if err == nil {
		if option.boxes && q.Limit > maxBoxed {
			bad.refuse("boxes", both("goes with a limit of at most %d", "kan bare stå med limit inntil %d", maxBoxed))
		}
		err = bad.orNil()
	}
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	a, err := s.answerSearch(ctx, q, "/api/v1/search")
	if err == nil && option.boxes {
		if err = s.box(ctx, a.Body.Hits); err != nil {
			return nil, s.problemOf(ctx, fmt.Errorf("finding boxes: %w", err))
		}
	}
	return a, err
}

func (s *site) answerSearch(ctx context.Context, q search.Query, path string) (*answer[search.Result], error) {
	res, err := s.searcher.Search(ctx, q)
	if err != nil {
		return nil, s.problemOf(ctx, fmt.Errorf("searching: %w", err))
	}
	annotate(res, q, path)
	return &answer[search.Result]{*res}, nil
}

type idPath struct {
	rawQuery
	ID string `path:"id" maxLength:"64" doc:"The id of a hit."`
}

// itemAnswer is a case with what was read of it; lists are cut at 100.
type itemAnswer struct {
	Item       search.Hit         `json:"item"`
	Decisions  []search.Hit       `json:"decisions"`
	Statements []saksok.Statement `json:"statements" doc:"What the minutes put on record beside the decisions: dissent and impartiality."`
	Figures    []search.Hit       `json:"figures"`
	People     []search.Hit       `json:"people"`
	Similar    []search.Hit       `json:"similar" doc:"The cases most like this one, at most 6; the same archive case first."`
	Cut        []search.HitType   `json:"cut,omitempty" doc:"The lists that hold only the first 1,000 of what belongs to the case."`

	read *saksok.Extraction // of the document, nil where nothing was read
}

// hit finds one hit of a type.
func (s *site) hit(ctx context.Context, in *idPath, t search.HitType) (*search.Hit, error) {
	if err := readParams[struct{}](in.Values, nil, nil).orNil(); err != nil {
		return nil, err
	}
	h, err := s.searcher.Item(ctx, in.ID)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", t, err)
	}
	if h.Type != t {
		return nil, fmt.Errorf("%s is no %s: %w", h.ID, t, ErrNotFound)
	}
	h.URL = pageURL(h, "")
	return h, nil
}

func (s *site) apiItem(ctx context.Context, in *idPath) (*answer[itemAnswer], error) {
	out, err := s.item(ctx, in)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &answer[itemAnswer]{*out}, nil
}

// maxOfItem bounds each list of what belongs to a case.
const maxOfItem = 1000

// item finds a case and what belongs to it.
func (s *site) item(ctx context.Context, in *idPath) (*itemAnswer, error) {
	h, err := s.hit(ctx, in, search.TypeItem)
	if err != nil {
		return nil, err
	}
	of, err := s.searcher.Of(ctx, h.ID, maxOfItem+1)
	if err != nil {
		return nil, fmt.Errorf("finding what belongs to %s: %w", h.ID, err)
	}
	out := &itemAnswer{Item: *h, Similar: []search.Hit{}}
	list := func(t search.HitType) []search.Hit {
		hits := append([]search.Hit{}, of[t]...)
		if len(hits) > maxOfItem {
			hits, out.Cut = hits[:maxOfItem], append(out.Cut, t)
		}
		for i := range hits {
			hits[i].URL = pageURL(&hits[i], "")
		}
		return hits
	}
	out.Decisions, out.Figures, out.People = list(search.TypeDecision), list(search.TypeFigure), list(search.TypePerson)
	out.read, err = s.library.Extraction(ctx, h.Document)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("reading the extraction of %s: %w", h.Document, err)
	}
	out.Statements = statementsOf(out.read, h.ItemDetail)
	if s.advisor != nil {
		if out.Similar, err = s.similar(ctx, h.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// documentList is one page of the list of documents.
type documentList struct {
	Documents []DocumentSummary `json:"documents"`
	Next      string            `json:"next,omitempty"`
}

func (s *site) apiDocuments(ctx context.Context, in *rawQuery) (*answer[documentList], error) {
	f := DocumentFilter{Limit: 50}
	if err := readParams(in.Values, listParams, &f).orNil(); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	docs, next, err := s.library.Documents(ctx, f)
	if err != nil {
		return nil, s.problemOf(ctx, fmt.Errorf("listing documents: %w", err))
	}
	if docs == nil {
		docs = []DocumentSummary{}
	}
	return &answer[documentList]{documentList{docs, next}}, nil
}

// documentAnswer is one document: what the ledger knows and what was read. The
// pages' text is asked for page by page.
type documentAnswer struct {
	Record     DocumentRecord     `json:"record"`
	ReadPages  int                `json:"read_pages" doc:"Pages whose text was read."`
	Coverage   coverage           `json:"coverage"`
	Extraction *saksok.Extraction `json:"extraction,omitempty" doc:"As in the extraction contract, without pages; absent where nothing could be read."`
}

// coverage is how much of a document was read.
type coverage struct {
	Pages       int    `json:"pages"`
	Read        int    `json:"read"`
	UnreadPages string `json:"unread_pages" doc:"Pages without text, as 3,7-9; empty where all were read."`
	Problems    int    `json:"problems" doc:"What was not read or does not add up, on any page."`
}

type documentPath struct {
	rawQuery
	SHA256 string `path:"sha256" pattern:"^[0-9a-f]{64}$"`
}

func (s *site) apiDocument(ctx context.Context, in *documentPath) (*answer[documentAnswer], error) {
	if err := readParams[struct{}](in.Values, nil, nil).orNil(); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	d, err := s.document(ctx, in.SHA256)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	out := documentAnswer{Record: *d.record, ReadPages: d.readPages()}
	if d.extraction != nil {
		x := *d.extraction
		x.Pages = nil
		out.Extraction = &x
	}
	out.Coverage = coverage{max(d.record.Pages, out.ReadPages), out.ReadPages, d.record.UnreadPages, d.record.ProblemCount}
	return &answer[documentAnswer]{out}, nil
}

type pagePath struct {
	rawQuery
	SHA256 string `path:"sha256" pattern:"^[0-9a-f]{64}$"`
	N      string `path:"n" doc:"Page, from 1"`
}

func (s *site) apiPage(ctx context.Context, in *pagePath) (*answer[saksok.Page], error) {
	if err := readParams[struct{}](in.Values, nil, nil).orNil(); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	n, err := pageNumber(in.N)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	d, err := s.document(ctx, in.SHA256)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	p := d.page(n)
	if p == nil {
		return nil, s.problemOf(ctx, fmt.Errorf("page %d: %w", n, ErrNotFound))
	}
	return &answer[saksok.Page]{*p}, nil
}

// statusAnswer is the report with the program's version.
type statusAnswer struct {
	Version string `json:"version"`
	Report
	Unread      []Unread `json:"unread" doc:"What was not wholly read, the latest first; at most 100."`
	UnreadTotal int      `json:"unread_total"`
}

func (s *site) apiStatus(ctx context.Context, in *rawQuery) (*answer[statusAnswer], error) {
	if err := readParams[struct{}](in.Values, nil, nil).orNil(); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	rep, err := s.status.Report(ctx)
	if err != nil {
		return nil, s.problemOf(ctx, fmt.Errorf("reporting: %w", err))
	}
	unread, total, err := s.status.Unread(ctx, shownUnread)
	if err != nil {
		return nil, s.problemOf(ctx, fmt.Errorf("listing what was not read: %w", err))
	}
	if unread == nil {
		unread = []Unread{}
	}
	return &answer[statusAnswer]{statusAnswer{s.version, *rep, unread, total}}, nil
}
