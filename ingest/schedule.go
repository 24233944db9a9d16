package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// ErrSchedule is what a schedule gives that cannot be parsed or never comes.
var ErrSchedule = errors.New("bad schedule")

// When is a parsed schedule.
type When struct {
	spec string
	next cron.Schedule
	loc  *time.Location
	// wall is true for times of day in a zone with summer time: they are
	// reckoned on the clock on the wall, see Next.
	wall bool
}

// ParseSchedule reads a schedule: five fields (minute, hour, day of month, month,
// day of week), or @hourly, @daily, @weekly, @monthly, @every 15m. A nil zone is
// UTC. A schedule that never comes, like 30 February, is refused, as are a zone
// written into the spec and an interval under a second.
func ParseSchedule(spec string, zone *time.Location) (When, error) {
	if zone == nil {
		zone = time.UTC
	}
	spec = strings.TrimSpace(spec)
	bad := func(why string) (When, error) {
		return When{}, fmt.Errorf("%w %q: %s", ErrSchedule, spec, why)
	}
	switch {
	case spec == "":
		return bad("it is empty")
	case strings.Contains(spec, "TZ="): // the parser panics on some of these
		return bad("the time zone is a setting of its own, not part of the schedule")
	}
	if every, ok := strings.CutPrefix(spec, "@every "); ok {
		d, err := time.ParseDuration(strings.TrimSpace(every))
		if err != nil {
			return bad(`"@every" needs a duration like 15m or 2h30m`)
		}
		if d < time.Second { // the parser would round it up without a word
			return bad("the interval must be a second or more")
		}
	}
	s, err := cron.ParseStandard(spec)
	if err != nil {
		return bad(fmt.Sprintf("%v; a schedule is five fields (minute hour day month weekday), or @hourly, @daily, @weekly, @every 15m", err))
	}
	w := When{spec: spec, next: s, loc: zone}
	if fields, ok := s.(*cron.SpecSchedule); ok {
		fields.Location = time.UTC
		const everyHour = 1 << 63 // how the parser marks a * in a field
		w.wall = fields.Hour&everyHour == 0
	}
	// The parser takes days that do not exist; Next then searches five years
	// and gives up.
	if w.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return bad("there is no such day, it would never run")
	}
	return w, nil
}

// String is the schedule as it was written.
func (w When) String() string { return w.spec }

// Next is the first time after t. Times of day follow the clock on the wall:
// one that the change to summer time leaves out comes an hour later, one that the
// change back repeats comes the first time only, so a daily run happens once on
// every day. Schedules for every hour follow elapsed time.
func (w When) Next(t time.Time) time.Time {
	local := t.In(w.loc)
	if !w.wall {
		fields, ok := w.next.(*cron.SpecSchedule)
		if !ok {
			return w.next.Next(local)
		}
		zoned := *fields
		zoned.Location = w.loc
		return zoned.Next(local)
	}
	y, mo, d := local.Date()
	h, mi, sec := local.Clock()
	// A time the clock left out comes up to an hour after its place on the wall.
	wall := time.Date(y, mo, d, h, mi, sec, 0, time.UTC).Add(-time.Hour)
	for {
		wall = w.next.Next(wall)
		if wall.IsZero() {
			return wall
		}
		if next := onWall(wall, w.loc); next.After(t) {
			return next
		}
	}
}

// onWall is the instant at which a clock in loc shows what wall shows in UTC: the
// first of two, and for none the one an hour later. (time.Date promises neither.)
func onWall(wall time.Time, loc *time.Location) time.Time {
	_, before := wall.Add(-24 * time.Hour).In(loc).Zone()
	_, after := wall.Add(24 * time.Hour).In(loc).Zone()
	first := wall.Add(time.Duration(-before) * time.Second).In(loc)
	second := wall.Add(time.Duration(-after) * time.Second).In(loc)
	shows := func(t time.Time) bool {
		_, offset := t.Zone()
		return t.Add(time.Duration(offset) * time.Second).Equal(wall)
	}
	if !shows(first) && shows(second) {
		return second
	}
	return first
}

// SchedulerStatus is what a scheduler did and will do.
type SchedulerStatus struct {
	Schedule    string    `json:"schedule"`
	Runs        int       `json:"runs"`    // begun
	Skipped     int       `json:"skipped"` // not begun, for the one before was still running
	Failed      int       `json:"failed"`  // ended with an error or a panic
	Panics      int       `json:"panics"`
	LastSuccess time.Time `json:"last_success,omitzero"`
	LastError   string    `json:"last_error,omitempty"`
	Next        time.Time `json:"next,omitzero"`
}

// Scheduler runs one job on a schedule: never twice at once, and after a panic
// as before. It is safe for concurrent use.
type Scheduler struct {
	when When
	job  func(context.Context) error
	log  *slog.Logger
	cron *cron.Cron

	mu     sync.Mutex
	status SchedulerStatus
}

// NewScheduler makes a scheduler; Start starts it. A nil log is silence.
func NewScheduler(when When, job func(context.Context) error, log *slog.Logger) *Scheduler {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Scheduler{
		when: when, job: job, log: log, status: SchedulerStatus{Schedule: when.String()},
		cron: cron.New(cron.WithLocation(when.loc), cron.WithLogger(cron.DiscardLogger)),
	}
}

// Start begins to run the job, with ctx as the jobs' context. It is called once.
func (s *Scheduler) Start(ctx context.Context) {
	// The order matters. Skipping must stand outside: it gives its turn back
	// after the inner job returned, which after a panic it would not have. With
	// recovery outside, the library's own pair stops the job for ever at the
	// first panic (robfig/cron #366); ours gives the turn back either way.
	guarded := cron.NewChain(s.skipIfRunning(), s.recoverPanic())
	s.cron.Schedule(s.when, guarded.Then(cron.FuncJob(func() { s.run(ctx) })))
	s.cron.Start()
}

// Stop begins no more jobs and waits for one that runs, as long as ctx lasts.
// Cancel the context given to Start first to have it end early.
func (s *Scheduler) Stop(ctx context.Context) error {
	select {
	case <-s.cron.Stop().Done():
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for the scheduled job: %w", ctx.Err())
	}
}

// Status is what was done and what comes.
func (s *Scheduler) Status() SchedulerStatus {
	next := time.Time{}
	for _, e := range s.cron.Entries() {
		next = e.Next
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.status
	st.Next = next
	return st
}

// skipIfRunning is cron.SkipIfStillRunning with a count.
func (s *Scheduler) skipIfRunning() cron.JobWrapper {
	turn := make(chan struct{}, 1)
	return func(j cron.Job) cron.Job {
		return cron.FuncJob(func() {
			select {
			case turn <- struct{}{}:
				defer func() { <-turn }()
				j.Run()
			default:
				s.log.Warn("scheduled run skipped, the one before is still running")
				s.note(func(st *SchedulerStatus) { st.Skipped++ })
			}
		})
	}
}

// recoverPanic is cron.Recover with a count: without either, a panic in a job
// kills the process, whatever the library's documentation says.
func (s *Scheduler) recoverPanic() cron.JobWrapper {
	return func(j cron.Job) cron.Job {
		return cron.FuncJob(func() {
			defer func() {
				if v := recover(); v != nil {
					s.log.Error("scheduled run panicked", "panic", v, "stack", string(debug.Stack()))
					s.note(func(st *SchedulerStatus) {
						st.Panics++
						st.Failed++
						st.LastError = fmt.Sprint("panic: ", v)
					})
				}
			}()
			j.Run()
		})
	}
}

func (s *Scheduler) run(ctx context.Context) {
	s.note(func(st *SchedulerStatus) { st.Runs++ })
	err := s.job(ctx)
	switch {
	case errors.Is(err, ErrRunning): // one that was started by hand
		s.log.Warn("scheduled run skipped, another is under way")
		s.note(func(st *SchedulerStatus) { st.Runs--; st.Skipped++ })
	case err != nil:
		s.log.Error("scheduled run failed", "error", err)
		s.note(func(st *SchedulerStatus) { st.Failed++; st.LastError = err.Error() })
	default:
		s.note(func(st *SchedulerStatus) { st.LastSuccess, st.LastError = time.Now(), "" })
	}
}

func (s *Scheduler) note(f func(*SchedulerStatus)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.status)
}
