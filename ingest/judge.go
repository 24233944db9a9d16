package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saksok"
	"saksok/ingest/ledger"
)

// coder is an error that knows its problem code. The extractor's errors satisfy
// it without this package knowing their type.
type coder interface{ Code() saksok.ProblemCode }

// reasonOf is the problem code of an extraction's error. An error without a code
// is the engine's: whatever happened, the document was not read.
func reasonOf(err error) saksok.ProblemCode {
	var c coder
	switch {
	case errors.As(err, &c) && c.Code() != "":
		return c.Code()
	case errors.Is(err, context.DeadlineExceeded):
		return saksok.ProblemTimeout
	}
	return saksok.ProblemEngine
}

// completed makes the extractor's answer fit to be stored: there is always an
// extraction, it is of this document, and the error, if any, is one of its
// problems. From here on the extraction alone says what happened.
func completed(x *saksok.Extraction, xerr error, id saksok.DocumentID, size int64, extractor string) *saksok.Extraction {
	if x != nil && x.Document.SHA256 != "" && x.Document.SHA256 != id {
		xerr = damagedOriginal{fmt.Errorf("the archived original now reads as %s", x.Document.SHA256)}
		x = nil
	}
	if x == nil {
		x = saksok.NewExtraction(id, size)
	}
	x.Document.SHA256 = id
	if x.Document.Bytes == 0 {
		x.Document.Bytes = size
	}
	if x.Extractor == "" || xerr != nil && len(x.Pages) == 0 {
		x.Extractor = extractor
	}
	if xerr == nil {
		return x
	}
	code := reasonOf(xerr)
	known := slices.ContainsFunc(x.Problems, func(p saksok.Problem) bool { return p.Page == 0 && p.Code == code })
	if !known {
		x.Problems = append(x.Problems, saksok.Problem{Code: code, Message: xerr.Error()})
	}
	return x
}

// hidePath takes the original's place in the data folder out of the problems:
// they are shown to readers, and an extraction must not depend on where it was
// made.
func hidePath(x *saksok.Extraction, path string) {
	for i := range x.Problems {
		m := &x.Problems[i].Message
		*m = strings.ReplaceAll(*m, "reading "+path+": ", "")
		*m = strings.ReplaceAll(*m, path, "the file")
	}
}

// damagedOriginal is an original that is not, or no longer, what was archived.
type damagedOriginal struct{ error }

func (damagedOriginal) Code() saksok.ProblemCode { return saksok.ProblemDamaged }

// Verdict is what an extraction means for its document.
type Verdict struct {
	Outcome ledger.Outcome
	Reason  ledger.Reason
	Message string
	Unread  []int // pages not read, sorted
}

// whole lists, the gravest first, the problems that explain why nothing of a
// document was read, with the outcome each leads to.
var whole = []struct {
	code    saksok.ProblemCode
	outcome ledger.Outcome
}{
	{saksok.ProblemNotPDF, ledger.Skipped},
	{saksok.ProblemEncrypted, ledger.Encrypted},
	{saksok.ProblemTooLarge, ledger.Quarantined},
	{saksok.ProblemDamaged, ledger.Quarantined},
	{saksok.ProblemTimeout, ledger.Quarantined},
	{saksok.ProblemEngine, ledger.Quarantined},
	{saksok.ProblemTextLimit, ledger.Quarantined},
	{saksok.ProblemPageFailed, ledger.Quarantined},
}

// Judge decides a document's outcome from its extraction; the package
// documentation has the rule.
func Judge(x *saksok.Extraction) Verdict {
	unread := unreadPages(x)
	if read := x.Document.Pages - len(unread); read > 0 && hasText(x) {
		return partly(x, unread)
	}
	for _, w := range whole {
		for _, p := range x.Problems {
			if p.Code == w.code {
				return Verdict{w.outcome, ledger.Reason(p.Code), p.Message, unread}
			}
		}
	}
	v := Verdict{ledger.NoText, ledger.Reason(saksok.ProblemNoText), "no page has text", unread}
	for _, p := range x.Problems {
		if p.Code == saksok.ProblemNoText {
			v.Message = p.Message
		}
	}
	return v
}

// partly judges a document of which something was read.
func partly(x *saksok.Extraction, unread []int) Verdict {
	var cut *saksok.Problem // why reading ended early, where it did
	for i, p := range x.Problems {
		// What a second engine read to the end after all is no cut.
		ended := p.Code == saksok.ProblemTextLimit || len(unread) > 0 && p.Page == 0 &&
			(p.Code == saksok.ProblemTimeout || p.Code == saksok.ProblemEngine || p.Code == saksok.ProblemDamaged)
		if ended && cut == nil {
			cut = &x.Problems[i]
		}
	}
	switch {
	case cut != nil:
		return Verdict{ledger.PartlyIndexed, ledger.Reason(cut.Code), cut.Message, unread}
	case len(unread) == 0:
		return Verdict{Outcome: ledger.Indexed}
	}
	v := Verdict{Outcome: ledger.PartlyIndexed, Reason: ledger.Reason(saksok.ProblemTextlessPage), Unread: unread,
		Message: fmt.Sprintf("%d of %d pages were not read", len(unread), x.Document.Pages)}
	switch first := unread[0]; { // one reason stands for all: the first page's
	case slices.Contains(x.Document.TextlessPages, first):
	case slices.Contains(x.Document.GarbledPages, first):
		v.Reason = ledger.Reason(saksok.ProblemGarbledPage)
	default:
		v.Reason = ledger.Reason(saksok.ProblemPageFailed)
	}
	return v
}

// unreadPages are the pages without text, with a garbled text layer, or that no
// engine could read, and those a reading that ended early never came to.
func unreadPages(x *saksok.Extraction) []int {
	unread := slices.Concat(x.Document.TextlessPages, x.Document.GarbledPages)
	for _, p := range x.Problems {
		if p.Code == saksok.ProblemPageFailed && p.Page > 0 {
			unread = append(unread, p.Page)
		}
	}
	if len(x.Pages) > 0 {
		have := make(map[int]bool, len(x.Pages))
		for _, p := range x.Pages {
			have[p.Number] = true
		}
		for n := 1; n <= x.Document.Pages; n++ {
			if !have[n] {
				unread = append(unread, n)
			}
		}
	}
	slices.Sort(unread)
	return slices.Compact(unread)
}

func hasText(x *saksok.Extraction) bool {
	return slices.ContainsFunc(x.Pages, func(p saksok.Page) bool { return strings.TrimSpace(p.Text) != "" })
}

// ranges prints sorted page numbers as "3,7-9".
func ranges(pages []int) string {
	var b strings.Builder
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(pages[i]))
		if j > i {
			b.WriteByte('-')
			b.WriteString(strconv.Itoa(pages[j]))
		}
		i = j + 1
	}
	return b.String()
}

// factsOf is what the ledger repeats of an extraction.
func factsOf(x *saksok.Extraction, unread []int) ledger.Facts {
	return ledger.Facts{
		Title: x.Document.Title, Kind: x.Document.Kind, Language: x.Document.Language,
		Organisation: x.Meeting.Organisation, Body: x.Meeting.Body, MeetingDate: x.Meeting.Date,
		Pages: x.Document.Pages, UnreadPages: ranges(unread), Items: len(x.Items),
		Decisions: len(x.Decisions), Figures: len(x.Figures), Problems: len(x.Problems),
	}
}
