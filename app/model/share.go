package model

import (
	"loopyard/engine/scenario/lesson"
	"strings"
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
func (y *Model) ShareLink() {
	y.relink()
	y.Shell.Copy("", CopyLink)
}

// CopyCode copies the listing.
func (y *Model) CopyCode() {
	y.Shell.Copy(y.Listing().Text, CopyCode)
}

// Copied says that it worked. link is the page's address.
func (y *Model) Copied(what CopyOf, link string) {
	switch what {
	case CopyLink:
		y.View.Share, y.View.Copied, y.View.ByHand = link, true, false
		y.Say("Link copied.")
	case CopyCode:
		y.Say("Code copied.")
	case CopyEmbed:
		y.Say("Snippet copied.")
	}
	y.Revs.View++
}

// CopiedEnough puts the button's own words back.
func (y *Model) CopiedEnough() {
	y.View.Copied = false
	y.Revs.View++
}

// CannotCopy is for a browser that lets no page copy, as one that did not come over https. The link stands in a field
// that it can be copied from by hand.
func (y *Model) CannotCopy(what CopyOf, link string) {
	if what == CopyLink {
		y.View.Share, y.View.ByHand = link, true
	} else {
		y.Say("The browser does not let the page copy. Select the text instead.")
	}
	y.Revs.View++
}

// ShareSaid tells what became of the link.
func (y *Model) ShareSaid() string {
	if y.View.ByHand {
		return "Select and copy it: the browser does not let the page do that."
	}
	return "Copied."
}

// Snippet is the HTML for the link that is shared.
func (y *Model) Snippet() string {
	page, _, _ := strings.Cut(y.View.Share, "#")
	f := y.View.Embed
	f.Embed = true
	return Snippet(page+"#"+y.inMode(f), lesson.Of(y.Form.Scenario).Title)
}

// CopySnippet copies it.
func (y *Model) CopySnippet() { y.Shell.Copy(y.Snippet(), CopyEmbed) }
