package model

import (
	"html"
	"strings"

	"loopyard/engine/scenario/lesson"
)

// Share is the link to what the page shows, once it is asked for, and the page as a part of another one. The zero value
// shares nothing.
type Share struct {
	part
	clipboard Clipboard
	address   *Address
	form      *Form
	notices   *Notices
	link      string // the page's address; empty: it was not asked for
	copied    bool   // the button says so, for a moment
	byHand    bool   // the link is not on the clipboard: the browser lets no page copy
	embed     Mode   // for the page that the link is to stand in
	snippet   string // the HTML for that page
}

// Clipboard copies texts.
type Clipboard interface {
	// Copy puts a text on the clipboard; an empty one stands for the page's address. [Share.OnCopied] or
	// [Share.OnCopyError] follows, and some time after the first of them [Share.OnCopiedShown].
	Copy(text string, what Copied)
}

// Copied says what is copied to the clipboard.
type Copied uint8

// What can be copied.
const (
	CopiedLink Copied = iota
	CopiedCode
	CopiedEmbed
)

// Link returns the link that is shared; empty if none is.
func (s *Share) Link() string { return s.link }

// JustCopied reports whether the link has been copied a moment ago.
func (s *Share) JustCopied() bool { return s.copied }

// Embed returns how the page is to look in another page.
func (s *Share) Embed() Mode { return s.embed }

// Start copies the link to what the page shows, and shows it.
func (s *Share) Start() {
	s.address.update()
	s.clipboard.Copy("", CopiedLink)
}

// Close stops showing the link.
func (s *Share) Close() {
	s.link = ""
	s.changed()
}

// SetTheme chooses the colors of the page in another page.
func (s *Share) SetTheme(t Theme) {
	s.embed.Theme = t
	s.embedLink()
}

// SetFixed chooses whether readers of another page can change the parameters.
func (s *Share) SetFixed(on bool) {
	s.embed.Fixed = on
	s.embedLink()
}

// CopyCode copies a listing.
func (s *Share) CopyCode(l lesson.Listing) { s.clipboard.Copy(l.Text, CopiedCode) }

// CopySnippet copies the HTML for another page.
func (s *Share) CopySnippet() { s.clipboard.Copy(s.snippet, CopiedEmbed) }

// OnCopied says that a text is on the clipboard. link is the page's address.
func (s *Share) OnCopied(what Copied, link string) {
	switch what {
	case CopiedLink:
		s.link, s.copied, s.byHand = link, true, false
		s.embedLink()
		s.notices.Announce("Link copied.")
	case CopiedCode:
		s.notices.Announce("Code copied.")
	case CopiedEmbed:
		s.notices.Announce("Snippet copied.")
	}
	s.changed()
}

// OnCopiedShown puts the button's own words back.
func (s *Share) OnCopiedShown() {
	s.copied = false
	s.changed()
}

// OnCopyError is for a browser that lets no page copy, such as one that did not get the page over https. The link stands
// in a field from which it can be copied by hand.
func (s *Share) OnCopyError(what Copied, link string) {
	if what == CopiedLink {
		s.link, s.byHand = link, true
		s.embedLink()
	} else {
		s.notices.Announce("The browser does not let the page copy. Select the text instead.")
	}
	s.changed()
}

// Says tells what has become of the link.
func (s *Share) Says() string {
	if s.byHand {
		return "Select and copy it: the browser does not let the page do that."
	}
	return "Copied."
}

// Snippet returns the HTML that shows what is shared in another page.
func (s *Share) Snippet() string { return s.snippet }

// embedLink makes the snippet for what the page shows now.
func (s *Share) embedLink() {
	page, _, _ := strings.Cut(s.link, "#")
	m := s.embed
	m.Embed = true
	title := lesson.Of(s.form.Scenario()).Title
	s.snippet = `<iframe src="` + html.EscapeString(page+"#"+s.address.In(m)) + `" title="` + html.EscapeString("Loopyard: "+title) +
		`" width="100%" height="560" loading="lazy" allow="fullscreen"></iframe>`
	s.changed()
}
