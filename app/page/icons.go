package page

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

	logo = `<svg class="logo" viewBox="0 0 30 22" width="30" height="22" fill="none" stroke="currentColor" stroke-width="2.4" aria-hidden="true" focusable="false"><circle cx="8" cy="11" r="6.2"/><circle cx="15" cy="11" r="6.2" opacity=".65"/><circle cx="22" cy="11" r="6.2" opacity=".35"/></svg>`
)

const pictogramOpen = `<svg viewBox="0 0 32 20" width="32" height="20" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true" focusable="false">`

// pictograms hint at the shape of each scenario's timeline.
var pictograms = map[string]string{
	"main-and-thread":    pictogramOpen + `<path d="M2 6h10M18 6h10M2 14h10M18 14h10"/></svg>`,
	"loop-per-thread":    pictogramOpen + `<g stroke-width="2.2"><path d="M2 3h4M10 3h4M18 3h4M3 7.5h4M11 7.5h4M19 7.5h4M2 12h4M12 12h4M20 12h4M4 16.5h4M12 16.5h4M21 16.5h4"/></g></svg>`,
	"run-each":           pictogramOpen + `<path d="M2 6h10M18 14h10"/></svg>`,
	"wrapper":            pictogramOpen + `<path d="M2 10h28" opacity=".35"/><path d="M4 10h8M18 10h8"/></svg>`,
	"runner":             pictogramOpen + `<path d="M2 10h10M18 10h10"/></svg>`,
	"runner-conditional": pictogramOpen + `<path d="M2 10h8M12 10h8M26 10h4"/><path d="M5 6a6 6 0 0110 0" stroke-width="1.5"/></svg>`,
}

// pictogramAny stands for a scenario that has no pictogram of its own.
const pictogramAny = pictogramOpen + `<path d="M2 17L10 12 18 8 30 3" stroke-width="2"/></svg>`

func pictogram(id string) string {
	if p, ok := pictograms[id]; ok {
		return p
	}
	return pictogramAny
}
