package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"saksok"
	"saksok/search"
)

// feedHits is how many entries a feed has when nobody says otherwise.
const feedHits = 50

// feedPaths are the addresses of feeds, in the order the page offers them.
var feedPaths = []struct {
	path, label, mediaType string
	write                  func(io.Writer, *feed) error
}{
	{"/feed.atom", "Atom", "application/atom+xml", writeAtom},
	{"/feed.json", "JSON Feed", "application/feed+json", writeJSONFeed},
}

// feedParams are the parameters of a search but for its facets.
var feedParams = slices.DeleteFunc(slices.Clone(searchParams), func(p param[search.Query]) bool { return p.name == "facets" })

// feed is a search as a news reader takes it. All of it follows from what was
// found, never from when it was asked for: the same hits give the same bytes.
type feed struct {
	ID, Title              string
	Home, Self, First      string
	Next                   string
	Updated                time.Time
	Entries                []feedEntry
	Total                  int
	Relaxed                bool
	Generator, Description string
}

// feedEntry is a hit as news. Its id is made of what the document says and of
// the document's hash: it stays when the program reads the document anew, and
// is another when a proposal has become a decision.
type feedEntry struct {
	Hit                *search.Hit
	ID                 string
	Title, Text        string
	URL, Original      string
	Author             string
	Categories         []string
	Published, Updated time.Time
}

// feedRoutes adds the feeds, and describes them in the OpenAPI document.
func (s *site) feedRoutes(mux *http.ServeMux, api huma.API, op operation) {
	for _, f := range feedPaths {
		mux.Handle("GET "+f.path, s.adapt(func(w http.ResponseWriter, r *http.Request) error {
			made, err := s.feed(r, f.path)
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if err := f.write(&b, made); err != nil {
				return fmt.Errorf("writing the feed: %w", err)
			}
			answerBytes(w, r, f.mediaType+"; charset=utf-8", b.Bytes())
			return nil
		}))
		o := op("feed_"+strings.TrimPrefix(f.path, "/feed."), "", "A search as "+f.label+", the latest meeting first unless sort says otherwise; 50 entries unless limit does", openParams(feedParams))
		o.Path = f.path
		o.Responses["200"] = &huma.Response{Description: "The feed", Content: map[string]*huma.MediaType{f.mediaType: {}}}
		api.OpenAPI().AddOperation(&o)
	}
}

// feed searches and makes the entries.
func (s *site) feed(r *http.Request, path string) (*feed, error) {
	q := search.Query{Filters: map[string][]string{}}
	bad := readParams(r.URL.Query(), feedParams, &q)
	checkRanges(q, bad)
	if err := bad.orNil(); err != nil {
		return nil, err
	}
	asked := q.Values() // before the defaults, so that short addresses stay short
	q.Facets = []string{"none"}
	if q.Sort == "" {
		q.Sort = "-date"
	}
	if q.Limit == 0 {
		q.Limit = feedHits
	}
	res, err := s.searcher.Search(r.Context(), q)
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	annotate(res, search.Query{}, "/")
	root := s.origin(r)
	f := &feed{
		ID: stableID("feed", asked.Encode()), Title: feedTitle(q), Home: root + searchURL("/", asked), First: root + link(path, asked), Self: root + link(path, asked),
		Total: res.Total, Relaxed: res.Query.Relaxed, Generator: s.version,
	}
	if q.After != "" {
		v := q.Values()
		v.Del("facets")
		v.Set("after", q.After)
		f.Self = root + link(path, v)
	}
	if res.Next != "" {
		next := q
		next.Facets = nil
		v := next.Values()
		v.Set("after", res.Next)
		f.Next = root + link(path, v)
	}
	if f.Relaxed {
		f.Description = "Ingen treff hadde alle ordene. Her er treff med noen av dem."
	}
	s.fillFeed(r.Context(), f, res.Hits, root)
	return f, nil
}

// feedTitle names a feed by its search.
func feedTitle(q search.Query) string {
	parts := []string{"Saksøk"}
	if q.Text != "" {
		parts[0] += ": " + q.Text
	}
	for _, t := range q.Types {
		parts = append(parts, strings.ToLower(label("type", string(t))))
	}
	for _, c := range chipsOf(q, &search.Result{}) {
		parts = append(parts, c.Label)
	}
	return strings.Join(parts, " · ")
}

func (s *site) fillFeed(ctx context.Context, f *feed, hits []search.Hit, root string) {
	seen := s.firstSeen(ctx)
	ids := map[string]bool{}
	for i := range hits {
		e := entryOf(&hits[i], seen(hits[i].Document), root)
		if ids[e.ID] { // the same words twice on one page
			e.ID = stableID(e.ID, hits[i].ID)
		}
		ids[e.ID] = true
		if e.Updated.After(f.Updated) {
			f.Updated = e.Updated
		}
		f.Entries = append(f.Entries, e)
	}
	if f.Updated.IsZero() {
		f.Updated = time.Unix(0, 0).UTC() // Atom wants an instant even of nothing
	}
}

// firstSeen finds when documents were first seen, each looked up once.
func (s *site) firstSeen(ctx context.Context) func(saksok.DocumentID) time.Time {
	known := map[saksok.DocumentID]time.Time{}
	return func(id saksok.DocumentID) time.Time {
		at, ok := known[id]
		if !ok {
			if d, err := s.library.Document(ctx, id); err == nil {
				at = d.Seen.UTC().Truncate(time.Second)
			} else if !errors.Is(err, ErrNotFound) && ctx.Err() == nil {
				s.log.LogAttrs(ctx, slog.LevelWarn, "time left out of feed", slog.String("doc", string(id)), slog.Any("error", err))
			}
			known[id] = at
		}
		return at
	}
}

// entryOf shows a hit. A decision begins with its status in capitals, since
// readers show little more than a title.
func entryOf(h *search.Hit, seen time.Time, root string) feedEntry {
	v := hitOf(h, nil)
	e := feedEntry{Hit: h, ID: hitIdentity(h), URL: root + h.URL, Author: h.Body, Published: seen, Updated: seen}
	e.Original = root + "/documents/" + string(h.Document) + "/file?view=1"
	if h.Page > 0 {
		e.Original += "#page=" + strconv.Itoa(h.Page)
	}
	if e.Author == "" {
		e.Author = h.Organisation
	}
	if seen.IsZero() {
		e.Published = time.Unix(0, 0).UTC()
		e.Updated = e.Published
	}
	kind := v.TypeLabel
	var said []string
	switch {
	case v.Status != nil:
		kind = v.Status.Word
		said = append(said, v.Status.Note)
		if h.Decision != nil {
			said = append(said, h.Decision.Text)
			e.Categories = append(e.Categories, string(h.Decision.Status))
		}
		said = append(said, v.Vote)
	case v.Figure != nil:
		e.Title = figureTitle(v.Figure)
		if len(v.Figure.Path) == 0 {
			e.Title += " – " + v.Heading
		}
		said = append(said, figureText(v.Figure), v.Heading)
	default:
		said = append(said, plainText(h.Snippet), v.Role)
	}
	if e.Title == "" {
		e.Title = v.Heading
	}
	e.Title = kind + ": " + e.Title
	e.Categories = append(e.Categories, string(h.Type))
	said = append(said, strings.Join(v.Facts, " · "))
	e.Text = strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), "\n")
	return e
}

// figureTitle is a figure in one line: "512,3 MNOK – Barnehage og skole › Budsjett 2025".
func figureTitle(f *figureView) string {
	t := strings.TrimSpace(f.Bound + " " + f.Text + " " + f.Unit)
	if f.NoUnit {
		t += " (enhet ikke oppgitt)"
	}
	var path []string
	for _, parts := range f.Path {
		path = append(path, joined(parts))
	}
	if len(path) > 0 {
		t += " – " + strings.Join(path, " › ")
	}
	return t
}

func joined(parts []textPart) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

func figureText(f *figureView) string {
	said := []string{f.Amount, joined(f.Context), f.Measure}
	if f.Total {
		said = append(said, "totalrad")
	}
	if f.Check != nil {
		said = append(said, f.Check.Word)
	}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · ")
}

// hitIdentity is what a hit says and where: the number of a hit in its document
// is left out, since it moves when the document is read by better rules.
func hitIdentity(h *search.Hit) string {
	parts := []string{string(h.Document), string(h.Type), string(h.Item)}
	switch {
	case h.Decision != nil:
		parts = append(parts, string(h.Decision.Status), strconv.Itoa(h.Page), h.Decision.Text)
	case h.Figure != nil:
		parts = append(parts, strconv.Itoa(h.Page), h.Figure.Row, strings.Join(h.Figure.Groups, "\x00"), strings.Join(h.Figure.Columns, "\x00"), h.Figure.Text, h.Figure.Unit, h.Figure.Context)
	case h.Person != nil:
		parts = append(parts, h.Person.Name, string(h.Person.Role), h.Person.Organisation)
	case h.Type == search.TypeMeeting:
		parts = append(parts, string(h.Date), h.Body, h.Meeting)
	case h.Type == search.TypeDocument:
	case h.Type == search.TypePage:
		parts = append(parts, strconv.Itoa(h.Page))
	default:
		parts = append(parts, h.Title)
	}
	return stableID(parts...)
}

// stableID is a UUID of version 8 made of the parts, as a URN.
func stableID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	var u uuid.UUID
	copy(u[:], sum[:])
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return u.URN()
}
