package model

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/spec"
	"loopyard/engine/text"
)

// Link is a link to the page, the part of its address after #: what to run, where to run it, and what to show of the run.
type Link struct {
	Run    spec.Run
	Target recording.Target
	At     int64           // the moment to show, in nanoseconds; negative: the end
	N      int             // how many events have happened by then, if several share the moment; negative: all of them
	Window timeline.Window // the stretch of time to show; zero: all of it
	Mode   Mode
	Errs   spec.Errors // what is wrong with the link; the link has the defaults in place of it
}

// DefaultScenario is the scenario of an address that names none.
const DefaultScenario = "loop-per-thread"

// LongestLink is how many bytes of an address are read at most, since a link can come from anywhere. The page's own links
// are shorter than 500 bytes.
const LongestLink = 4096

// ReadLink reads a fragment, with or without its #. It always returns something to show; what is wrong is in Errs. Keys
// that it does not know are ignored. limits returns what a target allows.
func ReadLink(fragment string, catalog spec.Catalog, limits func(recording.Target) spec.Limits) Link {
	fragment = strings.TrimPrefix(fragment, "#")
	l := Link{At: -1, N: -1}
	if len(fragment) > LongestLink {
		l.fail("link", fragment, "at most "+strconv.Itoa(LongestLink)+" characters")
		fragment = ""
	}
	values, err := url.ParseQuery(fragment)
	if err != nil {
		l.fail("link", fragment, "name=value pairs with & between them")
	}
	l.version(values)
	l.moment(values)
	l.window(values)
	l.mode(values)
	scenario := l.scenario(values, catalog)
	l.Target = l.place(values)

	params, _ := catalog.Params(scenario)
	pairs := []spec.Pair{{"scenario", scenario}, {"placement", string(l.Target.Placement())}}
	for _, name := range append(names(params), recording.CommonNames...) {
		for _, value := range values[name] {
			pairs = append(pairs, spec.Pair{name, value})
		}
	}
	run, err := spec.Parse(pairs, catalog, limits(l.Target))
	if errs, ok := err.(spec.Errors); ok {
		l.Errs = append(l.Errs, errs...)
	}
	l.Run = run
	return l
}

func (l *Link) fail(field, value, allowed string) {
	l.Errs = append(l.Errs, &spec.FieldError{Field: field, Value: value, Allowed: allowed})
}

func (l *Link) version(values url.Values) {
	v := values.Get("v")
	if n, err := strconv.Atoi(v); values.Has("v") && (err != nil || n < 1 || n > spec.Version) {
		l.fail("v", v, "a version up to "+strconv.Itoa(spec.Version))
	}
}

func (l *Link) moment(values url.Values) {
	if !values.Has("t") {
		return
	}
	t := values.Get("t")
	d, err := time.ParseDuration(t)
	if err != nil || d < 0 {
		l.fail("t", t, "a moment such as 1.5s")
		return
	}
	l.At = int64(d)
	if n := values.Get("n"); values.Has("n") {
		if l.N, err = strconv.Atoi(n); err != nil || l.N < 0 {
			l.N = -1
			l.fail("n", n, "a number of events")
		}
	}
}

// window reads a stretch of time, such as 1s..1.5s.
func (l *Link) window(values url.Values) {
	if !values.Has("w") {
		return
	}
	w := values.Get("w")
	first, second, _ := strings.Cut(w, "..")
	from, err := time.ParseDuration(first)
	to, err2 := time.ParseDuration(second)
	if err != nil || err2 != nil || from < 0 || to-from < timeline.MinWindow {
		l.fail("w", w, "a stretch of time such as 1s..1.5s, of "+time.Duration(timeline.MinWindow).String()+" at least")
		return
	}
	l.Window = timeline.Window{From: int64(from), To: int64(to)}
}

func (l *Link) scenario(values url.Values, catalog spec.Catalog) string {
	s := values.Get("s")
	switch {
	case !values.Has("s"):
		return DefaultScenario
	case !slices.Contains(catalog.IDs(), s):
		l.fail("scenario", s, "one of "+strings.Join(catalog.IDs(), ", "))
		return DefaultScenario
	}
	return s
}

func (l *Link) place(values url.Values) recording.Target {
	at, host := spec.Virtual, values.Get("host")
	if values.Has("at") {
		at = spec.Placement(values.Get("at"))
		if !slices.Contains(spec.Placements, at) {
			l.fail("placement", string(at), "one of virtual, single, threads")
			return recording.TargetVirtual
		}
	}
	if host != "" && host != "native" && host != "browser" {
		l.fail("placement", host, "the host native or browser")
		return recording.TargetVirtual
	}
	return recording.TargetOf(at, host == "native")
}

// Fragment returns the link as text, without #. params are the parameters of its scenario. A negative moment is left out.
func (l Link) Fragment(params []spec.Param) string {
	var b strings.Builder
	add := func(key, value string) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(key + "=" + url.QueryEscape(value))
	}
	add("v", strconv.Itoa(spec.Version))
	add("s", l.Run.Scenario)
	for _, p := range params {
		add(p.Name, fieldText(p, l.Run))
	}
	add("at", string(l.Target.Placement()))
	if l.Target.Native() {
		add("host", "native")
	}
	add("seed", l.Run.Value("seed"))
	if l.Run.Cores > 0 {
		add("cores", l.Run.Value("cores"))
	}
	if l.Run.GIL {
		add("gil", l.Run.Value("gil"))
	}
	if l.Window != (timeline.Window{}) {
		add("w", time.Duration(l.Window.From).String()+".."+time.Duration(l.Window.To).String())
	}
	if l.At >= 0 && l.N >= 0 {
		add("n", strconv.Itoa(l.N))
	}
	if l.At >= 0 {
		add("t", time.Duration(l.At).String())
	}
	for _, pair := range l.Mode.pairs() {
		add(pair[0], pair[1])
	}
	return b.String()
}

func names(params []spec.Param) []string {
	all := make([]string, len(params))
	for i, p := range params {
		all[i] = p.Name
	}
	return all
}

// fieldText returns a run's value of a parameter as a person would type it.
func fieldText(p spec.Param, run spec.Run) string {
	value := run.Value(p.Name)
	if d, err := time.ParseDuration(value); p.Time && err == nil {
		return text.Duration(d)
	}
	return value
}
