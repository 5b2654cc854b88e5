package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output is where the data of a run goes: stdout, or a file that appears only when it is complete.
type output struct {
	io.Writer
	file *os.File // the file being written; nil for stdout and after commit
	path string   // the name that commit gives to file; empty if file is not to be renamed
}

// create opens the output with the given name; "-" is stdout. A file is written under a temporary name in the same
// directory, and commit renames it. So no reader sees an incomplete file, and an old file stays until the new one is complete.
func create(name string, stdout io.Writer) (*output, error) {
	if name == "-" {
		return &output{Writer: stdout}, nil
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // replace the file, and keep the link to it
	}
	mode := os.FileMode(0o666) // before umask
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return nil, fmt.Errorf("%s is a directory", name)
		}
		if !info.Mode().IsRegular() { // a device or a pipe, which cannot be replaced
			f, err := os.OpenFile(name, os.O_WRONLY, 0)
			if err != nil {
				return nil, err
			}
			return &output{Writer: f, file: f}, nil
		}
		mode = info.Mode().Perm()
	}
	dir, base := filepath.Split(name)
	for n := range 1000 {
		temporary := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d", base, os.Getpid(), n))
		f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		var path *os.PathError
		switch {
		case errors.Is(err, os.ErrExist):
			continue
		case errors.As(err, &path):
			return nil, fmt.Errorf("cannot write %s: %w", name, path.Err) // without the temporary name, which the user does not know
		case err != nil:
			return nil, err
		}
		return &output{Writer: f, file: f, path: name}, nil
	}
	return nil, fmt.Errorf("no temporary name is free in the directory of %s", name)
}

// commit completes the output and renames the file to its final name.
func (o *output) commit() error {
	f := o.file
	if f == nil {
		return nil
	}
	if err := f.Close(); err != nil {
		return err
	}
	o.file = nil
	if o.path == "" {
		return nil
	}
	if err := os.Rename(f.Name(), o.path); err != nil {
		os.Remove(f.Name())
		return err
	}
	return nil
}

// discard removes what was written, unless it was committed.
func (o *output) discard() {
	if o.file == nil {
		return
	}
	o.file.Close()
	if o.path != "" {
		os.Remove(o.file.Name())
	}
}
