package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
	"saksok/search/web"
)

func TestSearchPageShowsStatusInWords(t *testing.T) {
	doc := page(t, handler(t), "/?q=budsjett", http.StatusOK)
	want := []string{"FORSLAG", "VEDTATT", "INNSTILLING", "FALT", "UTSATT", "TRUKKET", "IKKE MERKET"}
	if diff := cmp.Diff(want, texts(doc, "article.hit-decision .status")); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	for _, n := range find(doc, "article.hit-decision") {
		if len(find(n, ".status")) != 1 || len(find(n, ".status svg")) != 1 {
			t.Errorf("a decision has not one status with one icon: %s", textOf(n))
		}
		if len(find(n, ".status-proposed")) == 1 && strings.Contains(strings.ToUpper(textOf(n)), "VEDTATT") {
			t.Errorf("a proposal says VEDTATT: %s", textOf(n))
		}
	}
}

// A status nobody has heard of, or a decision hit without its decision, is
// never shown as more than "not labelled".
func TestUnknownStatusIsNotLabelled(t *testing.T) {
	h := web.New(web.Options{Library: library(), Searcher: &finder{hits: []search.Hit{
		{Type: search.TypeDecision, ID: "d1", Title: "A", Decision: &saksok.Decision{Status: "sanctioned"}},
		{Type: search.TypeDecision, ID: "d2", Title: "B"},
	}}})
	got := texts(page(t, h, "/?sort=date", http.StatusOK), "article .status")
	if diff := cmp.Diff([]string{"IKKE MERKET", "IKKE MERKET"}, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}

func TestSearchPageShowsFigures(t *testing.T) {
	doc := page(t, handler(t), "/?q=budsjett&type=figure", http.StatusOK)
	want := []string{
		"512,3 MNOK = 512 300 000 kr",
		"1 204,5 MNOK = 1 204 500 000 kr Sum Kontrollert sum",
		"1 204,5 MNOK = 1 204 500 000 kr Sum Sum stemmer på avrunding nær",
		"1 204,5 MNOK = 1 204 500 000 kr Sum Summen stemmer ikke",
		"17,0 ukjent enhet",
	}
	if diff := cmp.Diff(want, texts(doc, "article.hit-figure .amount")); diff != "" {
		t.Errorf("amounts (-want +got):\n%s", diff)
	}
	if got := texts(doc, "article.hit-figure .path")[0]; got != "Barnehage og skole › Budsjett 2025 › Drift (MNOK) gjelder 2025" {
		t.Errorf("path of the first figure: %s", got)
	}
	if got := texts(doc, "article.hit-figure .path mark")[0]; got != "Budsjett" {
		t.Errorf("marked in the path: %q", got)
	}
	if n := len(find(doc, "article.hit-figure .snippet")); n != 0 {
		t.Errorf("%d figures say everything twice", n)
	}
	if got := texts(doc, ".sums"); len(got) != 1 || !strings.Contains(got[0], "512 300 000 kr") || !strings.Contains(got[0], "Totalrader er ikke medregnet") {
		t.Errorf("sums: %q", got)
	}
}

// Amounts of several years are not added up, unless one year is chosen.
func TestSumsOfOneYearOnly(t *testing.T) {
	years := func(selected string) http.Handler {
		var values []search.FacetValue
		for _, y := range []string{"2024", "2025", "missing"} {
			values = append(values, search.FacetValue{Value: y, Count: 3, Selected: y == selected})
		}
		return web.New(web.Options{Searcher: &finder{hits: found(), facets: map[string][]search.FacetValue{"figure_year": values}}, Library: library()})
	}
	for selected, want := range map[string]string{"": "gjelder 2 ulike år og er ikke lagt sammen", "2025": "512 300 000 kr"} {
		if got := texts(page(t, years(selected), "/?q=budsjett", http.StatusOK), ".sums"); len(got) != 1 || !strings.Contains(got[0], want) || strings.Contains(got[0], "512") != (selected != "") {
			t.Errorf("with %q chosen: %q", selected, got)
		}
	}
}

// Amounts whose year is not known are not added up: they may be the budget and the
// accounts of one line.
func TestNoSumOfUndatedFigures(t *testing.T) {
	for _, tt := range []struct {
		name    string
		figures int
		years   []search.FacetValue
		summed  bool
	}{
		{"all of one year", 3, []search.FacetValue{{Value: "2025", Count: 3}}, true},
		{"one of no year", 4, []search.FacetValue{{Value: "2025", Count: 3}, {Value: "missing", Count: 1}}, false},
		{"two of no year", 2, []search.FacetValue{{Value: "missing", Count: 5}}, false},
		{"one amount", 1, []search.FacetValue{{Value: "missing", Count: 5}}, true},
		{"a year is chosen", 3, []search.FacetValue{{Value: "2025", Count: 3, Selected: true}, {Value: "missing", Count: 9}}, true},
		{"those without are chosen", 3, []search.FacetValue{{Value: "2025", Count: 3}, {Value: "missing", Count: 3, Selected: true}}, false},
	} {
		facets := map[string][]search.FacetValue{"figure_year": tt.years, "type": {{Value: "figure", Count: tt.figures}}}
		h := web.New(web.Options{Searcher: &finder{hits: found(), facets: facets}, Library: library()})
		got := strings.Join(texts(page(t, h, "/?q=budsjett", http.StatusOK), ".sums"), " ")
		if strings.Contains(got, "512 300 000 kr") != tt.summed || strings.Contains(got, "året ikke kjent") == tt.summed {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

func TestSearchPageFiltersAndLinks(t *testing.T) {
	f := &finder{hits: found()}
	h := web.New(web.Options{Searcher: f, Library: library(), Status: state()})
	doc := page(t, h, "/?q=budsjett+over+100+millioner&body=Formannskapet&from=2024-01-01&min=1+000+000&sort=-date", http.StatusOK)
	if f.last.Min == nil || *f.last.Min != 1e6 || f.last.From != "2024-01-01" || f.last.Sort != "-date" {
		t.Errorf("the query read from the address: %+v", f.last)
	}
	want := []string{"Fjern filter: Utvalg: Formannskapet ×", "Fjern filter: Fra 1. januar 2024 ×", "Fjern filter: Minst 1 000 000 kr ×",
		"Fjern filter: beløp:>100mill lest av «over 100 millioner» ×"}
	if diff := cmp.Diff(want, texts(doc, ".chips a")); diff != "" {
		t.Errorf("chips (-want +got):\n%s", diff)
	}
	for _, a := range find(doc, ".chips a") {
		u, err := url.Parse(attr(a, "href"))
		if err != nil || u.Path != "/" {
			t.Errorf("chip leads to %q", attr(a, "href"))
		}
	}
	last := find(doc, ".chips a")[3]
	if got := attr(last, "href"); !strings.Contains(got, "q=budsjett&") || !strings.Contains(got, "body=Formannskapet") {
		t.Errorf("the recognised filter's chip leads to %q", got)
	}
	selected := find(doc, ".facet a.on")
	if len(selected) != 1 || strings.Contains(attr(selected[0], "href"), "body=") {
		t.Errorf("the selected facet value does not lead to the search without it")
	}
	hit := attr(find(doc, "article h3 a")[0], "href")
	if want := "/documents/" + string(packID) + "/pages/1?box=72.0%2C300.0%2C420.0%2C316.0&mark=budsjett&q=budsjett+over+100+millioner#treff"; hit != want {
		t.Errorf("first hit leads to\n%s want\n%s", hit, want)
	}
}

func TestSearchPageSaysWhatWasNotRead(t *testing.T) {
	doc := page(t, handler(t), "/?q=budsjett", http.StatusOK)
	got := texts(doc, "article .warn")
	if len(got) == 0 || got[0] != "1 side av 3 i dokumentet er ikke lest (side 3)." {
		t.Errorf("remark on the first hit: %q", got)
	}
}

// Values that other types of hit cannot have are not offered; a snippet that
// only repeats the heading is left out; a meeting leads to all its documents.
func TestSearchPageLeavesOutNoise(t *testing.T) {
	hits := []search.Hit{
		{Type: search.TypeItem, ID: "i1", Title: "Budsjett 2025", Document: packID, Page: 2, Snippet: snippet("", "Budsjett", " 2025"),
			ItemDetail: &saksok.Item{FirstPage: 2, LastPage: 3, Closed: true}},
		{Type: search.TypeMeeting, ID: "m1", Date: "2024-11-13", Document: packID, Page: 1},
	}
	f := &finder{hits: hits, facets: map[string][]search.FacetValue{
		"status": {{Value: "adopted", Count: 1}, {Value: "missing", Count: 9}}, "currency": {{Value: "missing", Count: 9}}, "organisation": {{Value: "A", Count: 1}, {Value: "missing", Count: 2}},
	}}
	doc := page(t, web.New(web.Options{Searcher: f, Library: library()}), "/?sort=date", http.StatusOK)
	want := []string{"Vedtatt 1", "A 1", "uten verdi 2"}
	if diff := cmp.Diff(want, texts(doc, ".facet a")); diff != "" {
		t.Errorf("facet values (-want +got):\n%s", diff)
	}
	if n := len(find(doc, ".snippet")); n != 0 {
		t.Errorf("%d snippets that say nothing", n)
	}
	if diff := cmp.Diff([]string{"Budsjett 2025", "Møte 13. november 2024"}, texts(doc, "h3 a")); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
	if got := texts(doc, "article .facts")[0]; !strings.HasSuffix(got, "lukket side 2–3") {
		t.Errorf("facts of the case: %q", got)
	}
	if got := attr(find(doc, "h3 a")[1], "href"); got != "/meetings/m1" {
		t.Errorf("the meeting leads to %q", got)
	}
}

func TestSearchPageEmptyAndWrong(t *testing.T) {
	h := handler(t)
	if got := texts(page(t, h, "/?q=finnesikke", http.StatusOK), ".empty h3"); !slices.Equal(got, []string{"Ingen treff"}) {
		t.Errorf("empty page says %q", got)
	}
	doc := page(t, h, "/?q=budsjett&min=mye&fargo=1", http.StatusBadRequest)
	want := []string{"fargo er ikke et kjent felt", `min "mye" er ikke et helt antall kroner`}
	if diff := cmp.Diff(want, texts(doc, ".alert li")); diff != "" {
		t.Errorf("refusals (-want +got):\n%s", diff)
	}
	if got := attr(find(doc, "#q")[0], "value"); got != "budsjett" {
		t.Errorf("the box lost the query: %q", got)
	}
}

func TestSources(t *testing.T) {
	doc := page(t, handler(t), "/sources", http.StatusOK)
	got := texts(doc, ".docs .outcome")
	if diff := cmp.Diff([]string{"Svarer", "Svarer ikke", "For hånd"}, got); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	if got := texts(doc, ".docs .warn"); len(got) != 1 || got[0] != "no such folder" {
		t.Errorf("warnings %q", got)
	}
	if got := texts(page(t, handler(t), "/status", http.StatusOK), ".bad"); len(got) != 1 || got[0] != "1 svarer ikke" {
		t.Errorf("status says %q", got)
	}
}

func TestFrontPage(t *testing.T) {
	doc := page(t, handler(t), "/", http.StatusOK)
	if got := texts(doc, ".recent a"); !slices.Equal(got, []string{"Formannskapet, 13. november 2024"}) {
		t.Errorf("recent meetings: %q", got)
	}
	alone := web.New(web.Options{Searcher: &finder{hits: found()}, Library: library()})
	if got := texts(page(t, alone, "/", http.StatusOK), ".recent a"); !slices.Equal(got, []string{"Formannskapet 9/24, budsjettmøte"}) {
		t.Errorf("recent meetings where nothing joins documents: %q", got)
	}
	if got := texts(doc, ".totals"); !slices.Equal(got, []string{"12 dokumenter · 80 saker · 64 vedtak og forslag · 1530 tall"}) {
		t.Errorf("totals: %q", got)
	}
	if got := texts(doc, ".reading"); len(got) != 1 || !strings.Contains(got[0], "12 av 30 ferdig") {
		t.Errorf("progress: %q", got)
	}
	for _, a := range find(doc, ".examples a") {
		if res, _ := ask(t, handler(t), http.MethodGet, attr(a, "href")); res.StatusCode != http.StatusOK {
			t.Errorf("example %s: status %d", attr(a, "href"), res.StatusCode)
		}
	}
}

func TestCasePage(t *testing.T) {
	doc := page(t, handler(t), "/items/i1", http.StatusOK)
	if got := textOf(find(doc, "h1")[0]); got != "Budsjett 2025 og økonomiplan 2025–2028 for Havnes kommune" {
		t.Errorf("heading %q", got)
	}
	got := texts(doc, ".decided .status")
	want := []string{"FORSLAG", "VEDTATT", "INNSTILLING", "FALT", "UTSATT", "TRUKKET", "IKKE MERKET"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	if notes := texts(doc, ".decided .note"); len(notes) == 0 || !strings.Contains(notes[0], "ikke et vedtak") {
		t.Errorf("notes %q", notes)
	}
	if n := len(find(page(t, handler(t), "/?q=budsjett", http.StatusOK), ".follow a")); n == 0 {
		t.Error("no hit leads to its case")
	}
	for target, status := range map[string]int{"/items/d1": 404, "/items/none": 404, "/items/i1?x=1": 400} {
		page(t, handler(t), target, status)
	}
}

// What the minutes have on record beside the decisions is shown with the case it
// is of and in the panel, as nothing that was decided.
func TestStatementsAreNoDecisions(t *testing.T) {
	h := handler(t)
	doc := page(t, h, "/items/i1", http.StatusOK)
	if got, want := texts(doc, ".onrecord"), []string{"Protokolltilførsel Siv Aune (R) Budsjettet vedtas ikke slik. side 2"}; !slices.Equal(got, want) {
		t.Errorf("on record %q, want %q", got, want)
	}
	if got := strings.Join(texts(doc, ".decided"), " "); strings.Contains(got, "vedtas ikke") {
		t.Errorf("among the decisions: %s", got)
	}
	if n := len(find(doc, ".onrecord .status")); n != 0 {
		t.Errorf("%d statements have a status", n)
	}
	if link := attr(find(doc, ".onrecord a")[0], "href"); !strings.Contains(link, "/pages/2?box=72.0%2C400.0") {
		t.Errorf("leads to %s", link)
	}
	for path, here := range map[string]int{"/documents/" + string(packID): 0, "/documents/" + string(packID) + "/pages/1": 1} {
		doc := page(t, h, path, http.StatusOK)
		if got := texts(doc, ".statements .badge"); !slices.Equal(got, []string{"Protokolltilførsel", "Habilitet"}) {
			t.Errorf("%s has on record %q", path, got)
		}
		if n := len(find(doc, ".statements li.here")); n != here {
			t.Errorf("%s: %d on the page, want %d", path, n, here)
		}
	}
	if _, body := ask(t, h, http.MethodGet, "/api/v1/items/i1"); !strings.Contains(body, `"statements":[{"kind":"dissent"`) {
		t.Errorf("the API has no statement:\n%s", body)
	}
}

// A search may miss something while the index is made again, and says so.
func TestRebuildingIsSaid(t *testing.T) {
	for _, rebuilding := range []bool{false, true} {
		st := state()
		st.report.Rebuilding = rebuilding
		h := web.New(web.Options{Searcher: exporting(), Library: library(), Status: st})
		for _, target := range []string{"/", "/?q=budsjett", "/?q=finnesikke", "/status"} {
			said := strings.Join(texts(page(t, h, target, http.StatusOK), ".rebuilding"), " ")
			if strings.Contains(said, "kan et søk mangle treff") != rebuilding {
				t.Errorf("rebuilding %v: %s says %q", rebuilding, target, said)
			}
		}
	}
}

// A hit of several pages says on which its snippet stands.
func TestSnippetSaysItsPage(t *testing.T) {
	if got := texts(page(t, handler(t), "/?q=budsjett", http.StatusOK), ".snippet .at"); !slices.Equal(got, []string{"side 2:"}) {
		t.Errorf("pages %q", got)
	}
}

// On a page of a document the panel begins with what is on that page.
func TestPanelBeginsWithThePage(t *testing.T) {
	doc := page(t, handler(t), "/documents/"+string(packID)+"/pages/2", http.StatusOK)
	panel := find(doc, "aside.panel")[0]
	if got := texts(panel, "li.here .nr"); !slices.Equal(got, []string{"PS 62/24"}) {
		t.Errorf("cases on the page: %q", got)
	}
	folded := texts(panel, "details summary")
	if !slices.Equal(folded, []string{"1 til, andre steder i dokumentet", "2 til, andre steder i dokumentet"}) {
		t.Errorf("folded: %q", folded)
	}
	if n := len(find(page(t, handler(t), "/documents/"+string(packID), http.StatusOK), ".doc details")); n != 0 {
		t.Errorf("%d lists are folded where no page is shown", n)
	}
}

func TestPageMarksTheHit(t *testing.T) {
	doc := page(t, handler(t), "/documents/"+string(packID)+"/pages/2?box=300.0,240.0,345.0,252.0&mark=BARNEHAGE&q=barnehage", http.StatusOK)
	svg := find(doc, "svg.overlay")
	if len(svg) != 1 || attr(svg[0], "viewBox") != "0 0 595.0 842.0" {
		t.Fatalf("overlay is not in the page's own points: %d", len(svg))
	}
	r := find(doc, "rect.mark")
	if len(r) != 1 || attr(r[0], "id") != "treff" {
		t.Fatalf("%d marks", len(r))
	}
	got := []string{attr(r[0], "x"), attr(r[0], "y"), attr(r[0], "width"), attr(r[0], "height")}
	if diff := cmp.Diff([]string{"297.0", "237.0", "51.0", "18.0"}, got); diff != "" {
		t.Errorf("mark (-want +got):\n%s", diff)
	}
	if n := len(find(doc, "rect.word")); n != 1 {
		t.Errorf("%d words marked, want 1", n)
	}
	if got := texts(doc, ".pagetext mark"); !slices.Equal(got, []string{"Barnehage"}) {
		t.Errorf("words marked in the text: %q", got)
	}
	if img := find(doc, ".paper img")[0]; attr(img, "src") != "/documents/"+string(packID)+"/pages/2.png?width=900" || attr(img, "alt") == "" {
		t.Errorf("image: src %q alt %q", attr(img, "src"), attr(img, "alt"))
	}
	links := map[string]string{}
	for _, a := range find(doc, ".pagenav a") {
		links[textOf(a)] = strings.TrimPrefix(attr(a, "href"), "/documents/"+string(packID))
	}
	want := map[string]string{"← Forrige": "/pages/1", "Neste →": "/pages/3", "PDF, side 2": "/file?view=1#page=2"}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if got := texts(doc, ".coverage"); len(got) != 1 || !strings.HasPrefix(got[0], "Lest 2 av 3 sider.") {
		t.Errorf("coverage: %q", got)
	}
	if got := texts(doc, ".panel .entries .status"); !slices.Equal(got, []string{"VEDTATT", "FORSLAG"}) {
		t.Errorf("statuses in the panel: %q", got)
	}
	if got := texts(doc, ".panel .problems li"); len(got) != 2 || !strings.HasPrefix(got[0], "Side 3 : Siden har ingen tekst") {
		t.Errorf("problems: %q", got)
	}
}

// Where a passage has no box the link leads to the first of its words.
func TestPageOpensAtTheFirstWord(t *testing.T) {
	for target, want := range map[string]string{
		"?mark=Barnehage&mark=Sum":                    "rect.word",
		"?box=300.0,240.0,345.0,252.0&mark=Barnehage": "rect.mark",
	} {
		doc := page(t, handler(t), "/documents/"+string(packID)+"/pages/2"+target, http.StatusOK)
		var ids []string
		for _, r := range find(doc, "rect") {
			if attr(r, "id") != "" {
				ids = append(ids, "rect."+attr(r, "class")+"#"+attr(r, "id"))
			}
		}
		if !slices.Equal(ids, []string{want + "#treff"}) {
			t.Errorf("%s: places to open at %q", target, ids)
		}
	}
}

func TestPageWithoutText(t *testing.T) {
	doc := page(t, handler(t), "/documents/"+string(packID)+"/pages/3", http.StatusOK)
	if got := texts(doc, ".pagetext .warn"); !slices.Equal(got, []string{"Ingen tekst er lest på denne siden."}) {
		t.Errorf("page without text says %q", got)
	}
}

func TestDocumentThatWasNotRead(t *testing.T) {
	h := handler(t)
	doc := page(t, h, "/documents/"+string(scanID), http.StatusOK)
	if got := texts(doc, ".doc-head .warn"); !slices.Equal(got, []string{"Filen er skadet (no engine could open the file)"}) {
		t.Errorf("reason: %q", got)
	}
	page(t, h, "/documents/"+string(scanID)+"/pages/1", http.StatusNotFound)
	page(t, h, "/documents/"+string(packID)+"/pages/4", http.StatusNotFound)
}

func TestDocumentsAndStatus(t *testing.T) {
	h := handler(t)
	if got := texts(page(t, h, "/documents?outcome=quarantined", http.StatusOK), ".docs h3"); !slices.Equal(got, []string{"skann.pdf"}) {
		t.Errorf("quarantined documents: %q", got)
	}
	doc := page(t, h, "/status", http.StatusOK)
	got := texts(doc, ".docs .kindline")
	want := []string{"Satt til side Filen er skadet", "Delvis lest Siden har ingen tekst (skannet bilde) side 3", "Ikke tatt inn Ikke en PDF"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what was not read (-want +got):\n%s", diff)
	}
	if got := texts(doc, "table tr")[1]; got != "Lest 10" {
		t.Errorf("first outcome: %q", got)
	}
}

// Every page can be used by ear and keyboard: language, one h1, landmarks, a
// way past the head, labels on fields, text on links and images.
func TestPagesAreAccessible(t *testing.T) {
	h := handler(t)
	for _, target := range []string{"/", "/?q=budsjett", "/?q=finnesikke", "/?min=x", "/documents", "/documents/" + string(packID),
		"/documents/" + string(packID) + "/pages/1?box=1,2,3,4", "/status", "/sources", "/meetings", "/items/i1", "/nowhere"} {
		t.Run(target, func(t *testing.T) {
			_, body := ask(t, h, http.MethodGet, target)
			doc := parse(t, body)
			if attr(find(doc, "html")[0], "lang") != "nb" {
				t.Error("no language")
			}
			for selector, want := range map[string]int{"h1": 1, "main": 1, "header": 1, "footer": 1, "title": 1} {
				if n := len(find(doc, selector)); n != want {
					t.Errorf("%d %s, want %d", n, selector, want)
				}
			}
			labelled := map[string]bool{}
			for _, l := range find(doc, "label") {
				labelled[attr(l, "for")] = true
			}
			for _, tag := range []string{"input", "select", "textarea"} {
				for _, f := range find(doc, tag) {
					if attr(f, "type") != "hidden" && !labelled[attr(f, "id")] && attr(f, "aria-label") == "" {
						t.Errorf("%s %q has no label", tag, attr(f, "name"))
					}
				}
			}
			for _, a := range find(doc, "a") {
				if textOf(a) == "" || attr(a, "href") == "" {
					t.Errorf("a link without text or address: %q %q", textOf(a), attr(a, "href"))
				}
			}
			ids := map[string]bool{}
			for n := range doc.Descendants() {
				if id := attr(n, "id"); id != "" {
					if ids[id] {
						t.Errorf("id %q twice", id)
					}
					ids[id] = true
				}
			}
			skips := find(doc, "a.skip")
			if len(skips) == 0 || len(find(doc, "#treff-h")) > 0 && len(skips) != 2 {
				t.Errorf("%d ways past the head, and past the filters", len(skips))
			}
			for _, a := range skips {
				if !ids[strings.TrimPrefix(attr(a, "href"), "#")] {
					t.Errorf("%q leads nowhere", textOf(a))
				}
			}
		})
	}
}
