package model

import (
	"errors"
	"strings"

	"loopyard/app/recording"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// file is a saved trace that is being read, a piece at a time: it may be larger than the memory.
type file struct {
	size  int64
	read  int64
	asked bool // for the next piece, which has not come
}

// OpenFile begins to show a trace that was saved, by this page or by the command line, in place of what is shown. first is
// the beginning of the file; it is to be given to Arrive too, and what follows whenever the shell's more asks for it. What
// can not be read to its end is shown as far as it goes, and says so; a file that is no trace changes nothing.
func (y *Model) OpenFile(name string, size int64, first []byte) (id int, ok bool) {
	head, err := readHeader(first)
	if err != nil {
		y.CannotOpen(name, err)
		return 0, false
	}
	var pairs []spec.Pair
	for _, p := range head.Spec {
		pairs = append(pairs, p)
	}
	run, err := spec.Parse(pairs, y.Catalog, spec.CLILimits()) // the command line allows more than the page, and what was run can be shown
	if err != nil {
		y.CannotOpen(name, err)
		return 0, false
	}
	y.StopAll()
	y.Alert = ""
	rec := recording.NewRecording(run, recording.TargetOf(run.Placement, head.Host != "browser"))
	rec.File = name
	y.Form.Fill(Link{Run: run, Target: rec.Target, At: -1}, y.Catalog)
	y.Revs.Form++
	y.SetPrimary(rec)
	y.Number(rec)
	y.last++
	y.Jobs[y.last] = &job{rec: rec, decoder: decoderOf(first), sink: trace.NewLimit(rec, spec.PageLimits().Events), file: &file{size: size}}
	y.Say("Reading " + name + ".")
	y.relink()
	return y.last, true
}

// CannotOpen says why a file is not shown.
func (y *Model) CannotOpen(name string, why error) {
	y.Warn(name + " can not be opened: " + wrongFile(why))
}

// goOn asks for the next piece of a file, or ends it where nothing more will come.
func (y *Model) goOn(id int, j *job) {
	if j.end == nil && !j.file.asked && !j.rec.State().Over() {
		j.file.asked = true
		y.Shell.More(id)
	}
	if len(j.pieces) == 0 && j.end != nil && j.end.reason == "" { // the file is at its end
		if err := j.decoder.Close(); err != nil {
			j.end.reason = wrongFile(err)
		}
	}
}

// decoderOf picks the form of a trace by how it begins.
func decoderOf(first []byte) decoder {
	if len(first) > 0 && first[0] == '{' {
		return &ndjson.Decoder{}
	}
	return &trace.Decoder{}
}

// errNoTrace is for what begins like neither form.
const errNoTrace = OpenError("it is no trace: it begins neither as NDJSON nor as the binary form")

// readHeader reads the header of a trace from its beginning.
func readHeader(first []byte) (trace.Header, error) {
	if len(first) == 0 {
		return trace.Header{}, OpenError("it is empty")
	}
	if first[0] != '{' && first[0] != 'H' {
		return trace.Header{}, errNoTrace
	}
	var head headerOnly
	d := decoderOf(first)
	err := d.Feed(first, &head)
	if err == nil {
		err = d.Close()
	}
	if head.begun {
		err = nil
	}
	return head.h, err
}

// headerOnly takes a trace's header and no more.
type headerOnly struct {
	h     trace.Header
	begun bool
}

const errEnough = OpenError("enough")

func (o *headerOnly) Begin(h trace.Header) error {
	o.h, o.begun = h, true
	return errEnough
}

func (o *headerOnly) Batch(trace.Batch) error { return errEnough }
func (o *headerOnly) End(trace.Trailer) error { return errEnough }

type OpenError string

func (e OpenError) Error() string { return string(e) }

// wrongFile spells what is wrong with a file for people.
func wrongFile(err error) string {
	if errors.Is(err, trace.ErrTooNew) || errors.Is(err, ndjson.ErrTooNew) {
		return "it was made by a later version than this page: reload the page"
	}
	text := err.Error()
	for _, prefix := range []string{"ndjson: ", "trace: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}
