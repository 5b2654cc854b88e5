package view

import (
	"strconv"

	"loopyard/app/recording"
)

// placeSign returns the mark of a target on its own, for the table and the legend.
func placeSign(p recording.Target) string {
	return `<svg class="curve curve-` + strconv.Itoa(int(p)) + `" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" focusable="false">` + signs[p] + "</svg>"
}

// signs lists the marks of the targets.
var signs = [...]string{
	recording.TargetVirtual:       `<circle r="4"/>`,
	recording.TargetBrowser:       `<path d="M-3.8-3.8h7.6v7.6h-7.6z"/>`,
	recording.TargetWorkers:       `<path d="M0-5.2L5.2 0 0 5.2-5.2 0z"/>`,
	recording.TargetNative:        `<path d="M0-4.8L4.8 3.8h-9.6z"/>`,
	recording.TargetNativeThreads: `<path d="M0 4.8L4.8-3.8h-9.6z"/>`,
}

const cross = `<path class="cross" d="M-4-4l8 8M4-4l-8 8"/>`
