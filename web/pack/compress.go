package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/andybalholm/brotli"
)

// Brotli's qualities. The quick one is smaller than gzip at its best and takes under a second.
const (
	quick   = 6
	release = brotli.BestCompression
)

// window is how far back brotli looks for what it has seen: 16 MiB, as far as a browser follows, and more than a program.
const window = 24

// compressAll makes the compressed forms of all programs, each in a goroutine of its own.
func compressAll(paths []string, quality int) error {
	errs := make([]error, len(paths))
	var wait sync.WaitGroup
	for i, path := range paths {
		wait.Go(func() { errs[i] = compress(path, quality) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// compress writes path.br and path.gz, unless they are there already, made of these bytes and as well as asked.
func compress(path string, quality int) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if done(path, raw) >= quality {
		return nil
	}
	br, err := pack(raw, func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: quality, LGWin: window}), nil
	})
	if err != nil {
		return fmt.Errorf("brotli %s: %w", path, err)
	}
	gz, err := pack(raw, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) })
	if err != nil {
		return fmt.Errorf("gzip %s: %w", path, err)
	}
	return errors.Join(
		writeFile(path+".br", br),
		writeFile(path+".gz", gz),
		writeFile(stamp(path), fmt.Appendf(nil, "%d %x\n", quality, sha256.Sum256(raw))),
	)
}

// pack runs raw through a compressor.
func pack(raw []byte, to func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var out bytes.Buffer
	w, err := to(&out)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// done is the quality of the forms beside path, or -1 when they are missing or of other bytes.
func done(path string, raw []byte) int {
	note, err := os.ReadFile(stamp(path))
	if err != nil {
		return -1
	}
	var quality int
	var sum string
	if _, err := fmt.Sscanf(string(note), "%d %s", &quality, &sum); err != nil || sum != fmt.Sprintf("%x", sha256.Sum256(raw)) {
		return -1
	}
	for _, form := range []string{".br", ".gz"} {
		if _, err := os.Stat(path + form); err != nil {
			return -1
		}
	}
	return quality
}

// stamp is the note about the forms of a program. The dot keeps it out of what is embedded.
func stamp(path string) string {
	dir, name := filepath.Split(path)
	return filepath.Join(dir, "."+name+".stamp")
}

// replace writes the program to path if it differs from what is there. The note and the forms of the old bytes go first,
// so that no interruption leaves them beside the new ones.
func replace(path string, program []byte) (changed bool, err error) {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, program) {
		return false, nil
	}
	for _, stale := range []string{stamp(path), path + ".br", path + ".gz"} {
		if err := os.Remove(stale); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	return true, writeFile(path, program)
}

// writeFile writes a whole file or nothing, and leaves one that is the same alone: its time is what the go command looks
// at first when it decides whether to embed it again.
func writeFile(path string, content []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
		return nil
	}
	dir, name := filepath.Split(path)
	temp, err := os.CreateTemp(dir, "."+name+".part-")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(content)
	if err := errors.Join(err, temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
