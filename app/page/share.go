package page

import (
	"bytes"

	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// CopyOf says what is copied to the clipboard.
type CopyOf uint8

// What can be copied.
const (
	CopyLink CopyOf = iota
	CopyCode
)

// ShareLink copies the link to what the page shows.
func (y *Yard) ShareLink() {
	y.relink()
	y.shell.copy("", CopyLink)
}

// CopyCode copies the listing.
func (y *Yard) CopyCode() {
	text, _ := y.Listing()
	y.shell.copy(text, CopyCode)
}

// Copied says that it worked.
func (y *Yard) Copied(what CopyOf) {
	y.View.Share = ""
	if what == CopyLink {
		y.View.Copied = true
		y.Say("Link copied.")
	} else {
		y.Say("Code copied.")
	}
	y.revs.view++
}

// CopiedEnough puts the button's own words back.
func (y *Yard) CopiedEnough() {
	y.View.Copied = false
	y.revs.view++
}

// CannotCopy shows the link in a field that it can be copied from by hand: there is no clipboard, as on a page that did
// not come over https.
func (y *Yard) CannotCopy(what CopyOf, link string) {
	if what == CopyCode {
		y.Say("The browser does not let the page copy. Select the text instead.")
		return
	}
	y.View.Share = link
	y.revs.view++
}

// CanExport tells whether there is a trace to save.
func (y *Yard) CanExport() bool { return y.Shown != nil && len(y.Shown.events) > 0 }

// Export offers the trace shown as a file.
func (y *Yard) Export() {
	if !y.CanExport() {
		return
	}
	r := y.Shown
	y.shell.save("loopyard-"+r.Spec.Scenario+"-"+r.Place.key()+".ndjson", r.NDJSON())
}

// NDJSON is the trace as far as it is known, as lines of JSON. A run that has no end yet, or never had one, has no
// trailer.
func (r *Recording) NDJSON() []byte {
	var b bytes.Buffer
	w := ndjson.NewWriter(&b) // a buffer never fails
	_ = w.Begin(r.Header)
	_ = w.Batch(trace.Batch{First: 1, Events: r.events, Strings: r.text})
	if r.State == Ended || r.State == Failed {
		_ = w.End(r.Trailer)
	}
	return b.Bytes()
}
