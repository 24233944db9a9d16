package bleve

import (
	"encoding/json"
	"fmt"
	"maps"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

// How long a field is on average is needed to tell a long one. Bleve takes the
// number of different words in the index for the number of all, so that in a
// large index every field is long; hence it is counted here, over everything that
// was ever written, and kept with each batch.
var lengthsKey = []byte("saksok.lengths")

// fieldLength adds up how long a field was in every document written.
type fieldLength struct {
	Documents, Terms int64
}

func (l fieldLength) average() float64 { return max(1, float64(l.Terms)/float64(max(1, l.Documents))) }

// fieldLengths are those of the text fields by Bleve's names.
type fieldLengths map[string]fieldLength

// with adds what is written.
func (l fieldLengths) with(ops []engine.Op) fieldLengths {
	out := maps.Clone(l)
	if out == nil {
		out = fieldLengths{}
	}
	for _, op := range ops {
		if op.Doc == nil {
			continue
		}
		for name, tokens := range op.Doc.Text {
			written := int64(0)
			for _, t := range tokens {
				if engine.Placed(t.Term) {
					written++
				}
			}
			out.add(textPrefix+name, written)
			out.add(formPrefix+name, int64(len(tokens))-written)
		}
	}
	return out
}

func (l fieldLengths) add(field string, terms int64) {
	if terms > 0 {
		l[field] = fieldLength{l[field].Documents + 1, l[field].Terms + terms}
	}
}

// loadLengths reads what was kept with the last batch.
func (ix *Index) loadLengths() error {
	lengths := fieldLengths{}
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		raw, err := s.GetInternal(lengthsKey)
		if err != nil || raw == nil {
			return err
		}
		return json.Unmarshal(raw, &lengths)
	})
	if err != nil {
		return fmt.Errorf("reading lengths of fields: %w", err)
	}
	ix.lengths.Store(&lengths)
	return nil
}
