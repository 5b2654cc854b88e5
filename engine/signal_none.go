//go:build js || wasip1

package engine

// interrupts does nothing here: the process receives no signals.
type interrupts struct{}

func catchInterrupts(*Loop, *Co) *interrupts { return nil }

func (*interrupts) end() bool { return false }
