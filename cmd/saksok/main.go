// Command saksok reads the meeting documents public bodies publish as PDF, cuts
// them into cases, decisions and budget figures, and lets people search them.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"saksok/ingest/extract/pdftext"
)

func main() {
	pdftext.ServeIfWorker()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx))
}

// exitError ends the program with a code and, unless err is nil, a message.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// run runs the command line and returns the exit code.
func run(ctx context.Context) int {
	err := rootCommand().ExecuteContext(ctx)
	var exit *exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		if exit.err != nil {
			fmt.Fprintln(os.Stderr, "saksok:", exit.err)
		}
		return exit.code
	}
	fmt.Fprintln(os.Stderr, "saksok:", err)
	return exitUsage
}

// The exit codes every command shares; ingest has more, see ingest.go.
const (
	exitFailed = 1
	exitUsage  = 2
)

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "saksok",
		Short:         "Search the cases, decisions and figures of public meeting documents",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(serveCommand(), ingestCommand(), extractCommand(), inspectCommand(), tablesCommand(), exportCommand(), figuresCommand(), statusCommand(), reindexCommand(), schemaCommand(), benchCommand(), versionCommand())
	return root
}
