package engine

import (
	"runtime"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// PinnedParker is a [Parker] in real time for a goroutine that is locked to its OS thread. Make one with
// [NewPinnedParker].
//
// It sleeps on a futex. A locked goroutine that waits for a channel or a Go timer is woken by way of another thread, which
// takes several times longer, and Go's timers are rounded to milliseconds when the process is idle.
type PinnedParker struct {
	interruption
	clock Clock
	state atomic.Uint32
}

// The states of a PinnedParker.
const (
	awake  = iota
	asleep // in the futex, or about to be
	token  // Unpark was called and has ended no Park yet
)

// NewPinnedParker locks the calling goroutine to its OS thread for good and returns a parker for it. It never unlocks the
// goroutine, so that the thread, whose timer slack it has set to the least the system allows, ends with the goroutine.
// clock must run in real time.
func NewPinnedParker(clock Clock) *PinnedParker {
	runtime.LockOSThread()
	const setTimerSlack, oneNanosecond = 29, 1
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, setTimerSlack, oneNanosecond, 0)
	return &PinnedParker{clock: clock}
}

// Park blocks until the clock reads until or Unpark is called; see [Parker].
func (p *PinnedParker) Park(until int64) error {
	if err := p.Pass(); err != nil {
		return err
	}
	if !p.state.CompareAndSwap(awake, asleep) {
		p.state.Store(awake) // there was a token, which this Park has used
		return nil
	}
	var limit *syscall.Timespec
	if until != Forever {
		now := p.clock.Now()
		if until <= now {
			p.state.Store(awake)
			return nil
		}
		t := syscall.NsecToTimespec(int64(timeLeft(now, until)))
		limit = &t
	}
	p.futex(waitPrivate, asleep, limit)
	p.state.Store(awake)
	return p.Pass()
}

// Unpark ends the Park that is under way, or else the next one. Any thread may call it.
func (p *PinnedParker) Unpark() {
	if p.state.Swap(token) == asleep {
		p.futex(wakePrivate, 1, nil)
	}
}

// Interrupt ends the Park that is under way and makes it and every later Park and Pass return err. Only the first call
// has an effect. Any thread may call it.
func (p *PinnedParker) Interrupt(err error) {
	p.set(err)
	p.Unpark()
}

const (
	waitPrivate = 0 | 128
	wakePrivate = 1 | 128
)

// futex calls the futex system call and ignores its result, since a Park may return early. It must use Syscall6 and not
// RawSyscall6, which does not tell the scheduler that the thread blocks: the garbage collector would wait for it.
func (p *PinnedParker) futex(op, value uintptr, limit *syscall.Timespec) {
	_, _, _ = syscall.Syscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(&p.state)), op, value, uintptr(unsafe.Pointer(limit)), 0, 0)
}
