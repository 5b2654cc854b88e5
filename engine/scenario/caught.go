package scenario

import "errors"

// errBadLuck is what tasks fail with that are to fail.
var errBadLuck = errors.New("bad luck")

// caught prints an error that a scenario is to show, as Python names it, and gives nil for it.
func caught(t Thread, err, shown error) error { return caughtIn(t, "", err, shown) }

// caughtIn is caught with what stands before the line.
func caughtIn(t Thread, where string, err, shown error) error {
	if !errors.Is(err, shown) {
		return err
	}
	t.Print(where + "RuntimeError: " + shown.Error())
	return nil
}
