// Package recording holds one run and answers everything that can be said about it: its loops and threads, what each of
// them did at any moment and why, its steps, its printed lines, its figures, advice, and how it compares with another
// run. It also knows the targets, which are the places where a run can take place.
//
// A [Recording] is filled by a trace, while the run is under way or from a file. Package timeline draws it, package model
// decides which recording is shown and at which moment, and package view shows what it says. Nothing here depends on a
// browser.
//
// Times and durations are in nanoseconds since the start of the run.
package recording
