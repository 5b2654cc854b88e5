package web

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// fail answers with an error: JSON for programs below /api/, a line of text for everything else.
func fail(w http.ResponseWriter, r *http.Request, status int, message string, fields ...*spec.FieldError) {
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, message, status)
		return
	}
	answer(w, status, specjson.Error{Error: specjson.ErrorBody{Message: message, Fields: fields}})
}

// failFor is fail for a client that may try again after a while.
func failFor(w http.ResponseWriter, r *http.Request, status int, after time.Duration, message string) {
	seconds := int64((after + time.Second - 1) / time.Second) // rounded up: not too early
	w.Header().Set("Retry-After", strconv.FormatInt(max(seconds, 1), 10))
	fail(w, r, status, message)
}

// answer writes v as JSON. Nothing that is said here holds for long.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // a client that went away is no error of ours
}

// methods is a handler for each method of one path. HEAD goes with GET. ServeMux can tell methods apart too, but it
// answers for the others in its own words.
type methods map[string]http.HandlerFunc

// ServeHTTP calls the method's handler, or answers 405 with Allow.
func (m methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if h := m[method]; h != nil {
		h(w, r)
		return
	}
	allow := slices.Sorted(maps.Keys(m))
	if m[http.MethodGet] != nil {
		allow = append(allow, http.MethodHead)
	}
	w.Header().Set("Allow", strings.Join(allow, ", "))
	fail(w, r, http.StatusMethodNotAllowed, r.URL.Path+" takes "+strings.Join(allow, ", ")+" only")
}

// tracked knows whether the answer has begun.
type tracked struct {
	http.ResponseWriter
	wrote bool
}

func (t *tracked) WriteHeader(status int) {
	t.wrote = true
	t.ResponseWriter.WriteHeader(status)
}

func (t *tracked) Write(b []byte) (int, error) {
	t.wrote = true
	return t.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the writer's deadlines and its flush.
func (t *tracked) Unwrap() http.ResponseWriter { return t.ResponseWriter }
