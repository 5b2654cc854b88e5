package page

import (
	"bytes"
	"strconv"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// MaxFile bounds a trace that is opened from a file, in bytes: it is read as a whole.
const MaxFile = 256 << 20

// OpenFile shows a trace that was saved as NDJSON, by this page or by the command line, in place of what is shown.
// What can not be read to its end is shown as far as it goes, and says so; a file that is no trace changes nothing.
func (y *Yard) OpenFile(name string, content []byte) {
	var head headerOnly
	if err := ndjson.Read(bytes.NewReader(content), &head); !head.begun {
		y.Warn(name + " can not be opened: " + err.Error())
		return
	}
	run, err := head.run(y.catalog)
	if err != nil {
		y.Warn(name + " can not be opened: " + err.Error())
		return
	}
	y.StopAll()
	y.Alert = ""
	rec := NewRecording(run, placeOf(run.Placement, head.h.Host != "browser"))
	y.Form.Fill(Link{Run: run, Place: rec.Place, At: -1}, y.catalog)
	y.revs.form++
	broken := ndjson.Read(bytes.NewReader(content), &upTo{Recording: rec, left: spec.Page.Events})
	if broken != nil {
		rec.Close(Broken, name+": "+broken.Error())
	}
	y.show(rec)
	y.over(rec)
	y.relink()
}

// TooLarge says that a file is not even read.
func (y *Yard) TooLarge(name string) {
	y.Warn(name + " is too large to be opened: the page takes up to " + strconv.Itoa(MaxFile>>20) + " MiB.")
}

// headerOnly takes a trace's header and no more.
type headerOnly struct {
	h     trace.Header
	begun bool
}

func (o *headerOnly) Begin(h trace.Header) error {
	o.h, o.begun = h, true
	return errEnough
}

func (o *headerOnly) Batch(trace.Batch) error { return errEnough }
func (o *headerOnly) End(trace.Trailer) error { return errEnough }

// run reads what was run. The command line allows more than the page, and what was run can be shown.
func (o *headerOnly) run(c spec.Catalog) (spec.Run, error) {
	var pairs []spec.Pair
	for _, p := range o.h.Spec {
		pairs = append(pairs, p)
	}
	return spec.Parse(pairs, c, spec.CLI)
}

// upTo passes on as many events as the page keeps.
type upTo struct {
	*Recording
	left int
}

func (u *upTo) Batch(b trace.Batch) error {
	if len(b.Events) > u.left {
		return errTooMany
	}
	u.left -= len(b.Events)
	return u.Recording.Batch(b)
}

type openError string

func (e openError) Error() string { return string(e) }

const (
	errEnough  = openError("enough")
	errTooMany = openError("the page shows the first 2,000,000 events, and there are more")
)
