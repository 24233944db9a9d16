package index

import (
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/index/norwegian"
)

// maxKeyword bounds a facet value: a longer one is a misread heading.
const maxKeyword = 256

// keywords are values of keyword fields.
type keywords map[string][]string

// set adds what is not there yet; spaces do not count.
func (k keywords) set(field string, values ...string) {
	for _, v := range values {
		if v = strings.Join(strings.Fields(v), " "); v != "" && len(v) <= maxKeyword && !slices.Contains(k[field], v) {
			k[field] = append(k[field], v)
		}
	}
}

func (b *builder) keywords(s Source) keywords {
	k := keywords{}
	k.set(FieldType, string(s.Kind))
	k.set(FieldDocument, string(s.Document))
	k.set(FieldItemID, s.ItemID)
	k.set(FieldCase, CaseForms(s.Item)...)
	if s.Kind == KindItem {
		k.set(FieldOwnCase, CaseForms(s.Item)...)
	}
	k.set(FieldMeeting, s.Meeting)
	k.set(FieldBody, s.Body)
	k.set(FieldOrganisation, s.Organisation)
	k.day(s.Date)
	k.set(FieldKind, string(s.DocumentKind))
	k.set(FieldItemKind, string(s.ItemKind))
	for _, t := range s.Topics { // found by its top topic too
		k.set(FieldTopic, string(t.Top()), string(t))
	}
	k.set(FieldLanguage, b.x.Document.Language)
	if s.Decision != nil {
		k.set(FieldStatus, string(s.Decision.Status))
		for _, t := range s.Decision.Types {
			k.set(FieldDecisionType, string(t))
		}
	}
	if s.Figure != nil {
		k.figure(s.Figure)
	}
	return k
}

func (k keywords) day(d saksok.Date) {
	if y := d.Year(); y > 0 {
		k.set(FieldYear, strconv.Itoa(y))
		k.set(FieldMonth, string(d[:7]))
		k.set(FieldDay, string(d))
	}
}

func (k keywords) figure(f *saksok.Figure) {
	if f.Year > 0 {
		k.set(FieldFigureYear, strconv.Itoa(f.Year))
	}
	k.set(FieldCurrency, f.Currency)
	k.set(FieldRow, norwegian.LabelKey(f.Row))
	k.set(FieldCheck, string(f.Check))
	if f.Currency != "" {
		k.set(FieldAmount, strconv.FormatInt(f.Minor, 10))
	}
}

func (b *builder) numbers(s Source) map[string]int64 {
	n := map[string]int64{NumberPlace: place(s, len(b.ops))}
	if y := s.Date.Year(); y > 0 {
		day, err := strconv.ParseInt(strings.ReplaceAll(string(s.Date), "-", ""), 10, 64)
		if err == nil {
			n[NumberDate], n[NumberYear] = day, int64(y)
		}
	}
	if f := s.Figure; f != nil && f.Currency != "" {
		n[NumberMinor] = f.Minor
		if !f.Total {
			n[NumberAddend] = f.Minor
		}
	}
	return n
}

// place orders hits as they stand in their document, those of one document
// together.
func place(s Source, n int) int64 {
	prefix, _ := strconv.ParseUint(string(s.Document[:min(8, len(s.Document))]), 16, 32)
	return int64(prefix>>1)<<32 | int64(min(s.Page, 1<<15-1))<<16 | int64(min(n, 1<<16-1))
}

// CaseForms are the ways a case number may be asked for: as printed in lower
// case, its number without the series, and "#" with the canonical form.
func CaseForms(number saksok.ItemNumber) []string {
	printed := strings.ToLower(strings.Join(strings.Fields(string(number)), " "))
	if printed == "" {
		return nil
	}
	out := []string{printed}
	for _, w := range strings.Fields(printed) {
		if key := norwegian.CaseKey(w); key != "" {
			out = append(out, w, norwegian.Case+key)
		}
	}
	return out
}
