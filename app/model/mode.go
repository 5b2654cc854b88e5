package model

import (
	"html"
	"net/url"
)

// Mode is how a link wants the page to look, beside what it runs: for a page that stands in another one, and for a
// screen that many look at. Its zero value is the whole page in the visitor's own theme.
type Mode struct {
	Embed bool  // leave out what a reader of another page does not need
	Fixed bool  // the parameters can be read and run, not changed
	Theme Theme // instead of the visitor's own
}

// Theme is a choice of colors; the empty one is what the visitor's system is set to.
type Theme string

// The themes.
const (
	ThemeAuto  Theme = ""
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// Themes lists them, with what the page calls them.
var Themes = []struct {
	Theme Theme
	Label string
}{{ThemeAuto, "the reader’s own"}, {ThemeLight, "light"}, {ThemeDark, "dark"}}

// frame reads the keys of the mode.
func (l *Link) mode(values url.Values) {
	flag := func(name string) bool {
		v := values.Get(name)
		if values.Has(name) && v != "0" && v != "1" {
			l.fail(name, v, "0 or 1")
		}
		return v == "1"
	}
	l.Mode.Embed, l.Mode.Fixed = flag("embed"), flag("fixed")
	switch t := Theme(values.Get("theme")); {
	case t == ThemeLight || t == ThemeDark:
		l.Mode.Theme = t
	case values.Has("theme"):
		l.fail("theme", string(t), "light or dark")
	}
}

// pairs spells the mode as keys of a link.
func (m Mode) pairs() (pairs [][2]string) {
	if m.Embed {
		pairs = append(pairs, [2]string{"embed", "1"})
	}
	if m.Fixed {
		pairs = append(pairs, [2]string{"fixed", "1"})
	}
	if m.Theme != ThemeAuto {
		pairs = append(pairs, [2]string{"theme", string(m.Theme)})
	}
	return pairs
}

// Snippet is the HTML that shows an address of the page in another page.
func Snippet(address, title string) string {
	return `<iframe src="` + html.EscapeString(address) + `" title="` + html.EscapeString("Loopyard: "+title) +
		`" width="100%" height="560" loading="lazy" allow="fullscreen"></iframe>`
}

func (y *Model) setMode(m Mode) {
	y.Mode = m
	y.Shell.Theme(m.Theme)
}

// SetStage shows what a room looks at, or the whole page again.
func (y *Model) SetStage(on bool) {
	if y.View.Stage == on {
		return
	}
	y.View.Stage = on
	y.Shell.Stage(on)
	y.Revs.View++
}

// class says what of the page is shown.
func (y *Model) Class() string {
	class := "yard"
	if y.Mode.Embed {
		class += " embed"
	}
	if y.View.Stage {
		class += " room"
	}
	return class
}
