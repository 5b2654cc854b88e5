package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// Sharing is the panel that opens when the link is shared: the link, and the HTML for another page.
type Sharing struct {
	app.Compo

	Share *model.Share
	Rev   uint
}

// Render returns the markup. It is empty until the visitor asks for the link.
func (s *Sharing) Render() app.UI {
	if s.Share.Link() == "" {
		return app.Div().Hidden(true)
	}
	return app.Section().Class("share").Aria("label", "Share").Body(
		app.Div().Class("part").Body(
			app.Label().For("share-link").Text("Link to this run"),
			app.Input().ID("share-link").Type("text").ReadOnly(true).Value(s.Share.Link()),
			app.Span().Class("hint").Text(s.Share.Says()),
		),
		app.Div().Class("part").Body(
			app.Label().For("share-frame").Text("In your own page"),
			app.Input().ID("share-frame").Type("text").ReadOnly(true).Value(s.Share.Snippet()),
			button("ghost small", "Copy", iconShare, s.copy),
		),
		app.Div().Class("part").Body(
			app.Label().For("share-theme").Text("Colors"),
			app.Select().ID("share-theme").OnChange(s.theme).Body(
				app.Range(model.Themes).Slice(func(i int) app.UI {
					t := model.Themes[i]
					return app.Option().Value(string(t.Theme)).Selected(t.Theme == s.Share.Embed().Theme).Text(t.Label)
				}),
			),
			app.Label().Class("check").Body(
				app.Input().Type("checkbox").Checked(s.Share.Embed().Fixed).OnChange(s.fix),
				app.Text("parameters fixed"),
			),
			button("ghost small", "Close", iconClose, s.close),
		),
	)
}

func (s *Sharing) copy(ctx app.Context, e app.Event) { s.Share.CopySnippet() }

func (s *Sharing) theme(ctx app.Context, e app.Event) {
	s.Share.SetTheme(model.Theme(ctx.JSSrc().Get("value").String()))
}

func (s *Sharing) fix(ctx app.Context, e app.Event) {
	s.Share.SetFixed(ctx.JSSrc().Get("checked").Bool())
}

func (s *Sharing) close(ctx app.Context, e app.Event) {
	s.Share.Close()
}
