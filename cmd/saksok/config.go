package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strconv"
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
	Admin    string   `yaml:"admin"`     // address of the operator's listener, "" for none
	Proxies  []string `yaml:"proxies"`   // proxies that say truly who asks: addresses or networks
	Rate     *int     `yaml:"rate"`      // requests a second of one client, 0 for no limit

	proxies []netip.Prefix
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
	// A page is one request and its images; ten a second is a person who turns
	// pages fast. A script that wants more than four times that at once should
	// take an export.
	defaultRate  = 10
	burstSeconds = 4

	envConfig   = "SAKSOK_CONFIG"
	envData     = "SAKSOK_DATA"
	envAddr     = "SAKSOK_ADDR"
	envPaths    = "SAKSOK_PATHS" // parted like PATH
	envSchedule = "SAKSOK_SCHEDULE"
	envLogLevel = "SAKSOK_LOG_LEVEL"
	envOCR      = "SAKSOK_OCR"
	envAdmin    = "SAKSOK_ADMIN"
	envProxies  = "SAKSOK_PROXIES" // parted by commas
	envRate     = "SAKSOK_RATE"
)

// defaultProxies are the addresses of this machine: a proxy on it is its owner's.
var defaultProxies = []string{"127.0.0.0/8", "::1"}

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
		case "admin":
			f.StringVar(&c.Admin, name, "", "serve metrics, profiles and health with reasons at this `host:port` too, for example 127.0.0.1:9090 (environment: "+envAdmin+")")
		case "proxies":
			f.StringSliceVar(&c.Proxies, name, defaultProxies, "`addresses` or networks of proxies whose X-Forwarded-For is believed (environment: "+envProxies+")")
		case "rate":
			c.Rate = f.Int(name, defaultRate, "`requests` a second one client may make, 0 for no limit; this machine has none (environment: "+envRate+")")
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
	if cmd.Flag("admin") != nil {
		if err := c.loadServing(cmd, from); err != nil {
			return err
		}
	}
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

// loadServing completes what only serving needs.
func (c *config) loadServing(cmd *cobra.Command, from config) error {
	c.pick(cmd, "admin", &c.Admin, os.Getenv(envAdmin), from.Admin)
	if !cmd.Flag("proxies").Changed {
		if env := os.Getenv(envProxies); env != "" {
			c.Proxies = strings.Split(env, ",")
		} else if from.Proxies != nil {
			c.Proxies = from.Proxies
		}
	}
	if env := os.Getenv(envRate); !cmd.Flag("rate").Changed && env != "" {
		n, err := strconv.Atoi(env)
		if err != nil {
			return fmt.Errorf("%s is %q: write a number", envRate, env)
		}
		c.Rate = &n
	} else if !cmd.Flag("rate").Changed && from.Rate != nil {
		c.Rate = from.Rate
	}
	return c.checkServing()
}

func (c *config) checkServing() error {
	if *c.Rate < 0 || *c.Rate > maxRate {
		return fmt.Errorf("rate %d: write a number from 0 to %d", *c.Rate, maxRate)
	}
	if c.Admin != "" {
		if _, _, err := net.SplitHostPort(c.Admin); err != nil {
			return fmt.Errorf("admin address %q: write HOST:PORT, for example 127.0.0.1:9090", c.Admin)
		}
	}
	for _, p := range c.Proxies {
		p = strings.TrimSpace(p)
		if a, err := netip.ParseAddr(p); err == nil {
			c.proxies = append(c.proxies, netip.PrefixFrom(a, a.BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(p)
		if err != nil {
			return fmt.Errorf("proxy %q: write an address or a network, for example 10.0.0.0/8", p)
		}
		c.proxies = append(c.proxies, network)
	}
	return nil
}

const maxRate = 100_000

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
