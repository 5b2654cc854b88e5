// Package mail carries messages between the loops of a run: calls, coroutines to run, and their answers.
package mail

import "loopyard/engine/trace"

// Message is what a thread sends to a loop of another. It is all data, so that it can cross from one Web Worker to
// another. Those of one thread to one loop arrive in their order.
type Message struct {
	Kind   Kind
	Thread trace.ThreadID // who sends it
	Sent   trace.EventID  // its PostSent
	From   Address        // the loop that runs on that thread; zero: none
	To     Address
	Name   string // of the call or the coroutine
	Number int64  // of the submission, as its thread counts them
	Arg    int64  // the argument; of an answer the result
	Text   string // why the coroutine failed; of an answer
}

// Address says which loop is meant. Who sends to it often has its name alone.
type Address struct {
	ID   trace.LoopID // zero: the loop of that name
	Name string
}

// Kind says what a message is for. The kinds are numbered for whoever has to write them down.
type Kind uint8

// The kinds.
const (
	CallRequest   Kind = iota // run a call
	TaskRequest               // run a coroutine, and answer
	CancelRequest             // cancel what was submitted under that number
	ResultReply               // an answer: arg is the result
	ErrorReply                // an answer: text is the error's
	CanceledReply             // an answer
	ClosedReply               // an answer: the loop is closed
)

// SubmissionID is who submitted something, and which of its submissions it is.
type SubmissionID struct {
	Thread trace.ThreadID
	Number int64
}

// Submission names what m submits, or cancels.
func (m Message) Submission() SubmissionID { return SubmissionID{m.Thread, m.Number} }
