package web

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

// decodePairs takes the JSON of a run apart into names and values for [spec.Parse], which knows the ranges. What is
// checked here is what only JSON can get wrong: syntax, types, names and names given twice. encoding/json lets the last
// of two equal names win and does not mind their case, so the object is read token by token. The error is a
// [*spec.FieldError] where a field is at fault.
func decodePairs(body []byte) ([]spec.Pair, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil { // the whole body, so what follows cannot fail
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
			return nil, &spec.FieldError{Field: name, Value: string(value), Allowed: "the name once only"}
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

// decodeValue gives the value's text. The zero of a name tells its form: "0" is a count, a JSON whole number; "false" is a
// JSON boolean; anything else (a duration, a word) is a JSON string.
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
	case new(spec.Run).Value(name) == "false":
		if text := string(value); text == "true" || text == "false" {
			return text, nil
		}
		return wrong("true or false")
	case new(spec.Run).Value(name) == "0":
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

// isWhole tells whether JSON is a number without a fraction or an exponent.
func isWhole(value json.RawMessage) bool {
	digits := bytes.TrimPrefix(value, []byte("-"))
	return len(digits) > 0 && len(bytes.TrimLeft(digits, "0123456789")) == 0
}
