package trace

import (
	"slices"
	"strconv"
	"strings"
)

// ParseKind gives the kind whose String is name, a "Kind(n)" of a later version too; ok is false if there is none.
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

// ArgWord gives the word that a reason or an outcome is written as, the Arg of an event of this kind; ok is false
// where Arg is a number or a text, and for a value of a later version.
func (k Kind) ArgWord(arg int64) (word string, ok bool) {
	words := k.words()
	if arg <= 0 || arg >= int64(len(words)) {
		return "", false
	}
	return words[arg], true
}

// ParseArg is the way back from ArgWord.
func (k Kind) ParseArg(word string) (arg int64, ok bool) {
	if word == "" {
		return 0, false // the nameless zero
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

// A TextTable numbers texts by first use, as a [Recorder] does: whoever reads a trace in which texts stand at
// their events gets the recorder's numbers back. The zero value is empty.
type Interner struct {
	known map[string]Text
	last  Text
}

// Number gives the text's number; fresh says that it is a new one, and the text the next of the run's strings.
func (t *Interner) Intern(text string) (n Text, fresh bool) {
	if text == "" {
		return 0, false
	}
	if n, ok := t.known[text]; ok {
		return n, false
	}
	if t.known == nil {
		t.known = map[string]Text{}
	}
	t.last++
	if len(t.known) < maxTexts {
		t.known[text] = t.last
	}
	return t.last, true
}
