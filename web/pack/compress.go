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

// The qualities of brotli that pack uses. The quick one makes a program smaller than the best gzip does, in a second.
const (
	quick   = 5
	release = brotli.BestCompression
)

// window is the base-2 logarithm of the distance at which brotli finds repetitions: 16 MiB. That is the most that browsers
// support, and more than a program is long.
const window = 24

// compressAll compresses all programs, each in a goroutine of its own.
func compressAll(paths []string, quality int, stderr io.Writer) error {
	errs := make([]error, len(paths))
	var wait sync.WaitGroup
	for i, path := range paths {
		wait.Go(func() { errs[i] = compress(path, quality, stderr) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// compress writes path.br and path.gz, unless they exist already for the same bytes and at least this quality.
func compress(path string, quality int, stderr io.Writer) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if done(path, raw) >= quality {
		return nil
	}
	level := gzip.DefaultCompression
	if quality == release {
		level = gzip.BestCompression
		fmt.Fprintf(stderr, "pack: compressing %s well, which takes about %d s\n", path, 1+len(raw)/300_000)
	}
	br, err := brotliForm(raw, quality)
	if err != nil {
		return fmt.Errorf("brotli %s: %w", path, err)
	}
	gz, err := gzipForm(raw, level)
	if err != nil {
		return fmt.Errorf("gzip %s: %w", path, err)
	}
	return errors.Join(
		writeFile(path+".br", br),
		writeFile(path+".gz", gz),
		writeFile(stamp(path), fmt.Appendf(nil, "%d %x\n", quality, sha256.Sum256(raw))),
	)
}

func brotliForm(raw []byte, quality int) ([]byte, error) {
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: quality, LGWin: window})
	_, err := w.Write(raw)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func gzipForm(raw []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(raw)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// done returns the quality of the compressed forms beside path, or -1 if one of them is missing or not made from raw.
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

// stamp returns the path of the file that records the quality and the source of a program's compressed forms. Files whose
// names begin with a dot are not embedded.
func stamp(path string) string {
	dir, name := filepath.Split(path)
	return filepath.Join(dir, "."+name+".stamp")
}

// replace writes the program to path, unless the same bytes are there. It removes the compressed forms of the old bytes
// first, so that an interruption never leaves them beside a new program.
func replace(path string, program []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, program) {
		return nil
	}
	for _, stale := range []string{stamp(path), path + ".br", path + ".gz"} {
		if err := os.Remove(stale); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return writeFile(path, program)
}

// writeFile writes a file as a whole or not at all. It does not touch a file that has this content already, because the go
// command compares modification times before it embeds a file again.
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
