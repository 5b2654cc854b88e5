package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

func walls(curve []*model.Point) (all []int64) {
	for _, p := range curve {
		all = append(all, p.Wall/recordingtest.Ms)
	}
	return all
}

func TestASweepOfSleepingLoopsIsFlatAndSoIsItsIdeal(t *testing.T) {
	m, _ := modeltest.SweepOf(t, "", modeltest.Vary("loops", "1", "4", "4", recording.TargetVirtual))
	s := &m.Sweep
	require.Len(t, s.Curves(), 1)
	assert.Equal(t, []int64{3000, 3000, 3000, 3000}, walls(s.Curves()[0]))
	assert.Len(t, s.Points(), 4, "a virtual run with as many cores as it wants is its own ideal")
	for _, v := range s.Values() {
		best, ok := s.Ideal(v)
		require.True(t, ok)
		assert.Equal(t, model.Ideal{Wall: 3000 * recordingtest.Ms}, best)
	}
	assert.Equal(t, "Sweep finished: 4 runs.", s.Says())
	assert.False(t, m.Jobs.Comparing())
}

func TestTheIdealOfComputingIsTheWorkSharedOutOverTheCores(t *testing.T) {
	m, _ := modeltest.SweepOf(t, "#sleep=0s&work=10ms&iterations=10&cores=2&gil=true", modeltest.Vary("loops", "1", "4", "4", recording.TargetVirtual))
	s := &m.Sweep
	assert.Len(t, s.Points(), 8, "each value has a run that tells its ideal")
	assert.Equal(t, []int64{100, 200, 300, 400}, walls(s.Curves()[0]), "one at a time")
	for i, want := range []int64{100, 100, 150, 200} {
		best, ok := s.Ideal(int64(i + 1))
		require.True(t, ok)
		assert.Equal(t, want*recordingtest.Ms, best.Wall)
		assert.Equal(t, 2, best.Cores)
	}
	assert.Contains(t, s.IdealWords(), "shared out over 2 cores")
}

func TestASweepOfCoresHasOneChain(t *testing.T) {
	m, _ := modeltest.SweepOf(t, "#loops=4&sleep=0s&work=10ms&iterations=10", modeltest.Vary("cores", "1", "4", "4", recording.TargetVirtual))
	s := &m.Sweep
	assert.Len(t, s.Points(), 5)
	assert.Equal(t, int64(400), walls(s.Curves()[0])[0])
	for cores, want := range map[int64]int64{1: 400, 2: 200, 4: 100} {
		best, ok := s.Ideal(cores)
		require.True(t, ok)
		assert.Equal(t, want*recordingtest.Ms, best.Wall)
	}
}

func TestASweepKeepsFiguresAndNoEvents(t *testing.T) {
	m, browser := modeltest.SweepOf(t, "#loops=2&sleep=100us", modeltest.Vary("iterations", "10", "50", "3", recording.TargetVirtual, recording.TargetBrowser))
	assert.Len(t, m.Runs.Kept(), 1, "only what was shown before")
	for id, rec := range browser.Started {
		if id > 1 {
			assert.Zero(t, rec.Len())
			assert.Positive(t, rec.Summary().Steps)
		}
	}
	before := m.Runs.Primary()
	p := m.Sweep.Curves()[0][1]
	m.ShowPoint(p)
	browser.Finish(t, m)
	assert.NotSame(t, before, m.Runs.Primary())
	assert.Equal(t, p.Run, m.Runs.Primary().Spec)
	assert.Equal(t, p.Wall, m.Runs.Primary().Summary().Wall, "in virtual time it is the same run")
	assert.Equal(t, "30", m.Form.Text("iterations"))
}

func TestAMistakeInASweepIsToldAtItsField(t *testing.T) {
	for name, test := range map[string]struct {
		set   func(m *model.Model)
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
			m, browser := modeltest.Visit(t, "")
			m.Sweep.Open(model.IDSweep)
			test.set(m)
			m.StartSweep()
			test.want.Field = test.field
			require.NotNil(t, m.Sweep.Err(test.field))
			assert.Equal(t, test.want, *m.Sweep.Err(test.field))
			assert.Len(t, browser.Started, 1)
			assert.False(t, m.Sweep.Running())
		})
	}
	m, _ := modeltest.Visit(t, "")
	m.Type("iterations", "0")
	m.Sweep.Open(model.IDSweep)
	m.StartSweep()
	require.NotNil(t, m.Sweep.Err("form"))
	assert.Contains(t, m.Sweep.Err("form").Allowed, "for iterations in the form")
}

func TestASweepStopsAndGoesOnPastARunThatFails(t *testing.T) {
	m, browser := modeltest.Visit(t, "")
	m.Sweep.Open(model.IDSweep)
	modeltest.Vary("loops", "1", "3", "3", recording.TargetVirtual)(m)
	m.StartSweep()
	m.Jobs.OnError(browser.Last, "the engine’s worker ended: panic: ouch")
	m.Frame(0, func() bool { return false })
	require.True(t, m.Sweep.Running())
	failed := m.Sweep.Points()[0]
	assert.Equal(t, recording.Broken, failed.State)
	assert.Empty(t, m.Notices.Alert(), "the sweep itself says so")
	browser.Finish(t, m)
	m.Sweep.Stop()
	assert.False(t, m.Sweep.Running())
	assert.Equal(t, []recording.RunState{recording.Broken, recording.Ended, recording.Stopped}, []recording.RunState{failed.State, m.Sweep.Points()[1].State, m.Sweep.Points()[2].State})
	assert.False(t, m.Frame(0, modeltest.Never), "nothing is under way")
	_, ok := m.Sweep.Ideal(1)
	assert.False(t, ok)
}

func TestAnotherScenarioHasASweepOfItsOwn(t *testing.T) {
	m, browser := modeltest.SweepOf(t, "", modeltest.Vary("loops", "1", "2", "2", recording.TargetVirtual))
	m.Sweep.Open(model.IDSweep)
	assert.Len(t, m.Sweep.Points(), 2, "what was measured stays")
	m.Open("#s=runner")
	browser.Finish(t, m)
	m.Sweep.Open(model.IDSweep)
	assert.Empty(t, m.Sweep.Points())
	assert.Equal(t, "coroutines", m.Sweep.Param().Name)
}

func TestARunStopsTheSweep(t *testing.T) {
	m, _ := modeltest.Visit(t, "")
	m.Sweep.Open(model.IDSweep)
	modeltest.Vary("loops", "1", "3", "3", recording.TargetVirtual)(m)
	m.StartSweep()
	m.Run()
	assert.False(t, m.Sweep.Running())
	assert.True(t, m.Runs.Running())
}

func TestEveryParameterHasARangeThatCanBeSwept(t *testing.T) {
	m := model.New(modeltest.NewBrowser())
	for _, id := range (scenario.Catalog{}).IDs() {
		m.Open("#s=" + id)
		m.Sweep.Open(model.IDSweep)
		for _, p := range m.Sweep.Params() {
			m.Sweep.Vary(p.Name)
			m.StartSweep()
			assert.True(t, m.Sweep.Running(), "%s %s", id, p.Name)
			assert.LessOrEqual(t, len(m.Sweep.Points()), 2*model.MostPoints)
			m.Sweep.Stop()
		}
	}
}

func TestAPointSaysThatThePageCouldNotBeSeen(t *testing.T) {
	m, browser := modeltest.Visit(t, "#loops=1&iterations=1&sleep=0s")
	m.Sweep.Open(model.IDSweep)
	modeltest.Vary("iterations", "1", "2", "2", recording.TargetBrowser)(m)
	m.StartSweep()
	browser.Finish(t, m) // the ideal
	m.Jobs.OnHidden()
	for m.Sweep.Running() {
		browser.Finish(t, m)
	}
	var hidden []bool
	for _, p := range m.Sweep.Curves()[0] {
		hidden = append(hidden, p.Hidden)
	}
	assert.Equal(t, []bool{true, false}, hidden)
}
