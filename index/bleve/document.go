package bleve

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"saksok/index/engine"
)

// Text fields, keywords and numbers have their own names in Bleve: one name
// with two sorts of options lost stored data in the past.
const (
	textPrefix    = "t."
	keywordPrefix = "k."
	numberPrefix  = "n."
	sourceField   = "source"
	orderField    = numberPrefix + "order"
)

const (
	textOptions    = index.IndexField | index.IncludeTermVectors // positions, for phrases
	keywordOptions = index.IndexField | index.DocValues | index.SkipFreqNorm
)

// Apply implements engine.Engine. Bleve's batch is durable when it returns; the
// directory is synced too, which Bleve leaves out.
func (ix *Index) Apply(ctx context.Context, ops []engine.Op) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in the index engine: %v", p)
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
	if err := ix.bleve.Batch(batch); err != nil {
		return fmt.Errorf("writing batch of %d: %w", len(ops), err)
	}
	ix.generation = generation
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
		if tokens := d.Text[name]; len(tokens) > 0 {
			doc.AddField(document.NewTextFieldCustom(textPrefix+name, nil, nil, textOptions, replay(tokens)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Keywords)) {
		for i, v := range d.Keywords[name] {
			doc.AddField(keyword(keywordPrefix+name, i, v))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Numbers)) {
		doc.AddField(keyword(numberPrefix+name, 0, encode(d.Numbers[name])))
	}
	doc.AddField(keyword(orderField, 0, encode(order(id))))
	doc.AddField(document.NewTextFieldCustom(sourceField, nil, d.Source, index.StoreField, replay(nil)))
	return doc
}

func keyword(name string, i int, value string) *document.TextField {
	return document.NewTextFieldCustom(name, []uint64{uint64(i)}, []byte(value), keywordOptions, nil)
}

// replay is an analyzer that gives Bleve the tokens we already have.
type replay []engine.Token

// Analyze implements analysis.Analyzer.
func (r replay) Analyze([]byte) analysis.TokenStream {
	stream := make(analysis.TokenStream, len(r))
	tokens := make([]analysis.Token, len(r))
	for i, t := range r {
		tokens[i] = analysis.Token{Term: []byte(t.Term), Position: t.Pos, Start: t.Start, End: t.End}
		stream[i] = &tokens[i]
	}
	return stream
}

// encode writes a number as a keyword that sorts like it; a float would lose
// øre past 90 000 billion.
func encode(n int64) string {
	u := uint64(n) ^ 1<<63
	var b [8]byte
	for i := range b {
		b[i] = byte(u >> (56 - 8*i))
	}
	return hex.EncodeToString(b[:])
}

func decode(s []byte) (int64, bool) {
	var b [8]byte
	if len(s) != 16 {
		return 0, false
	}
	if _, err := hex.Decode(b[:], s); err != nil {
		return 0, false
	}
	var u uint64
	for _, c := range b {
		u = u<<8 | uint64(c)
	}
	return int64(u ^ 1<<63), true
}
