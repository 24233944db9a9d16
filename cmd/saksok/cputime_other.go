//go:build !linux

package main

import "time"

var started = time.Now()

// Elsewhere the clock has to do: figures are right on an idle machine only.
func threadTime() time.Duration  { return time.Since(started) }
func processTime() time.Duration { return time.Since(started) }

func resident() (rss, mapped float64, ok bool) { return 0, 0, false }
