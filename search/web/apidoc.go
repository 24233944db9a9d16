package web

import (
	"encoding/json"
	"io"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

var problemType = reflect.TypeFor[httpProblem]()

// listParams choose documents in a list.
var listParams = []param[DocumentFilter]{
	{name: "outcome", doc: "Only documents with this outcome.", values: outcomeNames(),
		read: func(f *DocumentFilter, v []string) error { f.Outcome = Outcome(v[0]); return nil }},
	{name: "limit", number: true, doc: "Documents per answer, 1 to 100; default 50.",
		read: func(f *DocumentFilter, v []string) error { return readInt(&f.Limit, v[0], 1, maxLimit) }},
	{name: "after", doc: "The cursor next of the previous answer.",
		read: func(f *DocumentFilter, v []string) error { f.After = v[0]; return nil }},
}

// outcomes in the order they are shown.
var outcomes = []Outcome{
	OutcomeIndexed, OutcomePartly, OutcomeNoText, OutcomeEncrypted, OutcomeQuarantined, OutcomeSkipped,
	OutcomeStored, OutcomeDuplicate, OutcomeDeleted,
}

func outcomeNames() []string {
	out := make([]string, len(outcomes))
	for i, o := range outcomes {
		out[i] = string(o)
	}
	return out
}

// openParams describes a parameter list in the OpenAPI document.
func openParams[T any](params []param[T]) []*huma.Param {
	out := make([]*huma.Param, len(params))
	for i, p := range params {
		one := &huma.Schema{Type: huma.TypeString}
		if p.number {
			one = &huma.Schema{Type: huma.TypeInteger}
		}
		for _, v := range p.values {
			one.Enum = append(one.Enum, v)
		}
		schema := one
		if p.many {
			schema = &huma.Schema{Type: huma.TypeArray, Items: one}
		}
		explode := true
		out[i] = &huma.Param{Name: p.name, In: "query", Description: p.doc, Schema: schema}
		if p.many {
			out[i].Style, out[i].Explode = "form", &explode
		}
	}
	return out
}

func pathParam(name string) *huma.Param {
	return &huma.Param{Name: name, In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}
}

// writeJSON writes v; the status is sent by then, so an error can only be a
// reader who has gone.
func writeJSON(w io.Writer, v any) {
	_ = json.NewEncoder(w).Encode(v)
}
