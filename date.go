package saksok

import "time"

// Date is a calendar day in Europe/Oslo, ISO 8601 ("2020-11-13"); "" is unknown.
// Dates compare as strings.
type Date string

// NewDate returns the day, or "" where there is no such day in the calendar.
func NewDate(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || year < 1800 || year > 2200 {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Year is the date's year, 0 where the date is unknown.
func (d Date) Year() int {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return t.Year()
}
