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

// linesOfCPython runs the listings of runs, and gives the marked lines that each thread ran.
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

// byTask tells whether each task of a thread is looked at alone: where one computes and others have timers, it depends on
// how quick the machine is how they take turns.
func byTask(r spec.Run) bool {
	return r.Scenario == "busy-coroutine" || r.Scenario == "specialised-loops" && r.Variant == "together"
}

// watch notes what CPython does in a listing: for each thread or task, the lines that it runs, the coroutines that it begins, by
// their first lines, and the lines at which a coroutine waits. Leaving a with block is not running its line again.
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

// again tells whether CPython runs a line a second time where it leaves the block that the line begins.
func again(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "with ") || strings.HasPrefix(line, "async with asyncio.timeout")
}

// linesOfTrail gives the same of our own run.
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
		if compare(m) && (e.Kind != trace.JoinBegan || !slices.Contains(m.Whats, "run")) { // a line that runs and joins is one
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

// actorOf is whose step an event happened in; zero is nobody's.
func actorOf(l *replay.Log, e trace.Event) trace.TaskID {
	if e.Kind == trace.StepBegan {
		return e.Task
	}
	return l.Event(e.Cause).Task
}

// compare leaves out what a Python thread does where its line is the one that makes the thread.
func compare(m Mark) bool {
	return !slices.Contains(m.Whos, "thread") || !slices.ContainsFunc(m.Whats, func(w string) bool { return w == "run" || w == "block" })
}

// howRun tells what of a line is noted: that it is run, if there is more to it than waiting.
func howRun(listing Listing, of Mark) string {
	line := strings.Split(listing.Text, "\n")[of.Line]
	how := ""
	for _, m := range listing.Marks {
		if m.Line != of.Line || !compare(m) {
			continue
		}
		for _, w := range m.Whats {
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

// counted tells whether leaving the with block of a line counts.
func counted(listing Listing, line int) bool {
	return slices.ContainsFunc(listing.Marks, func(m Mark) bool { return m.Line == line && slices.Contains(m.Whats, "close") })
}

// appendRun takes a line that is run several times in a row once: a line can be many events. A group's line counts once
// as well, since CPython tells nothing of a coroutine that is woken by an exception and waits again further in.
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

// sorted puts the threads into an order that does not depend on which was quicker.
func sorted(all [][]string) [][]string {
	slices.SortFunc(all, slices.Compare)
	return all
}
