//go:build !js

package chromium

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// watch records what must not happen on a page and in its workers. The browser's events arrive on other goroutines than
// the test's.
type watch struct {
	origin string

	mu       sync.Mutex
	problems []string
	allowed  []string
	requests map[network.RequestID]string
}

func newWatch(address string) *watch {
	w := &watch{requests: map[network.RequestID]string{}}
	if u, err := url.Parse(address); err == nil {
		w.origin = u.Scheme + "://" + u.Host
	}
	return w
}

// Clean fails the test for every problem that the tab had since the last call: a console.error, an unhandled exception or
// rejection, a violation of the content security policy, a failed request, a response with a status of 400 or more, a
// request to another origin. It covers workers and the service worker too, beginning shortly after they start.
func (tab *Tab) Clean() {
	tab.t.Helper()
	for _, problem := range tab.Problems() {
		tab.t.Error("chromium: " + problem)
	}
}

// Problems returns the problems that Clean would report, and forgets them.
func (tab *Tab) Problems() []string {
	tab.t.Helper()
	// The browser reports events in order, so after one more round trip all earlier events have arrived.
	Eval[int](tab, "1")
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	problems := tab.watch.problems
	tab.watch.problems = nil
	return problems
}

// Allow ignores later problems that contain the text, for a test that provokes an error.
func (tab *Tab) Allow(text string) {
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	tab.watch.allowed = append(tab.watch.allowed, text)
}

// event records a problem. chromedp calls it with each event, in order; it must not block.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			w.note("console.%s: %s", ev.Type, text(ev.Args))
		}
	case *runtime.EventExceptionThrown:
		w.note("exception: %s", (&chromedp.ExceptionError{ExceptionDetails: ev.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			w.note("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		w.requests[ev.RequestID] = ev.Request.URL
		if !w.own(ev.Request.URL) {
			w.note("request to another origin: %s", ev.Request.URL)
		}
	case *network.EventLoadingFailed:
		if !ev.Canceled {
			w.note("request failed: %s %s", w.requests[ev.RequestID], ev.ErrorText)
		}
	}
}

// note records a problem, unless it is allowed. The caller holds mu.
func (w *watch) note(format string, args ...any) {
	problem := fmt.Sprintf(format, args...)
	for _, allowed := range w.allowed {
		if strings.Contains(problem, allowed) {
			return
		}
	}
	w.problems = append(w.problems, problem)
}

// own reports whether a URL has the page's origin or none at all.
func (w *watch) own(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "data", "blob", "about":
		return true
	}
	return u.Scheme+"://"+u.Host == w.origin
}

// followWorkers watches the workers of the tab as well. The browser reports their events only to a client that attaches to
// them.
func (w *watch) followWorkers(ctx context.Context) {
	tab := chromedp.FromContext(ctx)
	known := map[target.ID]bool{}
	_ = chromedp.ListenBrowser(ctx, func(ev any) {
		created, ok := ev.(*target.EventTargetCreated)
		if !ok || known[created.TargetInfo.TargetID] || created.TargetInfo.BrowserContextID != tab.BrowserContextID {
			return
		}
		switch info := created.TargetInfo; info.Type {
		case "worker", "service_worker", "shared_worker":
			known[info.TargetID] = true
			// Attaching is a request to the browser, and a listener must not block. It fails if the worker has ended.
			go func() {
				worker, _ := chromedp.NewContext(ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithListener(w.event))
				_ = chromedp.Do(worker)
			}()
		}
	})
}

// summary returns the problems so far, for the message of another failure.
func (w *watch) summary() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.problems) == 0 {
		return ""
	}
	return "\nseen so far:\n\t" + strings.Join(w.problems, "\n\t")
}

// text returns what the console shows for the arguments of a call.
func text(args []*runtime.RemoteObject) string {
	var words []string
	for _, arg := range args {
		if len(arg.Value) > 0 {
			words = append(words, strings.Trim(string(arg.Value), `"`))
		} else {
			words = append(words, arg.Description)
		}
	}
	return strings.Join(words, " ")
}
