// Package parity runs one spec on several hosts and compares what they did.
//
// The hosts are the engine in this process ([Native]), the engine as WebAssembly that runs in this process without a browser
// ([Wasm]), CPython with the scenario's listing ([Python]), and saved traces of any host ([File]).
//
// In virtual time every event and the digest must match. In real time everything that each thread, loop and task did must
// match, as [compare.Runs] defines it. For CPython the lines that each loop prints must match, except for the id and the class
// of a loop. The duration, the delays of timers and the order in which the loops took turns may differ and are reported.
package parity
