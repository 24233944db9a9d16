package topic

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"saksok"

	"github.com/google/go-cmp/cmp"
)

// told is topics as one line: "ehelse/journal: akson, journalløsning; …".
func told(topics []saksok.Topic) string {
	var out []string
	for _, t := range topics {
		out = append(out, string(t.ID)+": "+strings.Join(t.Terms, ", "))
	}
	return strings.Join(out, "; ")
}

func TestOf(t *testing.T) {
	tests := []struct {
		name, title, text, language string
		bodies                      []string
		want                        string
	}{
		{name: "nothing", title: "Eventuelt", text: "Ingen saker ble meldt."},
		{name: "term in the title", title: "Ny vannledning til Moen", want: "teknisk/vann: vannledning"},
		{name: "one mention in the text is nothing", title: "Orientering", text: "Vannledningen ble nevnt."},
		{name: "five mentions are enough", title: "Orientering", text: strings.Repeat("Vannledningen. ", 5), want: "teknisk/vann: vannledningen"},
		{name: "several terms together", title: "Orientering", text: "Vannverket, vannkilden, drikkevann, reservevann og et høydebasseng.",
			want: "teknisk/vann: vannverket, vannkilden, drikkevann, reservevann, høydebasseng"},
		{name: "one term is never more than five", title: "Orientering", text: strings.Repeat("Vannledningen. ", 500) + strings.Repeat("Kloakken og avløp. ", 4),
			want: "teknisk/avlop: kloakken, avløp; teknisk/vann: vannledningen"},
		{name: "the title says which is the main one", title: "Lia barnehage – finansiering", text: strings.Repeat("Låneopptak, lånegjeld, avdrag. ", 5),
			want: "oppvekst/barnehage: barnehage; okonomi/finansiering: finansiering, låneopptak, lånegjeld, avdrag"},
		{name: "compound", title: "Friluftsbarnehagen", want: "oppvekst/barnehage: friluftsbarnehagen"},
		{name: "inflected", title: "Ny bru over Storelva. Bruene", want: "samferdsel/veg: bru"},
		{name: "no compound of a plain word", title: "Bruken av kunstig vanning i parkering av laksenettet", want: "samferdsel/parkering: parkering"},
		{name: "politisk is no police", title: "Politisk vedtak om stillinger"},
		{name: "police", title: "Politiets nærvær", want: "beredskap/politi: politiets"},
		{name: "capitals count", title: "Nav i hjulet"},
		{name: "abbreviation", title: "Samarbeid med NAV", want: "sosial/arbeid-kvalifisering: NAV"},
		{name: "all capitals", title: "REGULERINGSPLAN FOR NESET", want: "plan/reguleringsplan: reguleringsplan"},
		{name: "phrase", title: "Salg av kommunal eiendom", want: "bygg/eiendom: salg av kommunal eiendom"},
		{name: "phrase over a line break", title: "Salg av\nkommunale eiendommer", want: "bygg/eiendom: salg av kommunale eiendommer"},
		{name: "phrase inflected", title: "Digital hjemmeoppfølgingen", want: "ehelse/velferdsteknologi: digital hjemmeoppfølgingen"},
		{name: "soft hyphens", title: "Vann\u00adled\u00adning", want: "teknisk/vann: vannledning"},
		{name: "hyphen", title: "Covid\u201119 og e-resept", want: "helse/smittevern: covid-19; ehelse/legemidler: e-resept"},
		{name: "weak alone", title: "Rehabilitering av rådhuset og universell utforming"},
		{name: "weak beside a strong one", title: "Habilitering og rehabilitering", want: "omsorg/funksjonsnedsettelse: habilitering, rehabilitering"},
		{name: "only in titles", title: "Orientering", text: strings.Repeat("Budsjett. ", 9)},
		{name: "budget in the title", title: "Budsjett 2025", want: "okonomi/budsjett: budsjett"},
		{name: "only where a title begins", title: "Elektroniske meldinger"},
		{name: "where a title begins", title: "Meldinger", want: "styring/moteadministrasjon: meldinger"},
		{name: "another committee", title: "Valg", text: strings.Repeat("Idrettsutvalget. ", 9)},
		{name: "nynorsk in a bokmål document", title: "Drikkevatn og kjeldesortering", want: "teknisk/vann: drikkevatn; teknisk/renovasjon: kjeldesortering"},
		{name: "bokmål in a nynorsk document", language: "nn", title: "Vannforsyning", want: "teknisk/vann: vannforsyning"},
		{name: "unknown language", language: "und", title: "Vannforsyning", want: "teknisk/vann: vannforsyning"},
		{name: "danish", language: "da", title: "Lokalplan for havnebadet", want: "plan/reguleringsplan: lokalplan; miljo/friluftsliv: havnebadet"},
		{name: "swedish", language: "sv", title: "Ny förskola", want: "oppvekst/barnehage: förskola"},
		{name: "english", language: "en", title: "Speed limit on Shore Lane", want: "samferdsel/trafikksikkerhet: speed limit"},
		{name: "a language without terms", language: "se", title: "Vannforsyning"},
		{name: "the body's name", bodies: []string{"Kontrollutvalget i Brennvik"}, title: "Kontrollutvalgets årsrapport", text: strings.Repeat("Kontrollutvalg. ", 9),
			want: "okonomi/regnskap: årsrapport"},
		{name: "the publisher's name", bodies: []string{"Direktoratet for e-helse", "Nasjonalt e-helsestyre"}, title: "Orientering fra Direktoratet for e-helse",
			text: strings.Repeat("Nasjonalt e-helsestyre. Direktoratet for e-helses. ", 5)},
		{name: "a body's field is evidence", bodies: []string{"Utvalg for barnehage og skole"}, title: "Barnehage på Moen", want: "oppvekst/barnehage: barnehage"},
		{name: "but not in its name", bodies: []string{"Utvalg for barnehage og skole"}, title: "Møte i Utvalg for barnehage og skole"},
		{name: "three at most", title: "Vannforsyning, avløp, brannvesen, bibliotek og idrett",
			want: "teknisk/vann: vannforsyning; teknisk/avlop: avløp; kultur/idrett: idrett"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.language == "" {
				tt.language = "nb"
			}
			got := told(Of(&saksok.Item{Title: tt.title, Text: tt.text}, tt.bodies, tt.language))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestInto: what the whole document says counts: decisions, people, the earlier
// meeting an item is of.
func TestInto(t *testing.T) {
	x := saksok.NewExtraction("ab", 1)
	x.Document.Language = "nb"
	x.Meeting.Body = "Havnestyret"
	x.People = []saksok.Person{{Name: "Kai Myr"}}
	x.Items = []saksok.Item{
		{Number: "1/24", Title: "Orientering", Text: strings.Repeat("Kai Myr orienterte. ", 9)},
		{Number: "2/24", Title: "Orientering", Text: "Fartsgrensen."},
		{Number: "1/24", Title: "Eldrerådet", MeetingDay: "2024-01-01", Body: "Eldrerådet"},
		{Number: "4/24", Text: "Asfaltering."},
		{Number: "3/24", Title: "Ny kai", Text: "Eldrerådet uttalte seg."},
	}
	x.Decisions = []saksok.Decision{
		{Item: "4/24", Text: "That the pothole program, asfaltering, is approved."},
		{Item: "2/24", Text: "Fartsgrensen settes ned og det bygges fortau."},
		{Item: "1/24", Text: "Fartsgrensen og fortauet.", MeetingDay: "2023-01-01"},
	}
	Into(x)
	var got []string
	for _, it := range x.Items {
		got = append(got, told(it.Topics))
	}
	want := []string{"", "samferdsel/trafikksikkerhet: fartsgrensen, fortau", "", "samferdsel/veg: asfaltering", "samferdsel/havn-luft: kai"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestTerms: the files hold, every topic below a top one has terms in Norwegian,
// and beginnings that are too short for one are on the list of those that are not.
func TestTerms(t *testing.T) {
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"nb", "nn", "da", "sv", "en"} {
		v := all[language]
		if v == nil {
			t.Fatalf("no terms of %s", language)
		}
		terms, with := 0, map[int]bool{}
		each := func(tm *term) {
			terms++
			for _, topic := range tm.topics {
				with[topic] = true
				if !strings.Contains(string(v.ids[topic]), "/") {
					t.Errorf("%s: %s is a top topic and has terms", language, v.ids[topic])
				}
			}
			checkPrefix(t, language, tm)
		}
		for _, ts := range v.first {
			for _, tm := range ts {
				each(tm)
			}
		}
		for _, tm := range v.inside {
			each(tm)
		}
		if language == "nb" || language == "nn" {
			for i, id := range v.ids {
				if strings.Contains(string(id), "/") && !with[i] {
					t.Errorf("%s: %s has no terms", language, id)
				}
			}
		}
		t.Logf("%s: %d terms, %d topics", language, terms, len(with))
	}
}

func checkPrefix(t *testing.T, language string, tm *term) {
	t.Helper()
	// Looked up in word lists: nothing common begins so but what is meant.
	short := []string{"flom", "havn", "hamn", "støy", "enøk", "kirk", "co2", "bro", "sokn"}
	p := tm.words[0]
	if len(tm.words) == 1 && !tm.cased && p.prefix && len([]rune(p.text)) < 5 && !slices.Contains(short, p.text) {
		t.Errorf("%s: %q* is too short a beginning", language, p.text)
	}
}

// TestNames: each topic has one name and can be found by it.
func TestNames(t *testing.T) {
	seen := map[saksok.TopicID]bool{}
	for _, id := range saksok.TopicIDs() {
		if seen[id] || id.Name() == "" || id.Top().Name() == "" {
			t.Errorf("%s: named %q, twice %v", id, id.Name(), seen[id])
		}
		seen[id] = true
		if got := saksok.FindTopics(strings.ToUpper(id.Name())); !slices.Contains(got, id) {
			t.Errorf("%q finds %v", id.Name(), got)
		}
	}
	if got := fmt.Sprint(saksok.FindTopics("journal"), saksok.FindTopics("ehelse/journal"), saksok.FindTopics(""), saksok.FindTopics("hval")); got != "[ehelse/journal] [ehelse/journal] [] []" {
		t.Error(got)
	}
}

func TestBadTerms(t *testing.T) {
	for _, tt := range []struct{ name, id, term, want string }{
		{"no such topic", "hval/fangst", "hval", `no topic "hval/fangst"`},
		{"no word", "teknisk/vann", "*", `topic teknisk/vann: "*" is no term`},
		{"one letter", "teknisk/vann", "x*", `topic teknisk/vann: "x*" begins with too short a word`},
	} {
		_, err := compile([]*termFile{{topics: map[string][]string{tt.id: {tt.term}}}})
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// BenchmarkOf reads an item of 20 000 words.
func BenchmarkOf(b *testing.B) {
	it := &saksok.Item{Title: "Ny barnehage på Moen", Text: strings.Repeat(
		"Kommunedirektøren legger fram saken om detaljregulering for barnehagen og vannledningen til Nordre Sjøbakken, som ble vedtatt av bystyret i møte 12. mars. ", 870)}
	r := reader{vocabulary: vocabularyOf("nb"), names: newNames([]string{"Formannskapet i Storvik kommune"}, []string{"Kai Myr"})}
	b.SetBytes(int64(len(it.Text)))
	for b.Loop() {
		if len(r.of(it, nil)) == 0 {
			b.Fatal("no topics")
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(); err != nil {
			b.Fatal(err)
		}
	}
}
