package timeline_test

import (
	"testing"

	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/engine/spec"
)

func crowd(b *testing.B) *recording.Recording {
	return recordingtest.LoopPerThread(b, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "300"}, spec.Pair{"sleep", "1ms"}, spec.Pair{"work", "100us"})
}

// BenchmarkApply is what the model costs an event.
func BenchmarkApply(b *testing.B) {
	whole := crowd(b)
	b.ResetTimer()
	for b.Loop() {
		r := recording.NewRecording(whole.Spec, recording.TargetVirtual)
		for piece := range whole.Batches() {
			_ = r.Batch(piece)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(whole.Len()), "ns/event")
}

// BenchmarkPicture is one drawing of a hundred loops with some 270,000 events.
func BenchmarkPicture(b *testing.B) {
	r := crowd(b)
	lay := timeline.NewLayout(r, nil, 1200, 400, 0)
	var p timeline.DisplayList
	for b.Loop() {
		timeline.Draw(&p, r, lay, lay.Axis(timeline.Window{0, r.EndTime()}), r.EndTime(), timeline.Selection{})
	}
	b.ReportMetric(float64(r.Len()), "events")
	b.ReportMetric(float64(len(p.Data)/28), "ops")
}

// BenchmarkSeek is a jump of the cursor, with the state of every loop at it.
func BenchmarkSeek(b *testing.B) {
	r := crowd(b)
	lanes := r.Lanes()
	for i := 0; b.Loop(); i++ {
		c := r.CursorAt(r.EndTime() * int64(i%100) / 100)
		for _, l := range lanes {
			r.StatusAt(l, r.StateAtCursor(c))
		}
	}
}
