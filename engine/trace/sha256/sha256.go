// Package sha256 is the digest of FIPS 180-4 in plain Go, for WebAssembly. There crypto/sha256 is no faster, and brings
// Go's certified module and package os along: a twelfth of what a Web Worker downloads. Everywhere else crypto/sha256
// uses what the processor has for it.
package sha256

import "math/bits"

// Size is the length of a digest in bytes.
const Size = 32

const block = 64

// Digest adds up what is written to it. Make one with [New].
type Digest struct {
	h    [8]uint32
	part [block]byte // the beginning of a block
	n    int         // bytes of part
	size uint64      // bytes written
}

// New makes a digest of nothing so far.
func New() *Digest {
	return &Digest{h: [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}}
}

// Write adds p. It never fails.
func (d *Digest) Write(p []byte) (int, error) {
	size := len(p)
	d.size += uint64(size)
	if d.n > 0 {
		n := copy(d.part[d.n:], p)
		p = p[n:]
		if d.n += n; d.n < block {
			return size, nil
		}
		d.blocks(d.part[:])
	}
	whole := len(p) &^ (block - 1)
	d.blocks(p[:whole])
	d.n = copy(d.part[:], p[whole:])
	return size, nil
}

// Sum appends the digest of what was written so far to b. More may be written afterwards.
func (d *Digest) Sum(b []byte) []byte {
	last := *d
	var end [block + 8]byte
	end[0] = 0x80
	n := 1 + (2*block-9-last.n)%block // the zeros go on to 8 bytes before the end of a block
	for i := range 8 {
		end[n+i] = byte(d.size * 8 >> (56 - 8*i))
	}
	_, _ = last.Write(end[:n+8])
	for _, word := range last.h {
		b = append(b, byte(word>>24), byte(word>>16), byte(word>>8), byte(word))
	}
	return b
}

// blocks adds whole blocks.
func (d *Digest) blocks(p []byte) {
	var w [64]uint32
	for ; len(p) >= block; p = p[block:] {
		for i := range 16 {
			w[i] = uint32(p[4*i])<<24 | uint32(p[4*i+1])<<16 | uint32(p[4*i+2])<<8 | uint32(p[4*i+3])
		}
		for i := 16; i < 64; i++ {
			x, y := w[i-15], w[i-2]
			w[i] = w[i-16] + w[i-7] +
				(bits.RotateLeft32(x, -7) ^ bits.RotateLeft32(x, -18) ^ x>>3) +
				(bits.RotateLeft32(y, -17) ^ bits.RotateLeft32(y, -19) ^ y>>10)
		}
		a, b, c, dd, e, f, g, h := d.h[0], d.h[1], d.h[2], d.h[3], d.h[4], d.h[5], d.h[6], d.h[7]
		for i := range 64 {
			t := h + (bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)) + (e&f ^ ^e&g) + roots[i] + w[i]
			u := (bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)) + (a&b ^ a&c ^ b&c)
			h, g, f, e, dd, c, b, a = g, f, e, dd+t, c, b, a, t+u
		}
		for i, x := range [8]uint32{a, b, c, dd, e, f, g, h} {
			d.h[i] += x
		}
	}
}

// roots are the first 32 bits of the fractions of the cube roots of the first 64 primes.
var roots = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}
