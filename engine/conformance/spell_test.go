package conformance

import (
	"errors"
	"fmt"
	"strings"

	"loopyard/engine"
)

// spelled has words for the errors whose text is Go's here and Python's there. All others are spelled as they are:
// the engine quotes asyncio.
var spelled = []struct {
	err  error
	word string
}{
	{engine.ErrTimeout, "timeout"},
	{engine.ErrInvalidState, "invalid state"},
	{engine.ErrOtherLoop, "other loop"},
	{engine.ErrWrongThread, engine.ErrWrongThread.Error()},
	{engine.ErrQueueEmpty, "queue empty"},
	{engine.ErrQueueFull, "queue full"},
	{engine.ErrQueueShutDown, "queue shut down"},
	{engine.ErrBarrierBroken, "barrier broken"},
}

func spell(v any) string {
	switch v := v.(type) {
	case nil:
		return "ok"
	case error:
		return spellError(v)
	case []any:
		return spellAll(v)
	case []engine.Settled[any]:
		var all []any
		for _, s := range v {
			all = append(all, result(s.Value, s.Err))
		}
		return spellAll(all)
	}
	return fmt.Sprint(v)
}

func spellAll(all []any) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = spell(v)
	}
	return "[" + strings.Join(words, " ") + "]"
}

func spellError(err error) string {
	var group *engine.GroupError
	if errors.As(err, &group) {
		all := make([]any, len(group.Errors))
		for i, e := range group.Errors {
			all[i] = e
		}
		return "group " + spellAll(all)
	}
	var panicked *engine.PanicError
	if errors.As(err, &panicked) && panicked.Unwrap() != nil {
		return spellError(panicked.Unwrap()) // the Go way to raise where no error can be returned
	}
	var canceled *engine.CanceledError
	if errors.As(err, &canceled) {
		return "canceled: " + canceled.Message
	}
	if errors.Is(err, engine.ErrCanceled) {
		return "canceled"
	}
	for _, s := range spelled {
		if errors.Is(err, s.err) {
			return s.word
		}
	}
	return err.Error()
}
