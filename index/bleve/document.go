package bleve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"saksok/index/engine"
)

// Text fields, keywords and numbers have their own names in Bleve: one name
// with two sorts of options lost stored data in the past.
const (
	textPrefix    = "t." // words as written, which phrases are made of
	formPrefix    = "f." // all other terms of a text
	keywordPrefix = "k."
	numberPrefix  = "n."
	sourceField   = "source"
)

// Positions are kept of words as written only, which are a third of the terms:
// an index is a quarter smaller for it. Offsets are not kept at all, since hits
// are highlighted in their source. Columns are read from the postings, so there
// are no doc values. A number is mostly the only one of its value, which Bleve
// writes in no room at all where its frequency is kept, oddly.
const (
	textOptions    = index.IndexField | index.IncludeTermVectors
	formOptions    = index.IndexField
	keywordOptions = index.IndexField | index.SkipFreqNorm
	numberOptions  = index.IndexField
)

// textField is the field of Bleve's that has a term of a text field.
func textField(field, term string) string {
	if engine.Placed(term) {
		return textPrefix + field
	}
	return formPrefix + field
}

// Apply implements engine.Engine. After a write that failed, on a full disk, Bleve
// shows what was not written, tries to write it over and over, and may panic in
// every search; so the index is opened again, as it was written last.
func (ix *Index) Apply(ctx context.Context, ops []engine.Op) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ix.write.Lock()
	defer ix.write.Unlock()
	err := ix.apply(ops)
	var failed *writeError
	if errors.As(err, &failed) {
		ix.mu.Lock()
		defer ix.mu.Unlock()
		err = errors.Join(err, ix.openAgain())
	}
	return err
}

// writeError is why a batch was not written.
type writeError struct {
	documents int
	err       error
}

// Error implements error.
func (e *writeError) Error() string {
	return fmt.Sprintf("writing batch of %d: %v", e.documents, e.err)
}

// Unwrap tells that there is no room, of which Bleve passes on no more than the
// text.
func (e *writeError) Unwrap() []error {
	out := []error{e.err}
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if strings.Contains(e.err.Error(), full.Error()) {
			out = append(out, full)
		}
	}
	return out
}

// apply writes a batch. It is durable then; the directory is synced too, which
// Bleve leaves out.
func (ix *Index) apply(ops []engine.Op) (err error) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	if err := ix.usable(); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{p, debug.Stack()}
		}
	}()
	batch := ix.bleve.NewBatch()
	for _, op := range ops {
		if op.Doc == nil {
			batch.Delete(op.ID)
			continue
		}
		if err := batch.IndexAdvanced(build(op.ID, op.Doc)); err != nil {
			return fmt.Errorf("adding %s to batch: %w", op.ID, err)
		}
	}
	generation := next(ix.generation)
	batch.SetInternal(generationKey, []byte(generation))
	lengths := ix.lengths.Load().with(ops)
	raw, err := json.Marshal(lengths)
	if err != nil {
		return fmt.Errorf("writing lengths of fields: %w", err)
	}
	batch.SetInternal(lengthsKey, raw)
	if err := ix.bleve.Batch(batch); err != nil {
		return &writeError{len(ops), err}
	}
	ix.generation = generation
	ix.lengths.Store(&lengths)
	return syncDir(filepath.Join(ix.dir, "store"))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("syncing index directory: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("syncing index directory: %w", err)
	}
	return nil
}

// build makes Bleve's document. Fields are added in order of name, so that the
// same document gives the same bytes.
func build(id string, d *engine.Doc) *document.Document {
	doc := document.NewDocument(id)
	for _, name := range slices.Sorted(maps.Keys(d.Text)) {
		if written := replayOf(d.Text[name], true); len(written) > 0 {
			doc.AddField(document.NewTextFieldCustom(textPrefix+name, nil, nil, textOptions, written))
		}
		if forms := replayOf(d.Text[name], false); len(forms) > 0 {
			doc.AddField(document.NewTextFieldCustom(formPrefix+name, nil, nil, formOptions, forms))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Keywords)) {
		for i, v := range d.Keywords[name] {
			doc.AddField(keyword(keywordPrefix+name, i, v, keywordOptions))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Numbers)) {
		doc.AddField(keyword(numberPrefix+name, 0, encode(d.Numbers[name]), numberOptions))
	}
	doc.AddField(document.NewTextFieldCustom(sourceField, nil, d.Source, index.StoreField, replay(nil)))
	return doc
}

func keyword(name string, i int, value string, options index.FieldIndexingOptions) *document.TextField {
	return document.NewTextFieldCustom(name, []uint64{uint64(i)}, []byte(value), options, nil)
}

// replay is an analyzer that gives Bleve the tokens we already have.
type replay []analysis.Token

// replayOf takes the tokens that are placed, or those that are not.
func replayOf(tokens []engine.Token, placed bool) replay {
	out := make(replay, 0, len(tokens))
	for _, t := range tokens {
		if engine.Placed(t.Term) == placed {
			out = append(out, analysis.Token{Term: []byte(t.Term), Position: t.Pos})
		}
	}
	return out
}

// Analyze implements analysis.Analyzer.
func (r replay) Analyze([]byte) analysis.TokenStream {
	stream := make(analysis.TokenStream, len(r))
	for i := range r {
		stream[i] = &r[i]
	}
	return stream
}

// Numbers are written as terms that sort like them, of the digits of base 128,
// most significant first: a float would lose øre past 90 000 billion, and Bleve's
// own numbers take sixteen terms. The first byte counts the digits, upwards for
// numbers from 0 on and downwards below, whose digits are turned round too.
const (
	numberBits = 7
	lastDigit  = 1<<numberBits - 1
	zeroDigits = 1 << (numberBits - 1)
)

func encode(n int64) string {
	u, flip := uint64(n), byte(0)
	if n < 0 {
		u, flip = ^u, lastDigit
	}
	digits := max(1, (bits.Len64(u)+numberBits-1)/numberBits)
	out := make([]byte, 1+digits)
	for i := digits; i > 0; i-- {
		out[i] = byte(u&lastDigit) ^ flip
		u >>= numberBits
	}
	if out[0] = zeroDigits + byte(digits); n < 0 {
		out[0] = zeroDigits - byte(digits)
	}
	return string(out)
}

func decode(term string) (int64, bool) {
	if len(term) < 2 || len(term) > 11 {
		return 0, false
	}
	flip := byte(0)
	if term[0] < zeroDigits {
		flip = lastDigit
	}
	var u uint64
	for i := 1; i < len(term); i++ {
		u = u<<numberBits | uint64(term[i]^flip)
	}
	if flip != 0 {
		u = ^u
	}
	return int64(u), true
}
