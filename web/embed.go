// Package web serves Loopyard: the files of the page, the API, and the headers of both. It also exports the page as a static
// site.
//
// [Build] makes all files of the page. [Site.Handler] serves them, and [Site.Export] writes the same bytes to a directory, so
// a static site behaves like the server. The HTTP handler of go-app is never connected to a network: Build calls it once, in
// memory, to render the page.
package web

import "embed"

// embedded has two directories. The files in assets are served unchanged, below web/. The wasm programs among them are built
// by web/pack and are not in the repository, so a fresh checkout compiles without them. The files in shell are the sources
// of generated files.
//
//go:embed assets shell
var embedded embed.FS
