package engine

import (
	"runtime"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// PinnedParker waits in real time for a thread that is locked to one of the operating system's: on a futex, which
// wakes several times sooner than Go's timers do when the thread can not be swapped for another.
type PinnedParker struct {
	interruption
	clock Clock
	state atomic.Uint32
}

// The states of a PinnedParker.
const (
	awake  = iota
	asleep // or about to be
	token  // an Unpark that has not been used
)

// NewPinnedParker locks the calling goroutine to its OS thread for good, so that the thread ends with it, and makes a
// parker for that thread, which the system wakes as exactly as it can. clock is a [RealClock].
func NewPinnedParker(clock Clock) *PinnedParker {
	runtime.LockOSThread()
	const setTimerSlack, oneNanosecond = 29, 1
	syscall.RawSyscall(syscall.SYS_PRCTL, setTimerSlack, oneNanosecond, 0)
	return &PinnedParker{clock: clock}
}

// Park waits; see [Parker].
func (p *PinnedParker) Park(until int64) error {
	if err := p.Pass(); err != nil {
		return err
	}
	if !p.state.CompareAndSwap(awake, asleep) {
		p.state.Store(awake) // the token is used
		return nil
	}
	var limit *syscall.Timespec
	if until != Forever {
		d := until - p.clock.Now()
		if d <= 0 {
			p.state.Store(awake)
			return nil
		}
		t := syscall.NsecToTimespec(d)
		limit = &t
	}
	p.futex(waitPrivate, asleep, limit)
	p.state.Store(awake)
	return p.Pass()
}

// Unpark ends a Park, now or the next one.
func (p *PinnedParker) Unpark() {
	if p.state.Swap(token) == asleep {
		p.futex(wakePrivate, 1, nil)
	}
}

// Interrupt makes this Park or Pass and every later one return err. Any thread may call it.
func (p *PinnedParker) Interrupt(err error) {
	p.set(err)
	p.Unpark()
}

const (
	waitPrivate = 0 | 128
	wakePrivate = 1 | 128
)

// futex is Syscall6, never RawSyscall6: a thread that sleeps must not hold up the garbage collector. An early return
// is as good as any: a loop looks again.
func (p *PinnedParker) futex(op, value uintptr, limit *syscall.Timespec) {
	syscall.Syscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(&p.state)), op, value, uintptr(unsafe.Pointer(limit)), 0, 0)
}
