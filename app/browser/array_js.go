package browser

import (
	"io"
	"syscall/js"
)

// array reads bytes that belong to the browser.
type array struct {
	js   js.Value // a Uint8Array
	read int
	size int
}

func newArray(bytes js.Value) *array { return &array{js: bytes, size: bytes.Get("length").Int()} }

// Len returns how many bytes are not read yet.
func (a *array) Len() int { return a.size - a.read }

// Read copies the next bytes.
func (a *array) Read(p []byte) (n int, err error) {
	if a.Len() == 0 {
		return 0, io.EOF
	}
	n = js.CopyBytesToGo(p, a.js.Call("subarray", a.read))
	a.read += n
	return n, nil
}
