package web

import (
	"runtime"
	"time"
)

// Limits of the whole server. The limits of one run are in engine/spec/limits.go.
const (
	maxThreads = 256             // OS threads of all runs in placement threads
	maxWaiting = 16              // runs that wait for others to end
	waitAtMost = 5 * time.Second // how long a run waits before it is refused
	maxConns   = 1024            // open connections
)

// maxRuns returns how many runs may be under way at once. It is at least two, so that a long run does not keep others out
// on a machine with one core.
func maxRuns() int { return max(2, runtime.NumCPU()) }

// How many runs one client may start on a server that other machines can reach.
const (
	runsPerMinute = 10
	runsInBurst   = 5
	maxClients    = 4096 // clients remembered; one that was forgotten starts with a full burst
)

// Limits of one request.
const (
	maxHeader = 16 << 10 // bytes
	maxBody   = 64 << 10 // bytes of POST /api/runs; a run takes about 200

	headerWithin  = 5 * time.Second
	requestWithin = 10 * time.Second // the header and the body together
	answerWithin  = 2 * time.Minute  // to receive an answer that is not a stream
	flushWithin   = 5 * time.Second  // to receive a piece of a stream; a slower client would hold up its run
	idleAtMost    = time.Minute      // between two requests on a connection

	// shutdownWithin is how long open requests may take to end when the server shuts down. Streams are stopped first,
	// so only a client that does not read uses all of it.
	shutdownWithin = 3 * time.Second
)
