package lesson

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// TestCPythonRunsTheMarkedLinesInTheSameOrder traces CPython while it runs each listing. In every thread the lines that
// have marks come in the very order in which the trail of the scenario's own run has them.
func TestCPythonRunsTheMarkedLinesInTheSameOrder(t *testing.T) {
	t.Parallel()
	longer := map[string]string{}
	var texts []string
	slow := tried(1)
	for i, text := range tried(scenariotest.Shorter) {
		if r := parse(t, text); !scenariotest.Races(r) && r.Coroutines <= 1000 {
			texts = append(texts, text)
			longer[text] = slow[i]
		}
	}
	var again []string
	for text, lines := range linesOfCPython(t, texts) {
		if want := linesOfTrail(t, text); !reflect.DeepEqual(want, lines) {
			again = append(again, longer[text])
		}
	}
	for text, lines := range linesOfCPython(t, again) { // times that are too short for a busy machine
		assert.Equal(t, linesOfTrail(t, text), lines, text)
	}
}

// linesOfCPython runs the listings of runs under python3 and returns the marked lines that each thread ran.
func linesOfCPython(t *testing.T, texts []string) map[string][][]string {
	t.Helper()
	all := map[string][][]string{}
	for _, alone := range []bool{false, true} {
		before, texts := watch, slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return byTask(parse(t, text)) != alone })
		if alone {
			before += "by_task = True\n"
		}
		programs := []string{}
		for _, text := range texts {
			programs = append(programs, Python(parse(t, text)).Text)
		}
		for i, got := range pythons(t, programs, before) {
			require.Zero(t, got.Status, "%s: %s", texts[i], got.Complaints)
			all[texts[i]] = watched(t, got.Output, Python(parse(t, texts[i])))
		}
	}
	return all
}

// byTask reports whether to compare the tasks of a thread one by one. Where one task computes and others have timers, the
// order of their turns depends on the speed of the machine.
func byTask(r spec.Run) bool {
	return r.Scenario == "busy-coroutine" || r.Scenario == "specialised-loops" && r.Variant == "together"
}

// watch records what CPython does in a listing. For each thread or task it notes the lines that run, the first lines of
// the coroutines that begin, and the lines where a coroutine waits. Leaving a with block does not count as running its line
// again.
const watch = `
import dis, sys, threading
seen, here, by_task = [], threading.local(), False

def note(what, frame):
    who = None
    if by_task and (asyncio := sys.modules.get("asyncio")) and asyncio._get_running_loop():
        who = asyncio.current_task()
    if not hasattr(here, "notes"):
        here.notes = {}
    if who not in here.notes:
        here.notes[who] = []
        seen.append(here.notes[who])
    here.notes[who].append([what, frame.f_lineno - 1])

def begins(frame):
    code = frame.f_code  # one that is closed before it runs is called too
    return (code.co_flags & 0x80 and frame.f_lasti <= code.co_code.index(dis.opmap["RESUME"])
            and sys.modules["asyncio"]._get_running_loop() is not None)

def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_filename != "listing" or code.co_name in ("compute", "steps_in"):
        return None
    if event == "call" and begins(frame):
        note("begin", frame)
    elif event == "line":
        note("line", frame)
    elif event == "return" and code.co_code[frame.f_lasti] == dis.opmap["YIELD_VALUE"] and code.co_flags & 0x80:
        note("wait", frame)
    return tracer

def done():
    sys.settrace(None)
    threading.settrace(None)
    print("\n" + __import__("json").dumps(seen), flush=True)

threading.settrace(tracer)
sys.settrace(tracer)
`

// watched reads what watch wrote, as the texts of the marked lines that each thread ran.
func watched(t *testing.T, output string, listing Listing) [][]string {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(output), "\n")
	var threads [][][2]any
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &threads))
	how := map[int]string{}
	for _, m := range listing.Marks {
		if compare(m) {
			how[m.Line] = howRun(listing, m)
		}
	}
	source := strings.Split(listing.Text, "\n")
	var all [][]string
	for _, thread := range threads {
		var run []string
		left := map[int]bool{}
		for _, step := range thread {
			line := int(step[1].(float64))
			if how[line] != step[0] {
				continue
			}
			if again(source[line]) {
				if left[line] = !left[line]; !left[line] && !counted(listing, line) {
					continue
				}
			}
			run = append(run, source[line])
		}
		all = appendRun(all, run)
	}
	return sorted(all)
}

// again reports whether CPython runs a line a second time when it leaves the block that the line begins.
func again(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "with ") || strings.HasPrefix(line, "async with asyncio.timeout")
}

// linesOfTrail returns the same for a run of the engine.
func linesOfTrail(t *testing.T, text string) [][]string {
	t.Helper()
	r := parse(t, text)
	r.Placement = spec.Virtual
	l, listing := log(t, r), Python(r)
	source := strings.Split(listing.Text, "\n")
	runs := map[[2]uint64][]string{}
	for i, s := range trailOf(l, listing).steps {
		if !s.runs {
			continue
		}
		e, m := l.Event(trace.EventID(i+1)), listing.Marks[s.at-1]
		if compare(m) && (e.Kind != trace.JoinBegan || !slices.Contains(m.Actions, "run")) { // a line that both runs and joins counts once
			who := [2]uint64{uint64(e.Thread)}
			if byTask(r) {
				who[1] = uint64(actorOf(l, e))
			}
			runs[who] = append(runs[who], source[m.Line])
		}
	}
	var all [][]string
	for _, run := range runs {
		all = appendRun(all, run)
	}
	return sorted(all)
}

// actorOf returns the task in whose step an event happened, or 0.
func actorOf(l *replay.Log, e trace.Event) trace.TaskID {
	if e.Kind == trace.StepBegan {
		return e.Task
	}
	return l.Event(e.Cause).Task
}

// compare reports whether a mark can be compared. What a Python thread does at the line that makes the thread cannot.
func compare(m Mark) bool {
	return !slices.Contains(m.Actors, "thread") || !slices.ContainsFunc(m.Actions, func(w string) bool { return w == "run" || w == "block" })
}

// howRun returns what is compared for a line: "begin", "wait" if the line only waits, or "line" if it does more.
func howRun(listing Listing, of Mark) string {
	line := strings.Split(listing.Text, "\n")[of.Line]
	how := ""
	for _, m := range listing.Marks {
		if m.Line != of.Line || !compare(m) {
			continue
		}
		for _, w := range m.Actions {
			switch {
			case w == "begin":
				return w
			case w == "await" && how == "":
				how = "wait"
			case w != "await" && !strings.HasPrefix(strings.TrimSpace(line), "for "): // a for statement is run again and again
				how = "line"
			}
		}
	}
	return how
}

// counted reports whether leaving the with block of a line counts.
func counted(listing Listing, line int) bool {
	return slices.ContainsFunc(listing.Marks, func(m Mark) bool { return m.Line == line && slices.Contains(m.Actions, "close") })
}

// appendRun appends the lines that a thread runs. It counts a line that runs several times in a row once, because one line
// can be many events. The line of a task group counts once too: CPython reports nothing when an exception wakes a coroutine
// that then waits again in an inner call.
func appendRun(all [][]string, run []string) [][]string {
	group := false
	run = slices.DeleteFunc(slices.Compact(run), func(line string) bool {
		was := group
		group = group || strings.Contains(line, "asyncio.TaskGroup")
		return was && strings.Contains(line, "asyncio.TaskGroup")
	})
	if len(run) == 0 {
		return all
	}
	return append(all, run)
}

// sorted puts the threads into an order that does not depend on their speed.
func sorted(all [][]string) [][]string {
	slices.SortFunc(all, slices.Compare)
	return all
}
