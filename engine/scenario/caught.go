package scenario

import "errors"

// errBadLuck is the error of tasks that fail on purpose.
var errBadLuck = errors.New("bad luck")

// caught prints an error that a scenario shows on purpose, with the name that it has in Python, and returns nil. It returns
// every other error.
func caught(t Thread, err, shown error) error { return caughtIn(t, "", err, shown) }

// caughtIn is caught with a prefix for the line.
func caughtIn(t Thread, where string, err, shown error) error {
	if !errors.Is(err, shown) {
		return err
	}
	t.Print(where + "RuntimeError: " + shown.Error())
	return nil
}
