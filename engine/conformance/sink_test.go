package conformance

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
)

// checkedSink fails the test where a checker's finding would only detach the sink.
type checkedSink struct {
	t       *testing.T
	checker check.Checker
}

func checked(t *testing.T) trace.Sink { return &checkedSink{t: t} }

// Begin starts the check.
func (s *checkedSink) Begin(h trace.Header) error { return s.checker.Begin(h) }

// Batch checks a batch. What follows a finding is not checked.
func (s *checkedSink) Batch(b trace.Batch) error { return s.found(s.checker.Batch(b)) }

// End checks that the trace came to its end.
func (s *checkedSink) End(t trace.Trailer) error { return s.found(s.checker.End(t)) }

func (s *checkedSink) found(err error) error {
	assert.NoError(s.t, err)
	return err
}
