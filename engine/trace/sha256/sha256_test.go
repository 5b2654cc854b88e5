package sha256_test

import (
	"bytes"
	std "crypto/sha256"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace/sha256"
)

func digest(pieces ...[]byte) []byte {
	d := sha256.New()
	for _, p := range pieces {
		n, err := d.Write(p)
		if n != len(p) || err != nil {
			panic("a piece was not taken")
		}
	}
	return d.Sum(nil)
}

// TestEveryLengthAroundTheBlocks covers each way to fill the last block, of which the padding has two.
func TestEveryLengthAroundTheBlocks(t *testing.T) {
	random := rand.NewChaCha8([32]byte{7})
	all := make([]byte, 5*64)
	_, _ = random.Read(all)
	for n := range all {
		want := std.Sum256(all[:n])
		require.Equal(t, want[:], digest(all[:n]), "%d bytes", n)
		require.Equal(t, want[:], digest(all[:n/3], all[n/3:n/2], all[n/2:n]), "%d bytes in three pieces", n)
	}
}

func TestALongText(t *testing.T) {
	all := bytes.Repeat([]byte("asyncio "), 1<<17)
	want := std.Sum256(all)
	assert.Equal(t, want[:], digest(all))
}

func TestSumGoesOn(t *testing.T) {
	d := sha256.New()
	_, _ = d.Write([]byte("one"))
	one := std.Sum256([]byte("one"))
	assert.Equal(t, one[:], d.Sum(nil))
	_, _ = d.Write([]byte("two"))
	both := std.Sum256([]byte("onetwo"))
	assert.Equal(t, append([]byte("before"), both[:]...), d.Sum([]byte("before")))
}

func FuzzDigest(f *testing.F) {
	f.Add([]byte("abc"), []byte(""))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		want := std.Sum256(append(bytes.Clone(a), b...))
		assert.Equal(t, want[:], digest(a, b))
	})
}

func BenchmarkDigest(b *testing.B) {
	all := make([]byte, 32<<10)
	d := sha256.New()
	b.SetBytes(int64(len(all)))
	for b.Loop() {
		_, _ = d.Write(all)
	}
}
