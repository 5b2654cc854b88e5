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

// file is one thing the site serves. Nothing in it changes after Build, so any number of requests may read it.
type file struct {
	kind string // Content-Type
	sum  string // hex SHA-256 of raw: the ETag and the version in links are cut from it
	raw  []byte

	// coded holds the precompressed forms by content coding, "br" or "gzip". A form that saves nothing is left out.
	coded map[string][]byte
}

// kinds maps a name's extension to its Content-Type. The host's own table (mime.TypeByExtension) differs from machine to
// machine, and a wasm program or a module served under a wrong type does not start.
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

// newFile makes the file called name, without compressed forms.
func newFile(name string, raw []byte) *file {
	kind, known := kinds[path.Ext(name)]
	if !known {
		kind = "application/octet-stream"
	}
	sum := sha256.Sum256(raw)
	return &file{kind: kind, sum: hex.EncodeToString(sum[:]), raw: raw, coded: map[string][]byte{}}
}

// compress adds the compressed forms a text lacks. The wasm programs come with theirs: web/pack makes them, as brotli at
// its best takes many seconds for them and must not delay a start.
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

// addForm keeps a compressed form, unless it saves nothing.
func (f *file) addForm(coding string, body []byte) {
	if len(body) > 0 && len(body) < len(f.raw) {
		f.coded[coding] = body
	}
}

// body is the file in a coding, raw for "".
func (f *file) body(coding string) []byte {
	if coding == "" {
		return f.raw
	}
	return f.coded[coding]
}

// etag is the strong validator of the file in a coding: two codings are different bytes, so they have different tags.
func (f *file) etag(coding string) string {
	if coding == "" {
		return `"` + f.sum[:32] + `"`
	}
	return `"` + f.sum[:32] + "-" + coding + `"`
}

// tag is the version of the file in a link, "v=…". A new content has a new link, so whoever holds the old one in a cache
// never sees it under the new link.
func (f *file) tag() string { return "v=" + f.sum[:12] }

// isForm reports whether an asset is a compressed form of another, and of which, and in which coding.
func isForm(name string) (of, coding string, yes bool) {
	if of, yes = strings.CutSuffix(name, ".br"); yes {
		return of, "br", true
	}
	of, yes = strings.CutSuffix(name, ".gz")
	return of, "gzip", yes
}
