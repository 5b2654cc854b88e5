package page

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// side is the last place in the row of panels. On a wide screen Statistics, Advice and Code share it. They are components
// of their own: the code follows the cursor, which the others do not.
func side(y *Yard) app.UI {
	r := y.revs
	return app.Div().Class("side").Body(
		&sideTabs{Y: y, Rev: r.run + r.view},
		&sidePanel{Y: y, Rev: r.run + r.view + r.form, Panel: PanelStats},
		&sidePanel{Y: y, Rev: r.run + r.view + r.form, Panel: PanelAdvice},
		&code{Y: y, Rev: y.codeRev()},
	)
}

// sidePanel is Statistics or Advice.
type sidePanel struct {
	app.Compo

	Y     *Yard
	Rev   int
	Panel Panel
}

// Render draws it.
func (p *sidePanel) Render() app.UI {
	if p.Panel == PanelStats {
		return statsView(p.Y)
	}
	return advicePanel(p.Y)
}

// sideTabs choose one of them on a wide screen.
type sideTabs struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it.
func (s *sideTabs) Render() app.UI {
	v := s.Y.View
	text, class := adviceTab(s.Y)
	return app.Div().Class("heads").Attr("role", "tablist").Aria("label", "Statistics, advice or code").Body(
		tab("Statistics", "panel-stats", v.Side == PanelStats, s.stats),
		tab(text, "panel-advice", v.Side == PanelAdvice, s.advice).Class(class),
		tab("Code", "panel-code", v.Side == PanelCode, s.code),
	)
}

func (s *sideTabs) stats(ctx app.Context, e app.Event)  { s.open(PanelStats) }
func (s *sideTabs) advice(ctx app.Context, e app.Event) { s.open(PanelAdvice) }
func (s *sideTabs) code(ctx app.Context, e app.Event)   { s.open(PanelCode) }

func (s *sideTabs) open(p Panel) {
	s.Y.View.Side = p
	s.Y.revs.view++
	s.Y.shell.wake()
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
type tabs struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it.
func (t *tabs) Render() app.UI {
	at := t.Y.View.Panel
	text, class := adviceTab(t.Y)
	return app.Div().Class("tabs").Attr("role", "tablist").Aria("label", "Panels").Body(
		tab("Console", "panel-console", at == PanelConsole, t.console),
		tab("At the cursor", "panel-cursor", at == PanelCursor, t.cursor),
		tab("Statistics", "panel-stats", at == PanelStats, t.stats),
		tab(text, "panel-advice", at == PanelAdvice, t.advice).Class(class),
		tab("Code", "panel-code", at == PanelCode, t.code),
	)
}

func (t *tabs) console(ctx app.Context, e app.Event) { t.open(PanelConsole) }
func (t *tabs) cursor(ctx app.Context, e app.Event)  { t.open(PanelCursor) }
func (t *tabs) stats(ctx app.Context, e app.Event)   { t.open(PanelStats) }
func (t *tabs) advice(ctx app.Context, e app.Event)  { t.open(PanelAdvice) }
func (t *tabs) code(ctx app.Context, e app.Event)    { t.open(PanelCode) }

func (t *tabs) open(p Panel) {
	t.Y.View.Panel = p
	t.Y.revs.view++
	t.Y.shell.wake()
}
