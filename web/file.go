package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
)

// file is a file of the site. It does not change after Build, so it is safe for concurrent use.
type file struct {
	kind string // Content-Type
	sum  string // hex SHA-256 of raw; its beginning is the ETag and the version in links
	raw  []byte

	// coded has the compressed forms by content coding, "br" or "gzip". Forms that are not smaller are left out.
	coded map[string][]byte
}

// kinds has the Content-Type for each extension. The table of the host (mime.TypeByExtension) differs from machine to
// machine, and browsers do not start a wasm program or a script with the wrong type.
var kinds = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json; charset=utf-8",
}

// newFile returns a file without compressed forms. The extension of name decides its Content-Type.
func newFile(name string, raw []byte) *file {
	kind, known := kinds[path.Ext(name)]
	if !known {
		kind = "application/octet-stream"
	}
	sum := sha256.Sum256(raw)
	return &file{kind: kind, sum: hex.EncodeToString(sum[:]), raw: raw, coded: map[string][]byte{}}
}

// compress adds the compressed forms of a text. It leaves out the wasm programs: web/pack compresses them when it builds
// them, because the best compression takes many seconds, which must not delay the start of the server.
func (f *file) compress() error {
	if f.kind == kinds[".wasm"] || f.kind == kinds[".png"] {
		return nil
	}
	var gz, br bytes.Buffer
	zip, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("web: compress: %w", err)
	}
	for _, w := range []io.WriteCloser{zip, brotli.NewWriterLevel(&br, brotli.BestCompression)} {
		if _, err := w.Write(f.raw); err != nil {
			return fmt.Errorf("web: compress: %w", err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("web: compress: %w", err)
		}
	}
	f.addForm("gzip", gz.Bytes())
	f.addForm("br", br.Bytes())
	return nil
}

// addForm adds a compressed form if it is smaller than the file.
func (f *file) addForm(coding string, body []byte) {
	if len(body) > 0 && len(body) < len(f.raw) {
		f.coded[coding] = body
	}
}

// body returns the file in a coding; "" is the file itself.
func (f *file) body(coding string) []byte {
	if coding == "" {
		return f.raw
	}
	return f.coded[coding]
}

// etag returns the strong ETag of the file in a coding. Each coding has another tag, because its bytes are different.
func (f *file) etag(coding string) string {
	if coding == "" {
		return `"` + f.sum[:32] + `"`
	}
	return `"` + f.sum[:32] + "-" + coding + `"`
}

// tag returns the version of the file in a link, "v=…". Different content has a different link, so no cache has old content
// under a new link.
func (f *file) tag() string { return "v=" + f.sum[:12] }

// isForm reports whether an asset is a compressed form of another one, and returns the name of that one and the coding.
func isForm(name string) (of, coding string, yes bool) {
	if of, yes = strings.CutSuffix(name, ".br"); yes {
		return of, "br", true
	}
	of, yes = strings.CutSuffix(name, ".gz")
	return of, "gzip", yes
}
