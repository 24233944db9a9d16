package segment

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"saksok"
)

func TestCuesLoad(t *testing.T) {
	all, err := loadCues(cueFiles)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(all)), []string{"da", "en", "nb", "nn", "sv"}; !slices.Equal(got, want) {
		t.Errorf("languages %v, want %v", got, want)
	}
	for lang, c := range all {
		for name, n := range map[string]int{
			"stopwords": len(c.Stopwords) - 20, "marks": len(c.Marks) - 5, "word_parts": len(c.WordParts) - 2, "kinds": len(c.Kinds) - 4, "minutes_words": len(c.MinutesWords) - 2,
			"body_nouns": len(c.BodyNouns) - 3, "organisation_nouns": len(c.OrganisationNouns), "item_words": len(c.ItemWords),
			"agenda_titles": len(c.AgendaTitles), "columns: number": len(c.Columns["number"]), "columns: title": len(c.Columns["title"]),
			"fields: place": len(c.Fields["place"]), "fields: date_weak": len(c.Fields["date_weak"]), "sections": len(c.Sections) - 3,
			"votes": len(c.Votes), "numbers": len(c.Numbers) - 8, "types": len(c.Types) - 8, "item_kinds": len(c.ItemKinds) - 2,
			"endings": len(c.Endings), "meeting_words": len(c.MeetingWords), "role_words": len(c.RoleWords),
			"titles": len(c.Titles) - 9, "and": len(c.And), "people_columns: name": len(c.PeopleColumns["name"]), "place_nouns": len(c.PlaceNouns),
		} {
			if n <= 0 {
				t.Errorf("%s: %s has too few words", lang, name)
			}
		}
		if c.Unanimous.Regexp == nil || c.Closed.Regexp == nil || c.Recommends.Regexp == nil || c.Served.Regexp == nil || c.Ended.Regexp == nil {
			t.Errorf("%s: no words for unanimous, closed, recommends, served or ended", lang)
		}
	}
}

// TestCuesTellStatus: each language can say that a text was proposed, adopted,
// rejected and deferred; without one of them a proposal could pass for a
// decision.
func TestCuesTellStatus(t *testing.T) {
	for lang, c := range languages() {
		for _, st := range []saksok.DecisionStatus{saksok.StatusProposed, saksok.StatusAdopted} {
			if !slices.ContainsFunc(c.Labels, func(l statusCue) bool { return l.Status == st }) {
				t.Errorf("%s: no label says %s", lang, st)
			}
		}
		for _, st := range []saksok.DecisionStatus{saksok.StatusAdopted, saksok.StatusRejected, saksok.StatusDeferred, saksok.StatusWithdrawn} {
			if !slices.ContainsFunc(c.Results, func(l statusCue) bool { return l.Status == st }) {
				t.Errorf("%s: no result says %s", lang, st)
			}
		}
		if !slices.ContainsFunc(c.Attendance, func(r roleCue) bool { return r.Role == saksok.RoleMember }) {
			t.Errorf("%s: no label of those present", lang)
		}
		if !slices.ContainsFunc(c.Kinds, func(k kindCue) bool { return k.Kind == saksok.KindMinutes }) {
			t.Errorf("%s: no title of minutes", lang)
		}
	}
}

// TestCuesCanMatch: what is compared with a folded label must be folded itself,
// else the cue never matches.
func TestCuesCanMatch(t *testing.T) {
	for lang, c := range languages() {
		lists := map[string][]string{
			"agenda_titles": c.AgendaTitles, "sections": c.Sections, "treatment": c.Treatment, "voting": c.Voting,
			"dissent": c.Dissent, "not_items": c.NotItems, "single": c.Single,
		}
		for _, r := range c.Attendance {
			lists["attendance: "+string(r.Role)] = r.Words
		}
		for _, k := range c.ItemKinds {
			lists["item_kinds: "+string(k.Kind)] = k.Words
		}
		for name, words := range c.PeopleColumns {
			lists["people_columns: "+name] = words
		}
		for name, words := range c.Columns {
			lists["columns: "+name] = words
		}
		for name, words := range c.Fields {
			lists["fields: "+name] = words
		}
		for name, words := range lists {
			for _, w := range words {
				if w == "" || w != label(w) || strings.HasPrefix(name, "columns") && strings.Contains(w, ".") {
					t.Errorf("%s: %s: %q can never match, its label is %q", lang, name, w, label(w))
				}
			}
		}
		for name, words := range map[string][]string{
			"stopwords": c.Stopwords, "marks": c.Marks, "minutes_words": c.MinutesWords, "notice_words": c.NoticeWords,
			"deck_words": c.DeckWords, "body_nouns": c.BodyNouns, "organisation_nouns": c.OrganisationNouns, "reported": c.Reported,
			"titles": c.Titles, "and": c.And, "parties": c.Parties, "place_nouns": c.PlaceNouns, "main_words": c.MainWords, "endings": c.Endings, "meeting_words": c.MeetingWords, "subjects": c.Subjects,
		} {
			for _, w := range words {
				if w == "" || w != strings.ToLower(w) {
					t.Errorf("%s: %s: %q is not in lower case", lang, name, w)
				}
			}
		}
	}
}

// TestCueErrors: a mistake in a cue file is an error that names the file.
func TestCueErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "language: xx\nstopword: [a]\n", "stopword"},
		{"bad pattern", "language: xx\nclosed: '('\n", "missing closing"},
		{"not a list", "language: xx\nstopwords: {a: b}\n", "xx.yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := loadCues(fstest.MapFS{"cues/xx.yaml": {Data: []byte(tt.text)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "xx.yaml") {
				t.Errorf("got %v, want an error about %q in xx.yaml", err, tt.want)
			}
		})
	}
}

func TestDetectLanguage(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nb", "Kommunestyret har ikke behandlet saken, og det ble ikke fattet noe vedtak fra møtet.", "nb"},
		{"nn", "Kommunestyret har ikkje handsama saka, og det vart ikkje gjort noko vedtak frå møtet.", "nn"},
		{"da", "Byrådet har ikke behandlet sagen, og der blev ikke truffet nogen beslutning af udvalget.", "da"},
		{"sv", "Kommunfullmäktige har inte behandlat ärendet och det fattades inte något beslut från mötet.", "sv"},
		{"en", "The council has not discussed the matter, and no motion was carried at the meeting.", "en"},
		{"nb, a table", "Netto driftsutgifter per innbygger Andel av brutto driftsinntekter Ett prosentpoeng", "nb"},
		{"nn, a table", "Rekneskap Budsjett Tilskot frå staten Løyving", "nn"},
		{"da, a table", "Regnskab 2024 Budget 2025 Serviceudgifter i alt Indtægter fra refusion", "da"},
		{"sv, a table", "Investeringsuppföljning Ombyggnad Tallbackens förskola Återstår", "sv"},
		{"en, a table", "Budget Actual Expenditure Revenue", "en"},
		{"numbers", "12 345 67 890", "und"},
		{"nothing", "", "und"},
	} {
		if got := detectLanguage(tt.text); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// finnish is a language as a file and nothing else.
const finnish = `language: fi
stopwords: [ja, on, ei, että, se, oli, sekä, kun, niin, tai, joka, mutta, vain, myös, mukaan]
marks: [pöytäkirja, päätös, ehdotus, hyväksyttiin, yksimielisesti, kokous, asia]
kinds:
  - {kind: minutes, words: [pöytäkirja]}
  - {kind: notice, words: [esityslista]}
minutes_words: [läsnä, hyväksyttiin, kokous päättyi]
body_nouns: [kunnanhallitus, valtuusto, lautakunta]
organisation_nouns: [kunta]
item_words: [asia]
proposal_nouns: [ehdotus]
decision_nouns: [päätös]
clock: [kello, klo]
agenda_titles: [asialista]
fields:
  date: [kokouspäivä]
  place: [paikka]
sections: [tausta]
endings: [kokous päättyi]
labels:
  - {status: proposed, pattern: '^(?:muutos)?ehdotus(?: \d+)?$'}
  - {status: adopted, pattern: '^päätös$'}
results:
  - {status: rejected, pattern: 'hylättiin'}
  - {status: adopted, pattern: 'hyväksyttiin'}
unanimous: 'yksimielisesti'
votes:
  - 'äänin (?P<for>\d+)-(?P<against>\d+)'
types:
  - {type: approval, pattern: 'hyväksy'}
attendance:
  - {role: member, words: [läsnä]}
`

// TestNewLanguage: a sixth language is understood by its file alone, and changes
// nothing for the others.
func TestNewLanguage(t *testing.T) {
	fsys := fstest.MapFS{"cues/fi.yaml": {Data: []byte(finnish)}}
	names, err := fs.Glob(cueFiles, "cues/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := cueFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: b}
	}
	all, err := loadCues(fsys)
	if err != nil {
		t.Fatal(err)
	}
	before := languages
	languages = func() map[string]*Cues { return all }
	t.Cleanup(func() { languages = before })

	x := saksok.NewExtraction("ab", 1)
	Into(x, draw(`-- page --
## Pöytäkirja
# Niemelän kunnanhallitus

Kokouspäivä: 14.3.2024
Paikka: Kunnantalo
Läsnä: Aino Virtanen, Eero Mäki

# Asia 7/24 Uusi koulu

Tausta
Koulu on vanha ja se ei ole enää turvallinen, joka oli syy asiaan.

Ehdotus:
Kunnanhallitus hyväksyy hankkeen.

Päätös:
Hanke hyväksyttiin äänin 5-2.

# Asia 8/24 Tiedoksi

Päätös:
Asia hyväksyttiin yksimielisesti.

# Asia 9/24 Uusi silta

Muutosehdotus 2:
Silta rakennetaan puusta, koska se on halvempi ja kestää talven yli.

Kokous päättyi kello 20.
`), "")

	want := `minutes fi "Pöytäkirja", Niemelän kunnanhallitus 2024-03-14
item 7/24 "Uusi koulu" 1-1 heading
item 8/24 "Tiedoksi" 1-1 heading
item 9/24 "Uusi silta" 1-1 heading
decision 7/24 proposed approval: Kunnanhallitus hyväksyy hankkeen.
decision 7/24 adopted approval, majority 5:2: Hanke hyväksyttiin äänin 5-2.
decision 8/24 adopted approval, unanimous: Asia hyväksyttiin yksimielisesti.
decision 9/24 proposed adoption: Silta rakennetaan puusta, koska se on halvempi ja kestää talven yli.
person member Aino Virtanen
person member Eero Mäki
`
	if got := printExtraction(x); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// TestCuesOnce: no file lists a word or an expression twice. The second never does
// anything, and who mends the one leaves the other.
func TestCuesOnce(t *testing.T) {
	names, err := fs.Glob(cueFiles, "cues/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := cueFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var lists map[string]any
		if err := yaml.Unmarshal(b, &lists); err != nil {
			t.Fatal(err)
		}
		for _, s := range twice(name, lists) {
			t.Error(s)
		}
	}
}

// twice names what is listed twice in any list below v, which stands at path.
func twice(path string, v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, twice(path+": "+k, v[k])...)
		}
	case []any:
		seen := map[string]bool{}
		for i, e := range v {
			said := fmt.Sprint(e)
			if seen[said] {
				out = append(out, path+": "+said+" is listed twice")
			}
			seen[said] = true
			out = append(out, twice(fmt.Sprintf("%s %d", path, i), e)...)
		}
	}
	return out
}

func TestTwice(t *testing.T) {
	got := twice("x", map[string]any{"a": []any{"b", "c", "b"}, "d": []any{map[string]any{"e": []any{1, 1}}}})
	if want := []string{"x: a: b is listed twice", "x: d 0: e: 1 is listed twice"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
