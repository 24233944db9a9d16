package pdftext

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

const (
	// idleTimeout is how long a child is kept without work: it holds some 100
	// MB, and a new one is up in 0.1 s.
	idleTimeout  = time.Minute
	startTimeout = 90 * time.Second // a first start compiles PDFium
	watchEvery   = 50 * time.Millisecond
)

// child is a process that reads PDFs for a Reader, one request at a time.
type child struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	frames    chan frame
	quit      chan struct{} // closed by kill
	exited    chan struct{} // closed when the process is reaped
	kill      func()
	stderr    tail
	retire    *time.Timer // ends it when it has been idle for long
	documents int
	ready     bool // it serves
	warm      bool // PDFium is loaded
}

type frame struct {
	kind    byte
	payload []byte
}

// deathError says why a child is gone. It wraps ErrTimeout or ErrEngine.
type deathError struct {
	why    error
	detail string
}

func (e *deathError) Error() string {
	if e.detail == "" {
		return e.why.Error()
	}
	return e.why.Error() + ": " + e.detail
}

func (e *deathError) Unwrap() error { return e.why }

// startChild runs this program again as a worker.
func startChild(cacheDir string) (*child, error) {
	if os.Getenv(workerVariable) != "" {
		return nil, errors.New("a worker cannot start workers: the program does not begin with pdftext.ServeIfWorker")
	}
	exe, err := thisProgram()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	cmd := exec.Command(exe)
	cmd.Args[0] = "saksok-pdf-worker" // for those who look at the process list
	cmd.Env = []string{workerVariable + "=1"}
	cmd.Dir = os.TempDir()
	ownGroup(cmd)
	c := &child{cmd: cmd, frames: make(chan frame, 4), quit: make(chan struct{}), exited: make(chan struct{})}
	cmd.Stderr = &c.stderr
	if c.in, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the PDF worker: %w", err)
	}
	c.kill = sync.OnceFunc(func() {
		close(c.quit)
		killGroup(cmd.Process.Pid)
		c.in.Close()
	})
	go c.receive(out)
	b, err := json.Marshal(config{CacheDir: cacheDir})
	if err != nil {
		return nil, err
	}
	// A child that is already dead shows at the first frame.
	_ = writeFrame(c.in, frameConfig, b)
	return c, nil
}

// receive passes frames on until the pipe ends, then reaps the process.
func (c *child) receive(out io.Reader) {
	r := bufio.NewReaderSize(out, 256<<10)
	for {
		kind, payload, err := readFrame(r)
		if err != nil {
			break
		}
		select {
		case c.frames <- frame{kind, payload}:
		case <-c.quit:
		}
	}
	close(c.frames)
	c.kill()
	// How it ended shows in stderr; the pipes are closed.
	_ = c.cmd.Wait()
	close(c.exited)
}

// stop kills the child and waits until it is gone.
func (c *child) stop() {
	c.kill()
	<-c.exited
}

// timeouts are the deadlines of a request. Only time spent waiting for the
// child counts: what the caller does with a page is its own affair.
type timeouts struct {
	page     time.Duration
	document time.Duration // what is left; ask takes from it
}

// ask sends a request and hands the frames of the answer to take until it says
// it has the last one. When it fails the child is dead and the error a
// *deathError, unless the context ended or take failed.
func (c *child) ask(ctx context.Context, req request, t *timeouts, take func(frame) (last bool, err error)) error {
	b, err := json.Marshal(req)
	if err != nil {
		return err
	}
	// A child that is already dead shows at the first frame.
	_ = writeFrame(c.in, frameRequest, b)
	for {
		// Until it is up, nothing of the file has been read.
		starting := !c.ready || !c.warm && req.Engine == EnginePDFium
		limit := min(t.page, t.document)
		if starting {
			limit = startTimeout
		}
		from := time.Now()
		f, err := c.next(ctx, limit)
		if !starting {
			t.document -= time.Since(from)
		}
		if err != nil {
			c.stop()
			return err
		}
		switch f.kind {
		case frameReady:
			c.ready = true
			continue
		case frameWarm:
			c.warm = true
			continue
		}
		last, err := take(f)
		if err != nil {
			c.stop()
			return err
		}
		if last {
			c.documents++
			return nil
		}
	}
}

// next waits for a frame and watches the child meanwhile.
func (c *child) next(ctx context.Context, limit time.Duration) (frame, error) {
	if limit <= 0 {
		return frame{}, &deathError{ErrTimeout, "the whole document"}
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	for {
		select {
		case f, ok := <-c.frames:
			if !ok {
				<-c.exited
				return frame{}, &deathError{ErrEngine, c.stderr.reason(c.cmd.ProcessState)}
			}
			return f, nil
		case <-ctx.Done():
			return frame{}, ctx.Err()
		case <-timer.C:
			return frame{}, &deathError{ErrTimeout, fmt.Sprintf("no answer in %v", limit.Round(100*time.Millisecond))}
		case <-watch.C:
			if rss, ok := residentBytes(c.cmd.Process.Pid); ok && rss > childKill {
				return frame{}, &deathError{ErrEngine, fmt.Sprintf("out of memory: %d MiB", rss>>20)}
			}
		}
	}
}

// worn reports a child that has to be replaced.
func (c *child) worn() bool {
	select {
	case <-c.exited:
		return true
	default:
	}
	rss, _ := residentBytes(c.cmd.Process.Pid)
	return c.documents >= childDocuments || rss > childRecycle ||
		processorSeconds(c.cmd.Process.Pid) > childCPUSeconds/2
}

// tail keeps the beginning of what a child says before it dies: a Go crash
// states its reason first and then fills pages with stacks.
type tail struct {
	mu sync.Mutex
	b  []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	const keep = 4 << 10
	t.b = append(t.b, p[:min(len(p), keep-len(t.b))]...)
	return len(p), nil
}

// reason is the first telling line of stderr, else how the process ended.
func (t *tail) reason(state *os.ProcessState) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for line := range bytes.Lines(t.b) {
		s := strings.TrimSpace(string(line))
		for _, p := range []string{"fatal error:", "panic:", "runtime:"} {
			if strings.HasPrefix(s, p) {
				return strings.ToValidUTF8(s[:min(len(s), 200)], "?")
			}
		}
	}
	if state != nil {
		return state.String()
	}
	return "the worker is gone"
}
