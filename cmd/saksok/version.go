package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"saksok/ingest/extract"
)

// version is the program's: its rules' version and the commit it was built from.
func version() string {
	v := extract.Version
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return v + "+" + s.Value[:min(8, len(s.Value))]
		}
	}
	return v
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		Run:   func(cmd *cobra.Command, _ []string) { fmt.Fprintln(cmd.OutOrStdout(), "saksok", version()) },
	}
}
