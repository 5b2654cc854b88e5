//go:build js || wasip1

package engine

// interrupts is empty where a process gets no signals.
type interrupts struct{}

func catchInterrupts(*Loop, *Co) *interrupts { return nil }

func (*interrupts) end() bool { return false }
