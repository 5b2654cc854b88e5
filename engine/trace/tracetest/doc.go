// Package tracetest makes traces for the tests of the packages that read them.
package tracetest
