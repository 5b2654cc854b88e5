package trace

// A Sink receives a trace while it is made: Begin once, then any number of batches, then End once. Calls never overlap.
// After an error the sink receives nothing more, and the run goes on without it.
type Sink interface {
	Begin(Header) error
	Batch(Batch) error
	End(Trailer) error
}

// Version is the version of the recorded format. A reader refuses a later one.
const Version = 1

// Build identifies the sources that a program was built from. The linker sets it; it is empty in a program that was built
// without that. The page and its worker must be of one build.
var Build string

// Header says what was run, where, and by which program. The digest does not cover it.
type Header struct {
	Version     int         // of the recorded format: [Version]
	Spec        [][2]string // names and values as package spec spells them
	Placement   string      // virtual, single or threads
	Host        string      // browser, native and so on
	Clock       string      // virtual or real
	Engine      string      // the version of the engine
	Calibration int64       // the number of operations that Work does in a millisecond; zero if Work was not calibrated
	Cores       int         // the number of processors that the host reports; zero if it is unknown
}

// Batch is a number of events that follow one another, with the strings that are used in them for the first time.
type Batch struct {
	First   EventID // the id of Events[0]; the others count up from it
	Events  []Event
	Strings []string // they continue the [Strings] of the run
}

// Trailer says how a run ended. Its zero value is of a run that recorded nothing.
type Trailer struct {
	End      int64     // nanoseconds since the beginning of the run
	Events   uint64    // the number of all events, those that were dropped included
	Dropped  uint64    // the number of events past the limit: in Digest and in Overflow, but not kept
	Overflow *Overflow // the events past the limit, aggregated; nil if there are none, or if nothing aggregated them
	Digest   [32]byte  // SHA-256 over all events; see [Recorder]
	Error    string    // why the run failed or was stopped; empty if it ended well
}
