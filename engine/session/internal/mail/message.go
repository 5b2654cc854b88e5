// Package mail carries messages between the loops of a run: calls to make, coroutines to run, and the answers to those.
package mail

import "loopyard/engine/trace"

// Message is what a thread sends to a loop of another thread. It holds only data and no function, so that it can cross
// from one Web Worker to another. The messages of one thread to one loop arrive in the order they were sent.
type Message struct {
	Kind   Kind
	Thread trace.ThreadID // the sender
	Sent   trace.EventID  // the sender's PostSent event
	From   Address        // the loop that runs on the sending thread; zero if none does
	To     Address
	Name   string // of the call or the coroutine
	Number int64  // of the submission; each thread counts its own from 1
	Arg    int64  // the argument of a request; the result in a ResultReply
	Text   string // the error's text in an ErrorReply
}

// Submission returns the id of the submission that m, a request, makes or cancels.
func (m Message) Submission() SubmissionID { return SubmissionID{m.Thread, m.Number} }

// SubmissionID identifies a coroutine that one thread submitted to a loop of another.
type SubmissionID struct {
	Thread trace.ThreadID // the one that submitted
	Number int64
}

// Address says which loop a message is for. A sender often knows only the name.
type Address struct {
	ID   trace.LoopID // zero means the loop of that name
	Name string
}

// Kind says what a message asks for or answers. The numbers are written between workers of the same build only.
type Kind uint8

// The kinds. A CallRequest has no answer; a TaskRequest has exactly one, unless it is canceled.
const (
	CallRequest   Kind = iota // run a call
	TaskRequest               // run a coroutine as a task
	CancelRequest             // cancel the task of a TaskRequest
	ResultReply               // the task returned Arg
	ErrorReply                // the task failed with Text
	CanceledReply             // the task was canceled
	ClosedReply               // the loop is closed

	numKinds
)

// Valid reports whether k is one of the kinds.
func (k Kind) Valid() bool { return k < numKinds }

// Reply reports whether k answers a TaskRequest.
func (k Kind) Reply() bool { return k >= ResultReply }
