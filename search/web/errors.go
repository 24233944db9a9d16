package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"saksok/search"
)

// paramError names the parameters that were refused.
type paramError struct{ details []refusal }

func (e *paramError) Error() string {
	parts := make([]string, len(e.details))
	for i, d := range e.details {
		parts[i] = d.Name + ": " + d.Message
	}
	return strings.Join(parts, "; ")
}

func (e *paramError) refuse(name string, err error) {
	d := refusal{Name: name, Location: "query." + name, Message: err.Error(), Norwegian: err.Error()}
	var both *bothError
	if errors.As(err, &both) {
		d.Norwegian = both.norwegian
	}
	e.details = append(e.details, d)
}

// orNil is e as an error, nil where nothing was refused.
func (e *paramError) orNil() error {
	if len(e.details) == 0 {
		return nil
	}
	return e
}

// bothError says what is wrong in both languages: English for programs,
// Norwegian for the page.
type bothError struct{ english, norwegian string }

func (e *bothError) Error() string { return e.english }

// both makes a bothError; the arguments are the same for both formats.
func both(english, norwegian string, args ...any) error {
	return &bothError{fmt.Sprintf(english, args...), fmt.Sprintf(norwegian, args...)}
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
	// Norwegian is Message for the page.
	Norwegian string `json:"-"`
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
	{search.ErrNotFound, http.StatusNotFound, "there is no such thing here"},
	{search.ErrBusy, http.StatusServiceUnavailable, "too busy to search just now; try again shortly"},
	{search.ErrDeadline, http.StatusServiceUnavailable, "the search took too long; ask for less, or try again"},
	{ErrBusy, http.StatusServiceUnavailable, "too busy to answer just now; try again shortly"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "the answer took too long; try again, or ask for less"},
	{context.Canceled, http.StatusServiceUnavailable, "the request was given up"},
	{errMethod, http.StatusMethodNotAllowed, "this address does not take that method"},
	{errTooLong, http.StatusRequestURITooLong, "the address is too long"},
	{errTooMany, http.StatusTooManyRequests, "too many requests from your address; wait as long as Retry-After says"},
}

var (
	errMethod  = errors.New("method not allowed")
	errTooLong = errors.New("address too long")
	errTooMany = errors.New("too many requests")
)

// refused finds what the asker did wrong, nil where it was not them.
func refused(err error) []refusal {
	var params *paramError
	if errors.As(err, &params) {
		return params.details
	}
	bad := &paramError{}
	var request *search.RequestError
	if limit, ok := search.LimitOf(err); ok {
		bad.refuse("q", both("has %[2]d %[1]s, at most %[3]d are allowed", "er for langt eller sammensatt: %[2]d %[4]s, høyst %[3]d er tillatt",
			limit.Limit, limit.Got, limit.Max, label("limit", limit.Limit)))
	} else if errors.As(err, &request) {
		reason := request.Reason
		if request.Value != "" {
			reason = fmt.Sprintf("%q %s", request.Value, reason)
		}
		bad.refuse(request.Param, errors.New(reason))
	}
	return bad.details
}

// newHTTPProblem translates an error for the outside.
func newHTTPProblem(ctx context.Context, err error) *httpProblem {
	p := &httpProblem{Type: "about:blank", Status: http.StatusInternalServerError, RequestID: requestID(ctx),
		Detail: "something went wrong; the operator finds it by the request id"}
	var tooBig *http.MaxBytesError
	if details := refused(err); len(details) > 0 {
		bad := &paramError{details}
		p.Status, p.Detail, p.Errors = http.StatusBadRequest, bad.Error(), details
	} else if errors.As(err, &tooBig) {
		p.Status, p.Detail = http.StatusRequestEntityTooLarge, "the request is too large"
	} else {
		for _, s := range statuses {
			if errors.Is(err, s.err) {
				p.Status, p.Detail = s.status, s.detail
				break
			}
		}
	}
	p.Title = http.StatusText(p.Status)
	return p
}
