package parity_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
)

func compare(t *testing.T, r spec.Run, hosts ...parity.Host) parity.Report {
	t.Helper()
	return compareStored(t, r, 0, hosts...)
}

// compareStored is compare with a limit of its own for the events that are stored.
func compareStored(t *testing.T, r spec.Run, events int, hosts ...parity.Host) parity.Report {
	t.Helper()
	report, err := parity.Compare(t.Context(), r, hosts, parity.Options{Events: events})
	require.NoError(t, err)
	return report
}

// check returns the check with the given name.
func check(t *testing.T, p parity.Pair, what string) parity.Check {
	t.Helper()
	i := slices.IndexFunc(p.Checks, func(c parity.Check) bool { return c.What == what })
	require.GreaterOrEqual(t, i, 0, "%v has no %s", p.Checks, what)
	return p.Checks[i]
}

// small returns a short run of every scenario in a placement.
func small(at string, more ...string) (all []spec.Run) {
	pairs := []spec.Pair{{"coroutines", "20"}}
	for _, m := range more {
		name, value, _ := strings.Cut(m, "=")
		pairs = append(pairs, spec.Pair{name, value})
	}
	for _, s := range scenario.All {
		all = append(all, scenariotest.Runs(s, spec.Placement(at), pairs...)...)
	}
	return all
}

func TestVirtualTimeIsTheSameEventByEvent(t *testing.T) {
	h := wasm(t)
	for _, r := range small("virtual", "work=7ms") {
		r.Cores = 1
		report := compare(t, r, h)
		assert.Equal(t, "same", report.Verdict())
		require.Len(t, report.Hosts, 2)
		require.Len(t, report.Pairs, 1)
		p := report.Pairs[0]
		assert.Equal(t, []string{"native virtual", "wasm virtual", "exact"}, []string{p.A, p.B, p.Rules})
		assert.True(t, check(t, p, "digest").Same)
		assert.Equal(t, report.Hosts[0].Figures, report.Hosts[1].Figures)
	}
}

func TestRealTimeDoesWhatTheSimulatedMachineDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: every scenario twice in real time takes seconds")
	}
	for _, at := range []string{"single", "threads"} {
		for _, r := range small(at, "work=100us") {
			if scenariotest.Open(r) {
				continue
			}
			report := compare(t, r)
			if report.Verdict() != "same" {
				report = compare(t, scenariotest.Slower(r))
			}
			require.Len(t, report.Pairs, 1)
			p := report.Pairs[0]
			assert.Equal(t, []string{"native virtual", "native " + at, "real time"}, []string{p.A, p.B, p.Rules})
			assert.Equal(t, "same", p.Verdict, "%v: %+v", r, p.Divergence)
			wall := check(t, p, "wall")
			assert.False(t, wall.Must)
			assert.Equal(t, report.Hosts[1].Wall, wall.B)
		}
	}
}

func TestRealTimeIsTheSameBetweenHosts(t *testing.T) {
	h := wasm(t)
	for _, r := range small("single") {
		if scenariotest.Open(r) {
			continue
		}
		report := compare(t, r, h)
		if report.Verdict() != "same" {
			report = compare(t, scenariotest.Slower(r), h)
		}
		require.Len(t, report.Pairs, 2)
		p := report.Pairs[1]
		assert.Equal(t, []string{"native single", "wasm single", "real time"}, []string{p.A, p.B, p.Rules})
		assert.Equal(t, "same", report.Verdict(), "%v: %+v", r, p.Divergence)
	}
}

func TestWhatIsNotThereIsLeftOut(t *testing.T) {
	report := compare(t, parse(t, "runner sleep=0s placement=threads"), parity.Wasm{})
	assert.Len(t, report.Pairs, 1, "native is compared all the same")
	require.Len(t, report.Missing, 1)
	assert.Equal(t, "wasm", report.Missing[0].Host)

	report, err := parity.Compare(t.Context(), parse(t, "runner sleep=1h"), []parity.Host{parity.Python{}}, parity.Options{RealTimeLimit: time.Hour})
	require.NoError(t, err)
	assert.Equal(t, []parity.Missing{{Host: "python", Why: "left out because it would take 2h0m0s"}}, report.Missing)
	assert.Equal(t, "nothing", report.Verdict())
}

// TestABentTraceDiffersWhereItWasBent changes one thing in a saved trace.
func TestABentTraceDiffersWhereItWasBent(t *testing.T) {
	r := parse(t, "loop-per-thread loops=2 iterations=2")
	saved := record(t, r, "ndjson")
	for old, bent := range map[string]string{
		`"arg":"Loop1: running..."`: `"arg":"Loop1: walking..."`,
		`"k":"TimerSet"`:            `"k":"CallReady"`,
		`"t":500000000,`:            `"t":500000001,`,
	} {
		f, err := parity.Open(save(t, bytes.Replace(saved, []byte(old), []byte(bent), 1)))
		require.NoError(t, err)
		report := compare(t, r, f)
		assert.Equal(t, "different", report.Verdict(), bent)
		p := report.Pairs[0]
		assert.False(t, check(t, p, "every event").Same, bent)
		assert.True(t, check(t, p, "digest").Same, "it is of the events as they were")
		require.NotNil(t, p.Divergence, bent)
		a, b := here(t, p.Divergence.A), here(t, p.Divergence.B)
		assert.Equal(t, a.Number, b.Number)
		assert.NotEqual(t, a.Text, b.Text)
	}

	end := bytes.Index(saved, []byte(`"digest":"`)) + len(`"digest":"`)
	bent := bytes.Clone(saved)
	bent[end] ^= 1
	f, err := parity.Open(save(t, bent))
	require.NoError(t, err)
	p := compare(t, r, f).Pairs[0]
	assert.Equal(t, "different", p.Verdict)
	assert.True(t, check(t, p, "every event").Same)
	assert.False(t, check(t, p, "digest").Same)
}

// here returns the entry of a side that differs. There must be others around it.
func here(t *testing.T, s parity.Side) parity.Entry {
	t.Helper()
	require.Greater(t, len(s.Entries), 1)
	i := slices.IndexFunc(s.Entries, func(m parity.Entry) bool { return m.Here })
	require.GreaterOrEqual(t, i, 0, "%+v", s)
	return s.Entries[i]
}

func TestASavedTraceOfAnotherPlacementIsComparedInRealTime(t *testing.T) {
	r := parse(t, "loop-per-thread sleep=5ms")
	f, err := parity.Open(save(t, record(t, parse(t, "loop-per-thread sleep=5ms placement=threads"), "binary")))
	require.NoError(t, err)
	report := compare(t, r, f)
	assert.Equal(t, "same", report.Verdict())
	assert.Equal(t, "real time", report.Pairs[0].Rules)
}

func TestLinesThatDifferAreShown(t *testing.T) {
	r := parse(t, "loop-per-thread loops=2 iterations=2 sleep=0s")
	good, err := parity.Native{}.Run(t.Context(), r, 0)
	require.NoError(t, err)
	lines := slices.Clone(good.Lines)
	at := slices.Index(lines, "Loop1: running...")
	lines[at] = "Loop1: walking..."
	report := compare(t, r, told(lines))
	assert.Equal(t, "different", report.Verdict())
	d := report.Pairs[0].Divergence
	require.NotNil(t, d)
	assert.Equal(t, "loop Loop1 prints another line", d.Where+" "+d.What)
	assert.Equal(t, parity.Entry{Number: 3, Text: "Loop1: running...", Here: true}, here(t, d.A))
	assert.Equal(t, parity.Entry{Number: 3, Text: "Loop1: walking...", Here: true}, here(t, d.B))

	report = compare(t, r, told(good.Lines[:len(good.Lines)-1]))
	assert.Equal(t, "different", report.Verdict(), "the last line is missing")

	slices.SortStableFunc(lines, func(a, b string) int { return bytes.Compare([]byte(b[:5]), []byte(a[:5])) })
	lines[slices.Index(lines, "Loop1: walking...")] = "Loop1: running..."
	report = compare(t, r, told(lines))
	assert.Equal(t, "same", report.Verdict(), "loops may take turns otherwise")
	assert.False(t, check(t, report.Pairs[0], "turns of the loops").Same)
}

// told is a host that claims to have printed these lines.
type told []string

func (told) Name() string { return "told" }

func (l told) Run(context.Context, spec.Run, int) (parity.Result, error) {
	return parity.Result{Host: "told", Lines: l}, nil
}

func TestStopsAndTimeoutsEndAComparison(t *testing.T) {
	r := parse(t, "loop-per-thread sleep=1h placement=threads timeout=20ms")
	_, err := parity.Compare(t.Context(), r, nil, parity.Options{})
	assert.Equal(t, session.ErrTimeout, err)
	r.Timeout = 0
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer stop()
	_, err = parity.Compare(ctx, r, nil, parity.Options{})
	assert.Equal(t, session.ErrStopped, err)
}

func TestWhatIsPastTheLimitIsComparedByItsDigest(t *testing.T) {
	r := parse(t, "loop-per-thread")
	f, err := parity.Open(save(t, record(t, r, "ndjson")))
	require.NoError(t, err)
	report := compareStored(t, r, 100, f)
	assert.Equal(t, "same", report.Verdict(), "in virtual time the digest says it all")

	r.Placement = spec.Threads
	r.Sleep = time.Millisecond
	assert.Equal(t, "not whole", compareStored(t, r, 100).Verdict())
}
