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

// The errors of [Build] wrap one of these.
var (
	// ErrNotBuilt means that the wasm programs are not embedded in this binary.
	ErrNotBuilt = errors.New("the page's WebAssembly is not built: run `make build`")

	// ErrBase means that the base is not a path that all servers and browsers treat in the same way.
	ErrBase = errors.New(`it must start and end with "/" and hold only letters, digits and "-", "_", "." or "~" between slashes`)
)

// programs are the assets that web/pack builds. The page does not work without them.
var programs = []string{"app.wasm", "worker.wasm", "wasm_exec.js"}

// Site has all files of the page, ready to be served or exported. [Build] makes it. It does not change afterward and is safe
// for concurrent use.
type Site struct {
	base    string
	version string

	// files has the files by their path below base. The page itself has the path "".
	files map[string]*file

	// missing is the page for all other paths.
	missing *file
}

// Build returns the site for a base, the URL path of the site. A base starts and ends with "/", such as "/" or "/loops/". Equal
// assets and an equal base make equal bytes on every machine. The error wraps ErrNotBuilt if the wasm programs are missing,
// and ErrBase if the base cannot be used. Build is safe for concurrent use.
func Build(base string) (*Site, error) {
	if err := checkBase(base); err != nil {
		return nil, err
	}
	files, err := assets()
	if err != nil {
		return nil, err
	}
	s := &Site{base: base, files: maps.Clone(files)}
	s.files["wasm_exec.js"] = files["web/wasm_exec.js"] // the path that go-app's pages use

	// The version is a digest of all files, and some files contain it. So they are made twice: once without the version, to
	// compute the digest, and then with it.
	if err := s.generate(""); err != nil {
		return nil, err
	}
	if err := s.generate(s.digest()); err != nil {
		return nil, err
	}
	for name, f := range s.files {
		if files[name] == nil { // assets are compressed already
			if err := f.compress(); err != nil {
				return nil, err
			}
		}
	}
	return s, s.missing.compress()
}

// Base returns the URL path of the site, with a slash at both ends.
func (s *Site) Base() string { return s.base }

// Version returns the version of the site. Two sites have the same version if and only if all their files are equal.
func (s *Site) Version() string { return s.version }

// link returns the URL of a file for links in other files. The file must exist.
func (s *Site) link(name string) string { return s.base + name + "?" + s.files[name].tag() }

// has reports whether the site has a file. The style sheet and the drawing script are optional.
func (s *Site) has(name string) bool { return s.files[name] != nil }

// all returns all files by their names in an export.
func (s *Site) all() map[string]*file {
	all := maps.Clone(s.files)
	delete(all, "")
	all["index.html"] = s.files[""]
	all["404.html"] = s.missing
	return all
}

// digest returns 16 hex digits that depend on the names and contents of all files.
func (s *Site) digest() string {
	all, h := s.all(), sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(h, "%q %s\n", name, all[name].sum)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// checkBase accepts paths that all servers and browsers treat in the same way: without escapes and without "." and "..".
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

// unsafeInPath reports whether a rune is outside the unreserved set of RFC 3986, which is never escaped.
func unsafeInPath(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("-_.~", r)
}

// assets returns the embedded files below web/ with their compressed forms. All sites share them.
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
