package remote

import (
	"errors"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// How long a worker goes on without looking around. A message that comes meanwhile waits.
const breatheEvery = 8 * time.Millisecond

// runBody runs the body that the thread is for.
func (t *hosted) runBody(b beginning) error {
	run, err := t.parse(b.spec)
	if err != nil {
		return err
	}
	t.Program.Spec = run
	body := t.Program.Scenario.Main
	if b.body != "" {
		body = t.Body(b.body)
	}
	return body(t, b.n)
}

// parse reads the run back from its pairs. They were checked where they come from, so the limits are the widest.
func (t *hosted) parse(pairs []spec.Pair) (spec.Run, error) {
	for _, pair := range pairs {
		if pair[0] == "scenario" {
			var ok bool
			if t.Program.Scenario, ok = t.find(pair[1]); !ok {
				return spec.Run{}, errors.New("session: no scenario " + pair[1])
			}
		}
	}
	return spec.Parse(pairs, only{t.Program.Scenario}, spec.CLILimits())
}

// only is a catalog of one scenario, which may run anywhere: it runs already.
type only struct{ s scenario.Scenario }

func (c only) IDs() []string                         { return []string{c.s.ID} }
func (c only) Params(id string) ([]spec.Param, bool) { return c.s.Params, id == c.s.ID }
func (c only) Except(spec.Run) string                { return "" }

// report tells the coordinator what happened, that nothing will until a moment, and what else there is to say.
func (t *hosted) report(until int64, more letter) {
	t.mu.Lock()
	heard := t.heard
	t.mu.Unlock()
	if b, ok := t.Recorder.Take(); ok {
		_ = t.encoder.Batch(b)
	}
	message := letter{}.report(report{heard, until, t.frames})
	t.frames = t.frames[:0]
	t.said, t.reportAt = until, t.runTime.Now()+int64(host.FlushInterval)
	t.port.Post(append(message, more...))
}

// rest is called before the thread waits until a moment. What happened is told then if it is time to, or will be before
// the moment: to wake up for it costs more.
func (t *hosted) rest(until int64) {
	if t.said >= until && t.Recorder.Pending() == 0 {
		return
	}
	if now := t.runTime.Now(); now >= t.reportAt || until > t.reportAt {
		t.report(until, nil)
	}
}

// breathe is called now and then by a thread that does not wait.
func (t *hosted) breathe() {
	now := t.runTime.Now()
	if now >= t.reportAt {
		t.report(now, nil)
	}
	if now >= t.breatheAt {
		t.port.Breathe()
		t.breatheAt = t.runTime.Now() + int64(breatheEvery)
	}
}

// interrupt ends the run, as far as this thread is concerned. One that is asked to before it has begun is not there yet:
// the coordinator does not wait for it long.
func (t *hosted) interrupt(timeout bool) {
	why := host.ErrStopped
	if timeout {
		why = host.ErrTimeout
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.halt != nil {
		t.halt(why)
	}
}

// Work computes, on this worker alone.
func (t *hosted) Work(d time.Duration) {
	t.Span(trace.WorkBegan, trace.WorkEnded, d, func(trace.EventID) {
		t.Program.Compute(d, func() bool {
			t.breathe()
			return t.Program.Stopped() == nil
		})
	})
}

// Block holds this worker alone.
func (t *hosted) Block(d time.Duration) {
	t.Span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) {
		t.report(t.runTime.Now()+int64(d), nil)
		t.port.Hold(d)
	})
}

// Start asks the coordinator for a thread. Its number among those that this one started stands for it until the
// coordinator has given it one of its own.
func (t *hosted) Start(name, body string, n int) scenario.Joiner {
	t.Body(body)
	t.mu.Lock()
	t.children = append(t.children, &hostedChild{by: t, nth: len(t.children) + 1, over: make(chan struct{})})
	child := t.children[len(t.children)-1]
	t.mu.Unlock()
	t.Emit(trace.ThreadSpawned, int64(child.nth), 0)
	t.report(t.runTime.Now(), letter{}.record(recordStart).text(name).text(body).number(int64(n)))
	return child
}

// child gives one of the threads that this one started.
func (t *hosted) child(nth int) *hostedChild {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.children[nth-1]
}

// hostedChild is a thread of another worker as the one that started it sees it.
type hostedChild struct {
	by   *hosted
	nth  int
	over chan struct{}
}

// Join waits until the thread has ended.
func (c *hostedChild) Join() {
	t := c.by
	t.Emit(trace.JoinBegan, int64(c.nth), 0)
	select {
	case <-c.over:
	default:
		t.rest(engine.Forever)
		select {
		case <-c.over:
		case <-t.closes:
		}
	}
	t.Emit(trace.JoinEnded, int64(c.nth), 0)
}

// hostedParker waits for a thread in a worker of its own.
type hostedParker struct {
	*engine.RealParker
	thread *hosted
}

// Park waits; see [engine.Parker].
func (p *hostedParker) Park(until int64) error {
	p.thread.RegisterLoop()
	p.thread.rest(until)
	return p.RealParker.Park(until)
}

// Pass is called between two ticks.
func (p *hostedParker) Pass() error {
	p.thread.RegisterLoop()
	p.thread.breathe()
	return p.RealParker.Pass()
}
