package pdftext

import "io"

// document is an open file in one of the engines. It lives in the child and is
// used by one goroutine.
type document interface {
	about() about
	// page reads page n, counted from 1, up to maxText bytes of text.
	page(n int, maxText int) (*drawing, error)
	// fonts names the fonts that drawn.font points at.
	fonts() []string
	// broken is not nil when the document has to be opened anew.
	broken() error
	close()
}

// about is what a file says of itself.
type about struct {
	Pages                            int
	Title, Author, Producer, Creator string
	Encrypted                        bool
}

// source is the bytes of a file.
type source interface {
	io.ReaderAt
	Size() int64
}
