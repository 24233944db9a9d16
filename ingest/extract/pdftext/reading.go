package pdftext

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"saksok"
)

const (
	maxDeaths  = 3   // children one document may cost
	maxRescues = 20  // failed pages given to the other engine
	maxSeconds = 200 // garbled pages given to the other engine
	// maxHeld bounds what is kept of pages without readable text while no page
	// has any: such a document may be read again by the other engine.
	maxHeld = 500_000 // glyphs and rules
)

// reading is one document on its way through the wall.
type reading struct {
	r    *Reader
	path string
	out  func(Page) error
	t    timeouts

	info    Info
	fonts   map[string]int
	emitted int // pages given to out
	text    int // bytes of text so far
	deaths  int
	rescues int
	seconds int
}

// emitError is an error of the caller's emit: reading stops, nobody is at fault.
type emitError struct{ error }

func (e emitError) Unwrap() error { return e.error }

// final reports an error that no other try can mend.
func final(ctx context.Context, err error) bool {
	var e emitError
	return errors.As(err, &e) || ctx.Err() != nil || errors.Is(err, ErrEncrypted) || errors.Is(err, errClosed)
}

func (d *reading) problem(page int, code saksok.ProblemCode, format string, args ...any) {
	d.info.Problems = append(d.info.Problems, saksok.Problem{Page: page, Code: code, Message: fmt.Sprintf(format, args...)})
}

func (d *reading) read(ctx context.Context) error {
	err := d.readWith(ctx)
	var e emitError
	switch {
	case errors.As(err, &e):
		return e.error
	case err == nil && d.emitted == 0:
		return fmt.Errorf("%w: no pages", ErrDamaged)
	}
	return err
}

// readWith tries the first engine, and the second for a file the first cannot
// open or finds no readable text in: "no text" is not believed of one engine
// alone.
func (d *reading) readWith(ctx context.Context) error {
	if d.r.o.Engine != "" {
		p := &pass{d: d, engine: d.r.o.Engine}
		return p.all(ctx)
	}
	first := &pass{d: d, engine: EnginePDFium, other: EngineLedongthuc, holding: true}
	err := first.all(ctx)
	if err != nil && (final(ctx, err) || first.delivered) {
		return err
	}
	if err == nil && first.delivered {
		return nil
	}
	before, text := d.info, d.text
	d.text = 0
	second := &pass{d: d, engine: EngineLedongthuc, holding: true}
	err2 := second.all(ctx)
	switch {
	case err2 != nil && (final(ctx, err2) && !errors.Is(err2, ErrEncrypted)):
		return err2
	case second.delivered || err2 == nil && (err != nil || first.pages == 0) && second.pages > 0:
		d.problem(0, saksok.ProblemFallback, "read by %s: %s", EngineLedongthuc, reasonOf(err, first))
		return second.flush()
	case err != nil:
		d.info = before
		return err
	}
	d.info, d.text = before, text
	return first.flush()
}

func reasonOf(err error, first *pass) string {
	switch {
	case err != nil:
		return err.Error()
	case first.pages == 0:
		return "the first engine found no pages"
	case slices.ContainsFunc(first.held, garbled):
		return "the fonts do not say what their glyphs stand for"
	}
	return "the first engine found no text"
}

// pass reads a document with one engine, over the deaths of children.
type pass struct {
	d       *reading
	engine  string
	other   string // the engine for pages this one cannot read, or ""
	holding bool   // keep pages back until one has text
	// delivered is true when pages have gone out to the caller.
	delivered bool

	held     []Page
	heldSize int // glyphs and rules of held
	pages    int // pages seen, the number of the last one
	stated   int // pages the file says it has
}

// garbled reports a page whose characters are mostly guessed: its fonts do not
// say what their glyphs stand for.
func garbled(p Page) bool { return len(p.Glyphs) >= 20 && 2*p.UnmappedGlyphs > len(p.Glyphs) }

// all reads from the first page to the last. Its error means that the file
// could not be opened (or a final error); a page's trouble is a problem.
func (p *pass) all(ctx context.Context) error {
	opened := false
	for from := 1; ; from = p.pages + 1 {
		err := p.run(ctx, p.engine, from, 0, &opened, p.own(ctx))
		if err == nil {
			return nil
		}
		var e emitError
		if errors.As(err, &e) || ctx.Err() != nil || !opened || errors.Is(err, errClosed) {
			return err
		}
		p.d.deaths++
		p.d.problem(p.pages+1, saksok.ProblemEngine, "%s: %v", p.engine, err)
		if p.d.deaths >= maxDeaths || p.d.t.document <= 0 {
			return p.rest(ctx, err)
		}
		if err := p.rescue(ctx, p.pages+1, err); err != nil {
			return err
		}
		if p.pages >= min(p.stated, p.d.r.o.MaxPages) {
			return nil
		}
	}
}

// rest gives what is left of a document to the other engine, and states what
// nobody could read.
func (p *pass) rest(ctx context.Context, why error) error {
	last := min(p.stated, p.d.r.o.MaxPages)
	if p.other != "" && p.pages < last && p.d.t.document > 0 {
		opened := false
		if err := p.run(ctx, p.other, p.pages+1, 0, &opened, p.deliver); err != nil && final(ctx, err) {
			return err
		}
	}
	for n := p.pages + 1; n <= last; n++ {
		if n > p.pages+missingPages {
			p.d.problem(0, saksok.ProblemPageFailed, "pages %d to %d of %d were not read", n, last, last)
			break
		}
		if err := p.fail(n, why); err != nil {
			return err
		}
	}
	return nil
}

// rescue reads one page with the other engine, or delivers it empty.
func (p *pass) rescue(ctx context.Context, n int, why error) error {
	if p.other != "" && p.d.rescues < maxRescues && p.d.deaths < maxDeaths {
		p.d.rescues++
		opened := false
		err := p.run(ctx, p.other, n, n, &opened, p.deliver)
		if err != nil && final(ctx, err) && !errors.Is(err, ErrEncrypted) {
			return err
		}
		var dead *deathError
		if errors.As(err, &dead) {
			p.d.deaths++
		}
		if p.pages >= n {
			p.d.problem(n, saksok.ProblemFallback, "read by %s: %v", p.other, why)
			return nil
		}
	}
	return p.fail(n, why)
}

// fail delivers page n empty. Its size is not known; A4 stands in.
func (p *pass) fail(n int, why error) error {
	p.d.problem(n, saksok.ProblemPageFailed, "%v", why)
	return p.deliver(Page{Number: n, Width: 595, Height: 842, Engine: p.engine, Ink: -1})
}

// own is where the pass's own pages go: a garbled one is read by the other
// engine as well, and the page with more known characters is delivered.
func (p *pass) own(ctx context.Context) func(Page) error {
	return func(page Page) error {
		d := p.d
		if p.holding || p.other == "" || !garbled(page) || d.seconds >= maxSeconds || d.deaths >= maxDeaths {
			return p.deliver(page)
		}
		d.seconds++
		opened, best := false, page
		err := p.run(ctx, p.other, page.Number, page.Number, &opened, func(second Page) error {
			if !garbled(second) && len(second.Glyphs) >= len(page.Glyphs)/2 {
				best = second
			}
			return nil
		})
		var dead *deathError
		switch {
		case errors.As(err, &dead):
			d.deaths++
		case err != nil && final(ctx, err) && !errors.Is(err, ErrEncrypted):
			return err
		}
		if best.Engine != page.Engine {
			d.problem(page.Number, saksok.ProblemFallback, "read by %s: the fonts do not say what %d of %d glyphs stand for",
				best.Engine, page.UnmappedGlyphs, len(page.Glyphs))
		}
		return p.deliver(best)
	}
}

// run reads pages first to last (0 is the end) with engine in one child.
func (p *pass) run(ctx context.Context, engine string, first, last int, opened *bool, sink func(Page) error) error {
	d := p.d
	c, err := d.r.take()
	if err != nil {
		return err
	}
	defer d.r.give(c)
	req := d.r.request(d.path, engine)
	req.First, req.Last = first, last
	req.MaxText = d.r.o.MaxText - d.text
	var result error
	err = c.ask(ctx, req, &d.t, func(f frame) (bool, error) {
		switch f.kind {
		case frameAbout:
			*opened = true
			return false, p.about(engine, f.payload)
		case framePage:
			return false, p.page(f.payload, sink)
		case frameFailed:
			fail, err := decodeFailure(f.payload)
			if errors.Is(err, errFrame) || fail.Page != p.pages+1 {
				return false, errFrame
			}
			if engine != p.engine { // a rescue that failed
				return false, nil
			}
			return false, p.rescue(ctx, fail.Page, err)
		case frameError:
			_, result = decodeFailure(f.payload)
			return true, nil
		case frameDone:
			return true, p.done(f.payload)
		}
		return false, errFrame
	})
	return errors.Join(err, result)
}

func (p *pass) about(engine string, payload []byte) error {
	var a about
	if err := json.Unmarshal(payload, &a); err != nil {
		return errors.Join(errFrame, err)
	}
	p.stated = max(p.stated, a.Pages)
	if engine != p.engine {
		return nil // a guest reads pages; the document is the pass's own
	}
	i := &p.d.info
	i.Engine, i.Encrypted = engine, a.Encrypted
	i.Title, i.Author, i.Producer, i.Creator = a.Title, a.Author, a.Producer, a.Creator
	return nil
}

func (p *pass) page(payload []byte, sink func(Page) error) error {
	page, truncated, err := unpackPage(payload, p.d.font)
	if err != nil {
		return err
	}
	if page.Number != p.pages+1 {
		return fmt.Errorf("%w: page %d after page %d", errFrame, page.Number, p.pages)
	}
	if truncated {
		p.d.problem(page.Number, saksok.ProblemTextLimit, "the page has more text than the limit; the rest is left out")
	}
	return sink(page)
}

func (p *pass) done(payload []byte) error {
	var end done
	if err := json.Unmarshal(payload, &end); err != nil {
		return errors.Join(errFrame, err)
	}
	switch {
	case end.Truncated:
		p.d.problem(0, saksok.ProblemTextLimit, "the document has more text than the limit; pages after %d are left out", p.pages)
	case end.Lie:
		p.d.problem(0, saksok.ProblemDamaged, "the file states %d pages; %d can be found", p.stated, p.pages)
	case p.stated > p.d.r.o.MaxPages && p.pages >= p.d.r.o.MaxPages:
		p.d.problem(0, saksok.ProblemTextLimit, "the document has %d pages; those after %d are left out", p.stated, p.pages)
	}
	return nil
}

// font numbers a font for the whole document.
func (d *reading) font(name string) int {
	i, ok := d.fonts[name]
	if !ok {
		i = len(d.info.Fonts)
		d.fonts[name] = i
		d.info.Fonts = append(d.info.Fonts, name)
	}
	return i
}

// deliver passes a page on, or holds it while no page has had readable text.
func (p *pass) deliver(page Page) error {
	p.pages = page.Number
	for _, g := range page.Glyphs {
		p.d.text += len(g.Text)
	}
	if !p.holding {
		return p.emit(page)
	}
	p.held = append(p.held, page)
	p.heldSize += len(page.Rules) + len(page.Glyphs)
	if len(page.Glyphs) > 0 && !garbled(page) || p.heldSize > maxHeld {
		return p.flush()
	}
	return nil
}

// flush sends the held pages out.
func (p *pass) flush() error {
	p.holding = false
	for _, page := range p.held {
		if err := p.emit(page); err != nil {
			return err
		}
	}
	p.held = nil
	return nil
}

func (p *pass) emit(page Page) error {
	p.delivered = true
	p.d.emitted++
	if err := p.d.out(page); err != nil {
		return emitError{err}
	}
	return nil
}
