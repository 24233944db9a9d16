package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// badRequest is what a searcher's error looks like when the asker can mend it.
type badRequest interface{ BadRequest() string }

// paramError names the parameters that were refused.
type paramError struct{ details []refusal }

func (e *paramError) Error() string { return "bad parameters: " + e.BadRequest() }

func (e *paramError) BadRequest() string {
	parts := make([]string, len(e.details))
	for i, d := range e.details {
		parts[i] = d.Name + ": " + d.Message
	}
	return strings.Join(parts, "; ")
}

func (e *paramError) refuse(name, message string) {
	e.details = append(e.details, refusal{Name: name, Location: "query." + name, Message: message})
}

// orNil is e as an error, nil where nothing was refused.
func (e *paramError) orNil() error {
	if len(e.details) == 0 {
		return nil
	}
	return e
}

// httpProblem is an RFC 9457 problem document; it never holds an internal error's text.
type httpProblem struct {
	Type      string    `json:"type" doc:"Always about:blank: the status says it."`
	Title     string    `json:"title"`
	Status    int       `json:"status"`
	Detail    string    `json:"detail,omitempty"`
	RequestID string    `json:"request_id" doc:"Quote it when asking the operator."`
	Errors    []refusal `json:"errors,omitempty"`
}

// refusal is one refused part of a request.
type refusal struct {
	Name     string `json:"name" doc:"The parameter."`
	Location string `json:"location" doc:"Where it stood: query.NAME or path.NAME."`
	Message  string `json:"message"`
}

func (p *httpProblem) Error() string { return p.Title + ": " + p.Detail }

// GetStatus makes huma answer a problem as it is.
func (p *httpProblem) GetStatus() int { return p.Status }

// ContentType makes huma answer a problem under its own media type.
func (p *httpProblem) ContentType(string) string { return "application/problem+json" }

// statuses is the one table from errors to HTTP statuses; first match counts.
var statuses = []struct {
	err    error
	status int
	detail string
}{
	{ErrNotFound, http.StatusNotFound, "there is no such thing here"},
	{ErrNoImage, http.StatusNotFound, "this page cannot be drawn as an image"},
	{ErrBusy, http.StatusServiceUnavailable, "too busy to answer just now; try again shortly"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "the answer took too long; try again, or ask for less"},
	{context.Canceled, http.StatusServiceUnavailable, "the request was given up"},
	{errMethod, http.StatusMethodNotAllowed, "this address does not take that method"},
	{errTooLong, http.StatusRequestURITooLong, "the address is too long"},
}

var (
	errMethod  = errors.New("method not allowed")
	errTooLong = errors.New("address too long")
)

// newHTTPProblem translates an error for the outside.
func newHTTPProblem(ctx context.Context, err error) *httpProblem {
	p := &httpProblem{Type: "about:blank", Status: http.StatusInternalServerError, RequestID: requestID(ctx)}
	var bad badRequest
	var params *paramError
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &params):
		p.Status, p.Detail, p.Errors = http.StatusBadRequest, params.BadRequest(), params.details
	case errors.As(err, &bad):
		p.Status, p.Detail = http.StatusBadRequest, bad.BadRequest()
	case errors.As(err, &tooBig):
		p.Status, p.Detail = http.StatusRequestEntityTooLarge, "the request is too large"
	default:
		for _, s := range statuses {
			if errors.Is(err, s.err) {
				p.Status, p.Detail = s.status, s.detail
				break
			}
		}
	}
	if p.Status == http.StatusInternalServerError {
		p.Detail = "something went wrong; the operator finds it by the request id"
	}
	p.Title = http.StatusText(p.Status)
	return p
}
