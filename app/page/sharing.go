package page

import (
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario/lesson"
)

// sharing is what opens when the link is shared: the link, and the page as a part of another one.
type sharing struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it; nothing before it was asked for.
func (s *sharing) Render() app.UI {
	y := s.Y
	if y.View.Share == "" {
		return app.Div().Hidden(true)
	}
	return app.Section().Class("share").Aria("label", "Share").Body(
		app.Div().Class("part").Body(
			app.Label().For("share-link").Text("Link to this run"),
			app.Input().ID("share-link").Type("text").ReadOnly(true).Value(y.View.Share),
			app.Span().Class("hint").Text(y.ShareSaid()),
		),
		app.Div().Class("part").Body(
			app.Label().For("share-frame").Text("In a page of yours"),
			app.Input().ID("share-frame").Type("text").ReadOnly(true).Value(y.Snippet()),
			button("ghost small", "Copy", iconShare, s.copy),
		),
		app.Div().Class("part").Body(
			app.Label().For("share-theme").Text("Colors"),
			app.Select().ID("share-theme").OnChange(s.theme).Body(
				app.Range(Themes).Slice(func(i int) app.UI {
					t := Themes[i]
					return app.Option().Value(string(t.Theme)).Selected(t.Theme == y.View.Embed.Theme).Text(t.Label)
				}),
			),
			app.Label().Class("check").Body(
				app.Input().Type("checkbox").Checked(y.View.Embed.Fixed).OnChange(s.fix),
				app.Text("parameters fixed"),
			),
			button("ghost small", "Close", iconClose, s.close),
		),
	)
}

func (s *sharing) copy(ctx app.Context, e app.Event) { s.Y.CopySnippet() }

func (s *sharing) theme(ctx app.Context, e app.Event) {
	s.Y.View.Embed.Theme = Theme(ctx.JSSrc().Get("value").String())
	s.Y.revs.view++
}

func (s *sharing) fix(ctx app.Context, e app.Event) {
	s.Y.View.Embed.Fixed = ctx.JSSrc().Get("checked").Bool()
	s.Y.revs.view++
}

func (s *sharing) close(ctx app.Context, e app.Event) {
	s.Y.View.Share = ""
	s.Y.revs.view++
}

// ShareSaid tells what became of the link.
func (y *Yard) ShareSaid() string {
	if y.View.ByHand {
		return "Select and copy it: the browser does not let the page do that."
	}
	return "Copied."
}

// Snippet is the HTML for the link that is shared.
func (y *Yard) Snippet() string {
	page, _, _ := strings.Cut(y.View.Share, "#")
	f := y.View.Embed
	f.Embed = true
	return Snippet(page+"#"+y.inMode(f), lesson.Of(y.Form.Scenario).Title)
}

// CopySnippet copies it.
func (y *Yard) CopySnippet() { y.shell.copy(y.Snippet(), CopyEmbed) }
