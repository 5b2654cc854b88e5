package trace

// Batch is a run of events that follow one another, with the strings that they are the first to use. A trace is
// a [Header], its batches in order, and a [Trailer].
type Batch struct {
	First   EventID // the id of Events[0]; the others count up from it
	Events  []Event
	Strings []string // continue the run's table
}

// Header says what was run, where and by what. It is outside the digest.
type Header struct {
	Version     int         // of the recorded form: [Version]
	Spec        [][2]string // names and values as package spec spells them
	Placement   string      // virtual, single or threads
	Host        string      // browser, native, …
	Clock       string      // virtual or real
	Engine      string      // the engine's version
	Calibration int64       // operations that Work does in a millisecond; 0: nothing was calibrated
	Cores       int         // processors that the host says it has; 0: unknown
}

// Version of the recorded form. A reader refuses a later one.
const Version = 1

// Build says what sources a program was built from; empty if nobody has said it to the linker. The page and its worker
// must be of one build.
var Build string

// Trailer says how a run ended. Its zero value is a run that recorded nothing.
type Trailer struct {
	End      int64     // nanoseconds since the run began
	Events   uint64    // all events that happened, the dropped ones too
	Dropped  uint64    // events past the limit: in the digest and in Tail, but not kept
	Overflow *Overflow // of those; nil: none, or it was not made
	Digest   [32]byte  // SHA-256 over every event; see [Recorder]
	Error    string    // why the run failed or was stopped; empty: it ended well
}

// A Sink takes a trace as it is made: Begin once, then batches, then End once. Calls never overlap. An error
// detaches the sink; the run goes on without it.
type Sink interface {
	Begin(Header) error
	Batch(Batch) error
	End(Trailer) error
}
