// Package format writes numbers, durations and names as the page shows them. Every part of the page uses it, so that the
// same value looks the same everywhere.
package format
