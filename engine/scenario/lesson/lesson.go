// Package lesson is what is said about a scenario to people: its title, a few sentences, and the same program in
// Python and in Go. Only what talks to people imports it. It carries all the prose, and a browser's worker must not.
package lesson

// Lesson is the text about one scenario. All of it is true for every value of the scenario's parameters.
type Lesson struct {
	Title   string // of the scenario
	Group   string // what it is listed under
	Summary string // a few words below the title in a list
	Lead    string // a sentence or two on what the program does
	Watch   string // a sentence or two on what to look for in its picture
}

// The groups, in the order they are shown.
const (
	ManyLoops = "Many loops, many threads"
	OneLoop   = "One loop, many coroutines"
)

// Of gives the lesson of the scenario with an id; the zero Lesson if there is none.
func Of(id string) Lesson { return lessons[id] }

var lessons = map[string]Lesson{
	"main-and-thread": {
		Title:   "Main thread and new thread",
		Group:   ManyLoops,
		Summary: "two loops side by side",
		Lead: "The main thread starts a second one, and each runs an event loop of its own. Both loops have the same " +
			"main coroutine under another name: it reports, shows its loop, sleeps, and reports again.",
		Watch: "The main thread starts the other thread, runs Loop2 itself, and only then joins. When both loops " +
			"sleep, both threads are idle: two loops take two threads, but sleeping takes no core.",
	},
	"loop-per-thread": {
		Title:   "A loop in every thread",
		Group:   ManyLoops,
		Summary: "as many loops as threads",
		Lead: "The main thread starts the others and joins them; it runs no loop itself. Every other thread hosts a " +
			"loop, whose coroutine reports and sleeps, and does so again in each iteration.",
		Watch: "Lines of different loops may mix in any order, but the lines of one loop never change places. " +
			"Any number of loops can sleep at once; turn up Work, and those that compute at once need a core each.",
	},
	"run-each": {
		Title:   "A fresh loop for each",
		Group:   OneLoop,
		Summary: "run() again and again",
		Lead: "Each coroutine has a call of run() to itself. The call makes an event loop, runs that one coroutine " +
			"to its end, and closes the loop.",
		Watch: "Every coroutine has a loop of its own: created, used once, closed. No loop is made before the last " +
			"one is closed, so nothing overlaps and the sleeps add up.",
	},
	"wrapper": {
		Title:   "A wrapper coroutine",
		Group:   OneLoop,
		Summary: "one entry point awaits the rest",
		Lead: "There is one call of run() and one event loop. Its main coroutine is a wrapper that awaits the " +
			"others, one after another.",
		Watch: "There is a single task from beginning to end: to await a coroutine is to go on inside it, not to " +
			"start something beside it. So nothing overlaps, and the sleeps add up here too.",
	},
	"runner": {
		Title:   "The Runner",
		Group:   OneLoop,
		Summary: "one loop, made late, kept between runs",
		Lead: "A Runner owns one event loop. The first run makes the loop, every later run uses it again, and it is " +
			"closed together with the Runner.",
		Watch: "The Runner is there before its loop, which appears with the first run. Each run is a new main task " +
			"on that same loop; between two runs the loop is stopped, but not closed.",
	},
	"runner-conditional": {
		Title:   "What runs next depends",
		Group:   OneLoop,
		Summary: "each result decides the next run",
		Lead: "The program looks at what a run returned before it chooses the next one. The first coroutine asks " +
			"once to be run again; then it is the second one's turn.",
		Watch: "Between two runs the loop is stopped and the thread is back in plain code: that is where the choice " +
			"is made. Every run, the repeated one too, is on the same loop.",
	},
}
