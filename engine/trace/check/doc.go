// Package check reports the first event of a trace that breaks a rule of the engine. The tests of the engine check every
// trace they make, and package parity checks those of each host.
package check
