package pdftext

import "errors"

func openLedongthuc(src source) (document, error) { return nil, errors.New("not yet") }
