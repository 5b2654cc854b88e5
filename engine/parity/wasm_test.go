package parity_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/parity"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
)

func TestWasmPrintsWhatNativePrints(t *testing.T) {
	h := wasm(t)
	for _, at := range []string{"virtual", "single"} {
		for _, r := range small(at, "work=100us") {
			want, err := parity.Native{}.Run(t.Context(), r, 0)
			require.NoError(t, err)
			got, err := h.Run(t.Context(), r, 0)
			require.NoError(t, err)
			if !scenariotest.Races(r) || at == "virtual" {
				assert.ElementsMatch(t, want.Lines, got.Lines, "%v", r)
			}
			assert.Empty(t, got.Broken, "%v", r)
			assert.Equal(t, at, got.Log.Header.Placement)
			assert.Equal(t, "wasm", got.Log.Header.Host)
			assert.Equal(t, r.Work > 0 && at == "single", got.Log.Header.Calibration > 0)
		}
	}
}

func TestWasmNeedsNoRealTimeForVirtualTime(t *testing.T) {
	h := wasm(t)
	clock := engine.NewRealClock()
	got, err := h.Run(t.Context(), parse(t, "wrapper sleep=168h"), 0)
	require.NoError(t, err)
	assert.Equal(t, int64(2*168*time.Hour), got.Figures.Wall)
	assert.Less(t, clock.Now(), int64(time.Minute))
}

func TestWasmSleepsInEarnestInRealTime(t *testing.T) {
	h := wasm(t)
	clock := engine.NewRealClock()
	got, err := h.Run(t.Context(), parse(t, "wrapper sleep=20ms placement=single"), 0)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, clock.Now(), int64(40*time.Millisecond))
	assert.GreaterOrEqual(t, got.Figures.Wall, int64(40*time.Millisecond))
}

func TestWasmHasNoThreads(t *testing.T) {
	_, err := parity.Wasm{}.Run(t.Context(), parse(t, "runner placement=threads"), 0)
	assert.EqualError(t, err, "wasm: it has only one thread and cannot run placement threads")
	assert.IsType(t, &parity.MissingError{}, err)
}

// TestWasmStops stops runs that would sleep or compute for an hour.
func TestWasmStops(t *testing.T) {
	h := wasm(t)
	for name, text := range map[string]string{
		"asleep":    "runner sleep=1h placement=single",
		"computing": "loop-per-thread loops=100 work=1m placement=single",
		"virtual":   "loop-per-thread loops=1000 iterations=100000",
	} {
		t.Run(name, func(t *testing.T) {
			clock := engine.NewRealClock()
			_, err := h.Run(t.Context(), parse(t, text+" timeout=30ms"), 0)
			assert.Equal(t, session.ErrTimeout, err)
			ctx, stop := context.WithTimeout(t.Context(), 30*time.Millisecond)
			defer stop()
			_, err = h.Run(ctx, parse(t, text), 0)
			assert.Equal(t, session.ErrStopped, err)
			assert.Less(t, clock.Now(), int64(10*time.Second))
		})
	}
}

func TestWasmRunsNothingOnceItIsStopped(t *testing.T) {
	h := wasm(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := h.Run(ctx, parse(t, "runner"), 0)
	assert.Equal(t, session.ErrStopped, err)
}
