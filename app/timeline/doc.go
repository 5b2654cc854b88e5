// Package timeline draws a run: a row for each loop, thread and task along an axis of time.
//
// A [Layout] gives every row its place. [Draw] turns it and a recording into a [DisplayList], a list of rectangles, lines
// and texts. Such a list becomes a picture in three ways: web/assets/draw.js draws it on a canvas, [DisplayList.SVG] writes
// it as a file, and [Prerender] writes it as markup for a page whose program does not run yet. The files named draw… make
// the list: drawstates.go draws what a row was doing (running, ready, sleeping, waiting, blocked), drawmarks.go the signs
// of its life, drawqueues.go the lengths of queues, drawposts.go the arrows between loops, drawoverflow.go what was only
// counted, and drawminimap.go the overview.
//
// The package needs no browser. Package model decides what is drawn; package browser puts it on the screen. Lengths are in
// CSS pixels, times in nanoseconds.
package timeline
