package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// The name, the description and the colors in the head of the page and in its manifest.
const (
	siteName        = "Loopyard"
	siteDescription = "See asyncio-style event loops run: one loop, or many, each in a thread of its own."
	themeLight      = "#ffffff"
	themeDark       = "#171b20"
	background      = "#fbfaf7"
)

// generate makes the files that are not assets, such as the page, its start-up script and its service worker. version is the
// version of the site, or empty in the first round of [Build].
func (s *Site) generate(version string) error {
	s.version = version
	body, err := prerender(s.base, version)
	if err != nil {
		return err
	}
	// A link has the digest of the file that it leads to, so each file is made before those that link to it.
	steps := []struct {
		name string
		make func() ([]byte, error)
	}{
		{"app.css", func() ([]byte, error) { return embedded.ReadFile("shell/app.css") }},
		{"robots.txt", func() ([]byte, error) { return []byte("User-agent: *\nAllow: /\n"), nil }},
		{"manifest.webmanifest", s.manifest},
		{"app.js", s.starter},
		{"", func() ([]byte, error) { return s.fill("shell/index.html", template.HTML(body)) }},
		{"app-worker.js", s.serviceWorker},
	}
	for _, step := range steps {
		raw, err := step.make()
		if err != nil {
			return fmt.Errorf("web: generate %s: %w", step.name, err)
		}
		kindOf := step.name
		if kindOf == "" {
			kindOf = "index.html"
		}
		s.files[step.name] = newFile(kindOf, raw)
	}
	raw, err := s.fill("shell/404.html", "")
	if err != nil {
		return fmt.Errorf("web: generate 404.html: %w", err)
	}
	s.missing = newFile("404.html", raw)
	return nil
}

// fill executes an HTML template. body is trusted, because it comes from the components of the page.
func (s *Site) fill(name string, body template.HTML) ([]byte, error) {
	funcs := template.FuncMap{"link": s.link, "has": s.has}
	page, err := template.New("").Funcs(funcs).ParseFS(embedded, name)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = page.ExecuteTemplate(&out, name[strings.LastIndex(name, "/")+1:], map[string]any{
		"Name":        siteName,
		"Description": siteDescription,
		"Base":        s.base,
		"CSP":         contentPolicy,
		"ThemeLight":  themeLight,
		"ThemeDark":   themeDark,
		"Body":        body,
	})
	return out.Bytes(), err
}

// starter returns app.js. It has the functions that go-app expects on the page, and it loads the program.
func (s *Site) starter() ([]byte, error) {
	return withSite("shell/app.js", map[string]any{
		"base":   s.base,
		"wasm":   s.link("web/app.wasm"),
		"worker": s.base + "app-worker.js",
		"env":    s.environment(),
	})
}

// environment returns the variables of the page in the browser. LOOPYARD_WORKER has the link of the worker and, after the #,
// the links of the files that the worker loads.
func (s *Site) environment() map[string]string {
	env := environment(s.base, s.version)
	files := url.Values{"wasm": {s.link("web/worker.wasm")}, "exec": {s.link("web/wasm_exec.js")}}
	env["LOOPYARD_WORKER"] = s.link("web/worker.js") + "#" + files.Encode()
	return env
}

// serviceWorker returns app-worker.js with the links of all files that a visitor needs offline.
func (s *Site) serviceWorker() ([]byte, error) {
	cached := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		switch name {
		case "app-worker.js", "robots.txt":
		case "":
			cached[name] = s.base
		default:
			cached[name] = s.link(name)
		}
	}
	return withSite("shell/app-worker.js", map[string]any{"base": s.base, "version": s.version, "files": cached})
}

// withSite returns a script with the constant SITE before it. The script itself stays plain JavaScript.
func withSite(name string, site any) ([]byte, error) {
	script, err := embedded.ReadFile(name)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(site)
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte("\"use strict\";\nconst SITE = "), data, []byte(";\n"), script), nil
}

// manifest returns the manifest with which a browser can install the page as an app.
func (s *Site) manifest() ([]byte, error) {
	type icon struct {
		Src     string `json:"src"`
		Type    string `json:"type"`
		Sizes   string `json:"sizes"`
		Purpose string `json:"purpose,omitempty"`
	}
	return json.MarshalIndent(struct {
		ID          string   `json:"id"`
		Name        string   `json:"name"`
		ShortName   string   `json:"short_name"`
		Description string   `json:"description"`
		Lang        string   `json:"lang"`
		StartURL    string   `json:"start_url"`
		Scope       string   `json:"scope"`
		Display     string   `json:"display"`
		Background  string   `json:"background_color"`
		Theme       string   `json:"theme_color"`
		Categories  []string `json:"categories"`
		Icons       []icon   `json:"icons"`
	}{
		s.base, siteName, siteName, siteDescription, "en", s.base, s.base, "standalone", background, themeLight,
		[]string{"education", "developer"},
		[]icon{
			{s.link("web/icon.svg"), "image/svg+xml", "any", ""},
			{s.link("web/icon-192.png"), "image/png", "192x192", ""},
			{s.link("web/icon-512.png"), "image/png", "512x512", ""},
			{s.link("web/icon-maskable-512.png"), "image/png", "512x512", "maskable"},
		},
	}, "", "  ")
}
