package parity

import (
	"compress/gzip"
	"embed"
	"errors"
	"io"
	"io/fs"
)

// guestFiles has the engine as a compressed wasip1 program. web/pack builds it, and it is not in the repository. The whole
// directory is embedded, so that a fresh checkout, which has only the source, compiles.
//
//go:embed guest
var guestFiles embed.FS

const guestFile = "guest/guest.wasm.gz"

// ErrNotBuilt means that the engine's WebAssembly is not embedded in this program.
var ErrNotBuilt = errors.New("the engine's WebAssembly is not built: run `make build`")

// guestProgram returns the wasip1 program in files. The error is ErrNotBuilt if it is missing.
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
