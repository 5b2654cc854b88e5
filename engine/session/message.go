package session

import "loopyard/engine/trace"

// message is what a thread sends to a loop of another. It is all data, so that it can cross from one Web Worker to
// another. Those of one thread to one loop arrive in their order.
type message struct {
	kind   messageKind
	thread trace.ThreadID // who sends it
	sent   trace.EventID  // its PostSent
	from   address        // the loop that runs on that thread; zero: none
	to     address
	name   string // of the call or the coroutine
	number int64  // of the submission, as its thread counts them
	arg    int64  // the argument; of an answer the result
	text   string // why the coroutine failed; of an answer
}

// address says which loop is meant. Who sends to it often has its name alone.
type address struct {
	id   trace.LoopID // zero: the loop of that name
	name string
}

// messageKind says what a message is for. The kinds are numbered for whoever has to write them down.
type messageKind uint8

// The kinds.
const (
	posted      messageKind = iota // run a call
	submitted                      // run a coroutine, and answer
	cancelAsked                    // cancel what was submitted under that number
	finished                       // an answer: arg is the result
	failed                         // an answer: text is the error's
	wasCanceled                    // an answer
	refused                        // an answer: the loop is closed
)
