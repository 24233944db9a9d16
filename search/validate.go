package search

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"saksok"
	"saksok/index"
)

// The limits of a page of hits.
const (
	defaultLimit = 10
	maxLimit     = 100
)

// missing is the filter value that finds what has no value.
const missing = "missing"

// Facets are the names of the facets, in the order a page shows them.
var facets = []string{
	"type", "body", "organisation", "year", "month", "kind", "item_kind", "status", "decision_type", "figure_year",
	"currency", "check", "topic", "language",
}

// facetFields are the index fields of the facets.
var facetFields = map[string]string{
	"type": index.FieldType, "body": index.FieldBody, "organisation": index.FieldOrganisation, "year": index.FieldYear,
	"month": index.FieldMonth, "kind": index.FieldKind, "item_kind": index.FieldItemKind, "status": index.FieldStatus,
	"decision_type": index.FieldDecisionType, "figure_year": index.FieldFigureYear, "currency": index.FieldCurrency,
	"check": index.FieldCheck, "topic": index.FieldTopic, "language": index.FieldLanguage,
}

// FacetNames lists the facets, in the order a page shows them.
func FacetNames() []string { return slices.Clone(facets) }

// sorts are the orders of hits.
var sorts = []string{"relevance", "date", "-date", "amount", "-amount"}

var hitTypes = []HitType{TypeItem, TypeDecision, TypeFigure, TypePage, TypePerson, TypeMeeting, TypeDocument}

// valid checks q and fills in what is left out.
func valid(q Query) (Query, error) {
	if q.Limit == 0 {
		q.Limit = defaultLimit
	}
	if q.Limit < 1 || q.Limit > maxLimit {
		return q, &RequestError{Param: "limit", Value: strconv.Itoa(q.Limit), Reason: fmt.Sprintf("is not from 1 to %d", maxLimit)}
	}
	if q.Sort == "" {
		q.Sort = "relevance"
	}
	if !slices.Contains(sorts, q.Sort) {
		return q, &RequestError{Param: "sort", Value: q.Sort, Reason: "is not one of " + strings.Join(sorts, ", ")}
	}
	for _, t := range q.Types {
		if !slices.Contains(hitTypes, t) {
			return q, &RequestError{Param: "type", Value: string(t), Reason: "is not a type of hit"}
		}
	}
	for _, check := range []func(Query) error{validFilters, validFacets, validDates, validAmounts} {
		if err := check(q); err != nil {
			return q, err
		}
	}
	return q, nil
}

func validFilters(q Query) error {
	for _, name := range sortedKeys(q.Filters) {
		if facetFields[name] == "" || name == "type" {
			return &RequestError{Param: name, Reason: "is not a filter"}
		}
		if len(q.Filters[name]) > 100 {
			return &RequestError{Param: name, Reason: "has more than 100 values"}
		}
		for _, v := range q.Filters[name] {
			if strings.TrimPrefix(v, "-") == "" {
				return &RequestError{Param: name, Value: v, Reason: "is empty"}
			}
		}
	}
	return nil
}

func validFacets(q Query) error {
	for _, name := range q.Facets {
		if facetFields[name] == "" && (name != "none" || len(q.Facets) > 1) {
			return &RequestError{Param: "facets", Value: name, Reason: "is not a facet"}
		}
	}
	return nil
}

func validDates(q Query) error {
	for param, d := range map[string]saksok.Date{"from": q.From, "to": q.To} {
		if d == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
			return &RequestError{Param: param, Value: string(d), Reason: "is not a date like 2020-11-13"}
		}
	}
	return nil
}

func validAmounts(q Query) error {
	for param, n := range map[string]*int64{"min": q.Min, "max": q.Max} {
		if n != nil && (*n > math.MaxInt64/100 || *n < math.MinInt64/100) {
			return &RequestError{Param: param, Value: strconv.FormatInt(*n, 10), Reason: "is too large"}
		}
	}
	return nil
}
