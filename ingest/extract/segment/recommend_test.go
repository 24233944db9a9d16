package segment

import "testing"

// TestRecommends tells what a body recommends to one above it from what it decides: what
// is recommended may not be shown as adopted.
func TestRecommends(t *testing.T) {
	for _, c := range []struct {
		lang, in string
		want     bool
	}{
		{"da", "Et flertal (Ida Holm, Per Krogh og Eva Lind) anbefalede indstillingen over for Økonomiudvalget.", true},
		{"da", "Anbefales.", true},
		{"da", "Anbefalet til Byrådet.", true},
		{"da", "Økonomiudvalget indstiller til byrådets godkendelse.", true},
		{"da", "Økonomiudvalget besluttede at anbefale byrådet at godkende planen.", true},
		{"da", "Indstillingen blev anbefalet.", true},
		{"da", "Udvalget indstillede enstemmigt forslaget til vedtagelse.", true},
		{"da", "Planen godkendes i overensstemmelse med forvaltningens indstilling.", false},
		{"da", "Godkendt, som Økonomiudvalget anbefaler.", false},
		{"da", "Vedtaget som indstillet.", false},
		{"da", "Godkendt. Udvalget anbefaler borgerne at læse planen.", false},
		{"da", "Indstillingen blev godkendt.", false},
		{"sv", "Kommunstyrelsen föreslår kommunfullmäktige besluta att anta planen.", true},
		{"sv", "Kommunstyrelsen beslutar att föreslå kommunfullmäktige att anta planen.", true},
		{"sv", "Nämnden tillstyrker förslaget.", true},
		{"sv", "Nämnden beslutade tillstyrka motionen.", true},
		{"sv", "Utskottet hemställer hos kommunstyrelsen om medel.", true},
		{"sv", "Arbetsutskottet förordar alternativ två.", true},
		{"sv", "Kommunfullmäktige antar planen, som nämnden tillstyrkt.", false},
		{"sv", "Kommunfullmäktige beslutar i enlighet med styrelsens förslag.", false},
		{"sv", "Kommunfullmäktige avslår motionen.", false},
	} {
		if got := cuesFor(c.lang).recommends(c.in); got != c.want {
			t.Errorf("%s %q: recommends %v, want %v", c.lang, c.in, got, c.want)
		}
	}
}
