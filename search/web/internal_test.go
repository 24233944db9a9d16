package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
)

func TestNumbersAsNorwegiansWriteThem(t *testing.T) {
	for _, tt := range []struct{ name, got, want string }{
		{"four digits", number(1530), "1530"},
		{"five digits", number(12345), "12\u00a0345"},
		{"millions", number(209900000), "209\u00a0900\u00a0000"},
		{"negative", number(-12131), "−12\u00a0131"},
		{"smallest", number(-1 << 63), "−9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808"},
		{"kroner", money(20990000000, "NOK"), "209\u00a0900\u00a0000\u00a0kr"},
		{"øre", money(1250, "NOK"), "12,50\u00a0kr"},
		{"groups in text", unbroken("kr 12 000 000 i 2025 og 3 000, ikke 4 50"), "kr 12\u00a0000\u00a0000 i 2025 og 3\u00a0000, ikke 4 50"},
		{"no groups", unbroken("sak 12 2024 å 1"), "sak 12 2024 å 1"},
		{"less than a krone below zero", money(-5, "NOK"), "−0,05\u00a0kr"},
		{"euro", money(100, "EUR"), "1\u00a0EUR"},
		{"no currency", money(100, ""), ""},
		{"date", longDate("2020-11-13"), "13. november 2020"},
		{"no date", longDate("i går"), "i går"},
		{"month", label("month", "2024-03"), "mars 2024"},
		{"excluded", label("status", "-proposed"), "ikke Forslag"},
		{"without", label("body", "missing"), "uten verdi"},
		{"one", plural(1, "sak", "saker"), "1\u00a0sak"},
		{"many", plural(20000, "sak", "saker"), "20\u00a0000\u00a0saker"},
		{"size", size(219738), "220\u00a0kB"},
		{"large size", size(3249738), "3,2\u00a0MB"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

// The printed number and what stands beside it can be read as one number only.
func TestBesideText(t *testing.T) {
	for _, tt := range []struct {
		text, unit    string
		minor         int64
		currency      string
		shown, amount string
	}{
		{"512,3", "MNOK", 51230000000, "NOK", "MNOK", "512\u00a0300\u00a0000\u00a0kr"},
		{"500", "1000 kr", 50000000, "NOK", "i 1000 kr", "500\u00a0000\u00a0kr"},
		{"93 mill. kroner", "mill. kroner", 9300000000, "NOK", "", "93\u00a0000\u00a0000\u00a0kr"},
		{"kr 7 331 000", "kr", 733100000, "NOK", "", ""},
		{"880 000", "kr", 88000000, "NOK", "kr", ""},
		{"-880 000", "kroner", -88000000, "NOK", "kroner", ""},
		{"780 000,00", "kr", 78000000, "NOK", "kr", ""},
		{"(880 000)", "kr", -88000000, "NOK", "kr", "−880\u00a0000\u00a0kr"},
		{"1,2", "EUR", 120, "EUR", "EUR", "1,20\u00a0EUR"},
		{"17,0", "", 0, "", "", ""},
		{"kr 4,5 millioner", "kr millioner", 450000000, "NOK", "", "4\u00a0500\u00a0000\u00a0kr"},
	} {
		shown, amount := besideText(tt.text, tt.unit, tt.minor, tt.currency)
		if shown != tt.shown || amount != tt.amount {
			t.Errorf("%q %q: %q %q, want %q %q", tt.text, tt.unit, shown, amount, tt.shown, tt.amount)
		}
	}
}

func TestPersonText(t *testing.T) {
	for want, p := range map[string]saksok.Person{
		"leder (SP)":                       {Role: saksok.RoleChair, Party: "SP"},
		"medlem (H), Fellesforbundet":      {Role: saksok.RoleMember, Party: "H", Organisation: "Fellesforbundet"},
		"saksbehandler, Økonomiavdelingen": {Role: saksok.RoleCaseOfficer, Organisation: "Økonomiavdelingen"},
		"nestleder (Nesbygdlista)":         {Role: saksok.RoleDeputyChair, Party: "Nesbygdlista", Organisation: "Nesbygdlista"},
	} {
		if got := personText(&p); got != want {
			t.Errorf("%+v: %q, want %q", p, got, want)
		}
	}
}

func TestWhyText(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []string
		want string
	}{
		{"the word itself", []string{"exact:budsjett"}, ""},
		{"the word itself too", []string{"stem:budsjett", "exact:budsjett"}, ""},
		{"a form and a part", []string{"stem:skole", "part:budsjett", "exact:plan"}, "bøyning av «skole», sammensatt ord med «budsjett»"},
		{"another word", []string{"synonym:legevakt", "typo:budsjet"}, "annet ord: «legevakt», nærmeste kjente ord «budsjet»"},
		{"a phrase says itself", []string{"phrase:tas til orientering"}, ""},
		{"a filter says itself", []string{"beløp:>1mill"}, ""},
		{"what is not known", []string{"vector:x"}, ""},
		{"nothing", nil, ""},
	} {
		if got := whyText(tt.in); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestReadPages(t *testing.T) {
	for unread, want := range map[string]int{"": 44, "3": 43, "3,7-9": 40, "1-44": 0, "1-99": 0, "x": 44, "9-7": 44, ",": 44} {
		if got := (&DocumentSummary{Pages: 44, UnreadPages: unread}).ReadPages(); got != want {
			t.Errorf("44 pages without %q: %d, want %d", unread, got, want)
		}
	}
	if got := (&DocumentSummary{Pages: 44, Outcome: OutcomeNoText}).ReadPages(); got != 0 {
		t.Errorf("44 pages without text: %d were read", got)
	}
}

// A page that failed is known to the ledger, one without text to the extraction.
func TestReadPagesOfDocument(t *testing.T) {
	record := &DocumentRecord{DocumentSummary: DocumentSummary{Pages: 8, UnreadPages: "2,8"}}
	x := saksok.NewExtraction("", 1)
	x.Document.Pages, x.Document.TextlessPages = 8, []int{2, 3, 4}
	for _, tt := range []struct {
		name string
		in   storedDocument
		want int
	}{
		{"what less was read of", storedDocument{record: record, extraction: x}, 5},
		{"no extraction", storedDocument{record: record}, 6},
		{"no count in the record", storedDocument{record: &DocumentRecord{}, extraction: x}, 5},
		{"failed pages alone", storedDocument{record: record, extraction: &saksok.Extraction{Document: saksok.Document{Pages: 8}}}, 6},
	} {
		if got := tt.in.readPages(); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

// A meeting is told of by its notice and by its minutes: which of them is said.
func TestMeetingSaysItsDocument(t *testing.T) {
	for kind, want := range map[saksok.DocumentKind]string{saksok.KindMinutes: "slik det står i protokoll", saksok.KindOther: "", "": ""} {
		got := factsOf(&search.Hit{Type: search.TypeMeeting, Kind: kind, Page: 1})
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", kind, got, want)
		}
	}
}

// Every value of the closed lists has a Norwegian word.
func TestEveryValueHasALabel(t *testing.T) {
	for _, o := range outcomes {
		if label("outcome", string(o)) == string(o) {
			t.Errorf("outcome %s has no label", o)
		}
	}
	for _, s := range []saksok.DecisionStatus{saksok.StatusProposed, saksok.StatusRecommended, saksok.StatusAdopted, saksok.StatusRejected,
		saksok.StatusDeferred, saksok.StatusWithdrawn, saksok.StatusUnlabelled} {
		if _, ok := statusViews[s]; !ok || label("status", string(s)) == string(s) {
			t.Errorf("status %s has no label", s)
		}
	}
	for _, name := range facetNames {
		if facetTitles[name] == "" {
			t.Errorf("facet %s has no heading", name)
		}
	}
	for _, s := range sorts {
		if sortLabels[s] == "" {
			t.Errorf("sort %s has no label", s)
		}
	}
}

func TestImageCacheKeepsTheLatestWithinItsLimit(t *testing.T) {
	c := imageCache{limit: 10}
	key := func(page int) imageKey { return imageKey{page: page, width: 900} }
	for page := range 4 {
		c.put(key(page), make([]byte, 3))
		c.find(key(0)) // asked for again and again
	}
	c.put(key(9), make([]byte, 11)) // larger than the cache
	c.put(key(3), make([]byte, 3))  // there already
	for page, want := range map[int]bool{0: true, 1: false, 2: true, 3: true, 9: false} {
		if _, got := c.find(key(page)); got != want {
			t.Errorf("page %d kept: %v, want %v", page, got, want)
		}
	}
	if c.bytes != 9 || c.order.Len() != 3 || len(c.byKey) != 3 {
		t.Errorf("%d bytes, %d in order, %d by key", c.bytes, c.order.Len(), len(c.byKey))
	}
}

// No address makes the parser panic; what it accepts it writes so that it reads
// the same again.
func FuzzParseSearch(f *testing.F) {
	for _, s := range []string{"q=budsjett&type=item&body=-A&body=B", "from=2020-01-01&to=2021-01-01&min=1+000&max=2%C2%A0000", "sort=-date&limit=100&after=x",
		"facets=none", "q=%00%ff%E2%80%AE", "min=-9223372036854775808", "type=item&type=item", "limit=10&sort=relevance"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		values, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		q, err := parseSearch(values)
		if err != nil {
			return
		}
		q.After = ""
		again, err := parseSearch(q.Values())
		if err != nil {
			t.Fatalf("%q was accepted, %q is refused: %v", raw, q.Values().Encode(), err)
		}
		if q.Sort == "relevance" { // the default is left out
			q.Sort = ""
		}
		if q.Limit == 10 {
			q.Limit = 0
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Errorf("%q reads differently again (-first +second):\n%s", raw, diff)
		}
	})
}
