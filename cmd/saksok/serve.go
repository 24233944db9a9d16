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
order. The file has the keys data, addr, paths, schedule, log_level, log_json, ocr.`,
		Example: `  saksok serve testdata/packs
  saksok serve --addr 0.0.0.0:8080 --data /var/lib/saksok /srv/meetings`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.load(cmd, args); err != nil {
				return err
			}
			return serve(cmd.Context(), &c)
		},
	}
	c.flags(cmd.Flags(), "addr", "schedule")
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
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return &exitError{exitFailed, fmt.Errorf("listening on %s: %w (choose another address with --addr)", c.Addr, err)}
	}
	p := newProgress(os.Stderr, false)
	h, err := openHouse(ctx, c, log, p.event)
	if err != nil {
		listener.Close()
		return openError(err)
	}
	err = h.serve(ctx, c, when, listener, log, p)
	if cerr := h.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return &exitError{exitFailed, err}
	}
	return nil
}

// serve runs the HTTP server and the ingest beside it until ctx ends. A nil when
// is never again after the start.
func (h *house) serve(ctx context.Context, c *config, when *ingest.When, l net.Listener, log *slog.Logger, p *progress) error {
	lib := &library{house: h, started: time.Now()}
	var later *ingest.Scheduler
	if when != nil {
		later = ingest.NewScheduler(*when, func(ctx context.Context) error {
			_, err := h.pipeline.Run(ctx, ingest.Request{Paths: c.Paths, Trigger: "schedule"})
			return err
		}, log)
		lib.next = func() time.Time { return later.Status().Next }
	}
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	searcher := search.New(h.index, search.Options{})
	server := web.NewServer(c.Addr, web.New(web.Options{
		Searcher: searcher, Figures: searcher, Library: lib, Status: lib, Meetings: newMeetings(h.pipeline.Ledger),
		Logger: log, Version: version(), Metrics: metrics,
	}))
	server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	fmt.Fprintf(os.Stderr, "Saksøk is at http://%s/\n", l.Addr())

	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := server.Serve(web.Limit(l)); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serving: %w", err)
		}
		return nil
	})
	g.Go(func() error {
		h.ingestAtStart(ctx, c, log, p)
		if later == nil {
			return nil
		}
		later.Start(ctx)
		<-ctx.Done()
		return later.Stop(context.WithoutCancel(ctx))
	})
	g.Go(func() error {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		return server.Shutdown(end)
	})
	return g.Wait()
}

// ingestAtStart takes in the paths once. What goes wrong is logged and shown on
// /status; the server stays up.
func (h *house) ingestAtStart(ctx context.Context, c *config, log *slog.Logger, p *progress) {
	s, err := h.pipeline.Run(ctx, ingest.Request{Paths: c.Paths, Trigger: "start", Interactive: true})
	p.finish()
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		log.Error("ingest stopped", "error", err)
	}
	printSummary(os.Stderr, s)
}
