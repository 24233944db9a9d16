package norwegian_test

import (
	"strings"
	"testing"

	"saksok/index/norwegian"
)

// TestReadQuestion prints the words that are left and what is asked for.
func TestReadQuestion(t *testing.T) {
	for in, want := range map[string]string{
		"hvor mye penger til Akson":                  "til akson | amount",
		"Hvor mye penger går til Akson?":             "til akson | amount",
		"når ble økonomiplanen vedtatt":              "økonomiplanen | day decision",
		"når vart økonomiplanen vedteken":            "økonomiplanen | day decision",
		"hva koster det nye svømmeanlegget":          "det nye svømmeanlegget | amount",
		"hva har svømmeanlegget kostet":              "har svømmeanlegget | amount",
		"kva kostar den nye skulen":                  "den nye skulen | amount",
		"kor mykje pengar er brukt på vegar":         "er vegar | amount",
		"hvem stemte mot eiendomsskatt":              "eiendomsskatt | person",
		"kven er ordførar i Granvik":                 "ordførar i granvik | person",
		"kan du fortelle meg hvor mye skolen kostet": "skolen | amount",
		"hei, kan du vise meg saker om bru, takk":    "bru |",
		"hva ble vedtatt om bompenger":               "bompenger | decision",
		"hvorfor ble skolen lagt ned":                "skolen lagt ned | reason",
		"hvor ligger tomta":                          "tomta | place",
		"hvornår blev budgettet vedtaget":            "budgettet | day decision",
		"hur mycket pengar till skolan":              "till skolan | amount",
		"how much money was spent on schools":        "schools | amount",
		"when was the budget adopted":                "budget | day decision",
		"skolebudsjett 2024":                         "none",
		"Finn Hansen":                                "none",
		"hva":                                        "none",
		"når ble den":                                "none",
		"takk":                                       "none",
		"penger til skole":                           "none",
		"":                                           "none",
	} {
		q := norwegian.ReadQuestion(in)
		got := "none"
		if q.Drop != nil {
			var left []string
			for i, w := range norwegian.Words(in) {
				if !q.Drop[i] {
					left = append(left, w.Exact)
				}
			}
			got = strings.Join(left, " ") + " |"
			for _, a := range q.Asks {
				got += " " + string(a)
			}
		}
		if got != want {
			t.Errorf("%q leaves %q, want %q", in, got, want)
		}
	}
}

func FuzzReadQuestion(f *testing.F) {
	for _, s := range []string{"hvor mye penger til Akson", "takk hva er", "når ble vedtatt", "HOD 28/20"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := norwegian.Words(s)
		if q := norwegian.ReadQuestion(s); q.Drop != nil && len(q.Drop) != len(words) {
			t.Fatalf("%d words, %d marks", len(words), len(q.Drop))
		}
		last := 0
		for _, e := range norwegian.Expand(s) {
			if e.From < last || e.To > len(words) || e.From >= e.To || len(e.Forms) == 0 || e.Start >= e.End || e.End > len(s) {
				t.Fatalf("expansion %+v of %q", e, s)
			}
			last = e.From
		}
	})
}
