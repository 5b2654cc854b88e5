package model

// Notices is what the page tells its visitor apart from the run itself: an alert, which stays until the next run, and an
// announcement, which only a screen reader hears. The zero value says nothing.
type Notices struct {
	part
	alert        string
	announcement string
}

// Alert returns what the visitor must know; empty if there is nothing.
func (n *Notices) Alert() string { return n.alert }

// Announcement returns the latest sentence for the live region.
func (n *Notices) Announcement() string { return n.announcement }

// Announce puts a sentence into the live region.
func (n *Notices) Announce(sentence string) {
	n.announcement = sentence
	n.changed()
}

// Warn shows an alert in place of the one before. A screen reader announces an alert by itself, so the live region is
// emptied.
func (n *Notices) Warn(alert string) {
	n.alert, n.announcement = alert, ""
	n.changed()
}

// Dismiss takes the alert away.
func (n *Notices) Dismiss() {
	n.alert = ""
	n.changed()
}
