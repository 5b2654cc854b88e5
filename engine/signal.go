//go:build !js && !wasip1

package engine

import (
	"os"
	"os/signal"
)

// interrupts receives Ctrl-C while a runner runs main, or closes. As in CPython the first one cancels main, and a further
// one, or one that comes when main has ended, ends the run. After the second the signal has its usual effect again, so
// that a third ends a process whose step never ends. Nil receives nothing.
type interrupts struct {
	loop *Loop
	main *Co // nil while the runner closes
	c    chan os.Signal
	quit chan struct{} // closed when the run has ended
	left chan int      // then holds how many interrupts were received

	seen   int  // those that the loop has dealt with; used by its thread only
	forced bool // one of them has ended the run
}

func catchInterrupts(l *Loop, main *Co) *interrupts {
	i := &interrupts{loop: l, main: main, c: make(chan os.Signal, 2), quit: make(chan struct{}), left: make(chan int, 1)}
	signal.Notify(i.c, os.Interrupt)
	go i.receive()
	return i
}

// receive passes the interrupts on to the loop until the run has ended, and counts them.
func (i *interrupts) receive() {
	for n := 0; ; {
		select {
		case <-i.c:
			if n++; n == 2 {
				signal.Stop(i.c)
			}
			_ = i.loop.CallSoonThreadsafe(i.interrupt)
		case <-i.quit:
			i.left <- n + len(i.c)
			return
		}
	}
}

// interrupt is called on the loop's thread for each interrupt.
func (i *interrupts) interrupt() {
	if i.seen++; i.seen > 1 || i.main == nil || !i.main.cancelFor(i.loop.cause, "") {
		i.forced, i.loop.halt = true, ErrInterrupted
	}
}

// end stops receiving and reports whether the run was interrupted. One that came in the last step, too late for the loop
// to see it, counts as well. A main that was canceled and did not end for that has dealt with the interrupt.
func (i *interrupts) end() bool {
	if i == nil {
		return false
	}
	signal.Stop(i.c)
	close(i.quit)
	if n := <-i.left; i.forced || n > i.seen {
		return true
	}
	return i.seen > 0 && i.main.future.Canceled() && i.main.Uncancel() == 0
}
