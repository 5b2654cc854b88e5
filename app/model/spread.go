package model

// Spread is what the table of loops shows the percentiles of.
type Spread uint8

// The spreads.
const (
	SpreadLag Spread = iota
	SpreadDelay
	SpreadStep
)
