package segment

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saksok"
)

// printed are lines meeting documents are made of, odd ones among them.
var printed = []string{
	"## Møteprotokoll", "## Innkalling", "## Referat", "## Minutes", "## Saksframlegg", "## Møtebok", "# Sak 12/24 Ny kai", "# Sak 13/24 Lån",
	"Sak 12/24 Ny kai", "# PS 14/24 Budsjett", "PS 14/24", "# § 15 Ny skola", "# Punkt 2: Ny sti", "R2024-041", "4.1 Orientering", "1. Godkjenning",
	"2. Regnskap", "12/24 Ny kai", "Saksliste", "* Agenda", "Møtedato: 14.03.2024 Tid: 10:00 - 12:00", "Utvalg: Formannskapet", "Møtested:",
	"Til stede: Kari Moen (Ap), Ola Lie og Per Vik", "Forfall:", "• Kari Moen", "Forslag til vedtak:", "Innstilling:", "Vedtak:", "Vedtak", "Vedtak (enstemmig):",
	"Behandling:", "Votering:", "Beslutning", "Indstilling", "Enstemmig vedtatt.", "Innstillingen ble vedtatt med 11 mot 6 stemmer.",
	"Forslaget fra Kari Moen falt med 6 mot 11 stemmer.", "Kari Moen (Ap) fremmet følgende forslag:", "Forslag fra Ola Lie:",
	"Saken utsettes.", "Formannskapet vedtar planen, jf. sak 97/10.", "Styret tar saken til orientering.", "Saksprotokoll i Utvalg for oppvekst - 05.03.2024",
	"9/24 Utvalg for oppvekst 05.03.2024", "Unntatt offentlighet, jf. offl. § 13", "«Planen vedtas.»", "Protokolltilførsel:", "Møtet ble hevet kl. 12.00",
	"THAT the minutes be adopted.", "CARRIED", "Moved by Ann Field, seconded by Bob Marsh", "(", "()", ":", "Vedtak (", "Vedtak ():", "- ", "1.", "İİİ: Tid: ǅ",
	"Sak 99999999/24 x", "Sak 0/0 :", "5 000 000 kr og 12 mill. kroner", "e-", "helse", "[17:30] Kaffe", "", "", "",
}

// drawAny draws a document of such lines.
func drawAny(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 4).Draw(t, "pages") {
		b.WriteString(rapid.SampledFrom([]string{"-- page --\n", "-- slide --\n"}).Draw(t, "kind"))
		for range rapid.IntRange(0, 25).Draw(t, "lines") {
			b.WriteString(rapid.SampledFrom(printed).Draw(t, "line") + "\n")
		}
	}
	return b.String()
}

// TestLaws: whatever stands on the pages is read without a panic, twice alike,
// and what is read keeps the promises.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawAny(t)
		x := saksok.NewExtraction("ab", 1)
		Into(x, draw(text), "")
		again := saksok.NewExtraction("ab", 1)
		Into(again, draw(text), "")
		if d := cmp.Diff(x, again); d != "" {
			t.Fatalf("read twice, two results:\n%s", d)
		}
		pages := strings.Count(text, "-- page --") + strings.Count(text, "-- slide --")
		for _, it := range x.Items {
			if it.FirstPage < 1 || it.LastPage < it.FirstPage || it.LastPage > pages {
				t.Fatalf("item %q on pages %d to %d of %d", it.Number, it.FirstPage, it.LastPage, pages)
			}
			if it.Key != it.Number.Key() || len(it.Evidence) == 0 {
				t.Fatalf("item %+v", it)
			}
		}
		for _, d := range x.Decisions {
			if d.Status == saksok.StatusAdopted && x.Document.Kind != saksok.KindMinutes && d.MeetingDay == "" {
				t.Fatalf("adopted in a document of kind %s: %+v", x.Document.Kind, d)
			}
			// A resolution of nothing but "…:" has no text yet.
			if strings.TrimSpace(d.Text) == "" && d.Rule != ruleResolution || len(d.Types) == 0 || d.Page < 1 || d.Page > pages || (d.TextSource == "") != (d.FullText == "") {
				t.Fatalf("decision %+v", d)
			}
			if !slices.ContainsFunc(x.Items, func(it saksok.Item) bool { return it.Number == d.Item }) && d.Item != "" {
				t.Fatalf("decision of item %q, which is none: %+v", d.Item, d)
			}
			if v := d.Vote; v != nil && v.Outcome == saksok.VoteUnanimous && v.Against != nil && *v.Against > 0 {
				t.Fatalf("unanimous against %d: %+v", *v.Against, d)
			}
		}
	})
}

// TestSpansAreApart: the text of one item is not another's, and follows its
// heading.
func TestSpansAreApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newFlow(draw(drawAny(t)), nil)
		f.cues = cuesFor(f.language())
		end := 0
		for _, s := range f.findItems(f.readAgenda(nil, saksok.KindMinutes), saksok.KindMinutes) {
			if s.head < end || s.from <= s.head || s.to < s.from || s.to > len(f.lines) {
				t.Fatalf("item %q: heading at %d, text %d to %d of %d; the one before ended at %d", s.number, s.head, s.from, s.to, len(f.lines), end)
			}
			end = s.to
		}
	})
}
