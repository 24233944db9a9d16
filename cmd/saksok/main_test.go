package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"saksok/ingest/extract/pdftext"

	"github.com/rogpeppe/go-internal/testscript"
)

var packsDir = filepath.Join("..", "..", "testdata", "packs")

func TestMain(m *testing.M) {
	pdftext.ServeIfWorker()
	testscript.Main(m, map[string]func(){"saksok": main})
}

// patience is how long a script waits for a server, on a machine that does much
// else.
const patience = 60 * time.Second

// TestScripts runs the command line as a user does: see testdata. Beside the
// commands of testscript there are
//
//	exits CODE saksok ARG…   run and compare the exit code
//	serve ARG…               start "saksok serve", wait for its address: $URL
//	get FILE PATH [STATUS]   fetch $URL/PATH into FILE and compare the status (200)
//	settled                  wait until what was to be read at the start is read
//	gone REGEXP COMMAND ARG… run the command until its output does not match
//	damage FILE…             change a byte in the middle of each
//	remember NAME REGEXP     set a variable to what of the last output matches
//	end SIGNAL               end the server and want exit code 0
func TestScripts(t *testing.T) {
	packs, err := filepath.Abs(packsDir)
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir() // has the compiled code of PDFium, which takes seconds to make
	if err != nil {
		cache = t.TempDir()
	}
	warm(t, cache)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PACKS", packs)
			e.Setenv("XDG_CACHE_HOME", cache)
			e.Values[serverKey{}] = new(server)
			return linkCache(filepath.Join(e.WorkDir, "data"), filepath.Join(cache, "saksok"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "serve": startServer, "get": get, "settled": settled, "gone": gone, "end": endServer,
			"damage": damage, "remember": remember,
		},
	})
}

// warm has PDFium compiled before the scripts, which run side by side, need it.
func warm(t *testing.T, cache string) {
	t.Helper()
	c := exec.Command("saksok", "extract", filepath.Join(packsDir, "midtfjord-styresak-058-2024.pdf"))
	c.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("reading a document: %v\n%s", err, out)
	}
}

// linkCache lets a data folder use the compiled code that is there already. It is
// found only where the path of the folder is absolute, see the scripts.
func linkCache(data, cache string) error {
	if err := errors.Join(os.MkdirAll(data, 0o750), os.MkdirAll(cache, 0o700)); err != nil {
		return err
	}
	return os.Symlink(cache, filepath.Join(data, "cache"))
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("running %s: %v", args[1], err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// gone runs a command again and again until its output has no match.
func gone(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: gone REGEXP COMMAND ARG…")
	}
	pattern := regexp.MustCompile(args[0])
	for end := time.Now().Add(patience); ; time.Sleep(patience / 600) {
		ts.Check(ts.Exec(args[1], args[2:]...))
		if !pattern.MatchString(ts.ReadFile("stdout")) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%s is still there after %s", args[0], patience)
		}
	}
}

func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: damage FILE…")
	}
	for _, name := range args {
		paths, err := filepath.Glob(ts.MkAbs(name))
		ts.Check(err)
		for _, path := range paths {
			content, err := os.ReadFile(path)
			ts.Check(err)
			content[len(content)/2] ^= 1
			ts.Check(os.WriteFile(path, content, 0o600))
		}
	}
}

func remember(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: remember NAME REGEXP")
	}
	found := regexp.MustCompile(args[1]).FindString(ts.ReadFile("stdout"))
	if found == "" {
		ts.Fatalf("nothing matches %s", args[1])
	}
	ts.Setenv(args[0], found)
}

type serverKey struct{}

// server is the server a script has started.
type server struct {
	cmd     *exec.Cmd
	url     string
	log     strings.Builder
	summary chan string // what the run at the start did
	done    chan error  // its end, after log is whole
}

func serverOf(ts *testscript.TestScript) *server {
	s, ok := ts.Value(serverKey{}).(*server)
	if !ok {
		ts.Fatalf("no server in this script")
	}
	return s
}

func startServer(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	if neg || s.cmd != nil {
		ts.Fatalf("usage: serve ARG…, one at a time")
	}
	path, err := exec.LookPath("saksok")
	ts.Check(err)
	s.cmd = exec.Command(path, append([]string{"serve"}, args...)...)
	s.cmd.Dir = ts.Getenv("WORK")
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "SAKSOK_DATA", "SAKSOK_ADDR", "SAKSOK_PATHS", "SAKSOK_SCHEDULE", "SAKSOK_CONFIG"} {
		if v := ts.Getenv(name); v != "" {
			s.cmd.Env = append(s.cmd.Env, name+"="+v)
		}
	}
	out, err := s.cmd.StderrPipe()
	ts.Check(err)
	ts.Check(s.cmd.Start())
	s.done, s.summary = make(chan error, 1), make(chan string, 1)
	address := make(chan string, 1)
	go s.follow(out, address)
	ts.Defer(func() { s.end(syscall.SIGKILL) })
	select {
	case s.url = <-address:
		ts.Setenv("URL", s.url)
	case err := <-s.done:
		s.cmd = nil
		ts.Fatalf("the server ended before it served: %v\n%s", err, s.log.String())
	case <-time.After(patience):
		ts.Fatalf("no address within %s", patience)
	}
}

// follow keeps what the server prints, sends on the address it names, and waits
// for its end.
func (s *server) follow(out io.Reader, address chan<- string) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		l := lines.Text()
		s.log.WriteString(l + "\n")
		if _, at, ok := strings.Cut(l, " is at "); ok {
			address <- strings.TrimSuffix(at, "/")
		}
		if strings.Contains(l, " files found, ") {
			s.summary <- l
		}
	}
	s.done <- s.cmd.Wait()
}

func (s *server) end(signal os.Signal) error {
	if s.cmd == nil {
		return nil
	}
	defer func() { s.cmd = nil }()
	if err := s.cmd.Process.Signal(signal); err != nil {
		return fmt.Errorf("ending the server: %w", err)
	}
	select {
	case err := <-s.done:
		return err
	case <-time.After(patience):
		return errors.Join(errors.New("the server does not end"), s.cmd.Process.Kill(), <-s.done)
	}
}

func endServer(ts *testscript.TestScript, neg bool, args []string) {
	signals := map[string]os.Signal{"TERM": syscall.SIGTERM, "INT": os.Interrupt, "KILL": os.Kill}
	if neg || len(args) != 1 || signals[args[0]] == nil {
		ts.Fatalf("usage: end TERM|INT|KILL")
	}
	s := serverOf(ts)
	if s.cmd == nil {
		ts.Fatalf("no server runs")
	}
	err := s.end(signals[args[0]])
	if killed := (*exec.ExitError)(nil); args[0] == "KILL" && errors.As(err, &killed) && !killed.Exited() {
		err = nil
	}
	ts.Logf("[server]\n%s", s.log.String())
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("server.log"), []byte(s.log.String()), 0o600))
}

// get fetches a page and compares its status.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: get FILE PATH [STATUS]")
	}
	want := http.StatusOK
	if len(args) > 2 {
		var err error
		want, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	s := serverOf(ts)
	status, body, err := s.fetch(args[1])
	ts.Check(err)
	if status != want {
		ts.Fatalf("%s: status %d, want %d\n%s", args[1], status, want, body)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), body, 0o600))
}

func (s *server) fetch(path string) (int, []byte, error) {
	c := http.Client{Timeout: patience}
	resp, err := c.Get(s.url + path)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}

// settled waits until the server has told what the run at its start did.
func settled(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: settled")
	}
	s := serverOf(ts)
	select {
	case l := <-s.summary:
		ts.Logf("%s", l)
	case <-time.After(patience):
		ts.Fatalf("still reading after %s", patience)
	}
}

// TestEveryCommandHasAScript: a command without a script is not tried as a user
// would.
func TestEveryCommandHasAScript(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, s := range scripts {
		b, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	words := strings.Fields(all.String())
	for _, c := range rootCommand().Commands() {
		if !slices.Contains(words, c.Name()) {
			t.Errorf("no script runs saksok %s", c.Name())
		}
	}
}
