package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output is where a run's data goes: stdout, or a file that appears only once it is whole.
type output struct {
	io.Writer
	file *os.File // being written; nil: stdout, or all is done
	path string   // to rename file to; empty: file is that already
}

// create opens the output of a name; "-" is stdout. A file is written beside its name and renamed by commit, so that
// neither a reader nor an old file ever meets half a run.
func create(name string, stdout io.Writer) (*output, error) {
	if name == "-" {
		return &output{Writer: stdout}, nil
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // replace the file, not the link to it
	}
	mode := os.FileMode(0o666) // what umask leaves of it
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return nil, fmt.Errorf("%s is a directory", name)
		}
		if !info.Mode().IsRegular() { // a device or a pipe: nothing to rename to
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
			return nil, fmt.Errorf("cannot write %s: %w", name, path.Err) // the temporary name would only puzzle
		case err != nil:
			return nil, err
		}
		return &output{Writer: f, file: f, path: name}, nil
	}
	return nil, fmt.Errorf("no name is free beside %s", name)
}

// commit ends the writing and gives the file its name.
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
