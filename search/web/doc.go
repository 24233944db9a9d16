// Package web answers "how does a person or a program ask Saksøk over HTTP?":
// the search page and the document page in Norwegian, the JSON API with its
// OpenAPI document, page images, originals, health and metrics.
//
// Pages and API are views of one [search.Query], read by one parser from one
// list of parameters: what one accepts the other accepts, and a parameter that
// is not on the list is refused by name. The package never opens a PDF, an
// index or the ledger; it declares what it needs of them ([Searcher],
// [Library], [Status]) and cmd hands them over.
//
// Pages work without JavaScript. Text from documents reaches a page only
// through html/template, in pieces, never as markup; the content security
// policy allows no inline script or style at all.
package web
