//go:build !js && !wasip1

package engine

import (
	"os"
	"os/signal"
)

// interrupts catches Ctrl-C while a runner runs: the first cancels the main task. The zero value catches nothing.
type interrupts struct {
	n    int // seen by the loop
	c    chan os.Signal
	quit chan struct{}
}

func (i *interrupts) begin(l *Loop, main *Co) {
	i.c, i.quit = make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(i.c, os.Interrupt)
	go func() {
		for {
			select {
			case <-i.c:
				l.CallSoonThreadsafe(func() {
					i.n++
					main.cancelFor(l.during, "")
				})
			case <-i.quit:
				return
			}
		}
	}()
}

// end gives the signal back to whoever had it.
func (i *interrupts) end() {
	if i.c != nil {
		signal.Stop(i.c)
		close(i.quit)
	}
}
