package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// run has the program answer once, with its hands tied. The child has a process
// group of its own, which is killed when the time is up or the context ends,
// and it is gone when run returns.
func (t *Tesseract) run(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	select {
	case t.slots <- struct{}{}:
		defer func() { <-t.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	limited, cancel := context.WithTimeoutCause(ctx, t.timeout, ErrTimeout)
	defer cancel()
	cmd := exec.CommandContext(limited, t.path, args...)
	cmd.Env = environment()
	cmd.Dir = os.TempDir()
	ownGroup(cmd)
	cmd.Cancel = func() error { killGroup(cmd.Process.Pid); return nil }
	cmd.WaitDelay = time.Second // a grandchild may hold the pipes open
	out := &capped{max: maxOutput, full: cancel}
	errs := &capped{max: 4 << 10}
	cmd.Stdout, cmd.Stderr = out, errs
	// The picture is sent when the limits are set: before, there is nothing that
	// could make the child misbehave.
	picture, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("starting tesseract: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting tesseract: %w", err)
	}
	err = limit(cmd.Process.Pid)
	if err != nil {
		killGroup(cmd.Process.Pid)
	} else if in != nil {
		// A child that does not read to the end says why by its exit.
		_, _ = io.Copy(picture, in)
	}
	picture.Close()
	ended := cmd.Wait()
	switch {
	case err != nil:
		return nil, fmt.Errorf("limiting tesseract: %w", err)
	case out.over:
		return nil, ErrTooMuch
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(context.Cause(limited), ErrTimeout):
		return nil, ErrTimeout
	case ended != nil:
		return nil, fmt.Errorf("tesseract: %w: %s", ended, firstLine(errs.b.Bytes()))
	}
	return out.b.Bytes(), nil
}

// environment is what the program sees of ours: where its models are.
func environment() []string {
	env := []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C"}
	for _, name := range []string{"PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT"} {
		if v := os.Getenv(name); v != "" {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// capped keeps the beginning of what is written. full is called when there is
// more; without it the rest is dropped.
type capped struct {
	b    bytes.Buffer
	max  int
	over bool
	full func()
}

func (c *capped) Write(p []byte) (int, error) {
	room := c.max - c.b.Len()
	c.b.Write(p[:min(room, len(p))])
	if len(p) > room && c.full != nil {
		c.over = true
		c.full()
	}
	return len(p), nil
}

func firstLine(b []byte) string {
	s, _, _ := strings.Cut(strings.TrimSpace(string(b)), "\n")
	return strings.ToValidUTF8(s[:min(len(s), 200)], "?")
}
