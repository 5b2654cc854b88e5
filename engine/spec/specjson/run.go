package specjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"loopyard/engine/spec"
)

// EncodeRun returns the JSON object of a run: the body of POST /api/runs.
func EncodeRun(pairs []spec.Pair) []byte {
	object := map[string]any{}
	for _, pair := range pairs {
		object[pair[0]] = Value(pair[0], pair[1])
	}
	body, _ := json.Marshal(object) // strings, numbers and booleans always can be written
	return body
}

// Value returns the value that encoding/json writes for a name's text: a number for a count, a boolean for true or
// false, and a string for everything else. A text that does not fit its name's type is a string too.
func Value(name, text string) any {
	switch spec.TypeOf(name) {
	case spec.Count:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case spec.Bool:
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	}
	return text
}

// DecodeRun splits the JSON object of a run into names and values for [spec.Parse], which checks the ranges. DecodeRun
// checks what only JSON can get wrong: the syntax, the types, unknown names, and names that are given twice. The error
// is a [*spec.FieldError] if one field is at fault.
//
// It reads the object token by token, because encoding/json ignores the case of names and keeps the last of two equal
// ones.
func DecodeRun(body []byte) ([]spec.Pair, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil { // it checks the whole body, so the tokens below cannot fail
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("not JSON: %v at byte %d", err, syntax.Offset)
		}
		return nil, errors.New("the run must be a JSON object")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if t, _ := d.Token(); t != json.Delim('{') {
		return nil, errors.New("the run must be a JSON object") // null
	}
	var pairs []spec.Pair
	seen := map[string]bool{}
	for d.More() {
		key, _ := d.Token()
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("not JSON: %v", err)
		}
		name, _ := key.(string)
		if seen[name] {
			return nil, &spec.FieldError{Field: name, Value: string(value), Allowed: spec.OnceOnly}
		}
		seen[name] = true
		text, err := decodeValue(name, value)
		if err != nil {
			return nil, err
		}
		if name != "v" {
			pairs = append(pairs, spec.Pair{name, text})
		}
	}
	return pairs, nil
}

// decodeValue returns the text of a value. The text of "v", the version of the names, is empty.
func decodeValue(name string, value json.RawMessage) (string, error) {
	wrong := func(allowed string) (string, error) {
		return "", &spec.FieldError{Field: name, Value: string(value), Allowed: allowed}
	}
	switch {
	case name == "v":
		v, err := strconv.Atoi(string(value))
		if err != nil || v < 1 || v > spec.Version {
			return wrong("a version from 1 to " + strconv.Itoa(spec.Version))
		}
		return "", nil
	case !slices.Contains(spec.Names, name):
		return wrong("one of the names v, " + strings.Join(spec.Names, ", "))
	}
	switch spec.TypeOf(name) {
	case spec.Bool:
		if text := string(value); text == "true" || text == "false" {
			return text, nil
		}
		return wrong("true or false")
	case spec.Count:
		if !isWhole(value) {
			return wrong("a whole number, such as 5")
		}
		return string(value), nil
	}
	var text string
	if value[0] != '"' || json.Unmarshal(value, &text) != nil {
		return wrong(`a string, such as "500ms" or "virtual"`)
	}
	return text, nil
}

// isWhole reports whether value is a JSON number without a fraction or an exponent.
func isWhole(value json.RawMessage) bool {
	digits := bytes.TrimPrefix(value, []byte("-"))
	return len(digits) > 0 && len(bytes.TrimLeft(digits, "0123456789")) == 0
}
