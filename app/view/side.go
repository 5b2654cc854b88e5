package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// Side returns the last column of panels. On a wide screen Statistics, Advice and Code share it. They are components of
// their own, since the code follows the cursor and the others do not.
func Side(m *model.Model) app.UI {
	stats := model.Rev(&m.Runs, &m.Panels, &m.Form, &m.Server, &m.Jobs, &m.Steps, &m.Address)
	return app.Div().Class("side").Body(
		&sideTabs{Panels: &m.Panels, Runs: &m.Runs, Rev: model.Rev(&m.Panels, &m.Runs)},
		&sidePanel{M: m, Panel: model.PanelStats, Rev: stats},
		&sidePanel{M: m, Panel: model.PanelAdvice, Rev: m.Runs.Changes()},
		&code{Code: &m.Code, Share: &m.Share, Rev: m.Code.Changes()},
	)
}

// sidePanel is the Statistics panel or the Advice panel.
type sidePanel struct {
	app.Compo

	M     *model.Model
	Rev   uint
	Panel model.Panel
}

// Render returns the markup.
func (p *sidePanel) Render() app.UI {
	if p.Panel == model.PanelStats {
		return statsPanel(p.M)
	}
	return advicePanel(p.M)
}

// sideTabs chooses one of them on a wide screen.
type sideTabs struct {
	app.Compo

	Panels *model.Panels
	Runs   *model.Runs
	Rev    uint
}

// Render returns the markup.
func (s *sideTabs) Render() app.UI {
	text, class := adviceTab(s.Runs)
	return app.Div().Class("heads").Attr("role", "tablist").Aria("label", "Statistics, advice or code").Body(
		tab("Statistics", "panel-stats", s.Panels.Side() == model.PanelStats, s.stats),
		tab(text, "panel-advice", s.Panels.Side() == model.PanelAdvice, s.advice).Class(class),
		tab("Code", "panel-code", s.Panels.Side() == model.PanelCode, s.code),
	)
}

func (s *sideTabs) stats(ctx app.Context, e app.Event)  { s.open(model.PanelStats) }
func (s *sideTabs) advice(ctx app.Context, e app.Event) { s.open(model.PanelAdvice) }
func (s *sideTabs) code(ctx app.Context, e app.Event)   { s.open(model.PanelCode) }

func (s *sideTabs) open(p model.Panel) {
	s.Panels.SetSide(p)
}

// tab returns a tab of a tablist. The arrow keys move between the tabs; see tabkeys in draw.js.
func tab(text, panel string, chosen bool, click app.EventHandler) app.HTMLButton {
	index := -1
	if chosen {
		index = 0
	}
	return app.Button().Type("button").Class("tab").Attr("role", "tab").TabIndex(index).
		Aria("selected", chosen).Aria("controls", panel).OnClick(click).Text(text)
}

// Tabs chooses one of the panels on a narrow screen.
type Tabs struct {
	app.Compo

	Panels *model.Panels
	Runs   *model.Runs
	Rev    uint
}

// Render returns the markup.
func (t *Tabs) Render() app.UI {
	at := t.Panels.Narrow()
	text, class := adviceTab(t.Runs)
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
	t.Panels.SetNarrow(p)
}
