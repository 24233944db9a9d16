package pdftext

import (
	"context"
	"errors"
	"fmt"

	"saksok"
)

// What keeps a file from being read. Code gives the problem code of each.
var (
	ErrNotPDF    = errors.New("not a PDF")
	ErrEncrypted = errors.New("the file needs a password")
	ErrDamaged   = errors.New("the file is damaged")
	ErrTooLarge  = errors.New("the file is too large")
	ErrTimeout   = errors.New("reading took too long")
	ErrEngine    = errors.New("the engine failed")
)

// NotPDFError says what a file is that has a PDF's name only.
type NotPDFError struct {
	Kind string // "html", "json", "zip", "empty", ...
}

func (e *NotPDFError) Error() string { return fmt.Sprintf("not a PDF: %s", e.Kind) }

// Is makes a NotPDFError an ErrNotPDF.
func (e *NotPDFError) Is(target error) bool { return target == ErrNotPDF }

// Code is the problem code to quarantine a file with after err, or "" when err
// says nothing about the file: a cancelled context, a missing file.
func Code(err error) saksok.ProblemCode {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return ""
	case errors.Is(err, ErrNotPDF):
		return saksok.ProblemNotPDF
	case errors.Is(err, ErrEncrypted):
		return saksok.ProblemEncrypted
	case errors.Is(err, ErrTooLarge):
		return saksok.ProblemTooLarge
	case errors.Is(err, ErrTimeout):
		return saksok.ProblemTimeout
	case errors.Is(err, ErrDamaged):
		return saksok.ProblemDamaged
	case errors.Is(err, ErrEngine):
		return saksok.ProblemEngine
	}
	return ""
}
