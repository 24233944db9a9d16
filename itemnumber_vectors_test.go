package saksok_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"saksok"
)

// TestCaseNumberVectors reads every case number of the vectors. A number stands
// at the start of its text, before a title; what the vectors call something else
// ("Møte 6/20") is told apart by what stands around it, not here.
func TestCaseNumberVectors(t *testing.T) {
	b, err := os.ReadFile("testdata/vectors/case_numbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	// Words before a number that are read as its series; one that is not any
	// more fails, so that the list shrinks.
	known := map[string]bool{"Møte 6/20": true, "Møte: 6/2014": true}
	rows := strings.Split(strings.TrimSpace(string(b)), "\n")[1:]
	cases, others := 0, 0
	for _, row := range rows {
		c := append(strings.Split(row, "\t"), make([]string, 8)...)
		text, kind, want := c[0], c[2], fmt.Sprintf("%s %s %s %s", c[3], c[4], c[5], c[6])
		if kind != "case" {
			others++
			r, ok := saksok.ParseItemNumber(text)
			ok = ok && strings.Contains(text, " ") // "13/11" could be a case, and a day
			if ok != known[text] {
				t.Errorf("%q: read as case %t, known failure %t: %+v, is %s", text, ok, known[text], r, kind)
			}
			continue
		}
		cases++
		// The longest start that is a number is the number.
		got := ""
		words := strings.Fields(text)
		for n := len(words); n > 0 && got == ""; n-- {
			if r, ok := saksok.ParseItemNumber(strings.Join(words[:n], " ")); ok {
				got = fmt.Sprintf("%s %d %s %s", r.Series, r.Seq, year(r.Year), r.Suffix)
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if len(rows) != 46 || cases+others != len(rows) {
		t.Errorf("%d vectors, %d cases and %d others, want 46", len(rows), cases, others)
	}
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return fmt.Sprint(y)
}
