package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"loopyard/app/model"
	"loopyard/app/page"
	"loopyard/engine/session"
	"loopyard/engine/spec"
)

var (
	// register runs once, because go-app keeps its routes in a global table. The rendered page shows a real run, the one of
	// an address without a link.
	register = sync.OnceValue(func() error {
		opened := model.FirstRun()
		page.Register(opened)
		_, err := session.Run(context.Background(), opened.Spec, session.Options{Host: "browser", Events: spec.PageLimits().Events}, opened)
		return err
	})

	// rendering guards the environment of the process. Natively, app.Getenv reads it, and go-app's handler changes it.
	rendering sync.Mutex
)

// environment returns the variables that app.Getenv reads, both in the browser and during pre-rendering. GOAPP_ROOT_PREFIX is
// the base without its last slash, so that prefix + "/web/worker.js" is a URL under any base.
func environment(base, version string) map[string]string {
	prefix := strings.TrimSuffix(base, "/")
	return map[string]string{
		"GOAPP_ROOT_PREFIX":          prefix,
		"GOAPP_STATIC_RESOURCES_URL": prefix,
		"GOAPP_VERSION":              version,
	}
}

// prerender renders the page natively with go-app and returns the markup of its root element. It does not use the head that
// go-app writes, which forbids zooming, links icons of another origin and has a random host. The head is in
// shell/index.html.
func prerender(base, version string) (markup string, err error) {
	rendering.Lock()
	defer rendering.Unlock()
	defer keepEnvironment()()
	defer func() {
		// A component that panics must not end the process. The panic is a bug, so the error has the stack.
		if r := recover(); r != nil {
			err = fmt.Errorf("web: pre-render: panic: %v\n%s", r, debug.Stack())
		}
	}()
	if err := register(); err != nil {
		return "", fmt.Errorf("web: pre-render: run %s: %w", model.FirstRun().Spec.Scenario, err)
	}

	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "/", nil)
	if err != nil {
		return "", fmt.Errorf("web: pre-render: %w", err)
	}
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	handler := app.Handler{
		Name:      siteName,
		Icon:      app.Icon{Default: "/web/icon-192.png", Large: "/web/icon-512.png", SVG: "/web/icon.svg"},
		Version:   version,
		Resources: provider(strings.TrimSuffix(base, "/")),
	}
	handler.ServeHTTP(w, r)
	if w.status != http.StatusOK {
		return "", fmt.Errorf("web: pre-render: status %d", w.status)
	}
	return rootElement(&w.body)
}

// keepEnvironment returns a function that undoes the changes of go-app's handler to the environment of the process.
func keepEnvironment() (restore func()) {
	names := []string{"GOAPP_INTERNAL_URLS", "GOAPP_ROOT_PREFIX", "GOAPP_STATIC_RESOURCES_URL", "GOAPP_VERSION"}
	before := map[string]string{}
	for _, name := range names {
		if value, set := os.LookupEnv(name); set {
			before[name] = value
		}
	}
	return func() {
		for _, name := range names {
			if value, set := before[name]; set {
				_ = os.Setenv(name, value)
			} else {
				_ = os.Unsetenv(name)
			}
		}
	}
}

// rootElement returns the first element of the body of a page, which go-app replaces when it mounts. go-app writes attributes
// in a random order and leaves out the value of an ARIA state that is true. rootElement sorts the attributes and adds the
// value.
func rootElement(page *bytes.Buffer) (string, error) {
	doc, err := html.Parse(page)
	if err != nil {
		return "", fmt.Errorf("web: pre-render: %w", err)
	}
	for n := range doc.Descendants() {
		slices.SortFunc(n.Attr, func(a, b html.Attribute) int {
			return strings.Compare(a.Namespace+":"+a.Key, b.Namespace+":"+b.Key)
		})
		for i, a := range n.Attr {
			if strings.HasPrefix(a.Key, "aria-") && a.Val == "" {
				n.Attr[i].Val = "true"
			}
		}
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Parent == nil || n.Parent.DataAtom != atom.Body {
			continue
		}
		var out strings.Builder
		if err := html.Render(&out, n); err != nil {
			return "", fmt.Errorf("web: pre-render: %w", err)
		}
		return out.String(), nil
	}
	return "", errors.New("web: pre-render: the page has no content")
}

// provider tells go-app the base of the site, without its last slash. It serves nothing.
type provider string

func (p provider) Package() string { return string(p) }
func (p provider) Static() string  { return string(p) }
func (p provider) AppWASM() string { return string(p) + "/web/app.wasm" }

// recorder is an [http.ResponseWriter] that stores the response.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }
