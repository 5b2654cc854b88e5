package parity

import (
	"compress/gzip"
	"embed"
	"errors"
	"io"
	"io/fs"
)

// guestFiles holds the engine as a wasip1 program, compressed. web/pack builds it and it is not in the repository, so
// the directory is embedded whole: in a fresh checkout it has the program's text alone, and this compiles.
//
//go:embed guest
var guestFiles embed.FS

const guestFile = "guest/guest.wasm.gz"

// ErrNotBuilt says that the engine's WebAssembly is not in this program.
var ErrNotBuilt = errors.New("the engine's WebAssembly is not built: run `make build`")

// guestProgram gives the program's bytes out of files, or ErrNotBuilt.
func guestProgram(files fs.FS) ([]byte, error) {
	f, err := files.Open(guestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
