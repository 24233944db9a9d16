package main

import (
	"github.com/spf13/cobra"

	"saksok/ingest/extract"
)

// schemaCommand prints the JSON Schema of what extract prints.
func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of an extraction",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := extract.Schema()
			if err != nil {
				return &exitError{exitFailed, err}
			}
			_, err = cmd.OutOrStdout().Write(b)
			return err
		},
	}
}
