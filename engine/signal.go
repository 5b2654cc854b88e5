//go:build !js && !wasip1

package engine

import (
	"os"
	"os/signal"
)

// interrupts receives Ctrl-C while a runner runs and cancels the main task. Nil receives nothing.
type interrupts struct {
	n    int // interrupts that the loop has seen
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

// end stops receiving the signal and reports whether there was one.
func (i *interrupts) end() bool {
	if i == nil {
		return false
	}
	signal.Stop(i.c)
	close(i.quit)
	return i.n > 0
}
