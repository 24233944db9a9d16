package extract_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"saksok"
	"saksok/ingest/extract"
	"saksok/ingest/extract/ocr"
	"saksok/ingest/extract/pdftext"
)

// mismatches are the checks of an extraction that failed, and their problems.
func mismatches(x *saksok.Extraction) (checks []saksok.Check, problems []string) {
	for _, t := range x.Tables {
		for _, c := range t.Checks {
			if c.Status == saksok.CheckMismatch {
				checks = append(checks, c)
			}
		}
	}
	for _, p := range x.Problems {
		if p.Code == saksok.ProblemTableMismatch {
			problems = append(problems, p.Message)
		}
	}
	return checks, problems
}

// TestRereadBySecondEngine: sums that are wrong in the source are so for both
// engines, and no check that holds is read again.
func TestRereadBySecondEngine(t *testing.T) {
	n := 0
	for _, r := range readPacks(t) {
		checks, problems := mismatches(r.x)
		n += len(checks)
		for i, c := range checks {
			if c.Reread != saksok.RereadSame || c.RereadBy != pdftext.EngineLedongthuc {
				t.Errorf("%s: %+v", r.name, c)
			}
			if !strings.HasSuffix(problems[i], ": the source does not add up, or other cells make up the sum") {
				t.Errorf("%s: %s", r.name, problems[i])
			}
		}
		for _, table := range r.x.Tables {
			for _, c := range table.Checks {
				if c.Status != saksok.CheckMismatch && c.Reread+saksok.Reread(c.RereadBy) != "" {
					t.Errorf("%s: %+v", r.name, c)
				}
			}
		}
	}
	if n < 2 {
		t.Errorf("%d sums of the packs do not add up, want 2 at least", n)
	}
}

// TestNotReread: who asks for one engine gets that engine.
func TestNotReread(t *testing.T) {
	for _, engine := range []string{pdftext.EnginePDFium, pdftext.EngineLedongthuc} {
		reader := pdftext.NewReader(pdftext.Options{Engine: engine})
		defer reader.Close()
		x, err := extract.New(reader).Extract(t.Context(), filepath.Join(packsDir, "brennvik-budsjett-2025.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		checks, problems := mismatches(x)
		if len(checks) != 1 || checks[0].Reread != "" || strings.Contains(problems[0], "second reading") {
			t.Errorf("%s: %+v %s", engine, checks, problems)
		}
	}
}

// accounts is a table as it is recognised: labels and amounts in two columns.
func accounts(rows ...[2]string) ocr.Result {
	r := ocr.Result{Confidence: 93.6, Language: "nor"}
	y := 85.0
	for _, row := range rows {
		at := y + 15
		if row[0] == "" {
			at -= 7.5 // between two rows
		} else {
			y = at
		}
		for c, text := range row {
			x := 72.0
			if c == 1 {
				x = 300 - 5*float64(len([]rune(text)))
			}
			for _, ch := range text {
				if ch == ' ' {
					r.Glyphs[len(r.Glyphs)-1].Break = true
				} else {
					r.Glyphs = append(r.Glyphs, pdftext.Glyph{Text: string(ch), Box: saksok.Box{x, at - 7.5, x + 5, at + 2.5}, Baseline: at, Size: 10})
				}
				x += 5
			}
			if len(text) > 0 {
				r.Glyphs[len(r.Glyphs)-1].Break = true
			}
		}
	}
	return r
}

// TestRereadByRecognition: a table read from a picture is read again from
// another picture of it.
func TestRereadByRecognition(t *testing.T) {
	table := func(admin, between string) ocr.Result {
		return accounts([2]string{"Tall i kroner", "Budsjett 2025"}, [2]string{"Politisk leiing", "1 250"}, [2]string{"Administrasjon", admin},
			[2]string{"Tilskot", "3 100"}, [2]string{"Kultur", "1 200"}, [2]string{"", between}, [2]string{"Sum utgifter", "8 850"})
	}
	for _, tt := range []struct {
		name   string
		second ocr.Result
		err    error
		want   saksok.Reread
		says   string
	}{
		{"the same", table("2 300", ""), nil, saksok.RereadSame, "; the digits are the same in a second reading (text recognition): the source does not add up, or other cells make up the sum"},
		{"another number", table("2 500", ""), nil, saksok.RereadDiffers,
			`; our reading may be wrong: a second reading finds 2 500 in row "Administrasjon", not 2 300`},
		{"a number less", table("", ""), nil, saksok.RereadDiffers,
			`; our reading may be wrong: a second reading finds nothing in row "Administrasjon", not 2 300`},
		{"a number more", table("2 300", "200"), nil, saksok.RereadDiffers, "; our reading may be wrong: a second reading finds 200 in no cell"},
		{"nothing", ocr.Result{}, nil, saksok.RereadUnread, "; no second reading of the page"},
		{"it fails", ocr.Result{}, errors.New("died"), saksok.RereadUnread, "; no second reading of the page"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &recogniser{read: func(_ context.Context, n int) (ocr.Result, error) {
				if n <= 2 { // the two pages that are pictures
					return table("2 300", ""), nil
				}
				return tt.second, tt.err
			}}
			x, err := extractWith(t, t.Context(), r, filepath.Join(packsDir, scannedPack+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			checks, problems := mismatches(x)
			if len(checks) == 0 {
				t.Fatal("no check failed")
			}
			for i, c := range checks {
				if c.Reread != tt.want || !strings.HasSuffix(problems[i], tt.says) {
					t.Errorf("got %s: %s\nwant %s: %s", c.Reread, problems[i], tt.want, tt.says)
				}
			}
			validate(t, compileSchema(t), reading{name: tt.name, x: x})
		})
	}
}
