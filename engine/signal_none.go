//go:build js || wasip1

package engine

// interrupts is empty where a process gets no signals.
type interrupts struct{ n int }

func (*interrupts) begin(*Loop, *Co) {}
func (*interrupts) end()             {}
