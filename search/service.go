package search

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"saksok/index"
	"saksok/index/engine"
	"saksok/search/query"
)

// Options bound the work of a Service. The zero value works.
type Options struct {
	Slots    int           // searches at the same time; 0: one per processor
	Queue    int           // searches that may wait for a slot; 0: 32
	Wait     time.Duration // how long they wait; 0: 1 s
	Deadline time.Duration // how long a search may take; 0: 2 s
}

// Service answers queries over an index. Its methods may be called at the same
// time.
type Service struct {
	index *index.Index
	opts  Options
	slots chan struct{}
	queue chan struct{}
}

// New returns a Service over ix, which the caller closes.
func New(ix *index.Index, opts Options) *Service {
	if opts.Slots <= 0 {
		opts.Slots = runtime.GOMAXPROCS(0)
	}
	if opts.Queue <= 0 {
		opts.Queue = 32
	}
	if opts.Wait <= 0 {
		opts.Wait = time.Second
	}
	if opts.Deadline <= 0 {
		opts.Deadline = 2 * time.Second
	}
	return &Service{
		index: ix, opts: opts,
		slots: make(chan struct{}, opts.Slots),
		queue: make(chan struct{}, opts.Slots+opts.Queue),
	}
}

// Search answers q. The error is a *RequestError for a mistake in q, ErrBusy or
// ErrDeadline, or says that the index failed.
func (s *Service) Search(ctx context.Context, q Query) (*Result, error) {
	start := time.Now()
	p, err := newPlanner(q)
	if err != nil {
		return nil, err
	}
	p.analyze = s.index.Analyze
	if err := s.lookUp(ctx, p.senses); err != nil {
		return nil, err
	}
	answer, words, err := s.answer(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := s.doubt(ctx, p, answer); err != nil {
		return nil, err
	}
	r, err := p.result(answer, p.relaxed(words))
	if err != nil {
		return nil, err
	}
	r.TookMS = time.Since(start).Milliseconds()
	return r, nil
}

// answer runs the plan. Where nothing at all has every word, it looks further
// afield for each of them, and where that finds nothing either, compounds may
// lack a part and fewer words are required; words is how many had to occur.
// Filters play no part in that: a filter never adds hits.
func (s *Service) answer(ctx context.Context, p *planner) (answer *engine.Answer, words int, err error) {
	answer, err = s.run(ctx, p.plan(p.words()))
	if err != nil || p.found(answer) > 0 || len(p.slots) == 0 {
		return answer, p.words(), err
	}
	if err := s.widen(ctx, p); err != nil {
		return nil, 0, err
	}
	words = p.words()
	for _, n := range fromAll(p.words(), p.somewhere()) {
		fewer, err := s.run(ctx, p.plan(n))
		if err == nil && p.found(fewer) == 0 && p.loosen() {
			fewer, err = s.run(ctx, p.plan(n))
		}
		if err != nil {
			return nil, 0, err
		}
		found := p.found(fewer)
		if found > 0 {
			answer, words = fewer, n
		}
		if found >= few || found > 0 && (n == p.words() && !p.loose || n <= (p.words()+1)/2) {
			break
		}
	}
	p.loose = p.loose && p.found(answer) > 0
	return answer, words, nil
}

// few is how many hits fewer words must find for no still fewer to be tried; what
// has more of them comes first anyway.
const few = 3

// found is how much the words found: beside pages, which are not shown unless
// they are asked for, where no filter is set.
func (p *planner) found(a *engine.Answer) int {
	if len(p.types) > 0 || len(p.filters) > 1 {
		return a.Matched
	}
	return a.Total
}

// fromAll are the numbers of words to try with, where so many of all can occur:
// all, all but one, two thirds, half, and rather than show nothing, one.
func fromAll(all, possible int) []int {
	out := []int{min(all, possible), min(all-1, possible), min(all*2/3, possible), (all + 1) / 2, 1}
	return slices.Compact(slices.DeleteFunc(out, func(n int) bool { return n < 1 || n > possible }))
}

// run runs a plan within what searches may take.
func (s *Service) run(ctx context.Context, plan engine.Plan) (a *engine.Answer, err error) {
	err = s.within(ctx, func(ctx context.Context) error {
		a, err = s.index.Search(ctx, plan)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// within waits for a slot and runs f in it. Where the engine does not stop at
// the deadline, the caller gets its answer and the slot stays taken until it
// does; Close of the index waits for it.
func (s *Service) within(ctx context.Context, f func(context.Context) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.opts.Deadline)
	done := make(chan error, 1)
	go func() {
		defer s.leave()
		defer cancel()
		done <- guarded(ctx, f)
	}()
	select {
	case err := <-done:
		return plainError(err)
	case <-ctx.Done():
		select {
		case err := <-done: // finished at the same moment
			return plainError(err)
		default:
			return plainError(ctx.Err())
		}
	}
}

// guarded calls f, and makes a panic of the engine an error: in a goroutine of
// its own nothing else would stop it from ending the process.
func guarded(ctx context.Context, f func(context.Context) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("index: search panicked: %v\n%s", v, debug.Stack())
		}
	}()
	return f(ctx)
}

func plainError(err error) error {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return ErrDeadline
	case errors.Is(err, engine.ErrBroad):
		return &RequestError{Param: "q", Reason: "a word beginning matches too many words, write more of it", Err: err}
	}
	return err
}

func (s *Service) enter(ctx context.Context) error {
	select {
	case s.queue <- struct{}{}:
	default:
		return ErrBusy
	}
	timer := time.NewTimer(s.opts.Wait)
	defer timer.Stop()
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-timer.C:
		<-s.queue
		return ErrBusy
	case <-ctx.Done():
		<-s.queue
		return ctx.Err()
	}
}

func (s *Service) leave() {
	<-s.slots
	<-s.queue
}

// Item returns one hit by its id, of any type, or ErrNotFound.
func (s *Service) Item(ctx context.Context, id string) (*Hit, error) {
	src, err := s.index.Source(ctx, id)
	if err != nil {
		return nil, err
	}
	if src == nil {
		return nil, ErrNotFound
	}
	h := newHit(src, 0, "")
	h.Snippet = start(src.Text)
	return &h, nil
}

// Of returns the decisions, figures and people of an item, in the order of the
// document, at most limit of each type.
func (s *Service) Of(ctx context.Context, itemID string, limit int) (map[HitType][]Hit, error) {
	out := map[HitType][]Hit{}
	for _, t := range []HitType{TypeDecision, TypeFigure, TypePerson} {
		answer, err := s.run(ctx, engine.Plan{
			Query: engine.And{Nodes: []engine.Node{
				engine.Keyword{Field: index.FieldItemID, Value: itemID},
				engine.Keyword{Field: index.FieldType, Value: string(t)},
			}},
			Sort: []engine.SortKey{{Field: index.NumberPlace}}, Limit: limit,
		})
		if err != nil {
			return nil, err
		}
		for _, h := range answer.Hits {
			src, err := index.DecodeSource(h.Source)
			if err != nil {
				return nil, err
			}
			hit := newHit(src, 0, "")
			hit.Snippet = start(src.Text)
			out[t] = append(out[t], hit)
		}
	}
	return out, nil
}

// LimitOf returns the limit a query breaks, if that is what err says.
func LimitOf(err error) (*query.LimitError, bool) {
	var limit *query.LimitError
	ok := errors.As(err, &limit)
	return limit, ok
}
