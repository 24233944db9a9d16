package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// config is every setting. This file is the only reader of flags, environment
// and the configuration file; a flag goes before the environment, the
// environment before the file, the file before the default.
type config struct {
	Data     string   `yaml:"data"`      // folder of all that is kept
	Addr     string   `yaml:"addr"`      // address to serve at, HOST:PORT
	Paths    []string `yaml:"paths"`     // folders and PDFs to ingest
	Schedule string   `yaml:"schedule"`  // when to look at the paths again, cron
	LogLevel string   `yaml:"log_level"` // debug info warn error
	LogJSON  bool     `yaml:"log_json"`  // one JSON object a line
	OCR      string   `yaml:"ocr"`       // auto or off
}

// The defaults, and the names of the settings in the environment.
const (
	defaultData     = "./data"
	defaultAddr     = "127.0.0.1:8080"
	defaultSchedule = "*/15 * * * *"
	// What is read is told by the progress and the summary; the log adds what
	// somebody should look at.
	defaultLogLevel = "warn"
	defaultOCR      = "auto"

	envConfig   = "SAKSOK_CONFIG"
	envData     = "SAKSOK_DATA"
	envAddr     = "SAKSOK_ADDR"
	envPaths    = "SAKSOK_PATHS" // parted like PATH
	envSchedule = "SAKSOK_SCHEDULE"
	envLogLevel = "SAKSOK_LOG_LEVEL"
	envOCR      = "SAKSOK_OCR"
)

// flags adds the settings a command takes.
func (c *config) flags(f *pflag.FlagSet, names ...string) {
	f.String("config", "", "read settings from this YAML `file` (environment: "+envConfig+")")
	for _, name := range append([]string{"data", "log-level", "ocr"}, names...) {
		switch name {
		case "data":
			f.StringVar(&c.Data, name, defaultData, "keep everything in this `folder` (environment: "+envData+")")
		case "addr":
			f.StringVar(&c.Addr, name, defaultAddr, "serve at this `host:port` (environment: "+envAddr+")")
		case "schedule":
			f.StringVar(&c.Schedule, name, defaultSchedule, "look at the paths again at these times, five `cron` fields in UTC, \"\" for never (environment: "+envSchedule+")")
		case "ocr":
			ocrFlag(f, &c.OCR)
		case "log-level":
			f.StringVar(&c.LogLevel, name, defaultLogLevel, "log `level`: debug, info, warn or error (environment: "+envLogLevel+")")
		}
	}
}

// load completes the flags with environment, file and defaults. args are the
// paths given on the command line.
func (c *config) load(cmd *cobra.Command, args []string) error {
	file := cmd.Flag("config").Value.String()
	if file == "" {
		file = os.Getenv(envConfig)
	}
	var from config
	if file != "" {
		if err := from.read(file); err != nil {
			return err
		}
	}
	c.pick(cmd, "data", &c.Data, os.Getenv(envData), from.Data)
	c.pick(cmd, "addr", &c.Addr, os.Getenv(envAddr), from.Addr)
	c.pick(cmd, "schedule", &c.Schedule, os.Getenv(envSchedule), from.Schedule)
	c.pick(cmd, "log-level", &c.LogLevel, os.Getenv(envLogLevel), from.LogLevel)
	c.pick(cmd, "ocr", &c.OCR, os.Getenv(envOCR), from.OCR)
	c.LogJSON = from.LogJSON
	switch {
	case len(args) > 0:
		c.Paths = args
	case os.Getenv(envPaths) != "":
		c.Paths = strings.Split(os.Getenv(envPaths), string(os.PathListSeparator))
	default:
		c.Paths = from.Paths
	}
	return c.check()
}

// pick sets a value the command line did not.
func (c *config) pick(cmd *cobra.Command, flag string, to *string, env, file string) {
	switch f := cmd.Flag(flag); {
	case f != nil && f.Changed:
	case env != "":
		*to = env
	case file != "":
		*to = file
	}
}

// read reads a YAML file; a key it does not know is an error that says where.
func (c *config) read(path string) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("configuration file %s does not exist", path)
	}
	if err != nil {
		return fmt.Errorf("reading configuration: %w", err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(c); err != nil && len(bytes.TrimSpace(b)) > 0 {
		return fmt.Errorf("configuration file %s: %s", path, yaml.FormatError(err, false, true))
	}
	return nil
}

func (c *config) check() error {
	if c.Addr != "" {
		if _, _, err := net.SplitHostPort(c.Addr); err != nil {
			return fmt.Errorf("address %q: write HOST:PORT, for example %s", c.Addr, defaultAddr)
		}
	}
	if _, err := c.level(); err != nil {
		return err
	}
	if err := checkOCR(c.OCR); err != nil {
		return err
	}
	if c.Data == "" {
		return errors.New("the data folder must have a name")
	}
	return nil
}

func (c *config) level() (slog.Level, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return l, fmt.Errorf("log level %q: use debug, info, warn or error", c.LogLevel)
	}
	return l, nil
}

// logger writes to standard error.
func (c *config) logger() *slog.Logger {
	level, _ := c.level() // checked by load
	o := &slog.HandlerOptions{Level: level}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(os.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o))
}
