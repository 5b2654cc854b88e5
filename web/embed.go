// Package web is what Loopyard serves: the page's files, the headers around them and the export to a static site.
//
// go-app's own HTTP handler never meets a network. Build asks it once, in memory, for the pre-rendered page; everything
// else a browser gets is made here. Site.Handler serves the resulting files and Site.Export writes the same bytes to a
// directory, so what works on one works on the other.
package web

import "embed"

// embedded holds two trees. assets is served as it is, below web/; the wasm programs in it are built by web/pack and are
// not in the repository, so a fresh checkout compiles without them. shell is what the generated files are made from.
//
//go:embed assets shell
var embedded embed.FS
