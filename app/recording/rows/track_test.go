package rows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine/trace"
)

// said is what a track was told, kept as it was.
type said struct {
	at   int64
	what trace.State
}

// drawTrack makes a track, and what it should hold, from random changes: many at one moment, as virtual time has them.
func drawTrack(t *rapid.T) (*Track, []said, int64) {
	var track Track
	var all []said
	at := int64(0)
	for range rapid.IntRange(0, 200).Draw(t, "changes") {
		at += rapid.SampledFrom([]int64{0, 0, 0, 1, 2, 7, 100}).Draw(t, "after")
		what := trace.State(rapid.IntRange(0, numStates-1).Draw(t, "state"))
		if step := what == trace.Running && rapid.Bool().Draw(t, "step"); step {
			track.begin(at, what, trace.EventID(len(all)+1))
			all = append(all, said{at, what})
			continue
		}
		track.set(at, what, trace.EventID(len(all)+1))
		if len(all) == 0 || all[len(all)-1].what != what {
			all = append(all, said{at, what})
		}
	}
	return &track, all, at + rapid.Int64Range(0, 50).Draw(t, "rest")
}

// held is the naive model: the time between two moments that was spent in a state, one change after the other.
func held(all []said, what trace.State, from, to, now int64) (sum int64) {
	for i, c := range all {
		until := now
		if i+1 < len(all) {
			until = all[i+1].at
		}
		if c.what == what {
			sum += max(0, min(until, to, now)-max(c.at, from))
		}
	}
	return sum
}

func TestASweepIsWhatTheChangesAddUpTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		track, all, now := drawTrack(t)
		from := rapid.Int64Range(0, now+20).Draw(t, "from")
		width := rapid.Int64Range(1, 300).Draw(t, "width")
		columns := make([]Column, rapid.IntRange(1, 40).Draw(t, "columns"))
		track.Columns(from, float64(width), now, columns)
		for c, cell := range columns {
			a, b := from+int64(c)*width, from+int64(c+1)*width
			part := func(s trace.State) float64 { return float64(held(all, s, a, b, now)) / float64(width) }
			require.InDelta(t, part(trace.Running), cell.Running, 1e-5+1/float64(width)*oneMore(c, columns), "column %d", c)
			require.InDelta(t, part(trace.Ready), cell.Ready, 1e-5+1/float64(width)*oneMore(c, columns), "column %d", c)
			require.InDelta(t, part(trace.Blocked), cell.Blocked, 1e-5+1/float64(width)*oneMore(c, columns), "column %d", c)
			runs := int32(0)
			for _, s := range all {
				if s.what == trace.Running && s.at >= a && (s.at < b || c == len(columns)-1 && s.at == b) {
					runs++
				}
			}
			require.Equal(t, runs, cell.Steps, "column %d from %d to %d", c, a, b)
			if cell.Quiet != trace.Absent && c < len(columns)-1 {
				require.Contains(t, []trace.State{trace.Idle, trace.Sleeping, trace.Waiting}, cell.Quiet)
				for _, s := range []trace.State{trace.Idle, trace.Sleeping, trace.Waiting} {
					require.GreaterOrEqual(t, held(all, cell.Quiet, a, b, now), held(all, s, a, b, now))
				}
			}
		}
	})
}

// oneMore returns 1 for the last column, which includes the very last nanosecond.
func oneMore(c int, columns []Column) float64 {
	if c == len(columns)-1 {
		return 1
	}
	return 0
}

func TestSpansAreInOrderAndWithinIsAllThatTouch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		track, all, now := drawTrack(t)
		for _, s := range []trace.State{trace.Running, trace.Sleeping, trace.Blocked} {
			require.Equal(t, held(all, s, 0, now, now), track.TimeIn(s, now))
		}
		before := int64(0)
		var begun trace.EventID
		for i := range track.Len() {
			s := track.Span(i, now)
			require.LessOrEqual(t, before, s.From)
			require.LessOrEqual(t, s.From, s.To)
			require.Greater(t, s.Event, begun)
			before, begun = s.To, s.Event
			require.Equal(t, s.Event, track.EventAfter(s.Event-1))
			require.Equal(t, s.Event, track.EventBefore(s.Event+1))
		}
		from := rapid.Int64Range(0, now).Draw(t, "from")
		to := rapid.Int64Range(from, now).Draw(t, "to")
		first, end := track.Within(from, to)
		for i := range track.Len() {
			s := track.Span(i, now)
			touches := s.To >= from && s.From <= to
			inside := i >= first && i < end
			if s.From > from && s.To < to || !touches {
				require.Equal(t, touches, inside, "span %d, %d to %d, in %d to %d", i, s.From, s.To, from, to)
			}
		}
	})
}

func TestACounterKeepsItsPeaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Counter
		var all []value
		at, n := int64(0), int32(0)
		for range rapid.IntRange(0, 900).Draw(t, "changes") {
			at += rapid.Int64Range(0, 3).Draw(t, "after")
			by := rapid.Int32Range(-n, 9).Draw(t, "by")
			if c.add(at, by); by != 0 {
				n += by
				all = append(all, value{at, n})
			}
		}
		most := int32(0)
		for _, one := range all {
			most = max(most, one.n)
		}
		require.Equal(t, most, c.Max())
		require.Equal(t, n, c.Last())

		from := rapid.Int64Range(0, at+1).Draw(t, "from")
		width := rapid.Int64Range(1, at/4+2).Draw(t, "width")
		peaks := make([]CounterColumn, rapid.IntRange(1, 12).Draw(t, "columns"))
		c.Columns(from, float64(width), peaks)
		for i, p := range peaks {
			a, b := from+int64(i)*width, from+int64(i+1)*width
			if i == len(peaks)-1 {
				b++
			}
			want := CounterColumn{}
			for _, one := range all {
				switch {
				case one.at < a:
					want = CounterColumn{one.n, one.n}
				case one.at < b:
					want = CounterColumn{max(want.Max, one.n), one.n}
				}
			}
			require.Equal(t, want, p, "column %d", i)
			require.Equal(t, want.Last, c.At(b-1))
		}
	})
}

func TestALongTrackIsTheSameAsAShortOne(t *testing.T) {
	track := long(1 << 16)
	columns := make([]Column, 1000)
	track.Columns(0, 10*(1<<16)/1000.0, 10*(1<<16), columns)
	for _, c := range columns {
		assert.InDelta(t, .5, c.Running, .1)
		assert.InDelta(t, 32, c.Steps, 1)
		assert.Equal(t, trace.Sleeping, c.Quiet)
	}
}

// long returns a track with a number of changes, 10 ns apart.
func long(changes int) *Track {
	var track Track
	for i := range changes {
		track.set(int64(10*i), [...]trace.State{trace.Sleeping, trace.Running}[i%2], trace.EventID(i+1))
	}
	return &track
}

// BenchmarkColumns measures one row of a thousand columns over a million changes.
func BenchmarkColumns(b *testing.B) {
	track := long(1_000_000)
	columns := make([]Column, 1000)
	for b.Loop() {
		track.Columns(0, 10_000, 10_000_000, columns)
	}
}
