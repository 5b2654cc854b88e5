package parity

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

func TestAGuestThatIsNotBuilt(t *testing.T) {
	_, err := guestProgram(fstest.MapFS{"guest/main.go": {}})
	assert.Equal(t, ErrNotBuilt, err)
	assert.Contains(t, err.Error(), "make build")
	_, err = guestProgram(fstest.MapFS{guestFile: {Data: []byte("half")}})
	assert.Error(t, err)
}

func TestAGuestsLastWords(t *testing.T) {
	var h head
	assert.Equal(t, "no message", h.line())
	h.Write([]byte("\n  fatal error: out of "))
	h.Write([]byte("memory\nruntime: …" + strings.Repeat("x", 5000)))
	assert.Equal(t, "fatal error: out of memory", h.line())
	assert.Len(t, h.text, 1024)
}

func TestDecodingStopsAtTheFirstError(t *testing.T) {
	var whole strings.Builder
	e := trace.NewEncoder(&whole)
	require.NoError(t, errors.Join(e.Begin(trace.Header{Version: trace.Version}), e.End(trace.Trailer{})))
	d := decoding{sink: &replay.Log{}}
	for _, b := range []byte(whole.String()) {
		_, err := d.Write([]byte{b})
		require.NoError(t, err)
	}
	assert.NoError(t, d.close())

	d = decoding{sink: &replay.Log{}}
	_, err := d.Write([]byte(whole.String()[:3]))
	assert.NoError(t, err)
	assert.ErrorIs(t, d.close(), trace.ErrTruncated)
	_, err = d.Write([]byte("nothing that begins a trace"))
	assert.Error(t, err)
	_, again := d.Write([]byte("anything"))
	assert.Equal(t, err, again)
	assert.Equal(t, err, d.close())
}
