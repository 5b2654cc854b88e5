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

// fail answers with an error: as JSON for paths below /api/, and as a line of text for all others.
func fail(w http.ResponseWriter, r *http.Request, status int, message string, fields ...*spec.FieldError) {
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, message, status)
		return
	}
	answer(w, status, specjson.Error{Error: specjson.ErrorBody{Message: message, Fields: fields}})
}

// failFor is fail for a client that may try again after the given time.
func failFor(w http.ResponseWriter, r *http.Request, status int, after time.Duration, message string) {
	seconds := int64((after + time.Second - 1) / time.Second) // rounded up, so that the client does not come too early
	w.Header().Set("Retry-After", strconv.FormatInt(max(seconds, 1), 10))
	fail(w, r, status, message)
}

// answer writes v as JSON. Caches must not store it.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // the client may have gone, which is not an error of the server
}

// methods has the handler for each method of a path. GET also handles HEAD. ServeMux can distinguish methods too, but its
// answer to other methods is not in the form of the API.
type methods map[string]http.HandlerFunc

// ServeHTTP calls the handler for the method. It answers with 405 and the allowed methods if there is none.
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

// tracked is a response writer that records whether the answer has begun.
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

// Unwrap lets http.ResponseController set deadlines and flush.
func (t *tracked) Unwrap() http.ResponseWriter { return t.ResponseWriter }
