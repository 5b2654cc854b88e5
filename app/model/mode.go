package model

import "net/url"

// Mode is how a link wants the page to look: for a page that is part of another one. The zero value is the whole page in
// the visitor's own theme.
type Mode struct {
	Embed bool  // leaves out what a reader of another page does not need
	Fixed bool  // the parameters can be read and run, not changed
	Theme Theme // in place of the visitor's own
}

// Theme is a choice of colors; the empty one is what the visitor's system is set to.
type Theme string

// The themes.
const (
	ThemeAuto  Theme = ""
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// Themes lists the themes, with what the page calls them.
var Themes = []struct {
	Theme Theme
	Label string
}{{ThemeAuto, "the reader’s own"}, {ThemeLight, "light"}, {ThemeDark, "dark"}}

// mode reads the keys of the mode.
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

// pairs returns the mode as keys and values of a link.
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
