package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

// What the errors of Build wrap.
var (
	// ErrNotBuilt: the page's programs are missing from the binary.
	ErrNotBuilt = errors.New("the page's WebAssembly is not built: run `make build`")

	// ErrBase: the base is not a path that every server and browser reads alike.
	ErrBase = errors.New(`it must start and end with "/" and hold only letters, digits and "-", "_", "." or "~" between slashes`)
)

// programs are the assets that web/pack builds and the page cannot do without.
var programs = []string{"app.wasm", "worker.wasm", "wasm_exec.js"}

// Site is every file of the page, ready to be served or exported. Build makes it; afterwards it does not change and any
// number of goroutines may use it.
type Site struct {
	base    string
	version string

	// files are by their path below base; the page itself is "".
	files map[string]*file

	// missing is the page for a path that is none of files.
	missing *file
}

// Build makes the site that lives under base, a URL path which starts and ends with "/" ("/" or "/loops/"). Equal assets
// and base make equal bytes, on any machine. The error wraps ErrNotBuilt when the wasm programs are missing; it wraps ErrBase
// and names the value when base is not usable. It is safe for concurrent use.
func Build(base string) (*Site, error) {
	if err := checkBase(base); err != nil {
		return nil, err
	}
	files, err := assets()
	if err != nil {
		return nil, err
	}
	s := &Site{base: base, files: maps.Clone(files)}
	s.files["wasm_exec.js"] = files["web/wasm_exec.js"] // where go-app's own pages have it, and with the toolchain's content

	// The version is a digest of everything there is, so the files that carry it are made twice: without it, to be
	// digested, and then with it.
	if err := s.generate(""); err != nil {
		return nil, err
	}
	if err := s.generate(s.digest()); err != nil {
		return nil, err
	}
	for name, f := range s.files {
		if files[name] == nil { // an asset is shared, and compressed already
			if err := f.compress(); err != nil {
				return nil, err
			}
		}
	}
	return s, s.missing.compress()
}

// Base is the URL path the site lives under, with both slashes.
func (s *Site) Base() string { return s.base }

// Version names the content of the site: it is the same exactly when every file is the same.
func (s *Site) Version() string { return s.version }

// link is the URL of a file of the site as other files refer to it. The file must exist.
func (s *Site) link(name string) string { return s.base + name + "?" + s.files[name].tag() }

// has reports whether the site has the file. The page's style and its drawing helper are optional.
func (s *Site) has(name string) bool { return s.files[name] != nil }

// all is every file by the name an export gives it.
func (s *Site) all() map[string]*file {
	all := maps.Clone(s.files)
	delete(all, "")
	all["index.html"] = s.files[""]
	all["404.html"] = s.missing
	return all
}

// digest is 16 hex digits over the names and contents of every file.
func (s *Site) digest() string {
	all, h := s.all(), sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(h, "%q %s\n", name, all[name].sum)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// checkBase accepts the paths that mean the same to every server and browser: no escapes, no dots that walk.
func checkBase(base string) error {
	bad := fmt.Errorf("web: base path %q: %w", base, ErrBase)
	if base == "/" {
		return nil
	}
	if len(base) < 3 || base[0] != '/' || base[len(base)-1] != '/' {
		return bad
	}
	for part := range strings.SplitSeq(base[1:len(base)-1], "/") {
		if part == "" || part == "." || part == ".." || strings.ContainsFunc(part, unsafeInPath) {
			return bad
		}
	}
	return nil
}

// unsafeInPath reports a rune outside the unreserved set of RFC 3986, the only ones nobody escapes.
func unsafeInPath(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("-_.~", r)
}

// assets are the embedded files below web/, each with the compressed forms that lie beside it. All sites share them.
var assets = sync.OnceValues(func() (map[string]*file, error) {
	root, err := fs.Sub(embedded, "assets")
	if err != nil {
		return nil, fmt.Errorf("web: assets: %w", err)
	}
	files := map[string]*file{}
	forms := map[string][]byte{}
	err = fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		if _, _, is := isForm(name); is {
			forms[name] = raw
			return nil
		}
		files["web/"+name] = newFile(name, raw)
		return files["web/"+name].compress()
	})
	if err != nil {
		return nil, fmt.Errorf("web: read assets: %w", err)
	}
	for _, name := range programs {
		if files["web/"+name] == nil {
			return nil, fmt.Errorf("web: %s: %w", name, ErrNotBuilt)
		}
	}
	for name, raw := range forms {
		of, coding, _ := isForm(name)
		if f := files["web/"+of]; f != nil {
			f.addForm(coding, raw)
		}
	}
	return files, nil
})
