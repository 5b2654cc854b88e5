package page

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
	y.shell.copy(y.Listing().Text, CopyCode)
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
