// Package parity runs one spec on several hosts and says whether they did the same.
//
// The hosts are the engine in this process ([Native]), the engine as WebAssembly under an interpreter of our own
// process, with neither browser nor Node ([Wasm]), CPython with the scenario's listing ([Python]), and a trace that
// was saved, by whatever host ([File]).
//
// What must match: in virtual time every event, hence the digest; in real time what every thread, loop and task did,
// as [compare.Compare] has it; with CPython the lines that each loop prints, but for a loop's id and class. What may
// differ, and is reported: how long it took, how late timers were, and how the loops took turns.
package parity
