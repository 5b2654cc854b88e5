package web

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// marker is the file by which a later export knows a directory for its own. It lists what the export wrote.
const marker = ".loopyard-export"

// Export writes the site into dir for any plain file server that publishes dir under the site's base. The files are the
// ones Handler serves, uncompressed. dir is made if it does not exist. A directory with anything in it that no export
// wrote is refused and left as it is. The files are written beside dir and moved there at once, so dir never holds half
// a site.
func (s *Site) Export(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if err := mayReplace(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-new-")
	if err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	defer os.RemoveAll(fresh)
	if err := s.writeTo(fresh); err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	if err := replace(dir, fresh); err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	return nil
}

// mayReplace reports why dir must be left alone: it is no directory, or holds a file that no export wrote.
func mayReplace(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	list, err := os.ReadFile(filepath.Join(dir, marker))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("web: export: %s is not empty and was not made by an export; choose an empty or a new directory", dir)
	}
	if err != nil {
		return fmt.Errorf("web: export: %w", err)
	}
	written := strings.Split(string(list), "\n")
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("web: export: %w", err)
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return fmt.Errorf("web: export: %w", err)
		}
		if entry.IsDir() || slices.Contains(written, filepath.ToSlash(name)) {
			return nil
		}
		return fmt.Errorf("web: export: %s was not written by an export and would be lost; move it away or choose another directory", path)
	})
}

// writeTo writes every file below root, and the marker.
func (s *Site) writeTo(root string) error {
	// MkdirTemp keeps others out; a web server is one of them.
	if err := os.Chmod(root, 0o755); err != nil {
		return err
	}
	contents := map[string][]byte{}
	for name, f := range s.all() {
		contents[name] = f.raw
	}
	// GitHub Pages would otherwise run the files through Jekyll.
	contents[".nojekyll"] = nil
	names := append(slices.Sorted(maps.Keys(contents)), marker)
	contents[marker] = []byte(strings.Join(names, "\n") + "\n")
	for _, name := range names {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, contents[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// replace moves fresh to dir. What was there is put back when the move fails, and removed when it succeeded.
func replace(dir, fresh string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(fresh, dir)
	}
	old := fresh + "-old"
	if err := os.Rename(dir, old); err != nil {
		return err
	}
	if err := os.Rename(fresh, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return os.RemoveAll(old)
}
