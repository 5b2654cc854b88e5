//go:build !js && !wasip1

package engine

import (
	"os"
	"os/signal"
)

// interrupts catches Ctrl-C while a runner runs: the first cancels the main task. Nil catches nothing.
type interrupts struct {
	n    int // seen by the loop
	c    chan os.Signal
	quit chan struct{}
}

func catchInterrupts(l *Loop, main *Co) *interrupts {
	i := &interrupts{c: make(chan os.Signal, 1), quit: make(chan struct{})}
	signal.Notify(i.c, os.Interrupt)
	go func() {
		for {
			select {
			case <-i.c:
				l.CallSoonThreadsafe(func() {
					i.n++
					main.cancelFor(l.cause, "")
				})
			case <-i.quit:
				return
			}
		}
	}()
	return i
}

// end gives the signal back to whoever had it, and tells whether there was one.
func (i *interrupts) end() bool {
	if i == nil {
		return false
	}
	signal.Stop(i.c)
	close(i.quit)
	return i.n > 0
}
