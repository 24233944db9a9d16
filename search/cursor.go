package search

import (
	"encoding/json"
	"hash/fnv"
	"math"
	"strconv"
	"strings"

	"saksok/index/engine"
)

// MaxCursor is how long a cursor may be. Three numbers and the id of a hit are
// the longest there is, 125.
const MaxCursor = 160

// A cursor says where a page of hits ended and for which query: the fingerprint
// of the query, the score, the numbers it is sorted by and the hit's id, parted by
// dots; "_" is a number that the hit has not. It needs no escaping in an address.
const (
	cursorParts = 4
	cursorBase  = 36
	cursorNone  = "_"
)

// fingerprint tells queries apart; a cursor is no use with another query. The
// size of the page and the facets counted do not matter.
func fingerprint(q Query) string {
	q.After, q.Limit, q.Facets = "", 0, nil
	h := fnv.New64a()
	if err := json.NewEncoder(h).Encode(q); err != nil {
		panic(err) // a struct of strings and numbers always encodes
	}
	return strconv.FormatUint(h.Sum64(), cursorBase)
}

func writeCursor(q Query, p engine.Position) string {
	numbers := make([]string, len(p.Numbers))
	for i, n := range p.Numbers {
		if numbers[i] = strconv.FormatInt(n, cursorBase); p.Missing[i] {
			numbers[i] = cursorNone
		}
	}
	score := strconv.FormatUint(math.Float64bits(p.Score), cursorBase)
	return strings.Join([]string{fingerprint(q), score, strings.Join(numbers, "~"), p.ID}, ".")
}

// readCursor reads a cursor for a query whose order has so many keys.
func readCursor(q Query, keys int) (*engine.Position, error) {
	if q.After == "" {
		return nil, nil
	}
	bad := &RequestError{Param: "after", Reason: "is not the next of an answer to this query"}
	parts := strings.SplitN(q.After, ".", cursorParts)
	if len(q.After) > MaxCursor || len(parts) != cursorParts || parts[0] != fingerprint(q) {
		return nil, bad
	}
	bits, err := strconv.ParseUint(parts[1], cursorBase, 64)
	p := engine.Position{Score: math.Float64frombits(bits), ID: parts[3]}
	if err != nil || math.IsNaN(p.Score) {
		return nil, bad
	}
	numbers := strings.Split(parts[2], "~")
	if len(numbers) != keys {
		return nil, bad
	}
	for _, s := range numbers {
		var n int64
		if s != cursorNone {
			if n, err = strconv.ParseInt(s, cursorBase, 64); err != nil {
				return nil, bad
			}
		}
		p.Numbers, p.Missing = append(p.Numbers, n), append(p.Missing, s == cursorNone)
	}
	return &p, nil
}
