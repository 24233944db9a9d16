package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok/ingest"
)

func TestParseScheduleRefuses(t *testing.T) {
	for _, spec := range []string{
		"", "   ", "0 0 30 2 *", "0 0 31 4,6,9,11 *", "every day", "61 * * * *", "* * *", "0 0 0 * * *",
		"TZ=Europe/Oslo", "CRON_TZ=Europe/Oslo 0 2 * * *", "@every", "@every now", "@every -5m", "@every 10ms", "@reboot", "@sometimes",
		"*/0 * * * *", "5-1 * * * *",
	} {
		w, err := ingest.ParseSchedule(spec, nil)
		if !errors.Is(err, ingest.ErrSchedule) {
			t.Errorf("%q: accepted, next %v (%v)", spec, w, err)
		}
	}
}

func TestScheduleNext(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	for _, tt := range []struct {
		name, spec string
		zone       *time.Location
		from       string // RFC 3339
		want       []string
	}{
		{"UTC by default", "30 2 * * *", nil, "2026-10-24T12:00:00Z",
			[]string{"2026-10-25T02:30:00Z", "2026-10-26T02:30:00Z"}},
		{"the repeated hour: once", "30 2 * * *", oslo, "2026-10-24T12:00:00Z",
			[]string{"2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"}},
		{"the repeated hour, started in its second half: not again", "30 2 * * *", oslo, "2026-10-25T02:10:00+01:00",
			[]string{"2026-10-26T02:30:00+01:00"}},
		{"the missing hour: an hour later", "30 2 * * *", oslo, "2027-03-27T12:00:00Z",
			[]string{"2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"}},
		{"twice in the missing hour", "0,30 2 * * *", oslo, "2027-03-28T00:00:00+01:00",
			[]string{"2027-03-28T03:00:00+02:00", "2027-03-28T03:30:00+02:00", "2027-03-29T02:00:00+02:00"}},
		{"every hour follows elapsed time", "0 * * * *", oslo, "2026-10-25T01:30:00+02:00",
			[]string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"}},
		{"an interval", "@every 15m", oslo, "2026-10-25T02:50:00+02:00",
			[]string{"2026-10-25T02:05:00+01:00"}},
		{"29 February comes", "0 0 29 2 *", nil, "2026-01-01T00:00:00Z",
			[]string{"2028-02-29T00:00:00Z"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, err := ingest.ParseSchedule(tt.spec, tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse(time.RFC3339, tt.from)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for range tt.want {
				at = w.Next(at)
				got = append(got, at.Format(time.RFC3339))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("next (-want +got):\n%s", diff)
			}
		})
	}
}

// Every day of two years has exactly one run, summer time or not.
func TestScheduleOncePerDay(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	for hour := range 4 {
		w, err := ingest.ParseSchedule(fmt.Sprintf("30 %d * * *", hour), oslo)
		if err != nil {
			t.Fatal(err)
		}
		at, days := time.Date(2026, 1, 1, 0, 0, 0, 0, oslo), map[string]int{}
		for at.Year() < 2028 {
			at = w.Next(at)
			days[at.Format(time.DateOnly)]++
		}
		for day, n := range days {
			if n != 1 {
				t.Errorf("hour %d: %d runs on %s", hour, n, day)
			}
		}
		if len(days) != 731 { // 2026, 2027, and the first of 2028
			t.Errorf("hour %d: runs on %d days, want 731", hour, len(days))
		}
	}
}

func scheduler(t *testing.T, spec string, job func(context.Context) error) *ingest.Scheduler {
	t.Helper()
	w, err := ingest.ParseSchedule(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ingest.NewScheduler(w, job, nil)
}

func TestSchedulerNeverOverlaps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		s := scheduler(t, "@every 1s", func(context.Context) error {
			n := running.Add(1)
			most.Store(max(most.Load(), n))
			time.Sleep(10 * time.Second)
			running.Add(-1)
			return nil
		})
		s.Start(t.Context())
		time.Sleep(60*time.Second + time.Millisecond)
		if err := s.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		st := s.Status()
		if most.Load() != 1 || st.Runs != 6 || st.Skipped < 50 || st.Failed != 0 {
			t.Errorf("at most %d at once, status %+v; want 1 at once and 6 runs", most.Load(), st)
		}
	})
}

func TestSchedulerSurvivesPanicsAndErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		s := scheduler(t, "@every 1s", func(context.Context) error {
			n++
			switch n {
			case 1:
				panic("first time")
			case 2:
				return errors.New("second time")
			case 3:
				return fmt.Errorf("wrapped: %w", ingest.ErrRunning)
			}
			return nil
		})
		s.Start(t.Context())
		time.Sleep(time.Second + time.Millisecond)
		synctest.Wait()
		if st := s.Status(); st.LastError != "panic: first time" || !st.LastSuccess.IsZero() {
			t.Errorf("after the panic: %+v", st)
		}
		time.Sleep(59 * time.Second)
		if err := s.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		st := s.Status()
		if n != 60 || st.Panics != 1 || st.Failed != 2 || st.Skipped != 1 || st.Runs != 59 || st.LastError != "" {
			t.Errorf("%d calls, status %+v; want 60 calls", n, st)
		}
	})
}

func TestSchedulerStopWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var ended atomic.Bool
		s := scheduler(t, "@every 1m", func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(3 * time.Second) // finishing what is under way
			ended.Store(true)
			return ctx.Err()
		})
		s.Start(ctx)
		time.Sleep(61 * time.Second)
		short, done := context.WithTimeout(t.Context(), time.Second)
		defer done()
		if err := s.Stop(short); !errors.Is(err, context.DeadlineExceeded) || ended.Load() {
			t.Errorf("Stop with a job that goes on = %v", err)
		}
		cancel()
		if err := s.Stop(t.Context()); err != nil || !ended.Load() {
			t.Errorf("Stop = %v, job ended: %v; want it to wait", err, ended.Load())
		}
		time.Sleep(time.Hour)
		if st := s.Status(); st.Runs != 1 {
			t.Errorf("%d runs after Stop", st.Runs-1)
		}
	})
}
