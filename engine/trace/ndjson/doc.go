// Package ndjson reads and writes a trace as lines of JSON, for people and for tools that do not know the binary format.
// The command line, the server and the page's files use it.
//
// The first line is the header: what was run, where and by what. Its spec has the names of package spec; counts are
// numbers and durations are strings, so it can be posted to a server as it stands.
//
//	{"format":"loopyard-trace","version":1,"spec":{"scenario":"run-each","coroutines":2,…},"placement":"virtual",
//	 "host":"native","clock":"virtual","engine":"1","calibration":0,"cores":8}
//
// One line an event follows. Its keys are i (its number, from 1), t (nanoseconds since the run began), k (its kind),
// loop, task, thread, arg and cause; those that are zero are left out, but for the first three. arg is the text
// itself for kinds that have one, a word for reasons and outcomes, and a number otherwise.
//
//	{"i":7,"t":500000000,"k":"TaskReady","loop":1,"task":1,"thread":1,"arg":"timer","cause":6}
//
// The trailer ends it. digest is in hexadecimal; error is there if the run did not end well.
//
//	{"end":3000000000,"events":41,"dropped":0,"digest":"9f86d0…"}
//
// Events past a limit are in the digest and are counted as dropped. The trailer then has them aggregated under "tail":
// when the first of them happened, and for each thread how many there were of each kind. From that time on, in slots of
// equal width in nanoseconds, it has how long the thread was busy and how many steps began.
//
//	"tail":{"from":2000,"threads":[{"thread":1,"kinds":{"StepBegan":3,…},"busy":{"width":1000,"sums":[700,0,120]},"steps":{…}}]}
//
// A reader skips keys that it does not know. In text that is not UTF-8 each wrong byte becomes U+FFFD, since JSON cannot
// hold it. Everything else is read back as it was written.
package ndjson

// Format is the value of the header's format.
const Format = "loopyard-trace"

// MaxLine is the longest line that a reader takes, in bytes.
const MaxLine = 8 << 20
