package search

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"

	"saksok/index/engine"
)

// cursor is where a page of hits ended, and for which query.
type cursor struct {
	Query string          `json:"q"`
	After engine.Position `json:"a"`
}

// fingerprint tells queries apart; a cursor is no use with another query. The
// size of the page and the facets counted do not matter.
func fingerprint(q Query) string {
	q.After, q.Limit, q.Facets = "", 0, nil
	h := fnv.New64a()
	if err := json.NewEncoder(h).Encode(q); err != nil {
		panic(err) // a struct of strings and numbers always encodes
	}
	return fmt.Sprintf("%x", h.Sum64())
}

func writeCursor(q Query, p engine.Position) (string, error) {
	raw, err := json.Marshal(cursor{fingerprint(q), p})
	if err != nil {
		return "", fmt.Errorf("writing cursor: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// readCursor reads a cursor for a query whose order has so many keys.
func readCursor(q Query, keys int) (*engine.Position, error) {
	if q.After == "" {
		return nil, nil
	}
	bad := &RequestError{Param: "after", Reason: "is not the next of an answer to this query"}
	raw, err := base64.RawURLEncoding.DecodeString(q.After)
	if err != nil {
		return nil, bad
	}
	var c cursor
	if err := json.Unmarshal(raw, &c); err != nil || c.Query != fingerprint(q) {
		return nil, bad
	}
	if len(c.After.Numbers) != len(c.After.Missing) || len(c.After.Numbers) != keys {
		return nil, bad
	}
	return &c.After, nil
}
