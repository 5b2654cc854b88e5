package page

import (
	"bytes"

	"loopyard/engine/trace/ndjson"
)

// CopyOf says what is copied to the clipboard.
type CopyOf uint8

// What can be copied.
const (
	CopyLink CopyOf = iota
	CopyCode
	CopyEmbed
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

// Copied says that it worked. link is the page's address.
func (y *Yard) Copied(what CopyOf, link string) {
	switch what {
	case CopyLink:
		y.View.Share, y.View.Copied, y.View.ByHand = link, true, false
		y.Say("Link copied.")
	case CopyCode:
		y.Say("Code copied.")
	case CopyEmbed:
		y.Say("Snippet copied.")
	}
	y.revs.view++
}

// CopiedEnough puts the button's own words back.
func (y *Yard) CopiedEnough() {
	y.View.Copied = false
	y.revs.view++
}

// CannotCopy is for a browser that lets no page copy, as one that did not come over https. The link stands in a field
// that it can be copied from by hand.
func (y *Yard) CannotCopy(what CopyOf, link string) {
	if what == CopyLink {
		y.View.Share, y.View.ByHand = link, true
	} else {
		y.Say("The browser does not let the page copy. Select the text instead.")
	}
	y.revs.view++
}

// CanExport tells whether there is a trace to save.
func (y *Yard) CanExport() bool { return y.Shown != nil && y.Shown.Len() > 0 }

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
	for piece := range r.Batches() {
		_ = w.Batch(piece)
	}
	if r.State == Ended || r.State == Failed {
		_ = w.End(r.Trailer)
	}
	return b.Bytes()
}
