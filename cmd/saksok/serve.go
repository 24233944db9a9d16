package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"saksok/ingest"
	"saksok/search"
	"saksok/search/web"
)

// shutdownTime is how long requests under way may take to end.
const shutdownTime = 10 * time.Second

// serveCommand ingests the paths and serves the search page and the API.
func serveCommand() *cobra.Command {
	var c config
	cmd := &cobra.Command{
		Use:   "serve [PATH…]",
		Short: "Ingest PDFs, now and on schedule, and serve the search page",
		Long: `Take in the PDFs at the paths, look at them again on schedule, and serve the
search page and the JSON API. Searching works while reading goes on; /status
tells how far it is.

Settings come from flags, the environment, a YAML file and defaults, in that
order. The file has the keys data, addr, paths, schedule, log_level, log_json,
ocr, admin, proxies, rate.

/metrics answers this machine only, and not at all with --admin, which serves it
on a listener of its own beside profiles and health. A proxy in front must send
X-Forwarded-For, which is believed of this machine and of --proxies.`,
		Example: `  saksok serve testdata/packs
  saksok serve --addr 0.0.0.0:8080 --data /var/lib/saksok /srv/meetings`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.load(cmd, args); err != nil {
				return err
			}
			return serve(cmd.Context(), &c)
		},
	}
	c.flags(cmd.Flags(), "addr", "schedule", "admin", "proxies", "rate")
	return cmd
}

func serve(ctx context.Context, c *config) error {
	log := c.logger()
	var when *ingest.When
	if c.Schedule != "" {
		w, err := ingest.ParseSchedule(c.Schedule, nil)
		if err != nil {
			return err
		}
		when = &w
	}
	limitMemory()
	doors, err := listen(ctx, c)
	if err != nil {
		return &exitError{exitFailed, err}
	}
	p := newProgress(os.Stderr, false)
	h, err := openHouse(ctx, c, log, p.event)
	if err != nil {
		doors.close()
		return openError(err)
	}
	err = h.serve(ctx, c, when, doors, log, p)
	if cerr := h.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return &exitError{exitFailed, err}
	}
	return nil
}

// doors are the listeners; admin is nil where there is none.
type doors struct{ public, admin net.Listener }

// listen opens them before anything else, so that a taken address is told at once.
func listen(ctx context.Context, c *config) (doors, error) {
	var d doors
	var err error
	if d.public, err = new(net.ListenConfig).Listen(ctx, "tcp", c.Addr); err != nil {
		return d, fmt.Errorf("listening on %s: %w (choose another address with --addr)", c.Addr, err)
	}
	if c.Admin == "" {
		return d, nil
	}
	if d.admin, err = new(net.ListenConfig).Listen(ctx, "tcp", c.Admin); err != nil {
		d.close()
		return d, fmt.Errorf("listening on %s: %w (choose another address with --admin)", c.Admin, err)
	}
	return d, nil
}

func (d doors) close() {
	d.public.Close()
	if d.admin != nil {
		d.admin.Close()
	}
}

// serve runs the HTTP servers and the ingest beside them until ctx ends. A nil
// when is never again after the start.
func (h *house) serve(ctx context.Context, c *config, when *ingest.When, d doors, log *slog.Logger, p *progress) error {
	lib := &library{house: h, started: time.Now(), paths: c.Paths}
	var later *ingest.Scheduler
	if when != nil {
		later = ingest.NewScheduler(*when, func(ctx context.Context) error {
			s, err := h.run(ctx, ingest.Request{Paths: c.Paths, Trigger: "schedule"})
			lib.ran(s, err)
			return err
		}, log)
		lib.next = func() time.Time { return later.Status().Next }
	}
	g, ctx := errgroup.WithContext(ctx)
	site, admin := h.handlers(c, lib, log)
	serveHTTP(ctx, g, site, web.Limit(d.public), log)
	fmt.Fprintf(os.Stderr, "Saksøk is at http://%s/\n", d.public.Addr())
	if d.admin != nil {
		serveHTTP(ctx, g, admin, web.Limit(d.admin), log)
		fmt.Fprintf(os.Stderr, "Metrics and profiles are at http://%s/\n", d.admin.Addr())
	}
	g.Go(func() error { return h.watchRequests(ctx, log) })
	g.Go(func() error {
		h.warm(ctx, log)
		h.verify(ctx, log)
		return nil
	})
	g.Go(func() error {
		h.ingestAtStart(ctx, c, lib, log, p)
		if later == nil {
			return nil
		}
		later.Start(ctx)
		<-ctx.Done()
		return later.Stop(context.WithoutCancel(ctx))
	})
	return g.Wait()
}

// handlers are the site and what the operator sees of it.
func (h *house) handlers(c *config, lib *library, log *slog.Logger) (site, admin http.Handler) {
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	searcher := search.New(h.index, search.Options{})
	site = web.New(web.Options{
		Searcher: searcher, Figures: searcher, Advisor: searcher, Library: lib, Status: lib, Sources: lib, Meetings: newMeetings(h.pipeline.Ledger),
		Logger: log, Version: version(), Metrics: metrics, HideMetrics: c.Admin != "",
		Proxies: c.proxies, Rate: float64(*c.Rate), Burst: burstSeconds * *c.Rate,
	})
	return site, web.Admin(web.AdminOptions{Metrics: metrics, Status: lib, Logger: log, Version: version()})
}

// serveHTTP serves until ctx ends, then lets requests under way end, and breaks
// off those that take too long.
func serveHTTP(ctx context.Context, g *errgroup.Group, handler http.Handler, l net.Listener, log *slog.Logger) {
	server := web.NewServer(l.Addr().String(), handler)
	server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	g.Go(func() error {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serving: %w", err)
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		if err := server.Shutdown(end); err != nil {
			return server.Close()
		}
		return nil
	})
}

// ingestAtStart takes in the paths once. What goes wrong is logged and shown on
// /status; the server stays up.
func (h *house) ingestAtStart(ctx context.Context, c *config, lib *library, log *slog.Logger, p *progress) {
	s, err := h.run(ctx, ingest.Request{Paths: c.Paths, Trigger: "start", Interactive: true})
	p.finish()
	lib.ran(s, err)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		log.Error("ingest stopped", "error", err)
	}
	printSummary(os.Stderr, s)
}

// warm asks for everything once, so that the first visitor does not wait until
// what is filtered and counted by is read from the index: a second and more where
// there are a million search documents.
func (h *house) warm(ctx context.Context, log *slog.Logger) {
	if _, err := search.New(h.index, search.Options{Deadline: time.Minute}).Search(ctx, search.Query{}); err != nil && ctx.Err() == nil {
		log.Warn("first search", "err", err)
	}
}

// verify reads the files of the index once, while it answers already: what a disk
// lost is otherwise not noticed, or only as hits that are not there. The index is
// then made again from what was read, see watchRequests.
func (h *house) verify(ctx context.Context, log *slog.Logger) {
	if err := h.index.Verify(ctx); err != nil && ctx.Err() == nil {
		log.Error("index is made again", "error", err)
	}
}
