package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// Header is the bar at the top: the name of the page, what the figures are from, and the buttons for files and sharing.
type Header struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (h *Header) Render() app.UI {
	m := h.M
	what, more := m.Badge()
	share := "Share link"
	if m.Share.JustCopied() {
		share = "Link copied"
	}
	return app.Header().Class("bar").Body(
		app.Raw(logo),
		app.Span().Class("brand").Text("Loopyard"),
		app.Span().Class("badge", "what").Body(
			app.Text(what),
			app.Span().Text(more),
		),
		app.Span().Class("gap"),
		app.Input().ID("open-file").Type("file").Accept(".ndjson,.jsonl,.bin").Hidden(true),
		button("ghost files", "Open", iconImport, h.pick).Title("Open a saved trace. You can also drop the file on the page."),
		disabled(button("ghost files", "Export", iconExport, nothing).Attr("popovertarget", "export-menu"), !m.Export.Possible()),
		app.Div().ID("export-menu").Class("menu").Attr("popover", "auto").Body(
			saving("Trace as NDJSON", h.export),
			saving("Timeline as PNG", h.png),
			saving("Timeline as SVG", h.svg),
		),
		button("ghost", share, iconShare, h.share),
		button("ghost wide", "Present", iconStage, h.stage).Title("Fill the screen with the timeline, for an audience. Press Esc to leave.").
			Aria("pressed", m.Panels.FullScreen()),
		app.If(m.Address.Mode().Embed, app.A().Class("ghost").Href("#"+m.Address.Whole()).Target("_blank").Rel("noopener").OnMouseDown(h.renew).
			OnFocus(h.renew).OnClick(h.renew).Text("Open in Loopyard")),
		app.If(m.Panels.UpdateReady(), button("ghost later", "Load the new version", iconStart, h.reload)),
		app.Span().Class("badge", "kept").Body(
			app.If(m.Panels.Offline(), app.Text("offline ready")),
		),
	)
}

// renew makes the link to the whole page lead to what is shown now, since the cursor may have moved after it was drawn.
func (h *Header) renew(ctx app.Context, e app.Event) {
	ctx.JSSrc().Set("href", "#"+h.M.Address.Whole())
}

func (h *Header) pick(ctx app.Context, e app.Event)   { h.M.Jobs.PickFile() }
func (h *Header) export(ctx app.Context, e app.Event) { h.M.Export.Trace() }
func (h *Header) png(ctx app.Context, e app.Event)    { h.M.Export.Picture(false) }
func (h *Header) svg(ctx app.Context, e app.Event)    { h.M.Export.Picture(true) }
func (h *Header) share(ctx app.Context, e app.Event)  { h.M.Share.Start() }
func (h *Header) reload(ctx app.Context, e app.Event) { ctx.Reload() }
func (h *Header) stage(ctx app.Context, e app.Event) {
	h.M.Panels.SetFullScreen(!h.M.Panels.FullScreen())
}

// saving returns a button of the export menu. It closes the menu.
func saving(text string, click app.EventHandler) app.UI {
	return button("ghost", text, iconExport, click).Attr("popovertarget", "export-menu").Attr("popovertargetaction", "hide")
}

// nothing is the handler of a button whose whole effect is the browser's own, such as opening a popover.
func nothing(app.Context, app.Event) {}

// button returns a button with an icon. On a narrow screen only the icon is visible.
func button(class, text, icon string, click app.EventHandler) app.HTMLButton {
	return app.Button().Type("button").Class(class).OnClick(click).Body(
		app.Raw(icon),
		app.Span().Text(text),
	)
}
