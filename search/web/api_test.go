package web_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
	"saksok/search/web"
)

// problem is what an error looks like from outside.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	RequestID string `json:"request_id"`
	Errors    []struct {
		Name, Location, Message string
	} `json:"errors"`
}

func decode[T any](t *testing.T, body string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, body)
	}
	return v
}

func TestAPISearchReadsEveryParameter(t *testing.T) {
	f := &finder{hits: found()}
	h := web.New(web.Options{Searcher: f, Library: library()})
	res, body := ask(t, h, http.MethodGet, "/api/v1/search?q=budsjett&type=figure&type=decision&body=Formannskapet&body=-Kommunestyret&organisation=A"+
		"&year=2024&figure_year=2025&month=2024-11&kind=pack&item_kind=decision&status=missing&decision_type=adoption&topic=x&language=nb"+
		"&currency=NOK&check=verified&from=2024-01-01&to=2024-12-31&min=1000&max=2000000&sort=-amount&limit=5&after=c1&facets=body&facets=year")
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %d\n%s", res.StatusCode, body)
	}
	lo, hi := int64(1000), int64(2000000)
	want := search.Query{Text: "budsjett", Types: []search.HitType{"figure", "decision"}, From: "2024-01-01", To: "2024-12-31", Min: &lo, Max: &hi,
		Sort: "-amount", Limit: 5, After: "c1", Facets: []string{"body", "year"}, Filters: map[string][]string{
			"body": {"Formannskapet", "-Kommunestyret"}, "organisation": {"A"}, "year": {"2024"}, "figure_year": {"2025"}, "month": {"2024-11"},
			"kind": {"pack"}, "item_kind": {"decision"}, "status": {"missing"}, "decision_type": {"adoption"}, "topic": {"x"}, "language": {"nb"},
			"currency": {"NOK"}, "check": {"verified"}}}
	if diff := cmp.Diff(want, f.last); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
	got := decode[search.Result](t, body)
	if got.Total == 0 || got.Next != "c2" {
		t.Errorf("total %d, next %q", got.Total, got.Next)
	}
	for _, hit := range got.Hits {
		if !strings.HasPrefix(hit.URL, "/documents/"+string(packID)+"/pages/") {
			t.Errorf("hit %s has url %q", hit.ID, hit.URL)
		}
	}
	for _, v := range got.Facets["body"] {
		if !strings.HasPrefix(v.ToggleURL, "/api/v1/search?") || strings.Contains(v.ToggleURL, "after=") {
			t.Errorf("toggle_url of %s: %q", v.Value, v.ToggleURL)
		}
	}
}

// The filters of the API are the facets of the search package, no more and no fewer.
func TestFiltersAreTheFacets(t *testing.T) {
	h := handler(t)
	for _, name := range search.FacetNames() {
		value := "x"
		if name == "type" {
			value = "item"
		}
		if res, body := ask(t, h, http.MethodGet, "/api/v1/search?"+name+"="+value); res.StatusCode != http.StatusOK {
			t.Errorf("filter %s: status %d %s", name, res.StatusCode, body)
		}
		if res, body := ask(t, h, http.MethodGet, "/api/v1/search?facets="+name); res.StatusCode != http.StatusOK {
			t.Errorf("facet %s: status %d %s", name, res.StatusCode, body)
		}
	}
}

// refusedRequests each have one thing wrong, with the parameter that is to blame.
var refusedRequests = []struct{ target, name string }{
	{"/api/v1/search?colour=red", "colour"},
	{"/api/v1/search?sort=best", "sort"},
	{"/api/v1/search?boxes=yes", "boxes"},
	{"/api/v1/search?boxes=true&limit=21", "boxes"},
	{"/api/v1/search?type=thing", "type"},
	{"/api/v1/search?facets=shape", "facets"},
	{"/api/v1/search?facets=none&facets=body", "facets"},
	{"/api/v1/search?limit=0", "limit"},
	{"/api/v1/search?limit=101", "limit"},
	{"/api/v1/search?limit=-1", "limit"},
	{"/api/v1/search?limit=1e18", "limit"},
	{"/api/v1/search?limit=0x10", "limit"},
	{"/api/v1/search?min=NaN", "min"},
	{"/api/v1/search?min=12,5", "min"},
	{"/api/v1/search?min=5&max=4", "min"},
	{"/api/v1/search?max=99999999999999999999", "max"},
	{"/api/v1/search?from=13.11.2020", "from"},
	{"/api/v1/search?from=2021-02-29", "from"},
	{"/api/v1/search?from=2021-01-02&to=2021-01-01", "from"},
	{"/api/v1/search?q=a&q=b", "q"},
	{"/api/v1/search?q=" + strings.Repeat("a", 257), "q"},
	{"/api/v1/meetings?type=item", "type"},
	{"/api/v1/items/i1?x=1", "x"},
	{"/api/v1/documents?outcome=fine", "outcome"},
	{"/api/v1/documents?after=bad", "after"},
	{"/api/v1/documents/" + string(packID) + "?pages=all", "pages"},
	{"/api/v1/documents/" + string(packID) + "/pages/1?width=900", "width"},
	{"/api/v1/documents/" + string(packID) + "/pages/1.png?width=99", "width"},
	{"/api/v1/documents/" + string(packID) + "/pages/1.png?width=2401", "width"},
	{"/api/v1/documents/" + string(packID) + "/pages/1.png?height=1", "height"},
	{"/api/v1/documents/" + string(packID) + "/file?view=2", "view"},
	{"/api/v1/status?x=1", "x"},
	{"/api/v1/meetings?limit=0", "limit"},
	{"/api/v1/meetings/" + meetingID + "?x=1", "x"},
	{"/api/v1/matters", "ref"},
	{"/api/v1/matters?ref=1&ref=2", "ref"},
}

func TestAPIRefusesByName(t *testing.T) {
	h := handler(t)
	for _, tt := range refusedRequests {
		res, body := ask(t, h, http.MethodGet, tt.target)
		if res.StatusCode != http.StatusBadRequest || res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: status %d, type %q\n%s", tt.target, res.StatusCode, res.Header.Get("Content-Type"), body)
			continue
		}
		p := decode[problem](t, body)
		if len(p.Errors) != 1 || p.Errors[0].Name != tt.name || p.Errors[0].Message == "" || p.Status != 400 || p.Title != "Bad Request" {
			t.Errorf("%s: want the one parameter %s named, got %+v", tt.target, tt.name, p)
		}
		if p.RequestID == "" || p.RequestID != res.Header.Get("X-Request-Id") {
			t.Errorf("%s: request id %q, header %q", tt.target, p.RequestID, res.Header.Get("X-Request-Id"))
		}
	}
}

func TestErrorsToStatus(t *testing.T) {
	for _, tt := range []struct {
		name   string
		err    error
		status int
	}{
		{"asker", fmt.Errorf("planning: %w", &search.RequestError{Param: "q", Reason: "has too many words"}), 400},
		{"busy", fmt.Errorf("searching: %w", search.ErrBusy), 503},
		{"slow", search.ErrDeadline, 503},
		{"broken", errors.New("disk /var/lib/saksok/index: input/output error at store.go:99"), 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := web.New(web.Options{Searcher: &finder{err: tt.err}, Library: library()})
			for _, target := range []string{"/api/v1/search?q=a", "/?q=a"} {
				res, body := ask(t, h, http.MethodGet, target)
				if res.StatusCode != tt.status {
					t.Errorf("%s: status %d, want %d", target, res.StatusCode, tt.status)
				}
				if (tt.status == 503) != (res.Header.Get("Retry-After") != "") {
					t.Errorf("%s: Retry-After %q", target, res.Header.Get("Retry-After"))
				}
				if strings.Contains(body, "/var/lib") || strings.Contains(body, ".go:") {
					t.Errorf("%s tells what is inside:\n%s", target, body)
				}
				if tt.status >= 500 && !strings.Contains(body, res.Header.Get("X-Request-Id")) {
					t.Errorf("%s: the request id is not in the answer", target)
				}
			}
		})
	}
}

func TestAPIDocuments(t *testing.T) {
	h := handler(t)
	res, body := ask(t, h, http.MethodGet, "/api/v1/documents?limit=1")
	list := decode[struct {
		Documents []web.DocumentSummary
		Next      string
	}](t, body)
	if res.StatusCode != 200 || len(list.Documents) != 1 || list.Next == "" {
		t.Errorf("status %d, %d documents, next %q", res.StatusCode, len(list.Documents), list.Next)
	}
	type answer struct {
		Record     web.DocumentRecord
		Extraction *saksok.Extraction
		ReadPages  int `json:"read_pages"`
	}
	_, body = ask(t, h, http.MethodGet, "/api/v1/documents/"+string(packID))
	d := decode[answer](t, body)
	if d.Extraction == nil || len(d.Extraction.Items) != 2 || d.Extraction.Pages != nil || d.ReadPages != 2 || len(d.Record.Locations) != 1 || d.Record.Outcome != web.OutcomePartly {
		t.Errorf("document: %+v", d)
	}
	if !strings.Contains(body, `"coverage":{"pages":3,"read":2,"unread_pages":"3","problems":2}`) {
		t.Errorf("coverage is not in %s", body)
	}
	_, body = ask(t, h, http.MethodGet, "/api/v1/documents/"+string(scanID))
	if d := decode[answer](t, body); d.Extraction != nil || d.Record.Reason != "damaged" {
		t.Errorf("document that was not read: %+v", d)
	}
	_, body = ask(t, h, http.MethodGet, "/api/v1/documents/"+string(packID)+"/pages/2")
	if p := decode[saksok.Page](t, body); p.Number != 2 || len(p.Words) == 0 || !strings.Contains(p.Text, "Barnehage") {
		t.Errorf("page: %+v", p)
	}
}

func TestAPIItemsAndMeetings(t *testing.T) {
	h := handler(t)
	_, body := ask(t, h, http.MethodGet, "/api/v1/items/i1")
	it := decode[struct {
		Item               search.Hit
		Decisions, Figures []search.Hit
	}](t, body)
	if it.Item.Title == "" || len(it.Decisions) != 7 || it.Decisions[0].Decision == nil || it.Figures == nil {
		t.Errorf("item: %+v", it)
	}
	_, body = ask(t, h, http.MethodGet, "/api/v1/meetings")
	if r := decode[struct{ Meetings []web.MeetingSummary }](t, body); len(r.Meetings) != 1 || r.Meetings[0].URL != "/meetings/"+meetingID {
		t.Errorf("meetings: %+v", r.Meetings)
	}
	for target, status := range map[string]int{"/api/v1/meetings/m1": 200, "/api/v1/meetings/i1": 404, "/api/v1/items/m1": 404, "/api/v1/items/nope": 404} {
		if res, _ := ask(t, h, http.MethodGet, target); res.StatusCode != status {
			t.Errorf("%s: status %d, want %d", target, res.StatusCode, status)
		}
	}
}

// openAPI is as much of an OpenAPI document as the test looks at.
type openAPI struct {
	OpenAPI    string
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]any }
}

type operation struct {
	Parameters []struct{ Name, In string }
	Responses  map[string]any
}

func (o operation) hasPathParam(name string) bool {
	return slices.ContainsFunc(o.Parameters, func(p struct{ Name, In string }) bool { return p.Name == name && p.In == "path" })
}

// Who has an answer already is told so, until it changes; the time it took is
// no change.
func TestAnswersHaveTags(t *testing.T) {
	f := &finder{hits: found()}
	h := web.New(web.Options{Searcher: f, Library: library(), Status: state(), Meetings: hall()})
	tags := map[string]bool{}
	for _, target := range []string{"/api/v1/search?q=budsjett", "/api/v1/search?q=skole", "/api/v1/documents", "/api/v1/documents/" + string(packID),
		"/api/v1/documents/" + string(packID) + "/pages/1", "/api/v1/meetings", "/api/v1/items/i1", "/openapi.json"} {
		res, body := ask(t, h, http.MethodGet, target)
		tag := res.Header.Get("ETag")
		if tag == "" || tags[tag] || body == "" {
			t.Errorf("%s: tag %q", target, tag)
		}
		tags[tag] = true
		f.took++
		for _, known := range []string{tag, `"other", ` + tag, strings.TrimPrefix(tag, "W/"), "*"} {
			if res, body := ask(t, h, http.MethodGet, target, "If-None-Match", known); res.StatusCode != http.StatusNotModified || body != "" {
				t.Errorf("%s with %s: status %d", target, known, res.StatusCode)
			}
		}
		if res, again := ask(t, h, http.MethodGet, target, "If-None-Match", `"other"`); res.StatusCode != http.StatusOK || len(again) != len(body) {
			t.Errorf("%s with another tag: status %d", target, res.StatusCode)
		}
	}
	if res, _ := ask(t, h, http.MethodGet, "/api/v1/search?x=1", "If-None-Match", "*"); res.StatusCode != http.StatusBadRequest || res.Header.Get("ETag") != "" {
		t.Errorf("a refusal has a tag: %d", res.StatusCode)
	}
	f.hits = f.hits[:3]
	if res, _ := ask(t, h, http.MethodGet, "/api/v1/search?q=budsjett"); tags[res.Header.Get("ETag")] {
		t.Error("another answer has the same tag")
	}
}

func TestOpenAPIDocumentListsTheRoutes(t *testing.T) {
	_, body := ask(t, handler(t), http.MethodGet, "/openapi.json")
	doc := decode[openAPI](t, body)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("openapi %q", doc.OpenAPI)
	}
	want := []string{"/documents", "/documents/{sha256}", "/documents/{sha256}/file", "/documents/{sha256}/pages/{n}", "/documents/{sha256}/pages/{n}.png",
		"/feed.atom", "/feed.json", "/healthz", "/items/{id}", "/matters", "/meetings", "/meetings/{id}", "/metrics", "/opensearch.xml", "/readyz", "/search", "/sources", "/status", "/suggest"}
	var got []string
	for p, ops := range doc.Paths {
		got = append(got, strings.TrimPrefix(p, "/api/v1"))
		for name := range strings.SplitSeq(p, "{") {
			name, _, isParam := strings.Cut(name, "}")
			if isParam && !ops["get"].hasPathParam(name) {
				t.Errorf("%s does not describe {%s}", p, name)
			}
		}
		if ops["get"].Responses["default"] == nil || ops["get"].Responses["200"] == nil {
			t.Errorf("%s lacks an answer or its errors", p)
		}
	}
	sort.Strings(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	for _, schema := range []string{"Result", "Hit", "Extraction", "Figure", "Decision", "HttpProblem"} {
		if doc.Components.Schemas[schema] == nil {
			t.Errorf("schema %s is missing", schema)
		}
	}
	for _, ref := range refs(body) {
		if doc.Components.Schemas[ref] == nil {
			t.Errorf("reference to %s leads nowhere", ref)
		}
	}
}

// refs are the schemas a document refers to.
func refs(body string) []string {
	var out []string
	for _, part := range strings.Split(body, `"#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		out = append(out, name)
	}
	return out
}

// TestAPIBoxes: the matching parts have the boxes of their words where they are
// asked for, and a document that is gone costs no more than its own.
func TestAPIBoxes(t *testing.T) {
	hits := found()[:1]
	hits[0].Snippet = snippet("Kommunestyret vedtar ", "budsjett", " for 2025")
	hits[0].Snippet[1].Page = 1
	gone := hits[0]
	gone.ID, gone.Document, gone.Snippet = "gone", saksok.DocumentID(strings.Repeat("0", 64)), slices.Clone(hits[0].Snippet)
	h := web.New(web.Options{Searcher: &finder{hits: append(hits, gone)}, Library: library()})
	for target, want := range map[string][]saksok.Box{
		"/api/v1/search?q=budsjett":             nil,
		"/api/v1/search?q=budsjett&boxes=false": nil,
		"/api/v1/search?q=budsjett&boxes=true":  {{196, 300, 244, 311}},
	} {
		res, body := ask(t, h, http.MethodGet, target)
		got := decode[search.Result](t, body)
		if res.StatusCode != http.StatusOK || len(got.Hits) != 2 {
			t.Fatalf("%s: status %d, %d hits\n%s", target, res.StatusCode, len(got.Hits), body)
		}
		if diff := cmp.Diff(want, got.Hits[0].Snippet[1].Boxes); diff != "" || got.Hits[1].Snippet[1].Boxes != nil {
			t.Errorf("%s: boxes (-want +got):\n%s\nof what is gone: %v", target, diff, got.Hits[1].Snippet[1].Boxes)
		}
	}
}
