package segment

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
)

// read is what Into reads of drawn pages.
func read(pages string) *saksok.Extraction {
	x := saksok.NewExtraction("ab", 1)
	Into(x, draw(pages), "")
	return x
}

func TestMeeting(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     saksok.Meeting
	}{
		{"a form with place and time in one field, which wraps", `-- page --
## Lunda kommun
# Kommunstyrelsen
Plats och tid      Rummet Furan, kommunhuset, tisdagen den 5 mars 2024 kl. 13.15–
                   15.40
Beslutande         Anna Berg (C), ordförande

# § 14 Fastställande av dagordning

Beslut
Kommunstyrelsen fastställer den utsända dagordningen.
`, saksok.Meeting{Body: "Kommunstyrelsen", Organisation: "Lunda kommun", Date: "2024-03-05", Start: "13:15", End: "15:40", Place: "Rummet Furan, kommunhuset"}},
		{"start and end told in sentences, and when it was printed", `-- page --
## Höstmöte 2023
2023-11-24 22:01
Protokoll fört vid Föreningen Ljuskällans höstmöte 2023.

# 1. Mötets öppnande
Ordföranden förklarar mötet öppnat klockan 19:43.

# 2. Mötets avslutande
Mötet avslutas klockan 21:05.
`, saksok.Meeting{Date: "2023-11-24", Start: "19:43", End: "21:05"}},
		{"the time right beside the day, without a word for it", `-- page --
## Vika velforening – styremøte
Grendehuset, Vika. 2023-03-18 19.30
Til stede: Per Moen, Kari Vik

# 1. Regnskap
Regnskapet ble gått gjennom.

# 2. Dugnad
Dugnaden blir 4. mai.
`, saksok.Meeting{Date: "2023-03-18", Start: "19:30"}},
		{"the place below the day, the end in the last resolution", `-- page --
# THE TOWNSHIP OF ELMWORTH
* MINUTES
Regular Meeting of Elmworth Township Council
Tuesday, April 9, 2024, 7:00 p.m.
Elmworth Community Hall, 14 Mill Road
Present: Mayor Ann Field and Councillor Bob Oak.

* Resolution R2024-041 - Adoption of minutes
THAT the minutes be adopted.
Carried.

* Resolution R2024-042 - Adjournment
THAT the meeting be adjourned at 8:52 p.m.
Carried.
`, saksok.Meeting{Body: "Elmworth Township Council", Organisation: "The Township of Elmworth", Date: "2024-04-09", Start: "19:00", End: "20:52", Place: "Elmworth Community Hall, 14 Mill Road"}},
		{"a letter with minutes: its day and address are not the meeting's", `-- page --
Lia havn KF
Kaivegen 2, 9998 Lia

Lia kommune
Rådhuset

Lia, 20.02.2024

# Oversendelse av protokoll fra styremøte 1/2024
Vedlagt følger protokoll fra møte i styret for Lia havn KF 12. februar 2024. Vi ber om at den
blir lagt fram for formannskapet så snart som råd er.
`, saksok.Meeting{Body: "Styret for Lia havn KF", Organisation: "Lia havn KF", Number: "1/2024", Date: "2024-02-12"}},
		{"an organisation in a running head of several parts", `-- page --
@40 Strande Kommune · Økonomiudvalget · 16-04-2024
## Referat
# Økonomiudvalget
Mødedato: 16. april 2024

# Punkt 1: Godkendelse af dagsorden
Beslutning
Dagsordenen godkendt.
-- page --
@40 Strande Kommune · Økonomiudvalget · 16-04-2024
# Punkt 2: Ny sti
Beslutning
Stien godkendt.
`, saksok.Meeting{Body: "Økonomiudvalget", Organisation: "Strande Kommune", Date: "2024-04-16"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, read(tt.in).Meeting); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestTitle(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"the kind below a letterhead", "-- page --\n## Lia kirkelige fellesråd\n* MØTEPROTOKOLL\nMøtedato: 3. mai 2024\n", "MØTEPROTOKOLL"},
		{"a title of two lines below a logo", "-- page --\n## VALG\n\n# Valgprotokoll for valgstyret i\n# Lia kommune\n\nKommune: Lia\n", "Valgprotokoll for valgstyret i Lia kommune"},
		{"a case paper's case below a letterhead", "-- page --\n# Fjord sykehus HF\nDato: 3. mai 2024\nVår ref.: 24/12\n\n# Styresak 58-2024 Ny lab i Sund\n\nForslag til vedtak:\nStyret bygger laben.\n", "Styresak 58-2024 Ny lab i Sund"},
		{"an agenda under an address", "-- page --\n* 45 Beatty Street\n* www.elmworth.example\n\n# *** AGENDA ***\n1. Minutes of the last meeting\n2. Accounts to pay\n3. Closed session\n", "AGENDA"},
		{"a numbered heading is none", "-- page --\n# Møte i Fondsstyret\n3. mai 2024\nTil stede: Kari Moen, Ola Lie\n\n# 1. Godkjenning av innkalling\nGodkjent.\n", "Møte i Fondsstyret"},
		{"the subject of a letter", "-- page --\nFra: Kari Moen\nEmne: Nyhetsbrev nr. 1-2024\n\nHei\n\n* Kari Moen\n", "Nyhetsbrev nr. 1-2024"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(tt.in).Document.Title; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCaseRef: an abbreviation is a label without a colon, what follows in the same
// line under another label is no part of the value, and the block over the heading
// of a case paper is read as well.
func TestCaseRef(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"abbreviated label", "-- page --\n## Sammanträdesprotokoll\nKommunstyrelsen 2024-03-05\n\n# § 15 Ny skola\nDnr KS 2024/57\n\nBeslut\nÄrendet återremitteras och det får inte tas upp igen.\n", "KS 2024/57"},
		{"another field in the line", "-- page --\n## Referat\nByrådet 3. maj 2024\n\n# Punkt 2: Ny sti\nSagsnr.: EMN-2024-00417   Forvaltning: Teknik og Fritid\n\nBeslutning\nIndstillingen blev ikke godkendt af udvalget.\n", "EMN-2024-00417"},
		{"over the heading", "-- page --\n# Fjord sykehus HF\nSaksbehandler: Kari Moen\nVår ref.: 24/00417-6\n\n# Styresak 58-2024 Ny lab\n\nForslag til vedtak:\nStyret bygger laben.\n", "24/00417-6"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			items := read(tt.in).Items
			if len(items) != 1 || items[0].CaseRef != tt.want {
				t.Errorf("got %+v, want one item with %q", items, tt.want)
			}
		})
	}
}

// TestClockBehindDay: a time of day that ends the line right behind the day is when the
// meeting began.
func TestClockBehindDay(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"behind a day that begins with its year", "2024-05-03 19:30", "19:30"},
		{"behind a dash", "2024.05.03 - 19.15", "19:15"},
		{"with a full stop", "3.5.2024 18:05.", "18:05"},
		{"an amount", "3.5.2024 12.50 kr", ""},
		{"half a day", "3.5.2024 6:30 – 8:30", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			days := saksok.FindDates(tc.in, 0)
			if len(days) != 1 {
				t.Fatalf("%d days in %q", len(days), tc.in)
			}
			if got := (&flow{cues: cuesFor("nb")}).timeBehind(tc.in, days[0]); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
