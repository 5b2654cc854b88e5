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

// marker is the name of a file that lists the files of an export. A later export recognizes the directory by it.
const marker = ".loopyard-export"

// Export writes the site into dir, for any file server that serves dir under the base of the site. The files are those that
// Handler serves, uncompressed. Export makes dir if it does not exist. It returns an error and changes nothing if dir has
// files that no export wrote. The files are written to a directory beside dir that then replaces it, so dir never has half
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

// mayReplace returns an error if dir must not be replaced: if it is not a directory, or has a file that no export wrote.
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

// writeTo writes all files and the marker to the directory root.
func (s *Site) writeTo(root string) error {
	// MkdirTemp makes a directory that only its owner can read. A web server may be another user.
	if err := os.Chmod(root, 0o755); err != nil {
		return err
	}
	contents := map[string][]byte{}
	for name, f := range s.all() {
		contents[name] = f.raw
	}
	// Without this file GitHub Pages would process the site with Jekyll.
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

// replace renames fresh to dir. It removes the old directory, or puts it back if the renaming fails.
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
