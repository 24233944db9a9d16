package norwegian

import (
	"slices"
	"strings"
	"testing"
)

// TestSynonymFile checks every group of the list.
func TestSynonymFile(t *testing.T) {
	s, err := readSynonyms(synonymFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.groups) < 80 {
		t.Errorf("only %d groups", len(s.groups))
	}
	ids := map[string]bool{}
	for _, g := range s.groups {
		if g.ID == "" || ids[g.ID] {
			t.Errorf("group %q %v: no id of its own", g.ID, g.Forms)
		}
		ids[g.ID] = true
		checkGroup(t, g)
	}
}

func checkGroup(t *testing.T, g *group) {
	t.Helper()
	different := map[string]bool{}
	for _, f := range g.forms {
		different[strings.Join(f.keys, " ")] = true
		number := func(k string) bool { return hasDigit(k) || strings.HasPrefix(k, Case) }
		if !slices.ContainsFunc(f.keys, func(k string) bool { return !number(k) }) {
			t.Errorf("group %s: form %q is a number", g.ID, f.Text)
		}
		if !slices.ContainsFunc(Words(f.Text), func(w Word) bool { return !w.Stop() }) {
			t.Errorf("group %s: form %q is stop words", g.ID, f.Text)
		}
	}
	if g.Kind == kindAmbiguous {
		if len(g.Senses) < 2 {
			t.Errorf("group %s: %d senses", g.ID, len(g.Senses))
		}
	} else if len(different) < 2 {
		t.Errorf("group %s: its forms are all one word to a search, so it does nothing", g.ID)
	}
	for text := range g.Years {
		if !slices.Contains(g.Forms, text) {
			t.Errorf("group %s: years for %q, which is no form of it", g.ID, text)
		}
	}
	for _, text := range append(slices.Clone(g.Words), g.Capitals...) {
		if !slices.Contains(g.Forms, text) {
			t.Errorf("group %s: %q is no form of it", g.ID, text)
		}
	}
}

func TestReadSynonymsRefuses(t *testing.T) {
	for name, file := range map[string]string{
		"unknown kind":  "groups: [{id: a, kind: same, forms: [b, c]}]",
		"unknown key":   "groups: [{id: a, kind: abbr, form: [b, c]}]",
		"form of signs": `groups: [{id: a, kind: abbr, forms: [b, "–"]}]`,
		"no YAML":       "groups: [",
	} {
		if _, err := readSynonyms([]byte(file)); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
