package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine/spec"
)

func walls(curve []*model.Point) (all []int64) {
	for _, p := range curve {
		all = append(all, p.Wall/recordingtest.Ms)
	}
	return all
}

func TestASweepOfSleepingLoopsIsFlatAndSoIsItsIdeal(t *testing.T) {
	y, _ := modeltest.SweepOf(t, "", modeltest.Vary("loops", "1", "4", "4", recording.TargetVirtual))
	s := &y.Sweep
	require.Len(t, s.Curves(), 1)
	assert.Equal(t, []int64{3000, 3000, 3000, 3000}, walls(s.Curves()[0]))
	assert.Len(t, s.Points, 4, "a virtual run with as many cores as it wants is its own ideal")
	for _, v := range s.Values() {
		best, ok := s.Best(v)
		require.True(t, ok)
		assert.Equal(t, model.Best{Wall: 3000 * recordingtest.Ms}, best)
	}
	assert.Equal(t, "Sweep finished: 4 runs.", s.Said)
	assert.False(t, y.Comparing())
}

func TestTheIdealOfComputingIsTheWorkSharedOutOverTheCores(t *testing.T) {
	y, _ := modeltest.SweepOf(t, "#sleep=0s&work=10ms&iterations=10&cores=2&gil=true", modeltest.Vary("loops", "1", "4", "4", recording.TargetVirtual))
	s := &y.Sweep
	assert.Len(t, s.Points, 8, "each value has a run that tells its ideal")
	assert.Equal(t, []int64{100, 200, 300, 400}, walls(s.Curves()[0]), "one at a time")
	for i, want := range []int64{100, 100, 150, 200} {
		best, ok := s.Best(int64(i + 1))
		require.True(t, ok)
		assert.Equal(t, want*recordingtest.Ms, best.Wall)
		assert.Equal(t, 2, best.Cores)
	}
	assert.Contains(t, s.IdealWords(), "shared out over 2 cores")
}

func TestASweepOfCoresHasOneChain(t *testing.T) {
	y, _ := modeltest.SweepOf(t, "#loops=4&sleep=0s&work=10ms&iterations=10", modeltest.Vary("cores", "1", "4", "4", recording.TargetVirtual))
	s := &y.Sweep
	assert.Len(t, s.Points, 5)
	assert.Equal(t, int64(400), walls(s.Curves()[0])[0])
	for cores, want := range map[int64]int64{1: 400, 2: 200, 4: 100} {
		best, ok := s.Best(cores)
		require.True(t, ok)
		assert.Equal(t, want*recordingtest.Ms, best.Wall)
	}
}

func TestASweepKeepsFiguresAndNoEvents(t *testing.T) {
	y, shell := modeltest.SweepOf(t, "#loops=2&sleep=100us", modeltest.Vary("iterations", "10", "50", "3", recording.TargetVirtual, recording.TargetBrowser))
	assert.Len(t, y.Visit, 1, "only what was shown before")
	for id, rec := range shell.Started {
		if id > 1 {
			assert.Zero(t, rec.Len())
			assert.Positive(t, rec.Summary().Steps)
		}
	}
	before := y.Shown
	p := y.Sweep.Curves()[0][1]
	y.ShowPoint(p)
	shell.Finish(t, y)
	assert.NotSame(t, before, y.Shown)
	assert.Equal(t, p.Run, y.Shown.Spec)
	assert.Equal(t, p.Wall, y.Shown.Summary().Wall, "in virtual time it is the same run")
	assert.Equal(t, "30", y.Form.Text("iterations"))
}

func TestAMistakeInASweepIsToldAtItsField(t *testing.T) {
	for name, test := range map[string]struct {
		set   func(y *model.Model)
		field string
		want  spec.FieldError
	}{
		"not a number": {modeltest.Vary("loops", "one", "4", "4", recording.TargetVirtual), "from", spec.FieldError{Value: "one", Allowed: "a whole number from 1 to 1,000"}},
		"too many":     {modeltest.Vary("loops", "1", "101", "4", recording.TargetVirtual, recording.TargetWorkers), "to", spec.FieldError{Value: "101", Allowed: "a whole number from 1 to 100, workers"}},
		"no range":     {modeltest.Vary("loops", "4", "4", "4", recording.TargetVirtual), "to", spec.FieldError{Value: "4", Allowed: "more than 4"}},
		"values":       {modeltest.Vary("sleep", "0s", "1s", "25", recording.TargetVirtual), "number", spec.FieldError{Value: "25", Allowed: "a whole number from 2 to 24"}},
		"nowhere":      {modeltest.Vary("loops", "1", "4", "4"), "places", spec.FieldError{Value: "none", Allowed: "one at least"}},
		"real cores":   {modeltest.Vary("cores", "1", "4", "4", recording.TargetBrowser), "places", spec.FieldError{Value: "Browser, 1 thread", Allowed: "only virtual time: a real machine has the cores it has"}},
	} {
		t.Run(name, func(t *testing.T) {
			y, shell := modeltest.Visit(t, "")
			y.OpenSweep()
			test.set(y)
			y.StartSweep()
			test.want.Field = test.field
			require.NotNil(t, y.Sweep.Errs[test.field], "%v", y.Sweep.Errs)
			assert.Equal(t, test.want, *y.Sweep.Errs[test.field])
			assert.Len(t, shell.Started, 1)
			assert.False(t, y.Sweep.Running)
		})
	}
	y, _ := modeltest.Visit(t, "")
	y.Type("iterations", "0")
	y.OpenSweep()
	y.StartSweep()
	require.NotNil(t, y.Sweep.Errs["form"])
	assert.Contains(t, y.Sweep.Errs["form"].Allowed, "for iterations in the form")
}

func TestASweepStopsAndGoesOnPastARunThatFails(t *testing.T) {
	y, shell := modeltest.Visit(t, "")
	y.OpenSweep()
	modeltest.Vary("loops", "1", "3", "3", recording.TargetVirtual)(y)
	y.StartSweep()
	y.Lost(shell.Last, "the engine’s worker ended: panic: ouch")
	y.Frame(0, func() bool { return false })
	require.True(t, y.Sweep.Running)
	failed := y.Sweep.Points[0]
	assert.Equal(t, recording.Broken, failed.State)
	assert.Empty(t, y.Alert, "the sweep itself says so")
	shell.Finish(t, y)
	y.StopSweep()
	assert.False(t, y.Sweep.Running)
	assert.Equal(t, []recording.RunState{recording.Broken, recording.Ended, recording.Stopped}, []recording.RunState{failed.State, y.Sweep.Points[1].State, y.Sweep.Points[2].State})
	assert.Empty(t, y.Jobs)
	_, ok := y.Sweep.Best(1)
	assert.False(t, ok)
}

func TestAnotherScenarioHasASweepOfItsOwn(t *testing.T) {
	y, shell := modeltest.SweepOf(t, "", modeltest.Vary("loops", "1", "2", "2", recording.TargetVirtual))
	y.OpenSweep()
	assert.Len(t, y.Sweep.Points, 2, "what was measured stays")
	y.Open("#s=runner")
	shell.Finish(t, y)
	y.OpenSweep()
	assert.Empty(t, y.Sweep.Points)
	assert.Equal(t, "coroutines", y.Sweep.Param)
}

func TestARunStopsTheSweep(t *testing.T) {
	y, _ := modeltest.Visit(t, "")
	y.OpenSweep()
	modeltest.Vary("loops", "1", "3", "3", recording.TargetVirtual)(y)
	y.StartSweep()
	y.Run()
	assert.False(t, y.Sweep.Running)
	assert.Len(t, y.Jobs, 1)
}

func TestValuesAreSpreadEvenlyAndCanBeSpelled(t *testing.T) {
	assert.Equal(t, []int64{1, 2, 3, 4}, model.SpreadValues(1, 4, 4, false))
	assert.Equal(t, []int64{1, 2, 3}, model.SpreadValues(1, 3, 9, false), "a whole number comes once")
	assert.Equal(t, []int64{1, 500, 999}, model.SpreadValues(1, 999, 3, false))
	assert.Equal(t, []int64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}, model.SpreadValues(1, 1_000_000, 7, false), "a wide range by factors")
	assert.Equal(t, []int64{5, 32, 200, 1300, 8000}, model.SpreadValues(5, 8000, 5, false))
	assert.Equal(t, []int64{1, 2, 3, 4, 6, 10, 16, 25, 40, 63, 100, 160, 250, 400, 630, 1000}, model.SpreadValues(1, 1000, 16, false))
	assert.Equal(t, []int64{0, 333 * recordingtest.Ms, 667 * recordingtest.Ms, 1000 * recordingtest.Ms}, model.SpreadValues(0, 1000*recordingtest.Ms, 4, true))
	y := model.New(modeltest.NewFake())
	for _, id := range y.Catalog.IDs() {
		y.Open("#s=" + id)
		for _, p := range y.Form.Sweepable() {
			y.Vary(p.Name)
			y.Sweep.Places = [5]bool{recording.TargetVirtual: true}
			points, ok := y.Plan()
			assert.True(t, ok, "%s %s: %v", id, p.Name, y.Sweep.Errs)
			assert.LessOrEqual(t, len(points), 2*model.MostPoints)
		}
	}
}

func TestAPointSaysThatThePageCouldNotBeSeen(t *testing.T) {
	y, shell := modeltest.Visit(t, "#loops=1&iterations=1&sleep=0s")
	y.OpenSweep()
	modeltest.Vary("iterations", "1", "2", "2", recording.TargetBrowser)(y)
	y.StartSweep()
	shell.Finish(t, y) // the ideal
	y.Unseen()
	for y.Sweep.Running {
		shell.Finish(t, y)
	}
	var hidden []bool
	for _, p := range y.Sweep.Curves()[0] {
		hidden = append(hidden, p.Hidden)
	}
	assert.Equal(t, []bool{true, false}, hidden)
}
