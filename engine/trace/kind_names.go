package trace

import (
	"slices"
	"strconv"
	"strings"
)

// String returns the name of the kind as NDJSON has it, and "Kind(n)" for a kind of a later version.
func (k Kind) String() string {
	if k < NumKinds {
		return kinds[k].name
	}
	return "Kind(" + itoa(int64(k)) + ")"
}

// ParseKind returns the kind whose String is name; that includes "Kind(n)" of a later version. ok is false if there is
// no such kind.
func ParseKind(name string) (k Kind, ok bool) {
	for k := range NumKinds {
		if kinds[k].name == name {
			return k, true
		}
	}
	number, found := strings.CutPrefix(name, "Kind(")
	n, err := strconv.ParseUint(strings.TrimSuffix(number, ")"), 10, 8)
	k = Kind(n)
	return k, found && err == nil && k.String() == name
}

var reasons = [numReasons]string{Started: "started", TimerDue: "timer", Woken: "woken", Yielded: "yielded", CancelAsked: "canceled", Soon: "soon", Posted: "posted"}

// String returns the name of the reason as NDJSON has it, and "Reason(n)" for a reason of a later version.
func (r Reason) String() string {
	if r > 0 && r < numReasons {
		return reasons[r]
	}
	return "Reason(" + itoa(int64(r)) + ")"
}

var outcomes = [numOutcomes]string{Slept: "slept", Awaited: "awaited", GaveWay: "gave way", Finished: "finished", Failed: "failed", WasCanceled: "canceled"}

// String returns the name of the outcome as NDJSON has it, and "Outcome(n)" for an outcome of a later version.
func (o Outcome) String() string {
	if o > 0 && o < numOutcomes {
		return outcomes[o]
	}
	return "Outcome(" + itoa(int64(o)) + ")"
}

// ArgWord returns the word for the Arg of an event of this kind, where it is a [Reason] or an [Outcome]. ok is false where
// Arg is a number or a text, and for a value of a later version.
func (k Kind) ArgWord(arg int64) (word string, ok bool) {
	words := k.words()
	if arg <= 0 || arg >= int64(len(words)) {
		return "", false
	}
	return words[arg], true
}

// ParseArg is the inverse of ArgWord.
func (k Kind) ParseArg(word string) (arg int64, ok bool) {
	if word == "" {
		return 0, false // zero has no name
	}
	i := slices.Index(k.words(), word)
	return int64(max(i, 0)), i >= 0
}

func (k Kind) words() []string {
	if k >= NumKinds {
		return nil
	}
	switch kinds[k].arg {
	case argReason:
		return reasons[:]
	case argOutcome:
		return outcomes[:]
	}
	return nil
}
