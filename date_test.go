package saksok_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"saksok"
)

// vectors reads one of the tab-separated vector files, header row left out.
func vectors(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/vectors/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestFindDatesVectors(t *testing.T) {
	for _, row := range vectors(t, "dates.tsv") {
		year, _ := strconv.Atoi(row[1])
		want, wantTime, _ := strings.Cut(row[2], "T")
		from, to, span := strings.Cut(want, "..")
		if !span {
			to = from
		}
		got := saksok.FindDates(row[0], year)
		if want == "NONE" {
			if len(got) > 0 {
				t.Errorf("%q: found %v, want none", row[0], got)
			}
			continue
		}
		if len(got) != 1 {
			t.Errorf("%q: found %d dates, want 1", row[0], len(got))
			continue
		}
		g := got[0]
		if string(g.From) != from || string(g.To) != to || g.Time != wantTime {
			t.Errorf("%q: got %s..%s %q, want %s", row[0], g.From, g.To, g.Time, row[2])
		}
	}
}

func TestParseClock(t *testing.T) {
	for in, want := range map[string]string{
		"10:00": "10:00", "kl. 09.30": "09:30", "kl. 0900": "09:00", "6:30 p.m.": "18:30",
		"00:03": "00:03", "tirsdag": "", "18:00 – 22.15": "18:00", "kl. 1900": "19:00",
		"7.30 pm": "19:30", "7pm": "19:00", "12.15 a.m.": "00:15", "12 noon": "12:00", "at 7 o'clock": "07:00", "kl. 19": "19:00",
		"2 to 4.15 pm": "14:00", "11 - 1 pm": "11:00", "10.30 to 12 pm": "10:30", "9 a.m.": "09:00", "Room 7, 6 p.m.": "18:00", "kl. 15.00-17.20": "15:00",
		"1830 hours": "18:30", "Room 12": "",
	} {
		if got := saksok.ParseClock(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
