package view

// Icons, 16 units wide, in the color of the text. They are markup because go-app sets classes the HTML way, which SVG
// elements do not have; none needs one.
const (
	iconOpen = `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true" focusable="false">`

	iconStart  = iconOpen + `<path d="M3 3v10M13 3L6 8l7 5z"/></svg>`
	iconBack   = iconOpen + `<path d="M11 3L4 8l7 5z"/></svg>`
	iconPlay   = iconOpen + `<path d="M4 2.5L13 8l-9 5.5z" fill="currentColor"/></svg>`
	iconPause  = iconOpen + `<path d="M4.5 3v10M11.5 3v10" stroke-width="3"/></svg>`
	iconStep   = iconOpen + `<path d="M5 3l7 5-7 5z"/></svg>`
	iconImport = iconOpen + `<path d="M8 10.5V2.5M4.5 6L8 2.5 11.5 6M2.5 13.5h11"/></svg>`
	iconExport = iconOpen + `<path d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11"/></svg>`
	iconShare  = iconOpen + `<path d="M6.5 9.5l3-3M7 4.5l1.2-1.2a3 3 0 014.3 4.3L11.3 8.8M9 11.5l-1.2 1.2a3 3 0 01-4.3-4.3L4.7 7.2"/></svg>`
	iconClose  = iconOpen + `<path d="M4 4l8 8M12 4l-8 8"/></svg>`
	iconTable  = iconOpen + `<path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6"/></svg>`
	iconCopy   = iconOpen + `<path d="M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3"/></svg>`
	iconPlus   = iconOpen + `<path d="M8 3v10M3 8h10"/></svg>`
	iconMinus  = iconOpen + `<path d="M3 8h10"/></svg>`
	iconFit    = iconOpen + `<path d="M2.5 3v10M13.5 3v10M5 8h6M7 6L5 8l2 2M9 6l2 2-2 2"/></svg>`
	iconTasks  = iconOpen + `<path d="M2.5 4h11M5.5 8h8M5.5 12h8"/></svg>`
	iconStage  = iconOpen + `<path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"/></svg>`
	iconKeys   = iconOpen + `<path d="M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.5h6"/></svg>`
	iconEnd    = iconOpen + `<path d="M13 3v10M3 3l7 5-7 5z"/></svg>`

	logo = `<svg class="logo" viewBox="0 0 30 22" width="30" height="22" fill="none" stroke="currentColor" stroke-width="2.4" aria-hidden="true" focusable="false"><circle cx="8" cy="11" r="6.2"/><circle cx="15" cy="11" r="6.2" opacity=".65"/><circle cx="22" cy="11" r="6.2" opacity=".35"/></svg>`
)

const pictogramOpen = `<svg viewBox="0 0 32 20" width="32" height="20" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true" focusable="false">`

// pictograms are small drawings of each scenario's timeline.
var pictograms = map[string]string{
	"main-and-thread":    pictogramOpen + `<path d="M2 6h10M18 6h10M2 14h10M18 14h10"/></svg>`,
	"loop-per-thread":    pictogramOpen + `<g stroke-width="2.2"><path d="M2 3h4M10 3h4M18 3h4M3 7.5h4M11 7.5h4M19 7.5h4M2 12h4M12 12h4M20 12h4M4 16.5h4M12 16.5h4M21 16.5h4"/></g></svg>`,
	"run-each":           pictogramOpen + `<path d="M2 6h10M18 14h10"/></svg>`,
	"wrapper":            pictogramOpen + `<path d="M2 10h28" opacity=".35"/><path d="M4 10h8M18 10h8"/></svg>`,
	"runner":             pictogramOpen + `<path d="M2 10h10M18 10h10"/></svg>`,
	"runner-conditional": pictogramOpen + `<path d="M2 10h8M12 10h8M26 10h4"/><path d="M5 6a6 6 0 0110 0" stroke-width="1.5"/></svg>`,
	"crowd":              pictogramOpen + `<g stroke-width="1.2"><path d="M2 3h4M2 6h8M2 9h12M2 12h17M2 15h22M2 18h28"/></g></svg>`,
	"cores":              pictogramOpen + `<g stroke-width="2.2"><path d="M2 3h13M2 7.5h13M17 12h13M17 16.5h13"/></g></svg>`,
	"specialised-loops":  pictogramOpen + `<path d="M2 14h28"/><path d="M2 6h3M9 6h3M16 6h3M23 6h3" stroke-width="2.2"/></svg>`,
	"one-loop-blocks":    pictogramOpen + `<path d="M8 5h15" stroke-width="5"/><path d="M2 14h3M9 14h3M16 14h3M23 14h3" stroke-width="2.2"/></svg>`,
	"unstable-loop":      pictogramOpen + `<path d="M2 14h28M2 6h12"/><path d="M19 3l6 6M25 3l-6 6" stroke-width="2"/></svg>`,
	"mixed":              pictogramOpen + `<path d="M2 3.5h3M9 3.5h3M16 3.5h3M23 3.5h3M2 16.5h7M2 16.5h20" stroke-width="2.2"/><path d="M2 10h24"/></svg>`,
	"handoff":            pictogramOpen + `<path d="M2 5h10M18 15h10"/><path d="M12 5l6 10M18 10v5h-5" stroke-width="1.5"/></svg>`,
	"executor":           pictogramOpen + `<path d="M2 5h3M9 5h3M16 5h3M23 5h3" stroke-width="2.2"/><path d="M6 14h20" stroke-width="5"/></svg>`,
	"pipeline":           pictogramOpen + `<path d="M2 10h6M24 10h6"/><path d="M11 6h10v8H11zM16 6v8" stroke-width="1.5"/></svg>`,
	"gather-or-group":    pictogramOpen + `<path d="M6 4h6M6 10h12M6 16h20M2 4v12" stroke-width="2.2"/><path d="M21 7.5l5 5M26 7.5l-5 5" stroke-width="1.5"/></svg>`,
	"timeouts":           pictogramOpen + `<path d="M2 10h14"/><path d="M18 2v16" stroke-width="1.5"/><path d="M20 10h10" opacity=".35"/></svg>`,
	"wrong-loop":         pictogramOpen + `<path d="M2 6h10M18 14h10"/><path d="M13 7l4 5" stroke-width="1.5" stroke-dasharray="2 2"/></svg>`,
	"wrong-thread":       pictogramOpen + `<path d="M2 6h26M2 15h9"/><path d="M14 15V9M11 12l3-3 3 3" stroke-width="1.5"/></svg>`,
	"nested-run":         pictogramOpen + `<path d="M2 4h28v12H2z" stroke-width="1.5"/><path d="M9 10h14"/></svg>`,
	"closed-runner":      pictogramOpen + `<path d="M2 10h10"/><path d="M16 4v12" stroke-width="1.5"/><path d="M20 10h8" opacity=".35"/></svg>`,
	"never-awaited":      pictogramOpen + `<path d="M2 6h14"/><path d="M2 14h26" stroke-width="1.5" stroke-dasharray="2 3"/></svg>`,
	"forgotten-task":     pictogramOpen + `<path d="M2 6h26M6 14h8"/><path d="M18 11.5l5 5M23 11.5l-5 5" stroke-width="1.5"/></svg>`,
	"busy-coroutine":     pictogramOpen + `<path d="M2 6h22"/><path d="M25 14h3" stroke-width="2.2"/><path d="M5 14h20" stroke-width="1.2" stroke-dasharray="2 3"/></svg>`,
	"race":               pictogramOpen + `<path d="M2 5h10M6 15h10"/><path d="M12 5l16 4M16 15l12-5" stroke-width="1.5"/></svg>`,
	"deadlock":           pictogramOpen + `<path d="M2 5h10M2 15h10"/><path d="M13 5h13v9M13 15h13V6" stroke-width="1.5" stroke-dasharray="2 2"/></svg>`,
}

// pictogramAny is the pictogram of a scenario that has none of its own.
const pictogramAny = pictogramOpen + `<path d="M2 17L10 12 18 8 30 3" stroke-width="2"/></svg>`

func pictogram(id string) string {
	if p, ok := pictograms[id]; ok {
		return p
	}
	return pictogramAny
}
