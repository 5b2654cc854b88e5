package view

import (
	"loopyard/app/model"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// side is the last place in the row of panels. On a wide screen Statistics, Advice and Code share it. They are components
// of their own: the code follows the cursor, which the others do not.
func Side(y *model.Model) app.UI {
	r := y.Revs
	return app.Div().Class("side").Body(
		&sideTabs{Y: y, Rev: r.Run + r.View},
		&sidePanel{Y: y, Rev: r.Run + r.View + r.Form, Panel: model.PanelStats},
		&sidePanel{Y: y, Rev: r.Run + r.View + r.Form, Panel: model.PanelAdvice},
		&code{Y: y, Rev: y.CodeRev()},
	)
}

// sidePanel is Statistics or Advice.
type sidePanel struct {
	app.Compo

	Y     *model.Model
	Rev   int
	Panel model.Panel
}

// Render draws it.
func (p *sidePanel) Render() app.UI {
	if p.Panel == model.PanelStats {
		return statsPanel(p.Y)
	}
	return advicePanel(p.Y)
}

// sideTabs choose one of them on a wide screen.
type sideTabs struct {
	app.Compo

	Y   *model.Model
	Rev int
}

// Render draws it.
func (s *sideTabs) Render() app.UI {
	v := s.Y.View
	text, class := adviceTab(s.Y)
	return app.Div().Class("heads").Attr("role", "tablist").Aria("label", "Statistics, advice or code").Body(
		tab("Statistics", "panel-stats", v.Side == model.PanelStats, s.stats),
		tab(text, "panel-advice", v.Side == model.PanelAdvice, s.advice).Class(class),
		tab("Code", "panel-code", v.Side == model.PanelCode, s.code),
	)
}

func (s *sideTabs) stats(ctx app.Context, e app.Event)  { s.open(model.PanelStats) }
func (s *sideTabs) advice(ctx app.Context, e app.Event) { s.open(model.PanelAdvice) }
func (s *sideTabs) code(ctx app.Context, e app.Event)   { s.open(model.PanelCode) }

func (s *sideTabs) open(p model.Panel) {
	s.Y.View.Side = p
	s.Y.Revs.View++
	s.Y.Shell.Wake()
}

// tab is one of a tablist. The arrow keys move between them; see tabkeys in draw.js.
func tab(text, panel string, chosen bool, click app.EventHandler) app.HTMLButton {
	index := -1
	if chosen {
		index = 0
	}
	return app.Button().Type("button").Class("tab").Attr("role", "tab").TabIndex(index).
		Aria("selected", chosen).Aria("controls", panel).OnClick(click).Text(text)
}

// tabs choose one of the panels on a narrow screen.
type Tabs struct {
	app.Compo

	Y   *model.Model
	Rev int
}

// Render draws it.
func (t *Tabs) Render() app.UI {
	at := t.Y.View.Panel
	text, class := adviceTab(t.Y)
	return app.Div().Class("tabs").Attr("role", "tablist").Aria("label", "Panels").Body(
		tab("Console", "panel-console", at == model.PanelConsole, t.console),
		tab("At the cursor", "panel-cursor", at == model.PanelCursor, t.cursor),
		tab("Statistics", "panel-stats", at == model.PanelStats, t.stats),
		tab(text, "panel-advice", at == model.PanelAdvice, t.advice).Class(class),
		tab("Code", "panel-code", at == model.PanelCode, t.code),
	)
}

func (t *Tabs) console(ctx app.Context, e app.Event) { t.open(model.PanelConsole) }
func (t *Tabs) cursor(ctx app.Context, e app.Event)  { t.open(model.PanelCursor) }
func (t *Tabs) stats(ctx app.Context, e app.Event)   { t.open(model.PanelStats) }
func (t *Tabs) advice(ctx app.Context, e app.Event)  { t.open(model.PanelAdvice) }
func (t *Tabs) code(ctx app.Context, e app.Event)    { t.open(model.PanelCode) }

func (t *Tabs) open(p model.Panel) {
	t.Y.View.Panel = p
	t.Y.Revs.View++
	t.Y.Shell.Wake()
}
